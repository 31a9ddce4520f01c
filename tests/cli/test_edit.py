"""`entente edit`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.terminal import on_terminal


@pytest.mark.usefixtures("small")
def test_fields_are_changed_and_can_be_undone(entente: Run) -> None:
    result = entente("edit", "port-visits", "--title", "Visits", "--due", "2027", "--json")
    assert (result.code, result.err) == (0, "")
    item = result.json["items"][0]
    assert (item["title"], item["due"], item["revision"]) == ("Visits", "2027", 1)
    assert entente("undo").code == 0
    again = entente("show", "port-visits", "--json").json["items"][0]
    assert (again["title"], again["revision"]) == ("Port visits every year", 2)


@pytest.mark.usefixtures("small")
def test_an_old_revision_is_refused_with_both_versions(entente: Run) -> None:
    entente("edit", "port-visits", "--title", "Visits")
    result = entente("edit", "port-visits", "--title", "Calls", "--revision", "0")
    assert result.code == 5
    assert "title, saved: Visits" in result.err
    assert "title, yours: Calls" in result.err
    assert entente("show", "port-visits", "--json").json["items"][0]["title"] == "Visits"
    assert entente("edit", "port-visits", "--title", "Calls", "--revision", "1").code == 0


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("edit", "port-visits"), 2),
        (("edit", "port-visits", "--domains", "sea"), 2),
        (("edit", "port-visits", "--due", "soonish"), 2),
        (("edit", "nothing", "--title", "x"), 3),
        (("edit", "port-visits", "--title", "Port visits every year"), 1),
    ],
)
def test_what_cannot_be_done_says_so(entente: Run, args: tuple[str, ...], code: int) -> None:
    result = entente(*args)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("entente: ")


def editor(tmp_path: Path, *changes: tuple[str, str]) -> dict[str, str]:
    """Return the environment of an editor that replaces texts, one pair each time it is opened."""
    script = tmp_path / "editor.py"
    script.write_text(
        f"import pathlib, sys\nchanges = {list(changes)!r}\n"
        "seen = pathlib.Path(sys.argv[0] + '.count')\n"
        "opened = int(seen.read_text()) if seen.exists() else 0\n"
        "seen.write_text(str(opened + 1))\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "old, new = changes[opened]\n"
        "path.write_text(path.read_text().replace(old, new))\n"
    )
    return {"VISUAL": f"{sys.executable} {script}"}


def drafts(own_home: Path) -> list[Path]:
    return sorted((own_home / "entente" / "drafts").glob("*"))


@pytest.mark.usefixtures("small")
def test_the_editor_shows_a_text_and_what_it_says_is_saved(
    entente: Run, tmp_path: Path, own_home: Path
) -> None:
    change = ("| Second visit", "| Second call")
    done = on_terminal("edit", "port-visits", environment=editor(tmp_path, change))
    assert done.code == 0
    assert "milestone “Second call” edited" in done.out
    milestones = entente("show", "port-visits", "--json").items[0]["milestones"]
    assert [each["title"] for each in milestones] == ["First visit", "Second call"]
    assert drafts(own_home) == []


@pytest.mark.usefixtures("small")
def test_the_editor_is_offered_again_with_what_it_could_not_read(
    entente: Run, tmp_path: Path, own_home: Path
) -> None:
    changes = ("priority: high", "priority: urgent"), ("priority: urgent", "priority: low")
    done = on_terminal("edit", "port-visits", keys="\r", environment=editor(tmp_path, *changes))
    assert done.code == 0
    assert "no priority 'urgent'" in done.out
    assert entente("show", "port-visits", "--json").items[0]["priority"] == "low"
    assert drafts(own_home) == []


@pytest.mark.usefixtures("small")
def test_a_text_that_could_not_be_read_is_kept_and_can_be_handed_in(
    entente: Run, tmp_path: Path, own_home: Path
) -> None:
    change = ("title: Port visits every year", "title: Calls\nnonsense")
    done = on_terminal("edit", "port-visits", keys="n\r", environment=editor(tmp_path, change))
    assert done.code == 2
    (draft,) = drafts(own_home)
    assert f"entente edit port-visits --revision 0 --from {draft}" in done.out
    again = entente("edit", "port-visits", "--from", str(draft))
    assert again.code == 2
    assert "'nonsense' belongs to no field" in again.err
    draft.write_text(draft.read_text().replace("nonsense", ""))
    assert entente("edit", "port-visits", "--revision", "0", "--from", str(draft)).code == 0
    assert entente("show", "port-visits", "--json").items[0]["title"] == "Calls"
    assert entente("edit", "port-visits", "--revision", "0", "--from", str(draft)).code == 5


@pytest.mark.usefixtures("small")
def test_an_editor_that_changes_nothing_leaves_nothing(tmp_path: Path, own_home: Path) -> None:
    done = on_terminal("edit", "port-visits", environment=editor(tmp_path, ("no such", "text")))
    assert done.code == 1
    assert "nothing would change" in done.out
    assert drafts(own_home) == []


@pytest.mark.usefixtures("small")
def test_the_text_is_kept_when_somebody_else_saved_meanwhile(
    small: Path, tmp_path: Path, own_home: Path
) -> None:
    script = tmp_path / "slow.py"
    script.write_text(
        "import pathlib, subprocess, sys\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "text = path.read_text()\n"
        "path.write_text(text.replace('title: Port visits every year', 'title: Mine'))\n"
        "subprocess.run([sys.executable, '-c', 'from cli.main import main; main()',"
        " 'edit', 'port-visits', '--title', 'Theirs'], check=True)\n"
    )
    done = on_terminal("edit", "port-visits", environment={"VISUAL": f"{sys.executable} {script}"})
    assert done.code == 5
    assert "title, saved: Theirs" in done.out
    (draft,) = drafts(own_home)
    assert str(draft) in done.out
    assert "title: Mine" in draft.read_text()


@pytest.mark.usefixtures("small")
def test_a_text_that_is_not_there_or_no_text_is_named(entente: Run, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\x00")
    for name in ("binary", "nothing"):
        result = entente("edit", "port-visits", "--from", str(tmp_path / name))
        assert result.code == 1
        assert name in result.err


@pytest.mark.parametrize(
    ("args", "way"),
    [
        (("port-visits", "--due", "2027-Q1"), "`entente mark port-visits --due 2027-Q1`"),
        (("port-visits", "--set", "due=2027"), "`entente mark port-visits --due 2027`"),
        (("port-visits", "pilot-school", "--set", "due=2027"), "`entente mark ID… --due 2027`"),
    ],
)
@pytest.mark.usefixtures("small")
def test_a_corrected_due_date_says_how_a_move_is_recorded(
    entente: Run, args: tuple[str, ...], way: str
) -> None:
    told = " ".join(entente("edit", *args).err.split())
    assert f"this corrects the due date: if it was moved, undo this, and {way} says so" in told
    entente("undo")
    due = args[-1].removeprefix("due=")
    assert entente("mark", "port-visits", "--due", due).code == 0
    assert entente("show", "port-visits", "--json").items[0]["first_due"] == "2025-12"


@pytest.mark.usefixtures("small")
def test_correcting_a_first_date_says_that_the_moved_one_still_holds(entente: Run) -> None:
    assert entente("mark", "port-visits", "--due", "2027-03").code == 0
    told = " ".join(entente("edit", "port-visits", "--due", "2026-01").err.split())
    assert "it is still due 2027-03, since an update moved the first date" in told
    assert "2027-03" in entente("list", "id:port-visits").out
    both = entente("edit", "port-visits", "pilot-school", "--set", "due=2026-02").err
    assert "1 of them are still due 2027-03" not in both
    assert "1 of them is still due 2027-03" in " ".join(both.split())
    same = " ".join(entente("edit", "port-visits", "--due", "2027-03").err.split())
    assert "still due" not in same


@pytest.mark.parametrize(
    "args",
    [("weather-data", "--due", "2027"), ("port-visits", "--due", ""), ("port-visits", "--lead=x")],
)
@pytest.mark.usefixtures("small")
def test_a_date_that_is_first_given_or_cleared_is_no_move(
    entente: Run, args: tuple[str, ...]
) -> None:
    edited = entente("edit", *args)
    assert edited.code == 0
    assert "moved" not in edited.err

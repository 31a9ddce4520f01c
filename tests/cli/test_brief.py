"""`entente brief`: the forms, the file, the envelope, and what goes wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import AS_OF, Run, make
from tests.cli.terminal import on_terminal, without_colour
from tests.registers import HOSTILE_REGISTER

pytestmark = pytest.mark.usefixtures("small")
_FAR = date(9000, 1, 1)
"""A day after every change, whatever the clock says."""


def test_it_is_text_unless_told_otherwise(entente: Run) -> None:
    result = entente("brief")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("HARBOUR PARTNERSHIP: BRIEF\n\nAs of:         2026-11-22\n")
    assert "Changes since: 2026-08-24\n" in result.out
    assert entente("brief", "--format", "text").out == result.out


def test_the_form_and_the_day_to_look_back_to_can_be_chosen(entente: Run) -> None:
    markdown = entente("brief", "--format", "md", "--since", "2025-06").out
    assert markdown.startswith("# Harbour partnership: brief\n")
    assert "- **Changes since**: 2025-06-01\n" in markdown
    page = entente("brief", "--format", "html", "--since", "-1y").out
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    assert '<h2 id="changed-h">Changed since 2025-11-22</h2>' in page


def test_it_is_of_what_the_query_finds_on_the_day(entente: Run) -> None:
    told = entente("brief", "domain:maritime", "-status:kept", "--as-of", "2025-12-31").out
    assert "Covers:        1 of 4 commitments: domain:maritime -status:kept [1]\n" in told
    assert "As of:         2025-12-31\n" in told


def test_a_query_may_begin_like_the_short_option(entente: Run) -> None:
    assert (
        "1 of 4 commitments: -owner:mira domain:maritime"
        in entente("brief", "-owner:mira", "domain:maritime").out
    )


def test_nothing_found_is_no_failure(entente: Run) -> None:
    for form in ("text", "md", "html"):
        result = entente("brief", "status:stalled", "--format", form)
        assert (result.code, result.err) == (0, "")
        assert "nothing matches status:stalled" in result.out


@pytest.mark.parametrize(
    ("name", "begins"),
    [("b.html", "<!DOCTYPE html>"), ("b.md", "# Harbour"), ("b.txt", "HARBOUR"), ("b", "HARBOUR")],
)
def test_a_file_is_written_as_its_name_ends(
    entente: Run, tmp_path: Path, name: str, begins: str
) -> None:
    path = tmp_path / name
    result = entente("brief", "-o", str(path))
    assert (result.code, result.out) == (0, "")
    assert result.err == f"{path}: brief of all 4, as of 2026-11-22\n"
    assert path.read_text(encoding="utf-8").startswith(begins)
    assert list(tmp_path.glob(".*")) == []


def test_the_file_holds_what_would_have_been_printed(entente: Run, tmp_path: Path) -> None:
    for form in ("text", "md", "html"):
        path = tmp_path / form
        entente("brief", "--format", form, "--output", str(path))
        assert path.read_text(encoding="utf-8") == entente("brief", "--format", form).out


def test_an_existing_file_is_kept_unless_forced(entente: Run, tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_text("mine")
    refused = entente("brief", "-o", str(path))
    assert (refused.code, refused.out) == (1, "")
    assert f"{path} exists already" in refused.err
    assert path.read_text() == "mine"
    assert entente("brief", "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("# Harbour")


def test_what_cannot_be_written_says_where_and_why(entente: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no-such-folder" / "b.md"):
        result = entente("brief", "-o", str(path), "--json")
        assert (result.code, result.out) == (1, "")
        assert result.error["code"] == "cannot-write"
        assert str(path) in result.error["message"]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--since", "someday"), 2, "'someday' is not a date"),
        (("--since", "2026-11-23"), 2, "2026-11-23 is after the as-of date, 2026-11-22"),
        (("--format", "pdf"), 2, "'pdf' is not one of"),
        (("-o", ""), 2, "invalid value for '--output': it is empty"),
        (("--view", "nowhere"), 3, "there is no view 'nowhere'"),
        (("--sinse", "2026"), 2, "there is no option '--sinse'"),
        (("stauts:kept",), 2, "there is no field 'stauts'"),
        (("--register", "nowhere.json"), 1, "there is no register at nowhere.json"),
    ],
)
def test_a_mistake_is_told_and_has_its_exit_code(
    entente: Run, args: tuple[str, ...], code: int, message: str
) -> None:
    result = entente("brief", *args)
    assert (result.code, result.out) == (code, "")
    assert message in result.err


def test_json_is_one_item_with_every_part(entente: Run) -> None:
    result = entente("brief", "domain:maritime", "--since", "2025-06-01", "--json")
    envelope = {key: result.json[key] for key in ("schema", "as_of", "query", "count")}
    assert envelope == {"schema": 1, "as_of": "2026-11-22", "query": "domain:maritime", "count": 1}
    (item,) = result.items
    assert item["since"] == "2025-06-01"
    assert item["file"] is None
    assert re.fullmatch("[0-9a-f]{64}", item["hash"])
    assert item["figures"]["overdue"] == 1
    assert item["figures"]["statuses"]["kept"] == 1
    assert [row["subject"]["id"] for row in item["overdue"]["rows"]] == ["port-visits"]
    assert item["overdue"]["rows"][0]["due"] == "2025-12"
    assert item["changes"]["moves"]["rows"][0]["before"] == "in-progress"
    assert [note["number"] for note in item["notes"]] == list(range(1, len(item["notes"]) + 1))
    assert item["hash"][:12] in entente("brief", "domain:maritime").out


def test_json_also_says_which_file_was_written(entente: Run, tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    result = entente("brief", "--json", "-o", str(path))
    assert (result.code, result.err) == (0, "")
    assert result.items[0]["file"] == str(path)
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_slipped_date_comes_from_the_registers_history(entente: Run) -> None:
    assert entente("edit", "airfield-code", "--due", "2027-06").code == 0
    item = entente("brief", "--json", "--since", "2020", today=_FAR).items[0]
    (row,) = item["changes"]["dates"]["rows"]
    assert (row["before"], row["after"], row["days"]) == ("2027-01-15", "2027-06", 166)
    assert row["user"] == "ana"


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_terminal_gets_tables_that_fit(columns: int) -> None:
    result = on_terminal("brief", "--since", "2025-06-01", *AS_OF, columns=columns)
    assert result.code == 0
    assert "\x1b[" in result.out
    shown = without_colour(result.out)
    assert all(len(line) <= columns for line in shown.splitlines())
    words = " ".join(shown.split())
    for part in ("In short", "Status moved: 1", "Overdue", "1 of 2 open commitments", "Sources"):
        assert part in words
    assert "Ministry of Ports, 2025-10-31. Official." in words


def test_a_terminal_without_colour_or_glyphs_gets_neither() -> None:
    result = on_terminal("brief", "--ascii", *AS_OF, environment={"NO_COLOR": "1"})
    assert result.out.isascii()
    assert "\x1b" not in result.out
    plain = on_terminal("brief", "--plain", *AS_OF)
    assert plain.out.startswith("HARBOUR PARTNERSHIP: BRIEF\n")


def test_a_page_is_utf_8_whatever_the_locale(process: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.html"
    process("brief", *AS_OF, "-o", str(path))
    printed = process("brief", *AS_OF, "--format", "html", PYTHONIOENCODING="ascii")
    assert printed.out == path.read_text(encoding="utf-8")
    assert "✓" in printed.out
    text = process("brief", *AS_OF, PYTHONIOENCODING="ascii")
    assert text.code == 0
    assert text.out.isascii()


def test_hostile_texts_reach_no_terminal(
    tmp_path: Path, entente: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTENTE_REGISTER", str(make(tmp_path / "h.json", HOSTILE_REGISTER)))
    never = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
    for form in (["--format", "text"], ["--format", "md"], ["--format", "html"], ["--json"]):
        result = entente("brief", *form)
        assert result.code == 0
        assert not never.search(result.out)
    for columns in (50, 140):
        shown = on_terminal("brief", *AS_OF, columns=columns)
        assert shown.code == 0
        assert not never.search(without_colour(shown.out))


def test_short_is_a_page_without_annex(entente: Run, tmp_path: Path) -> None:
    short = entente("brief", "--short").out
    assert "Wants a decision" in short
    assert "Headline counts" not in short
    path = tmp_path / "short.html"
    assert entente("brief", "--short", "-o", str(path)).code == 0
    assert '<body class="one-page">' in path.read_text(encoding="utf-8")
    shown = without_colour(on_terminal("brief", "--short", *AS_OF, columns=80).out)
    assert "Wants a decision" in shown
    assert "By domain" not in shown


def test_our_own_follow_ups_are_printed_when_asked_only(entente: Run) -> None:
    for form in ("text", "md", "html"):
        assert "visit plan" not in entente("brief", "--format", form).out
        assert "visit plan" in entente("brief", "--format", form, "--follow-ups").out
    assert "visit plan" not in entente("brief", "--json").out
    assert "visit plan" in entente("brief", "--json", "--follow-ups").out

"""`entente import`: what it says, what it asks, what it exits with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from exchange.importers.columns.mapping import read_mapping
from store.register.store import Store
from tests.cli.conftest import AS_OF, COMMAND, Run
from tests.cli.terminal import on_terminal, without_colour
from tests.exchange.importers.files import MAPPED, csv_text, documents, sample, written

GAO = str(sample("gao.csv"))
PAIRS = [each for pair in MAPPED for each in ("--map", pair)]


def test_plain_lines_count_and_name_what_was_not_taken(entente: Run, small: Path) -> None:
    result = entente("import", str(sample("ogp.csv")), *AS_OF)
    assert result.code == 0
    lines = [tuple(line.split("\t")) for line in result.out.splitlines()]
    told = dict(line for line in lines if len(line) == 2)
    assert told["format"] == "ogp"
    assert (told["rows"], told["new"], told["refused"]) == ("6", "5", "1")
    assert ("refused row", "row 7", "", "it has no identifier, or no title") in lines
    assert ("date not read", "End Date", "Spring 2021", "row 5") in lines
    assert ("status not read", "Completion (Progress Report)", "Half done", "row 6") in lines
    assert result.err == f"5 new commitments in {small} · `entente undo` takes it back\n"


def test_again_nothing_is_changed_and_undo_takes_it_all_back(entente: Run, small: Path) -> None:
    before = documents(Store(small, user="ana"))
    entente("import", GAO, *AS_OF)
    again = entente("import", GAO, "--as-of", "2027-01-01")
    assert "unchanged\t3\n" in again.out
    assert again.err == "nothing was changed\n"
    assert entente("undo").code == 0
    assert documents(Store(small, user="ana")) == before


@pytest.mark.usefixtures("small")
def test_json_holds_the_whole_report(entente: Run) -> None:
    result = entente("import", GAO, str(sample("g20.csv")), "--json", *AS_OF)
    assert result.err == ""
    gao, g20 = result.items
    assert (gao["format"], gao["rows"], gao["new"], gao["dry_run"]) == ("gao", 4, 3, False)
    assert gao["refused"][0]["row"] == 9
    assert gao["transaction"] == g20["transaction"] == 1
    assert g20["duplicates"][0] == g20["refused"][0]
    assert g20["unread"] == [
        {"row": 4, "column": "Caledonia", "written": "maybe", "kind": "status"}
    ]


def test_a_dry_run_writes_nothing(entente: Run, small: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir()), small.read_bytes()
    result = entente("import", GAO, "--dry-run")
    assert "new\t3\n" in result.out
    assert result.err == "nothing was written: this was a dry run\n"
    new = tmp_path / "new.json"
    assert "new\t3\n" in entente("import", GAO, "--dry-run", "--into", str(new)).out
    assert (sorted(tmp_path.iterdir()), small.read_bytes()) == before


def test_into_makes_a_register_and_adds_to_it(entente: Run, tmp_path: Path) -> None:
    path = tmp_path / "harbour-promises.json"
    assert entente("import", GAO, "--into", str(path), *AS_OF).code == 0
    assert Store(path, user="ana").register.title == "harbour promises"
    assert entente("import", str(sample("nz-promises.json")), "--into", str(path)).code == 0
    listed = entente("list", "--register", str(path), "--json").json
    assert listed["count"] == 7
    assert not list(tmp_path.glob(".*"))


def test_a_mapping_comes_as_pairs_or_as_a_file(entente: Run, small: Path, tmp_path: Path) -> None:
    path = str(sample("pledges.csv"))
    first = entente("import", path, *PAIRS, "--map", "statuses=politifact", *AS_OF)
    assert "new\t2\n" in first.out
    lines = ['statuses = "politifact"', "[columns]", *(f'{a} = "{b}"' for a, b in _pairs())]
    mapping = written(tmp_path, "m.toml", "\n".join(lines))
    assert "unchanged\t2\n" in entente("import", path, "--map", str(mapping), *AS_OF).out


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ((), 2, "import needs a file"),
        (("nowhere.csv",), 1, "nowhere.csv cannot be read: no such file or directory"),
        ((str(sample("pledges.csv")),), 1, "a sheet of a kind not known here"),
        ((GAO, "--format", "ogp"), 1, "is no Open Government Partnership"),
        ((GAO, "--format", "xml"), 2, "'xml' is not one of"),
        ((GAO, "--map", "colour=Red"), 2, "the field 'colour' does not exist"),
        ((GAO, "--map", "nowhere.toml"), 2, "--map 'nowhere.toml' is no FIELD=COLUMN"),
        ((GAO, "--into", "a.json", "--register", "b.json"), 2, "name two registers"),
        ((GAO, "--into", ""), 2, "--into is empty"),
        ((GAO, "--register", "nowhere.json"), 1, "there is no register at nowhere.json"),
    ],
)
def test_mistakes_exit_as_the_table_says(
    entente: Run, args: tuple[str, ...], code: int, said: str
) -> None:
    result = entente("import", *args)
    assert result.code == code
    assert said in result.err
    assert result.err.count("\n") <= 2
    assert result.out == ""
    as_json = entente("import", *args, "--json")
    assert as_json.code == code
    assert said in as_json.error["message"]


@pytest.mark.usefixtures("small")
def test_a_file_of_which_nothing_could_be_taken_exits_with_1(entente: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "x.csv", csv_text([["id", "title"], ["!", ""]]))
    result = entente("import", str(path))
    assert result.code == 1
    assert "it has no title" in result.out


def test_without_a_terminal_nothing_is_asked(small: Path) -> None:
    before = small.read_bytes()
    done = subprocess.run(
        [*COMMAND, "import", str(sample("pledges.csv"))],
        input="title\n",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "say which is which" in done.stderr
    assert small.read_bytes() == before


def test_a_terminal_shows_a_table(small: Path) -> None:
    result = on_terminal("import", str(sample("ogp.csv")))
    # A bar may have come and gone before, where the machine is slow.
    shown = without_colour(result.out)
    lines = [line.rstrip() for line in shown[shown.index("File ") :].splitlines()]
    assert lines[0].split() == [
        *("File", "Format", "Rows", "New", "Changed", "Unchanged", "Refused"),
    ]
    assert lines[2].split() == ["ogp.csv", "ogp", "6", "5", "0", "0", "1"]
    assert "  row 7 it has no identifier, or no title" in lines
    assert "  “Spring 2021” in End Date: row 5" in lines
    assert f"5 new commitments in {small}" in shown
    assert lines[-1].endswith("`entente undo` takes it back")


def test_a_narrow_ascii_terminal_cuts_nothing_that_counts(small: Path) -> None:
    result = on_terminal("import", str(sample("g20.csv")), "--ascii", columns=50)
    assert without_colour(result.out).isascii()
    shown = without_colour(result.out)
    lines = shown[shown.index("File ") :].splitlines()[:3]
    assert max(map(len, lines)) <= 50
    assert lines[0].split() == ["File", "Format", "Rows", "New", "Changed", "Refused"]
    assert lines[2].split() == ["g20.csv", "g20", "4", "9", "0", "3"]


def test_on_a_terminal_columns_are_asked_for_and_the_answers_saved(
    small: Path, tmp_path: Path
) -> None:
    mapping = tmp_path / "answers.toml"
    answers = ["", "parties", "", "status", "nonsense", "assessed", "politifact", "day", mapping]
    keys = "".join(f"{each}\n" for each in answers)
    result = on_terminal("import", str(sample("pledges.csv")), keys=keys)
    shown = without_colour(result.out)
    assert result.code == 0, shown
    assert "Pledge: Build a bridge over the sound | Close the old ferry line" in shown
    assert "there is no field “nonsense”" in shown
    assert "politifact" in shown
    assert "knows 3 of 3" in shown
    found = read_mapping([str(mapping)])
    assert found.fields == dict(_pairs())
    assert (found.statuses, found.dates) == ("politifact", "day-first")
    kept = documents(Store(small, user="ana"))["build-a-bridge-over-the-sound"]
    assert kept["updates"][0]["date"] == "2026-04-03"


@pytest.mark.usefixtures("small")
def test_a_margin_without_a_name_or_a_value_is_not_asked_about(tmp_path: Path) -> None:
    rows = [["Pledge", "", "", "Deadline"], ["Boats", "", "see annex", "2027"]]
    path = written(tmp_path, "x.csv", csv_text(rows))
    result = on_terminal("import", str(path), keys="\n\n\n\n")
    assert result.code == 0
    assert "column 2" not in result.out
    assert "column 3: see annex" in result.out


def test_a_title_left_out_is_asked_for_again_and_no_answer_is_lost(
    small: Path, tmp_path: Path
) -> None:
    rows = [["Ref", "Promise", "Frist"], ["x1", "Dredge the bay", "2031"]]
    path = written(tmp_path, "x.csv", csv_text(rows))
    # The first as guessed, the second aside, the third as guessed; then the title's number.
    result = on_terminal("import", str(path), keys="\n-\n\n2\n\n")
    assert result.code == 0, without_colour(result.out)
    assert "a commitment needs one" in result.out
    found = documents(Store(small, user="ana"))["x1"]
    assert (found["title"], found["due"]) == ("Dredge the bay", "2031")


def test_words_for_statuses_are_asked_for_and_saved(small: Path, tmp_path: Path) -> None:
    rows = [["Ref", "Promise", "State"], ["x1", "Dredge", "Fulfilled"], ["x2", "Chart", "Half"]]
    path, mapping = written(tmp_path, "x.csv", csv_text(rows)), tmp_path / "answers.toml"
    keys = f".\n\nnonsense\nkept\nin-progress 50%\n{mapping}\n"
    result = on_terminal("import", str(path), keys=keys)
    assert result.code == 0, without_colour(result.out)
    assert "there is no status “nonsense”" in result.out
    found = documents(Store(small, user="ana"))
    assert found["x1"]["updates"][0]["status"] == "kept"
    assert found["x2"]["updates"][0]["progress"] == 50
    assert read_mapping([str(mapping)]).words == {"Fulfilled": "kept", "Half": "in-progress 50%"}


@pytest.mark.usefixtures("small")
def test_answers_are_said_when_somebody_walks_away(tmp_path: Path) -> None:
    rows = [["Ref", "Promise"], ["x1", "Dredge"]]
    path = written(tmp_path, "x.csv", csv_text(rows))
    result = on_terminal("import", str(path), keys="\n\x04")
    assert result.code == 130
    assert "answered so far: --map id=Ref" in result.out


def test_a_report_is_written_whole_and_replaces_nothing(entente: Run, tmp_path: Path) -> None:
    path, report = tmp_path / "r.json", tmp_path / "report.txt"
    args = ("import", str(sample("ogp.csv")), "--into", str(path), "--report", str(report), *AS_OF)
    assert entente(*args).code == 0
    lines = report.read_text().splitlines()
    assert "date not read\trow 5\tEnd Date\tSpring 2021" in lines
    again = entente(*args)
    assert again.code == 1
    assert "exists already" in again.err


def test_walking_away_from_the_questions_changes_nothing(small: Path) -> None:
    before = small.read_bytes()
    result = on_terminal("import", str(sample("pledges.csv")), keys="\n\x04")
    assert result.code == 130
    assert small.read_bytes() == before


def test_ctrl_c_while_reading_changes_nothing(small: Path, tmp_path: Path) -> None:
    rows = ([f"a-{n}", f"Title {n}"] for n in range(20_000))
    path = written(tmp_path, "x.csv", csv_text([["id", "title"], *rows]))
    before = small.read_bytes()
    code = (
        "import os, signal, sys, exchange.importers.merge as merge\n"
        # The tests may run where the shell has Ctrl-C ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "take = merge.CommitmentMerge.take\n"
        "def interrupted(self, piece):\n"
        "    if piece.row == 10_000: os.kill(os.getpid(), signal.SIGINT)\n"
        "    take(self, piece)\n"
        "merge.CommitmentMerge.take = interrupted\n"
        "from cli.main import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "import", str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (130, "entente: interrupted\n")
    assert small.read_bytes() == before
    assert not small.with_name(f"{small.name}.journal").exists()


@pytest.mark.usefixtures("small")
def test_hostile_text_reaches_no_terminal(entente: Run, tmp_path: Path) -> None:
    bad = "\x1b[31m[/red]\u202e"
    rows = [["id", "title", "due"], [f"A {bad}", "x", ""], ["ok", bad, bad]]
    path = written(tmp_path, "x\x1b[2J.csv", csv_text(rows))
    for result in (entente("import", str(path)), on_terminal("import", str(path), "--dry-run")):
        shown = without_colour(result.out + result.err)
        assert "\x1b[31m" not in shown
        assert "\x1b[2J" not in shown
        assert "\u202e" not in shown
        assert "[/red]" in shown


def _pairs() -> list[tuple[str, str]]:
    parts = [each.partition("=") for each in MAPPED]
    return [(name, column) for name, _, column in parts]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("option", "told"),
    [
        (("--map", "nonsense"), "--map 'nonsense' is no FIELD=COLUMN"),
        (("--map", "colour=Shade"), "the field 'colour' does not exist"),
        (("--encoding", "cp9999"), "there is no encoding 'cp9999'"),
        (("--format", "xml"), "'xml'"),
    ],
)
def test_a_value_that_means_nothing_exits_with_2(
    entente: Run, tmp_path: Path, option: tuple[str, str], told: str
) -> None:
    path = written(tmp_path, "x.csv", csv_text([["Pledge"], ["Boats"]]))
    result = entente("import", str(path), *option)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert "hint: " in result.err


def test_copies_of_sources_come_into_a_new_register_too(
    entente: Run, small: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Ports open</p>")
    assert entente("keep", str(page), "--for", "pilot-school").code == 0
    shared, made = tmp_path / "shared", tmp_path / "made" / "new.json"
    assert entente("export", "--format", "folder", "-o", str(shared)).code == 0
    tried = entente("import", str(shared), "--into", str(made), "--dry-run")
    assert "1 copy of sources would be taken in" in tried.out
    assert not made.parent.exists()
    assert "1 copy of sources taken in" in entente("import", str(shared), "--into", str(made)).out
    assert entente("keep", "--check", "--register", str(made)).code == 0
    copied = entente("copy", str(made), str(tmp_path / "again.json"))
    assert "and 1 kept copy of sources" in copied.err
    assert entente("keep", "--check", "--register", str(tmp_path / "again.json")).code == 0

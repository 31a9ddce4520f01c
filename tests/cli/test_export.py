"""`entente export`: where it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from cli.context import Session
from exchange.exporters import FORMATS
from store.model.entities import FieldClash
from store.register.store import Store
from tests.cli.conftest import AS_OF, COMMAND, Run
from tests.cli.terminal import on_terminal
from tests.registers import HOSTILE_TEXTS

TEXT_FORMATS = [each.name for each in FORMATS if each.is_text]
BEGINNINGS = {
    "csv": "id,title,summary,",
    "json": '{"schema":1,',
    "jsonl": '{"schema":1,',
    "ics": "BEGIN:VCALENDAR",
    "taskwarrior": "[\n",
    "md": "# Harbour partnership",
    "html": "<!DOCTYPE html>",
}
pytestmark = pytest.mark.usefixtures("small")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder to write to."""
    made = tmp_path / "out"
    made.mkdir()
    return made


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_text_goes_to_stdout_and_words_to_stderr(process: Run, name: str) -> None:
    result = process("export", "--format", name, *AS_OF)
    assert result.code == 0
    assert result.out.startswith(BEGINNINGS[name])
    assert result.err.endswith(" written\n")
    assert process("export", "--format", name, *AS_OF, "-o", "-").out == result.out


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("x.csv", "csv"),
        ("x.XLSX", "xlsx"),
        ("x.json", "json"),
        ("x.jsonl", "jsonl"),
        ("x.ndjson", "jsonl"),
        ("x.ics", "ics"),
        ("x.md", "md"),
        ("x.html", "html"),
        ("x.htm", "html"),
        ("x/", "folder"),
    ],
)
def test_the_ending_says_the_format(entente: Run, out: Path, name: str, form: str) -> None:
    result = entente("export", "-o", f"{out}/{name}", "--json")
    assert result.code == 0
    (item,) = result.items
    assert item["format"] == form
    assert Path(item["file"]) == out / name
    assert (out / name).exists()
    assert result.err == ""


def test_the_envelope_says_what_was_written(entente: Run, out: Path) -> None:
    path = out / "x.csv"
    result = entente(
        "export", "is:open", "--format", "csv", "--sheet", "follow-ups", "-o", str(path), "--json"
    )
    assert result.json == {
        "schema": 1,
        "as_of": "2026-11-22",
        "query": "is:open",
        "count": 1,
        "items": [
            {
                "file": str(path),
                "format": "csv",
                "of": "follow-ups",
                "count": 3,
                "commitments": 2,
                "notes": [],
            }
        ],
    }


def test_people_are_told_too(entente: Run, out: Path) -> None:
    result = entente("export", "is:overdue", "-o", f"{out}/x.md")
    assert result == (0, "", f"1 commitment written to {out}/x.md\n")


CLASHES = (
    FieldClash(("due",), ("2026", "2027")),
    FieldClash(("milestones", "m2", "date"), ("2026-03", None)),
    *(FieldClash((name,), ("a", "b")) for name in ("lead", "clause")),
)


@pytest.mark.parametrize(
    ("sheet", "named"),
    [
        ("commitments", "3 fields are|port-visits/due, port-visits/lead, port-visits/clause"),
        ("milestones", "1 field is|port-visits/milestones/m2/date"),
        ("updates", ""),
        (
            "",
            "4 fields are|port-visits/due, port-visits/milestones/m2/date, port-visits/lead"
            " and 1 more",
        ),
    ],
)
def test_what_two_people_set_differently_is_named_where_a_sheet_drops_it(
    entente: Run, small: Path, out: Path, sheet: str, named: str
) -> None:
    Store(small, user="ana").change(["port-visits"], lambda each: replace(each, clashes=CLASHES))
    path, options = (out / "x.csv", ("--sheet", sheet)) if sheet else (out / "x.xlsx", ())
    number, _, which = named.partition("|")
    words = (
        f"{number} set differently by two people, and what each wrote is left out ({which}): "
        "json and a folder keep it"
    )
    said = entente("export", "-o", str(path), *options, "--json")
    assert said.items[0]["notes"] == ([words] if named else [])
    told = entente("export", "-o", str(path), *options, "--force")
    assert (words in told.err) == bool(named)
    kept = json.loads(entente("export", "--format", "json").out)
    assert len(kept["commitments"][0]["clashes"]) == len(CLASHES)


def test_nothing_found_is_no_mistake(entente: Run, out: Path) -> None:
    assert entente("export", "id:nobody", "-o", f"{out}/x.csv").code == 0
    assert len((out / "x.csv").read_text().splitlines()) == 1


def test_a_file_is_replaced_only_with_force(entente: Run, out: Path) -> None:
    path = out / "x.csv"
    path.write_text("mine")
    refused = entente("export", "-o", str(path), "--json")
    assert (refused.code, refused.out) == (1, "")
    assert refused.error["code"] == "exists"
    assert "--force" in refused.error["hint"]
    assert path.read_text() == "mine"
    assert entente("export", "-o", str(path), "--force").code == 0
    assert path.read_text().startswith("id,")


def test_a_folder_is_brought_up_to_date_with_force(entente: Run, out: Path) -> None:
    folder = f"{out}/register"
    assert entente("export", "--format", "folder", "-o", folder).code == 0
    assert entente("export", "-o", folder).code == 1
    result = entente("export", "id:port-visits", "-o", folder, "--force")
    assert result.code == 0
    assert "3 files of commitments no longer there removed" in result.err
    assert os.listdir(f"{folder}/commitments") == ["port-visits.json"]


@pytest.mark.parametrize(
    ("args", "said", "hint"),
    [
        ((), "which format?", "csv, xlsx, json"),
        (("is:overdue", "late.csv"), "which format?", "say -o late.csv, or"),
        (("--format", "xlsx"), "xlsx cannot go to stdout", "-o PATH"),
        (("--format", "folder"), "folder cannot go to stdout", "-o PATH"),
        (("--format", "pdf"), "invalid value for '--format': 'pdf' is not one of", "--help"),
        (("-o", "x.pdf"), "the name x.pdf does not say which format is wanted", "--format"),
        (("-o", ""), "invalid value for '--output': it is empty", "--help"),
        (("-o", "x.md", "--bom"), "--bom is for csv, not md", "--format csv"),
        (("-o", "x.md", "--sheet", "updates"), "--sheet is for csv, not md", "--format csv"),
        (("--format", "csv", "--sheet", "x"), "invalid value for '--sheet'", "--help"),
        (("--format", "csv", "--json"), "--json tells what was written", "-o PATH"),
        (("-o",), "option '--output' requires an argument", "--help"),
        (("stats:kept", "-o", "x.csv"), "there is no field 'stats'", "status"),
    ],
)
def test_bad_usage_is_told_and_writes_nothing(
    entente: Run,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
    said: str,
    hint: str,
) -> None:
    monkeypatch.chdir(out)
    result = entente("export", *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert hint in result.err
    assert os.listdir(out) == []


def test_a_place_that_cannot_be_written_to_fails(entente: Run, out: Path) -> None:
    result = entente("export", "-o", f"{out}/absent/x.csv", "--json")
    assert result.code == 1
    assert result.error["code"] == "cannot-write"
    assert result.error["hint"] == "make its folder first"


def test_a_hyphen_before_a_word_still_leaves_out(entente: Run) -> None:
    result = entente("export", "-domain:maritime", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in result.out.splitlines()[1:]] == [
        "airfield-code",
        "weather-data",
    ]
    assert entente("export", "-overdue", "--format", "jsonl").out.count("\n") == 1 + 4


def test_the_status_is_that_of_the_as_of_date(entente: Run) -> None:
    result = entente("export", "id:pilot-school", "--format", "md", "--as-of", "2025-03-01")
    assert "in progress" in result.out
    assert "as of 2025-03-01" in result.out


def test_ctrl_c_leaves_nothing(entente: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def press(done: int, total: int) -> None:
        raise KeyboardInterrupt

    @contextmanager
    def pressing(
        session: Session, doing: str, unless: bool
    ) -> Iterator[Callable[[int, int], None]]:
        yield press

    monkeypatch.setattr("cli.commands.transfer.export.progress_bar", pressing)
    (out / "mine.csv").write_text("mine")
    for name in ("x.csv", "x.xlsx", "x/", "mine.csv"):
        result = entente("export", "-o", f"{out}/{name}", "--force")
        assert result == (130, "", "entente: interrupted\n")
    assert os.listdir(out) == ["mine.csv"]
    assert (out / "mine.csv").read_text() == "mine"


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_reader_that_has_gone_is_no_mistake(name: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*COMMAND, "export", "--format", name],
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert b"rror" not in done.stderr


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_terminal_acts_on_no_text(hostile: Path, name: str) -> None:
    result = on_terminal("export", "--format", name, *AS_OF)
    assert result.code == 0
    assert not [text for text in HOSTILE_TEXTS if "\x1b" in text and text in result.out]
    assert not set(result.out) & set("\x1b\x07\x85\u202e\r")


def test_a_terminal_shows_a_bar_while_it_takes_long(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = "import cli.output; cli.output.BAR_PATIENCE = cli.output._BAR_REST = 0; "
    monkeypatch.setattr("tests.cli.terminal.COMMAND", (*COMMAND[:2], patient + COMMAND[2]))
    result = on_terminal("export", "-o", f"{out}/x.md", "--ascii", *AS_OF)
    assert "exporting ------------------------------   0%" in result.out
    assert "exporting ============================== 100%\r\x1b[K" in result.out
    assert result.out.endswith("\x1b[K4 commitments written to " + f"{out}/x.md\n")


def test_an_export_loads_only_what_its_format_needs(out: Path) -> None:
    probe = f"{COMMAND[2].partition(';')[0]}; import sys; from datetime import date; "
    probe += "from cli.main import run; run(sys.argv[1:], date(2026, 11, 22)); "
    probe += "print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [COMMAND[0], "-c", probe, "export", "--format", "csv"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert not loaded & {"xlsxwriter", "icalendar", "rich", "textual"}

"""`entente capture`, `compare` and `match`: what they say, take and exit with."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from store.model.status import Status
from store.query import parse_query
from store.register.store import Store
from tests.cli.conftest import AS_OF, TODAY, Run
from tests.cli.terminal import on_terminal, without_colour
from tests.exchange.importers.files import documents
from tests.statements.samples.files import docx, docx_paragraph, pdf
from tests.statements.samples.statements import GERMAN

TEXT = """# Harbour Declaration of Norway and Iceland, 4 March 2025

Maritime

1. We will open two harbour offices by 2027 and train 40 pilots. We intend to publish tide tables.

2. We look forward to the festival. We welcomed the new bridge.
"""
LATER = TEXT.replace("intend to publish", "will publish").replace("4 March 2025", "5 May 2026")


@pytest.fixture
def statement(tmp_path: Path) -> str:
    path = tmp_path / "statement.md"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_capture_gives_every_proposal_with_its_words_and_reasons(
    entente: Run, small: Path, statement: str
) -> None:
    before = documents(Store(small, user="ana"))
    result = entente("capture", statement, "--json", *AS_OF)
    assert (result.code, result.err) == (0, "")
    envelope = json.loads(result.out)
    assert (envelope["schema"], envelope["count"], envelope["query"]) == (1, 3, statement)
    first, second, third = result.items
    assert first["quote"] == "We will open two harbour offices by 2027 and train 40 pilots."
    assert (first["level"], first["by"], first["when"], first["due"]) == (
        "strong",
        "all",
        "by 2027",
        "2027",
    )
    assert (first["paragraph"], first["section"][-1]) == ("1", "Maritime")
    assert [each["title"] for each in first["split"]] == [
        "Open two harbour offices by 2027",
        "Train 40 pilots",
    ]
    assert all({"id", "title", "score", "shared"} <= set(each) for each in first["matches"])
    assert (second["level"], third["level"]) == ("mid", "weak")
    assert all(each["reasons"] and each["commitment"] is None for each in result.items)
    assert documents(Store(small, user="ana")) == before


@pytest.mark.usefixtures("small")
def test_capture_prints_a_line_for_each_and_says_what_was_left_out(
    entente: Run, statement: str
) -> None:
    result = entente("capture", statement, *AS_OF)
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert [row[:5] for row in rows] == [
        ["1", "strong", "1", "all", "by 2027 (2027)"],
        ["2", "mid", "1", "all", ""],
        ["3", "weak", "2", "all", ""],
    ]
    assert "3 proposals in 4 sentences" in result.err
    assert "nothing was written" in result.err
    told = entente("capture", statement, "--all", *AS_OF).out
    assert "-\twelcomes what is there\t\tWe welcomed the new bridge." in told.splitlines()


def test_what_is_taken_is_one_change_with_words_and_place_kept(
    entente: Run, small: Path, statement: str
) -> None:
    before = documents(Store(small, user="ana"))
    result = entente("capture", statement, "--instrument", "new", "--take", "strong,mid", *AS_OF)
    assert result.code == 0
    assert "2 taken into harbour-declaration-norway-iceland-2025, 1 left" in result.err
    store = Store(small, user="ana")
    taken = [each for each in store.register.commitments if each.instrument.startswith("harbour-d")]
    assert [each.title for each in taken] == [
        "Open two harbour offices by 2027 and train 40 pilots",
        "Publish tide tables",
    ]
    first = taken[0]
    assert (first.clause, str(first.due), first.parties) == ("1", "2027", ("Iceland", "Norway"))
    [entry] = first.updates
    assert entry.source is not None
    assert entry.source.excerpt == "We will open two harbour offices by 2027 and train 40 pilots."
    assert (entry.source.official, str(entry.date), entry.by) == (True, "2025-03-04", "ana")
    assert entry.status is None
    shown = store.view(parse_query(""), TODAY).by_id[first.id]
    assert shown.derived.status is Status.NOT_ASSESSED
    instrument = store.register.instruments[-1]
    assert (instrument.title, str(instrument.date), instrument.kind) == (
        "Harbour Declaration of Norway and Iceland, 4 March 2025",
        "2025-03-04",
        "declaration",
    )
    assert entente("undo").code == 0
    assert documents(Store(small, user="ana")) == before


def test_the_same_text_taken_again_adds_nothing(entente: Run, small: Path, statement: str) -> None:
    args = ("capture", statement, "--instrument", "new", "--take", "all", *AS_OF)
    entente(*args)
    before = documents(Store(small, user="ana"))
    again = entente(*args)
    assert again.code == 0
    assert "3 already in the register · nothing new to take" in again.err
    assert documents(Store(small, user="ana")) == before
    items = entente(*args[:4], "--json", *AS_OF).items
    assert all(each["commitment"] for each in items)


def test_a_dry_run_and_numbers_to_take(entente: Run, small: Path, statement: str) -> None:
    before = documents(Store(small, user="ana"))
    args = ("capture", statement, "--instrument", "new", "--take")
    dry = entente(*args, "1,3", "--dry-run", *AS_OF)
    assert "2 would be taken; nothing was written" in dry.err
    assert documents(Store(small, user="ana")) == before
    entente(*args, "2-3", *AS_OF)
    store = Store(small, user="ana")
    assert [each.title for each in store.register.commitments[-2:]] == [
        "Publish tide tables",
        "Festival",
    ]


@pytest.mark.parametrize(
    ("take", "code"), [("4", 2), ("0", 2), ("firm", 2), ("3-9", 2), ("1-x", 2), ("", 0)]
)
def test_what_take_does_not_know_is_named_and_nothing_written(
    entente: Run, small: Path, statement: str, take: str, code: int
) -> None:
    before = documents(Store(small, user="ana"))
    result = entente("capture", statement, "--instrument", "new", "--take", take, "--json")
    assert result.code == code
    if code:
        assert result.error["code"] == "bad-value"
        assert result.error["hint"]
    assert documents(Store(small, user="ana")) == before


@pytest.mark.usefixtures("small")
def test_every_failure_has_its_code_and_a_way_out(entente: Run, tmp_path: Path) -> None:
    german = tmp_path / "german.txt"
    german.write_text(GERMAN, encoding="utf-8")
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04broken")
    text = tmp_path / "text.txt"
    text.write_text("We will meet.", encoding="utf-8")
    for args, code, word in (
        (("capture", str(german)), 1, "unknown-language"),
        (("capture", str(broken)), 1, "bad-file"),
        (("capture", str(tmp_path)), 1, "cannot-read"),
        (("capture", str(text), "--take", "all"), 2, "bad-usage"),
        (("capture", str(text), "--instrument", "none"), 3, "not-found"),
        (("capture", str(text), "--instrument", "new"), 2, "bad-value"),
        (("capture", str(text), "--date", "soon"), 2, "bad-value"),
        (("compare", "-", "-"), 2, "bad-usage"),
        (("compare", str(text), "none"), 3, "not-found"),
        (("compare", str(text), str(text), "--write", "md"), 2, "bad-usage"),
        (("match", str(broken)), 1, "bad-file"),
    ):
        result = entente(*args, "--json")
        assert (result.code, result.error["code"]) == (code, word), args
        assert result.error["hint"]
        assert result.out == ""


@pytest.mark.usefixtures("small")
def test_stdin_and_every_format_are_read(
    entente: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "We will open two offices by 2027."
    files = {
        "a.txt": words.encode(),
        "a.html": f"<html><body><p>{words}</p></body></html>".encode(),
        "a.docx": docx(docx_paragraph(words)),
        "a.pdf": pdf([[(60.0, 700.0, 11.0, words)]]),
    }
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
        assert [each["quote"] for each in entente("capture", str(tmp_path / name), "--json").items]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(files["a.pdf"])))
    [item] = entente("capture", "-", "--json").items
    assert (item["quote"], item["due"]) == (words, "2027")


@pytest.mark.usefixtures("small")
def test_a_terminal_shows_a_table_and_no_escape_from_the_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.md"
    path.write_text(
        "We will open [red]it[/] \x1b[31mnow \u202e by 2027. 碎冰船 ไทย", encoding="utf-8"
    )
    for args in (("capture", str(path)), ("compare", str(path), str(path))):
        result = on_terminal(*args)
        assert result.code == 0
        shown = without_colour(result.out)
        assert "[red]it[/]" in shown
        assert "\x1b[31m" not in shown
        assert "\u202e" not in shown


def test_compare_gives_facts_and_candidates(entente: Run, small: Path, statement: str) -> None:
    later = small.parent / "later.md"
    later.write_text(LATER, encoding="utf-8")
    result = entente("compare", statement, str(later), "--json", *AS_OF)
    [tables] = [each for each in result.items if each["a"] and "tide tables" in each["a"]]
    assert tables["relation"] == "firmer"
    assert tables["b"] in tables["candidates"][0]
    assert {"what": "level", "change": "up", "a": "mid", "b": "strong"} in tables["facts"]
    assert {each["kind"] for each in result.items} == {"undertaking", "position"}
    plain = entente("compare", statement, str(later), *AS_OF)
    assert all(line.count("\t") == 6 for line in plain.out.splitlines())
    assert "firmer" in plain.err
    for name in ("md", "html", "csv"):
        written = entente("compare", statement, str(later), "--write", name, *AS_OF)
        assert "tide tables" in written.out


def test_an_instrument_can_be_compared_with_a_document(
    entente: Run, small: Path, statement: str
) -> None:
    instrument = Store(small, user="ana").register.commitments[0].instrument
    result = entente("compare", instrument, statement, "--json", *AS_OF)
    assert result.code == 0
    assert [each["a_details"]["id"] for each in result.items if each["a"]]


@pytest.mark.usefixtures("small")
def test_match_names_the_likeliest_commitments(entente: Run, tmp_path: Path) -> None:
    path = tmp_path / "press.txt"
    path.write_text("Port visits resumed.\n\nNothing else happened.", encoding="utf-8")
    result = entente("match", str(path), "--json", *AS_OF)
    assert (result.items[0]["rank"], result.items[0]["id"]) == (1, "port-visits")
    assert "visits" in result.items[0]["shared"]
    assert len(entente("match", str(path), "--limit", "1").out.splitlines()) == 1
    parts = entente("match", str(path), "--by-paragraph", "--json").items
    assert {each["passage"] for each in parts} <= {1, 2}


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("command", ["capture", "match"])
def test_a_hostile_register_is_only_text(entente: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "text.md"
    path.write_text("We will [red]go[/] home \x1b[2J by 2027.", encoding="utf-8")
    for extra in ((), ("--json",)):
        result = entente(command, str(path), *extra, *AS_OF)
        assert result.code == 0
        assert "\x1b" not in result.out + result.err

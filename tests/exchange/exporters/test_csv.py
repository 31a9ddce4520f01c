"""CSV opens cleanly in a spreadsheet, and says what the register says."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given

from exchange.escaping import guarded, unguarded
from exchange.exporters import SHEETS, ExportOptions, Selection
from store.errors import BadValue
from store.model.edits import write_update
from store.register.store import Store
from tests.conftest import AS_OF
from tests.exchange.exporters.exports import ALL_TEXTS, selected, texts, written

FORMULA = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫"


def rows_of(selection: Selection, sheet: str = "commitments") -> list[dict[str, str]]:
    data, _ = written(selection, "csv", ExportOptions(sheet=sheet))
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_the_header_is_first_and_lines_end_as_rfc_4180_says(small: Selection) -> None:
    data, told = written(small, "csv")
    lines = data.split(b"\r\n")
    assert lines[0] == (
        b"id,title,summary,instrument,clause,parties,lead,domains,start,due,priority,tags,status,"
        b"progress,assessed,source_title,source_publisher,source_date,source_url,source_kind,"
        b"source_excerpt,source_accessed,source_archive_url,source_copy,source_no_excerpt,"
        b"measure,due_now,former_ids,continues"
    )
    assert lines[-1] == b""
    assert len(lines) == 1 + 4 + 1
    assert (told.number, told.of) == (4, "commitments")


def test_a_row_tells_the_commitment_and_its_latest_assessment(small: Selection) -> None:
    first, second, third, fourth = rows_of(small)
    assert first["id"] == "port-visits"
    assert first["parties"] == "Avalon; Borduria"
    assert (first["start"], first["due"]) == ("2025-02", "2025-12")
    assert (first["status"], first["assessed"]) == ("in-progress", "2025-05-12")
    # Counted from milestones on the board; nobody has stated it.
    assert first["progress"] == ""
    assert first["source_title"] == "Ministers agree"
    assert (second["status"], second["progress"], second["source_kind"]) == (
        "kept",
        "100",
        "official",
    )
    assert (third["status"], third["assessed"]) == ("not-assessed", "")
    assert third["source_kind"] == ""
    assert (fourth["status"], fourth["source_url"]) == ("withdrawn", "")


def test_a_note_that_assesses_nothing_is_not_what_a_status_rests_on(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, note="Talks."))
    row = rows_of(selected(small_store))[0]
    assert (row["assessed"], row["source_title"]) == ("2025-05-12", "Ministers agree")


def test_the_status_is_that_of_the_as_of_date(small_store: Store) -> None:
    then = selected(small_store, as_of=date(2025, 3, 1))
    assert rows_of(then)[0]["status"] == "not-started"


def test_each_sheet_can_be_chosen(small: Selection) -> None:
    assert [row["title"] for row in rows_of(small, "milestones")] == ["First visit", "Second visit"]
    tasks = rows_of(small, "follow-ups")
    assert [(row["commitment"], row["due"]) for row in tasks] == [
        ("port-visits", "2026-11-10"),
        ("port-visits", "2026-12-01"),
        ("airfield-code", ""),
    ]
    assert [row["status"] for row in rows_of(small, "updates")] == [
        "not-started",
        "in-progress",
        "in-progress",
        "kept",
        "withdrawn",
    ]


def test_another_sheet_is_refused_with_those_there_are(small: Selection) -> None:
    with pytest.raises(BadValue, match="no sheet 'parties'") as caught:
        written(small, "csv", ExportOptions(sheet="parties"))
    assert caught.value.hint == f"one of {', '.join(SHEETS)}"


def test_a_byte_order_mark_comes_once_and_only_when_asked_for(small: Selection) -> None:
    mark = "\ufeff".encode()
    marked, _ = written(small, "csv", ExportOptions(bom=True))
    plain, _ = written(small, "csv")
    assert marked == mark + plain
    assert mark not in plain


def test_no_cell_is_a_formula(dangerous: Selection) -> None:
    for sheet in SHEETS:
        for row in rows_of(dangerous, sheet):
            assert not [cell for cell in row.values() if cell.strip()[:1] in {*FORMULA}]


def test_every_text_can_be_read_back(dangerous: Selection) -> None:
    rows = rows_of(dangerous)
    for row, text in zip(rows, ALL_TEXTS, strict=True):
        expected = text.replace("\0", "␀")
        assert unguarded(row["title"]) == expected
        assert unguarded(row["summary"]) == expected
        assert unguarded(row["source_url"]) == expected


@given(texts)
def test_a_guarded_cell_is_no_formula_and_reads_back(text: str) -> None:
    cell = guarded(text)
    assert cell.lstrip()[:1] not in {*FORMULA}
    assert unguarded(cell) == text


@pytest.mark.parametrize("sign", FORMULA.replace("\t\r\n", ""))
@pytest.mark.parametrize("before", ["", "\n", "\r\n", " ", "\u3000", "\u00a0\n", "\ufeff"])
def test_whatever_stands_before_a_sign_a_cell_is_no_formula(sign: str, before: str) -> None:
    text = f"{before}{sign}1+1"
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


def test_a_quote_nobody_takes_for_a_formula_stays(small: Selection) -> None:
    assert guarded("'tis said") == "'tis said"
    assert unguarded("'tis said") == "'tis said"

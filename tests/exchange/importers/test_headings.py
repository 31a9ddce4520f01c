"""Which row names the columns: whatever stands above and between, no cell is unaccounted for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.crosswalk import RegisterWords
from exchange.importers.columns.mapping import ColumnMapping, read_mapping
from exchange.importers.readers.table import SourceTable, TableRow
from exchange.importers.report import ImportReport
from store.model.entities import Register
from store.register.store import Store
from store.text import one_line
from tests.conftest import make_store
from tests.exchange.importers.files import (
    bring,
    csv_text,
    documents,
    own_sheets,
    workbook,
    written,
)
from tests.exchange.importers.test_accounting import is_stored, plain
from tests.exchange.importers.test_open_document import saved, sheet

Grid = list[list[str]]

HEADINGS = (
    *("id", "title", "Pledge", "Massnahme", "Frist", "Ref", "Deadline", "Status", "Lead", "Notes"),
    *("Wer", "Unit", "2031", "2032", "สถานะ", "担当", "Länge", "Stand", "Where", "a", "b"),
)
CELLS = (
    *("Dredge the bay", "Pave", "Ana; Ben", "n/a", "kept", "31.12.2031", "2031", "45%", "12"),
    *("https://p.example/?a=1", "red", "Title", "—", "in progress", "Ministry of Ports", "x" * 90),
)
LINES = ("List of pledges", "as of May 2031", "Ministry of Ports", "Dates", "Who", "2031", "draft")
FIELDS = ("due", "status", "lead", "progress", "source_url", "start", "summary")


class Drawn(NamedTuple):
    """A sheet, and the number of the row that was meant for its headings."""

    grid: Grid
    headings: int


@st.composite
def sheets(draw: st.DrawFn) -> Drawn:
    """Return a sheet: lines above, one or two rows of headings, units, rows, a foot."""
    width = draw(st.integers(2, 6))

    def row(texts: Sequence[str], least: int = 0) -> list[str]:
        blanks = st.sampled_from(("", *texts))
        return [draw(st.sampled_from(texts) if n < least else blanks) for n in range(width)]

    grid = [row(LINES) for _ in range(draw(st.integers(0, 3)))]
    headings = row(HEADINGS, draw(st.integers(1, width)))
    if draw(st.booleans()):
        grid.append(row(LINES, 1))
    grid.append(headings)
    number = len(grid)
    if draw(st.booleans()):
        grid.append(row(("(date)", "%", "text", "yyyy-mm-dd", "2031"), 1))
    for _ in range(draw(st.integers(1, 6))):
        grid.append(row(CELLS, draw(st.integers(0, width))))
        if draw(st.integers(0, 5)) == 0:
            grid.append(headings)
    if draw(st.booleans()):
        grid.append(row(("Total", "7", "Source: the ministry"), 1))
    return Drawn(grid, number)


def as_csv(folder: Path, grid: Grid) -> Path:
    return written(folder, "x.csv", csv_text(grid))


def as_xlsx(folder: Path, grid: Grid) -> Path:
    book = openpyxl.Workbook()
    for number, cells in enumerate(grid, 1):
        for place, cell in enumerate(cells, 1):
            if cell:
                book.worksheets[0].cell(number, place, cell)
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


def as_ods(folder: Path, grid: Grid) -> Path:
    def cell(text: str) -> str:
        words = f"<text:p>{escape(text)}</text:p>" if text else ""
        return f"<table:table-cell office:value-type='string'>{words}</table:table-cell>"

    rows = ("".join(map(cell, cells)) for cells in grid)
    return saved(
        folder, sheet("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    )


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "ods": as_ods}


class Reader:
    """Maps whatever columns it is asked about, the first to the title."""

    def __init__(self) -> None:
        self.columns: tuple[str, ...] = ()
        self.fields: dict[str, str] = {}

    def ask(
        self, name: str, table: SourceTable, sample: Sequence[TableRow], words: RegisterWords
    ) -> ColumnMapping:
        self.columns = table.columns
        names = ("title", *FIELDS)
        self.fields = dict(zip(names, table.columns, strict=False))
        return ColumnMapping(self.fields, dates="day-first")


class Place(NamedTuple):
    """A cell of a sheet."""

    row: int
    column: int
    text: str


def unaccounted(
    grid: Grid, report: ImportReport, store: Store, fields: Sequence[str]
) -> list[Place]:
    """Return the cells that are nowhere: not stored, not kept, not named, and no heading."""
    found = list(documents(store).values())
    kept = {
        (name, text)
        for each in found
        for name, text in each.get("imported", {}).get(report.format, {}).get("columns", {}).items()
    }
    refused = {each.row for each in (*report.refused, *report.duplicates)}
    named = {(each.row, plain(each.written)) for each in report.unread}

    def places() -> Iterator[Place]:
        for number, cells in enumerate(grid, 1):
            for place, text in enumerate(cells):
                if text and number not in refused:
                    yield Place(number, place, text)

    def field_of(place: Place) -> str:
        return fields[place.column] if place.column < len(fields) else ""

    def is_there(place: Place) -> bool:
        return (
            (place.row, plain(place.text)) in named
            or any(place.text == text for _, text in kept)
            or any(
                f"row {place.row} " in each and f"“{one_line(place.text)}”" in each
                for each in report.remarks
            )
            or any(is_stored(field_of(place), place.text, each, store) for each in found)
        )

    return [each for each in places() if not is_there(each)]


@pytest.mark.parametrize("ending", WRITERS)
@settings(
    max_examples=1500 if "ENTENTE_LONG" in os.environ else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(drawn=sheets())
def test_every_cell_of_a_sheet_is_a_heading_or_accounted_for(ending: str, drawn: Drawn) -> None:
    grid = drawn.grid
    with tempfile.TemporaryDirectory() as folder:
        path = WRITERS[ending](Path(folder), grid)
        store = make_store(Path(folder) / "r.json", Register("R"))
        reader = Reader()
        (report,), _ = bring(store, path, ask=reader.ask)
        # Columns called id and title need no asking: each is the field of its name.
        headings = grid[drawn.headings - 1]
        fields = [*reader.fields] if reader.columns else headings
        left = unaccounted(grid, report, store, fields)
        # That row may give the columns their names without a word, and no other one.
        assert [each for each in left if each.row != drawn.headings] == []
        named = [each.partition(" (")[0] for each in reader.columns or headings]
        assert {each.text for each in left} <= set(named)


def title_of(
    name: str, table: SourceTable, sample: Sequence[TableRow], words: RegisterWords
) -> ColumnMapping:
    """Map the first column to the title, for somebody who is asked."""
    return ColumnMapping({"title": table.columns[0]})


def kept(store: Store, place: int = 0) -> dict[str, str]:
    """Return what is kept beside a commitment as its sheet wrote it."""
    found: dict[str, str] = list(documents(store).values())[place]["imported"]["sheet"]["columns"]
    return found


@pytest.mark.parametrize("headings", ["id,title,,,,", "Pledge,Wer,,,,", "Zusage,Wer,Wo,,,"])
def test_headings_that_are_half_blank_are_the_headings(
    empty: Store, tmp_path: Path, headings: str
) -> None:
    rows = "a1,Dredge the bay,Ana,2031-01-01,45%,red\nb1,Pave the quay,Ben,2031-02-01,50%,blue\n"
    reader = Reader()
    (report,), _ = bring(empty, written(tmp_path, "x.csv", f"{headings}\n{rows}"), ask=reader.ask)
    assert (report.new, report.refused) == (2, [])
    named = headings.rstrip(",").split(",")
    assert reader.columns[: len(named)] == (tuple(named) if reader.columns else ())
    assert "column 6" in (reader.columns or kept(empty))


def test_a_column_without_a_heading_can_be_mapped(empty: Store, tmp_path: Path) -> None:
    text = "Ref,,\na,Dredge,2031\nb,Pave,2032\n"
    columns = read_mapping(["id=Ref", "title=column 2", "due=Column 3"])
    bring(empty, written(tmp_path, "x.csv", text), columns=columns)
    assert [each["due"] for each in documents(empty).values()] == ["2031", "2032"]
    assert documents(empty)["a"]["title"] == "Dredge"


@pytest.mark.parametrize(
    "text",
    [
        "c1,Dredge the bay,2031-01-01\nc2,Pave the quay,2031-02-01\n",
        "Dredge the bay,Ana,harbour\nPave the quay,Ben,town\n",
        "Dredge the bay\nPave the quay\n",
    ],
)
def test_a_first_row_that_may_be_a_commitment_is_named(
    empty: Store, tmp_path: Path, text: str
) -> None:
    (report,), _ = bring(empty, written(tmp_path, "x.csv", text), ask=title_of)
    (said,) = (each for each in report.remarks if each.startswith("row 1 is taken for the heading"))
    assert all(f"“{cell}”" in said for cell in text.splitlines()[0].split(","))


def test_usual_headings_are_taken_without_a_word(empty: Store, tmp_path: Path) -> None:
    text = "Massnahme,Frist,Farbe\nDredge,2031,red\n"
    (report,), _ = bring(empty, written(tmp_path, "x.csv", text), ask=title_of)
    assert not any("is taken for the headings" in each for each in report.remarks)


def test_of_two_rows_of_headings_the_lower_one_counts_and_the_upper_one_is_named(
    empty: Store, tmp_path: Path
) -> None:
    rows = [
        ["ID", "Title", "Dates", "", "Body"],
        ["ID", "Title", "Start", "Due", "Lead"],
        ["a", "Dredge", "2030", "2031", "Ana"],
    ]
    (report,), _ = bring(empty, workbook(tmp_path / "x.xlsx", {"Plan": rows}))
    found = documents(empty)["a"]
    assert (found["start"], found["due"], found["lead"]) == ("2030", "2031", "Ana")
    named = [(each.row, each.column, each.written) for each in report.unread]
    assert (1, "Start", "Dates") in named
    assert (1, "Lead", "Body") in named


def test_cells_that_stand_side_by_side_above_a_table_are_named_one_by_one(
    empty: Store, tmp_path: Path
) -> None:
    text = f"Pledges,,\nkept by,Ana,\n{'x' * 300},,\nid,title,due\na,Dredge,2031\n"
    (report,), _ = bring(empty, written(tmp_path, "x.csv", text))
    assert report.remarks == ["above the table, no part of it: row 1 “Pledges”"]
    assert [(each.row, each.column, each.written) for each in report.unread] == [
        (2, "id", "kept by"),
        (2, "title", "Ana"),
        (3, "id", "x" * 300),
    ]


def test_above_one_of_several_sheets_what_is_named_is_named_with_the_sheet(
    empty: Store, tmp_path: Path
) -> None:
    one = [["id", "title"], ["a", "Dredge"]]
    two = [["kept by", "Ana"], ["id", "title"], ["b", "Pave"], ["id", "title"]]
    (report,), _ = bring(empty, workbook(tmp_path / "x.xlsx", {"One": one, "Two": two}))
    assert [(each.row, each.column) for each in report.unread] == [(1, "Two!id"), (1, "Two!title")]
    assert [(each.row, each.reason) for each in report.refused] == [
        (4, "sheet “Two”: it says the headings again")
    ]


@pytest.mark.parametrize("headings", [["id", "title", "tag", "tag"], ["Ref", "Pledge", "", "Due"]])
def test_headings_that_come_again_are_no_commitment(
    empty: Store, tmp_path: Path, headings: list[str]
) -> None:
    rows = [headings, ["a", "Dredge", "x", "2031"], headings, ["b", "Pave", "", "2032"]]
    reader = Reader()
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text(rows)), ask=reader.ask)
    assert report.new == 2
    assert [(each.row, each.reason) for each in report.refused] == [
        (3, "it says the headings again")
    ]


def test_a_far_cell_makes_no_columns(empty: Store, tmp_path: Path) -> None:
    text = f"id,title\na,Dredge\nb,Pave{',' * 3000}far\n"
    bring(empty, written(tmp_path, "x.csv", text))
    assert kept(empty, 1) == {"column 3002": "far"}


def test_a_sheet_of_ours_with_a_note_beside_it_is_ours(empty: Store, tmp_path: Path) -> None:
    sheets = own_sheets()
    sheets["commitments"][1].append("ask Ana")
    (report,), _ = bring(empty, workbook(tmp_path / "own.xlsx", sheets))
    assert report.format == "table"
    width = len(sheets["commitments"][0])
    assert [(each.row, each.column, each.written) for each in report.unread] == [
        (2, f"column {width + 1}", "ask Ana")
    ]


def test_lines_above_sheets_of_ours_are_named(empty: Store, tmp_path: Path) -> None:
    sheets = own_sheets()
    for name in ("commitments", "milestones"):
        sheets[name].insert(0, [f"our {name}"])
    (report,), _ = bring(empty, workbook(tmp_path / "own.xlsx", sheets))
    assert report.format == "table"
    for name in ("commitments", "milestones"):
        assert any(f"row 1 “our {name}”" in each for each in report.remarks)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([["", "Total", "", "300"]], "row 4 “Total”"),
        ([["Σ", "Gesamt:", "", "300"]], "row 4 “Gesamt:”"),
        ([["", "Source: the harbour office", "", ""]], "row 4 “Source: the harbour office”"),
        ([[], ["", "Figures are provisional", "", ""]], "row 5 “Figures are provisional”"),
        ([["", "Part two: spices", "", ""]], "row 4 “Part two: spices”"),
        ([[], ["Office", "Head", "Phone", "Room"]], "row 5 “Head”"),
    ],
)
def test_rows_that_are_likely_no_commitments_are_said_to_be_so(
    empty: Store, tmp_path: Path, rows: list[list[str]], named: str
) -> None:
    table = [["id", "title", "due", "cost"], ["a", "Salt", "2031", "1"], ["b", "Rice", "2032", "2"]]
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text([*table, *rows])))
    assert any("likely totals, notes, headings or another table" in each for each in report.remarks)
    assert any(named in each for each in report.remarks)


def test_a_commitment_below_a_blank_row_is_one_like_any_other(empty: Store, tmp_path: Path) -> None:
    rows = [["id", "title", "due"], ["a", "Salt", "2031"], [], ["b", "Total ban of nets", "2032"]]
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    assert report.new == 2
    assert not report.remarks


def test_a_table_without_a_row_says_so(empty: Store, tmp_path: Path) -> None:
    (report,), _ = bring(empty, written(tmp_path, "x.csv", "id,title,due\n"))
    assert report.remarks == ["no row stands below the headings"]


def test_headings_that_come_again_are_refused_and_no_more_said(
    empty: Store, tmp_path: Path
) -> None:
    rows = [["id", "title"], ["a", "Salt"], [], ["id", "title"], ["b", "Rice"]]
    (report,), _ = bring(empty, written(tmp_path, "x.csv", csv_text(rows)))
    assert [each.row for each in report.refused] == [4]
    assert not report.remarks

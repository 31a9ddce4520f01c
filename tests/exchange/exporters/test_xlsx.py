"""The workbook as other programs read it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from exchange.exporters import SHEETS, Selection, Written, format_named, save
from exchange.exporters.xlsx import LONGEST, TooManyRows
from store.model.dates import PartialDate
from store.model.entities import Update
from store.register.store import Store
from tests.exchange.exporters.exports import ALL_TEXTS, selected, store_of
from tests.registers import SMALL_REGISTER

XLSX = format_named("xlsx")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / "book.xlsx"


def book(selection: Selection, path: Path) -> tuple[CalamineWorkbook, Written]:
    path.parent.mkdir(exist_ok=True)
    told = save(selection, XLSX, path, force=True)
    return CalamineWorkbook.from_path(path), told


def test_there_are_four_sheets_that_begin_with_their_columns(small: Selection, path: Path) -> None:
    found, told = book(small, path)
    assert found.sheet_names == list(SHEETS)
    sizes = [len(found.get_sheet_by_name(name).to_python()) for name in SHEETS]
    assert sizes == [1 + 4, 1 + 2, 1 + 3, 1 + 5]
    assert told == Written(4, "commitments")
    assert found.get_sheet_by_name("follow-ups").to_python()[0] == [
        "commitment",
        "id",
        "title",
        "owner",
        "due",
        "done",
    ]


def test_exact_dates_are_dates_and_others_are_text(small: Selection, path: Path) -> None:
    found, _ = book(small, path)
    milestones = found.get_sheet_by_name("milestones").to_python()
    assert milestones[1][3:5] == ["2025-05", date(2025, 5, 12)]
    sheet = openpyxl.load_workbook(path)["follow-ups"]
    assert sheet["E2"].value == datetime(2026, 11, 10)
    assert sheet["E2"].number_format == "yyyy-mm-dd"


def test_the_header_stays_in_sight_and_every_column_filters(small: Selection, path: Path) -> None:
    book(small, path)
    for sheet in openpyxl.load_workbook(path):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.column_dimensions["C"].width > 10


def test_every_text_is_text(dangerous: Selection, path: Path) -> None:
    found, _ = book(dangerous, path)
    rows = found.get_sheet_by_name("commitments").to_python()[1:]
    # What no XML may hold is written as Excel itself does.
    expected = [text.replace("\uffff\ufffe", "_xFFFF__xFFFE_") for text in ALL_TEXTS]
    expected = [text.replace("'=1", "''=1") for text in expected]
    assert [row[1] for row in rows] == expected
    assert [row[2] for row in rows] == expected
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_numbers_are_numbers(small: Selection, path: Path) -> None:
    found, _ = book(small, path)
    assert found.get_sheet_by_name("commitments").to_python()[2][13] == 100


def test_days_that_a_spreadsheet_counts_wrongly_stay_text(tmp_path: Path, path: Path) -> None:
    first = replace(SMALL_REGISTER.commitments[0], start=PartialDate.parse("1899-07-29"))
    store = store_of(tmp_path, replace(SMALL_REGISTER, commitments=(first,)))
    found, _ = book(selected(store), path)
    assert found.get_sheet_by_name("commitments").to_python()[1][8] == "1899-07-29"


def test_a_text_too_long_for_a_cell_is_cut_and_said_to_be(tmp_path: Path, path: Path) -> None:
    day = PartialDate.parse("2025-01-01")
    notes = ("x" * LONGEST, "🜨" * LONGEST)
    updates = tuple(Update(f"u{index}", day, note) for index, note in enumerate(notes))
    first = replace(SMALL_REGISTER.commitments[0], updates=updates)
    store = store_of(tmp_path, replace(SMALL_REGISTER, commitments=(first,)))
    found, told = book(selected(store), path)
    whole, cut = (row[3] for row in found.get_sheet_by_name("updates").to_python()[1:])
    assert whole == notes[0]
    assert str(cut).startswith("🜨🜨")
    assert str(cut).endswith("… [cut here: longer than a cell can be]")
    assert told.notes == ("1 text cut at 32,767 characters",)


def test_more_rows_than_a_sheet_holds_are_refused_and_leave_nothing(
    small: Selection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exchange.exporters.xlsx.MOST_ROWS", 5)
    path.parent.mkdir()
    with pytest.raises(TooManyRows, match="updates would have more than 5 rows"):
        save(small, XLSX, path)
    assert list(path.parent.iterdir()) == []


def test_the_same_data_and_date_give_the_same_bytes(small_store: Store, path: Path) -> None:
    book(selected(small_store), path)
    first = path.read_bytes()
    book(selected(small_store), path)
    assert path.read_bytes() == first
    assert openpyxl.load_workbook(path).properties.created == datetime(2026, 11, 22)

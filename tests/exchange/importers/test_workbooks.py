"""Workbooks as people make them: merged, linked, hidden and calculated cells, several sheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font

from exchange.importers.columns.mapping import read_mapping
from store.errors import BadFile, BadValue
from store.register.store import Store
from tests.exchange.importers.files import bring, documents

PAIRS = read_mapping(["id=No", "title=Pledge", "due=By"])
HEAD: list[object] = ["No", "Pledge", "By"]


def saved(path: Path, *sheets: tuple[str, list[list[object]]]) -> openpyxl.Workbook:
    """Return a workbook with sheets, to be spoilt and saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]  # a new workbook has an active sheet
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def test_a_merged_cell_counts_for_all_its_rows(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    rows: list[list[object]] = [
        ["Ministry", "No", "Pledge"],
        ["Ports", "a", "Dredge"],
        [None, "b", "Chart"],
        [None, "c", "Light"],
        ["Grain", "d", "Weigh"],
    ]
    book = saved(path, ("S", rows))
    book["S"].merge_cells("A2:A4")
    book.save(path)
    bring(empty, path, columns=read_mapping(["id=No", "title=Pledge", "lead=Ministry"]))
    assert [each["lead"] for each in documents(empty).values()] == ["Ports"] * 3 + ["Grain"]


def test_a_linked_cell_gives_its_address(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "title", "source_url", "more"])
    for row, (name, url) in enumerate((("a", "https://p.example/?x=1&copy=2"), ("b", ""))):
        sheet.write_row(row + 1, 0, [name, f"Pledge {name}"])
        if url:
            sheet.write_url(row + 1, 2, url, string="Press release")
            sheet.write_url(row + 1, 3, "https://p.example/more", string="annex")
    sheet.write_formula(2, 2, '=HYPERLINK("https://p.example/f","open")', None, "open")
    book.close()
    bring(empty, path)
    found = documents(empty)
    urls = [each["updates"][0]["source"]["url"] for each in found.values()]
    assert urls == ["https://p.example/?x=1&copy=2", "https://p.example/f"]
    kept = found["a"]["imported"]["sheet"]["columns"]
    assert kept == {
        "source_url": "Press release",
        "more": "annex",
        "more (link)": "https://p.example/more",
    }


def test_formulas_without_a_result_and_errors_are_reported(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    rows: list[list[object]] = [HEAD, ["a", "Dredge", "=DATE(2031,1,1)"], ["b", "Chart", "#REF!"]]
    saved(path, ("S", rows))
    (report,), _ = bring(empty, path, columns=PAIRS)
    assert [(each.row, each.column, each.written, each.kind) for each in report.unread] == [
        (2, "By", "=DATE(2031,1,1)", "formula"),
        (3, "By", "#REF!", "error"),
    ]
    kept = [each["imported"]["sheet"]["columns"]["By"] for each in documents(empty).values()]
    assert kept == ["=DATE(2031,1,1)", "#REF!"]


def test_what_a_workbook_hides_is_read_and_said(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    rows: list[list[object]] = [
        [*HEAD, "Odd"],
        ["a", "Dredge", 2031, "x"],
        ["b", "Chart", 2032, "y"],
    ]
    book = saved(
        path, ("Words", [["No", "Pledge", "By", "Odd"], ["z", "No pledge", 1, 2]]), ("S", rows)
    )
    book["Words"].sheet_state = "hidden"
    book["S"].row_dimensions[3].hidden = True
    book["S"].column_dimensions["D"].hidden = True
    book["S"]["A2"].comment = Comment("ask again", "ana")
    book.save(path)
    (report,), _ = bring(empty, path, columns=PAIRS)
    assert list(documents(empty)) == ["a", "b"]
    said = " | ".join(report.remarks)
    assert "read the sheet “S”; left “Words” (hidden)" in said
    assert "hides: row 3" in said
    assert "hides: column D" in said
    assert "comments that are pinned to cells are not read: A2 “ask again”" in said


def three(path: Path) -> Path:
    """Write a workbook with a cover and two years of one shape."""
    saved(
        path,
        ("Cover", [["Tracker"], ["Updated", "May"]]),
        ("2030", [HEAD, ["a", "Dredge", 2031]]),
        ("2031", [HEAD, ["b", "Chart", "no date"]]),
    )
    return path


def test_sheets_of_one_shape_are_read_together(empty: Store, tmp_path: Path) -> None:
    (report,), _ = bring(empty, three(tmp_path / "x.xlsx"), columns=PAIRS)
    assert list(documents(empty)) == ["a", "b"]
    assert "read the sheets “2030”, “2031”; left “Cover”" in report.remarks
    assert [each.column for each in report.unread] == ["2031!By"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(("2031",), ["b"]), (("203*",), ["a", "b"]), (("2031", "2030"), ["b", "a"])],
)
def test_a_sheet_can_be_named(
    empty: Store, tmp_path: Path, wanted: tuple[str, ...], found: list[str]
) -> None:
    bring(empty, three(tmp_path / "x.xlsx"), columns=PAIRS, sheets=wanted)
    assert list(documents(empty)) == found


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(
    empty: Store, tmp_path: Path
) -> None:
    with pytest.raises(BadValue, match="no sheet '2029'") as caught:
        bring(empty, three(tmp_path / "x.xlsx"), columns=PAIRS, sheets=("2029",))
    assert "2030, 2031" in caught.value.hint


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD1", "A1048576"])
def test_one_cell_far_away_keeps_nobody_waiting(empty: Store, tmp_path: Path, cell: str) -> None:
    path = tmp_path / "x.xlsx"
    book = saved(path, ("S", []))
    book["S"][cell] = "far"
    book.save(path)
    with pytest.raises(BadFile):
        bring(empty, path)


def test_rows_below_a_gap_keep_their_numbers(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = saved(path, ("S", [HEAD, ["a", "Dredge", 2031]]))
    book["S"]["A900000"], book["S"]["B900000"], book["S"]["C900000"] = "b", "Chart", "some day"
    book.save(path)
    (report,), _ = bring(empty, path, columns=PAIRS)
    assert [each.row for each in report.unread] == [900000]


@pytest.mark.parametrize(
    ("number_format", "due"),
    [
        ("mmm yyyy", "2031-03"),
        ('mmmm" of "yyyy', "2031-03"),
        ("yyyy-mm-dd", "2031-03-01"),
        ("d mmm yyyy", "2031-03-01"),
        ("yyyy", "2031-03"),
    ],
)
def test_a_date_is_as_exact_as_its_cell_shows_it(
    empty: Store, tmp_path: Path, number_format: str, due: str
) -> None:
    path = tmp_path / "x.xlsx"
    book = saved(path, ("S", [HEAD, ["a", "Dredge", date(2031, 3, 1)]]))
    book["S"]["C2"].number_format = number_format
    book.save(path)
    bring(empty, path, columns=PAIRS)
    assert documents(empty)["a"]["due"] == due


@pytest.mark.parametrize(
    ("value", "number_format", "name"),
    [
        (42, "0000", "0042"),
        (42, '"PL-"000', "pl-042"),
        (42, "\\P\\-0", "p-42"),
        (1.1, "0.00", "1-10"),
        (1.1, "General", "1-1"),
        (7, "0.00", "7"),
        (1234, "#,##0", "1234"),
        (-7, "0;(0)", "7"),
    ],
)
def test_a_number_is_the_one_that_is_shown(
    empty: Store, tmp_path: Path, value: float, number_format: str, name: str
) -> None:
    path = tmp_path / "x.xlsx"
    book = saved(path, ("S", [["id", "title"], [value, "Salt"]]))
    book["S"]["A2"].number_format = number_format
    book.save(path)
    bring(empty, path)
    assert list(documents(empty)) == [name]


@pytest.mark.parametrize(
    ("value", "number_format", "progress"),
    [(45, '0" %"', 45), (45, "0\\ \\%", 45), (0.45, "0%", 45), (0.455, "0.0 %", 46)],
)
def test_a_sign_of_percent_in_quotes_multiplies_nothing(
    empty: Store, tmp_path: Path, value: float, number_format: str, progress: int
) -> None:
    path = tmp_path / "x.xlsx"
    book = saved(path, ("S", [["id", "title", "progress"], ["a", "Salt", value]]))
    book["S"]["C2"].number_format = number_format
    book.save(path)
    bring(empty, path)
    assert documents(empty)["a"]["updates"][0]["progress"] == progress


def test_a_number_of_something_else_is_no_percentage(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = saved(path, ("S", [["id", "title", "progress"], ["a", "Road", 45]]))
    book["S"]["C2"].number_format = '0" km"'
    book.save(path)
    (report,), _ = bring(empty, path)
    assert [(each.column, each.written) for each in report.unread] == [("progress", "45 km")]


def test_rows_that_are_struck_out_are_said(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    book = saved(path, ("S", [["id", "title"], ["a", "Salt"], ["b", "Rice"]]))
    book["S"]["B3"].font = Font(strike=True)
    book.save(path)
    (report,), _ = bring(empty, path)
    assert any("struck out: row 3" in each for each in report.remarks)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a presentation"),
        ("xl/workbook.bin", "a binary workbook of Excel"),
    ],
)
def test_what_is_packed_like_a_workbook_is_named_for_what_it_is(
    empty: Store, tmp_path: Path, part: str, said: str
) -> None:
    with ZipFile(tmp_path / "x.xlsx", "w") as archive:
        archive.writestr(part, "x")
    with pytest.raises(BadFile, match=said):
        bring(empty, tmp_path / "x.xlsx")


def test_an_id_of_two_sheets_is_named_with_both(empty: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    rows: list[list[object]] = [["id", "title"], ["a", "Salt"]]
    saved(path, ("North", rows), ("South", [["id", "title"], ["a", "Rice"]]), ("West", rows))
    (report,), _ = bring(empty, path)
    (refused,) = report.refused
    assert refused.reason.startswith("sheet “South”: row 2 of sheet “North” has the id 'a'")
    assert report.duplicates[1].reason == "sheet “West”: the same as row 2 of sheet “North”"

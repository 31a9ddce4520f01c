"""OpenDocument sheets, as LibreOffice saves them."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from exchange.importers.columns.mapping import read_mapping
from store.errors import BadFile
from store.register.store import Store
from tests.exchange.importers.files import bring, documents

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
HEAD = "<table:table-row>" + "".join(
    f"<table:table-cell office:value-type='string'><text:p>{name}</text:p></table:table-cell>"
    for name in ("No", "Pledge", "By", "Lead", "Done", "Where")
)
HEAD += "</table:table-row>"
PAIRS = ("id=No", "title=Pledge", "due=By", "lead=Lead", "progress=Done", "source_url=Where")


def text(words: str, extra: str = "") -> str:
    return (
        f"<table:table-cell office:value-type='string' {extra}>"
        f"<text:p>{words}</text:p></table:table-cell>"
    )


def sheet(rows: str, name: str = "Plan", style: str = "shown") -> str:
    return f"<table:table table:name='{name}' table:style-name='{style}'>{rows}</table:table>"


def saved(folder: Path, *sheets: str, doctype: str = "") -> Path:
    path = folder / "x.ods"
    styles = "".join(
        f"<style:style style:name='{name}'><style:table-properties table:display='{shown}'/>"
        "</style:style>"
        for name, shown in (("shown", "true"), ("unseen", "false"))
    )
    content = (
        f"<?xml version='1.0'?>{doctype}<office:document-content {_NAMES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


ROWS = (
    HEAD
    + "<table:table-row>"
    + text("a")
    + text("Dredge<text:s text:c='2'/>the bay")
    + "<table:table-cell office:value-type='date' office:date-value='2031-12-31T00:00:00'>"
    + "<text:p>31.12.31</text:p></table:table-cell>"
    + text("Ports", "table:number-rows-spanned='2'")
    + "<table:table-cell office:value-type='percentage' office:value='0.45'>"
    + "<text:p>45%</text:p></table:table-cell>"
    + text("<text:a href='https://p.example/?a=1&amp;b=2'>note</text:a>")
    + "</table:table-row>"
    + "<table:table-row table:number-rows-repeated='1000000'>"
    + "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    + "<table:table-row table:visibility='collapse'>"
    + text("b")
    + text("Chart")
    + "<table:table-cell table:formula='of:=DATE(2031;1;1)'/>"
    + "<table:covered-table-cell/>"
    + "<table:table-cell office:value-type='float' office:value='70'><text:p>70</text:p>"
    + "</table:table-cell></table:table-row>"
)


def test_a_sheet_is_read_with_all_that_its_cells_know(empty: Store, tmp_path: Path) -> None:
    words = sheet("<table:table-row>" + text("No pledge") + "</table:table-row>", "Words", "unseen")
    path = saved(tmp_path, words, sheet(ROWS))
    (report,), _ = bring(empty, path, columns=read_mapping(PAIRS))
    found = documents(empty)
    assert found["a"]["title"] == "Dredge the bay"
    assert (found["a"]["due"], found["a"]["lead"]) == ("2031-12-31", "Ports")
    (update,) = found["a"]["updates"]
    assert (update["progress"], update["source"]["url"]) == (45, "https://p.example/?a=1&b=2")
    assert found["b"]["updates"][0]["progress"] == 70
    assert [(each.row, each.written, each.kind) for each in report.unread] == [
        (1000003, "=DATE(2031;1;1)", "formula")
    ]
    assert "read the sheet “Plan”; left “Words” (hidden)" in report.remarks
    assert any("hides: row 1000003" in each for each in report.remarks)


@pytest.mark.parametrize(
    ("doctype", "said"),
    [("", "holds no table"), ("<!DOCTYPE a [<!ENTITY b 'c'>]>", "defines XML entities")],
)
def test_what_is_no_sheet_is_refused(empty: Store, tmp_path: Path, doctype: str, said: str) -> None:
    with pytest.raises(BadFile, match=said):
        bring(empty, saved(tmp_path, doctype=doctype))


def test_a_row_repeated_without_end_is_no_list(empty: Store, tmp_path: Path) -> None:
    many = ROWS + "<table:table-row table:number-rows-repeated='900000'>" + text("x")
    path = saved(tmp_path, sheet(many + text("y") + "</table:table-row>"))
    with pytest.raises(BadFile, match="repeats a row"):
        bring(empty, path, columns=read_mapping(PAIRS))


def test_comments_covered_cells_and_several_links_are_not_lost(
    empty: Store, tmp_path: Path
) -> None:
    link = "<text:a href='https://p.example/{0}'>{0}</text:a>"
    rows = (
        "<table:table-row>"
        + text("a")
        + text("Dredge<office:annotation><text:p>Ask Ana</text:p></office:annotation>")
        + "<table:table-cell office:value-type='string' office:string-value='2031'/>"
        + text(f"{link.format('one')} and {link.format('two')}", "table:number-columns-spanned='2'")
        + "<table:covered-table-cell><text:p>covered</text:p></table:covered-table-cell>"
        + "</table:table-row>"
    )
    columns = read_mapping(PAIRS[:4])
    (report,), _ = bring(empty, saved(tmp_path, sheet(HEAD + rows)), columns=columns)
    found = documents(empty)["a"]
    assert (found["title"], found["due"]) == ("Dredge", "2031")
    assert found["lead"] == "one (https://p.example/one) and two (https://p.example/two)"
    assert found["imported"]["sheet"]["columns"] == {"Done": "covered"}
    assert any("are not read: B2 “Ask Ana”" in each for each in report.remarks)


@pytest.mark.parametrize(
    ("shown", "day", "due"),
    [
        ("12/2031", "2031-12-01", "2031-12"),
        ("December 2031", "2031-12-01", "2031-12"),
        ("2031", "2031-01-01", "2031"),
        ("01.12.31", "2031-12-01", "2031-12-01"),
        ("1 Dec", "2031-12-01", "2031-12-01"),
        ("31.12.2031", "2031-12-31", "2031-12-31"),
    ],
)
def test_a_cell_that_shows_but_a_month_says_no_day(
    empty: Store, tmp_path: Path, shown: str, day: str, due: str
) -> None:
    cell = (
        f"<table:table-cell office:value-type='date' office:date-value='{day}'>"
        f"<text:p>{shown}</text:p></table:table-cell>"
    )
    row = f"<table:table-row>{text('a')}{text('Dredge')}{cell}</table:table-row>"
    bring(empty, saved(tmp_path, sheet(HEAD + row)), columns=read_mapping(PAIRS[:3]))
    assert documents(empty)["a"]["due"] == due


def number(value: str, shown: str) -> str:
    return (
        f"<table:table-cell office:value-type='float' office:value='{value}'>"
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize(
    ("value", "shown", "name"),
    [
        ("42", "0042", "0042"),
        ("42", "PL-042", "pl-042"),
        ("1.1", "1,10", "1-10"),
        ("1.1", "1.1", "1-1"),
        ("7", "7.00", "7"),
        ("1234", "1.234", "1234"),
        ("1234", "1,234.00", "1234"),
    ],
)
def test_a_number_is_the_one_that_is_shown(
    empty: Store, tmp_path: Path, value: str, shown: str, name: str
) -> None:
    rows = f"<table:table-row>{number(value, shown)}{text('Salt')}</table:table-row>"
    bring(empty, saved(tmp_path, sheet(HEAD + rows)), columns=read_mapping(PAIRS[:2]))
    assert list(documents(empty)) == [name]


def test_columns_that_are_hidden_are_said(empty: Store, tmp_path: Path) -> None:
    columns = (
        "<table:table-column table:number-columns-repeated='2'/>"
        "<table:table-column table:visibility='collapse' table:number-columns-repeated='2'/>"
        "<table:table-column/>"
    )
    rows = f"<table:table-row>{text('a')}{text('Salt')}{text('2031')}</table:table-row>"
    path = saved(tmp_path, sheet(columns + HEAD + rows))
    (report,), _ = bring(empty, path, columns=read_mapping(PAIRS[:3]))
    assert any("hides: column C:D" in each for each in report.remarks)

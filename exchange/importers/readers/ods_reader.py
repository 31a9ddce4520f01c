"""OpenDocument sheets, as LibreOffice saves them, streamed row by row.

Gaps are skipped, merged cells count for all their rows, links and formulas without a result are
known, hidden sheets and rows are said: as for a workbook of Excel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from exchange.importers.readers.cells import CellText
from exchange.importers.readers.files import quiet, reading
from exchange.importers.readers.table import MOST_COLUMNS, TableRecord
from exchange.importers.readers.xlsx_layout import column_letters, of_comments
from exchange.importers.values.dates import read_date
from store.errors import BadFile
from store.register.reader import ReportProgress

_CONTENT = "content.xml"
_MOST_REPEATED = 10_000
"""How often a row that holds something may be repeated; empty ones are only counted."""
_ROWS_NAMED = 50
_OUT_OF_SIGHT = ("collapse", "filter")
_ANNOTATION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_NUMBERS = re.compile(r"\d{1,9}")


class OdsSheet(NamedTuple):
    """One sheet of a document."""

    name: str
    place: int
    """Counted from 0."""
    hidden: bool
    hidden_columns: tuple[str, ...] = ()
    """Their letters."""


def sheets(path: Path) -> list[OdsSheet]:
    """Return the sheets of a document, those that it hides last. Raises `BadFile`."""
    unseen: set[str] = set()
    found: list[OdsSheet] = []
    column = 0
    with _content(path) as elements:
        for event, element in elements:
            kind = _kind(element)
            if event == "end" and kind == "style":
                if any(_get(each, "display") == "false" for each in element):
                    unseen.add(_get(element, "name"))
            elif event == "start" and kind == "table":
                name, style = _get(element, "name"), _get(element, "style-name")
                found.append(OdsSheet(name, len(found), style in unseen))
                column = 0
            elif event == "end" and kind == "table-column":
                first, column = column + 1, column + _count(element, "number-columns-repeated")
                if _get(element, "visibility") in _OUT_OF_SIGHT:
                    letters = column_letters(first, column)
                    told = (*found[-1].hidden_columns, letters)
                    found[-1] = found[-1]._replace(hidden_columns=told)
            elif event == "end" and kind == "table-row":
                element.clear()
    return sorted(found, key=lambda each: each.hidden)


def records(
    path: Path, sheet: OdsSheet, remarks: list[str], progress: ReportProgress = quiet
) -> Iterator[TableRecord]:
    """Yield the rows of a sheet that hold anything, each with its number. Raises `BadFile`."""
    number = 0
    hidden: list[int] = []
    comments: list[tuple[str, str]] = []
    above: dict[int, tuple[int, str]] = {}
    for count, element in enumerate(_rows(path, sheet.place)):
        if count % 512 == 0:
            progress(count, count + 1)
        comments += ((f"{each}{number + 1}", said) for each, said in _comments(element))
        repeated = _count(element, "number-rows-repeated")
        texts, spans = _cells(element)
        if not any(texts):
            number += repeated
            continue
        if repeated > _MOST_REPEATED:
            raise BadFile(f"{path.name} repeats a row {repeated:,} times: this is no list")
        for _ in range(repeated):
            number += 1
            if _get(element, "visibility") in _OUT_OF_SIGHT:
                hidden.append(number)
            row = list(texts)
            for column, (last, text) in list(above.items()):
                if number > last:
                    del above[column]
                    continue
                row.extend([""] * (column + 1 - len(row)))
                row[column] = row[column] or text
            above |= {column: (number + rows - 1, row[column]) for column, rows in spans}
            yield number, row
    if hidden:
        shown = ", ".join(map(str, hidden[:_ROWS_NAMED]))
        more = f" and {len(hidden) - _ROWS_NAMED} more" if len(hidden) > _ROWS_NAMED else ""
        remarks.append(f"read also what the sheet hides: row {shown}{more}")
    if sheet.hidden_columns:
        remarks.append(f"read also what the sheet hides: column {', '.join(sheet.hidden_columns)}")
    if comments:
        remarks.append(of_comments(comments))


def _comments(row: Any) -> Iterator[tuple[str, str]]:
    """Yield the letters of the columns in which comments are pinned to a cell, and their texts."""
    if next(row.iter(_ANNOTATION), None) is None:
        return
    column = 0
    for cell in row:
        for note in cell.iter(_ANNOTATION):
            said = "\n".join(_inside(each) for each in note if _kind(each) == "p")
            yield column_letters(column + 1, column + 1), said
        column += _count(cell, "number-columns-repeated")


@contextmanager
def _content(path: Path) -> Iterator[Iterator[tuple[str, Any]]]:
    """Open what a document holds, element by element."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    try:
        with reading(path), ZipFile(path) as archive, archive.open(_CONTENT) as source:
            yield iter(iterparse(source, events=("start", "end")))
    except DefusedXmlException as error:
        raise BadFile(
            f"{path.name} defines XML entities, which no sheet needs", hint="it was not read"
        ) from error
    except (ParseError, BadZipFile, EOFError, KeyError, NotImplementedError, ValueError) as error:
        raise BadFile(
            f"{path.name} is a damaged or encrypted sheet: {type(error).__name__}",
            hint="open it in a spreadsheet and save it as CSV or anew",
        ) from error


def _rows(path: Path, place: int) -> Iterator[Any]:
    """Yield the rows of the sheet at a place."""
    at, depth = -1, 0
    with _content(path) as elements:
        for event, element in elements:
            kind = _kind(element)
            if kind == "table":
                depth += 1 if event == "start" else -1
                at += event == "start" and depth == 1
                if event == "end" and depth == 0 and at == place:
                    return
            elif kind == "table-row" and event == "end" and depth == 1:
                if at == place:
                    yield element
                element.clear()


def _cells(row: Any) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the texts of a row, and the columns that reach down over how many rows."""
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    column = 0
    for cell in row:
        if _kind(cell) not in ("table-cell", "covered-table-cell"):
            continue
        repeated = _count(cell, "number-columns-repeated")
        # What a merged cell covers may have been filled before it was merged.
        text = _text(cell)
        if text:
            texts.extend([""] * (column - len(texts)))
            texts.extend([text] * min(repeated, MOST_COLUMNS + 1))
            if (rows := _count(cell, "number-rows-spanned")) > 1:
                spans.append((column, rows))
        column += repeated
    return texts, spans


def _text(cell: Any) -> str:
    urls = [_get(each, "href") for each in cell.iter() if _kind(each) == "a"]
    several = len(set(urls)) > 1
    shown = "\n".join(_inside(each, links=several) for each in cell if _kind(each) == "p")
    value, formula = _get(cell, "value"), _get(cell, "formula")
    match _get(cell, "value-type"):
        case "percentage" if value:
            shown = f"{float(value) * 100:.10g}%"
        case "float" | "currency" if value:
            number = float(value)
            whole = number.is_integer() and abs(number) < 1e15
            shown = _as_shown(shown, number, str(int(number)) if whole else value)
        case "date":
            written = _get(cell, "date-value")
            day, _, clock = written.partition("T")
            is_day = clock.strip("0:.") == ""
            shown = _as_long(shown, day) if is_day else written.replace("T", " ")
        case "boolean":
            shown = _get(cell, "boolean-value") or shown
        case _:
            shown = shown or _get(cell, "string-value")
    if formula and not shown:
        return CellText(formula.partition(":")[2] or formula, kind="formula")
    if formula and shown.startswith(("#", "Err:")):
        return CellText(shown, kind="error")
    url = "" if several else next(iter(urls), "")
    return CellText(shown, url=url) if url and url != shown else shown


def _as_shown(shown: str, number: float, plain: str) -> str:
    """Return a number as a cell shows it, where that is all of it: `0042`, `MP-042`, `45 km`."""
    runs = _NUMBER.findall(shown)
    if len(runs) != 1 or float(runs[0].replace(",", ".")) != abs(number):
        return plain
    # 1.1 and 1.10 are two numbers of a list, but 7 is no other than 7.00.
    is_longer = number.is_integer() and not runs[0].isdecimal()
    return plain if is_longer else shown.strip()


def _as_long(shown: str, day: str) -> str:
    """Return a date as far as a cell shows it: who sees but a month has not said a day."""
    if not day.endswith("-01"):
        return day
    read = read_date(shown)
    if read is not None and day.startswith(read.text):
        return read.text
    year_and_month = sorted(map(int, day.split("-")[:2]))
    return day[:-3] if sorted(map(int, _NUMBERS.findall(shown))) == year_and_month else day


def _inside(element: Any, *, links: bool = False) -> str:
    """Return the text of a paragraph, with the blanks that it writes as elements.

    With `links`, each link is followed by where it leads.
    """
    parts = [element.text or ""]
    for each in element:
        match _kind(each):
            case "s":
                parts.append(" " * min(_count(each, "c"), 1000))
            case "tab":
                parts.append("\t")
            case "line-break":
                parts.append("\n")
            case "annotation":
                pass
            case _:
                parts.append(_inside(each, links=links))
                if links and _kind(each) == "a":
                    parts.append(f" ({_get(each, 'href')})")
        parts.append(each.tail or "")
    return "".join(parts)


def _kind(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _get(element: Any, name: str) -> str:
    return next(
        (str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )


def _count(element: Any, name: str) -> int:
    text = _get(element, name)
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 9 else 1

"""Excel workbooks, streamed row by row: gaps skipped, merged, linked and hidden cells known."""

from __future__ import annotations

import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from exchange.importers.readers.cells import CellText
from exchange.importers.readers.files import quiet, reading
from exchange.importers.readers.table import TableRecord
from exchange.importers.readers.xlsx_layout import SheetLayout, layout_of, of_comments
from store.errors import BadFile
from store.register.reader import ReportProgress

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_AT_ONCE = 64
"""How many rows are read in one go."""
HYPERLINK = re.compile(r'=?\s*HYPERLINK\(\s*"([^"]+)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)', re.I)
"""A formula that leads somewhere: the address, and what is shown."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
"""What a number format writes as it is: quoted text, escapes, colours and conditions."""
_BESIDE = r'(?:"[^"]*"|\\.|[ -])*'
_DIGITS = re.compile(rf"(?P<before>{_BESIDE})#*(?P<pad>0*)(?:\.(?P<part>0+))?(?P<after>{_BESIDE})")
"""A number format of plain digits, with what it writes before and after them."""
_LONGEST_FORMAT = 255
"""Characters, as Excel has it."""
_MARKS = re.compile(r'"([^"]*)"|\\(.)')
_YEAR, _MONTH = len("2026"), len("2026-12")
_ROWS_NAMED = 50


@contextmanager
def workbook(path: Path) -> Iterator[Workbook]:
    """Open a workbook for reading. Raises `BadFile` for what is none, or not to be trusted."""
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise BadFile("defusedxml is not installed", hint="install entente with what it needs")
    with reading(path), _whole(path):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        yield book
    finally:
        book.close()


def sheets(book: Workbook) -> list[Any]:
    """Return the sheets that hold cells, those that the workbook hides last."""
    found = [each for each in book.worksheets if hasattr(each, "iter_rows")]
    return sorted(found, key=is_hidden)


def is_hidden(sheet: Any) -> bool:
    """Whether a workbook does not show a sheet."""
    return str(sheet.sheet_state) != "visible"


def records(
    path: Path, sheet: Any, remarks: list[str], progress: ReportProgress = quiet
) -> Iterator[TableRecord]:
    """Yield the rows of a sheet that hold anything, each with its number in the sheet.

    Cells are texts, dates the ISO way. A merged cell counts for all its rows; a cell knows
    where it leads, and whether it is a formula without a result. Hidden rows and columns are
    read, and `remarks` says so at the end. Raises `BadFile`.
    """
    with reading(path), _whole(path):
        layout = layout_of(sheet)
        total = sheet.max_row or 0
        rows = _parsed(sheet)
    hidden: list[int] = []
    struck: list[int] = []
    above: dict[int, tuple[int, str]] = {}
    count = 0
    while True:
        with _whole(path):
            some = [
                (number, _texts(cells, number, layout), is_out_of_sight, _has_struck(cells))
                for number, cells, is_out_of_sight in islice(rows, _AT_ONCE)
            ]
        if not some:
            break
        for number, texts, is_out_of_sight, has_struck in some:
            count += 1
            if count % 512 == 0:
                progress(min(number, total or number), max(total, number))
            if not any(texts):
                continue
            if is_out_of_sight:
                hidden.append(number)
            if has_struck:
                struck.append(number)
            yield number, _with_merged(number, texts, layout, above)
    remarks.extend(_remarks(layout, hidden, struck))


def _has_struck(cells: Sequence[dict[str, Any]]) -> bool:
    return any(each["struck"] and each["value"] is not None for each in cells)


def _remarks(layout: SheetLayout, hidden: Sequence[int], struck: Sequence[int]) -> Iterator[str]:
    if hidden:
        yield f"read also what the sheet hides: row {_listed(hidden)}"
    if struck:
        yield f"read also cells that are struck out: row {_listed(struck)}"
    if layout.hidden_columns:
        yield f"read also what the sheet hides: column {', '.join(layout.hidden_columns)}"
    if layout.comments:
        yield of_comments(layout.comments)


def _listed(rows: Sequence[int]) -> str:
    more = f" and {len(rows) - _ROWS_NAMED:,} more" if len(rows) > _ROWS_NAMED else ""
    return f"{', '.join(map(str, rows[:_ROWS_NAMED]))}{more}"


def _with_merged(
    number: int, texts: list[str], layout: SheetLayout, above: dict[int, tuple[int, str]]
) -> list[str]:
    """Return a row with the text of each merged cell that it is a lower part of."""
    for column, (last, text) in list(above.items()):
        if number > last:
            del above[column]
        elif column <= len(texts) and not texts[column - 1]:
            texts[column - 1] = text
        elif column > len(texts):
            texts.extend([""] * (column - len(texts)))
            texts[column - 1] = text
    for column, last in layout.merged.get(number, ()):
        if column <= len(texts) and texts[column - 1]:
            above[column] = last, texts[column - 1]
    return texts


def _parsed(sheet: Any) -> Iterator[tuple[int, list[dict[str, Any]], bool]]:
    """Yield the rows there are, without those between them that a sheet leaves out."""
    from openpyxl.worksheet._reader import WorkSheetParser

    # The streaming sheet of openpyxl makes up every empty row and cell on the way to the
    # last one, which may be a million rows down; its parser hands over what is there.
    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> dict[str, Any]:
            cell: dict[str, Any] = dict(super().parse_cell(element))
            formula = next((each for each in element if each.tag.endswith("}f")), None)
            if formula is not None:
                cell["formula"] = formula.text or ""
            return cell

        def parse_extensions(self, element: Any) -> None:
            """Pass over what only draws."""

        def parse_formatting(self, element: Any) -> None:
            """Pass over what only draws."""

    book = sheet.parent
    formats = [_number_format(book, style.numFmtId) for style in book._cell_styles]
    percent = {place for place, each in enumerate(formats) if "%" in _LITERAL.sub("", each)}
    digits = {place: match for place, each in enumerate(formats) if (match := _digits_of(each))}
    struck = {place for place, style in enumerate(book._cell_styles) if _is_struck(book, style)}
    shown = {place: length for place, each in enumerate(formats) if (length := _date_length(each))}
    with sheet._get_source() as source:
        parser = Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            told: Any = parser.row_dimensions.pop(str(number), {})
            for cell in cells:
                style = int(cell["style_id"] or 0)
                cell["percent"] = style in percent
                cell["length"] = shown.get(style, 0)
                cell["digits"] = digits.get(style)
                cell["struck"] = style in struck
            yield number, cells, _is_true(told.get("hidden")) or _is_true(told.get("zeroHeight"))


def _number_format(book: Any, number: int) -> str:
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if number < 164:
        return str(BUILTIN_FORMATS.get(number, ""))
    formats = book._number_formats
    return str(formats[number - 164]) if number - 164 < len(formats) else ""


def _date_length(number_format: str) -> int:
    """Return how much of a date a format shows, in characters; 0 where it shows the day."""
    letters = _LITERAL.sub("", number_format).casefold()
    if "y" not in letters or "d" in letters or "h" in letters or "s" in letters:
        return 0
    return _MONTH if "m" in letters else _YEAR


def _digits_of(number_format: str) -> re.Match[str] | None:
    """Return how a format writes a number, where that is more than its digits."""
    match = _DIGITS.fullmatch(number_format.partition(";")[0][:_LONGEST_FORMAT])
    is_more = match and (match["before"] or match["after"] or match["part"] or match["pad"] > "0")
    return match if is_more else None


def _as_shown(value: float, digits: re.Match[str]) -> str:
    """Return a number as its format shows it, such as 0042 or MP-042; empty where it is cut.

    1.1 and 1.10 are two numbers of a list, but 7 is no other than 7.00.
    """
    decimals = len(digits["part"] or "")
    whole = value == int(value)
    if not whole and round(value, decimals) != value:
        return ""
    places = 0 if whole else decimals
    width = len(digits["pad"]) + (places + 1 if places else 0)
    before, after = (_MARKS.sub(r"\1\2", digits[name]) for name in ("before", "after"))
    sign = "-" if value < 0 else ""
    return f"{sign}{before}{abs(value):0{width}.{places}f}{after}".strip()


def _is_struck(book: Any, style: Any) -> bool:
    fonts = book._fonts
    return bool(style.fontId < len(fonts) and fonts[style.fontId].strike)


def _is_true(text: object) -> bool:
    return text in ("1", "true", True)


def _texts(cells: list[dict[str, Any]], row: int, layout: SheetLayout) -> list[str]:
    texts: list[str] = []
    for cell in cells:
        column = cell["column"]
        text = _text(cell)
        url = layout.links.get((row, column), "")
        if url and url != text:
            text = CellText(text, url=url)
        if text:
            texts.extend([""] * (column - len(texts)))
            texts[column - 1] = text
    return texts


def _text(cell: dict[str, Any]) -> str:
    value, formula = cell["value"], cell.get("formula")
    if formula is not None and (match := HYPERLINK.match(formula)):
        shown = match[1] if value is None else str(value)
        if value is None and match[2]:
            shown = match[2].replace('""', '"')
        return CellText(shown, url=match[1], written=f"={formula}")
    if value is None:
        return "" if formula is None else CellText(f"={formula}", kind="formula")
    if cell["data_type"] == "e":
        return CellText(str(value), kind="error")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if cell["percent"]:
            # It is 0.4 that is shown as 40 %.
            return f"{value * 100:.10g}%"
        if cell["digits"] and abs(value) < 1e15 and (shown := _as_shown(value, cell["digits"])):
            return shown
    if cell["length"] and isinstance(value, date) and value.day == 1:
        # Who sees but a month has not said a day: the spreadsheet has made it up.
        is_year = cell["length"] == _YEAR and value.month == 1
        return _plain(value)[: _YEAR if is_year else _MONTH]
    return _plain(value)


def _plain(value: object) -> str:
    match value:
        case str():
            return _unescaped(value) if "_x" in value else value
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float() if abs(value) < 1e15:
            return f"{value:.15g}"  # as far as a spreadsheet counts
        case _:
            return str(value)


def _unescaped(text: str) -> str:
    """Return text with what Excel writes as `_x001B_` as the character it is."""
    from openpyxl.utils.escape import unescape

    return str(unescape(text))


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Name a workbook that turns out damaged while it is read."""
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # What it grumbles about is for its programmers, and would land on the terminal.
        with warnings.catch_warnings(action="ignore"):
            yield
    except (
        *(BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError),
        *(SyntaxError, IndexError, EOFError, AssertionError, NotImplementedError, OverflowError),
        *(RecursionError, zlib.error),
    ) as error:
        # The reader meets damage in many ways: XML that ends early is a SyntaxError.
        if _is_forbidden(error):
            raise BadFile(
                f"{path.name} defines XML entities, which no workbook needs", hint="it was not read"
            ) from error
        raise BadFile(
            f"{path.name} is a damaged workbook: {type(error).__name__}",
            hint="open it in a spreadsheet and save it as CSV or anew as XLSX",
        ) from error


def _is_forbidden(error: BaseException | None) -> bool:
    """Whether XML was refused for what it defines, however the reader wrapped that up."""
    from defusedxml.common import DefusedXmlException

    while error is not None and not isinstance(error, DefusedXmlException):
        error = error.__cause__ or error.__context__
    return error is not None

"""CSV, TSV and their relatives: the separator found, every record within bounds."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from exchange.importers.readers.cells import CellText
from exchange.importers.readers.files import LONGEST_LINE, lines, quiet
from exchange.importers.readers.table import TableRecord
from exchange.importers.readers.xlsx_reader import HYPERLINK
from store.errors import BadFile
from store.register.reader import ReportProgress

SEPARATORS = ",;\t|^~¦\x1f"
LONGEST_CELL = 1024 * 1024
"""Characters; Excel's longest cell has 32,767."""
_LOOK_AHEAD = 100
_ROWS_NAMED = 50


def records(
    path: Path, encoding: str, progress: ReportProgress = quiet, remarks: list[str] | None = None
) -> Iterator[TableRecord]:
    """Yield the rows of a text table. Raises `BadFile`, naming the row.

    Rows that a quote in the wrong place may have made one of, or have cut, are said in `remarks`
    at the end; a quote that is never closed, over several lines, is refused. A cell written
    `="007"`, so that no spreadsheet makes a number of it, is the text in it.
    """
    start = list(islice(lines(path, encoding), _LOOK_AHEAD))
    style = _style_of(start)
    bounded = _Bounded(lines(path, encoding, progress), style)
    # The limit of the csv module is one for the process, and far below what we allow.
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    width = 0
    joined: list[str] = []
    cut: list[str] = []
    try:
        for cells in _reader(bounded, style):
            number += 1
            doubtful = bounded.begin_record()
            if doubtful and (fault := _fault_of_quotes(doubtful, style)):
                if len(doubtful) == 1:
                    cut.append(str(number))
                elif fault is _NEVER_CLOSED:
                    raise BadFile(
                        f"{path.name}, row {number}: a quote is never closed",
                        hint="close it, or double it where it is part of the text",
                    )
                else:
                    joined.append(f"row {number} ({len(doubtful)} lines)")
            elif doubtful and _are_rows(doubtful, style, width):
                joined.append(f"row {number} ({len(doubtful)} lines)")
            width = max(width, len(cells)) if number <= _LOOK_AHEAD else width
            if number == 1 and _names_separator("".join(cells)):
                continue
            yield number, [*map(_unwrapped, cells)] if bounded.has_wrapped else cells
    except csv.Error as error:
        raise BadFile(
            f"{path.name}, row {number + 1}: {error}", hint="look for a quote that is never closed"
        ) from error
    except _TooLong as error:
        raise BadFile(
            f"{path.name}, row {number + 1}: longer than {LONGEST_LINE:,} characters",
            hint="look for a quote that is never closed",
        ) from error
    if joined and remarks is not None:
        remarks.append(
            f"rows that a quote in the wrong place may have joined: {', '.join(joined)}; "
            "a quote within a quoted text is written twice"
        )
    if cut and remarks is not None:
        more = f" and {len(cut) - _ROWS_NAMED:,} more" if len(cut) > _ROWS_NAMED else ""
        remarks.append(
            f"rows that a quote in the wrong place may have cut elsewhere: row "
            f"{', '.join(cut[:_ROWS_NAMED])}{more}; a quote within a quoted text is written twice"
        )


def _are_rows(some: list[str], style: _CellStyle, width: int) -> bool:
    """Whether each line of a row has as many cells as rows have, quotes aside.

    A quote that is never closed is closed by the next one, rows below: nothing else tells that.
    """
    return (
        len(some) > 1
        and width > 2
        and all(each.count(style.separator) == width - 1 for each in some)
    )


class _CellStyle(NamedTuple):
    """How the cells of a text table are written."""

    separator: str
    spaced: bool
    """Whether a space stands behind each separator."""
    quote: str = '"'
    escape: str | None = None
    """What stands before a quote within a quoted text, where it is not written twice."""


def _reader(
    source: Iterable[str], style: _CellStyle, *, strict: bool = False
) -> Iterator[list[str]]:
    return csv.reader(
        source,
        delimiter=style.separator,
        quotechar=style.quote,
        escapechar=style.escape,
        doublequote=style.escape is None,
        skipinitialspace=style.spaced,
        strict=strict,
    )


def _style_of(start: list[str]) -> _CellStyle:
    separator = separator_of(start)
    # Some writers put a space behind each separator, before the quotes, in the header too;
    # inside of a text there may be one anywhere.
    header = next((line for line in start if separator in line), "")
    spaced = f"{separator} " in header and any(f'{separator} "' in line for line in start)
    style = _CellStyle(separator, spaced)
    text = "".join(start)
    if '"' not in text:
        # A quote of one stroke is an apostrophe, unless cells begin and end with it everywhere.
        mark = re.escape(separator)
        quoted = re.findall(rf"(?:^|{mark})'[^'\n]*'(?={mark}|\s*$)", text, re.MULTILINE)
        filled = sum(1 for each in start if each.strip())
        is_single = len(quoted) > 1 and len(quoted) + 1 >= filled
        return style._replace(quote="'") if is_single else style
    escaped = style._replace(escape="\\")
    if '\\"' in text and _is_misplaced(start, style) and not _is_misplaced(start, escaped):
        return escaped
    return style


def _is_misplaced(some: list[str], style: _CellStyle) -> bool:
    """Whether quotes are misplaced in the first lines, the last of which may end in a text."""
    return _fault_of_quotes(some, style) == "misplaced"


def _unwrapped(cell: str) -> str:
    if len(cell) > 3 and cell.startswith('="') and cell.endswith('"'):
        inner = cell[2:-1]
        if '"' not in inner.replace('""', ""):
            return CellText(inner.replace('""', '"'), written=cell)
    if cell.startswith("=") and (match := HYPERLINK.fullmatch(cell)):
        shown = match[2].replace('""', '"') if match[2] else match[1]
        return CellText(shown, url=match[1], written=cell)
    return cell


_Fault = Literal["", "misplaced", "never closed"]
_NEVER_CLOSED: _Fault = "never closed"


def _fault_of_quotes(some: list[str], style: _CellStyle) -> _Fault:
    """Return what is wrong with the quotes of some lines."""
    try:
        for _ in _reader(some, style, strict=True):
            pass
    except csv.Error as error:
        return _NEVER_CLOSED if "end of data" in str(error) else "misplaced"
    return ""


def separator_of(start: list[str]) -> str:
    """Return what parts the cells: the separator by which most of the first rows are as wide."""
    if start and _names_separator(start[0].strip()):
        return start[0].strip()[4:] or "\t"
    return max(SEPARATORS, key=lambda each: _agreement(start, each))


def _names_separator(text: str) -> bool:
    """Whether a line is the one by which Excel is told the separator."""
    return text.casefold().startswith("sep=") and len(text) <= 5


def _agreement(start: list[str], separator: str) -> float:
    csv.field_size_limit(LONGEST_CELL)
    try:
        widths = [len(cells) for cells in csv.reader(start, delimiter=separator) if cells]
    except csv.Error:
        return 0.0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    return wide.count(usual) / len(widths) + min(usual, 100) / 1000


class _TooLong(Exception):
    """A record goes on for longer than any can."""


class _Bounded:
    """Lines for the csv module, counted so that no record goes on for ever."""

    def __init__(self, source: Iterable[str], style: _CellStyle) -> None:
        self._source = iter(source)
        # A quote inside of a text: most are harmless, and looked at more closely.
        mark, quote = re.escape(style.separator), re.escape(style.quote)
        self._inside = re.compile(rf"[^{mark}{quote}\s]{quote}[^{mark}{quote}\r\n]").search
        self._quote = style.quote
        self.has_wrapped = False
        """Whether a cell may be written as `="007"`, or lead somewhere by a formula."""
        self._length = 0
        self._lines: list[str] = []

    def begin_record(self) -> list[str]:
        """Say that a record is complete; return its lines where its quotes may be wrong."""
        self._length = 0
        lines, self._lines = self._lines, []
        if len(lines) > 1 or (self._quote in lines[0] and self._inside(lines[0])):
            return lines
        return []

    def __iter__(self) -> _Bounded:
        return self

    def __next__(self) -> str:
        line = next(self._source)
        self._length += len(line)
        if self._length > LONGEST_LINE:
            raise _TooLong
        self._lines.append(line)
        if not self.has_wrapped and ('="' in line or "=HYPERLINK(" in line):
            self.has_wrapped = True
        return line

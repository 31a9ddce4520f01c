"""CSV, TSV and their relatives: the separator found, every record within bounds."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from exchange.importers.readers.files import LONGEST_LINE, lines, quiet
from exchange.importers.readers.table import TableRecord
from store.errors import BadFile
from store.register.reader import ReportProgress

SEPARATORS = ",;\t|"
LONGEST_CELL = 1024 * 1024
"""Characters; Excel's longest cell has 32,767."""
_LOOK_AHEAD = 100


def records(
    path: Path, encoding: str, progress: ReportProgress = quiet, remarks: list[str] | None = None
) -> Iterator[TableRecord]:
    """Yield the rows of a text table. Raises `BadFile`, naming the row.

    Rows that a quote in the wrong place may have made one of are said in `remarks` at the end;
    a quote that is never closed, over several lines, is refused.
    """
    start = list(islice(lines(path, encoding), _LOOK_AHEAD))
    separator = separator_of(start)
    # Some writers put a space behind each separator, before the quotes, in the header too;
    # inside of a text there may be one anywhere.
    header = next((line for line in start if separator in line), "")
    spaced = f"{separator} " in header and any(f'{separator} "' in line for line in start)
    bounded = _Bounded(lines(path, encoding, progress))
    # The limit of the csv module is one for the process, and far below what we allow.
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    joined: list[str] = []
    try:
        for cells in csv.reader(bounded, delimiter=separator, skipinitialspace=spaced):
            number += 1
            several = bounded.begin_record()
            if several and (fault := _fault_of_quotes(several, separator, spaced)):
                if fault is _NEVER_CLOSED:
                    raise BadFile(
                        f"{path.name}, row {number}: a quote is never closed",
                        hint="close it, or double it where it is part of the text",
                    )
                joined.append(f"row {number} ({len(several)} lines)")
            if number == 1 and _names_separator("".join(cells)):
                continue
            yield number, cells
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


_Fault = Literal["", "misplaced", "never closed"]
_NEVER_CLOSED: _Fault = "never closed"


def _fault_of_quotes(several: list[str], separator: str, spaced: bool) -> _Fault:
    """Return what is wrong with the quotes of a row that goes on over several lines."""
    try:
        for _ in csv.reader(several, delimiter=separator, skipinitialspace=spaced, strict=True):
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

    def __init__(self, source: Iterable[str]) -> None:
        self._source = iter(source)
        self._length = 0
        self._lines: list[str] = []

    def begin_record(self) -> list[str]:
        """Say that a record is complete; return its lines where it has several."""
        self._length = 0
        lines, self._lines = self._lines, []
        return lines if len(lines) > 1 else []

    def __iter__(self) -> _Bounded:
        return self

    def __next__(self) -> str:
        line = next(self._source)
        self._length += len(line)
        if self._length > LONGEST_LINE:
            raise _TooLong
        self._lines.append(line)
        return line

"""A table as a sheet holds it: found below whatever precedes it, its columns named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from types import MappingProxyType
from typing import NamedTuple

from exchange.importers.readers.cells import as_written
from exchange.importers.readers.heading_row import (
    HeadingRow,
    KnownHeadings,
    doubt_about,
    likely_heading_row,
)
from exchange.importers.records import UnreadCell
from exchange.importers.values.cleaning import clean
from store.errors import BadFile

Cells = Sequence[str]
TableRecord = tuple[int, Cells]
"""A row's number, as a spreadsheet counts, and its cells."""
TableRow = Mapping[str, str]

LOOK_AHEAD = 40
"""How many rows are looked at for the one that names the columns."""
MOST_COLUMNS = 2000
_MOST_WIDE = 50
"""Rows named in one remark."""
_UNNAMED = re.compile(r"column \d+", re.ASCII)
_COUNTED = re.compile(r" \(\d+\)\Z", re.ASCII)


class SourceTable(NamedTuple):
    """Rows with named columns."""

    name: str
    """Of the sheet; empty in a file that holds only one table."""
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, TableRow]]
    """Each with its number; cells are as they are written, empty ones are there and empty."""
    preamble: tuple[str, ...] = ()
    """The texts above the columns' names, row by row."""
    above: tuple[UnreadCell, ...] = ()
    """The cells that these texts are made of."""
    doubt: str = ""
    """What a reader should know of the row that was taken for the columns' names."""
    repeated: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The columns of each heading that several have."""
    parts: frozenset[str] = frozenset()
    """Columns that show a part of another one, or what it names elsewhere in the file."""
    hidden: bool = False
    """Whether it is a sheet that its workbook does not show."""
    remarks: list[str] | None = None
    """What a reader should know; some of it is known once the rows are read."""

    def columns_named(self, name: str) -> tuple[str, ...]:
        """Return the columns that a name means; empty when it means none, or cannot be told.

        A heading that several columns have means all of them. The last part of a nested
        column's name is enough where no other one ends so.
        """
        wanted = plain_name(name)
        for heading, columns in self.repeated.items():
            if plain_name(heading) == wanted:
                return columns
        # What the objects of a list are called says more than the objects do.
        inside = [
            each
            for each in self.columns
            if each in self.parts and "[]." in each and plain_name(heading_of(each)) == wanted
        ]
        if inside:
            return tuple(inside[:1])
        named = [each for each in self.columns if plain_name(each) == wanted]
        if named:
            return tuple(named[:1])
        last = [each for each in self.columns if plain_name(heading_of(each)) == wanted]
        return tuple(last) if len(last) == 1 else ()


def table_of(
    name: str,
    records: Iterable[TableRecord],
    is_header: Callable[[frozenset[str]], bool],
    known: KnownHeadings,
) -> SourceTable | None:
    """Find the table among the rows of a sheet; None in an empty one.

    `is_header` knows the columns of published formats, and those that were mapped. Where it knows
    none of the rows, the likeliest one is taken. Raises `BadFile` for a table wider than those of
    commitments are.
    """
    stream = iter(records)
    first = list(islice(stream, LOOK_AHEAD))
    chosen = _heading_row([cells for _, cells in first], is_header, known)
    if chosen is None:
        return None
    place = chosen.place
    width = max(map(_width, (cells for _, cells in first[place:])))
    columns, repeated = _named(first[place][1], width)
    preamble = tuple(
        " ".join(cell for cell in map(clean, cells) if cell)
        for _, cells in first[:place]
        if any(cell.strip() for cell in cells)
    )
    above = tuple(
        UnreadCell(number, _column_at(columns, at), as_written(cell), "left")
        for number, cells in first[:place]
        for at, cell in enumerate(cells)
        if cell.strip()
    )
    doubt = "" if chosen.is_sure else doubt_about(*first[place])
    below = chain(first[place + 1 :], stream)
    rows = _rows(columns, below)
    return SourceTable(name, columns, rows, preamble, above, doubt, repeated)


def saying_wide(table: SourceTable, remarks: list[str]) -> Iterator[tuple[int, TableRow]]:
    """Yield the rows of a text table, and say in `remarks` which are wider than its headings.

    There a separator stands in a text without quotes, most likely, and the row is cut elsewhere.
    """
    named = [place for place, each in enumerate(table.columns) if not is_unnamed(each)]
    inside = frozenset(table.columns[: named[-1] + 1]) if named else frozenset(table.columns)
    wide: list[int] = []
    count = 0
    for number, row in table.rows:
        count += 1
        if len(row) > len(inside) and any(
            text.strip() for name, text in row.items() if name not in inside
        ):
            wide.append(number)
        yield number, row
    if wide and 2 * len(wide) <= max(count, 2):
        more = f" and {len(wide) - _MOST_WIDE:,} more" if len(wide) > _MOST_WIDE else ""
        remarks.append(
            f"rows with more cells than there are headings: row "
            f"{', '.join(map(str, wide[:_MOST_WIDE]))}{more}; a text that holds the separator "
            "stands in quotes"
        )


def plain_name(column: str) -> str:
    """Return a column's name as columns are compared: without case, spaces made one."""
    return " ".join(column.replace("\u00a0", " ").split()).casefold()


def column_name(row: TableRow, column: str) -> str:
    """Return the name a row really has for a column, which may differ in case and spaces."""
    return column if column in row else _plainly(tuple(row)).get(plain_name(column), column)


@lru_cache(maxsize=16)
def _plainly(columns: tuple[str, ...]) -> dict[str, str]:
    return {plain_name(each): each for each in reversed(columns)}


_NAMED_BY = ("name", "title", "label", "value", "fullName", "displayName", "plain_text", "login")
"""What an object in a list is called by."""
_LOOKED_UP = re.compile(r".+\[(?:\w+\.)*(?:id)?([^\[\]]+?)(?:Ids?)?\]\.(\w+)")


def heading_of(column: str) -> str:
    """Return what a column is about, where its name is the way to it in nested objects.

    >>> heading_of("milestone.due_on"), heading_of("labels[].name"), heading_of("a[idList].name")
    ('due_on', 'labels', 'List')
    """
    if match := _LOOKED_UP.fullmatch(column):
        return match[1] if match[2] in _NAMED_BY else column
    outer, inside, key = column.rpartition("[].")
    if inside:
        return heading_of(outer) if key in _NAMED_BY else column
    return column.rpartition(".")[2] or column


def is_unnamed(column: str) -> bool:
    """Whether a column has its name only from its place."""
    return _UNNAMED.fullmatch(column) is not None


def says_headings(row: TableRow) -> bool:
    """Whether a row only says the headings again, as sheets that were printed do on each page."""
    said = 0
    for column, text in row.items():
        if text and not text.isspace():
            # Asked of every row: most are told apart by the first letter of their first cell.
            if (text[0].isalnum() and text[0] != column[:1]) or not _is_heading(column, text):
                return False
            said += 1
    return said > 1


def _is_heading(column: str, text: str) -> bool:
    named = " ".join(clean(text).split())
    return column == named or _COUNTED.sub("", column) == named


def _heading_row(
    rows: Sequence[Cells], is_header: Callable[[frozenset[str]], bool], known: KnownHeadings
) -> HeadingRow | None:
    """Return the row that names the columns. A blank cell is called by its place, `column 3`."""
    widest = max(map(_width, rows), default=0)
    for place, cells in enumerate(rows):
        names = [clean(cell) or f"column {at}" for at, cell in enumerate(cells, start=1)]
        names += [f"column {at}" for at in range(len(cells) + 1, widest + 1)]
        if is_header(frozenset(names)):
            return HeadingRow(place, True)
    return likely_heading_row(rows, known)


def _width(cells: Cells) -> int:
    """Return how many cells a row has, without blank ones at its end."""
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)


def _column_at(columns: Sequence[str], place: int) -> str:
    return columns[place] if place < len(columns) else f"column {place + 1}"


def _named(cells: Cells, width: int) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """Return a name for each column, no two alike, and those of each heading there is twice.

    Columns without a heading are called by their place, those behind the last one too, as far as
    the rows below are wide.
    """
    last = _width(cells)
    if width <= MOST_COLUMNS:
        last = max(last, width)
        cells = [*cells, *[""] * (last - len(cells))]
    if last > MOST_COLUMNS:
        raise BadFile(
            f"the table has {last:,} columns; more than {MOST_COLUMNS:,} are not read",
            hint="leave out the columns that are not needed, or turn rows and columns",
        )
    headings = [
        " ".join(clean(cell).split()) or f"column {place}"
        for place, cell in enumerate(cells[:last], start=1)
    ]
    return unique_names(headings)


def unique_names(headings: Sequence[str]) -> tuple[tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """Return headings with those met before counted, and the names of each met twice.

    >>> unique_names(["Labels", "Labels"])[0]
    ('Labels', 'Labels (2)')
    """
    taken = set(headings)
    met: Counter[str] = Counter()
    names: dict[str, list[str]] = {}
    found = []
    for heading in headings:
        met[heading] += 1
        name = heading
        while met[heading] > 1 and name in taken:
            name = f"{heading} ({met[heading]})"
            met[heading] += name in taken
        taken.add(name)
        names.setdefault(heading, []).append(name)
        found.append(name)
    repeated = {heading: tuple(each) for heading, each in names.items() if len(each) > 1}
    return tuple(found), MappingProxyType(repeated)


def _rows(
    columns: tuple[str, ...], records: Iterable[TableRecord]
) -> Iterator[tuple[int, TableRow]]:
    blank = dict.fromkeys(columns, "")
    width = len(columns)
    for number, cells in records:
        if len(cells) == width:
            found = dict(zip(columns, cells, strict=True))
        else:
            found = blank | dict(zip(columns, cells, strict=False))
            # What stands beyond the named columns is kept aside, by its place.
            for place, cell in enumerate(cells[width:], start=width + 1):
                if cell.strip():
                    name = f"column {place}"
                    found[name if name not in blank else f"cell {place}"] = cell
        if any(text and not text.isspace() for text in found.values()):
            yield number, found

"""A table of named columns, made of a sheet's rows or of the objects of a JSON file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from exchange.importers.parsing import clean

Cells = list[str]
TableRecord = tuple[int, Cells]
"""A row's number, as a spreadsheet counts, and its cells."""
TableRow = Mapping[str, str]

LOOK_AHEAD = 40
"""How many rows are looked at for the one that names the columns."""
MOST_COLUMNS = 2000
_UNNAMED = re.compile(r"column \d+", re.ASCII)


class SourceTable(NamedTuple):
    """Rows with named columns."""

    name: str
    """Of the sheet; empty in a file that holds only one table."""
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, TableRow]]
    """Each with its number; cells are cleaned, empty ones are there and empty."""
    preamble: tuple[str, ...] = ()
    """The texts above the columns' names."""


def table_of(
    name: str,
    records: Iterable[TableRecord],
    is_header: Callable[[frozenset[str]], bool],
    is_exact: Callable[[tuple[str, ...]], bool] = lambda _: False,
) -> SourceTable | None:
    """Find the table among the rows of a sheet; None in an empty one.

    `is_header` knows the columns of published formats. Where it knows none, the first row
    that is about as wide as any names the columns. Cells of an exact table are not cleaned.
    """
    stream = iter(records)
    first = list(islice(stream, LOOK_AHEAD))
    place = _header_place(first, is_header)
    if place is None:
        return None
    columns = _named(first[place][1])
    above = tuple(
        " ".join(cell for cell in map(clean, cells) if cell)
        for _, cells in first[:place]
        if any(cell.strip() for cell in cells)
    )
    below = chain(first[place + 1 :], stream)
    return SourceTable(
        name, columns, _rows(columns, below, str if is_exact(columns) else clean), above
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


def is_unnamed(column: str) -> bool:
    """Whether a column has its name only from its place."""
    return _UNNAMED.fullmatch(column) is not None


def _header_place(
    records: list[TableRecord], is_header: Callable[[frozenset[str]], bool]
) -> int | None:
    for place, (_, cells) in enumerate(records):
        if is_header(frozenset(plain_name(clean(cell)) for cell in cells)):
            return place
    filled = [sum(1 for cell in cells if cell.strip()) for _, cells in records]
    widest = max(filled, default=0)
    if widest == 0:
        return None
    return next(place for place, count in enumerate(filled) if 2 * count > widest)


def _named(cells: Cells) -> tuple[str, ...]:
    names: list[str] = []
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    for place, cell in enumerate(cells[:MOST_COLUMNS], start=1):
        name = base = " ".join(clean(cell).split()) or f"column {place}"
        number = 2
        while name in names:
            name = f"{base} ({number})"
            number += 1
        names.append(name)
    return tuple(names)


def _rows(
    columns: tuple[str, ...], records: Iterable[TableRecord], tidy: Callable[[str], str]
) -> Iterator[tuple[int, TableRow]]:
    blank = dict.fromkeys(columns, "")
    for number, cells in records:
        found = {
            name: text for name, cell in zip(columns, cells, strict=False) if (text := tidy(cell))
        }
        # What stands beyond the named columns is kept aside, by its place.
        for place, cell in enumerate(cells[len(columns) : MOST_COLUMNS], start=len(columns) + 1):
            if text := tidy(cell):
                found.setdefault(f"column {place}", text)
        if found:
            yield number, blank | found


def list_in(document: object) -> tuple[str, list[Any]] | None:
    """Return the longest list of objects in a JSON value, and its name; None without any."""
    if isinstance(document, list):
        return ("", document) if any(isinstance(each, dict) for each in document) else None
    if not isinstance(document, dict):
        return None
    lists = [
        (name, each)
        for name, each in document.items()
        if isinstance(each, list) and any(isinstance(item, dict) for item in each)
    ]
    return max(lists, key=lambda pair: len(pair[1]), default=None)


def table_from(
    name: str, items: Iterable[Any], is_exact: Callable[[tuple[str, ...]], bool]
) -> SourceTable:
    """Return objects as a table; a list in a cell becomes lines."""
    items = list(items)
    names: dict[str, None] = {}
    for item in items:
        if isinstance(item, dict) and len(names) < MOST_COLUMNS:
            names.update(dict.fromkeys(item))
    columns = tuple(names)[:MOST_COLUMNS]
    return SourceTable(
        name, columns, _item_rows(columns, items, str if is_exact(columns) else clean)
    )


def _item_rows(
    columns: tuple[str, ...], items: list[Any], tidy: Callable[[str], str]
) -> Iterator[tuple[int, TableRow]]:
    blank = dict.fromkeys(columns, "")
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            yield number, blank
            continue
        yield number, blank | {name: tidy(_cell(item[name])) for name in columns if name in item}


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            return "\n".join(_cell(each) for each in value)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)

"""JSON objects as a table: what is nested becomes columns, named by the way to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from exchange.importers.readers.cells import json_cell
from exchange.importers.readers.table import MOST_COLUMNS, SourceTable, TableRow
from store.errors import BadFile

_DEEPEST = 4
_SAMPLE = 200
_MOST_NAMED = 10_000
"""Objects of a list beside the table that names are looked up in."""
_KEYS_OF_NAMES = ("id", "key", "gid", "slug")


def table_from(
    name: str, items: Iterable[Any], around: Mapping[str, Any] | None = None
) -> SourceTable:
    """Return objects as a table.

    An object in a cell becomes columns such as `milestone.title`, a list lines. What is in the
    objects of a list can be read as `labels[].name`, what a cell names in a list of `around` as
    `lists[idList].name`; these are parts of other columns. Raises `BadFile` for objects with more
    columns than tables of commitments have.
    """
    rows = [flat(item) if isinstance(item, dict) else None for item in items]
    names: dict[str, None] = {}
    parts: dict[str, None] = {}
    for row in rows:
        if row is None:
            continue
        for column, value in row.items():
            names[column] = None
            if isinstance(value, list):
                parts |= dict.fromkeys(f"{column}[].{key}" for key in _keys_of(value))
        if len(names) > MOST_COLUMNS or len(parts) > MOST_COLUMNS:
            raise BadFile(
                f"its objects have more than {MOST_COLUMNS:,} different keys",
                hint="this is no list of commitments; --list names another one in the file",
            )
    lookups = _lookups(rows, tuple(names), around or {})
    shown = [each for each in (*parts, *lookups) if each not in names]
    columns = (*names, *shown)
    return SourceTable(
        name,
        columns,
        _rows(columns, rows, [each for each in parts if each in shown], lookups),
        parts=frozenset(shown),
    )


def flat(item: Mapping[str, Any], deepest: int = _DEEPEST) -> dict[str, Any]:
    """Return an object with those in it taken apart, each value by the way to it.

    >>> flat({"id": 1, "milestone": {"title": "M1"}})
    {'id': 1, 'milestone.title': 'M1'}
    """
    found: dict[str, Any] = {}
    for key, value in item.items():
        if isinstance(value, dict) and value and deepest:
            for inner, each in flat(value, deepest - 1).items():
                name = f"{key}.{inner}"
                found[name if name not in found and name not in item else f"{name} (2)"] = each
        else:
            found[key if key not in found else f"{key} (2)"] = value
    return found


def _keys_of(value: Sequence[Any]) -> Iterator[str]:
    for each in value[:_SAMPLE]:
        if isinstance(each, dict):
            yield from (key for key, inner in each.items() if not isinstance(inner, dict | list))


def _lookups(
    rows: Sequence[Mapping[str, Any] | None],
    columns: Sequence[str],
    around: Mapping[str, Any],
) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Return by name of a column: the one whose cells name something, and what it is called."""
    found: dict[str, tuple[str, Mapping[str, str]]] = {}
    sample = [row for row in rows[:_SAMPLE] if row is not None]
    for beside, objects in around.items():
        if not isinstance(objects, list) or not 0 < len(objects) <= _MOST_NAMED:
            continue
        named = [each for each in objects if isinstance(each, dict)]
        key = next((k for k in _KEYS_OF_NAMES if named and all(k in each for each in named)), "")
        if not key or (len(named) == len(rows) and flat(named[0]) == rows[0]):
            continue  # the table itself
        ids = {json_cell(each[key]) for each in named}
        for column in columns:
            written = {
                line for row in sample if column in row for line in _lines(row[column]) if line
            }
            if not written or not written <= ids or column == "id":
                continue
            texts = dict.fromkeys(
                name
                for each in named[:_SAMPLE]
                for name, value in each.items()
                if name != key and isinstance(value, str)
            )
            for name in texts:
                words = {json_cell(each[key]): json_cell(each.get(name)) for each in named}
                found[f"{beside}[{column}].{name}"] = column, words
    return found


def _lines(value: object) -> list[str]:
    return [json_cell(each) for each in value] if isinstance(value, list) else [json_cell(value)]


def _rows(
    columns: tuple[str, ...],
    rows: Sequence[Mapping[str, Any] | None],
    parts: Sequence[str],
    lookups: Mapping[str, tuple[str, Mapping[str, str]]],
) -> Iterator[tuple[int, TableRow]]:
    blank = dict.fromkeys(columns, "")
    for number, row in enumerate(rows, start=1):
        if row is None:
            yield number, blank
            continue
        found = blank | {name: json_cell(value) for name, value in row.items()}
        for part in parts:
            column, _, key = part.partition("[].")
            inner = row.get(column)
            if isinstance(inner, list):
                texts = (json_cell(each.get(key)) for each in inner if isinstance(each, dict))
                found[part] = "\n".join(filter(None, texts))
        for name, (column, words) in lookups.items():
            named = (words.get(line, "") for line in _lines(row.get(column)))
            found[name] = "\n".join(filter(None, named))
        yield number, found

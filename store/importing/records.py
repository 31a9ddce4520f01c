"""JSON that is a list of flat objects: a table, with the objects' names for columns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from store.importing.table import MOST_COLUMNS, Row, Table
from store.importing.words import clean


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
) -> Table:
    """Return objects as a table; a list in a cell becomes lines."""
    items = list(items)
    names: dict[str, None] = {}
    for item in items:
        if isinstance(item, dict) and len(names) < MOST_COLUMNS:
            names.update(dict.fromkeys(item))
    columns = tuple(names)[:MOST_COLUMNS]
    return Table(name, columns, _rows(columns, items, str if is_exact(columns) else clean))


def _rows(
    columns: tuple[str, ...], items: list[Any], tidy: Callable[[str], str]
) -> Iterator[tuple[int, Row]]:
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

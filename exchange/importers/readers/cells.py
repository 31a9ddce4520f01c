"""Cells: texts that may know more than they show, such as where a link leads."""

from __future__ import annotations

import json
from typing import Literal

from exchange.importers.values.cleaning import is_fault

CellKind = Literal["", "formula", "error"]
"""What stands in a cell instead of a value."""
LINK = " (link)"
"""Behind the name of a column, where the addresses of its cells are kept."""


class CellText(str):
    """What a cell shows, with what it holds beside that."""

    __slots__ = ("kind", "url", "written")

    kind: CellKind
    """`formula` where a workbook keeps no result of one, `error` where it came to nothing."""
    url: str
    """Where it leads; empty for a cell that is no link."""
    written: str
    """As the file writes it, where that is not what it shows."""

    def __new__(
        cls, text: str, *, url: str = "", kind: CellKind = "", written: str = ""
    ) -> CellText:
        """Make one."""
        made = super().__new__(cls, text)
        made.url, made.kind, made.written = url, kind, written
        return made


def url_of(text: str) -> str:
    """Return where a cell leads; empty where it leads nowhere."""
    return text.url if isinstance(text, CellText) else ""


def kind_of_cell(text: str) -> CellKind:
    """Return what stands in a cell instead of a value; empty for a value."""
    if isinstance(text, CellText) and text.kind:
        return text.kind
    return "error" if is_fault(text) else ""


def as_written(text: str) -> str:
    """Return a cell as the file writes it."""
    return (text.written or str(text)) if isinstance(text, CellText) else text


def json_cell(value: object) -> str:
    """Return a JSON value as a cell: a list as lines, an object as JSON.

    >>> json_cell(["a", "b"]), json_cell(True), json_cell(None)
    ('a\\nb', 'true', '')
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            lines = "\n".join(json_cell(each) for each in value)
            return CellText(lines, written=json_text(value))
        case dict() | bool():
            return json_text(value)
        case _:
            return str(value)


def json_text(value: object) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False)

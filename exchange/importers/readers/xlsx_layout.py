"""What a workbook's sheet says beside its cells: which are merged, where they lead, what is hidden.

A sheet says this behind its rows, so it is looked for before the rows are read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from store.text import one_line

_CHUNK = 1024 * 1024
_TELLING = (b"mergeCell", b"hyperlink", b"legacyDrawing", b'hidden="1"', b'hidden="true"')
_OVERLAP = 16
_LAST_COLUMN = 16384
_MOST = 1_000_000
"""Cells of merged and linked ranges that are looked after; a spreadsheet hardly draws more."""


class SheetLayout(NamedTuple):
    """What is known of a sheet before its rows are read."""

    merged: Mapping[int, Sequence[tuple[int, int]]]
    """By the row a merged cell begins in: its column, and the last row it covers."""
    links: Mapping[tuple[int, int], str]
    """Where a cell leads, by row and column."""
    hidden_columns: tuple[str, ...]
    """Their letters, `C` or `C:F`."""
    comments: tuple[tuple[str, str], ...]
    """The cells that comments are pinned to, such as `C2`, and what these say."""


_PLAIN = SheetLayout({}, {}, (), ())
_COMMENTS_SAID, _LONGEST_COMMENT = 50, 120
"""How many comments a remark says, and how much of each; of the others it names the cells."""


def of_comments(comments: Sequence[tuple[str, str]]) -> str:
    """Return a remark on the comments that are pinned to cells.

    >>> of_comments([("C2", "Ask again")])
    'comments that are pinned to cells are not read: C2 “Ask again”'
    """
    said = [f"{cell} “{_short(text)}”" for cell, text in comments[:_COMMENTS_SAID]]
    cells = [cell for cell, _ in comments[_COMMENTS_SAID:]]
    return f"comments that are pinned to cells are not read: {', '.join([*said, *cells])}"


def _short(text: str) -> str:
    line = one_line(" ".join(text.split()))
    return line if len(line) <= _LONGEST_COMMENT else f"{line[: _LONGEST_COMMENT - 1]}…"


def layout_of(sheet: Any) -> SheetLayout:
    """Return a sheet's layout; it is unpacked once more only where there is one to be found."""
    if not _has_layout(sheet):
        return _PLAIN
    from defusedxml.ElementTree import iterparse

    merged: dict[int, list[tuple[int, int]]] = {}
    links: dict[tuple[int, int], str] = {}
    hidden: list[str] = []
    comments: list[tuple[str, str]] = []
    targets = _targets(sheet)
    left = _MOST
    with sheet._get_source() as source:
        for _, element in iterparse(source):
            match element.tag.rpartition("}")[2]:
                case "col" if element.get("hidden") in ("1", "true"):
                    first, last = (int(element.get(name) or 1) for name in ("min", "max"))
                    hidden.append(column_letters(first, last))
                case "mergeCell":
                    left_column, first, _, last = _corners(element.get("ref"))
                    if last > first:
                        merged.setdefault(first, []).append((left_column, last))
                case "hyperlink":
                    url = _address(element, targets)
                    from_column, first, to_column, last = _corners(element.get("ref"))
                    left -= (last - first + 1) * (to_column - from_column + 1)
                    if url and left >= 0:
                        links |= {
                            (row, column): url
                            for row in range(first, last + 1)
                            for column in range(from_column, to_column + 1)
                        }
                case "legacyDrawing":
                    comments = list(_comments(sheet, targets))
                case "row":
                    element.clear()
                case _:
                    pass
    return SheetLayout(merged, links, tuple(hidden), tuple(comments))


def _has_layout(sheet: Any) -> bool:
    with sheet._get_source() as source:
        before = b""
        while chunk := source.read(_CHUNK):
            text = before + chunk
            if any(each in text for each in _TELLING):
                return True
            before = text[-_OVERLAP:]
    return False


def _targets(sheet: Any) -> dict[str, tuple[str, str]]:
    """Return the kind and the address of what a sheet refers to, by the name it refers with."""
    from defusedxml.ElementTree import fromstring

    folder, name = posixpath.split(sheet._worksheet_path)
    path = f"{folder}/_rels/{name}.rels"
    archive = sheet.parent._archive
    if path not in archive.namelist():
        return {}
    tree = fromstring(archive.read(path))
    return {
        each.get("Id", ""): (each.get("Type", "").rpartition("/")[2], each.get("Target", ""))
        for each in tree
    }


def _comments(sheet: Any, targets: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the cells that comments are pinned to, and their texts.

    Where they are threads, the plain comments of earlier versions of Excel say them once more.
    """
    from defusedxml.ElementTree import fromstring

    archive = sheet.parent._archive
    folder = posixpath.dirname(sheet._worksheet_path)
    threads = [target for kind, target in targets.values() if kind == "threadedComment"]
    plain = [target for kind, target in targets.values() if kind == "comments"]
    for target in threads or plain:
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if path not in archive.namelist():
            continue
        for element in fromstring(archive.read(path)).iter():
            if ref := element.get("ref"):
                parts = [each.text or "" for each in element.iter() if _is_text(each)]
                yield ref, "".join(parts)


def _is_text(element: Any) -> bool:
    return str(element.tag).rpartition("}")[2] in ("t", "text")


def _address(element: Any, targets: Mapping[str, tuple[str, str]]) -> str:
    name = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
    _, target = targets.get(name, ("", ""))
    location = element.get("location") or ""
    if not target:
        return ""  # it leads to another cell
    return f"{target}#{location}" if location and "#" not in target else target


def _corners(ref: str | None) -> tuple[int, int, int, int]:
    from openpyxl.utils.cell import range_boundaries

    left, top, right, bottom = range_boundaries(ref or "")
    if None in (left, top, right, bottom):
        raise ValueError(f"'{ref}' is no range")
    return int(left or 0), int(top or 0), int(right or 0), int(bottom or 0)


def column_letters(first: int, last: int) -> str:
    """Return the letters of some columns.

    >>> column_letters(3, 3), column_letters(3, 6)
    ('C', 'C:F')
    """
    from openpyxl.utils.cell import get_column_letter

    letters = get_column_letter(min(first, _LAST_COLUMN))
    return letters if first == last else f"{letters}:{get_column_letter(min(last, _LAST_COLUMN))}"

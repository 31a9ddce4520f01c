"""Text in Markdown of which no reader makes more than text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from store.text import one_line

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>|~&$#^])")
_OPENING = re.compile(r"^(\d*)([-+=.)])")
"""What can make a list, a heading or a rule of the line it begins."""
_ADDRESS = re.compile(r"(?=://|@)|(?<!:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where some readers would make a link on their own."""


def plain(text: str) -> str:
    """Return text on one line of which Markdown makes nothing, also where it begins a block."""
    return _OPENING.sub(r"\1\\\2", inert(one_line(text)))


def inert(text: str) -> str:
    """Return text of which Markdown makes nothing inside a line."""
    return _ADDRESS.sub(r"\\", _ACTIVE.sub(r"\\\1", text))


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of cells that are Markdown themselves."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

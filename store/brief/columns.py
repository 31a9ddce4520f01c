"""How wide text is where every character has one column or two."""

from __future__ import annotations

from unicodedata import combining, east_asian_width


def padded(text: str, columns: int) -> str:
    """Return text with as many spaces after it as fill the columns."""
    return text + " " * (columns - width(text))


def width(text: str) -> int:
    """Return how many columns a terminal gives a text."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(char: str) -> int:
    if combining(char) or char in "\u200b\u200c\u200d":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1

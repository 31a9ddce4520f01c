"""Text in the cells of a terminal or of a letter: how wide it is, filled up and cut to a width."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from store.text import one_line


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


def fitted(text: str, columns: int, ellipsis: str) -> str:
    """Return text on one line of exactly so many columns; what is cut ends in an ellipsis.

    >>> fitted("Harbour pact", 8, "…"), fitted("Pact", 8, "…")
    ('Harbour…', 'Pact    ')
    """
    line = one_line(text)
    if width(line) <= columns:
        return padded(line, columns)
    kept, used = [], 0
    for char in line:
        used += _cells(char)
        if used > columns - width(ellipsis):
            break
        kept.append(char)
    return padded("".join(kept).rstrip() + ellipsis, columns)

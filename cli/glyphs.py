"""Glyphs and colours of what is printed on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TextIO

from cli.streams import is_unicode
from store.model.entry import Entry
from store.model.status import Status

STYLES: Mapping[str, str] = {
    "muted": "dim",
    "plain": "",
    "blue": "#0072B2",
    "purple": "#CC79A7",
    "green": "#009E73",
    "yellow": "#B07D00",
    "red": "#D55E00",
}
"""Okabe and Ito's hues by tone, the yellow darkened: readable on a dark and a light ground."""


class PrintedGlyphs(NamedTuple):
    """One set of glyphs for what we draw ourselves."""

    unicode: bool
    ellipsis: str
    dot: str
    arrow: str
    full: str
    rest: str
    met: str
    pending: str
    up: str
    down: str
    missed: str = "!"

    def status(self, status: Status) -> str:
        """Return the glyph of a status."""
        return status.glyph if self.unicode else status.ascii

    def words(self, text: str) -> str:
        """Return our own words with typographic signs as the terminal has them."""
        return text if self.unicode else text.translate(_TYPED)


UNICODE = PrintedGlyphs(True, "…", "·", "→", "━", "─", "◆", "◇", "↑", "↓")
ASCII = PrintedGlyphs(False, "...", "-", "->", "=", "-", "*", "o", "^", "v")

_TYPED = str.maketrans({"…": "...", "·": "-", "→": "->", "“": '"', "”": '"'})


def marks_for(stream: TextIO, ascii_only: bool) -> PrintedGlyphs:
    """Return the glyphs that a stream can show."""
    return UNICODE if is_unicode(stream) and not ascii_only else ASCII


def done(entry: Entry) -> str:
    """Return percent done: `~` before what is only counted, `*` after what is provisional."""
    state = entry.derived
    if state.progress is None:
        return "*" if state.provisional else ""
    return f"{'~' if state.counted else ''}{state.progress}%{'*' if state.provisional else ''}"


def days_left(overdue_days: int | None) -> str:
    """Return the days to a due date: `+9d` are left, `!-12d` have gone by."""
    if overdue_days is None:
        return ""
    return f"!-{overdue_days}d" if overdue_days > 0 else f"+{-overdue_days}d"

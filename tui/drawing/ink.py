"""Widgets that draw line by line, in inks that the style sheet names."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from store.text import visible
from tui.drawing.marks import UNICODE, Marks

INKS = (
    "plain",
    "muted",
    "blue",
    "purple",
    "green",
    "yellow",
    "red",
    "orange",
    "strong",
    "today",
    "frame",
    "frame-focus",
    "key",
    "cursor",
    "cursor-away",
)

Part = tuple[str, str]
"""A piece of text and the name of its ink."""


class Drawn(Widget):
    """A widget that makes each of its lines itself, without a widget or markup per row."""

    COMPONENT_CLASSES = {f"ink--{name}" for name in INKS}  # noqa: RUF012  # Textual's own declaration

    marks: Marks = UNICODE
    _inks: dict[tuple[str, str], Style] | None = None

    def ink(self, name: str, ground: str = "plain") -> Style:
        """Return the style of an ink on a ground: `plain`, or a cursor's."""
        if self._inks is None:
            self._inks = {}
        if ground == "cursor" and name == "muted":
            name = "plain"  # muted text would be too faint on the cursor
        key = name, ground
        if key not in self._inks:
            style = self.get_component_rich_style("ink--plain")
            for each in (name, ground):
                if each != "plain":
                    style += self.get_component_rich_style(f"ink--{each}", partial=True)
            self._inks[key] = style
        return self._inks[key]

    def notify_style_update(self) -> None:
        """Forget the inks of the old theme."""
        self._inks = None
        super().notify_style_update()

    def strip(self, parts: Iterable[Part], width: int, ground: str = "plain") -> Strip:
        """Return one line of exactly `width` cells."""
        segments = [Segment(_safe(text), self.ink(name, ground)) for text, name in parts if text]
        length = sum(cell_len(segment.text) for segment in segments)
        if length < width:
            segments.append(Segment(" " * (width - length), self.ink("plain", ground)))
        line = Strip(segments, max(length, width))
        return line if length <= width else line.crop(0, width)


def _safe(text: str) -> str:
    # The one gate to the terminal: nothing it could act on passes, wherever it came from.
    return text if text.isprintable() else visible(text).replace("\n", " ")

"""Widgets that draw line by line, in inks that the theme names."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from store.text import visible
from tui.commands.keymap import DEFAULT, Keymap
from tui.drawing.inks import Inks, inks_of
from tui.drawing.marks import UNICODE, Marks

Part = tuple[str, str]
"""A piece of text and the name of its ink."""


class Drawn(Widget):
    """A widget that makes each of its lines itself, without a widget or markup per row."""

    marks: Marks = UNICODE
    keymap: Keymap = DEFAULT
    _paint: tuple[Inks, Color] | None = None
    """The theme's inks and the widget's own ground, until the style changes."""

    def ink(self, name: str, ground: str = "plain") -> Style:
        """Return the style of an ink on a ground: `plain`, or a cursor's."""
        if self._paint is None:
            inks = inks_of(self.app.theme_variables, ansi=self.app.current_theme.ansi)
            self._paint = inks, self.background_colors[1]
        inks, floor = self._paint
        return inks.style(name, ground, floor)

    def notify_style_update(self) -> None:
        """Forget the inks of the old theme."""
        self._paint = None
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

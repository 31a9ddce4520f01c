"""Widgets that draw line by line, in inks that the theme names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from store.text import visible
from tui.commands.keymap import DEFAULT, Keymap
from tui.rendering.glyphs import UNICODE, Glyphs

_INKS = {
    "plain": "tone-plain",
    "muted": "tone-muted",
    "blue": "tone-blue",
    "purple": "tone-purple",
    "green": "tone-green",
    "yellow": "tone-yellow",
    "red": "tone-red",
    "orange": "tone-orange",
    "strong": "tone-plain",
    "today": "tone-orange",
    "key": "tone-blue",
    "frame": "line-frame",
    "frame-focus": "line-frame-focus",
}
"""Each ink, and the theme's variable that names its colour."""

_GROUNDS = {"cursor": "row-cursor", "cursor-away": "row-cursor-away"}
"""What an ink may lie on, besides the widget's own ground."""

_BOLD = {"strong", "key"}
_VARIABLES = (*dict.fromkeys(_INKS.values()), *_GROUNDS.values())


class ThemeStyles:
    """Styles by ink and ground; in the terminal's own colours a cursor is an attribute."""

    def __init__(self, colours: Mapping[str, str], *, ansi: bool) -> None:
        self._colours = {name: Color.parse(text) for name, text in colours.items()}
        self._ansi = ansi
        self._made: dict[tuple[str, str, Color], Style] = {}

    def style(self, ink: str, ground: str, floor: Color) -> Style:
        """Return the style of an ink on a ground: `plain`, which is the floor, or a cursor's."""
        key = ink, ground, floor
        style = self._made.get(key)
        if style is None:
            style = self._made[key] = self._make(ink, ground, floor)
        return style

    def _make(self, ink: str, ground: str, floor: Color) -> Style:
        colour = ink
        if ground == "cursor" and (self._ansi or ink == "muted"):
            # Muted text would be too faint on the cursor; reversed, a colour is a block.
            colour = "plain"
        if ground in _GROUNDS and not self._ansi:
            floor = self._colours[_GROUNDS[ground]]
        return Style(
            color=self._colours[_INKS[colour]].rich_color,
            bgcolor=floor.rich_color,
            bold=ink in _BOLD or ground == "cursor" or (self._ansi and ink == "frame-focus"),
            reverse=self._ansi and ground == "cursor",
            underline=self._ansi and ground == "cursor-away",
        )


def inks_of(variables: Mapping[str, str], *, ansi: bool) -> ThemeStyles:
    """Return the inks of a theme; the same object for the same colours."""
    return _inks(tuple(variables[name] for name in _VARIABLES), ansi)


@lru_cache(maxsize=8)
def _inks(colours: tuple[str, ...], ansi: bool) -> ThemeStyles:
    return ThemeStyles(dict(zip(_VARIABLES, colours, strict=True)), ansi=ansi)


Part = tuple[str, str]
"""A piece of text and the name of its ink."""


def length(parts: Iterable[Part]) -> int:
    """Return how many cells the pieces take."""
    return sum(len(text) if text.isascii() else cell_len(text) for text, _ in parts)


class Paint(NamedTuple):
    """What a widget draws with until its style changes."""

    inks: ThemeStyles
    floor: Color
    """The widget's own ground."""
    filters: tuple[LineFilter, ...]
    styles: dict[tuple[str, str], Style]
    """Those used so far, by ink and ground."""


class LineWidget(Widget):
    """A widget that makes each of its lines itself, without a widget or markup per row.

    Without border and padding, lines are kept as drawn until they are refreshed: Textual
    asks every widget for all its lines at each change anywhere on the screen.
    """

    marks: Glyphs = UNICODE
    keymap: Keymap = DEFAULT
    _paint: Paint | None = None
    _shown: list[Strip] | None = None
    """Every line as drawn; None when all are to be drawn again."""
    _shown_part = Region()
    """The part of the widget that the lines are of: normally all of it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._changed: set[int] = set()

    @property
    def paint(self) -> Paint:
        """The theme's inks, the widget's ground and what is done to every line."""
        if self._paint is None:
            inks = inks_of(self.app.theme_variables, ansi=self.app.current_theme.ansi)
            # The inks of a theme are the terminal's own colours, or none of them is.
            filters = (
                each for each in self.get_line_filters() if not isinstance(each, ANSIToTruecolor)
            )
            self._paint = Paint(inks, self.background_colors[1], tuple(filters), {})
        return self._paint

    def ink(self, name: str, ground: str = "plain") -> Style:
        """Return the style of an ink on a ground: `plain`, or a cursor's."""
        paint = self.paint
        style = paint.styles.get((name, ground))
        if style is None:
            style = paint.styles[name, ground] = paint.inks.style(name, ground, paint.floor)
        return style

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old style."""
        self._paint = None
        self.forget_drawn()
        super().notify_style_update()

    def forget_drawn(self) -> None:
        """Keep nothing of what was drawn; a widget that keeps more than its lines adds to it."""
        self._shown = None

    def draw_lines_again(self) -> None:
        """Draw every line again, of what is kept where a widget keeps more than its lines."""
        self._shown = None
        super().refresh()

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw the lines of these regions again, or, without any, all lines."""
        if not regions:
            self.forget_drawn()
        for region in regions:
            self._changed.update(region.line_range)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the widget, drawing those that have changed."""
        lines = self._shown
        if lines is None or crop != self._shown_part:
            return self._render_all(crop)
        for y in self._changed:
            if crop.y <= y < crop.bottom:
                lines[y - crop.y] = self._shown_line(y)
        self._changed.clear()
        return lines

    def _render_all(self, crop: Region) -> list[Strip]:
        if self.outer_size != self.size:
            return super().render_lines(crop)
        self._changed.clear()
        lines = [self._shown_line(y) for y in crop.line_range]
        if crop.column_span != (0, self.size.width):
            self._shown = None
            return [line.crop(*crop.column_span) for line in lines]
        self._shown, self._shown_part = lines, crop
        return lines

    def _shown_line(self, y: int) -> Strip:
        line = self.render_line(y)
        for each in self.paint.filters:
            line = line.apply_filter(each, self.paint.floor)
        return line

    def strip(self, parts: Iterable[Part], width: int, ground: str = "plain") -> Strip:
        """Return one line of exactly `width` cells."""
        segments, taken = [], 0
        for text, name in parts:
            if text:
                text = _safe(text)
                taken += len(text) if text.isascii() else cell_len(text)
                segments.append(Segment(text, self.ink(name, ground)))
        if taken < width:
            segments.append(Segment(" " * (width - taken), self.ink("plain", ground)))
        line = Strip(segments, max(taken, width))
        return line if taken <= width else line.crop(0, width)


def _safe(text: str) -> str:
    # The one gate to the terminal: nothing it could act on passes, wherever it came from.
    return text if text.isprintable() else visible(text).replace("\n", " ")


class CoveredGround(Widget):
    """A ground that others stand on. Its lines are made once, not at every change above them."""

    _ground: tuple[Region, list[Strip]] = Region(), []

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank lines."""
        if self._ground[0] != crop:
            self._ground = crop, [Strip.blank(crop.width)] * crop.height
        return self._ground[1]

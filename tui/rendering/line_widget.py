"""Widgets that draw line by line, in styles whose colours the theme names."""

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

from store.model.glyphs import UNICODE, Glyphs
from store.text import visible
from tui.commands.keymap import DEFAULT, Keymap

_COLOURS = {
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
    "past": "tone-red",
    "frame": "line-frame",
    "frame-focus": "line-frame-focus",
    "frame-past": "tone-orange",
    "frame-focus-past": "tone-red",
}
"""Each style by its name, and the theme's variable that holds its colour."""

_BACKGROUNDS = {"cursor": "row-cursor", "cursor-away": "row-cursor-away"}
"""What text may lie on, besides the widget's own background."""

_BOLD = {"strong", "key", "past", "frame-focus-past"}
_REVERSED = {"past"}
"""What is a block in its colour."""
_VARIABLES = (*dict.fromkeys(_COLOURS.values()), *_BACKGROUNDS.values())


class ThemeStyles:
    """Styles by name and background; in the terminal's own colours a cursor is an attribute."""

    def __init__(self, colours: Mapping[str, str], *, ansi: bool) -> None:
        self._colours = {name: Color.parse(text) for name, text in colours.items()}
        self._ansi = ansi
        self._made: dict[tuple[str, str, Color], Style] = {}

    def style(self, name: str, background: str, own: Color) -> Style:
        """Return a style on a background: `plain`, which is the widget's own, or a cursor's."""
        key = name, background, own
        style = self._made.get(key)
        if style is None:
            style = self._made[key] = self._make(name, background, own)
        return style

    def _make(self, name: str, background: str, own: Color) -> Style:
        colour = name
        if background == "cursor" and (self._ansi or name == "muted"):
            # Muted text would be too faint on the cursor; reversed, a colour is a block.
            colour = "plain"
        if background in _BACKGROUNDS and not self._ansi:
            own = self._colours[_BACKGROUNDS[background]]
        return Style(
            color=self._colours[_COLOURS[colour]].rich_color,
            bgcolor=own.rich_color,
            bold=name in _BOLD or background == "cursor" or (self._ansi and name == "frame-focus"),
            reverse=(self._ansi and background == "cursor") or name in _REVERSED,
            underline=self._ansi and background == "cursor-away",
        )


def theme_styles(variables: Mapping[str, str], *, ansi: bool) -> ThemeStyles:
    """Return the styles of a theme; the same object for the same colours."""
    return _theme_styles(tuple(variables[name] for name in _VARIABLES), ansi)


@lru_cache(maxsize=8)
def _theme_styles(colours: tuple[str, ...], ansi: bool) -> ThemeStyles:
    return ThemeStyles(dict(zip(_VARIABLES, colours, strict=True)), ansi=ansi)


Part = tuple[str, str]
"""A piece of text and the name of its style."""


def length(parts: Iterable[Part]) -> int:
    """Return how many cells the pieces take."""
    return sum(len(text) if text.isascii() else cell_len(text) for text, _ in parts)


class Paint(NamedTuple):
    """What a widget draws with until its style changes."""

    theme: ThemeStyles
    background: Color
    """The widget's own."""
    filters: tuple[LineFilter, ...]
    used: dict[tuple[str, str], Style]
    """The styles used so far, by name and background."""


class LineWidget(Widget):
    """A widget that makes each of its lines itself, without a widget or markup per row.

    Without border and padding, lines are kept as drawn until they are refreshed: Textual
    asks every widget for all its lines at each change anywhere on the screen.
    """

    glyphs: Glyphs = UNICODE
    keymap: Keymap = DEFAULT
    _paint: Paint | None = None
    _shown: list[Strip] | None = None
    """Every line as drawn; None when all are to be drawn again."""
    _shown_part = Region()
    """The part of the widget that the lines are of: normally all of it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._changed: set[int] = set()
        self.times_forgotten = 0
        """How often all that was drawn was forgotten."""

    @property
    def paint(self) -> Paint:
        """The theme's styles, the widget's background and what is done to every line."""
        if self._paint is None:
            self._paint = self._make_paint()
        return self._paint

    def _make_paint(self) -> Paint:
        theme = theme_styles(self.app.theme_variables, ansi=self.app.current_theme.ansi)
        # The colours of a theme are the terminal's own, or none of them is.
        filters = (
            each for each in self.get_line_filters() if not isinstance(each, ANSIToTruecolor)
        )
        return Paint(theme, self.background_colors[1], tuple(filters), {})

    def style_named(self, name: str, background: str = "plain") -> Style:
        """Return a style on a background: `plain`, or a cursor's."""
        paint = self.paint
        style = paint.used.get((name, background))
        if style is None:
            style = paint.theme.style(name, background, paint.background)
            paint.used[name, background] = style
        return style

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old style, if the new one is another."""
        super().notify_style_update()
        paint = self._paint
        if paint is None or self._make_paint()[:3] != paint[:3]:
            self._paint = None
        self.forget_drawn()

    def forget_drawn(self) -> None:
        """Keep nothing of what was drawn."""
        self._shown = None
        self.times_forgotten += 1

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
        changed = [y for y in self._changed if crop.y <= y < crop.bottom]
        self._changed.clear()
        for y, line in zip(changed, self._filtered_lines(changed), strict=True):
            lines[y - crop.y] = line
        return lines

    def _render_all(self, crop: Region) -> list[Strip]:
        if self.outer_size != self.size:
            return super().render_lines(crop)
        self._changed.clear()
        lines = self._filtered_lines(crop.line_range)
        if crop.column_span != (0, self.size.width):
            self._shown = None
            return [line.crop(*crop.column_span) for line in lines]
        self._shown, self._shown_part = lines, crop
        return lines

    def draw_lines(self, ys: Iterable[int]) -> list[Strip]:
        """Draw some of the lines, counted from the widget's upper edge."""
        return [self.render_line(y) for y in ys]

    def _filtered_lines(self, ys: Iterable[int]) -> list[Strip]:
        lines = self.draw_lines(ys)
        for each in self.paint.filters:
            lines = [line.apply_filter(each, self.paint.background) for line in lines]
        return lines

    def strip(self, parts: Iterable[Part], width: int, background: str = "plain") -> Strip:
        """Return one line of exactly `width` cells."""
        segments, cells = [], 0
        for text, name in parts:
            if text:
                text = _safe(text)
                cells += len(text) if text.isascii() else cell_len(text)
                segments.append(Segment(text, self.style_named(name, background)))
        if cells < width:
            segments.append(Segment(" " * (width - cells), self.style_named("plain", background)))
        line = Strip(segments, max(cells, width))
        return line if cells <= width else line.crop(0, width)


def _safe(text: str) -> str:
    # The one gate to the terminal: nothing it could act on passes, wherever it came from.
    return text if text.isprintable() else visible(text).replace("\n", " ")


class BlankBackground(Widget):
    """What others stand on. Its blank lines are made once, not at every change above them."""

    _blank: tuple[Region, list[Strip]] = Region(), []

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank lines."""
        if self._blank[0] != crop:
            self._blank = crop, [Strip.blank(crop.width)] * crop.height
        return self._blank[1]

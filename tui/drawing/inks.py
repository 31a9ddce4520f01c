"""The inks that everything is drawn in, made from a theme's variables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rich.style import Style
from textual.color import Color

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


class Inks:
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


def inks_of(variables: Mapping[str, str], *, ansi: bool) -> Inks:
    """Return the inks of a theme; the same object for the same colours."""
    return _inks(tuple(variables[name] for name in _VARIABLES), ansi)


@lru_cache(maxsize=8)
def _inks(colours: tuple[str, ...], ansi: bool) -> Inks:
    return Inks(dict(zip(_VARIABLES, colours, strict=True)), ansi=ansi)

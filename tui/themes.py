"""The board's colours: Okabe and Ito's hues, which colour-blind readers can tell apart.

Each theme names the same few colours; the widgets know no other colours. Source of the hues:
M. Okabe and K. Ito, "Color Universal Design" (2008); they are lightened or darkened here to
stay readable on the theme's background.
"""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

DARK = Theme(
    name="entente-dark",
    primary="#56B4E9",
    secondary="#8FA3B5",
    accent="#E69F00",
    warning="#E69F00",
    error="#F07F43",
    success="#2FBF94",
    foreground="#D9DEE3",
    background="#12161B",
    surface="#171C22",
    panel="#1E252D",
    dark=True,
    variables={
        "tone-muted": "#8793A0",
        "tone-plain": "#D9DEE3",
        "tone-blue": "#56B4E9",
        "tone-purple": "#DD9BC0",
        "tone-green": "#2FBF94",
        "tone-yellow": "#F0E442",
        "tone-red": "#F07F43",
        "tone-orange": "#E69F00",
        "line-frame": "#3B4754",
        "line-frame-focus": "#56B4E9",
        "row-cursor": "#1A384C",
        "row-cursor-away": "#222A33",
        "bar-ground": "#1E252D",
    },
)

LIGHT = Theme(
    name="entente-light",
    primary="#0072B2",
    secondary="#5B6B7A",
    accent="#9A5B00",
    warning="#9A5B00",
    error="#B34700",
    success="#00735A",
    foreground="#1D242B",
    background="#FAFAF7",
    surface="#F3F3EE",
    panel="#E9E9E2",
    dark=False,
    variables={
        "tone-muted": "#596570",
        "tone-plain": "#1D242B",
        "tone-blue": "#005F96",
        "tone-purple": "#9A3F72",
        "tone-green": "#006B53",
        "tone-yellow": "#776200",
        "tone-red": "#A84100",
        "tone-orange": "#8F5400",
        "line-frame": "#B9BDB8",
        "line-frame-focus": "#0072B2",
        "row-cursor": "#CBE4F4",
        "row-cursor-away": "#E4E6E1",
        "bar-ground": "#E9E9E2",
    },
)

TERMINAL = Theme(
    name="entente-terminal",
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    ansi=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-text-style": "reverse",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_default",
        "input-selection-foreground": "ansi_default",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_default",
        "tone-muted": "ansi_default",
        "tone-plain": "ansi_default",
        "tone-blue": "ansi_blue",
        "tone-purple": "ansi_magenta",
        "tone-green": "ansi_green",
        "tone-yellow": "ansi_yellow",
        "tone-red": "ansi_red",
        "tone-orange": "ansi_yellow",
        "line-frame": "ansi_default",
        "line-frame-focus": "ansi_blue",
        "row-cursor": "ansi_default",
        "row-cursor-away": "ansi_default",
        "bar-ground": "ansi_default",
    },
)

THEMES = (DARK, LIGHT, TERMINAL)


def by_word(word: str) -> Theme | None:
    """Return the theme that a configuration calls so."""
    return next((theme for theme in THEMES if word_of(theme.name) == word), None)


def word_of(name: str) -> str:
    """Return what people call a theme: dark, light or terminal."""
    return name.removeprefix("entente-")


class Colourless(LineFilter):
    """Leaves bold, underline and reverse, and takes every colour away, default ones too."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        return [
            Segment(text, style and _without_colour(style), control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=1024)
def _without_colour(style: Style) -> Style:
    return Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
        meta=style.meta or None,
    )

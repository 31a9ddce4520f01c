"""The edges of a panel's frame, with what is written into them."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace
from rich.cells import cell_len

from store.model.glyphs import Glyphs
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part, length

_LEAST_ROOM = 6
"""Cells below which a remark says too little to be written."""


@lru_cache(maxsize=8)
def past_glyphs(glyphs: Glyphs) -> Glyphs:
    """Return the same glyphs with the double frame of what is looked back at."""
    if not glyphs.unicode:
        return replace(glyphs, edge="#", rule="=")
    return replace(
        glyphs,
        corner_top_left="╔",
        corner_top_right="╗",
        corner_bottom_left="╚",
        corner_bottom_right="╝",
        edge="║",
        rule="═",
    )


def upper_edge(
    name: tuple[int, str, str], remark: Part, width: int, frame: str, glyphs: Glyphs
) -> list[Part]:
    """Return the edge with a panel's number, its name in a style, and a remark beside them.

    A panel of another screen than the board has no number: 0.
    """
    number, title, style = name
    words = [(" ", frame), (f"{number} " if number else "", "key"), (title, style), (" ", frame)]
    text, remark_style = _cut(remark, width - length(words), glyphs)
    words += [(f"{text} ", remark_style)] if text else []
    rule = glyphs.rule * (width - 2 - length(words))
    return [
        (glyphs.corner_top_left, frame),
        *words,
        (rule, frame),
        (glyphs.corner_top_right, frame),
    ]


def lower_edge(remark: Part, width: int, frame: str, glyphs: Glyphs) -> list[Part]:
    """Return the edge with a remark at its end."""
    text, style = _cut(remark, width, glyphs)
    words = [(f" {text} ", style)] if text else []
    rule = glyphs.rule * (width - 2 - length(words))
    left, right = glyphs.corner_bottom_left, glyphs.corner_bottom_right
    return [(left, frame), (rule, frame), *words, (right, frame)]


def _cut(remark: Part, width: int, glyphs: Glyphs) -> Part:
    """Return what of a remark fits into an edge with so much left; empty when that is little."""
    text, style = glyphs.words(remark[0]), remark[1]
    room = width - 3
    if not text or room < _LEAST_ROOM:
        return "", style
    return fit(text, min(cell_len(text), room - 1), glyphs.ellipsis), style


_EIGHTHS = " ▏▎▍▌▋▊▉"


def progress_bar(share: float, width: int, glyphs: Glyphs) -> list[Part]:
    """Return a bar of `width` cells for a share from 0 to 1, never longer than is true."""
    full, eighths = divmod(int(share * width * 8), 8)
    part = _EIGHTHS[eighths] if eighths and glyphs.unicode else ""
    rest = glyphs.bar_rest * (width - full - len(part))
    return [(glyphs.bar_full * full + part, "blue"), (rest, "muted")]

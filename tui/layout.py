"""Which panels are in view at which size of the terminal."""

from __future__ import annotations

from typing import Literal

Layout = Literal["wide", "medium", "narrow", "tiny", "too-small"]
LAYOUTS: tuple[Layout, ...] = ("wide", "medium", "narrow", "tiny", "too-small")

LEAST_WIDTH, LEAST_HEIGHT = 40, 10

PANELS = ("domains", "commitments", "timeline", "follow-ups", "detail")
_LOWER = ("timeline", "follow-ups", "detail")


def layout_for(width: int, height: int) -> Layout:
    """Return the layout of a terminal of so many columns and rows."""
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return "too-small"
    if width < 60 or height < 16:
        return "tiny"
    if width < 100:
        return "narrow"
    if width < 140:
        return "medium"
    return "wide"


def in_view(layout: Layout, active: str, lower: str, *, maximised: bool = False) -> tuple[str, ...]:
    """Return the panels in view, given the active one and the last active lower one."""
    if maximised and layout in ("wide", "medium"):
        return (active,)
    if layout == "wide":
        return PANELS
    if layout == "medium":
        return ("domains", "commitments", active if active in _LOWER else lower)
    if layout == "narrow":
        return (active,)
    return ("commitments",) if layout == "tiny" else ()


def tabs(layout: Layout) -> tuple[str, ...]:
    """Return the panels that share one place and are chosen by tab."""
    if layout == "medium":
        return _LOWER
    return PANELS if layout == "narrow" else ()

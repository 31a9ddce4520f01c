"""A bar that says how much of something is done, as finely as the terminal can draw it."""

from __future__ import annotations

from tui.drawing.ink import Part
from tui.drawing.marks import Marks

_EIGHTHS = " ▏▎▍▌▋▊▉"


def progress_bar(share: float, width: int, marks: Marks) -> list[Part]:
    """Return a bar of `width` cells for a share from 0 to 1, never longer than is true."""
    full, eighths = divmod(int(share * width * 8), 8)
    part = _EIGHTHS[eighths] if eighths and marks.unicode else ""
    rest = marks.bar_rest * (width - full - len(part))
    return [(marks.bar_full * full + part, "blue"), (rest, "muted")]

"""Whether there is a terminal that the board can draw on. Loads nothing of Textual."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def why_no_board() -> str:
    """Return why the board cannot open here, or nothing when it can."""
    if not _is_terminal(sys.stdin) or not _is_terminal(sys.stdout):
        return "the board needs a terminal; `entente list` prints without one"
    if os.environ.get("TERM", "").lower() in ("", "dumb", "unknown"):
        return "the board cannot draw on this terminal (TERM); try `entente list`"
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()

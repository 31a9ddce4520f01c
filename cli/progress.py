"""A bar on stderr while something takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cli.context import Session
from cli.glyphs import marks_for
from cli.streams import is_dumb, is_terminal

PATIENCE = 0.4
"""Seconds before a bar appears."""
_REST = 0.1
_WIDTH = 30


@contextmanager
def progress_bar(
    session: Session, doing: str, *, unless: bool = False
) -> Iterator[Callable[[int, int], None] | None]:
    """Give what to call with how much is done of how much; None where nobody would see it.

    `unless` says that something else is being written to the terminal meanwhile.
    """
    if unless or session.json or not is_terminal(sys.stderr) or is_dumb():
        yield None
        return
    bar = _Bar(session, doing)
    try:
        yield bar.show
    finally:
        bar.clear()


class _Bar:
    """One line that is drawn over."""

    def __init__(self, session: Session, doing: str) -> None:
        self._marks = marks_for(sys.stderr, session.ascii)
        self._doing = doing
        self._next = time.monotonic() + PATIENCE
        self._drawn = False

    def show(self, done: int, total: int) -> None:
        """Draw how far it is, if it takes long and the last time is a while ago."""
        now = time.monotonic()
        if now < self._next or not total:
            return
        self._next, self._drawn = now + _REST, True
        full = _WIDTH * done // total
        line = self._marks.full * full + self._marks.rest * (_WIDTH - full)
        print(f"\r{self._doing} {line} {100 * done // total:3}%", end="", file=sys.stderr)
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line as it was."""
        if self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

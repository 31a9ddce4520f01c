"""Waiting until a moving cursor has come to rest."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

REST_SECONDS = 0.04
"""What need not follow every step of a cursor follows once it has rested this long."""


class Rest:
    """Calls back once nothing has stirred for a moment. One timer, however many keys."""

    def __init__(self, widget: Widget, callback: Callable[[], None]) -> None:
        self._widget = widget
        self._callback = callback
        self._timer: Timer | None = None

    def stir(self) -> None:
        """Begin the wait anew."""
        if self._timer is None:
            self._timer = self._widget.set_interval(REST_SECONDS, self._rested, pause=True)
        self._timer.reset()

    def _rested(self) -> None:
        if self._timer:
            self._timer.pause()
        self._callback()

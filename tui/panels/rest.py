"""Waiting until a moving cursor has come to rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.widget import Widget

REST_SECONDS = 0.04
"""What need not follow every step of a cursor follows once it has rested this long."""


class Rest:
    """Calls back once nothing has stirred for a moment, however many keys there were.

    Not one of Textual's timers: to begin one anew wakes a task, between a key and its picture.
    """

    def __init__(self, widget: Widget, callback: Callable[[], None]) -> None:
        self._widget = widget
        self._callback = callback
        self._wait: asyncio.TimerHandle | None = None

    def stir(self) -> None:
        """Begin the wait anew."""
        if self._wait is not None:
            self._wait.cancel()
        self._wait = asyncio.get_running_loop().call_later(REST_SECONDS, self._rested)

    def _rested(self) -> None:
        self._wait = None
        if self._widget.is_running:
            self._widget.call_later(self._callback)

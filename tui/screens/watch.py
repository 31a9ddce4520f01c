"""Looking again and again whether something has happened, for next to nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

WATCH_SECONDS = 0.5


class Watch:
    """Calls `look` twice a second, and `happened` when it says so.

    Not one of Textual's timers: those go through the queue of messages, which for a board
    that is left alone costs more than everything else.
    """

    def __init__(self, look: Callable[[], bool], happened: Callable[[], object]) -> None:
        self._look = look
        self._happened = happened
        self._next: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._next = asyncio.get_running_loop().call_later(WATCH_SECONDS, self._turn)

    def stop(self) -> None:
        """Look no more."""
        if self._next is not None:
            self._next.cancel()

    def _turn(self) -> None:
        self.start()
        if self._look():
            self._happened()

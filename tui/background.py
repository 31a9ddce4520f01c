"""Work that takes a while: done in a thread, watched, and stopped when the user says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import ClassVar, Generic, TypeVar

from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from store.errors import EntenteError
from store.register.reader import ReportProgress

T = TypeVar("T")


class Cancelled(Exception):
    """The user stopped the work."""


class Job(Generic[T]):
    """One piece of work. It tells how far it is, and is stopped where it tells so."""

    def __init__(self, work: Callable[[ReportProgress], T]) -> None:
        self._work = work
        self._stopped = False
        self.done = 0
        self.total = 0

    def cancel(self) -> None:
        """Stop the work at the next word it gives."""
        self._stopped = True

    @property
    def is_stopping(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped

    def _progress(self, done: int, total: int) -> None:
        if self._stopped:
            raise Cancelled
        self.done, self.total = done, total

    async def outcome(self) -> T | EntenteError | None:
        """Do it; return what it gave, the error it ended in, or None when it was stopped."""
        try:
            return await asyncio.to_thread(self._work, self._progress)
        except Cancelled:
            return None
        except EntenteError as error:
            return error


class Working:
    """A screen over work under way: what is typed meanwhile is for what comes after it."""

    STOPPED_BY: ClassVar[frozenset[str]] = frozenset()
    """Keys that stop the work; they are taken at once."""


_EVERY_SECONDS = 0.02
_TURN_SECONDS = 0.002


class Idle:
    """Goes through work in small steps between the keys; comes to rest when none is left."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._works: dict[str, Iterator[object]] = {}
        self._timer: Timer | None = None

    def do(self, name: str, work: Iterator[object]) -> None:
        """Take on work; what was left of earlier work of this name is given up."""
        self._works[name] = work
        if self._timer is None:
            self._timer = self._screen.set_interval(_EVERY_SECONDS, self._turn, pause=True)
        self._timer.resume()

    def _turn(self) -> None:
        end = perf_counter() + _TURN_SECONDS
        while self._works and perf_counter() < end:
            name, work = next(iter(self._works.items()))
            if next(work, self) is self:
                del self._works[name]
        if not self._works and self._timer:
            self._timer.pause()


POLL_SECONDS = 0.5


class Poller:
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
        self._next = asyncio.get_running_loop().call_later(POLL_SECONDS, self._turn)

    def stop(self) -> None:
        """Look no more."""
        if self._next is not None:
            self._next.cancel()

    def _turn(self) -> None:
        self.start()
        if self._look():
            self._happened()


DEBOUNCE_SECONDS = 0.04
"""What need not follow every step of a cursor follows once it has rested this long."""


class Debouncer:
    """Calls back once nothing has stirred for a moment, however many keys there were.

    Not one of Textual's timers: to begin one anew wakes a task, between a key and its picture.
    """

    def __init__(self, widget: Widget, callback: Callable[[], None]) -> None:
        self._widget = widget
        self._callback = callback
        self._wait: asyncio.TimerHandle | None = None

    def restart(self) -> None:
        """Begin the wait anew."""
        if self._wait is not None:
            self._wait.cancel()
        self._wait = asyncio.get_running_loop().call_later(DEBOUNCE_SECONDS, self._ran_out)

    def _ran_out(self) -> None:
        self._wait = None
        if self._widget.is_running:
            self._widget.call_later(self._callback)

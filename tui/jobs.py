"""Work that takes a while: done in a thread, watched, and stopped when the user says so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

from store.errors import EntenteError

Progress = Callable[[int, int], None]
"""Told how much is done, of how much in all; 0 in all means nobody knows."""

T = TypeVar("T")


class Cancelled(Exception):
    """The user stopped the work."""


class Job(Generic[T]):
    """One piece of work. It tells how far it is, and is stopped where it tells so."""

    def __init__(self, work: Callable[[Progress], T]) -> None:
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

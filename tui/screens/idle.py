"""Work that can wait until nobody needs the board."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from textual.screen import Screen
from textual.timer import Timer

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

"""The end that comes from outside: `kill`, a closed terminal. It closes the board as `q` does."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

if sys.platform != "win32":
    import termios

TerminalSettings = list[int | list[bytes | int]]
"""Of a terminal, as `termios` says them."""

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)
)
_PATIENCE = 2.0
"""Seconds after which the same wish ends a board that has not answered the first."""
_AS_IT_WAS = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"  # pasting, wrapping, size reports
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # the mouse
    "\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"  # keys, the other screen, cursor, focus
)


def exit_code_of(number: int) -> int:
    """Return what a program exits with that a signal ended."""
    return 128 + number


@contextmanager
def ended_by_signals(end: Callable[[int], None]) -> Iterator[None]:
    """Call `end` with a signal's number, in the event loop, when one asks the program to end.

    A board that does not answer is ended by the next one, with its terminal put right.
    """
    ending = _Ending(end)
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # as `nohup` wants it
            signal.signal(number, ending.take)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


class _Ending:
    """Hears the signals, and remembers the terminal as it was."""

    def __init__(self, end: Callable[[int], None]) -> None:
        self._end = end
        self._first: float | None = None
        self._terminal = _terminal_settings()

    def take(self, number: int, _: FrameType | None) -> None:
        """Do what a signal asks for."""
        if _is_hung_up(self._terminal):
            _write_nowhere()
        now = time.monotonic()
        if self._first is None:
            self._first = now
            try:
                loop = asyncio.get_running_loop()
            except RuntimeError:  # the board is not open yet, or no more
                raise SystemExit(exit_code_of(number)) from None
            loop.call_soon_threadsafe(self._end, number)
        elif now - self._first > _PATIENCE:
            self._restore()
            os._exit(exit_code_of(number))

    def _restore(self) -> None:
        with suppress(OSError):
            os.write(2, _AS_IT_WAS.encode())
        if sys.platform != "win32" and self._terminal is not None:
            with suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, self._terminal)


def _terminal_settings() -> TerminalSettings | None:
    if sys.platform != "win32":
        with suppress(termios.error):
            return termios.tcgetattr(0)
    return None


def _is_hung_up(settings: TerminalSettings | None) -> bool:
    """Whether there was a terminal and it is gone."""
    return settings is not None and _terminal_settings() is None


def _write_nowhere() -> None:
    # Whoever writes to a terminal that is gone gets an error, and the board would wait for it.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)

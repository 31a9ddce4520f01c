"""The board as a program of its own on a pseudo-terminal, to be typed at and killed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyte

from tests.cli.conftest import COMMAND

_PATIENCE = 30.0
"""Seconds until a thing that never comes is a failure."""


class Terminal:
    """A running board and the screen it draws."""

    def __init__(self, child: int, handle: int, columns: int, rows: int) -> None:
        self._child, self._handle = child, handle
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """The screen as text, as far as it was read."""
        return "\n".join(self._screen.display)

    def keys(self, text: str) -> None:
        """Type."""
        os.write(self._handle, text.encode())

    def until(self, holds: Callable[[], bool]) -> None:
        """Read what is drawn until something holds; fail when it never does."""
        end = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < end, self.text
            if select.select([self._handle], [], [], 0.05)[0]:
                self._stream.feed(os.read(self._handle, 65536))

    def shows(self, words: str) -> None:
        """Wait until some words are on the screen."""
        self.until(lambda: words in self.text)

    def kill(self) -> None:
        """End the program without a chance to say goodbye."""
        os.kill(self._child, signal.SIGKILL)


@contextmanager
def board_on_terminal(
    register: Path, *, columns: int = 100, rows: int = 30, **environment: str
) -> Iterator[Terminal]:
    """Run the board on a register; it is ended with the block."""
    child, handle = pty.fork()
    if child == 0:
        command = [*COMMAND, "--register", str(register), "--as-of", "2026-11-22"]
        os.execve(command[0], command, dict(os.environ) | environment)
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    terminal = Terminal(child, handle, columns, rows)
    try:
        yield terminal
    finally:
        with suppress(ProcessLookupError):
            terminal.kill()
        os.waitpid(child, 0)
        os.close(handle)

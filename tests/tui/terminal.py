"""The board as a program of its own on a pseudo-terminal, to be typed at and killed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unicodedata import category

import pyte

from tests.conftest import AS_OF

_PROGRAM = """
import sys
from datetime import date
from cli.main import run
sys.exit(run(sys.argv[2:], date.fromisoformat(sys.argv[1])))
"""
"""The program on a day that is today: nothing is written into the past."""
_PATIENCE = 90.0
"""Seconds until a thing that never comes is a failure."""


_MODES = {"other screen": 1049, "mouse": 1000, "pasting": 2004, "focus": 1004, "sizes": 2048}


class _AnsweringScreen(pyte.Screen):
    """Tells where its cursor is, and draws vowel signs beside their letter as in so many cells.

    A cell that a sign has to itself is drawn as `◦`.
    """

    def __init__(self, columns: int, rows: int, sign_cells: int, answer: Callable[[str], None]):
        super().__init__(columns, rows)
        self._sign, self._answer = "◦" * sign_cells, answer

    def draw(self, data: str) -> None:
        # Above and below its letter, a mark has no cell; the library would stop at many of them.
        cells = {"Mc": self._sign, "Mn": "", "Me": ""}
        super().draw("".join(cells.get(category(char), char) for char in data))

    def write_process_input(self, data: str) -> None:
        self._answer(data)


class Terminal:
    """A running board and the screen it draws."""

    def __init__(
        self, child: int, handle: int, columns: int, rows: int, sign_cells: int | None = None
    ) -> None:
        """Take the program's end; without `sign_cells` nothing it asks is answered."""
        self._child, self._handle = child, handle
        self._screen = (
            pyte.Screen(columns, rows)
            if sign_cells is None
            else _AnsweringScreen(columns, rows, sign_cells, self.keys)
        )
        self._stream = pyte.ByteStream(self._screen)
        self._status: int | None = None

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

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send the program a signal, by default one that leaves no chance to say goodbye."""
        os.kill(self._child, number)

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        os.close(self._handle)
        self._handle = -1

    def exit_code(self) -> int:
        """Read on until the program has ended; return its exit code, or minus the signal."""
        end = time.monotonic() + _PATIENCE
        while self._status is None:
            assert time.monotonic() < end, self.text
            # Linux reports the end of a terminal as an error.
            with suppress(OSError):
                if self._handle >= 0 and select.select([self._handle], [], [], 0.05)[0]:
                    self._stream.feed(os.read(self._handle, 65536))
            self._wait(os.WNOHANG)
        return self._status

    @property
    def settings(self) -> list[int | list[bytes | int]]:
        """What the terminal is set to, as `termios` says it."""
        return termios.tcgetattr(self._handle)

    @property
    def left_on(self) -> list[str]:
        """What a program turned on in the terminal and has not turned off."""
        # As the terminal of the tests keeps the private modes.
        found = [name for name, number in _MODES.items() if number << 5 in self._screen.mode]
        return found + (["hidden cursor"] if self._screen.cursor.hidden else [])

    def close(self) -> None:
        """End the program, if it has not ended."""
        if self._status is None:
            self.kill()
            self._wait(0)
        if self._handle >= 0:
            os.close(self._handle)

    def is_stopped(self) -> bool:
        """Whether the program has stopped, until it is told to go on."""
        found, status = os.waitpid(self._child, os.WNOHANG | os.WUNTRACED)
        return found != 0 and os.WIFSTOPPED(status)

    def _wait(self, options: int) -> None:
        found, status = os.waitpid(self._child, options)
        if found:
            self._status = os.waitstatus_to_exitcode(status)


@contextmanager
def board_on_terminal(
    register: Path,
    *,
    columns: int = 100,
    rows: int = 30,
    sign_cells: int | None = None,
    **environment: str,
) -> Iterator[Terminal]:
    """Run the board on a register; it is ended with the block.

    With `sign_cells` the terminal says where its cursor is, and draws vowel signs in so many.
    """
    child, handle = pty.fork()
    if child == 0:
        day = AS_OF.isoformat()
        command = [sys.executable, "-c", _PROGRAM, day, "--register", str(register), "--as-of", day]
        os.execve(command[0], command, dict(os.environ) | environment)
    fcntl.ioctl(handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    terminal = Terminal(child, handle, columns, rows, sign_cells)
    try:
        yield terminal
    finally:
        terminal.close()

"""A program on a pseudo-terminal: what it draws and when, and what that costs it.

While a program is measured its output is only recorded; nothing is drawn. The recording is
played to a terminal emulator afterwards, to find when a text first stood on the screen.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

import pyte

from benchmarks.cases import Skipped
from benchmarks.processes import environment

COLUMNS, ROWS = 160, 45
KEYS = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "escape": b"\x1b",
    "backspace": b"\x7f",
}
_AT_REST = 0.01
"""Seconds of the processor that a program at rest uses in a second at most."""
QUIET_SECONDS = 0.1
"""Silence that ends what a key brought about."""

# Asked by programs that would wait for the answer: what kind of terminal, where the cursor
# is, whether a mode (2026: synchronised output) is known, the colours.
_QUESTIONS = re.compile(rb"\x1b\[0?c|\x1b\[6n|\x1b\[\?(\d+)\$p|\x1b\](1[01]);\?(?:\x07|\x1b\\)")
# The emulator draws these as text, or does not know them; none changes what is shown.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[@-~]|\x1b\[\??[0-9;]*[$ ][@-~]|\x1b\[\?u"
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P^_X][^\x1b]*\x1b\\"
)
_CUT_OFF = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P^_X][^\x07\x1b]*\x1b?)?$")
_FRAME_END = b"\x1b[?2026l"


class Chunk(NamedTuple):
    """What came in one read, and when."""

    time: float
    data: bytes


class Held(NamedTuple):
    """What a key held down brought about."""

    frames_a_key: float
    lag: float
    """Milliseconds from its release to the last of the output."""


class Terminal:
    """One program, running; a context manager that ends it."""

    def __init__(self, command: Sequence[str], extra: Mapping[str, str] | None = None) -> None:
        self._chunks: list[Chunk] = []
        self._tail = b""
        self._started = time.perf_counter()
        self._pid, self._file = pty.fork()
        if self._pid == 0:
            _become(command, environment() | dict(extra or {}))
        size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._file)

    def until(self, text: str, limit: float = 60.0) -> float:
        """Return milliseconds from the start until a text stood on the screen.

        Raises `Skipped` when it does not come within so many seconds.
        """
        end = time.perf_counter() + limit
        seen = 0
        while time.perf_counter() < end:
            if self._read(QUIET_SECONDS) or len(self._chunks) == seen:
                continue
            seen = len(self._chunks)
            moment = self._moment_of(text)
            if moment is not None:
                return 1000 * (moment - self._started)
        raise Skipped(f"'{text}' never showed")

    def press(self, key: str) -> float:
        """Press a key when all is quiet; return milliseconds until the screen changed.

        Raises `Skipped` when nothing changes within two seconds.
        """
        self._quiet()
        before = len(self._chunks)
        pressed = time.perf_counter()
        os.write(self._file, KEYS.get(key, key.encode()))
        if not self._read(2.0):
            raise Skipped(f"'{key}' changed nothing")
        first = self._chunks[before].time
        self._quiet()
        return 1000 * (first - pressed)

    def hold(self, key: str, count: int, rate: float) -> Held:
        """Press a key so many times at a steady rate, whatever comes of it."""
        self._quiet()
        before = len(self._chunks)
        begin = time.perf_counter()
        for number in range(count):
            while (left := begin + number / rate - time.perf_counter()) > 0:
                self._read(left)
            os.write(self._file, KEYS.get(key, key.encode()))
        released = time.perf_counter()
        self._quiet()
        frames = b"".join(each.data for each in self._chunks[before:]).count(_FRAME_END)
        last = self._chunks[-1].time
        return Held(frames / count, max(0.0, 1000 * (last - released)))

    def rest(self, seconds: float) -> tuple[float, int]:
        """Leave the program alone; return the percentage of a core it used, and bytes written."""
        self._quiet(1.0)
        before, spent, begin = len(self._chunks), self.cpu(), time.perf_counter()
        while (left := begin + seconds - time.perf_counter()) > 0:
            self._read(left)
        share = (self.cpu() - spent) / (time.perf_counter() - begin)
        return 100 * share, sum(len(each.data) for each in self._chunks[before:])

    def wait(self, seconds: float) -> None:
        """Let the program go on for a while, whatever it draws."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def come_to_rest(self, at_least: float, at_most: float = 30.0) -> None:
        """Wait until the program does hardly anything for a second, or so many seconds at most."""
        begin, used = time.perf_counter(), float("inf")
        while (waited := time.perf_counter() - begin) < at_most:
            if waited > at_least and used < _AT_REST:
                return
            before = self.cpu()
            self.wait(1.0)
            used = self.cpu() - before

    def cpu(self) -> float:
        """Return the processor seconds the program has used until now, all its threads."""
        tasks = Path(f"/proc/{self._pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in tasks) / 1e9

    def _quiet(self, seconds: float = QUIET_SECONDS) -> None:
        while self._read(seconds):
            pass

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._file], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._file, 65536)
        except OSError as error:  # Linux says so when the program has ended
            raise Skipped("the program ended") from error
        self._chunks.append(Chunk(time.perf_counter(), data))
        self._answer(data)
        return True

    def _answer(self, data: bytes) -> None:
        window = self._tail + data
        for question in _QUESTIONS.finditer(window):
            if question.end() <= len(self._tail):
                continue
            mode, colour = question.groups()
            if mode:
                answer = b"\x1b[?%s;%s$y" % (mode, b"2" if mode == b"2026" else b"0")
            elif colour:
                shade = b"ffff/ffff/ffff" if colour == b"10" else b"0000/0000/0000"
                answer = b"\x1b]%s;rgb:%s\x1b\\" % (colour, shade)
            else:
                answer = b"\x1b[1;1R" if question[0].endswith(b"n") else b"\x1b[?62;22c"
            os.write(self._file, answer)
        self._tail = window[-24:]

    def _moment_of(self, text: str) -> float | None:
        screen = pyte.Screen(COLUMNS, ROWS)
        stream = pyte.ByteStream(screen)
        pending = b""
        for chunk in self._chunks:
            data = pending + chunk.data
            cut = _CUT_OFF.search(data)
            pending = cut[0] if cut else b""
            stream.feed(_UNKNOWN.sub(b"", data.removesuffix(pending)))
            if any(text in line for line in screen.display):
                return chunk.time
        return None


def _become(command: Sequence[str], variables: Mapping[str, str]) -> None:
    size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
    fcntl.ioctl(0, termios.TIOCSWINSZ, size)
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    kept = {name: text for name, text in variables.items() if name not in ("TMUX", "NO_COLOR")}
    os.execvpe(command[0], list(command), kept | terminal)

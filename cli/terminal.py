"""The terminal or pipe at the other end: how wide it is, which glyphs and colours it shows."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from typing import BinaryIO, TextIO, cast

from store.model.glyphs import PRINTED_ASCII, PRINTED_UNICODE, Glyphs
from store.text import visible

_ANY_WIDTH = 1_000_000


def prepare() -> None:
    """Make stdout and stderr safe to write to: never closed, no character refused."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "w"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def finish() -> None:
    """Send out what is buffered, while a reader that has gone can still be noticed."""
    sys.stdout.flush()


def drain() -> None:
    """Send out what is buffered after a failure, or give it up, so that it is not tried again."""
    try:
        sys.stdout.flush()
    except OSError:
        quiet()


def quiet(descriptor: int = 1) -> None:
    """Point stdout, or stderr, nowhere, so that the interpreter's last flush finds a reader."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody reads or types at the other end."""
    return stream is not None and not stream.closed and stream.isatty()


def width_of(stream: TextIO) -> int:
    """Return the columns of a terminal; of anything else, more than any line has."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or _ANY_WIDTH
    except (OSError, ValueError):
        return _ANY_WIDTH


def wrapped(line: str, stream: TextIO) -> str:
    """Return a line broken between words where it is wider than the terminal.

    What stands in backquotes is to be copied and stays in one piece.
    """
    width = width_of(stream)
    if len(line) <= width:
        return line
    from textwrap import fill  # only here: it takes a while

    parts = line.split("`")
    parts[1::2] = [part.replace(" ", "\0") for part in parts[1::2]]
    broken = fill("`".join(parts), width, break_long_words=False, break_on_hyphens=False)
    return broken.replace("\0", " ")


def is_dumb() -> bool:
    """Whether the terminal cannot move its cursor or show colours."""
    return os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def is_unicode(stream: TextIO) -> bool:
    """Whether a stream can carry every glyph."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")


def stdout_sink() -> BinaryIO:
    """Return a stream of UTF-8 bytes to stdout. Close nothing; flush when done."""
    sys.stdout.flush()
    if is_terminal(sys.stdout):
        return cast(BinaryIO, io.BufferedWriter(_Terminal()))
    return sys.stdout.buffer


class _Terminal(io.RawIOBase):
    """Shows UTF-8 text literally, line by line."""

    def __init__(self) -> None:
        self._rest = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]  # Buffer
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        for line in lines:
            self._show(line.removesuffix(b"\r"), "\n")
        return len(data)

    def close(self) -> None:
        if not self.closed and self._rest:
            self._show(self._rest, "")
        super().close()

    @staticmethod
    def _show(line: bytes, end: str) -> None:
        sys.stdout.write(visible(line.decode("utf-8", "replace")) + end)


STYLES: Mapping[str, str] = {
    "muted": "dim",
    "plain": "",
    "blue": "#0072B2",
    "purple": "#CC79A7",
    "green": "#009E73",
    "yellow": "#B07D00",
    "red": "#D55E00",
}
"""Okabe and Ito's hues by tone, the yellow darkened: readable on a dark and a light ground."""


def is_plain_locale() -> bool:
    """Whether the user has asked for the C locale, which has ASCII characters only."""
    return os.environ.get("LC_ALL") in ("C", "POSIX")


def glyphs_for(stream: TextIO, ascii_only: bool) -> Glyphs:
    """Return the glyphs that a stream can show."""
    return (
        PRINTED_UNICODE
        if is_unicode(stream) and not (ascii_only or is_plain_locale())
        else PRINTED_ASCII
    )

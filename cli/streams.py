"""Standard streams that are closed, piped, or cannot show every character."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

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


def quiet() -> None:
    """Point stdout nowhere, so that the interpreter's last flush finds a reader."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
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

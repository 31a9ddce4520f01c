"""Standard streams that are closed, piped, or cannot show every character."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


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


def is_dumb() -> bool:
    """Whether the terminal cannot move its cursor or show colours."""
    return os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def is_unicode(stream: TextIO) -> bool:
    """Whether a stream can carry every glyph."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")

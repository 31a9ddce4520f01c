"""Running the command on a pseudo-terminal of a given width."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import termios
from collections.abc import Mapping
from contextlib import suppress

from tests.cli.conftest import COMMAND, Result

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def on_terminal(
    *args: str, columns: int = 120, keys: str = "", environment: Mapping[str, str] | None = None
) -> Result:
    """Run with all three streams on one terminal; `out` is what it was sent, line by line."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(COMMAND[0], [*COMMAND, *args], dict(os.environ) | dict(environment or {}))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    os.write(terminal, keys.encode())
    sent = bytearray()
    # Linux reports the end of a terminal as an error.
    with suppress(OSError):
        while piece := os.read(terminal, 65536):
            sent += piece
    os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Result(code, sent.decode("utf-8").replace("\r\n", "\n"), "")


def without_colour(text: str) -> str:
    """Return what a terminal shows of text whose only escape codes are colours."""
    return _COLOUR.sub("", text)

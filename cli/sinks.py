"""Where bytes meant for stdout go: as they are into a pipe, made visible on a terminal."""

from __future__ import annotations

import io
import sys
from typing import BinaryIO, cast

from cli.streams import is_terminal
from store.text import visible


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

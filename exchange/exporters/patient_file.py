"""A file for a library that must not be interrupted by a full disk: errors are told at the end."""

from __future__ import annotations

import os
from typing import BinaryIO


class PatientFile:
    """Passes on what is written, until that fails; then takes everything and keeps the error.

    `zipfile` closes an archive once more when it is thrown away, and says on stderr what goes
    wrong then. Here nothing does, also when the file behind is closed by then.
    """

    def __init__(self, out: BinaryIO) -> None:
        self._out: BinaryIO | None = out
        self._error: OSError | None = None
        self._place = out.tell()
        self._end = self._place

    def __enter__(self) -> PatientFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let go of the file behind. Raises the first `OSError` that it raised."""
        self._out = None
        if self._error is not None and kind is None:
            raise self._error

    def write(self, data: bytes) -> int:
        """Write at the present place."""
        if self._out is not None and self._error is None:
            try:
                self._out.write(data)
            except OSError as error:
                self._error = error
        self._place += len(data)
        self._end = max(self._end, self._place)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, counted from the start, from here or from the end."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._end}[whence]
        self._place = start + offset
        if self._out is not None and self._error is None:
            try:
                self._out.seek(self._place)
            except OSError as error:
                self._error = error
        return self._place

    def tell(self) -> int:
        """Return the present place."""
        return self._place

    def seekable(self) -> bool:
        """Tell that any place can be gone to."""
        return True

    def flush(self) -> None:
        """Do nothing: whoever gave the file sees to that."""

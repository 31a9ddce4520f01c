"""The one look at what a name is before it is opened: a pipe would wait for its other end for good.

Every file that somebody named, and every one that may have been put where ours are, is looked at
here. An import asks the same when it tells what kind of file it has, in `readers/files.py`.
"""

from __future__ import annotations

import os
import stat
from typing import IO

from store.errors import CannotRead

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe must not wait for somebody at its other end."""
BINARY = getattr(os, "O_BINARY", 0)


def open_plain(path: str | os.PathLike[str], *, follow: bool = True, hint: str = "") -> int:
    """Open a plain file to read it; return its descriptor.

    Without `follow` a link is refused too. Raises `OSError`, and `CannotRead`, with the hint, for
    a folder, a pipe and a device.
    """
    # Asked first, because opening some devices does something.
    found = os.stat(path, follow_symlinks=follow)
    if not stat.S_ISREG(found.st_mode):
        raise not_plain(path, found, hint)
    descriptor = os.open(path, os.O_RDONLY | BINARY | AT_ONCE | (0 if follow else NO_FOLLOW))
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise not_plain(path, found, hint)
    return descriptor


def reading_plain(path: str | os.PathLike[str], *, hint: str = "") -> IO[bytes]:
    """Open a plain file for a `with` block. Raises what `open_plain` raises."""
    return open(open_plain(path, hint=hint), "rb")


def read_plain(path: str | os.PathLike[str], *, hint: str = "") -> bytes:
    """Return all that a plain file holds. Raises what `open_plain` raises."""
    with reading_plain(path, hint=hint) as file:
        return file.read()


def not_plain(path: str | os.PathLike[str], found: os.stat_result, hint: str = "") -> CannotRead:
    """Return the error for what the system does not say to be a plain file."""
    kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not a plain file"
    kind = "a link" if stat.S_ISLNK(found.st_mode) else kind
    return CannotRead(f"{os.fspath(path)} is {kind}", hint=hint)

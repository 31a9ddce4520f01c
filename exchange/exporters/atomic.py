"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from types import FrameType
from typing import BinaryIO

from store.errors import CannotWrite, Exists
from store.storage.files import remove, sync, sync_folder

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


@contextmanager
def replacing(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """Give a file to write to, which becomes `path` when the block ends well.

    Raises `Exists` when something is at `path` and `force` does not replace it, and
    `CannotWrite`. After any error `path` is as it was.
    """
    with said_of(path):
        # A link is followed: what it points to is replaced, not the link.
        target = Path(os.path.realpath(path))
        _refuse(path, target, force)
        fresh = beside(target)
        try:
            with open(fresh, "xb") as file:
                yield file
                file.flush()
                sync(file.fileno())
            with undisturbed():
                _put(path, fresh, target, force)
        finally:
            remove(fresh)


def beside(target: Path) -> Path:
    """Return a name in the same folder that nobody uses, for what is being written."""
    return target.with_name(f".entente-{token_hex(8)}")


def exists(path: Path) -> Exists:
    """Return the error for something that is there already."""
    return Exists(f"{path} exists already", hint="choose another path, or replace it with --force")


@contextmanager
def said_of(path: Path) -> Iterator[None]:
    """Turn what the system says inside the block into `CannotWrite`, naming `path`."""
    if "\0" in str(path):
        raise CannotWrite(f"{path} cannot be written: its name has a NUL in it")
    try:
        yield
    except OSError as error:
        hint = "make its folder first" if isinstance(error, FileNotFoundError) else ""
        raise CannotWrite(f"{path} cannot be written: {error.strerror}", hint=hint) from error


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let Ctrl-C, a closed terminal and `kill` wait for the end of a block.

    In it a few renames must all happen.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # Python interrupts the main thread only
        return
    came: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, remember)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for number in came:
            signal.raise_signal(number)


def _refuse(path: Path, target: Path, force: bool) -> None:
    if target.is_dir():
        raise CannotWrite(f"{path} is a folder", hint="name a file in it")
    if target.exists() and not target.is_file():
        raise CannotWrite(f"{path} is not a plain file", hint="leave -o out to write to stdout")
    if target.exists() and not force:
        raise exists(path)


def _put(path: Path, fresh: Path, target: Path, force: bool) -> None:
    if force:
        with suppress(FileNotFoundError):
            os.chmod(fresh, target.stat().st_mode & 0o777)
        os.replace(fresh, target)
    else:
        _link(path, fresh, target)
    sync_folder(target.parent)


def _link(path: Path, fresh: Path, target: Path) -> None:
    # Unlike a rename, a link does not overwrite what came there meanwhile.
    try:
        os.link(fresh, target)
    except FileExistsError as error:
        raise exists(path) from error
    except OSError:
        # Not every file system has hard links.
        if target.exists():
            raise exists(path) from None
        os.replace(fresh, target)

"""One writer at a time: a lock between processes that names its holder."""

from __future__ import annotations

import getpass
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from store.errors import CannotRead, Locked
from store.storage.files import FileStamp, OpenFile, open_to_write, share_like

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_SHORTEST = 0.0005
_LONGEST = 0.02
"""Seconds between two tries: short at first, since most changes take less than a millisecond."""
_ROOM = 1024
_NOT_OURS = "a lock is a plain file of its own: see what this is, and remove it"


class Holder(Struct, frozen=True):
    """Who holds a lock, as its file says."""

    pid: int
    user: str
    host: str
    since: str
    """When that process first took the lock after another had it: local time."""

    def __str__(self) -> str:
        return f"process {self.pid} of {self.user} on {self.host}, there since {self.since}"


class FileLock:
    """An advisory lock on a file that exists for nothing else and is never removed.

    The system lets go of it when its holder dies, however that happens. A new descriptor
    is opened each time, so a forked child does not inherit what its parent holds.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        """Name the lock's file."""
        self.path = path
        self.timeout = timeout
        """Seconds to wait before giving up."""
        self._signed = 0, b""
        """The process that signed the file last from here, and what it wrote."""

    @contextmanager
    def held(self) -> Iterator[OpenFile]:
        """Hold the lock, whose file is given, for a block.

        Raises `Locked`, naming the holder, and `CannotRead`.
        """
        file = self._open()
        descriptor = file.descriptor
        try:
            self._wait(descriptor)
            try:
                self._sign(file)
                yield file
            finally:
                _release(descriptor)
        finally:
            os.close(descriptor)

    def _open(self) -> OpenFile:
        try:
            return open_to_write(self.path, os.O_RDWR | os.O_CREAT)
        except CannotRead as error:
            raise CannotRead(error.message, hint=_NOT_OURS) from error
        except OSError as error:
            if self.path.is_symlink():
                raise CannotRead(f"{self.path} is a link", hint=_NOT_OURS) from error
            raise CannotRead(f"{self.path} cannot be opened: {error.strerror}") from error

    def _sign(self, file: OpenFile) -> None:
        if file.found.st_nlink > 1:
            return  # what has a second name is also something else
        # The name is a courtesy to those who wait: a full disk must not keep anyone from the lock.
        with suppress(OSError):
            written = _read(file.descriptor)
            if self._signed == (os.getpid(), written):
                return
            holder = _as_holder(written)
            if holder is None or (holder.pid, holder.host) != (os.getpid(), _host()):
                name = Holder(os.getpid(), _user(), _host(), time.strftime("%Y-%m-%d %H:%M"))
                written = msgspec.json.encode(name) + b"\n"
                os.ftruncate(file.descriptor, 0)
                os.lseek(file.descriptor, 0, os.SEEK_SET)
                os.write(file.descriptor, written)
            self._signed = os.getpid(), written

    def _wait(self, descriptor: int) -> None:
        end = time.monotonic() + self.timeout
        pause = _SHORTEST
        while not self._try(descriptor):
            if time.monotonic() >= end:
                holder = _as_holder(_read(descriptor))
                register = self.path.name.removesuffix(".lock")
                raise Locked(
                    f"{register} is being changed by {holder or 'another process'}",
                    hint="try again in a moment",
                )
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST)

    def _try(self, descriptor: int) -> bool:
        try:
            return _try(descriptor)
        except OSError as error:  # a file system that knows no locks
            raise CannotRead(f"{self.path} cannot be locked: {error.strerror}") from error


def share_lock(file: OpenFile, register: FileStamp | None) -> None:
    """Let everybody hold a lock who may write the register, as far as the system lets us."""
    if register is not None:
        with suppress(OSError):
            share_like(file, register)


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Show for a block that somebody is at work in a folder. Raises `OSError`.

    Whatever ends the process ends it too. Windows cannot open folders: nothing is shown there.
    """
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        _try(descriptor)
        yield
    finally:
        os.close(descriptor)


def is_folder_held(folder: Path) -> bool:
    """Whether some process is at work in a folder, as far as can be told."""
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return False
    try:
        return not _try(descriptor)
    finally:
        os.close(descriptor)


def _as_holder(written: bytes) -> Holder | None:
    with suppress(msgspec.DecodeError, UnicodeDecodeError):
        return msgspec.json.decode(written, type=Holder)
    return None


@lru_cache(maxsize=1)
def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name
        return "an unnamed user"


if sys.platform == "win32":
    _FAR = 1 << 30  # Windows keeps others from reading what is locked: lock beyond the name

    def _host() -> str:
        return os.environ.get("COMPUTERNAME", "")

    def _read(descriptor: int) -> bytes:
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.read(descriptor, _ROOM)

    def _try(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _host() -> str:
        return os.uname().nodename

    def _read(descriptor: int) -> bytes:
        return os.pread(descriptor, _ROOM, 0)

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

"""How a register's file is read and written: whole, and never half."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from tinydb import Storage

from store.errors import CannotRead, Damaged, EntenteError, Locked, NoRegister

Tables = dict[str, dict[str, Any]]

LOCK_SECONDS = 5.0
_UNTOUCHED = "the file was left as it is; restore it from a copy, or open another with --register"


class WholeFileStorage(Storage):
    """A TinyDB storage that replaces its file in one step.

    The new content is written beside the old, brought to disk, and takes the old one's
    name: a reader or a crash meets the one or the other. What cannot be read is refused
    with `Damaged` and left as it is.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = FileLock(f"{self.path}.lock")
        self._pending: Tables | None = None
        self._written = False

    def read(self) -> Tables:
        """Return all tables. Raises `NoRegister`, `CannotRead` or `Damaged`."""
        if self._pending is not None:
            return self._pending
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise _unreadable(self.path, error) from error
        return _parse(data, self.path)

    def write(self, data: Tables) -> None:
        """Replace the file, or within a transaction keep the change for its end."""
        if self._pending is not None:
            self._pending = data
            self._written = True
        else:
            with self.transaction():
                self.write(data)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the lock, and write all that is changed inside in one step at the end.

        An exception inside leaves the file as it was. Raises `Locked` when another
        program holds the register for five seconds, `CannotRead` when the disk refuses.
        """
        with self._locked():
            self._written = False
            self._pending = self.read() if self.path.exists() else {}
            try:
                yield
                if self._written:
                    self._save(self._pending)
            finally:
                self._pending = None

    def version(self) -> tuple[int, int, int]:
        """Return what changes whenever the file does, at the cost of one `stat`."""
        try:
            stat = os.stat(self.path)
        except OSError as error:
            raise _unreadable(self.path, error) from error
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._lock.acquire(timeout=LOCK_SECONDS)
        except Timeout as error:
            raise Locked(
                f"another program is writing to {self.path}", hint="try again in a moment"
            ) from error
        except OSError as error:
            raise CannotRead(f"{self.path} cannot be locked: {_reason(error)}") from error
        try:
            yield
        finally:
            self._lock.release()

    def _save(self, tables: Tables) -> None:
        try:
            _replace(self.path, _encode(tables))
        except OSError as error:
            raise CannotRead(
                f"{self.path} cannot be written: {_reason(error)}", hint="nothing was changed"
            ) from error


def _parse(data: bytes, path: Path) -> Tables:
    try:
        tables = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Damaged(f"{path} is damaged: {error}", hint=_UNTOUCHED) from error
    if not isinstance(tables, dict):
        raise Damaged(f"{path} is not a register", hint=_UNTOUCHED)
    for name, rows in tables.items():
        if not isinstance(rows, dict) or not all(map(_is_row, rows.items())):
            raise Damaged(
                f"{path} is not a register: its {name} table is malformed", hint=_UNTOUCHED
            )
    return tables


def _is_row(item: tuple[str, object]) -> bool:
    key, row = item
    return key.isascii() and key.isdecimal() and isinstance(row, dict)


def _encode(tables: Tables) -> bytes:
    text = json.dumps(tables, ensure_ascii=False, indent=1, sort_keys=True)
    try:
        return text.encode("utf-8") + b"\n"
    except UnicodeEncodeError:
        # Half of a surrogate pair has no UTF-8; as an escape it stays what it was.
        return json.dumps(tables, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _replace(path: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unreadable(path: Path, error: OSError) -> EntenteError:
    if isinstance(error, FileNotFoundError):
        return NoRegister(f"there is no register at {path}", hint="check the path")
    return CannotRead(f"{path} cannot be read: {_reason(error)}")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()

"""Making a new register, which appears whole at its path or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from store.errors import BadValue, CannotRead, CannotWrite
from store.model.address import DatabaseAddress, RegisterPlace
from store.model.entities import Register
from store.register.codec import RegisterHead, to_document
from store.register.migrations import SCHEMA
from store.storage import Database
from store.storage.files import resolved, sync_folder
from store.storage.lock import hold_folder, is_folder_held

_RANDOM = re.compile(r"[a-z0-9_]{8}")
"""What `tempfile` puts at the end of a name."""


@contextmanager
def appearing(path: RegisterPlace, *, keep: bool = True) -> Iterator[RegisterPlace]:
    """Give a place to make a register at; when the block ends well it is at `path`.

    A database shows nothing of a transaction that is not over, so there it is made in its place.
    Of a file:

    It is made in a hidden folder beside `path`, of which nothing is left in the end. With
    `keep` false nothing appears either. The block has to end with a checkpoint.
    Raises `BadValue` when something is at `path` by then, and `CannotWrite` for a full or
    failing disk, with `path` as it was.
    """
    if isinstance(path, DatabaseAddress):
        if not keep:
            raise BadValue(f"{path} cannot be made for a try", hint="name a file")
        yield path
        return
    target = resolved(path)
    with ExitStack() as undo:
        with _named(path):
            if keep:
                undo.callback(_remove_folders, _make_folders(target.parent))
            made = undo.enter_context(_hidden_folder(target, beside=keep)) / target.name
        try:
            yield made
        except CannotRead as error:
            # The file it names is one that nobody will ever see.
            if isinstance(error.__cause__, OSError) and str(made) in error.message:
                raise _cannot_make(path, error.__cause__) from error
            raise
        if keep:
            with _named(path):
                _put(path, made, target)


def lay_out(place: RegisterPlace, register: Register) -> None:
    """Write a register to where there is none. Raises `BadValue` when there is one."""
    db = Database(place, schema=SCHEMA, create=True)
    with db.storage.transaction():
        if db.storage.seq:
            raise BadValue(f"{place} exists already", hint="choose another name")
        db.table("register").insert(to_document(RegisterHead.of(register)))
        db.table("instruments").insert_multiple(map(to_document, register.instruments))
        db.table("commitments").insert_multiple(map(to_document, register.commitments))
    db.storage.close(checkpoint=True)


def unfinished(path: Path) -> list[Path]:
    """Return the hidden folders beside a path that a killed process has left in making it."""
    before = f".{path.name}."
    try:
        with os.scandir(path.parent) as found:
            names = [each.name for each in found if each.name.startswith(before)]
    except OSError:
        return []
    ours = [path.with_name(each) for each in names if _RANDOM.fullmatch(each.removeprefix(before))]
    return sorted(
        each
        for each in ours
        if each.is_dir() and not each.is_symlink() and not is_folder_held(each)
    )


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _cannot_make(path, error) from error


def _cannot_make(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(f"{path} cannot be made: {error.strerror}", hint="nothing was left of it")


@contextmanager
def _hidden_folder(target: Path, *, beside: bool) -> Iterator[Path]:
    import tempfile  # only here: it takes a while

    folder = tempfile.TemporaryDirectory(
        dir=target.parent if beside else None,
        prefix=f".{target.name}.",
        ignore_cleanup_errors=True,  # `unfinished` finds what is left
    )
    with folder as name, hold_folder(Path(name)):
        yield Path(name)


def _put(path: Path, made: Path, target: Path) -> None:
    try:
        # Unlike a rename, a link does not overwrite what came there meanwhile.
        os.link(made, target)
    except FileExistsError as error:
        raise BadValue(f"{path} exists already", hint="choose another path") from error
    except OSError:
        # Not every file system has hard links.
        if os.path.lexists(target):
            raise BadValue(f"{path} exists already", hint="choose another path") from None
        os.rename(made, target)
    try:
        sync_folder(target.parent)
    except OSError:
        os.unlink(target)
        raise


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those it is in; return the new ones, the innermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_folders(made: list[Path]) -> None:
    """Remove folders that are empty still."""
    with suppress(OSError):
        for each in made:
            each.rmdir()

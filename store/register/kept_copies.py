"""Copies of sources, kept in a folder beside the register so that evidence outlives its link.

A copy is named by its SHA-256, written once, and again only where it was lost or changed. None is
ever opened to be shown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from store.errors import BadValue, CannotRead, CannotWrite
from store.model.entities import Commitment, Instrument
from store.plain_files import reading_plain
from store.storage.files import create_like, share_folder_like

MOST_BYTES = 50 * 1024 * 1024
"""A page, a PDF or a text is smaller; a film is no source."""
_BLOCK = 1 << 20
_ENDING = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)
_NAMED = re.compile(r"[0-9a-f]{64}", re.ASCII)
_FILE = re.compile(rf"{_NAMED.pattern}({_ENDING.pattern})?", re.ASCII)


AS_IT_WAS = "still the same"
"""What a copy is that nobody has touched."""
NO_FILE = "not a plain file, so not the copy"
"""What is said of a folder, a pipe or a device under the name of a copy."""


class CitedCopy(NamedTuple):
    """A copy that a register speaks of, and where."""

    commitment: str
    """Empty for the copy of an instrument's own text."""
    update: str
    """The id of the update, of the milestone, or of the instrument."""
    copy: str
    of: str
    """Which of these it is: `update`, `milestone` or `instrument`."""


class CopyProblem(NamedTuple):
    """A copy that a register speaks of and that is not there as it was."""

    commitment: str
    update: str
    copy: str
    what: str
    """Missing, changed since it was kept, or no plain file at all."""
    of: str
    """All else as in `CitedCopy`."""


class KeptCopies:
    """The folder of the copies of one register."""

    def __init__(self, register: Path) -> None:
        """Look beside a register's file; the folder is made by the first copy.

        It and what is in it are for those who may read and write the register.
        """
        self._register = register
        self.folder = register.with_name(f"{register.stem}.sources")

    def keep(self, file: Path) -> str:
        """Copy a file into the folder, and return the name it is known by.

        Raises `CannotWrite`, `CannotRead` also for what is no plain file, and `BadValue` for one
        that is empty or too large.
        """
        return self.keep_bytes(read_source(file), file.suffix)

    def keep_bytes(self, data: bytes, suffix: str) -> str:
        """Keep what was read already, under the ending of its file; return its name.

        What has its name there and is something else makes way for it. Raises `CannotWrite`.
        """
        name = name_of(data)
        if self.condition(name) != AS_IT_WAS:
            ending = suffix.lower() if _ENDING.fullmatch(suffix.lower()) else ""
            self._write(f"{name}{ending}", data)
        return name

    def take(self, file: Path, name: str) -> bool:
        """Copy a file that is said to have a name; return False, and copy nothing, if it has not.

        Raises what `keep` raises.
        """
        data = read_source(file)
        if name_of(data) != name:
            return False
        self.keep_bytes(data, file.suffix)
        return True

    def find(self, name: str) -> Path | None:
        """Return the file of a copy, of several with its name the one that is it; None for none."""
        if not _NAMED.fullmatch(name) or not self.folder.is_dir():
            return None
        found = [each for each in self.folder.glob(f"{name}*") if is_copy_name(each.name)]
        return _the_copy(sorted(found), name) if found else None

    def problems(
        self, commitments: Iterable[Commitment], instruments: Iterable[Instrument] = ()
    ) -> Iterator[CopyProblem]:
        """Yield the copies of these commitments and instruments that are missing or changed."""
        for commitment, update, name, of in copies_of(commitments, instruments):
            what = self.condition(name)
            if what != AS_IT_WAS:
                yield CopyProblem(commitment, update, name, what, of)

    def condition(self, name: str) -> str:
        """Return what a copy is like: still the same, missing, changed, or no plain file."""
        file = self.find(name)
        if file is None:
            return "missing"
        if not file.is_file():
            return NO_FILE
        return AS_IT_WAS if is_copy(file, name) else "changed since it was kept"

    def conditions(self, commitment: Commitment) -> dict[str, str]:
        """Return what each copy that a commitment's sources speak of is like, by its name."""
        return {each.copy: self.condition(each.copy) for each in copies_of([commitment])}

    def sound(self, name: str) -> Path | None:
        """Return the file of a copy that is still the same; None when there is none."""
        return self.find(name) if self.condition(name) == AS_IT_WAS else None

    def _write(self, name: str, data: bytes) -> None:
        target = self.folder / name
        part = self.folder / f".{name}.{os.getpid()}"
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            share_folder_like(self.folder, self._register)
            create_like(part, self._register)
            with part.open("r+b") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise CannotWrite(
                f"the copy cannot be kept in {self.folder}: {error.strerror}",
                hint="nothing was changed",
            ) from error


def is_copy_name(file_name: str) -> bool:
    """Tell whether a file is called as a kept copy is: by a SHA-256, with or without an ending."""
    return _FILE.fullmatch(file_name) is not None


def named_files(folder: Path) -> dict[str, Path]:
    """Return the files of a folder that have the name of a copy, by that name.

    Of several with one name it is the one that is the copy. Links are not followed, and a folder
    that cannot be read holds none.
    """
    try:
        found = sorted(folder.iterdir()) if not folder.is_symlink() else []
    except OSError:
        return {}
    plain = (each for each in found if not each.is_symlink() and each.is_file())
    named: dict[str, list[Path]] = {}
    for each in plain:
        if _NAMED.match(each.name):
            named.setdefault(each.name[:64], []).append(each)
    return {name: _the_copy(files, name) for name, files in named.items()}


def _the_copy(files: list[Path], name: str) -> Path:
    """Return the file that is a copy, of several with its name; the first where none is."""
    if len(files) == 1:
        return files[0]
    return next((each for each in files if is_copy(each, name)), files[0])


def copies_of(
    commitments: Iterable[Commitment], instruments: Iterable[Instrument] = ()
) -> Iterator[CitedCopy]:
    """Yield every copy that these instruments, and updates and milestones of commitments, cite."""
    for instrument in instruments:
        if instrument.source is not None and instrument.source.copy:
            yield CitedCopy("", instrument.id, instrument.source.copy, "instrument")
    for commitment in commitments:
        for update in commitment.updates:
            if update.source is not None and update.source.copy:
                yield CitedCopy(commitment.id, update.id, update.source.copy, "update")
        for milestone in commitment.milestones:
            if milestone.source is not None and milestone.source.copy:
                yield CitedCopy(commitment.id, milestone.id, milestone.source.copy, "milestone")


def name_of(data: bytes) -> str:
    """Return what a copy of these bytes is known by."""
    return sha256(data).hexdigest()


def read_source(file: Path) -> bytes:
    """Return what a plain file holds that is to be kept.

    Raises `CannotRead`, and `BadValue` for one that is empty or too large.
    """
    try:
        with reading_plain(file, hint="give a page or a PDF") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotRead(f"{file}: {error.strerror}") from error
    require_worth_keeping(data, str(file))
    return data


def require_worth_keeping(data: bytes, where: str) -> None:
    """Raise `BadValue` for a source that is empty or too large."""
    if len(data) > MOST_BYTES:
        most = f"{MOST_BYTES >> 20} MB"
        raise BadValue(f"{where} is larger than {most}", hint="keep the pages that matter")
    if not data:
        raise BadValue(f"{where} is empty", hint="save the page once more")


def is_copy(file: Path, name: str) -> bool:
    """Whether a file is a plain one whose bytes are those that a name stands for."""
    found = sha256()
    try:
        with reading_plain(file) as opened:
            while block := opened.read(_BLOCK):
                found.update(block)
    except (OSError, CannotRead):
        return False
    return found.hexdigest() == name

"""What a register that cannot be opened is made anew from: its backup, or what can be read."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from store.disk import journal, snapshot
from store.disk.files import Files
from store.disk.journal import Record
from store.disk.salvage import Salvage, salvage
from store.disk.snapshot import BadSnapshot, Snapshot
from store.disk.tables import Tables
from store.doctor.backups import disagreements, from_backup
from store.doctor.contents import is_ours
from store.doctor.findings import Finding, Place, Severity
from store.doctor.remains import (
    LOOK,
    believed,
    fill,
    gaps,
    kept_highest,
    losses,
    name_by_backup,
    name_by_first_line,
    same_register,
)
from store.migrations import SCHEMA

_LINES = "what could be read"


class Source(NamedTuple):
    """What the register is to be, and where each part of it comes from."""

    salvage: Salvage
    how: str
    """In words that follow "made anew from"."""
    deeds: list[Finding]
    """What was taken from elsewhere or lost, one by one."""
    older: Tables
    """An earlier state: for documents that are there, but not as what they should be."""

    @property
    def hopeless(self) -> bool:
        """Whether nothing of a register could be read at all."""
        return not is_ours(self.salvage.tables)


def choose(files: Files) -> Source:
    """Return the best that can be had of a register that cannot be opened. Raises `CannotRead`."""
    found = salvage(files.snapshot)
    sound = _sound_snapshot(files)
    whole = from_backup(files, found, sound)
    if whole is not None:
        how = f"the backup {files.backup.name}, which says what the snapshot said"
        deeds = [*disagreements(found, whole.tables), *losses(whole), *believed(files)]
        return Source(whole, how, deeds, salvage(files.backup).tables)
    if sound is not None:
        return _with_journal(files, found, sound)
    return _from_lines(files, found)


def _sound_snapshot(files: Files) -> Snapshot | None:
    try:
        return snapshot.read(files.snapshot)
    except (FileNotFoundError, BadSnapshot):
        return None


def _with_journal(files: Files, found: Salvage, sound: Snapshot) -> Source:
    before = Tables(sound.documents, sound.meta.highest)
    place = Place(file=files.journal)
    newest, changes = _changes(files)
    if newest <= sound.meta.seq:
        what = "nothing newer could be read in it: it was left out"
    elif not same_register(before, changes):
        what = "it is another register's: it was left out"
    else:
        found.meta = msgspec.structs.replace(found.meta, seq=newest)
        return Source(found, _LINES, [*losses(found), *believed(files)], before)
    left_out = Salvage(before, sound.meta, found.lost, found.marks)
    deeds = [Finding(Severity.LOST, place, what), *losses(found)]
    return Source(left_out, f"the snapshot {files.snapshot.name}", deeds, before)


def _changes(files: Files) -> tuple[int, Tables]:
    """Return the highest number of a transaction in the journal, and what the journal put."""
    tables, newest = Tables({}), 0
    for _, record in journal.readable(files.journal):
        if isinstance(record, Record):
            record.apply_to(tables)
            newest = max(newest, record.seq)
    return newest, tables


def _from_lines(files: Files, found: Salvage) -> Source:
    deeds = [*losses(found), *believed(files)]
    if files.snapshot.is_file():
        what = "its checksum does not match: what could be read of it may be wrong"
        deeds.append(Finding(Severity.WARNING, Place(file=files.snapshot), what, LOOK))
    backup = salvage(files.backup) if files.backup.is_file() else Salvage()
    name_by_first_line(found)
    name_by_backup(found.tables, backup.tables)
    older = backup.tables if same_register(found.tables, backup.tables) else Tables({})
    deeds += fill(found.tables, older)
    if not found.meta.generation:
        # Only the sealed layouts lose their first line, and nobody writes them but us.
        known = max(found.meta.schema, backup.meta.schema) or SCHEMA
        seq = max(found.meta.seq, backup.meta.seq)
        found.meta = msgspec.structs.replace(found.meta, schema=known, seq=seq)
    found = kept_highest(found)
    return Source(found, _LINES, [*deeds, *gaps(found)], older)

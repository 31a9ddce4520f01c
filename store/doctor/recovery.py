"""What a register that cannot be opened is made anew from: its backup, or what can be read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.doctor.contents import NAMELESS, OURS, is_ours, name_of
from store.doctor.findings import Finding, FindingPlace, Severity
from store.errors import EntenteError
from store.register.migrations import SCHEMA
from store.storage import journal, snapshot
from store.storage.files import RegisterFiles, copy
from store.storage.journal import BadLine, JournalRecord
from store.storage.replay import StoredState, load
from store.storage.salvage import Salvage, salvage
from store.storage.snapshot import BadSnapshot, Meta, Snapshot
from store.storage.tables import Tables

LOOK = "a person must look it over"


def losses(found: Salvage) -> Iterator[Finding]:
    """Yield the lines that could not be read."""
    for each in found.lost:
        yield Finding(Severity.LOST, FindingPlace(file=each.file, line=each.line), each.what)


def believed(files: RegisterFiles) -> Iterator[Finding]:
    """Yield the unsound lines of the journal that can be read all the same."""
    if not files.journal.is_file():
        return
    faults = {fault.line: fault.reason for fault in journal.faults(files.journal)}
    for line, record in journal.readable(files.journal):
        if line in faults and isinstance(record, JournalRecord):
            names = [f"{table} {row}" for table, row, _ in record.documents() if table != "history"]
            what = f"{faults[line]}; believed all the same in {', '.join(names) or 'what it says'}"
            place = FindingPlace(file=files.journal, line=line)
            yield Finding(Severity.WARNING, place, what, LOOK)


def gaps(found: Salvage) -> Iterator[Finding]:
    """Yield for each table the numbers that were given and that no document has."""
    for table in found.tables.names():
        rows = sorted(row for row, _ in found.tables.items(table) if row > 0)
        ends = [*rows, found.tables.highest(table) + 1]
        gaps = [(last + 1, row - 1) for last, row in zip([0, *rows], ends, strict=True)]
        gone = [
            f"{first} to {last}" if first < last else f"{first}"
            for first, last in gaps
            if first <= last
        ]
        if gone:
            what = f"no document has the number {', '.join(gone)}: removed earlier, or lost"
            yield Finding(Severity.LOST, FindingPlace(table), what)


def same_register(ours: Tables, theirs: Tables) -> bool:
    """Tell whether most commitments that two sets of tables number alike are the same."""
    pairs = [
        name_of(raw, row) == name_of(other, row)
        for row, raw in ours.items("commitments")
        if (other := theirs.get("commitments", row)) is not None
    ]
    return 2 * sum(pairs) >= len(pairs)


def name_by_first_line(found: Salvage) -> None:
    """Give tables whose names were damaged the names that the first line has at their places."""
    names, known = found.tables.names(), list(found.meta.highest)
    pairs = list(zip(names, known, strict=False))
    if all(name == wanted or name not in known for name, wanted in pairs):
        for name, wanted in pairs:
            if name not in OURS:  # else it is the first line that was damaged
                _rename(found.tables, name, wanted)


def name_by_backup(tables: Tables, backup: Tables) -> None:
    """Give tables whose names were lost the names that the backup has for a document of theirs."""
    for name in filter(NAMELESS.fullmatch, tables.names()):
        for wanted in backup.names():
            if not set(tables.items(name)).isdisjoint(backup.items(wanted)):
                _rename(tables, name, wanted)


def fill(tables: Tables, backup: Tables) -> Iterator[Finding]:
    """Put documents that only the backup has where they were; yield each."""
    for table in backup.names():
        for row, raw in backup.items(table):
            if tables.get(table, row) is None:
                tables.apply((), {table: {row: raw}})
                what = "it could not be read; the backup has it, perhaps older"
                yield Finding(Severity.MENDED, place_of(tables, table, row), what)


def kept_highest(found: Salvage) -> Salvage:
    """Return the same with the highest ids that the first line names: none is given twice."""
    tables = found.tables
    highest = {
        name: max(tables.highest(name), found.meta.highest.get(name, 0)) for name in tables.names()
    }
    documents = {name: dict(tables.items(name)) for name in tables.names()}
    return replace(found, tables=Tables(documents, highest))


def place_of(tables: Tables, table: str, row: int) -> FindingPlace:
    """Return where a document is, by its own id if it has one that can be read."""
    return FindingPlace(table, name_of(tables.get(table, row) or b"", row))


def _rename(tables: Tables, name: str, wanted: str) -> None:
    if name != wanted:
        rows: dict[int, bytes | None] = dict(tables.items(name))
        # What the journal has put under the right name is newer.
        rows |= tables.items(wanted)
        tables.apply([name], {wanted: rows})


def from_backup(files: RegisterFiles, found: Salvage, sound: Snapshot | None) -> Salvage | None:
    """Return the backup with the journal's changes, if it is what the snapshot was made of."""
    header = _header(files)
    if sound is not None and header in ("", sound.meta.checksum):
        return None  # only the journal is damaged, and the backup knows nothing of it
    try:
        state = load(RegisterFiles(files.backup))
    except EntenteError:
        return None  # it is no better
    with tempfile.TemporaryDirectory() as folder:
        made = RegisterFiles(Path(folder) / files.snapshot.name)
        checksum = snapshot.write(made.snapshot, state.tables, _meta_of_checkpoint(state))
        if not _is_what_was_written(state, checksum, header, found, sound):
            return None
        if files.journal.is_file():
            copy(files.journal, made.journal)
        again = salvage(made.snapshot)
    lost = [each._replace(file=files.journal) for each in again.lost]
    return replace(again, lost=lost, stamps=found.stamps)


def disagreements(found: Salvage, whole: Tables) -> Iterator[Finding]:
    """Yield each document that the backup has and the damaged file has not so, or at all."""
    for table, row in sorted(found.tables.difference(whole)):
        raw = whole.get(table, row)
        place = place_of(found.tables if raw is None else whole, table, row)
        if raw is None:
            yield Finding(Severity.MENDED, place, "left out: only the damaged file has it")
        elif found.tables.get(table, row) is None:
            yield Finding(Severity.MENDED, place, "it could not be read; the backup has it")
        else:
            what = "as the backup has it; the damaged file says otherwise"
            yield Finding(Severity.MENDED, place, what)


def _header(files: RegisterFiles) -> str:
    """Return the checksum of the snapshot that the journal names; empty when it names none."""
    try:
        return journal.read_header(next(journal.read(files.journal))).snapshot
    except (FileNotFoundError, StopIteration, BadLine):
        return ""


def _meta_of_checkpoint(state: StoredState) -> Meta:
    return Meta(
        checkpoint=state.position.checksum,
        generation=state.meta.generation + 1,
        highest={name: state.tables.highest(name) for name in state.tables.names()},
        schema=state.schema,
        seq=state.seq,
    )


def _is_what_was_written(
    state: StoredState, checksum: str, header: str, found: Salvage, sound: Snapshot | None
) -> bool:
    if checksum == header:
        return True
    if sound is not None:
        return False
    if checksum == found.meta.checksum or state.position.checksum == found.meta.checkpoint != "":
        return True
    # Nothing is left that names the snapshot: then whatever can be read must agree.
    if header or found.meta.generation:
        return False
    every = {(row, raw) for name in state.tables.names() for row, raw in state.tables.items(name)}
    return all(every.issuperset(found.tables.items(name)) for name in found.tables.names())


_LINES = "what could be read"


class RecoverySource(NamedTuple):
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


def choose(files: RegisterFiles) -> RecoverySource:
    """Return the best that can be had of a register that cannot be opened. Raises `CannotRead`."""
    found = salvage(files.snapshot)
    sound = _sound_snapshot(files)
    whole = from_backup(files, found, sound)
    if whole is not None:
        how = f"the backup {files.backup.name}, which says what the snapshot said"
        deeds = [*disagreements(found, whole.tables), *losses(whole), *believed(files)]
        return RecoverySource(whole, how, deeds, salvage(files.backup).tables)
    if sound is not None:
        return _with_journal(files, found, sound)
    return _from_lines(files, found)


def _sound_snapshot(files: RegisterFiles) -> Snapshot | None:
    try:
        return snapshot.read(files.snapshot)
    except (FileNotFoundError, BadSnapshot):
        return None


def _with_journal(files: RegisterFiles, found: Salvage, sound: Snapshot) -> RecoverySource:
    before = Tables(sound.documents, sound.meta.highest)
    place = FindingPlace(file=files.journal)
    newest, changes = _changes(files)
    if newest <= sound.meta.seq:
        what = "nothing newer could be read in it: it was left out"
    elif not same_register(before, changes):
        what = "it is another register's: it was left out"
    else:
        found.meta = msgspec.structs.replace(found.meta, seq=newest)
        return RecoverySource(found, _LINES, [*losses(found), *believed(files)], before)
    left_out = Salvage(before, sound.meta, found.lost, found.stamps)
    deeds = [Finding(Severity.LOST, place, what), *losses(found)]
    return RecoverySource(left_out, f"the snapshot {files.snapshot.name}", deeds, before)


def _changes(files: RegisterFiles) -> tuple[int, Tables]:
    """Return the highest number of a transaction in the journal, and what the journal put."""
    tables, newest = Tables({}), 0
    for _, record in journal.readable(files.journal):
        if isinstance(record, JournalRecord):
            record.apply_to(tables)
            newest = max(newest, record.seq)
    return newest, tables


def _from_lines(files: RegisterFiles, found: Salvage) -> RecoverySource:
    deeds = [*losses(found), *believed(files)]
    if files.snapshot.is_file():
        what = "its checksum does not match: what could be read of it may be wrong"
        deeds.append(Finding(Severity.WARNING, FindingPlace(file=files.snapshot), what, LOOK))
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
    return RecoverySource(found, _LINES, [*deeds, *gaps(found)], older)

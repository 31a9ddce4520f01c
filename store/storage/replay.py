"""Reading a register: the snapshot, and the journal's changes on top of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from store.errors import CannotRead, Damaged, Locked, NoRegister
from store.storage import journal, snapshot
from store.storage.files import FileStamp, RegisterFiles, stamp_of
from store.storage.journal import START, BadLine, JournalLine, JournalPosition
from store.storage.snapshot import BadSnapshot, Meta, Snapshot
from store.storage.tables import Tables, Touched, WriteBatch

_TRIES = 20


class StoredState(Struct):
    """A register as it was read, and how to tell whether it has changed since."""

    tables: Tables
    meta: Meta
    """The snapshot's."""
    seq: int
    """Transactions so far."""
    schema: int
    position: JournalPosition
    """How far the journal was read; `START` when there is none for this snapshot."""
    stamps: FileStamps

    def apply(self, line: JournalLine) -> Touched:
        """Take over one transaction of the journal; return what it touched. Raises `BadLine`."""
        record = journal.read_record(line)
        if record.seq != self.seq + 1:
            raise BadLine(line.after.line, f"it is transaction {record.seq}, not {self.seq + 1}")
        touched = record.apply_to(self.tables)
        self._go_on(record.schema, line.after)
        return touched

    def take_over(self, batch: WriteBatch, position: JournalPosition) -> None:
        """Take over a batch that the journal has as its newest transaction, up to a position."""
        self.tables.apply(batch.drop, batch.put)
        self._go_on(batch.schema, position)

    def _go_on(self, schema: int | None, position: JournalPosition) -> None:
        self.seq += 1
        self.schema = self.schema if schema is None else schema
        self.position = position


class FileStamps(NamedTuple):
    """What the two files looked like just before they were read."""

    snapshot: FileStamp | None
    journal: FileStamp | None

    @classmethod
    def of(cls, files: RegisterFiles) -> FileStamps:
        """Look at the files: two `stat` calls, nothing is opened."""
        return cls(stamp_of(files.snapshot), stamp_of(files.journal))


def load(files: RegisterFiles) -> StoredState:
    """Read a register without taking a lock and without changing a byte.

    What comes back was the register's state at some moment of the call. Raises
    `NoRegister`, `Damaged`, `CannotRead`, and `Locked` when it is being rewritten all the
    time.
    """
    for _ in range(_TRIES):
        stamps = FileStamps.of(files)
        try:
            return _load(files, stamps)
        except Damaged:
            # Perhaps somebody was writing: the journal of one generation met the snapshot of
            # the next, or a torn line the one that takes its place.
            if FileStamps.of(files) == stamps:
                raise
    raise Locked(f"{files.snapshot} is being rewritten all the time", hint="try again in a moment")


def catch_up(
    files: RegisterFiles, state: StoredState, stamps: FileStamps, touched: Touched
) -> bool:
    """Replay what was added to the journal since, adding to `touched`.

    Return False when that is not enough and the register has to be read again.
    """
    if stamps.snapshot != state.stamps.snapshot or stamps.journal is None:
        return False
    try:
        for line in journal.read(files.journal, state.position):
            if state.position == START:
                if not _belongs(line, state.meta):
                    return False
                state.position = line.after
            else:
                touched |= state.apply(line)
    except (BadLine, OSError):
        return False
    state.stamps = stamps
    return True


def damaged(files: RegisterFiles, path: Path, line: int, reason: str) -> Damaged:
    """Return the refusal of a file, naming the place and the backup."""
    place = f"{path}, line {line}" if line else f"{path}"
    hint = "nothing was changed; `entente doctor` tells more"
    if files.backup.exists():
        hint += f"; the last backup is {files.backup}"
    return Damaged(f"{place}: {reason}", hint=hint)


def _load(files: RegisterFiles, stamps: FileStamps) -> StoredState:
    # The journal first: a checkpoint in between gives a snapshot that has all of it, and an open
    # snapshot stays what it is when another takes its name.
    try:
        lines = _read_journal(files)
        found = _read_snapshot(files)
        meta = found.meta
        tables = Tables(found.documents, meta.highest)
        state = StoredState(tables, meta, meta.seq, meta.schema, START, stamps)
        _replay(state, lines)
    except BadLine as bad:
        raise damaged(files, files.journal, bad.line, bad.reason) from bad
    return state


def _read_journal(files: RegisterFiles) -> list[JournalLine]:
    try:
        return list(journal.read(files.journal))
    except FileNotFoundError:
        return []  # all changes are in the snapshot
    except OSError as error:
        raise CannotRead(f"{files.journal} cannot be read: {error.strerror}") from error


def _read_snapshot(files: RegisterFiles) -> Snapshot:
    try:
        return snapshot.read(files.snapshot)
    except FileNotFoundError:
        if files.journal.exists():
            reason = f"its snapshot {files.snapshot} is missing"
            raise damaged(files, files.journal, 0, reason) from None
        hint = f"there is a backup: {files.backup}" if files.backup.exists() else ""
        raise NoRegister(f"{files.snapshot} does not exist", hint=hint) from None
    except OSError as error:
        raise CannotRead(f"{files.snapshot} cannot be read: {error.strerror}") from error
    except BadSnapshot as bad:
        raise damaged(files, files.snapshot, bad.line, bad.reason) from bad


def _replay(state: StoredState, lines: list[JournalLine]) -> None:
    if not lines:
        return  # or cut off before the first transaction was finished
    header, *changes = lines
    if _belongs(header, state.meta):
        state.position = header.after
        for line in changes:
            state.apply(line)
    elif changes and changes[-1].after.checksum != state.meta.checkpoint:
        raise BadLine(1, "it belongs to another snapshot, and holds changes this one has not")


def _belongs(line: JournalLine, meta: Meta) -> bool:
    return journal.read_header(line).snapshot == meta.checksum

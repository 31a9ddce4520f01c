"""Checking the files of a register, and making a sound one of what a damaged one still says.

What to believe is for a person to decide: this only reads leniently, says what it could
not read, and never overwrites a damaged file before a copy of it exists.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.errors import CannotRead, EntenteError, Locked, NotStorable
from store.storage import journal, snapshot
from store.storage.documents import decode, encode
from store.storage.files import RegisterFiles, copy, open_to_read, remove, stamp_of, sync_folder
from store.storage.journal import BadLine, JournalRecord
from store.storage.lock import FileLock, share_lock
from store.storage.replay import FileStamps, load
from store.storage.snapshot import BadSnapshot, Meta, write_fresh
from store.storage.tables import Tables


class SalvageFinding(NamedTuple):
    """Something that is not as it should be."""

    file: Path
    line: int
    """Counted from 1; 0 means the file as a whole."""
    what: str
    harmless: bool = False
    """True for what the next change or checkpoint puts right by itself."""


def check(path: str | os.PathLike[str]) -> list[SalvageFinding]:
    """Return what is wrong with a register's files; nothing, when all is well.

    A damaged or missing file is a finding, not an error.
    """
    files = RegisterFiles(path)
    findings = [*_check_snapshot(files.snapshot), *_check_journal(files.journal)]
    if not findings:
        try:
            load(files)
        except EntenteError as error:  # two sound files that do not belong together
            findings.append(SalvageFinding(files.journal, 0, error.message))
    if files.backup.exists():
        findings += _check_snapshot(files.backup)
    return findings + list(_leftovers(files))


def _check_snapshot(path: Path) -> Iterator[SalvageFinding]:
    try:
        found = snapshot.read(path)
    except FileNotFoundError:
        yield SalvageFinding(path, 0, "it does not exist")
        return
    except CannotRead as error:
        yield SalvageFinding(path, 0, error.message)
        return
    except BadSnapshot as bad:
        yield SalvageFinding(path, bad.line, bad.reason)
        yield from (
            SalvageFinding(path, line, "it is not JSON") for line in _more_bad_lines(path, bad)
        )
        return
    for table, documents in found.documents.items():
        for doc_id, raw in documents.items():
            try:
                decode(raw)
            except (ValueError, msgspec.DecodeError) as error:
                yield SalvageFinding(path, 0, f"{table} {doc_id}: {error}")


def _more_bad_lines(path: Path, bad: BadSnapshot) -> Iterator[int]:
    with open(open_to_read(path), "rb") as file:
        if bad.line and snapshot.is_sealed(file):
            yield from (line for line in snapshot.bad_lines(file) if line != bad.line)


def _check_journal(path: Path) -> Iterator[SalvageFinding]:
    try:
        yield from (SalvageFinding(path, bad.line, bad.reason) for bad in journal.faults(path))
    except FileNotFoundError:
        return
    except CannotRead as error:
        yield SalvageFinding(path, 0, error.message)


def _leftovers(files: RegisterFiles) -> Iterator[SalvageFinding]:
    if files.fresh.exists():
        yield SalvageFinding(files.fresh, 0, "a snapshot that was never finished", harmless=True)
    if files.fresh_backup.exists():
        what = "a backup that was never given its name"
        yield SalvageFinding(files.fresh_backup, 0, what, harmless=True)
    if files.journal.is_file() and not files.journal.read_bytes().endswith(b"\n"):
        yield SalvageFinding(files.journal, 0, "its last line was never finished", harmless=True)


_TABLE = re.compile(rb'("(?:[^"\\]|\\.)*"):\{')
_DOCUMENT = re.compile(rb'"(-?[0-9]{1,19})":(\{.*\}),?')
_UNREADABLE = "it cannot be read"


@dataclass
class Salvage:
    """What could be read, and the lines that could not."""

    tables: Tables = field(default_factory=lambda: Tables({}))
    """Documents by table and id. Those of a table whose name is lost are in `line N`."""
    meta: Meta = field(default_factory=Meta)
    """What the snapshot says about itself, as far as that can be read."""
    lost: list[SalvageFinding] = field(default_factory=list)
    stamps: FileStamps | None = None
    """What the files looked like before they were read."""


def salvage(path: str | os.PathLike[str]) -> Salvage:
    """Read every line of a register that can be read by itself. Raises `CannotRead`.

    Lines whose checksum does not match are believed when they are JSON of the right kind:
    `check` names them.
    """
    files = RegisterFiles(path)
    stamps = FileStamps.of(files)
    found = _read_snapshot(files.snapshot)
    found.stamps = stamps
    try:
        for line, record in journal.readable(files.journal):
            if isinstance(record, BadLine):
                found.lost.append(SalvageFinding(files.journal, line, record.reason))
            else:
                _apply(record, found, files.journal, line)
    except FileNotFoundError:
        pass  # no changes since the snapshot
    return found


def rebuild(path: str | os.PathLike[str], found: Salvage, *, timeout: float = 5.0) -> Path:
    """Make a register of what was salvaged; return the copy of the damaged one.

    The copy is a register of the same kind, journal and all; the backup stays as it is.
    Raises `Locked`, also when the register has changed since it was salvaged, and
    `CannotRead`. Cut off half-way, it can be done again.
    """
    files = RegisterFiles(path)
    with FileLock(files.lock, timeout).held() as lock:
        stamps = FileStamps.of(files)
        if stamps != found.stamps:
            raise Locked(f"{files.snapshot} has changed meanwhile", hint="salvage it again")
        share_lock(lock, stamps.snapshot)
        try:
            aside = _set_aside(files)
            highest = {name: found.tables.highest(name) for name in found.tables.names()}
            meta = msgspec.structs.replace(
                found.meta, checkpoint="", generation=found.meta.generation + 1, highest=highest
            )
            write_fresh(files, found.tables, meta)
            os.replace(files.fresh, files.snapshot)
            sync_folder(files.snapshot.parent)
            remove(files.journal)
        except OSError as error:
            raise CannotRead(f"{files.snapshot} cannot be written: {error.strerror}") from error
    return aside


def _set_aside(files: RegisterFiles) -> Path:
    for number in count(1):
        aside = RegisterFiles(f"{files.snapshot}.damaged-{number}")
        if stamp_of(aside.snapshot) is None and stamp_of(aside.journal) is None:
            break
    for source, target in ((files.snapshot, aside.snapshot), (files.journal, aside.journal)):
        if source.exists():
            copy(source, target)
    sync_folder(files.snapshot.parent)
    return aside.snapshot


def _read_snapshot(path: Path) -> Salvage:
    try:
        sound = snapshot.read(path)
    except FileNotFoundError:
        return Salvage(lost=[SalvageFinding(path, 0, "it does not exist")])
    except BadSnapshot:
        return _read_lines(path)
    return Salvage(Tables(sound.documents, sound.meta.highest), sound.meta)


def _read_lines(path: Path) -> Salvage:
    first, *lines = path.read_bytes().split(b"\n")
    found = Salvage()
    meta = snapshot.read_meta(first)
    if meta is None:
        found.lost.append(SalvageFinding(path, 1, _UNREADABLE))
    else:
        found.meta = meta
    table: str | None = None
    for number, line in enumerate(lines, start=2):
        name, document = _name(line), _DOCUMENT.fullmatch(line)
        if line in (b"", b"}", b"},"):
            table = None
        elif name is not None:
            table = name
            found.tables.apply((), {table: {}})
        else:
            table = f"line {number}" if table is None else table
            raw = _sound(document[2]) if document else None
            if document is None or raw is None:
                found.lost.append(SalvageFinding(path, number, _UNREADABLE))
            elif found.tables.get(table, int(document[1])) is not None:
                found.lost.append(
                    SalvageFinding(path, number, f"{table} {int(document[1])} is there twice")
                )
            else:
                found.tables.apply((), {table: {int(document[1]): raw}})
    return found


def _name(line: bytes) -> str | None:
    found = _TABLE.fullmatch(line)
    try:
        return msgspec.json.decode(found[1], type=str) if found else None
    except (ValueError, msgspec.DecodeError):
        return None


def _sound(raw: bytes) -> bytes | None:
    try:
        return encode(decode(raw))
    except (ValueError, NotStorable, msgspec.DecodeError):
        return None


def _apply(record: JournalRecord, found: Salvage, path: Path, line: int) -> None:
    put: dict[str, dict[int, bytes | None]] = {}
    for table, doc_id, raw in record.documents():
        sound = None if raw is None else _sound(raw)
        if sound is None and raw is not None:
            found.lost.append(SalvageFinding(path, line, f"{table} {doc_id} cannot be read"))
        else:
            put.setdefault(table, {})[doc_id] = sound
    found.tables.apply(record.drop, put)
    schema = found.meta.schema if record.schema is None else record.schema
    found.meta = msgspec.structs.replace(found.meta, seq=record.seq, schema=schema)

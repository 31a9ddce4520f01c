"""Getting what can be read out of a damaged register, and putting a sound one in its place.

What to believe is for a person to decide: this only reads leniently, says what it could
not read, and never overwrites a damaged file before a copy of it exists.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import msgspec

from store.disk import fold, journal, snapshot
from store.disk.check import Finding
from store.disk.documents import decode, encode
from store.disk.files import Files, copy, mark_of, remove, sync_folder
from store.disk.journal import BadLine, Record
from store.disk.lock import FileLock
from store.disk.replay import Marks
from store.disk.snapshot import BadSnapshot, Meta
from store.disk.tables import Tables
from store.errors import CannotRead, Locked, NotStorable

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
    lost: list[Finding] = field(default_factory=list)
    marks: Marks | None = None
    """What the files looked like before they were read."""


def salvage(path: str | os.PathLike[str]) -> Salvage:
    """Read every line of a register that can be read by itself. Raises `CannotRead`.

    Lines whose checksum does not match are believed when they are JSON of the right kind:
    `check` names them.
    """
    files = Files(path)
    marks = Marks.of(files)
    found = _read_snapshot(files.snapshot)
    found.marks = marks
    try:
        for line, record in journal.readable(files.journal):
            if isinstance(record, BadLine):
                found.lost.append(Finding(files.journal, line, record.reason))
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
    files = Files(path)
    with FileLock(files.lock, timeout).held():
        if Marks.of(files) != found.marks:
            raise Locked(f"{files.snapshot} has changed meanwhile", hint="salvage it again")
        try:
            aside = _set_aside(files)
            highest = {name: found.tables.highest(name) for name in found.tables.names()}
            meta = msgspec.structs.replace(
                found.meta, folded="", generation=found.meta.generation + 1, highest=highest
            )
            fold.write(files, found.tables, meta)
            os.replace(files.fresh, files.snapshot)
            sync_folder(files.snapshot.parent)
            remove(files.journal)
        except OSError as error:
            raise CannotRead(f"{files.snapshot} cannot be written: {error.strerror}") from error
    return aside


def _set_aside(files: Files) -> Path:
    for number in count(1):
        aside = Files(f"{files.snapshot}.damaged-{number}")
        if mark_of(aside.snapshot) is None and mark_of(aside.journal) is None:
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
        return Salvage(lost=[Finding(path, 0, "it does not exist")])
    except BadSnapshot:
        return _read_lines(path)
    return Salvage(Tables(sound.documents, sound.meta.highest), sound.meta)


def _read_lines(path: Path) -> Salvage:
    first, *lines = path.read_bytes().split(b"\n")
    found = Salvage()
    meta = snapshot.read_meta(first)
    if meta is None:
        found.lost.append(Finding(path, 1, _UNREADABLE))
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
                found.lost.append(Finding(path, number, _UNREADABLE))
            elif found.tables.get(table, int(document[1])) is not None:
                found.lost.append(
                    Finding(path, number, f"{table} {int(document[1])} is there twice")
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


def _apply(record: Record, found: Salvage, path: Path, line: int) -> None:
    put: dict[str, dict[int, bytes | None]] = {}
    for table, doc_id, raw in record.documents():
        sound = None if raw is None else _sound(raw)
        if sound is None and raw is not None:
            found.lost.append(Finding(path, line, f"{table} {doc_id} cannot be read"))
        else:
            put.setdefault(table, {})[doc_id] = sound
    found.tables.apply(record.drop, put)
    schema = found.meta.schema if record.schema is None else record.schema
    found.meta = msgspec.structs.replace(found.meta, seq=record.seq, schema=schema)

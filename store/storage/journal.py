"""The journal: one line per transaction, each vouching for itself and all lines before it.

A line is the JSON array `["checksum",length,{…}]`. The checksum is the SHA-256 of the
checksum before it and of the object's bytes; the length is that of the object in bytes.
The first line, the header, names the snapshot that the changes are to be applied to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

import msgspec
from msgspec import Raw, Struct

from store.storage.files import (
    FileStamp,
    RegisterFiles,
    create_like,
    open_to_read,
    open_to_write,
    remove,
    share_like,
    sync,
    sync_folder,
    write_all,
)
from store.storage.tables import DocumentsPut, Tables, Touched, WriteBatch

_START = re.compile(rb'\["([0-9a-f]{64})",([0-9]{1,19}),')
_CUT_START = re.compile(rb'\[("([0-9a-f]{0,63}|[0-9a-f]{64}("(,[0-9]{0,19})?)?))?')
_END = b"]\n"
_BAD_END = "its end is not as it was written"
_REMOVED = Raw(b"null")
_ROOM = 512
"""Bytes left free before a record for the header's line and the start of its own."""
_STAMP = 66
"""Bytes at a line's start that name it beyond doubt: `["` and the checksum."""


_ENCODER = msgspec.json.Encoder()
_LineType = TypeVar("_LineType", bound=Struct)


class JournalHeader(Struct, frozen=True):
    """The journal's first line."""

    snapshot: str
    """The checksum of the snapshot the changes belong to."""
    journal: Literal[1] = 1
    """The version of this format."""


class JournalRecord(Struct, frozen=True, omit_defaults=True):
    """One transaction: first tables are dropped, then documents put; null removes one."""

    seq: int
    """How many transactions the register has seen, this one included."""
    schema: int | None = None
    """The register's schema number from here on, when it changes."""
    drop: tuple[str, ...] = ()
    put: dict[str, dict[int, Raw]] = {}

    @classmethod
    def of(cls, batch: WriteBatch, seq: int) -> JournalRecord:
        """Return the changes of a batch as one record."""
        put = {
            table: {
                doc_id: _REMOVED if raw is None else Raw(raw) for doc_id, raw in changed.items()
            }
            for table, changed in batch.put.items()
        }
        return cls(seq, batch.schema, tuple(batch.drop), put)

    def apply_to(self, tables: Tables) -> Touched:
        """Change tables as the transaction did; return what was touched."""
        put: DocumentsPut = {
            table: {doc_id: _copied(raw) for doc_id, raw in changed.items()}
            for table, changed in self.put.items()
        }
        return tables.apply(self.drop, put)

    def documents(self) -> Iterator[tuple[str, int, bytes | None]]:
        """Yield the documents put, with table and id; None for one removed."""
        for table, changed in self.put.items():
            for doc_id, raw in changed.items():
                yield table, doc_id, _copied(raw)


def _copied(raw: Raw) -> bytes | None:
    # A Raw keeps the whole line it was cut from.
    return None if raw == _REMOVED else bytes(raw)


class JournalPosition(NamedTuple):
    """How far a journal was read: the end of a sound line, which may be followed by a torn one."""

    offset: int
    """Bytes from the start of the file."""
    checksum: str
    """The last sound line's; empty before the first."""
    line_start: int
    """Where the last sound line begins, in bytes."""
    line: int
    """The last sound line's number; the header is 1."""


START = JournalPosition(0, "", 0, 0)


class BadLine(Exception):
    """A line of a journal that was not written so; `line` is its number."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class JournalLine(NamedTuple):
    """A sound line: its object's bytes, and the position after it."""

    payload: memoryview
    after: JournalPosition


def read(path: Path, after: JournalPosition = START) -> Iterator[JournalLine]:
    """Yield the sound lines after a position; a torn last line counts as not written.

    Raises `FileNotFoundError`, `CannotRead`, and `BadLine` where a line is unsound or
    where the line before the position is no longer the one that was read.
    """
    with open(open_to_read(path, follow=False), "rb") as file:
        if after.line:
            file.seek(after.line_start)
            if file.read(_STAMP) != b'["' + after.checksum.encode():
                raise BadLine(after.line, "it is no longer the line that was read before")
        file.seek(after.offset)
        data = file.read()
    yield from _split(data, after)


def _split(data: bytes, after: JournalPosition) -> Iterator[JournalLine]:
    # Views of the whole, not copies: one line may hold a whole register.
    start, whole = 0, memoryview(data)
    while (end := data.find(b"\n", start) + 1) > 0:
        payload, checksum = _open(whole[start:end], after)
        after = JournalPosition(after.offset + end - start, checksum, after.offset, after.line + 1)
        yield JournalLine(payload, after)
        start = end
    if not _is_torn(data[start:]):
        raise BadLine(after.line + 1, _BAD_END)


def _open(line: memoryview, before: JournalPosition) -> tuple[memoryview, str]:
    found = _START.match(line)
    if found is None:
        raise BadLine(before.line + 1, "it does not begin as a line of a journal does")
    payload, stated = line[found.end() : -len(_END)], found[1].decode()
    if int(found[2]) != len(payload) or line[-len(_END) :] != _END:
        raise BadLine(before.line + 1, "it is not as long as it was written")
    if _checksum(before.checksum, payload) != stated:
        raise BadLine(before.line + 1, "its checksum does not match")
    return payload, stated


def _is_torn(rest: bytes) -> bool:
    """Tell whether what follows the last newline can be a write that was never finished.

    Such a write is shorter than it announces. Bytes that are all there but do not end in
    a newline were changed after they had been acknowledged: dropping them would lose one.
    """
    found = _START.match(rest)
    if found is None:
        return not rest or _CUT_START.fullmatch(rest) is not None
    return len(rest) < found.end() + int(found[2]) + len(_END)


def faults(path: Path) -> Iterator[BadLine]:
    """Yield every unsound line, going on after each. Raises `FileNotFoundError`, `CannotRead`."""
    yield from (found for _, _, found in _inspect(path) if found is not None)


def readable(path: Path) -> Iterator[tuple[int, JournalRecord | BadLine]]:
    """Yield each line's number with its transaction, believed if it can be read at all.

    Raises `FileNotFoundError`, `CannotRead`.
    """
    for number, text, fault in _inspect(path):
        begin = _START.match(text)
        payload = text[begin.end() if begin else 0 : -len(_END)]
        line = JournalLine(memoryview(payload), START._replace(line=number))
        try:
            if number > 1 or fault is not None:
                yield number, read_record(line)
        except BadLine as bad:
            yield number, bad


def _inspect(path: Path) -> Iterator[tuple[int, bytes, BadLine | None]]:
    with open(open_to_read(path, follow=False), "rb") as file:
        *lines, rest = file.read().split(b"\n")
    before = START
    for line in lines:
        text = line + b"\n"
        fault: BadLine | None = None
        try:
            _, checksum = _open(memoryview(text), before)
        except BadLine as bad:
            fault = bad
            # What the line claims to be is what the next one was written after.
            found = _START.match(text)
            checksum = found[1].decode() if found else ""
        before = before._replace(checksum=checksum, line=before.line + 1)
        yield before.line, text, fault
    if not _is_torn(rest):
        yield before.line + 1, rest, BadLine(before.line + 1, _BAD_END)


def read_header(line: JournalLine) -> JournalHeader:
    """Read a journal's first line. Raises `BadLine`."""
    return _decode(line, JournalHeader)


def read_record(line: JournalLine) -> JournalRecord:
    """Read any later line. Raises `BadLine`."""
    return _decode(line, JournalRecord)


def write(
    files: RegisterFiles,
    after: JournalPosition,
    record: JournalRecord,
    snapshot: str,
    model: FileStamp | None,
) -> JournalPosition:
    """Add a transaction after a position; return the position after it, once it is on the disk.

    A torn line behind the position is cut off. At `START` the journal is made anew, for
    the snapshot of that checksum. Whoever may write `model` may write it. Raises `OSError`,
    with the file as long as before.
    """
    anew = after == START
    head = b""
    if anew:
        header = msgspec.json.encode(JournalHeader(snapshot))
        start, after = _close(after, memoryview(header))
        head = start + header + _END
    # Made in one buffer: a record may be as large as a whole register.
    buffer = bytearray()
    _ENCODER.encode_into(record, buffer, _ROOM)
    length = len(buffer)
    buffer += _END
    payload = memoryview(buffer)[_ROOM:length]
    start, end = _close(after, payload)
    head += start
    begin = _ROOM - len(head)
    buffer[begin:_ROOM] = head
    if anew:
        _create(files, memoryview(buffer)[begin:])
    else:
        _append(files, after.offset, memoryview(buffer)[begin:], model)
    return end


def _create(files: RegisterFiles, data: memoryview) -> None:
    # What is in the way is in the snapshot already, or never got as far as a transaction.
    remove(files.journal)
    try:
        create_like(files.journal, files.snapshot)
        _append(files, 0, data, None)
        sync_folder(files.journal.parent)
    except OSError:
        with suppress(OSError):
            remove(files.journal)
        raise


def _append(files: RegisterFiles, length: int, data: memoryview, model: FileStamp | None) -> None:
    file = open_to_write(files.journal, os.O_WRONLY | os.O_APPEND)
    descriptor = file.descriptor
    try:
        # Whoever may write the register must be able to go on with its journal.
        if model is not None:
            share_like(file, model)
        if file.found.st_size > length:
            os.ftruncate(descriptor, length)
        try:
            write_all(descriptor, data)
            sync(descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, length)
                sync(descriptor)
            raise
    finally:
        os.close(descriptor)


def _close(before: JournalPosition, payload: memoryview) -> tuple[bytes, JournalPosition]:
    """Return what stands before a payload in its line, and the position after the line."""
    checksum = _checksum(before.checksum, payload)
    start = b'["%s",%d,' % (checksum.encode(), len(payload))
    length = len(start) + len(payload) + len(_END)
    return start, JournalPosition(before.offset + length, checksum, before.offset, before.line + 1)


def _checksum(before: str, payload: memoryview) -> str:
    digest = sha256(before.encode())
    digest.update(payload)
    return digest.hexdigest()


def _decode(line: JournalLine, kind: type[_LineType]) -> _LineType:
    try:
        return msgspec.json.decode(line.payload, type=kind)
    except (ValueError, msgspec.DecodeError) as error:
        raise BadLine(line.after.line, str(error)) from error

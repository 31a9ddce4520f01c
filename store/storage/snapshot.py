"""The snapshot: ordinary TinyDB JSON, one document a line, sealed with a checksum.

`read` verifies one, `replace_snapshot` puts a new one in its place and keeps the old as backup.

The first line is the table `_meta`; each further table is a line with its name, a line
for each document and a closing line. The checksum is the SHA-256 of the whole file
without the 64 characters of the checksum itself.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple

import msgspec
from msgspec import Struct

from store.errors import NotStorable
from store.storage.documents import encode
from store.storage.files import (
    RegisterFiles,
    copy,
    create_like,
    open_to_read,
    remove,
    sync,
    sync_folder,
)
from store.storage.tables import META, TableView

_OPENING = b'{"_meta":{"1":'
_SEAL = _OPENING + b'{"checksum":"'
_SEALED = slice(len(_SEAL), len(_SEAL) + 64)
_HEAD = 512
"""Bytes in which a file of ours names itself more than once."""
_QUOTE, _COMMA, _CLOSING = b'",}'
_BUFFER = 1 << 20
_PIECE = 1 << 19
"""Bytes that are read at a time, to the end of their last line."""
_PIECES_AHEAD = 4
"""Pieces that may wait for their checksum, so that what is read does not fill the memory."""
_WORTH_A_THREAD = 4 << 20
"""Bytes of a file from which its checksum is reckoned beside the reading."""
_LARGE = 1 << 20
"""Bytes of a document that is not copied to be written."""

Documents = dict[str, dict[int, bytes]]


class Meta(Struct, frozen=True):
    """What a snapshot says about itself."""

    checksum: str = "0" * 64
    checkpoint: str = msgspec.field(default="", name="folded")
    """The checksum of the last journal line that went into it; empty when none did."""
    format: Literal["entente-1"] = "entente-1"
    """How the file is laid out; it also tells a file of ours that lost its first letters."""
    generation: int = 0
    """How many snapshots of this register there have been, this one included."""
    highest: dict[str, int] = {}
    """The highest id each table has had, so that no id is given twice after a removal."""
    schema: int = 0
    """What the documents look like: a number that only their reader understands."""
    seq: int = 0
    """How many transactions went into it, all generations together."""


class Snapshot(NamedTuple):
    """A snapshot as read. One that another program wrote has `generation` 0."""

    meta: Meta
    """With the checksum filled in, also for a file that does not carry one."""
    documents: Documents


class BadSnapshot(Exception):
    """A file that is not a sound snapshot; `line` is the place, or 0 for the file as a whole."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read(path: Path) -> Snapshot:
    """Read and verify. Raises `FileNotFoundError`, `CannotRead` and `BadSnapshot`."""
    with open(open_to_read(path), "rb") as file:
        if is_sealed(file):
            return Snapshot(*_read_sealed(file))
        # Two marks, so that no single wrong bit can pass a file of ours off as another's.
        data = file.read()
        if b'"checksum":' in data[:_HEAD] or b'"entente-' in data[:_HEAD]:
            raise BadSnapshot(1, "it does not begin as a register does")
    return Snapshot(Meta(checksum=sha256(data).hexdigest()), _read_plain(data))


def is_sealed(file: BinaryIO) -> bool:
    """Tell whether an open file begins as a sealed snapshot does, and stay at its start."""
    sealed = file.read(len(_SEAL)) == _SEAL
    file.seek(0)
    return sealed


def write(path: Path, tables: TableView, meta: Meta) -> str:
    """Write a sealed snapshot and return its checksum once it is on the disk.

    Documents go to the file as they are, not decoded. Raises `OSError`.
    """
    lines = _lines(tables, msgspec.structs.replace(meta, checksum="0" * 64))
    with open(path, "wb", buffering=_BUFFER) as file:
        first = next(lines)
        digest = sha256(_without_seal(first))
        file.write(first)
        for line in lines:
            digest.update(line)
            file.write(line)
        file.seek(_SEALED.start)
        file.write(digest.hexdigest().encode())
        file.flush()
        sync(file.fileno())
    return digest.hexdigest()


def _lines(tables: TableView, meta: Meta) -> Iterator[bytes]:
    names = tables.names()
    yield _OPENING + msgspec.json.encode(meta) + (b"},\n" if names else b"}\n")
    for number, name in enumerate(names, start=1):
        yield msgspec.json.encode(name) + b":{\n"
        yield from _documents(tables.items(name))
        yield b"},\n" if number < len(names) else b"}\n"
    yield b"}\n"


def _documents(items: list[tuple[int, bytes]]) -> Iterator[bytes]:
    for number, (doc_id, raw) in enumerate(items, start=1):
        end = b",\n" if number < len(items) else b"\n"
        if len(raw) < _LARGE:
            yield b'"%d":%s%s' % (doc_id, raw, end)
        else:
            yield from (b'"%d":' % doc_id, raw, end)


def _read_sealed(file: BinaryIO) -> tuple[Meta, Documents]:
    try:
        meta, documents, checksum = _split(file)
    except (ValueError, msgspec.DecodeError) as error:
        reason = f"it is not as it was written ({error})"
        raise BadSnapshot(next(bad_lines(file), 0), reason) from error
    if meta.checksum != checksum:
        line = next(bad_lines(file), 0)
        raise BadSnapshot(line, "its checksum does not match: it was changed by something else")
    return meta, documents


def _split(file: BinaryIO) -> tuple[Meta, Documents, str]:
    documents: Documents = {}
    table: dict[int, bytes] = {}
    first = file.readline()
    meta = _decode_meta(first)
    digest = sha256(_without_seal(first))
    large = os.fstat(file.fileno()).st_size > _WORTH_A_THREAD
    with _beside(digest.update) if large else nullcontext(digest.update) as reckon:
        while piece := file.read(_PIECE) + file.readline():
            reckon(piece)
            table = _cut(piece, documents, table)
    return meta, documents, digest.hexdigest()


@contextmanager
def _beside(work: Callable[[bytes], object]) -> Iterator[Callable[[bytes], object]]:
    """Yield a function that hands a piece to a thread, which does the work on it.

    All of it is done when the block ends. It pays for a checksum: while one is reckoned, other
    Python code runs on.
    """
    from queue import Queue  # these two take long to import, for what few registers need
    from threading import Thread

    waiting: Queue[bytes] = Queue(_PIECES_AHEAD)

    def run() -> None:
        for piece in iter(waiting.get, b""):
            work(piece)

    thread = Thread(target=run, daemon=True)  # an interrupt here must not keep Python from ending
    thread.start()
    try:
        yield waiting.put
    finally:
        waiting.put(b"")
        thread.join()


def _cut(piece: bytes, documents: Documents, table: dict[int, bytes]) -> dict[int, bytes]:
    """Take the documents out of some whole lines, the first ones into `table`.

    Return the table that the last line was in. Raises `ValueError`.
    """
    # Documents are cut out, not parsed: the checksum vouches for them.
    find, start = piece.find, 0
    while (end := find(b"\n", start)) >= 0:
        if piece[start] == _QUOTE:
            stop = end - (piece[end - 1] == _COMMA)
            if piece[stop - 1] == _CLOSING:
                colon = find(b":", start, end)
                table[int(piece[start + 1 : colon - 1])] = piece[colon + 1 : stop]
            else:
                table = documents[msgspec.json.decode(piece[start : end - 2], type=str)] = {}
        start = end + 1
    return table


def read_meta(first: bytes) -> Meta | None:
    """Return what a first line says, believed without a checksum; None when it says nothing."""
    try:
        return _decode_meta(first)
    except (ValueError, msgspec.DecodeError):
        return None


def _decode_meta(first: bytes) -> Meta:
    return msgspec.json.decode(first.rstrip(b",\n")[len(_OPENING) : -1], type=Meta)


def bad_lines(file: BinaryIO) -> Iterator[int]:
    """Yield the numbers of the lines of a sealed snapshot that are not JSON."""
    file.seek(0)
    for number, line in enumerate(file, start=1):
        text = line.rstrip(b",\n")
        if number == 1:
            text += b"}"
        elif text.startswith(b'"'):
            text = b"{" + text + (b"}}" if text.endswith(b":{") else b"}")
        elif text == b"}":
            continue
        try:
            msgspec.json.decode(text)
        except (ValueError, msgspec.DecodeError):
            yield number


def _read_plain(data: bytes) -> Documents:
    if not data:
        raise BadSnapshot(0, "it is empty")
    try:
        tables = msgspec.json.decode(data, type=dict[str, dict[str, dict[str, Any]]])
        if META in tables:
            raise BadSnapshot(0, f"it has a table '{META}' that is not a register's")
        return {
            name: {_doc_id(key): encode(document) for key, document in table.items()}
            for name, table in tables.items()
        }
    except (ValueError, RecursionError, NotStorable, msgspec.DecodeError) as error:
        raise BadSnapshot(0, f"it is not a register ({error})") from error


def _doc_id(key: str) -> int:
    if str(int(key)) != key:
        raise ValueError(f"'{key}' is not a document's id")
    return int(key)


def _without_seal(first: bytes) -> bytes:
    return first[: _SEALED.start] + first[_SEALED.stop :]


def replace_snapshot(files: RegisterFiles, tables: TableView, meta: Meta) -> Meta:
    """Write a snapshot of tables that the journal led to; both before it become the backup.

    Return its description with its checksum. Needs the lock. Raises `OSError`; before the
    last step but one nothing has changed then, after it the snapshot has all that the journal has.
    """
    fresh = write_fresh(files, tables, meta)
    try:
        if files.snapshot.exists():
            _keep_snapshot(files)
        os.replace(files.fresh, files.snapshot)
    except OSError:
        with suppress(OSError):
            remove(files.fresh)
        raise
    sync_folder(files.snapshot.parent)
    # From here on the journal is one whose changes the snapshot has: readers ignore it.
    _keep_journal(files)
    return fresh


def write_fresh(files: RegisterFiles, tables: TableView, meta: Meta) -> Meta:
    """Write and sync a snapshot under its temporary name. Raises `OSError`, leaving nothing."""
    remove(files.fresh)
    try:
        if files.snapshot.exists():
            create_like(files.fresh, files.snapshot)
        checksum = write(files.fresh, tables, meta)
    except OSError:
        with suppress(OSError):
            remove(files.fresh)
        raise
    return msgspec.structs.replace(meta, checksum=checksum)


def _keep_snapshot(files: RegisterFiles) -> None:
    """Give the present snapshot a second name, so that it outlives its replacement.

    Raises `OSError`. The old backup goes only when the new one is there.
    """
    spare = files.fresh_backup
    remove(spare)
    try:
        try:
            os.link(files.snapshot, spare)
        except OSError:  # a file system without hard links
            copy(files.snapshot, spare)
        os.replace(spare, files.backup)
    finally:
        # Still there when something failed, or when both names already meant the same file.
        with suppress(OSError):
            remove(spare)


def _keep_journal(files: RegisterFiles) -> None:
    """Move the journal to the backup, which with it says as much as the new snapshot.

    Raises `OSError`.
    """
    try:
        os.replace(files.journal, files.backup_journal)
    except FileNotFoundError:
        remove(files.backup_journal)

"""A TinyDB storage that writes only what changed, and loses nothing it has acknowledged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from tinydb.storages import Storage

from store.errors import CannotRead, Locked, Newer, ReadOnly
from store.storage import journal
from store.storage.documents import decode, encode
from store.storage.files import RegisterFiles, reason_not_to_write, stamp_of
from store.storage.journal import START, JournalRecord
from store.storage.lock import FileLock
from store.storage.replay import FileStamps, catch_up, damaged, load
from store.storage.snapshot import Meta, replace_snapshot
from store.storage.tables import Tables, TableView, Touched, WriteBatch

CHECKPOINT_BYTES = 1 << 20
"""Bytes of journal below which rewriting the snapshot is not worth it."""
_SHARE = 4
"""A large snapshot is rewritten when the journal has a fourth of its size."""


class JournaledStorage(Storage):
    """One register: a snapshot, a journal and a lock file beside it.

    Reading takes no lock and changes no byte. Changing happens inside `transaction`.
    Not for use by several threads at once; several processes, or several of these in one
    process, are fine.

    >>> storage = JournaledStorage("tables.json", create=True)
    >>> with storage.transaction() as batch:
    ...     batch.save("commitments", 1, {"title": "Port visits"})
    >>> storage.view.get("commitments", 1)
    b'{"title":"Port visits"}'
    >>> storage.seq, storage.checkpoint(), storage.journal_size
    (1, True, 0)
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        *,
        schema: int = 1,
        create: bool = False,
        timeout: float = 5.0,
        read_only: bool = False,
    ) -> None:
        """Open a register; `create` one without tables when there is none.

        `schema` is the newest the caller understands and what a new register gets;
        `timeout` is how many seconds to wait for another writer; `read_only` refuses to
        change it. Raises `NoRegister`,
        `Damaged`, `CannotRead`, `Locked`.
        """
        super().__init__()
        self.files = RegisterFiles(path)
        self._known_schema = schema
        self._lock = FileLock(self.files.lock, timeout)
        self._batch: WriteBatch | None = None
        self._unreported: Touched = set()
        self._saved_seq = 0
        self._must_read_again = False
        if create and stamp_of(self.files.snapshot) is stamp_of(self.files.journal) is None:
            self._create()
        self._distrust = (
            "it was opened to be looked at" if read_only else reason_not_to_write(self.files)
        )
        self._state = load(self.files)

    # What it holds

    @property
    def view(self) -> TableView:
        """The tables as they are: inside a transaction, with its changes so far."""
        return self._state.tables if self._batch is None else self._batch

    @property
    def seq(self) -> int:
        """How many transactions the register has seen: another number, another state."""
        return self._state.seq

    @property
    def schema(self) -> int:
        """The register's own schema number; 0 for a file that another program wrote."""
        return self._state.schema

    @property
    def generation(self) -> int:
        """How many snapshots of this register there have been."""
        return self._state.meta.generation

    @property
    def journal_size(self) -> int:
        """Bytes of journal that are not in the snapshot yet."""
        return self._state.position.offset

    @property
    def read_only_reason(self) -> str | None:
        """Why the register must not be changed, or None."""
        if self._state.schema > self._known_schema:
            return (
                f"it is from a newer version (schema {self._state.schema}; "
                f"this one knows {self._known_schema})"
            )
        return self._distrust

    # Changing

    @contextmanager
    def transaction(self) -> Iterator[WriteBatch]:
        """Group changes into one journal line: all of them are kept, or none.

        The lock is held throughout, and what other processes wrote is taken in first, so
        reading and then writing is safe. Leaving the block returns once the changes are on
        the disk; an exception drops them. Inside another transaction it becomes a part of
        that one: an exception drops the part, and the whole may still go on.
        Raises `ReadOnly`, `Locked`, `Damaged`, `CannotRead`.
        """
        if self._batch is not None:
            with self._part_of(self._batch) as part:
                yield part
            return
        with self._locked():
            self._batch = batch = WriteBatch(self._state.tables)
            try:
                yield batch
            finally:
                self._batch = None
            if batch.changes_something:
                self._commit(batch)

    @property
    def is_behind(self) -> bool:
        """Whether the files are not what was last read of them: two `stat` calls."""
        return self._must_read_again or FileStamps.of(self.files) != self._state.stamps

    def refresh(self) -> Touched:
        """Take in what other processes changed; return the documents touched since last asked.

        Costs two `stat` calls when nothing happened. Raises `Damaged`, `CannotRead`,
        `NoRegister`.
        """
        if self._batch is None:
            self._catch_up()
        touched, self._unreported = self._unreported, set()
        return touched

    def checkpoint(self) -> bool:
        """Write a snapshot that has all changes, and begin a new journal.

        The snapshot and the journal before it become the backup. Returns False when there was
        nothing new to write. Raises `ReadOnly`, `Locked`, `Damaged`, `CannotRead`.
        """
        if self._batch is not None:
            raise RuntimeError("a transaction is open: leave it before a checkpoint")
        with self._locked():
            state = self._state
            if state.position == START and state.meta.generation:
                return False
            meta = Meta(
                checkpoint=state.position.checksum,
                generation=state.meta.generation + 1,
                highest={name: state.tables.highest(name) for name in state.tables.names()},
                schema=state.schema,
                seq=state.seq,
            )
            with self._writing(self.files.snapshot):
                state.meta = replace_snapshot(self.files, state.tables, meta)
                state.position = START
            state.stamps = FileStamps.of(self.files)
        return True

    def checkpoint_due(self) -> bool:
        """Tell whether the journal has grown enough to pay for rewriting the snapshot."""
        if not self._state.meta.generation:
            return self._state.position != START  # sealed as soon as it is changed at all
        stamp = self._state.stamps.snapshot
        size = stamp.size if stamp else 0
        return self.journal_size >= max(CHECKPOINT_BYTES, size // _SHARE)

    def close(self, checkpoint: bool | None = None) -> None:
        """Let go, after a checkpoint: always (True), never (False), or when one is due (None).

        With None a register whose snapshot cannot be written now is left as it is, for every change
        is already on the disk; with True the reason is raised.
        """
        if checkpoint:
            self.checkpoint()
        elif checkpoint is None and self.read_only_reason is None and self.checkpoint_due():
            with suppress(CannotRead, Locked, ReadOnly):
                self.checkpoint()

    # What TinyDB asks of a storage

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return all tables, decoded; None when there are none."""
        tables = {
            name: {str(doc_id): decode(raw) for doc_id, raw in self.view.items(name)}
            for name in self.view.names()
        }
        return tables or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the register hold these tables and no others, writing what differs.

        Raises `NotStorable` before anything is touched, and whatever `transaction` does.
        """
        wanted = {
            name: {int(doc_id): encode(document) for doc_id, document in table.items()}
            for name, table in data.items()
        }
        with self.transaction() as batch:
            for name in batch.names():
                if name not in wanted:
                    batch.drop_table(name)
            for name, table in wanted.items():
                batch.add_table(name)
                for doc_id, _ in batch.items(name):
                    if doc_id not in table:
                        batch.remove(name, doc_id)
                for doc_id, raw in table.items():
                    if batch.get(name, doc_id) != raw:
                        batch.save_raw(name, doc_id, raw)

    # How

    @contextmanager
    def _part_of(self, whole: WriteBatch) -> Iterator[WriteBatch]:
        self._batch = part = WriteBatch(whole)
        try:
            yield part
        finally:
            self._batch = whole
        whole.take_over(part)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._require_writable()
        with self._lock.held():
            self._catch_up()
            self._require_writable()
            yield

    def _require_writable(self) -> None:
        reason = self.read_only_reason
        if reason is not None:
            kind = Newer if self._state.schema > self._known_schema else ReadOnly
            raise kind(f"{self.files.snapshot} can only be read: {reason}")

    def _catch_up(self) -> None:
        if not self.is_behind:
            return
        stamps = FileStamps.of(self.files)
        if self._must_read_again or not catch_up(self.files, self._state, stamps, self._unreported):
            fresh = load(self.files)
            if fresh.seq < self._saved_seq:
                reason = "changes that were saved from here are no longer in it"
                raise damaged(self.files, self.files.snapshot, 0, reason)
            self._unreported |= self._state.tables.difference(fresh.tables)
            self._state = fresh
            self._must_read_again = False

    def _commit(self, batch: WriteBatch) -> None:
        state = self._state
        with self._writing(self.files.journal):
            record = JournalRecord.of(batch, state.seq + 1)
            line = journal.write(self.files, state.position, record, state.meta.checksum)
        # The line just written is read back: memory cannot say anything else than the disk.
        state.apply(line, batch)
        state.stamps = FileStamps.of(self.files)
        self._saved_seq = state.seq

    @contextmanager
    def _writing(self, path: os.PathLike[str]) -> Iterator[None]:
        # Whatever a failed write left behind, the next look at the register reads it all again.
        self._must_read_again = True
        try:
            yield
        except OSError as error:
            raise CannotRead(
                f"{path} cannot be written: {error.strerror}", hint="it does not count as saved"
            ) from error
        self._must_read_again = False

    def _create(self) -> None:
        reason = reason_not_to_write(self.files)
        if reason is not None:
            raise CannotRead(f"{self.files.snapshot} cannot be made: {reason}")
        with self._lock.held():
            if stamp_of(self.files.snapshot) is None:
                with self._writing(self.files.snapshot):
                    meta = Meta(generation=1, schema=self._known_schema)
                    replace_snapshot(self.files, Tables({}), meta)

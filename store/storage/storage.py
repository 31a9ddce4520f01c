"""A TinyDB storage that writes only what changed, and loses nothing it has acknowledged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.errors import CannotRead, Locked, Newer, ReadOnly
from store.storage import journal
from store.storage.files import (
    RegisterFiles,
    copy,
    create_like,
    reason_not_to_write,
    remove,
    stamp_of,
)
from store.storage.journal import START, JournalRecord
from store.storage.lock import FileLock, share_lock
from store.storage.replay import FileStamps, catch_up, damaged, load
from store.storage.snapshot import Meta, replace_snapshot, write
from store.storage.tables import Tables, WriteBatch
from store.storage.transactional import TransactionalStorage

CHECKPOINT_BYTES = 1 << 20
"""Bytes of journal below which rewriting the snapshot is not worth it."""
_SHARE = 4
"""A large snapshot is rewritten when the journal has a fourth of its size."""


class JournaledStorage(TransactionalStorage):
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
    def _tables(self) -> Tables:
        return self._state.tables

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

    @property
    def is_behind(self) -> bool:
        """Whether the files are not what was last read of them: two `stat` calls."""
        return self._must_read_again or FileStamps.of(self.files) != self._state.stamps

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
            with self._writing(self.files.snapshot):
                state.meta = replace_snapshot(self.files, state.tables, self._next_meta())
                state.position = START
            state.stamps = FileStamps.of(self.files)
        return True

    def copy_to(self, target: Path) -> None:
        """Write what the register holds, its journal applied, as one file that opens by itself.

        Raises `OSError`, and leaves nothing then.
        """
        if self._state.position == START:
            copy(self.files.snapshot, target)
            return
        create_like(target, self.files.snapshot)
        try:
            write(target, self._state.tables, self._next_meta())
        except OSError:
            with suppress(OSError):
                remove(target)
            raise

    def _next_meta(self) -> Meta:
        """Return how a snapshot of what is held now describes itself."""
        state = self._state
        return Meta(
            checkpoint=state.position.checksum,
            generation=state.meta.generation + 1,
            highest={name: state.tables.highest(name) for name in state.tables.names()},
            schema=state.schema,
            seq=state.seq,
        )

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

    # How

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._require_writable()
        with self._lock.held() as lock:
            if self.is_behind:
                self._read_on()
                self._require_writable()  # what was read may be of a newer version
            share_lock(lock, self._state.stamps.snapshot)
            yield

    def _require_writable(self) -> None:
        reason = self.read_only_reason
        if reason is not None:
            kind = Newer if self._state.schema > self._known_schema else ReadOnly
            raise kind(f"{self.files.snapshot} can only be read: {reason}")

    def _catch_up(self) -> None:
        if self.is_behind:
            self._read_on()

    def _read_on(self) -> None:
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
        record = JournalRecord.of(batch, state.seq + 1)
        seal, model = state.meta.checksum, state.stamps.snapshot
        with self._writing(self.files.journal):
            end = journal.write(self.files, state.position, record, seal, model)
        state.take_over(batch, end)
        # Of the snapshot the stamp from before: whoever replaced it since is noticed by that.
        state.stamps = FileStamps(model, stamp_of(self.files.journal))
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

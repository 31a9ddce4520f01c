"""What every place that keeps a register does alike, whatever the changes are written to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from tinydb.storages import Storage

from store.storage.documents import decode, encode
from store.storage.tables import Tables, TableView, Touched, WriteBatch


class TransactionalStorage(Storage, ABC):
    """A TinyDB storage of tables in memory that are changed in transactions.

    Not for use by several threads at once; several processes, or several of these in one
    process, are fine.
    """

    def __init__(self) -> None:
        super().__init__()
        self._batch: WriteBatch | None = None
        self._unreported: Touched = set()

    # What each kind says of itself

    @property
    @abstractmethod
    def _tables(self) -> Tables:
        """The tables as they were last read or written."""

    @property
    @abstractmethod
    def seq(self) -> int:
        """How many transactions the register has seen: another number, another state."""

    @property
    @abstractmethod
    def schema(self) -> int:
        """The register's own schema number; 0 for one that another program wrote."""

    @property
    @abstractmethod
    def read_only_reason(self) -> str | None:
        """Why the register must not be changed, or None."""

    @property
    @abstractmethod
    def is_behind(self) -> bool:
        """Whether there may be changes that were not read yet: asked often, and at no cost."""

    @abstractmethod
    def checkpoint(self) -> bool:
        """Bring what is written into its shortest form; return False when it has it already."""

    @abstractmethod
    def close(self, checkpoint: bool | None = None) -> None:
        """Let go, after a checkpoint: always (True), never (False), or when one is due (None)."""

    @abstractmethod
    def _locked(self) -> AbstractContextManager[None]:
        """Keep other writers away, with all they wrote until then taken in."""

    @abstractmethod
    def _commit(self, batch: WriteBatch) -> None:
        """Write a batch so that it lasts, then take it into the tables."""

    @abstractmethod
    def _catch_up(self) -> None:
        """Take in what others wrote, adding it to what is not reported yet."""

    # What follows from that

    @property
    def view(self) -> TableView:
        """The tables as they are: inside a transaction, with its changes so far."""
        return self._tables if self._batch is None else self._batch

    @contextmanager
    def transaction(self) -> Iterator[WriteBatch]:
        """Group changes into one transaction: all of them are kept, or none.

        Other writers are kept away throughout, and what they wrote is taken in first, so
        reading and then writing is safe. Leaving the block returns once the changes are sure
        to last; an exception drops them. Inside another transaction it becomes a part of
        that one: an exception drops the part, and the whole may still go on.
        Raises `ReadOnly`, `Locked`, `Damaged`, `CannotRead`.
        """
        if self._batch is not None:
            with self._part_of(self._batch) as part:
                yield part
            return
        with self._locked():
            self._batch = batch = WriteBatch(self._tables)
            try:
                yield batch
            finally:
                self._batch = None
            if batch.changes_something:
                self._commit(batch)

    def refresh(self) -> Touched:
        """Take in what other processes changed; return the documents touched since last asked.

        Raises `Damaged`, `CannotRead`, `NoRegister`.
        """
        if self._batch is None:
            self._catch_up()
        touched, self._unreported = self._unreported, set()
        return touched

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

    @contextmanager
    def _part_of(self, whole: WriteBatch) -> Iterator[WriteBatch]:
        self._batch = part = WriteBatch(whole)
        try:
            yield part
        finally:
            self._batch = whole
        whole.take_over(part)

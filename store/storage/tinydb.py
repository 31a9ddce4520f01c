"""TinyDB's tables over a journaled storage: they read and write only the documents asked for.

`storage_at` tells which storage a register has: in a file of its own, or in a database.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from store.errors import CannotRead
from store.model.address import DatabaseAddress
from store.storage.documents import Document as Plain
from store.storage.documents import decode, encode
from store.storage.storage import JournaledStorage
from store.storage.tables import WriteBatch
from store.storage.transactional import TransactionalStorage


class NoDriver(CannotRead):
    """The library that talks to the database is not installed."""

    code = "no-driver"


def storage_at(
    place: str | os.PathLike[str] | DatabaseAddress, **options: Any
) -> TransactionalStorage:
    """Open the storage of a register, with the options that both kinds take.

    Raises `NoDriver` for a database without psycopg, and what the storage raises.
    """
    if not isinstance(place, DatabaseAddress):
        return JournaledStorage(place, **options)
    try:
        from store.storage.postgres import PostgresStorage
    except ImportError as error:
        raise NoDriver(
            "a register in PostgreSQL needs psycopg, which is not installed",
            hint="install Entente with it: pipx install 'entente[postgres]'",
        ) from error
    return PostgresStorage(place, **options)


class JournaledTable(Table):
    """One table. Every document handed out is decoded for the caller alone."""

    _storage: TransactionalStorage

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = 0,
        persist_empty: bool = False,
    ) -> None:
        """Open a table; `cache_size` is not used, for a query cache would share documents."""
        if not isinstance(storage, TransactionalStorage):
            raise TypeError("a JournaledTable needs a TransactionalStorage")
        super().__init__(storage, name, cache_size=0)
        if persist_empty:
            with self._storage.transaction() as batch:
                batch.add_table(name)

    # Reading

    def raw(self, doc_id: int) -> bytes | None:
        """Return a document's JSON as it is on disk, or None."""
        return self._storage.view.get(self.name, doc_id)

    def raw_items(self) -> list[tuple[int, bytes]]:
        """Return every id with its document's JSON, in the table's order."""
        return self._storage.view.items(self.name)

    def __len__(self) -> int:
        return self._storage.view.count(self.name)

    def __iter__(self) -> Iterator[Document]:
        # Over a list of its own, so that a change made meanwhile does not stop it.
        for doc_id, raw in self.raw_items():
            yield self.document_class(decode(raw), doc_id)

    def search(self, cond: QueryLike) -> list[Document]:
        """Return all documents that a query matches."""
        return [document for document in self if cond(document)]

    def get(
        self,
        cond: QueryLike | None = None,
        doc_id: int | None = None,
        doc_ids: list[int] | None = None,
    ) -> Any:
        """Return the document with an id, or the first that a query matches, or None.

        With `doc_ids`, return the list of those that exist, in the table's order.
        """
        if doc_id is not None:
            raw = self.raw(doc_id)
            return None if raw is None else self.document_class(decode(raw), doc_id)
        if doc_ids is not None:
            wanted = set(doc_ids)
            return [
                self.document_class(decode(raw), found)
                for found, raw in self.raw_items()
                if found in wanted
            ]
        if cond is not None:
            return next((document for document in self if cond(document)), None)
        raise RuntimeError("You have to pass either cond or doc_id or doc_ids")

    # Writing

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add a document and return its id: its own for a TinyDB Document, else the next.

        Raises `ValueError` when it is not a mapping or its id is taken.
        """
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")
        with self._storage.transaction() as batch:
            if isinstance(document, self.document_class):
                doc_id: int = document.doc_id
                if batch.get(self.name, doc_id) is not None:
                    raise ValueError(f"Document with ID {doc_id} already exists")
            else:
                doc_id = self._get_next_id()
            batch.save(self.name, doc_id, dict(document))
        return doc_id

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add documents, all or none, and return their ids."""
        with self._storage.transaction():
            return [self.insert(document) for document in documents]

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that match, or add one; nobody else writes in between."""
        with self._storage.transaction():
            return super().upsert(document, cond)

    def _get_next_id(self) -> int:
        # Asked anew each time: another process may have used the id TinyDB would remember.
        return self._storage.view.highest(self.name) + 1

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._storage.transaction() as batch:
            opened = _OpenTable(batch, self.name)
            updater(opened)  # type: ignore[arg-type]  # TinyDB's updaters use it as a mapping only
            opened.save()


class Database(TinyDB):
    """A TinyDB over a journaled storage; takes the storage's arguments.

    Every method of TinyDB is there, and each change is on the disk when it returns. Inside
    `storage.transaction()` several become one: all of them are kept, or none.

    >>> from tinydb import where
    >>> db = Database("tables.json", create=True)
    >>> db.table("domains").insert({"name": "maritime"})
    1
    >>> db.table("domains").update({"name": "sea"}, where("name") == "maritime")
    [1]
    >>> Database("tables.json").table("domains").all()
    [{'name': 'sea'}]
    """

    table_class = JournaledTable
    _storage: TransactionalStorage

    def __init__(self, place: str | os.PathLike[str] | DatabaseAddress, **options: Any) -> None:
        super().__init__(place, storage=storage_at, **options)

    @property
    def storage(self) -> TransactionalStorage:
        """The storage, for transactions, refreshing and checkpoints."""
        return self._storage

    @property
    def journaled(self) -> JournaledStorage:
        """The storage of a register in a file, with its files and snapshots."""
        assert isinstance(self._storage, JournaledStorage), "it is kept in a database"
        return self._storage

    def table(self, name: str, **options: Any) -> JournaledTable:
        """Return a table by name; it need not exist yet."""
        table = super().table(name, **options)
        assert isinstance(table, JournaledTable)
        return table

    def tables(self) -> set[str]:
        """Return the names of all tables."""
        return set(self._storage.view.names())

    def drop_table(self, name: str) -> None:
        """Remove a table; nothing happens when there is none."""
        with self._storage.transaction() as batch:
            batch.drop_table(name)
        self._tables.pop(name, None)


class _OpenTable(MutableMapping[int, Plain]):
    """A table inside a transaction, of which only what is looked at is decoded."""

    def __init__(self, batch: WriteBatch, table: str) -> None:
        self._batch = batch
        self._table = table
        self._decoded: dict[int, Plain] = {}

    def __contains__(self, doc_id: object) -> bool:
        return isinstance(doc_id, int) and self._batch.get(self._table, doc_id) is not None

    def __getitem__(self, doc_id: int) -> Plain:
        if doc_id not in self._decoded:
            raw = self._batch.get(self._table, doc_id)
            if raw is None:
                raise KeyError(doc_id)
            self._decoded[doc_id] = decode(raw)
        return self._decoded[doc_id]

    def __setitem__(self, doc_id: int, document: Plain) -> None:
        self._batch.save(self._table, doc_id, document)
        self._decoded[doc_id] = document

    def __delitem__(self, doc_id: int) -> None:
        if doc_id not in self:
            raise KeyError(doc_id)
        self._batch.remove(self._table, doc_id)
        self._decoded.pop(doc_id, None)

    def __iter__(self) -> Iterator[int]:
        return iter([doc_id for doc_id, _ in self._batch.items(self._table)])

    def __len__(self) -> int:
        return self._batch.count(self._table)

    def clear(self) -> None:
        """Remove every document; the table stays."""
        self._batch.empty_table(self._table)
        self._decoded.clear()

    def save(self) -> None:
        """Keep the documents that were changed in place. Raises `NotStorable`."""
        for doc_id, document in self._decoded.items():
            raw = encode(document)
            if raw != self._batch.get(self._table, doc_id):
                self._batch.save_raw(self._table, doc_id, raw)

"""Tables in memory: what the disk says, and changes that are not on the disk yet.

A document is the bytes of its JSON, exactly as on disk. Nothing is decoded here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from store.errors import BadValue
from store.storage.documents import Document, encode

Touched = set[tuple[str, int]]
"""Which documents changed: pairs of table name and document id."""

DocumentsPut = dict[str, dict[int, bytes | None]]
"""What is put in each table, by document id; None removes a document."""

META = "_meta"
"""The table in which a snapshot describes itself; nobody else's."""


class TableView(ABC):
    """Something that can be read as tables of documents."""

    @abstractmethod
    def names(self) -> list[str]:
        """Return the names of all tables, also of empty ones."""

    @abstractmethod
    def get(self, table: str, doc_id: int) -> bytes | None:
        """Return one document's bytes, or None."""

    @abstractmethod
    def items(self, table: str) -> list[tuple[int, bytes]]:
        """Return a table's ids and documents in order, as a list of the caller's own."""

    @abstractmethod
    def find(self, table: str, text: bytes) -> list[int]:
        """Return the ids of the documents whose bytes hold a text, in order."""

    @abstractmethod
    def count(self, table: str) -> int:
        """Return how many documents a table has; 0 when there is no such table."""

    @abstractmethod
    def highest(self, table: str) -> int:
        """Return the highest id the table has had since it was last emptied; 0 when none."""


class Tables(TableView):
    """What the disk says. Only `apply` changes it, at replay and after a commit alike."""

    def __init__(
        self, documents: dict[str, dict[int, bytes]], highest: dict[str, int] | None = None
    ) -> None:
        """Take documents over, and the highest ids as far as they are known."""
        self._documents = documents
        self._highest = dict(highest or {})

    def names(self) -> list[str]:
        """Return the names of all tables, also of empty ones."""
        return list(self._documents)

    def get(self, table: str, doc_id: int) -> bytes | None:
        """Return one document's bytes, or None."""
        return self._documents.get(table, {}).get(doc_id)

    def items(self, table: str) -> list[tuple[int, bytes]]:
        """Return a table's ids and documents in order, as a list of the caller's own."""
        return list(self._documents.get(table, {}).items())

    def find(self, table: str, text: bytes) -> list[int]:
        """Return the ids of the documents whose bytes hold a text, in order."""
        documents = self._documents.get(table, {})
        return [doc_id for doc_id, raw in documents.items() if text in raw]

    def count(self, table: str) -> int:
        """Return how many documents a table has; 0 when there is no such table."""
        return len(self._documents.get(table, {}))

    def highest(self, table: str) -> int:
        """Return the highest id the table has had since it was last emptied; 0 when none."""
        if table not in self._highest:
            self._highest[table] = max(self._documents.get(table, ()), default=0)
        return self._highest[table]

    def apply(self, drop: Iterable[str], put: DocumentsPut) -> Touched:
        """Drop tables, then put documents (None removes one); return what was touched.

        Doing it twice is the same as doing it once.
        """
        touched: Touched = set()
        for table in drop:
            touched.update((table, doc_id) for doc_id in self._documents.pop(table, ()))
            self._highest.pop(table, None)
        for table, changed in put.items():
            documents = self._documents.setdefault(table, {})
            if changed and (last := max(changed)) > self.highest(table):
                self._highest[table] = last
            for doc_id, raw in changed.items():
                if raw is None:
                    documents.pop(doc_id, None)
                else:
                    documents[doc_id] = raw
                touched.add((table, doc_id))
        return touched

    def difference(self, other: Tables) -> Touched:
        """Return the documents that only one of the two has, or that differ."""
        touched: Touched = set()
        for table in self._documents.keys() | other._documents.keys():
            ours = self._documents.get(table, {})
            theirs = other._documents.get(table, {})
            touched.update(
                (table, doc_id)
                for doc_id in ours.keys() | theirs.keys()
                if ours.get(doc_id) != theirs.get(doc_id)
            )
        return touched


class WriteBatch(TableView):
    """Changes on top of another view, which stays as it is until they are taken over."""

    def __init__(self, base: TableView) -> None:
        self.base = base
        self.drop: dict[str, None] = {}
        """Tables of the base that are no longer seen; a dict for its order."""
        self.put: DocumentsPut = {}
        """Documents that hide the base's; None hides one that was removed."""
        self.schema: int | None = None
        """The schema number the register has from these changes on, if they change it."""
        self._highest: dict[str, int] = {}

    def names(self) -> list[str]:
        """Return the names of all tables, also of empty ones."""
        kept = [name for name in self.base.names() if name not in self.drop]
        return list(dict.fromkeys([*kept, *self.put]))

    def get(self, table: str, doc_id: int) -> bytes | None:
        """Return one document's bytes, or None."""
        changed = self.put.get(table, {})
        if doc_id in changed:
            return changed[doc_id]
        return None if table in self.drop else self.base.get(table, doc_id)

    def items(self, table: str) -> list[tuple[int, bytes]]:
        """Return a table's ids and documents in order, as a list of the caller's own."""
        seen: dict[int, bytes | None] = dict(() if table in self.drop else self.base.items(table))
        seen.update(self.put.get(table, {}))
        return [(doc_id, raw) for doc_id, raw in seen.items() if raw is not None]

    def find(self, table: str, text: bytes) -> list[int]:
        """Return the ids of the documents whose bytes hold a text, in order."""
        changed = self.put.get(table, {})
        kept = [] if table in self.drop else self.base.find(table, text)
        found = [doc_id for doc_id in kept if doc_id not in changed]
        return found + [doc_id for doc_id, raw in changed.items() if raw and text in raw]

    def count(self, table: str) -> int:
        """Return how many documents a table has; 0 when there is no such table."""
        hidden = table in self.drop
        count = 0 if hidden else self.base.count(table)
        for doc_id, raw in self.put.get(table, {}).items():
            before = None if hidden else self.base.get(table, doc_id)
            count += (raw is not None) - (before is not None)
        return count

    def highest(self, table: str) -> int:
        """Return the highest id the table has had since it was last emptied; 0 when none."""
        if table not in self._highest:
            self._highest[table] = 0 if table in self.drop else self.base.highest(table)
        return self._highest[table]

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write down."""
        return bool(self.drop or self.put or self.schema is not None)

    def save(self, table: str, doc_id: int, document: Document) -> None:
        """Put a document, new or changed. Raises `NotStorable`."""
        self.save_raw(table, doc_id, encode(document))

    def save_raw(self, table: str, doc_id: int, raw: bytes) -> None:
        """Put a document that is already one line of JSON, keys sorted: `encode` made it."""
        if doc_id > self.highest(table):
            self._highest[table] = doc_id
        self._changed(table)[doc_id] = raw

    def remove(self, table: str, doc_id: int) -> None:
        """Remove a document; nothing happens when there is none."""
        if self.get(table, doc_id) is not None:
            self._changed(table)[doc_id] = None

    def add_table(self, table: str) -> None:
        """Make a table exist, though it may stay empty."""
        if table not in self.names():
            self._changed(table)

    def drop_table(self, table: str) -> None:
        """Remove a table and all its documents."""
        self.put.pop(table, None)
        self._highest[table] = 0
        if table in self.base.names():
            self.drop[table] = None

    def empty_table(self, table: str) -> None:
        """Remove all documents of a table, which stays."""
        self.drop_table(table)
        self.add_table(table)

    def take_over(self, later: WriteBatch) -> None:
        """Take over the changes of a batch that was made on top of this one."""
        for table in later.drop:
            self.drop_table(table)
        for table, changed in later.put.items():
            self._changed(table).update(changed)
            self._highest[table] = later.highest(table)
        if later.schema is not None:
            self.schema = later.schema

    def _changed(self, table: str) -> dict[int, bytes | None]:
        if table == META:
            raise BadValue(f"'{META}' is where a register describes itself: use another name")
        return self.put.setdefault(table, {})

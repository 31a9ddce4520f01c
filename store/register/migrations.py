"""Bringing the documents of an older register up to date.

Each step is a pure function from the tables of one layout to those of the next; nothing is
ever dropped. `SCHEMA` is the layout that this version writes.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

from store.errors import CannotRead
from store.storage import JournaledStorage
from store.storage.documents import Document, decode, encode

TableDocuments = dict[str, dict[int, Document]]


def seal(tables: TableDocuments) -> TableDocuments:
    """From 1 to 2: the sealed file says its layout, the document about the register no longer."""
    about = {
        row: {key: item for key, item in document.items() if key != "schema"}
        for row, document in tables.get("register", {}).items()
    }
    return tables | {"register": about}


STEPS: tuple[Callable[[TableDocuments], TableDocuments], ...] = (seal,)
SCHEMA = 1 + len(STEPS)


def migrate(tables: TableDocuments, schema: int) -> TableDocuments:
    """Return the tables of layout `schema` in the layout of today."""
    for step in STEPS[schema - 1 :]:
        tables = step(tables)
    return tables


def bring_up_to_date(storage: JournaledStorage) -> Path | None:
    """Migrate an older register under the lock; return the copy that was made of it before.

    None when another process was quicker. Raises `CannotRead`, `Locked`, `Damaged`,
    `ReadOnly`.
    """
    with storage.transaction() as batch:
        schema = storage.schema or 1
        if schema >= SCHEMA:
            return None
        copy = _copy(storage.files.snapshot, schema)
        old = {name: {row: decode(raw) for row, raw in batch.items(name)} for name in batch.names()}
        for name, documents in migrate(old, schema).items():
            for row, document in documents.items():
                if encode(document) != batch.get(name, row):
                    batch.save(name, row, document)
        batch.schema = SCHEMA
    storage.checkpoint()
    return copy


def _copy(path: Path, schema: int) -> Path:
    import shutil

    copy = path.with_name(f"{path.name}.schema-{schema}")
    for number in count(2):
        if not copy.exists():
            break
        copy = path.with_name(f"{path.name}.schema-{schema}.{number}")
    try:
        shutil.copy2(path, copy)
    except OSError as error:
        raise CannotRead(f"{copy} cannot be written: {error.strerror}") from error
    return copy

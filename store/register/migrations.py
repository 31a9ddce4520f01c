"""Bringing the documents of an older register up to date.

Each step is a pure function from the tables of one layout to those of the next; nothing is
ever dropped. `SCHEMA` is the layout that this version writes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

from store.errors import CannotRead
from store.storage import JournaledStorage
from store.storage.documents import Document, decode, encode
from store.storage.files import copy

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
        kept = _copy(storage.files.snapshot, schema)
        old = {name: {row: decode(raw) for row, raw in batch.items(name)} for name in batch.names()}
        for name, documents in migrate(old, schema).items():
            for row, document in documents.items():
                if encode(document) != batch.get(name, row):
                    batch.save(name, row, document)
        batch.schema = SCHEMA
    storage.checkpoint()
    return kept


def _copy(path: Path, schema: int) -> Path:
    target = path.with_name(f"{path.name}.schema-{schema}")
    for number in count(2):
        if not os.path.lexists(target):
            break
        target = path.with_name(f"{path.name}.schema-{schema}.{number}")
    try:
        copy(path, target)
    except OSError as error:
        raise CannotRead(f"{target} cannot be written: {error.strerror}") from error
    return target

"""Bringing the documents of an older register up to date, in its own file.

`SCHEMA` is the layout that this version writes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from msgspec.json import Decoder

from store.errors import CannotRead
from store.model.entities import Commitment, Instrument
from store.register.codec import RegisterHead, decoder, from_json
from store.register.layouts import TableDocuments, seal, tell_kinds
from store.storage import JournaledStorage, TransactionalStorage
from store.storage.documents import decode, encode
from store.storage.files import copy

STEPS: tuple[Callable[[TableDocuments], TableDocuments], ...] = (seal, tell_kinds)
SCHEMA = 1 + len(STEPS)


def migrate(tables: TableDocuments, schema: int) -> TableDocuments:
    """Return the tables of layout `schema` in the layout of today."""
    for step in STEPS[schema - 1 :]:
        tables = step(tables)
    return tables


def bring_up_to_date(storage: TransactionalStorage) -> Path | None:
    """Migrate an older register under the lock; return the copy that was made of its file.

    None when another process was quicker, and for a database, whose keepers have copies.
    Raises `CannotRead`, `Locked`, `Damaged`, `ReadOnly`.
    """
    with storage.transaction() as batch:
        schema = storage.schema or 1
        if schema >= SCHEMA:
            return None
        path = storage.files.snapshot if isinstance(storage, JournaledStorage) else None
        kept = _copy(path, schema) if path else None
        readers: dict[str, Decoder[Any]] = {
            "commitments": decoder(Commitment),
            "instruments": decoder(Instrument),
            "register": decoder(RegisterHead),
        }
        old = {name: {row: decode(raw) for row, raw in batch.items(name)} for name in batch.names()}
        for name, documents in migrate(old, schema).items():
            read = readers.get(name)
            for row, document in documents.items():
                raw = encode(document)
                if read is not None:
                    # Only what is understood as a whole is rewritten.
                    where = f"{path or 'the database'}, {name} {document.get('id', row)}"
                    from_json(raw, read, where)
                if raw != batch.get(name, row):
                    batch.save_raw(name, row, raw)
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

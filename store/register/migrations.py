"""Bringing the documents of an older register up to date, in its own file.

`SCHEMA` is the layout that this version writes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from msgspec.json import Decoder

from store.errors import CannotRead
from store.model.entities import Commitment, Instrument
from store.register.codec import RegisterHead, decoder, from_json
from store.register.layouts import TableDocuments, seal, tell_kinds
from store.storage import JournaledStorage, TransactionalStorage
from store.storage.documents import Document, decode, encode
from store.storage.files import remove
from store.storage.tables import Tables, TableView

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
        files = storage if isinstance(storage, JournaledStorage) else None
        place = str(files.files.snapshot) if files else "the database"
        # Only what is understood as a whole is copied and rewritten.
        changed = list(_changed(batch, schema, place))
        kept = _copy(files, schema) if files else None
        for name, row, raw in changed:
            batch.save_raw(name, row, raw)
        batch.schema = SCHEMA
    storage.checkpoint()
    return kept


class ReadUpToDate(JournaledStorage):
    """The storage of an older register that is only looked at: its view is in the layout of today.

    Nothing is written: each time the register has changed its documents are told anew.
    """

    def __init__(self, older: TransactionalStorage) -> None:
        # Nothing is opened anew: the view is all that a reader asks for.
        self._older = older
        self._told = -1, Tables({})

    @property
    def schema(self) -> int:
        """The layout in which the view is."""
        return SCHEMA

    @property
    def view(self) -> TableView:
        """The documents as they would be written today."""
        older = self._older
        if older.schema >= SCHEMA:  # somebody else has brought it up to date meanwhile
            return older.view
        seq, tables = self._told
        if seq != older.seq:
            told = migrate(_decoded(older.view), older.schema or 1)
            tables = Tables({name: _encoded(documents) for name, documents in told.items()})
            self._told = older.seq, tables
        return tables


def _encoded(documents: dict[int, Document]) -> dict[int, bytes]:
    return {row: encode(document) for row, document in documents.items()}


def _decoded(view: TableView) -> TableDocuments:
    return {name: {row: decode(raw) for row, raw in view.items(name)} for name in view.names()}


def _changed(view: TableView, schema: int, place: str) -> Iterator[tuple[str, int, bytes]]:
    """Yield the documents that are written otherwise today: table, row and JSON.

    Raises `Damaged`, naming the document, for one that cannot be read as what it should be.
    """
    readers: dict[str, Decoder[Any]] = {
        "commitments": decoder(Commitment),
        "instruments": decoder(Instrument),
        "register": decoder(RegisterHead),
    }
    for name, documents in migrate(_decoded(view), schema).items():
        read = readers.get(name)
        for row, document in documents.items():
            raw = encode(document)
            if read is not None:
                from_json(raw, read, f"{place}, {name} {document.get('id', row)}")
            if raw != view.get(name, row):
                yield name, row, raw


def _copy(storage: JournaledStorage, schema: int) -> Path:
    """Copy a register as it is, journal and all; return the copy, which may be an earlier one."""
    path, earlier = storage.files.snapshot, list[Path]()
    target = path.with_name(f"{path.name}.schema-{schema}")
    for number in count(2):
        if not os.path.lexists(target):
            break
        earlier.append(target)
        target = path.with_name(f"{path.name}.schema-{schema}.{number}")
    try:
        storage.copy_to(target)
        # Of an opening that failed before there may be the very same one.
        same = next((each for each in earlier if _is_alike(each, target)), None)
        if same is not None:
            remove(target)
    except OSError as error:
        raise CannotRead(f"{target} cannot be written: {error.strerror}") from error
    return same or target


def _is_alike(copy: Path, other: Path) -> bool:
    from filecmp import cmp  # only where there are two

    try:
        return cmp(copy, other, shallow=False)
    except OSError:  # a link that leads nowhere, or another's file
        return False

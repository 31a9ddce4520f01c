"""Another register's own file, read as it is kept: nothing of it is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from store.disk import Database
from store.disk.documents import decode
from store.importing.batch import Piece
from store.importing.own import read_commitments, read_head
from store.migrations import SCHEMA, migrate


def is_register(document: object) -> bool:
    """Whether a JSON object is a register's file: tables of numbered documents."""
    if not isinstance(document, dict):
        return False
    tables = [document.get(name) for name in ("register", "commitments")]
    return isinstance(tables[0], dict) and all(isinstance(each, dict | None) for each in tables)


def read(path: Path) -> Iterator[Piece]:
    """Read a register with what its journal says. Raises `Damaged`, `CannotRead`."""
    storage = Database(path, schema=SCHEMA).storage
    view = storage.view
    tables = {
        name: {row: decode(raw) for row, raw in sorted(view.items(name))}
        for name in ("register", "instruments", "commitments")
    }
    tables = migrate(tables, storage.schema or 1) if storage.schema < SCHEMA else tables
    heads = list(tables.get("register", {}).values())
    head = heads[0] if heads else {"title": path.stem}
    yield from read_head(head | {"instruments": list(tables.get("instruments", {}).values())})
    yield from read_commitments(tables.get("commitments", {}).values())

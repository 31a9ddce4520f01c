"""The same work in SQLite: a JSON column, a write-ahead log, synced at every commit."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

Document = dict[str, Any]


def make(path: Path, commitments: Iterable[Document]) -> None:
    """Write commitments into a new database, one row each, and an empty history."""
    with closing(open_at(path)) as db, db:
        db.execute(
            "create table commitments (row integer primary key, id text unique, document json)"
        )
        db.execute("create table history (number integer primary key, document json)")
        db.executemany(
            "insert into commitments (id, document) values (?, ?)",
            ((each["id"], json.dumps(each)) for each in commitments),
        )


def open_at(path: Path) -> sqlite3.Connection:
    """Open a database that keeps its promises as ours does."""
    db = sqlite3.connect(path)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    return db


def update(db: sqlite3.Connection, row: int, fields: Document) -> None:
    """Set fields of one document."""
    with db:
        found = db.execute("select document from commitments where row=?", (row,)).fetchone()
        document = json.loads(found[0]) | fields
        db.execute("update commitments set document=? where row=?", (json.dumps(document), row))


def change(
    db: sqlite3.Connection,
    commitment_id: str,
    edit: Callable[[Document], Document],
    history: Callable[[int, Document], Document],
) -> None:
    """Edit one document and insert its history, which is told the row and the new document."""
    with db:
        row, text = db.execute(
            "select row, document from commitments where id=?", (commitment_id,)
        ).fetchone()
        document = edit(json.loads(text))
        db.execute("update commitments set document=? where row=?", (json.dumps(document), row))
        entry = json.dumps(history(row, document))
        db.execute("insert into history (document) values (?)", (entry,))

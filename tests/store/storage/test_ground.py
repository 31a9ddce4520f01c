"""The same calls on stock TinyDB and on ours give the same answers and leave the same documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, operations, where
from tinydb.table import Document

from store.storage import Database

Call = Callable[[Any], Any]

CALLS: dict[str, Call] = {
    "insert": lambda db: db.insert({"int": 9}),
    "insert with id": lambda db: db.insert(Document({"int": 9}, 12)),
    "insert with taken id": lambda db: db.insert(Document({"int": 9}, 1)),
    "insert a list": lambda db: db.insert([1, 2]),
    "insert multiple": lambda db: db.insert_multiple({"int": n} for n in range(3)),
    "insert one as many": lambda db: db.insert_multiple({"a": 1}),
    "all": lambda db: db.all(),
    "iterate": lambda db: [(document.doc_id, document) for document in db],
    "search": lambda db: db.search(where("char").one_of(["a", "c"])),
    "search by function": lambda db: db.search(lambda document: document["char"] > "a"),
    "get": lambda db: db.get(where("char") == "b").doc_id,
    "get none": lambda db: db.get(where("char") == "z"),
    "get by id": lambda db: db.get(doc_id=2),
    "get by no number": lambda db: db.get(doc_id=float("nan")),
    "get by missing id": lambda db: db.get(doc_id=20),
    "get by ids": lambda db: db.get(doc_ids=[3, 1, 20]),
    "get nothing": lambda db: db.get(),
    "contains": lambda db: (db.contains(where("int") == 1), db.contains(doc_id=8)),
    "contains nothing": lambda db: db.contains(),
    "count": lambda db: db.count(Query().char.matches("[ab]")),
    "length": lambda db: len(db),
    "update": lambda db: db.update({"int": 2}, where("char") == "a"),
    "update all": lambda db: db.update({"new": [1]}),
    "update ids": lambda db: db.update({"new": None}, doc_ids=[1, 7, 3]),
    "update by function": lambda db: db.update(lambda document: document.pop("char")),
    "update multiple": lambda db: db.update_multiple(
        [({"int": 5}, where("char") == "a"), (operations.delete("int"), where("char") == "b")]
    ),
    "delete": lambda db: db.update(operations.delete("int"), where("char") == "a"),
    "add": lambda db: db.update(operations.add("int", 5), where("char") == "a"),
    "subtract": lambda db: db.update(operations.subtract("int", 5), where("char") == "a"),
    "set": lambda db: db.update(operations.set("char", "xyz"), where("char") == "a"),
    "increment": lambda db: db.update(operations.increment("int"), where("char") == "a"),
    "decrement": lambda db: db.update(operations.decrement("int"), where("char") == "a"),
    "upsert": lambda db: db.upsert({"int": 7}, where("char") == "a"),
    "upsert new": lambda db: db.upsert({"int": 7}, where("char") == "z"),
    "upsert by id": lambda db: db.upsert(Document({"int": 7}, 2)),
    "upsert by new id": lambda db: db.upsert(Document({"int": 7}, 22)),
    "upsert nothing": lambda db: db.upsert({"int": 7}),
    "remove": lambda db: db.remove(where("char") == "b"),
    "remove ids": lambda db: db.remove(doc_ids=[3, 9]),
    "remove nothing": lambda db: db.remove(),
    "truncate": lambda db: db.truncate(),
    "drop table": lambda db: db.drop_table("_default"),
    "drop tables": lambda db: db.drop_tables(),
    "tables": lambda db: db.tables(),
    "other table": lambda db: (db.table("other").insert({}), db.table("other").name),
    "same table": lambda db: db.table("other") is db.table("other"),
}


def outcome(call: Call, db: Any) -> Any:
    try:
        return call(db)
    except (ValueError, TypeError, RuntimeError) as error:
        # Ours may be a narrower kind of what TinyDB raises.
        return next(
            kind for kind in (TypeError, ValueError, RuntimeError) if isinstance(error, kind)
        )


@pytest.mark.parametrize("name", CALLS)
def test_same_as_stock(tmp_path: Path, name: str) -> None:
    stock = TinyDB(tmp_path / "stock.json")
    ours = Database(tmp_path / "ours.json", create=True)
    for db in (stock, ours):
        db.insert_multiple({"int": 1, "char": char} for char in "abc")
    assert outcome(CALLS[name], ours) == outcome(CALLS[name], stock)
    for db in (stock, ours):
        db.insert({"after": True})
    assert ours.storage.read() == stock.storage.read()
    assert [document.doc_id for document in ours] == [document.doc_id for document in stock]

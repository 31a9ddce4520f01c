"""TinyDB's tables over a journaled storage: what is ours, and what we lean on."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.storages import JSONStorage, MemoryStorage, Storage
from tinydb.table import Document, Table

from store.errors import NotStorable
from store.model.address import RegisterPlace, database_address
from store.storage import Database, JournaledTable, documents
from tests.postgres import Server


@pytest.fixture(params=["file", "postgres"])
def place(request: pytest.FixtureRequest, path: Path) -> RegisterPlace:
    """Where tables may be made: in a file, or in a database."""
    if request.param == "file":
        return path
    server: Server = request.getfixturevalue("postgres")
    address = database_address(server.address())
    assert address is not None
    return address


@pytest.fixture
def db(place: RegisterPlace) -> Database:
    """Tables of which there are none yet."""
    return Database(place, create=True)


def memory() -> Storage:
    return TinyDB(storage=MemoryStorage).storage


def test_a_table_needs_our_storage() -> None:
    with pytest.raises(TypeError):
        JournaledTable(memory(), "a")


def test_the_updater_sees_each_document_once_and_nothing_is_shared(db: Database) -> None:
    kept: list[Any] = []

    def keep(document: Any) -> None:
        document["list"] = []
        kept.append(document)

    db.insert({"n": 1})
    db.update(keep)
    kept[0]["list"].append("later")
    assert db.all() == [{"n": 1, "list": []}]


def test_an_updater_that_raises_half_way_changes_nothing(
    place: RegisterPlace, db: Database
) -> None:
    db.insert_multiple({"n": n} for n in range(4))

    def change(document: Any) -> None:
        document["n"] += 100
        if document["n"] == 102:
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        db.update(change)
    with pytest.raises(NotStorable):
        db.update({"n": {1, 2}}, where("n") == 3)
    assert db.all() == [{"n": n} for n in range(4)] == Database(place).all()


def test_upsert_is_one_transaction(db: Database) -> None:
    db.upsert({"n": 1, "k": "a"}, where("k") == "a")
    db.upsert({"n": 2}, where("k") == "a")
    db.upsert(Document({"n": 3}, doc_id=7))
    assert db.storage.seq == 3
    assert {document.doc_id: document["n"] for document in db} == {1: 2, 7: 3}
    assert db.insert({}) == 8


def test_insert_multiple_gives_no_id_twice(db: Database) -> None:
    assert db.insert_multiple([Document({}, 1), {}, Document({}, 9), {}]) == [1, 2, 9, 10]
    with pytest.raises(ValueError, match="already exists"):
        db.insert_multiple([{}, Document({}, 9)])
    assert len(db) == 4


def test_an_id_is_not_given_again_after_a_removal(place: RegisterPlace, db: Database) -> None:
    db.insert_multiple([{}, {}])
    db.remove(doc_ids=[2])
    db.storage.checkpoint()
    assert Database(place).insert({}) == 3
    db.truncate()
    assert db.insert({}) == 1


def test_one_document_costs_one_document(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    db.insert_multiple({"n": n} for n in range(50))
    decoded = 0
    decode = documents.decode

    def counted(raw: bytes) -> dict[str, Any]:
        nonlocal decoded
        decoded += 1
        return decode(raw)

    monkeypatch.setattr("store.storage.tinydb.decode", counted)
    db.get(doc_id=3)
    db.contains(doc_id=4)
    db.update({"n": 0}, doc_ids=[5])
    db.remove(doc_ids=[6])
    assert len(db.get(doc_ids=[7, 8])) == 2
    assert len(db) == 49
    assert decoded == 5


def test_persist_empty_does_not_empty(place: RegisterPlace, db: Database) -> None:
    db.table("a").insert({})
    again = Database(place)
    assert len(again.table("a", persist_empty=True)) == 1


# What we lean on in TinyDB, some of it private: a release that changes it fails here.


def test_updates_and_removals_go_through_update_table(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr(Table, "_update_table", lambda self, updater: calls.append(self.name))
    table = Table(memory(), "t")
    table.update({}, doc_ids=[1])
    table.update({}, where("a") == 1)
    table.update({})
    table.update_multiple([({}, where("a") == 1)])
    table.remove(doc_ids=[1])
    table.remove(where("a") == 1)
    table.truncate()
    assert calls == ["t"] * 7


def test_an_updater_uses_its_table_as_a_mapping_of_whole_numbers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[dict[int, Any]] = []

    def update_table(self: Table, updater: Callable[[dict[int, Any]], None]) -> None:
        found.append({1: {}})
        updater(found[-1])

    monkeypatch.setattr(Table, "_update_table", update_table)
    table = Table(memory(), "t")
    table.update({"a": 1}, doc_ids=[1, 2])
    table.remove(doc_ids=[1])
    assert found == [{1: {"a": 1}}, {}]


def test_signatures_we_override() -> None:
    for name in ("insert", "insert_multiple", "upsert", "get", "search", "_get_next_id"):
        ours, theirs = (signature(getattr(kind, name)) for kind in (JournaledTable, Table))
        assert list(ours.parameters) == list(theirs.parameters), name
    assert list(signature(JournaledTable.__init__).parameters) == list(
        signature(Table.__init__).parameters
    )


def test_the_database_keeps_its_storage_and_tables_where_we_look() -> None:
    stock = TinyDB(storage=MemoryStorage)
    assert stock._storage is stock.storage
    assert stock._tables == {}
    assert stock.table("a") is stock._tables["a"]
    assert stock.table("a")._storage is stock.storage
    assert TinyDB.default_storage_class is JSONStorage
    assert TinyDB.table_class is Table or TinyDB.table_class is JournaledTable


def test_an_updater_of_ones_own_may_use_its_table_as_a_mapping(
    place: RegisterPlace, db: Database
) -> None:
    db.insert_multiple([{"n": 1}, {"n": 2}])

    def updater(table: dict[Any, Any]) -> None:
        assert (len(table), list(table), 2 in table, "2" in table) == (2, [1, 2], True, False)
        table[7] = {"n": 7}
        table[7]["later"] = True
        del table[1]
        with pytest.raises(KeyError):
            table[1]
        with pytest.raises(KeyError):
            del table[1]

    db.table("_default")._update_table(updater)
    assert db.storage.read() == {"_default": {"2": {"n": 2}, "7": {"n": 7, "later": True}}}
    assert Database(place).storage.read() == db.storage.read()

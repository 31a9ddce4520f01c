"""Any sequence of changes, good and failing, compared with plain dictionaries."""

from __future__ import annotations

import copy
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)
from tinydb import where
from tinydb.table import Document

from store.errors import NotStorable
from store.storage import Database
from store.storage.salvage import check
from tests.store.storage.processes import LONG

Model = dict[str, dict[int, dict[str, Any]]]

TABLES = st.sampled_from(["commitments", "history"])
IDS = st.integers(1, 6)
FIELDS = st.dictionaries(
    st.sampled_from(["a", "b", "n"]),
    st.integers(0, 3) | st.text(max_size=4) | st.lists(st.none(), max_size=2),
    max_size=3,
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), TABLES, FIELDS),
        st.tuples(st.just("insert at"), TABLES, IDS, FIELDS),
        st.tuples(st.just("update"), TABLES, st.lists(IDS, max_size=3), FIELDS),
        st.tuples(st.just("update where"), TABLES, st.integers(0, 3), FIELDS),
        st.tuples(st.just("upsert"), TABLES, st.integers(0, 3), FIELDS),
        st.tuples(st.just("remove"), TABLES, st.lists(IDS, max_size=3)),
        st.tuples(st.just("truncate"), TABLES),
        st.tuples(st.just("drop"), TABLES),
        st.tuples(st.just("bad updater"), TABLES, IDS),
        st.tuples(st.just("bad value"), TABLES, IDS),
    ),
    max_size=5,
)


class Failed(Exception):
    """What a failing updater, or the body of a transaction, raises."""


def change_ours(db: Database, change: tuple[Any, ...]) -> None:
    """Make one change through TinyDB's interface."""
    kind, name, *rest = change
    table = db.table(name)
    match kind, rest:
        case "insert", [fields]:
            table.insert(fields)
        case "insert at", [doc_id, fields]:
            table.insert(Document(fields, doc_id))
        case "update", [doc_ids, fields]:
            table.update(fields, doc_ids=doc_ids)
        case "update where", [n, fields]:
            table.update(fields, where("n") == n)
        case "upsert", [n, fields]:
            table.upsert(fields, where("n") == n)
        case "remove", [doc_ids]:
            table.remove(doc_ids=list(dict.fromkeys(doc_ids)))
        case "truncate", []:
            table.truncate()
        case "drop", []:
            db.drop_table(name)
        case "bad updater", [doc_id]:

            def fail(document: Any) -> None:
                document["a"] = "half done"
                if document["n"] == "never":  # a KeyError for most
                    raise Failed
                raise Failed

            table.update(fail, doc_ids=[doc_id])
        case "bad value", [doc_id]:
            table.update({"a": {1, 2}}, doc_ids=[doc_id])
        case _:
            raise AssertionError(change)


def change_model(model: Model, highest: dict[str, int], change: tuple[Any, ...]) -> None:
    """Make the same change to plain dictionaries; raise what ours should raise."""
    kind, name, *rest = change
    table = model.get(name, {})

    def put(doc_id: int, fields: dict[str, Any]) -> None:
        model.setdefault(name, {})[doc_id] = copy.deepcopy(fields)
        highest[name] = max(highest.get(name, 0), doc_id)

    def updated(doc_ids: list[int], fields: dict[str, Any]) -> list[int]:
        found = [doc_id for doc_id in doc_ids if doc_id in table]
        for doc_id in found:
            table[doc_id].update(copy.deepcopy(fields))
        return found

    def matching(n: int) -> list[int]:
        return [doc_id for doc_id, document in table.items() if document.get("n") == n]

    match kind, rest:
        case "insert", [fields]:
            put(highest.get(name, 0) + 1, fields)
        case "insert at", [doc_id, fields]:
            if doc_id in table:
                raise ValueError
            put(doc_id, fields)
        case "update", [doc_ids, fields]:
            updated(doc_ids, fields)
        case "update where", [n, fields]:
            updated(matching(n), fields)
        case "upsert", [n, fields]:
            if not updated(matching(n), fields):
                put(highest.get(name, 0) + 1, fields)
        case "remove", [doc_ids]:
            for doc_id in doc_ids:
                table.pop(doc_id, None)
        case "truncate", []:
            model[name] = {}
            highest[name] = 0
        case "drop", []:
            model.pop(name, None)
            highest[name] = 0
        case "bad updater", [doc_id]:
            if doc_id in table:
                raise Failed
        case "bad value", [doc_id]:
            if doc_id in table:
                raise NotStorable("")


class Registers(RuleBasedStateMachine):
    """Two open registers on one file, and dictionaries that should say the same."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "register.json"
        self.open = [Database(self.path, create=True), Database(self.path)]
        self.model: Model = {}
        self.highest: dict[str, int] = {}

    @rule(which=st.integers(0, 1), changes=CHANGES)
    def change_one_by_one(self, which: int, changes: list[tuple[Any, ...]]) -> None:
        for change in changes:
            self.both(which, [change], fails=False)

    @rule(which=st.integers(0, 1), changes=CHANGES, fails=st.booleans())
    def change_in_a_transaction(
        self, which: int, changes: list[tuple[Any, ...]], fails: bool
    ) -> None:
        self.both(which, changes, fails)

    def both(self, which: int, changes: list[tuple[Any, ...]], fails: bool) -> None:
        model, highest = copy.deepcopy(self.model), dict(self.highest)
        expected: type[Exception] | None = None
        try:
            for change in changes:
                change_model(model, highest, change)
            if fails:
                raise Failed
            self.model, self.highest = model, highest
        except (ValueError, Failed) as error:
            expected = type(error)
        db = self.open[which]

        def ours() -> None:
            with db.storage.transaction():
                for change in changes:
                    change_ours(db, change)
                    for name in db.tables():
                        assert len(db.table(name)) == len(db.table(name).raw_items())
                if fails:
                    raise Failed

        if expected is None:
            ours()
        else:
            with pytest.raises((expected, KeyError)):
                ours()

    @rule(which=st.integers(0, 1))
    def checkpoint(self, which: int) -> None:
        self.open[which].storage.checkpoint()

    @rule(which=st.integers(0, 1), checkpoint=st.booleans())
    def reopen(self, which: int, checkpoint: bool) -> None:
        self.open[which].storage.close(checkpoint=checkpoint)
        self.open[which] = Database(self.path)

    @invariant()
    def all_say_the_same(self) -> None:
        expected = {
            name: {str(doc_id): document for doc_id, document in table.items()}
            for name, table in self.model.items()
        }
        for db in [*self.open, Database(self.path)]:
            db.storage.refresh()
            assert (db.storage.read() or {}) == expected
            for name, table in self.model.items():
                assert [document.doc_id for document in db.table(name)] == list(table)
        assert check(self.path) == []

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


TestRegisters = Registers.TestCase
TestRegisters.settings = settings(max_examples=1000 if LONG else 40, stateful_step_count=15)

"""Documents of earlier layouts: brought up to date without losing a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from store.model.entities import Commitment, SourceKind
from store.register.layouts import as_layout_2, tell_kinds, up_to_date
from store.register.store import Store
from store.storage import Database
from tests.conftest import make_store, open_store
from tests.registers import SMALL_REGISTER

OLD = {
    "id": "p8i",
    "title": "Aircraft",
    "measure": 7,
    "updates": [
        {"id": "u1", "date": "2025", "source": {"title": "a", "official": True, "page": 3}},
        {"id": "u2", "date": "2026", "source": {"title": "b", "official": False}},
        {
            "id": "u3",
            "date": "2026",
            "source": {"title": "c"},
            "by": {"name": "a"},
            "due": "soon",
        },
    ],
    "milestones": [{"id": "m1", "title": "x", "kind": "gate", "source": {"title": "d", "kind": 4}}],
}


def test_nothing_is_lost_and_nobody_is_taken_for_independent() -> None:
    told = up_to_date(OLD, Commitment)
    sources = [each["source"] for each in told["updates"]]
    assert sources == [
        {"title": "a", "kind": "official", "page": 3},
        {"title": "b", "kind": "independent"},
        {"title": "c"},
    ]
    assert told["measure_as_written"] == 7
    assert told["updates"][2]["by_as_written"] == {"name": "a"}
    assert told["updates"][2]["due_as_written"] == "soon"
    assert told["milestones"][0]["kind_as_written"] == "gate"
    assert told["milestones"][0]["source"]["kind_as_written"] == 4
    assert up_to_date(told, Commitment) == told


def test_the_step_changes_no_table_it_was_given() -> None:
    tables: dict[str, dict[int, dict[str, Any]]] = {
        "commitments": {1: OLD},
        "register": {
            1: {
                "title": "x",
                "official_bodies": "gov",
                "second_reader": "no",
                "status_words": {"done": "kept"},
            }
        },
    }
    told = tell_kinds(tables)
    assert tables["commitments"][1] is OLD
    assert told["register"][1]["official_bodies_as_written"] == "gov"
    assert told["register"][1]["second_reader_as_written"] == "no"
    assert told["register"][1]["status_words_as_written"] == {"done": "kept"}


def test_what_was_added_before_can_still_be_undone(register_path: Path) -> None:
    store = make_store(register_path, SMALL_REGISTER)
    store.remove(["pilot-school"])
    store.close(checkpoint=True)
    _as_written_by_an_earlier_version(register_path)
    later = open_store(register_path)
    assert later.read_only_reason is None
    later.undo()
    school = next(each for each in later.register.commitments if each.id == "pilot-school")
    kinds = [each.source.kind for each in school.updates if each.source]
    assert kinds == [SourceKind.UNKNOWN, SourceKind.OFFICIAL]


def _as_written_by_an_earlier_version(path: Path) -> None:
    """Give a register the layout that came before, without what that had no word for."""
    database = Database(path, schema=2**31)
    with database.storage.transaction() as batch:
        for name in batch.names():
            for row, raw in list(batch.items(name)):
                text = raw.replace(b'"kind":"independent",', b"")
                batch.save(name, row, as_layout_2(json.loads(text)))
        batch.schema = 2
    database.storage.close(checkpoint=True)


def test_a_register_of_today_is_left_alone(small_store: Store) -> None:
    before = small_store.path.read_bytes()
    small_store.close()
    open_store(small_store.path).close()
    assert small_store.path.read_bytes() == before

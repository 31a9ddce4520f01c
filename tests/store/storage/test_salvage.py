"""A damaged register gives what can be read, and is copied before anything replaces it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from store.errors import Damaged, Locked
from store.storage import Database
from store.storage.documents import decode
from store.storage.salvage import Salvage, check, rebuild, salvage


def contents(found: Salvage) -> dict[str, dict[str, Any]]:
    return {
        name: {str(doc_id): decode(raw) for doc_id, raw in found.tables.items(name)}
        for name in found.tables.names()
    }


@pytest.fixture
def whole(path: Path, db: Database) -> dict[str, dict[str, Any]]:
    """A register with a snapshot and a journal, and what it says."""
    db.table("commitments").insert_multiple({"title": f"No. {n}"} for n in range(4))
    db.table("instruments").insert({"title": "Framework"})
    db.storage.checkpoint()
    db.table("commitments").update({"title": "later"}, doc_ids=[2])
    db.table("commitments").insert({"title": "last"})
    state = db.storage.read()
    assert state is not None
    return state


def test_a_sound_register_gives_all_it_says(path: Path, whole: dict[str, Any]) -> None:
    found = salvage(path)
    assert contents(found) == whole
    assert found.lost == []
    assert (found.meta.seq, found.meta.schema) == (4, 1)


def test_a_hand_edit_can_be_accepted(path: Path, whole: dict[str, Any]) -> None:
    damaged = path.read_bytes().replace(b"No. 3", b"by hand")
    path.write_bytes(damaged)
    with pytest.raises(Damaged):
        Database(path)
    copy = rebuild(path, salvage(path))
    assert copy.read_bytes() == damaged
    whole["commitments"]["4"]["title"] = "by hand"
    db = Database(path)
    assert db.storage.read() == whole
    assert check(path) == []
    assert db.table("commitments").insert({}) == 6
    assert rebuild(path, salvage(path)) != copy


def test_a_register_changed_since_is_not_replaced(path: Path, whole: dict[str, Any]) -> None:
    found = salvage(path)
    Database(path).insert({"n": "just now"})
    with pytest.raises(Locked, match="changed meanwhile"):
        rebuild(path, found)
    assert Database(path).all() == [{"n": "just now"}]


def test_what_cannot_be_read_is_named(path: Path, whole: dict[str, Any]) -> None:
    path.write_bytes(
        path.read_bytes().replace(b'"instruments":{', b'"instru').replace(b'No. 2"', b"No. 2")
    )
    journal = path.with_name(path.name + ".journal")
    journal.write_bytes(journal.read_bytes().replace(b'"last"', b'"last'))
    found = salvage(path)
    assert [(finding.file, finding.line) for finding in found.lost] == [
        (path, 5),
        (path, 8),
        (journal, 3),
    ]
    del whole["commitments"]["3"], whole["commitments"]["5"]
    whole["line 8"] = whole.pop("instruments")
    assert contents(found) == whole


def test_a_plain_register_is_read_as_it_is(path: Path) -> None:
    path.write_text('{"_default": {"1": {"n": 1}}}')
    Database(path).insert({"n": 2})
    found = salvage(path)
    assert contents(found) == {"_default": {"1": {"n": 1}, "2": {"n": 2}}}
    assert found.lost == []


def test_nothing_there(path: Path) -> None:
    assert [finding.what for finding in salvage(path).lost] == ["it does not exist"]


def test_any_damage_can_be_salvaged_and_rebuilt(path: Path, whole: dict[str, Any]) -> None:
    chance = random.Random(5)
    sound = {file: file.read_bytes() for file in (path, path.with_name(path.name + ".journal"))}
    for _ in range(300):
        for file, data in sound.items():
            wrong = bytearray(data)
            for _ in range(chance.randrange(4)):
                wrong[chance.randrange(len(wrong))] = chance.randrange(256)
            file.write_bytes(wrong[: chance.choice((len(wrong), chance.randrange(len(wrong))))])
        found = salvage(path)
        rebuild(path, found)
        assert (Database(path).storage.read() or {}) == contents(found)
        assert [finding for finding in check(path) if finding.file == path] == []

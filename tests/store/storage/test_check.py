"""Looking a register over names every finding and its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.errors import CannotRead
from store.storage import Database, snapshot
from store.storage.salvage import check
from store.storage.snapshot import Meta
from store.storage.tables import Tables


def found(path: Path) -> list[tuple[str, int, bool]]:
    return [(finding.file.name, finding.line, finding.harmless) for finding in check(path)]


def test_a_sound_register(path: Path, db: Database) -> None:
    db.insert_multiple({"n": n} for n in range(3))
    assert check(path) == []
    db.storage.checkpoint()
    db.insert({"n": 4})
    assert check(path) == []


def test_nothing_there(path: Path) -> None:
    assert found(path) == [("register.json", 0, False)]
    path.mkdir()
    assert found(path) == [("register.json", 0, False)]


def test_every_bad_line_of_both_files(path: Path, db: Database) -> None:
    db.insert_multiple({"n": n} for n in range(5))
    db.storage.checkpoint()
    for n in range(5):
        db.insert({"later": n})
    path.write_bytes(path.read_bytes().replace(b'{"n":1}', b'{"n":x').replace(b'{"n":3}', b"{n}"))
    journal = path.with_name(path.name + ".journal")
    journal.write_bytes(journal.read_bytes().replace(b'"later":1', b'"later":7'))
    assert found(path) == [
        ("register.json", 4, False),
        ("register.json", 6, False),
        ("register.json.journal", 3, False),
    ]


def test_two_sound_files_that_do_not_belong_together(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    old = path.read_bytes()
    db.storage.checkpoint()
    db.insert({"n": 2})
    path.write_bytes(old)
    assert found(path) == [("register.json.journal", 0, False)]


def test_leftovers_are_harmless(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    journal = path.with_name(path.name + ".journal")
    journal.write_bytes(journal.read_bytes() + b'["0123')
    path.with_name(path.name + ".new").write_bytes(b"{")
    assert found(path) == [("register.json.new", 0, True), ("register.json.journal", 0, True)]
    db.insert({"n": 2})
    db.storage.checkpoint()
    assert check(path) == []


def test_a_backup_that_is_of_no_use(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    db.storage.checkpoint()
    path.with_name(path.name + ".bak").write_bytes(b"junk")
    assert found(path) == [("register.json.bak", 0, False)]


def test_a_document_that_was_sealed_unsound(path: Path, db: Database) -> None:
    snapshot.write(path, Tables({"a": {1: b"{}", 2: b"{n}"}}), Meta(generation=1))
    assert [(finding.file, finding.what[:4]) for finding in check(path)] == [(path, "a 2:")]


def test_a_journal_that_is_no_file(path: Path, db: Database) -> None:
    path.with_name(path.name + ".journal").mkdir()
    assert found(path) == [("register.json.journal", 0, False)]
    with pytest.raises(CannotRead, match="is a folder"):
        Database(path)

"""Readers take no lock: what they read while somebody writes is still one state."""

from __future__ import annotations

import errno
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from store.errors import CannotRead, Damaged, Locked
from store.storage import Database, journal, snapshot
from store.storage.files import RegisterFiles
from store.storage.journal import START, JournalRecord


def overtake(monkeypatch: pytest.MonkeyPatch, change: Callable[[], None], times: int) -> None:
    """Make a change between reading the journal and reading the snapshot, some times."""
    read = snapshot.read
    left = times

    def read_late(file: Path) -> snapshot.Snapshot:
        nonlocal left
        if left:
            left -= 1
            change()
        return read(file)

    monkeypatch.setattr(snapshot, "read", read_late)


CHANGES: dict[str, Callable[[Database], object]] = {
    "insert": lambda db: db.insert({"n": "later"}),
    "checkpoint": lambda db: db.storage.checkpoint(),
    "checkpoint and insert": lambda db: (db.storage.checkpoint(), db.insert({"n": "later"})),
    "insert and checkpoint": lambda db: (db.insert({"n": "later"}), db.storage.checkpoint()),
    "all": lambda db: (
        db.insert({}),
        db.storage.checkpoint(),
        db.insert({}),
        db.storage.checkpoint(),
    ),
}


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("checkpointed", [True, False])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_between_reading_the_two_files(
    path: Path,
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    checkpointed: bool,
    times: int,
) -> None:
    db.insert({"n": 0})
    if checkpointed:
        db.storage.checkpoint()
    states = [db.storage.read()]

    def make_change() -> None:
        CHANGES[change](db)
        states.append(db.storage.read())

    with monkeypatch.context() as patched:
        overtake(patched, make_change, times)
        reader = Database(path)
    assert reader.storage.read() in states
    reader.storage.refresh()
    assert reader.storage.read() == db.storage.read()


def test_a_register_rewritten_without_end(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.insert({})
    journaled = path.with_name(path.name + ".journal")
    foreign = journaled.read_bytes()
    db.storage.checkpoint()
    writes = count(1)

    def write() -> None:
        path.write_bytes(b'{"written by another program": {"%d": {}}}' % next(writes))

    write()
    journaled.write_bytes(foreign)
    overtake(monkeypatch, write, times=1000)
    with pytest.raises(Locked, match="rewritten all the time"):
        Database(path)


def test_a_checkpoint_between_looking_and_reading(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.insert({"n": 0})
    reader = Database(path)
    db.insert({"n": 1})
    read = journal.read
    calls = 0

    def overtaken(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 1:
            db.storage.checkpoint()
            monkeypatch.setattr(journal, "read", read)
            db.insert({"n": 2})
        return read(*arguments)

    monkeypatch.setattr(journal, "read", overtaken)
    assert reader.storage.refresh() == {("_default", 2), ("_default", 3)}
    assert reader.storage.read() == db.storage.read()


def test_transactions_are_counted(path: Path, db: Database) -> None:
    checksum, files = db.journaled._state.meta.checksum, RegisterFiles(path)
    end = journal.write(files, START, JournalRecord(seq=1, put={"a": {}}), checksum, None)
    assert Database(path).tables() == {"a"}
    journal.write(files, end, JournalRecord(seq=3), checksum, None)
    with pytest.raises(Damaged, match="line 3: it is transaction 3, not 2"):
        Database(path)


def test_a_folder_that_cannot_be_looked_into(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("store.storage.files.os.stat", closed)
    for look in (db.storage.refresh, lambda: Database(path), lambda: Database(path, create=True)):
        with pytest.raises(CannotRead, match="Permission denied"):
            look()


@pytest.mark.parametrize("module", [snapshot, journal], ids=["snapshot", "journal"])
def test_a_disk_that_cannot_be_read(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch, module: Any
) -> None:
    reader = Database(path)
    db.insert({"n": 1})

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(module, "read", fail)
        with pytest.raises(CannotRead, match="cannot be read: Input/output error"):
            Database(path)
        if module is journal:
            with pytest.raises(CannotRead):
                reader.storage.refresh()
            assert reader.all() == []
    assert reader.storage.refresh() == {("_default", 1)}

"""One writer at a time, and the others are told who it is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from store.errors import CannotRead, Locked
from store.storage import Database
from store.storage.lock import FileLock
from tests.store.storage.processes import rest, start
from tests.store.storage.workers import make_counted


def test_the_holder_is_named(path: Path, db: Database) -> None:
    other = Database(path, timeout=0.0)
    with db.storage.transaction():
        db.insert({"n": 1})
        with pytest.raises(Locked) as refusal:
            other.insert({"n": 2})
        assert f"register.json is being changed by process {os.getpid()} of " in str(refusal.value)
        assert refusal.value.hint == "try again in a moment"
        assert other.all() == []
    assert other.insert({"n": 2}) == 2


def test_whoever_takes_the_lock_signs_it(path: Path) -> None:
    make_counted(path)
    process = start("counting", path, "1")
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    rest(process)
    lock = path.with_name(path.name + ".lock")
    assert f'"pid":{process.pid},' in lock.read_text()
    Database(path).insert({})
    assert f'"pid":{os.getpid()},' in lock.read_text()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1]", b"x" * 5000])
def test_an_unreadable_signature_is_no_obstacle(tmp_path: Path, content: bytes) -> None:
    lock = FileLock(tmp_path / "register.json.lock", timeout=0.0)
    lock.path.write_bytes(content)
    with lock.held():
        assert f'"pid":{os.getpid()}' in lock.path.read_text()
        lock.path.write_bytes(content)
        with pytest.raises(Locked, match="by another process"), lock.held():
            pass


def test_the_lock_is_free_after_an_exception(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "register.json.lock", timeout=0.0)
    with pytest.raises(KeyboardInterrupt), lock.held():
        raise KeyboardInterrupt
    with lock.held():
        pass


def test_a_lock_file_that_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(CannotRead), FileLock(tmp_path / "none" / "x.lock", 0.0).held():
        pass


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_child_does_not_hold_what_its_parent_holds(path: Path, db: Database) -> None:
    child_db = Database(path, timeout=0.0)
    with db.storage.transaction():
        child = os.fork()
        if child == 0:
            try:
                child_db.insert({})
            except Locked:
                os._exit(5)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 5


def test_a_file_system_that_knows_no_locks(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("store.storage.lock.fcntl.flock", flock)
    with pytest.raises(CannotRead, match="cannot be locked: No locks available"):
        db.insert({})
    assert db.all() == []

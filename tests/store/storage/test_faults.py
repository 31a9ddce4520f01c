"""Full disks, failing syncs and closed folders: as before, or a clear refusal."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from store.errors import CannotRead, ReadOnly
from store.storage import Database, journal
from store.storage.salvage import check
from tests.store.storage.processes import ROOT


def state_of(path: Path) -> Any:
    return Database(path).storage.read()


def make(path: Path) -> Database:
    db = Database(path, create=True)
    db.insert_multiple({"n": n, "text": "x" * 500} for n in range(20))
    return db


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """Let no file grow beyond a size, as a full disk would not."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)


CHANGES: dict[str, Callable[[Database], object]] = {
    "insert": lambda db: db.insert({"n": 99, "text": "y" * 5000}),
    "update": lambda db: db.update({"text": "z" * 1000}),
    "checkpoint": lambda db: db.storage.checkpoint(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_cannot_grow(path: Path, change: str) -> None:
    db = make(path)
    before = state_of(path)
    size = path.with_name(path.name + ".journal").stat().st_size
    limit = 3000 if change == "checkpoint" else size + 700
    with file_size_limit(limit), pytest.raises(CannotRead, match=r"cannot be written: File too"):
        CHANGES[change](db)
    assert db.storage.read() == before == state_of(path)
    assert check(path) == []
    CHANGES[change](db)
    assert db.storage.read() == state_of(path)
    assert (state_of(path) == before) == (change == "checkpoint")


@pytest.mark.parametrize("change", CHANGES)
def test_a_full_disk(tmp_path: Path, change: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "entente-test", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount the small disk this fills")
    try:
        path = disk / "register.json"
        db = make(path)
        before = state_of(path)
        room = os.statvfs(disk)
        (disk / "rest").write_bytes(b"x" * (room.f_bavail * room.f_frsize))
        with pytest.raises(CannotRead, match="No space left"):
            for _ in range(20):  # the last page of the journal has some room left
                CHANGES[change](db)
                before = db.storage.read()
        assert db.storage.read() == before == state_of(path)
        assert check(path) == []
        (disk / "rest").unlink()
        CHANGES[change](db)
        assert db.storage.read() == state_of(path)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_disk_that_fails_after_part_of_a_line(
    path: Path, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = make(path)
    before = state_of(path)

    def write_part(descriptor: int, data: bytes) -> None:
        os.write(descriptor, data[: int(len(data) * share)])
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(journal, "write_all", write_part)
        with pytest.raises(CannotRead, match="Input/output error"):
            db.insert({"n": "lost"})
    assert db.storage.read() == before == state_of(path)
    assert check(path) == []
    db.insert({"n": "kept"})
    assert db.storage.read() == state_of(path)


@pytest.mark.parametrize("first", [True, False], ids=["first line", "later line"])
def test_a_sync_that_fails(path: Path, first: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    db = make(path)
    if first:
        db.storage.checkpoint()
    before = state_of(path)

    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(journal, "sync", fail)
        for _ in range(2):
            with pytest.raises(CannotRead):
                db.insert({"n": "lost"})
            assert db.storage.read() == before == state_of(path)
    db.insert({"n": "kept"})
    assert db.storage.read() == state_of(path)


def test_a_line_that_cannot_be_taken_back_is_read_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = make(path)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(journal, "sync", fail)
        patched.setattr(os, "ftruncate", fail)
        with pytest.raises(CannotRead):
            db.insert({"n": "perhaps"})
    # Nobody can tell whether it was kept: what counts is that all who look see the same.
    db.storage.refresh()
    assert db.storage.read() == state_of(path)
    db.insert({"n": "kept"})
    assert db.storage.read() == state_of(path)
    assert check(path) == []


@pytest.mark.parametrize("step", ["fchmod", "link", "replace", "fsync"])
def test_a_fold_that_fails_at_any_step(
    path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = make(path)
    db.storage.checkpoint()
    db.insert({"n": 1})
    before = state_of(path)

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, step, fail)
        if step == "link":
            patched.setattr("store.storage.snapshot.copy", fail)
        with pytest.raises(CannotRead):
            db.storage.checkpoint()
        assert state_of(path) == before
    assert db.storage.read() == before
    db.insert({"n": 2})
    db.storage.checkpoint()
    assert db.storage.read() == state_of(path)
    assert [finding for finding in check(path) if not finding.harmless] == []


def test_closing_after_a_change_survives_a_disk_too_full_to_checkpoint(path: Path) -> None:
    db = Database(path, create=True)
    db.insert_multiple({"text": "x" * 1000} for _ in range(1200))
    assert db.journaled.checkpoint_due()
    with file_size_limit(10_000):
        db.close()
        with pytest.raises(CannotRead):
            db.storage.close(checkpoint=True)
    assert len(Database(path)) == 1200


_AS_NOBODY = """
import os, sys
from store.storage import Database
from store.errors import EntenteError
os.setgid(65534); os.setuid(65534)
try:
    db = Database(sys.argv[1])
    print(len(db), db.storage.read_only_reason)
    db.insert({})
except EntenteError as error:
    print(error.code, error.message)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody with fewer rights")
@pytest.mark.parametrize("readable", [True, False])
def test_somebody_without_permission(readable: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        path = Path(folder) / "register.json"
        make(path)
        if not readable:
            path.chmod(0o600)
        before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
        said = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, str(path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        if readable:
            assert f"20 the folder {folder} is not writable" in said
            assert f"{ReadOnly.code} {path} can only be read: the folder" in said
        else:
            assert said == f"{CannotRead.code} {path} cannot be read: Permission denied\n"
        assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before

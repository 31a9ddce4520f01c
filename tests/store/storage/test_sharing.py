"""Who may write a register may go on with it, and nothing is opened that is no plain file."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.errors import CannotRead, EntenteError
from store.storage import Database
from store.storage.files import RegisterFiles, open_to_read
from store.storage.salvage import rebuild, salvage

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other owners, modes and links")

BESIDE = ("journal", "lock", "backup", "backup_journal")


def beside(path: Path) -> list[Path]:
    """Return the files there are beside a register."""
    files = RegisterFiles(path)
    return [each for name in BESIDE if (each := getattr(files, name)).exists()]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("shared", [0o600, 0o640, 0o664, 0o666])
def test_every_file_has_the_register_s_mode(path: Path, db: Database, shared: int) -> None:
    path.chmod(shared)
    for step in (db.storage.checkpoint, db.storage.checkpoint, lambda: None):
        db.insert({})
        step()
        assert {each.name: mode(each) for each in [path, *beside(path)]} == {
            each.name: shared for each in [path, *beside(path)]
        }
    assert len(beside(path)) == len(BESIDE)


def test_files_made_before_the_register_was_shared_are_shared_with_the_next_change(
    path: Path, db: Database
) -> None:
    db.insert({})
    path.chmod(0o666)
    db.insert({})
    files = RegisterFiles(path)
    assert mode(files.lock) == mode(files.journal) == 0o666


def test_the_lock_of_a_rebuilt_register_is_shared(path: Path, db: Database) -> None:
    db.insert({})
    path.chmod(0o664)
    lock = RegisterFiles(path).lock
    lock.unlink()
    rebuild(path, salvage(path))
    assert mode(lock) == 0o664


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_root_writes_stays_its_owner_s(path: Path, db: Database) -> None:
    os.chown(path, 1234, 2345)
    for step in (lambda: None, db.storage.checkpoint, lambda: None):
        db.insert({})
        step()
        for each in [path, *beside(path)]:
            found = each.stat()
            # The lock and the backup may be older than the gift.
            if each.name.endswith((".bak", ".bak.journal")):
                continue
            assert (each.name, found.st_uid, found.st_gid) == (each.name, 1234, 2345)


def as_link(place: Path, victim: Path) -> None:
    place.symlink_to(victim)


def as_dangling_link(place: Path, victim: Path) -> None:
    place.symlink_to(victim.with_name("not there"))


def as_folder(place: Path, _: Path) -> None:
    place.mkdir()


def as_pipe(place: Path, _: Path) -> None:
    os.mkfifo(place)


PLANTED: list[Callable[[Path, Path], None]] = [as_link, as_dangling_link, as_folder, as_pipe]


@pytest.mark.parametrize("name", ["lock", "journal"])
@pytest.mark.parametrize("plant", PLANTED)
def test_what_is_planted_in_the_place_of_a_file_is_refused(
    path: Path, db: Database, tmp_path: Path, name: str, plant: Callable[[Path, Path], None]
) -> None:
    db.storage.checkpoint()
    victim = tmp_path / "victim.txt"
    victim.write_text("precious\n")
    place: Path = getattr(RegisterFiles(path), name)
    place.unlink(missing_ok=True)
    plant(place, victim)
    with pytest.raises(EntenteError) as refusal:
        Database(path, timeout=0.0).insert({"n": 1})
    assert str(place) in refusal.value.message
    assert victim.read_text() == "precious\n"
    assert not victim.with_name("not there").exists()


@pytest.mark.parametrize("name", ["fresh", "fresh_backup", "backup"])
def test_what_is_planted_where_a_snapshot_goes_is_not_followed(
    path: Path, db: Database, tmp_path: Path, name: str
) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious\n")
    db.insert({"n": 1})
    place: Path = getattr(RegisterFiles(path), name)
    place.unlink(missing_ok=True)
    place.symlink_to(victim)
    db.storage.checkpoint()
    assert victim.read_text() == "precious\n"
    assert len(Database(path)) == 1


def test_a_lock_with_a_second_name_is_held_and_not_written_over(
    path: Path, db: Database, tmp_path: Path
) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious\n")
    lock = RegisterFiles(path).lock
    lock.unlink(missing_ok=True)
    os.link(victim, lock)
    db.insert({"n": 1})
    assert victim.read_text() == "precious\n"
    assert len(Database(path)) == 1


@pytest.mark.parametrize("name", ["/", "//", "/..", "a\0b"])
def test_what_can_be_no_file_s_name_is_refused(name: str) -> None:
    with pytest.raises(CannotRead, match=r"is a folder|NUL in it"):
        Database(name)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotRead, match="not a plain file"):
        open_to_read(tmp_path / "pipe")


def test_a_backup_that_could_not_be_put_in_place_leaves_nothing(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.insert({"n": 1})

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        with pytest.raises(CannotRead):
            db.storage.checkpoint()
    files = RegisterFiles(path)
    assert not files.fresh.exists()
    assert not files.fresh_backup.exists()

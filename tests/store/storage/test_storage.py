"""Transactions, checkpointing, following others, and opening to read only."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from store.errors import BadValue, Damaged, NotStorable, ReadOnly
from store.storage import Database, journal
from store.storage import files as trust
from store.storage import storage as storage_module


def journal_lines(path: Path) -> int:
    return path.with_name(path.name + ".journal").read_bytes().count(b"\n") - 1


def test_a_transaction_is_one_line_over_several_tables(path: Path, db: Database) -> None:
    with db.storage.transaction():
        db.table("a").insert({"n": 1})
        db.table("b").insert({"n": 2})
        db.table("a").update({"n": 3}, doc_ids=[1])
        assert db.table("a").get(doc_id=1) == {"n": 3}
        assert not Database(path).tables()
    assert journal_lines(path) == 1
    assert Database(path).storage.read() == {"a": {"1": {"n": 3}}, "b": {"1": {"n": 2}}}


def test_an_exception_drops_all_of_it(path: Path, db: Database) -> None:
    db.table("a").insert({"n": 1})
    before = db.storage.read()
    with pytest.raises(RuntimeError), db.storage.transaction():
        db.table("a").insert({"n": 2})
        db.drop_table("a")
        db.table("b").insert({"n": 3})
        raise RuntimeError
    assert db.storage.read() == before == Database(path).storage.read()
    assert db.table("a").insert({"n": 2}) == 2


def test_a_part_can_fail_and_the_whole_go_on(path: Path, db: Database) -> None:
    def fail(document: object) -> None:
        raise RuntimeError

    with db.storage.transaction():
        db.table("a").insert({"n": 1})
        with pytest.raises(RuntimeError), db.storage.transaction():
            db.table("a").insert({"n": 2})
            db.drop_table("a")
            raise RuntimeError
        with pytest.raises(RuntimeError):
            db.table("a").update(fail)
        with pytest.raises(NotStorable):
            db.table("a").insert_multiple([{"n": 2}, {"n": object()}])
        with db.storage.transaction():
            db.table("a").insert({"n": 4})
            db.table("b").truncate()
    assert db.storage.read() == {"a": {"1": {"n": 1}, "2": {"n": 4}}, "b": {}}
    assert Database(path).storage.read() == db.storage.read()


def test_nothing_changed_is_nothing_written(path: Path, db: Database) -> None:
    db.table("a").insert({"n": 1})
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with db.storage.transaction():
        db.table("a").update({"n": 1})
        db.table("a").remove(doc_ids=[9])
    db.table("b").insert_multiple([])
    db.drop_table("c")
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
    assert db.storage.seq == 1


def test_drop_and_make_again_in_one_transaction(path: Path, db: Database) -> None:
    db.table("a").insert_multiple({"n": n} for n in range(3))
    with db.storage.transaction():
        db.drop_table("a")
        assert db.tables() == set()
        assert db.table("a").insert({"n": "new"}) == 1
    assert db.storage.read() == {"a": {"1": {"n": "new"}}}
    assert Database(path).storage.read() == db.storage.read()


def test_order_survives_reopening_and_checkpointing(path: Path, db: Database) -> None:
    table = db.table("a")
    table.insert_multiple({"n": n} for n in range(12))
    table.remove(doc_ids=[3])
    with db.storage.transaction() as batch:
        batch.save("a", 3, {"back": True})
    expected = table.raw_items()
    assert [doc_id for doc_id, _ in expected][-1] == 3
    assert Database(path).table("a").raw_items() == expected
    db.storage.checkpoint()
    assert Database(path).table("a").raw_items() == expected


def test_memory_is_the_bytes_on_disk(path: Path, db: Database) -> None:
    document = {"b": [1], "a": {"c": 1}}
    db.table("a").insert(document)
    document["b"] = [2]
    (got,) = db.table("a").all()
    got["a"]["c"] = 9
    assert db.table("a").get(doc_id=1) == {"b": [1], "a": {"c": 1}}
    raw = db.table("a").raw(1)
    assert raw is not None
    assert raw == b'{"a":{"c":1},"b":[1]}'
    assert raw in path.with_name(path.name + ".journal").read_bytes()
    db.storage.checkpoint()
    assert raw in path.read_bytes()


def test_the_table_meta_is_not_for_use(db: Database) -> None:
    with pytest.raises(BadValue):
        db.table("_meta").insert({"checksum": "mine"})


def test_the_schema_changes_with_its_documents(path: Path) -> None:
    Database(path, schema=1, create=True).insert({"old": 1})
    db = Database(path, schema=2)
    assert db.storage.schema == 1
    with pytest.raises(RuntimeError), db.storage.transaction() as batch:
        batch.schema = 2
        raise RuntimeError
    assert Database(path, schema=2).storage.schema == 1
    with db.storage.transaction():
        db.update({"new": 1}, doc_ids=[1])
        with db.storage.transaction() as part:
            part.schema = 2
    older = Database(path, schema=1)
    for _ in range(2):
        assert Database(path, schema=2).storage.schema == 2
        older.storage.refresh()
        assert older.storage.read_only_reason is not None
        assert "schema 2" in older.storage.read_only_reason
        assert older.get(doc_id=1) == {"old": 1, "new": 1}
        with pytest.raises(ReadOnly, match="newer version"):
            older.insert({})
        db.storage.checkpoint()


def test_what_becomes_newer_while_it_is_open_is_not_written(path: Path) -> None:
    older = Database(path, schema=1, create=True)
    with Database(path, schema=2).storage.transaction() as batch:
        batch.schema = 2
    with pytest.raises(ReadOnly, match="newer version"):
        older.insert({})
    assert Database(path, schema=2).all() == []


def test_a_change_is_on_the_disk_before_it_is_seen(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.insert({"n": 0})
    seen: list[tuple[int, int]] = []

    def sync(descriptor: int) -> None:
        seen.append((len(db), os.fstat(descriptor).st_size))
        os.fsync(descriptor)

    monkeypatch.setattr(journal, "sync", sync)
    with db.storage.transaction():
        db.insert({"n": 1})
        db.insert({"n": 2})
    assert seen == [(1, path.with_name(path.name + ".journal").stat().st_size)]


# Checkpointing


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the names of open files")
def test_the_order_of_checkpointing(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.insert({"n": 1})
    steps: list[str] = []
    for name in ("fdatasync", "fsync", "replace", "link"):
        call = getattr(os, name)

        def noted(*arguments: Any, name: str = name, call: Any = call) -> Any:
            file, *others = arguments
            if isinstance(file, int):
                file = os.readlink(f"/proc/self/fd/{file}")
            names = [Path(argument).name for argument in (file, *others)]
            steps.append(" ".join([name, *names]))
            return call(*arguments)

        monkeypatch.setattr(os, name, noted)
    db.storage.checkpoint()
    assert steps == [
        "fdatasync register.json.new",
        "link register.json register.json.bak.new",
        "replace register.json.bak.new register.json.bak",
        "replace register.json.new register.json",
        f"fsync {path.parent.name}",
        "replace register.json.journal register.json.bak.journal",
    ]


def test_checkpointing_keeps_the_snapshot_before(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    db.storage.checkpoint()
    first = path.read_bytes()
    db.insert({"n": 2})
    assert db.storage.checkpoint()
    assert path.with_name(path.name + ".bak").read_bytes() == first
    assert not path.with_name(path.name + ".journal").exists()
    assert not db.storage.checkpoint()
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "register.json",
        "register.json.bak",
        "register.json.bak.journal",
        "register.json.lock",
    ]


def test_the_backup_with_its_journal_is_what_was_checkpointed(path: Path, db: Database) -> None:
    backup = path.with_name(path.name + ".bak")
    for n in range(3):
        db.insert({"n": n})
        expected = db.storage.read()
        db.storage.checkpoint()
        db.insert({"later": n})
        assert Database(backup).storage.read() == expected
    path.unlink()
    path.with_name(path.name + ".journal").unlink()
    backup.rename(path)
    backup.with_name(backup.name + ".journal").rename(path.with_name(path.name + ".journal"))
    assert Database(path).storage.read() == expected


def test_the_backup_between_any_two_steps_of_checkpointing(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = path.with_name(path.name + ".bak")
    for n in range(2):
        db.insert({"n": n})
        db.storage.checkpoint()
    db.insert({"n": 2})
    checkpointed = Database(path).storage.read()
    replace = os.replace
    seen = []

    def watched(source: Path, target: Path) -> None:
        replace(source, target)
        seen.append(Database(backup).storage.read())

    monkeypatch.setattr(os, "replace", watched)
    db.storage.checkpoint()
    before = {"_default": {"1": {"n": 0}, "2": {"n": 1}}}
    assert seen == [before, before, checkpointed]


def test_others_may_read_the_journal_only_if_they_may_read_the_register(
    path: Path, db: Database
) -> None:
    path.chmod(0o600)
    db.insert({"n": 1})
    assert path.with_name(path.name + ".journal").stat().st_mode & 0o777 == 0o600
    db.storage.checkpoint()
    assert path.stat().st_mode & 0o777 == 0o600


def test_checkpointing_where_hard_links_are_missing(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    db.insert({"n": 1})
    before = path.read_bytes()
    db.storage.checkpoint()
    assert path.with_name(path.name + ".bak").read_bytes() == before


def test_closing_checkpoints_when_asked_or_when_it_is_worth_it(
    path: Path, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.insert({"n": 1})
    db.storage.close()
    assert Database(path).journaled.generation == 1
    db.storage.close(checkpoint=True)
    assert Database(path).journaled.generation == 2
    db.insert({"n": 2})
    monkeypatch.setattr(storage_module, "CHECKPOINT_BYTES", 100)
    db.storage.close(checkpoint=False)
    assert Database(path).journaled.generation == 2
    db.storage.close()
    assert Database(path).journaled.generation == 3


def test_checkpointing_inside_a_transaction_is_a_mistake(db: Database) -> None:
    with pytest.raises(RuntimeError, match="leave it"), db.storage.transaction():
        db.storage.checkpoint()


def test_a_journal_already_checkpointed_is_ignored(path: Path, db: Database) -> None:
    journal = path.with_name(path.name + ".journal")
    db.insert({"n": 1})
    stale = journal.read_bytes()
    db.storage.checkpoint()
    journal.write_bytes(stale)  # a crash between replacing the snapshot and removing the journal
    other = Database(path)
    assert other.all() == [{"n": 1}]
    other.insert({"n": 2})
    assert journal.read_bytes() != stale
    db.storage.refresh()
    assert db.all() == Database(path).all() == [{"n": 1}, {"n": 2}]


# Others


def test_refresh_tells_what_others_touched(path: Path, db: Database) -> None:
    other = Database(path)
    assert other.storage.refresh() == set()
    db.table("a").insert_multiple([{"n": 1}, {"n": 2}])
    db.table("b").insert({"n": 3})
    assert other.storage.refresh() == {("a", 1), ("a", 2), ("b", 1)}
    assert other.storage.refresh() == set()
    assert other.storage.read() == db.storage.read()
    db.table("a").remove(doc_ids=[1])
    db.storage.checkpoint()
    db.table("b").update({"n": 4})
    assert other.storage.refresh() == {("a", 1), ("b", 1)}
    assert other.storage.read() == db.storage.read()
    db.storage.checkpoint()
    assert other.storage.refresh() == set()
    db.drop_table("a")
    assert other.storage.refresh() == {("a", 2)}


def test_what_a_transaction_took_in_is_told_later(path: Path, db: Database) -> None:
    other = Database(path)
    db.table("a").insert({"n": 1})
    other.table("b").insert({"n": 2})
    assert other.table("a").get(doc_id=1) == {"n": 1}
    assert other.storage.refresh() == {("a", 1)}
    assert db.storage.refresh() == {("b", 1)}


def test_ids_are_given_under_the_lock(path: Path, db: Database) -> None:
    other = Database(path)
    assert [table.insert({}) for table in (db, other, db, other)] == [1, 2, 3, 4]


def test_a_scan_goes_on_while_the_table_changes(db: Database) -> None:
    db.insert_multiple({"n": n} for n in range(5))
    seen = 0
    for document in db:
        db.insert({"n": 99})
        db.remove(doc_ids=[document.doc_id])
        seen += 1
    assert seen == 5


def test_losing_what_was_saved_from_here_is_noticed(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    journal = path.with_name(path.name + ".journal")
    earlier = journal.read_bytes()
    db.insert({"n": 2})
    journal.write_bytes(earlier)
    with pytest.raises(Damaged, match="no longer in it"):
        db.storage.refresh()
    with pytest.raises(Damaged):
        db.insert({"n": 3})
    assert journal.read_bytes() == earlier


def test_an_unacknowledged_line_taken_back_is_taken_back_here(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    journal = path.with_name(path.name + ".journal")
    earlier = journal.read_bytes()
    db.insert({"n": 2})
    reader = Database(path)
    assert len(reader) == 2
    journal.write_bytes(earlier)  # what a writer does whose sync failed
    assert reader.storage.refresh() == {("_default", 2)}
    Database(path).insert({"n": "another"})
    assert reader.storage.refresh() == {("_default", 2)}
    assert reader.all() == [{"n": 1}, {"n": "another"}]


# Reading only


def test_on_a_network_file_system(
    path: Path, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.insert({"n": 1})
    mounts = tmp_path / "mounts"
    folder = str(path.parent).replace(" ", "\\040")
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {folder} nfs4 rw 0 0\nproc /proc p r 0\n")
    monkeypatch.setattr(trust, "MOUNTS", mounts)
    remote = Database(path)
    assert remote.storage.read_only_reason is not None
    assert "network file system (nfs4)" in remote.storage.read_only_reason
    assert remote.all() == [{"n": 1}]
    with pytest.raises(ReadOnly, match="nfs4"):
        remote.insert({})
    with pytest.raises(ReadOnly):
        remote.storage.checkpoint()
    remote.close()
    mounts.write_text(f"server:/x {folder} nfs4 rw 0 0\n/dev/vdb {folder} ext4 rw 0 0\n")
    assert Database(path).storage.read_only_reason is None


def test_a_folder_beside_a_network_file_system_is_on_none(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(path.parent).replace(" ", "\\040")
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(trust, "MOUNTS", mounts)
    mounts.write_text(f"/dev/vda / ext4 rw 0 0\nserver:/x {folder[:-1]} nfs4 rw 0 0\n")
    assert trust.network_filesystem(path) is None
    mounts.write_text(f"a / fuse.ceph-fuse rw 0 0\nb {folder}/further nfs rw 0 0\n")
    assert trust.network_filesystem(path) == "fuse.ceph-fuse"


def test_the_system_without_a_list_of_mounts(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust, "MOUNTS", path / "nowhere")
    assert trust.network_filesystem(path) is None


@pytest.mark.parametrize("closed", ["register.json", "register.json.journal", ""])
def test_without_permission_to_write(
    path: Path, db: Database, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.insert({"n": 1})
    target = str(path.parent / closed) if closed else str(path.parent)
    # Asked through `access`, for a test that runs as root may write to anything.
    monkeypatch.setattr(
        os, "access", lambda asked, mode: os.fspath(asked) != target or not mode & os.W_OK
    )
    reader = Database(path)
    assert reader.all() == [{"n": 1}]
    assert reader.storage.read_only_reason is not None
    assert f"{target} is not writable" in reader.storage.read_only_reason
    with pytest.raises(ReadOnly):
        reader.insert({})


# Whole states, as a plain TinyDB table would write them


def test_write_journals_only_what_differs(path: Path, db: Database) -> None:
    db.table("a").insert_multiple({"n": n} for n in range(50))
    db.table("b").insert({"n": 1})
    state = db.storage.read()
    assert state is not None
    state["a"]["7"] = {"n": "changed"}
    del state["a"]["8"]
    del state["b"]
    state["c"] = {}
    size = db.journaled.journal_size
    db.storage.write(state)
    assert db.storage.read() == state == Database(path).storage.read()
    assert db.journaled.journal_size - size < 250
    db.storage.write({})
    assert db.storage.read() is None

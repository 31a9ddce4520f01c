"""The snapshot is ordinary TinyDB JSON, and ordinary TinyDB JSON is a snapshot."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from tinydb import TinyDB

from store.errors import CannotRead, Damaged, NoRegister
from store.storage import Database


def test_layout(path: Path, db: Database) -> None:
    db.table("commitments").insert_multiple([{"title": "b", "id": "x"}, {"title": "a\nb"}])
    db.table("instruments").insert({"title": 'quote " and {'})
    db.table("empty", persist_empty=True)
    db.table('odd ":{').insert({})
    db.storage.checkpoint()
    meta, *lines = path.read_text().splitlines()
    assert lines == [
        '"commitments":{',
        '"1":{"id":"x","title":"b"},',
        '"2":{"title":"a\\nb"}',
        "},",
        '"instruments":{',
        '"1":{"title":"quote \\" and {"}',
        "},",
        '"empty":{',
        "},",
        '"odd \\":{":{',
        '"1":{}',
        "}",
        "}",
    ]
    described = json.loads(meta + "}" if meta.endswith("}") else meta[:-1] + "}")["_meta"]["1"]
    assert list(described) == sorted(described)
    assert described["highest"] == {"commitments": 2, "instruments": 1, "empty": 0, 'odd ":{': 1}
    assert (described["generation"], described["seq"], described["schema"]) == (2, 4, 1)
    assert Database(path).storage.read() == db.storage.read()


def test_stock_tinydb_sees_all_that_is_checkpointed(path: Path, db: Database) -> None:
    db.table("commitments").insert_multiple({"n": n, "unknown field": [n]} for n in range(3))
    db.table("unknown table").insert({"kept": True})
    db.storage.checkpoint()
    with TinyDB(path) as stock:
        assert stock.tables() == {"_meta", "commitments", "unknown table"}
        for table in ("commitments", "unknown table"):
            assert stock.table(table).all() == db.table(table).all()
    assert Database(path).table("commitments").all() == db.table("commitments").all()


def test_a_file_of_stock_tinydb_is_a_register(path: Path) -> None:
    with TinyDB(path, indent=2) as stock:
        stock.table("commitments").insert_multiple({"title": f"Größe {n}"} for n in range(3))
        stock.insert({"in": "the default table"})
        before = stock.storage.read()
    written = path.read_bytes()
    with Database(path) as db:
        assert db.storage.read() == before
    assert path.read_bytes() == written  # who only reads seals nothing
    with Database(path) as db:
        assert (db.storage.schema, db.journaled.generation) == (0, 0)
        db.table("commitments").update({"title": "new"}, doc_ids=[2])
        changed = db.storage.read()
        assert Database(path).storage.read() == changed
        assert TinyDB(path).storage.read() == before
    sealed = Database(path)
    assert sealed.journaled.generation == 1
    assert sealed.storage.read() == changed


def test_a_stock_file_changed_under_its_journal_is_refused(path: Path) -> None:
    with TinyDB(path) as stock:
        stock.insert({"n": 1})
        db = Database(path)
        db.insert({"n": 2})
        stock.insert({"n": 3})
    with pytest.raises(Damaged, match="another snapshot"):
        Database(path)
    with pytest.raises(Damaged):
        db.storage.refresh()


def test_a_register_changed_by_stock_tinydb_is_refused(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    db.storage.checkpoint()
    with TinyDB(path) as stock:
        stock.insert({"n": 2})
    with pytest.raises(Damaged, match="not begin as a register"):
        Database(path)


def test_a_hand_edit_is_refused_with_its_line_when_it_broke_one(path: Path, db: Database) -> None:
    db.insert_multiple({"n": n} for n in range(3))
    db.storage.checkpoint()
    sound = path.read_text()
    path.write_text(sound.replace('{"n":1}', '{"n":7}'))
    with pytest.raises(Damaged, match=r"register\.json: its checksum"):
        Database(path)
    path.write_text(sound.replace('{"n":1}', '{"n":1'))
    with pytest.raises(Damaged, match=r"register\.json, line 4: "):
        Database(path)


def test_another_format_is_refused(path: Path, db: Database) -> None:
    path.write_bytes(path.read_bytes().replace(b"entente-1", b"entente-2"))
    with pytest.raises(Damaged, match="entente-2"):
        Database(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        random.Random(3).randbytes(1000),
        b"[]",
        b"null",
        b'{"table": [1]}',
        b'{"table": {"one": {}}}',
        b'{"table": {"01": {}}}',
        b'{"table": {"1": 5}}',
        b'{"_meta": {"1": {}}}',
        b'{"table": {"1": {"n": NaN}}}',
        b'{"table": {"1": {"n": ' + b"[" * 200 + b"]" * 200 + b"}}}",
        b'{"table": {"1": {"n": ' + b"[" * 99999 + b"]" * 99999 + b"}}}",
    ],
    ids=lambda content: repr(content[:24]),
)
def test_what_is_not_a_register_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Damaged, match=r"register\.json"):
        Database(path, create=True)
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_folder_and_a_pipe_are_refused(path: Path) -> None:
    path.mkdir()
    with pytest.raises(CannotRead, match="is a folder"):
        Database(path)
    path.rmdir()
    os.mkfifo(path)
    with pytest.raises(CannotRead, match="not a plain file"):
        Database(path)


def test_nothing_there(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    with pytest.raises(NoRegister):
        Database(path.with_name("other.json"))
    path.unlink()
    with pytest.raises(Damaged, match=r"journal: its snapshot .* is missing"):
        Database(path)
    with pytest.raises(Damaged):
        Database(path, create=True)


def test_a_lost_snapshot_with_a_backup_says_so(path: Path, db: Database) -> None:
    db.insert({"n": 1})
    db.storage.checkpoint()
    path.unlink()
    with pytest.raises(NoRegister) as refusal:
        Database(path)
    assert f"{path}.bak" in refusal.value.hint


def test_a_link_stays_a_link(path: Path, db: Database, tmp_path: Path) -> None:
    link = tmp_path / "link" / "mine.json"
    link.parent.mkdir()
    link.symlink_to(path)
    with Database(link) as linked:
        linked.insert({"n": 1})
        linked.storage.checkpoint()
    assert link.is_symlink()
    assert [file.name for file in link.parent.iterdir()] == [link.name]
    assert len(Database(path)) == 1


def test_the_mode_of_the_file_is_kept(path: Path, db: Database) -> None:
    path.chmod(0o640)
    db.insert({"n": 1})
    db.storage.checkpoint()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_large_register_is_read_whole_and_a_wrong_letter_anywhere_is_seen(
    path: Path, db: Database
) -> None:
    long, many = "x" * 1_500_000, [{"title": f"{n} " + "y" * 1000} for n in range(4000)]
    db.table('odd ":{').insert({"title": long})
    db.table("commitments").insert_multiple(many)
    db.table("last").insert({})
    db.storage.checkpoint()
    assert path.stat().st_size > 5_000_000
    again = Database(path)
    assert again.table('odd ":{').all() == [{"title": long}]
    assert again.table("commitments").all() == many
    assert again.table("last").all() == [{}]
    sound = path.read_bytes()
    for place in (1_000_000, len(sound) // 2, len(sound) - 100):
        letter = b"z" if sound[place : place + 1] != b"z" else b"w"
        path.write_bytes(sound[:place] + letter + sound[place + 1 :])
        with pytest.raises(Damaged, match=r"register\.json"):
            Database(path)

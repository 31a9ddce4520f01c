"""The folder for git: one file a commitment, and nothing touched that is not ours."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from exchange.exporters import Written, format_named, save
from exchange.exporters.folder import file_name
from store.errors import CannotWrite, Exists
from store.register.store import Store
from tests.conftest import AS_OF
from tests.exchange.exporters.exports import dangerous_store, selected, store_of, texts
from tests.registers import SMALL_REGISTER

FOLDER = format_named("folder")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "folder"


def export(store: Store, target: Path, query: str = "", *, force: bool = False) -> Written:
    target.parent.mkdir(exist_ok=True)
    return save(selected(store, query), FOLDER, target, force=force)


def files(target: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(target)): each.read_bytes()
        for each in target.rglob("*")
        if each.is_file()
    }


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def test_each_commitment_has_a_sorted_indented_file(small_store: Store, target: Path) -> None:
    assert export(small_store, target) == Written(4, "commitments")
    assert set(files(target)) == {
        "register.json",
        "commitments/port-visits.json",
        "commitments/pilot-school.json",
        "commitments/airfield-code.json",
        "commitments/weather-data.json",
    }
    path = target / "commitments/airfield-code.json"
    assert read(path) == small_store.document("airfield-code")
    assert path.read_text().startswith('{\n  "domains": [\n    "air"\n  ],\n  "due": "2027-01-15"')


def test_the_head_says_the_rest_and_the_order(small_store: Store, target: Path) -> None:
    export(small_store, target)
    head = read(target / "register.json")
    assert head.pop("schema") == 1
    assert head.pop("order") == [each.id for each in SMALL_REGISTER.commitments]
    assert head.pop("instruments") == list(small_store.instrument_documents())
    assert head == small_store.head()


def test_a_folder_that_is_there_stays_without_force(small_store: Store, target: Path) -> None:
    export(small_store, target)
    before = files(target)
    small_store.remove(["airfield-code"])
    with pytest.raises(Exists, match="exists already"):
        export(small_store, target)
    assert files(target) == before


def test_an_empty_folder_is_as_good_as_none(small_store: Store, target: Path) -> None:
    target.mkdir(parents=True)
    export(small_store, target)
    assert (target / "register.json").exists()


def test_force_brings_it_up_to_date_and_touches_nothing_else(
    small_store: Store, target: Path
) -> None:
    export(small_store, target)
    (target / ".git").mkdir()
    (target / ".git/HEAD").write_text("ref")
    (target / "README.md").write_text("ours to read")
    (target / "commitments/notes.json").write_text('{"id": "another"}')
    (target / "commitments/list.json").write_text("[]")
    (target / "commitments/scratch.txt").write_text("x")
    untouched = target / "commitments/weather-data.json"
    stamp = untouched.stat().st_mtime_ns, untouched.stat().st_ino
    small_store.remove(["airfield-code"])
    small_store.change(["port-visits"], lambda each: replace(each, title="Visits"))
    told = export(small_store, target, force=True)
    assert told.notes == (
        "1 file of commitments no longer there removed",
        "3 files in commitments/ left alone: not ours",
    )
    assert not (target / "commitments/airfield-code.json").exists()
    assert read(target / "commitments/port-visits.json")["title"] == "Visits"
    assert (untouched.stat().st_mtime_ns, untouched.stat().st_ino) == stamp
    assert len(files(target)) == 1 + 3 + 1 + 1 + 3
    assert not list(target.glob(".entente*"))


def test_force_does_not_take_a_folder_for_a_register(small_store: Store, target: Path) -> None:
    target.mkdir(parents=True)
    (target / "register.json").write_text('{"tables": {}}')
    before = files(target)
    with pytest.raises(CannotWrite, match="something else than an exported register"):
        export(small_store, target, force=True)
    assert files(target) == before


def test_force_follows_no_link_out_of_the_folder(
    small_store: Store, target: Path, tmp_path: Path
) -> None:
    export(small_store, target)
    elsewhere = tmp_path / "elsewhere"
    (target / "commitments").rename(elsewhere)
    (target / "commitments").symlink_to(elsewhere)
    small_store.remove(["airfield-code"])
    with pytest.raises(CannotWrite):
        export(small_store, target, force=True)
    assert (elsewhere / "airfield-code.json").exists()


def test_a_file_is_no_folder(small_store: Store, target: Path) -> None:
    target.parent.mkdir()
    target.write_text("x")
    with pytest.raises(CannotWrite, match="is not a folder"):
        export(small_store, target, force=True)
    assert target.read_text() == "x"


def test_a_query_keeps_only_what_it_finds(small_store: Store, target: Path) -> None:
    export(small_store, target)
    export(small_store, target, "id:port-visits", force=True)
    assert set(files(target)) == {"register.json", "commitments/port-visits.json"}


@pytest.mark.parametrize("force", [False, True])
def test_cancelling_leaves_everything_as_it_was(
    small_store: Store, target: Path, force: bool
) -> None:
    class Enough(Exception):
        pass

    def cancel(done: int, total: int) -> None:
        raise Enough

    target.parent.mkdir()
    if force:
        export(small_store, target)
        small_store.change(["port-visits"], lambda each: replace(each, title="Visits"))
    before = files(target.parent)
    with pytest.raises(Enough):
        save(selected(small_store), FOLDER, target, force=force, progress=cancel)
    assert files(target.parent) == before
    assert len(list(target.parent.iterdir())) == force


def test_no_id_leads_out_of_the_folder(tmp_path: Path, target: Path) -> None:
    names = ["../../up", "/etc/x", ".hidden", "..", "a\0b", "con/../x", "é", "x" * 300, "A", "a"]
    commitments = tuple(replace(SMALL_REGISTER.commitments[0], id=name) for name in names)
    store = store_of(tmp_path, replace(SMALL_REGISTER, commitments=commitments))
    export(store, target)
    written = sorted((target / "commitments").iterdir())
    assert len(written) == len(names)
    assert len({each.name.casefold() for each in written}) == len(names)
    assert {read(each)["id"] for each in written} == set(names)
    assert set(target.parent.iterdir()) == {target}
    assert save(selected(store, "id:zzz"), FOLDER, target, force=True).notes == (
        f"{len(names)} files of commitments no longer there removed",
    )


@given(texts)
def test_a_file_name_is_one_plain_name(text: str) -> None:
    name = file_name(text)
    assert name.isascii()
    assert len(name) < 130
    assert not set(name) & set('/\\:*?"<>|\0')
    assert not name.startswith(".")


def test_the_same_data_give_the_same_bytes(tmp_path: Path, target: Path) -> None:
    store = dangerous_store(tmp_path)
    export(store, target)
    other = target.with_name("other")
    export(store, other)
    assert files(target) == files(other)
    assert AS_OF.isoformat().encode() not in b"".join(files(target).values())

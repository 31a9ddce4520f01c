"""A new register is there whole or not at all, and what a kill leaves is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.doctor import examine
from store.doctor.findings import Severity
from store.errors import BadValue, CannotWrite, NoRegister
from store.register.creation import appearing, unfinished
from store.register.store import Store
from store.storage import snapshot
from store.storage.lock import hold_folder
from tests.conftest import AS_OF, NOW, make_store
from tests.registers import SMALL_REGISTER


def test_a_register_appears_when_the_block_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "new.json"
    with Store.being_made(path, SMALL_REGISTER, user="ana", clock=lambda: NOW) as store:
        store.remove(["port-visits"])
        assert not path.exists()
    assert [each.name for each in path.parent.iterdir()] == ["new.json"]
    assert len(Store(path, user="ana").register.commitments) == 3


@pytest.mark.parametrize("error", [KeyboardInterrupt, CannotWrite("no")])
def test_nothing_is_left_when_it_does_not(
    tmp_path: Path, error: type[BaseException] | BaseException
) -> None:
    path = tmp_path / "a" / "new.json"
    with (
        pytest.raises(error if isinstance(error, type) else type(error)),
        Store.being_made(path, SMALL_REGISTER, user="ana"),
    ):
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), appearing(tmp_path / "new.json"):
        raise KeyboardInterrupt
    assert tmp_path.is_dir()


def test_a_checkpoint_that_fails_is_said_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.json"

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with (
        pytest.raises(CannotWrite) as refusal,
        Store.being_made(path, SMALL_REGISTER, user="ana") as store,
    ):
        store.remove(["port-visits"])
        monkeypatch.setattr(snapshot, "sync", fail)
    assert refusal.value.message == f"{path} cannot be made: No space left on device"
    assert list(tmp_path.iterdir()) == []


def test_what_came_there_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    with (
        pytest.raises(BadValue, match="exists already"),
        Store.being_made(path, SMALL_REGISTER, user="ana"),
    ):
        path.write_text("somebody else's")
    assert path.read_text() == "somebody else's"
    assert [each.name for each in tmp_path.iterdir()] == ["new.json"]


def test_a_file_system_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    store = make_store(tmp_path / "new.json", SMALL_REGISTER)
    assert len(store.register.commitments) == 4
    with pytest.raises(BadValue, match="exists already"):
        make_store(tmp_path / "new.json", SMALL_REGISTER)


def test_what_a_kill_left_is_found_and_what_is_being_made_is_not(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    left = tmp_path / ".new.json.abcd1234"
    left.mkdir()
    (tmp_path / ".new.json.notours").mkdir()
    (tmp_path / ".new.json.abcd5678").write_text("a file")
    assert unfinished(path) == [left]
    with pytest.raises(NoRegister) as refusal:
        examine(path, AS_OF)
    assert refusal.value.hint == f"the making of one was cut off: remove {left}"
    with hold_folder(left):
        assert unfinished(path) == []

    make_store(path, SMALL_REGISTER)
    found = [each for each in examine(path, AS_OF).findings if each.place.file == left]
    assert [each.severity for each in found] == [Severity.WARNING]
    other = tmp_path / "other.json"
    with Store.being_made(other, SMALL_REGISTER, user="ana"):
        assert unfinished(other) == []


def test_a_dry_run_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a" / "new.json"
    with Store.being_made(path, SMALL_REGISTER, user="ana", keep=False) as store:
        assert len(store.register.commitments) == 4
    assert list(tmp_path.iterdir()) == []

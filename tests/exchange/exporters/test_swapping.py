"""Several names change places at once, or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from exchange.exporters import swapping
from exchange.exporters.swapping import Swap, exchange, swap_all


@pytest.fixture(params=["at once", "in steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exchange in one step of the system, and as where there is no such step."""
    if request.param == "in steps":

        def unknown(*_: object) -> None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

        monkeypatch.setattr(swapping, "_exchange_at_once", unknown)


def made(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text)


def read(folder: Path) -> dict[str, str]:
    return {each.name: each.read_text() for each in folder.iterdir()}


def test_files_and_folders_change_names(way: None, tmp_path: Path) -> None:
    made(tmp_path / "new", a="1")
    made(tmp_path / "old", b="2")
    exchange(tmp_path / "new", tmp_path / "old")
    assert read(tmp_path / "new") == {"b": "2"}
    assert read(tmp_path / "old") == {"a": "1"}
    exchange(tmp_path / "new" / "b", tmp_path / "old" / "a")
    assert read(tmp_path / "old") == {"a": "2"}
    assert len(list(tmp_path.iterdir())) == 2


def swaps(folder: Path) -> list[Swap]:
    return [Swap(folder / "new" / name, folder / "old" / name) for name in "abc"]


def test_what_is_missing_on_one_side_moves(way: None, tmp_path: Path) -> None:
    made(tmp_path / "new", a="new", b="new")
    made(tmp_path / "old", a="old", c="old")
    swap_all(swaps(tmp_path))
    assert read(tmp_path / "old") == {"a": "new", "b": "new"}
    assert read(tmp_path / "new") == {"a": "old", "c": "old"}


@pytest.mark.parametrize("last", range(3))
def test_what_was_done_is_taken_back(
    way: None, tmp_path: Path, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path / "new", a="new", b="new")
    made(tmp_path / "old", a="old", c="old")
    done: list[Path] = []
    swap = swapping._swap

    def failing(one: Path, other: Path) -> None:
        if len(done) == last:
            done.append(one)
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        done.append(one)
        swap(one, other)

    monkeypatch.setattr(swapping, "_swap", failing)
    with pytest.raises(OSError, match="Input/output error"):
        swap_all(swaps(tmp_path))
    assert read(tmp_path / "old") == {"a": "old", "c": "old"}
    assert read(tmp_path / "new") == {"a": "new", "b": "new"}


def test_a_step_between_that_fails_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, a="1", b="2")
    rename = os.rename

    def failing(one: Path, other: Path) -> None:
        if one.name == "a":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rename(one, other)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(OSError, match="Input/output error"):
        swapping._exchange_in_steps(tmp_path / "a", tmp_path / "b")
    assert read(tmp_path) == {"a": "1", "b": "2"}

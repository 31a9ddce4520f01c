"""Opening another register from the board, and making a new one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from store.errors import CannotRead
from store.model.address import RegisterPlace
from store.register.store import Store
from tests.conftest import make_store, open_store
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER
from tests.tui.screen import Board, opened


def another(place: RegisterPlace) -> Store:
    assert isinstance(place, Path)
    return open_store(place)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another register, hostile in every text."""
    store = make_store(tmp_path / "other.json", HOSTILE_REGISTER)
    store.close(checkpoint=True)
    return store.path


async def test_another_register_is_opened_and_the_first_found_again(
    small_store: Store, other: Path, tmp_path: Path
) -> None:
    state = tmp_path / "state" / "board.json"
    async with opened(small_store, state_file=state, open_store=another) as board:
        await board.press("space", "6")
        await board.press("O")
        await board.type("by its path")
        await board.press("enter")
        await board.type(str(other))
        await board.press("enter")
        await board.changed_register()
        assert board.app.store.place == other
        assert "Six hostile" not in board.text
        assert f"all {len(HOSTILE_REGISTER.commitments)}" in board.lines[0]
        await board.press("O")
        assert "Opened before" in board.text
        await board.type("before")
        await board.press("enter")
        await board.changed_register()
        assert "Harbour partnership" in board.lines[0]
        await board.press("u")
        assert board.message.startswith("Took back port-visits: 50% → 60%")


async def _choose(board: Board, path: Path) -> None:
    """Choose a register by its path, and wait for nothing that comes of it."""
    await board.press("O")
    await board.type("by its path")
    await board.press("enter")
    await board.type(str(path))
    await board.press_at_once("enter")


async def test_what_is_typed_while_another_register_is_opened_is_for_that_one(
    small_store: Store, tmp_path: Path
) -> None:
    may_open = threading.Event()

    def slow(place: RegisterPlace) -> Store:
        may_open.wait(5)
        return another(place)

    other = tmp_path / "other.json"
    make_store(other, SMALL_REGISTER).close(checkpoint=True)
    before = small_store.register
    async with opened(small_store, open_store=slow) as board:
        await _choose(board, other)
        assert board.message == f"Opening {other}"
        for key in ("space", "6"):
            await board.press_at_once(key)
        may_open.set()
        await board.changed_register()
        await board.says("port-visits: ")
        assert board.saved("port-visits").updates[-1].progress == 60
    assert open_store(small_store.path).register == before


async def test_what_is_typed_while_one_is_opened_that_cannot_be_is_for_the_first(
    small_store: Store, other: Path
) -> None:
    may_open = threading.Event()

    def slow(place: RegisterPlace) -> Store:
        may_open.wait(5)
        raise CannotRead("no such register")

    async with opened(small_store, open_store=slow) as board:
        await _choose(board, other)
        await board.press_at_once("5")
        assert board.focus == "commitments"
        may_open.set()
        await board.says("no such register")
        await board.rest()
        assert board.focus == "detail"


async def test_a_new_register_is_made_like_a_template(small_store: Store, tmp_path: Path) -> None:
    path = tmp_path / "quad.json"
    async with opened(small_store, open_store=another) as board:
        await board.press("O")
        await board.type("new")
        await board.press("enter")
        await board.type(str(path))
        await board.press("enter")
        await board.type("com")
        await board.press("tab", "enter")
        await board.type("The Quad")
        await board.press("ctrl+s")
        await board.changed_register()
        assert "The Quad" in board.lines[0]
        assert "Climate and environment" in board.text
    assert open_store(path).register.title == "The Quad"


async def test_what_cannot_be_opened_leaves_the_board_where_it_is(
    small_store: Store, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    async with opened(small_store, open_store=another) as board:
        await board.press("O")
        await board.type("by its path")
        await board.press("enter")
        await board.type(str(broken))
        await board.press("enter")
        await board.says("broken.json")
        assert "Harbour partnership" in board.lines[0]
        await board.press("O")
        await board.type("by its path")
        await board.press("enter")
        await board.type(str(small_store.path))
        await board.press("enter")
        assert board.message.endswith("is open already")
        await board.press("O")
        await board.type("new")
        await board.press("enter")
        await board.type(str(broken))
        await board.press("ctrl+s")
        assert "something is there already" in board.text


async def test_without_a_way_to_open_another_that_is_said(small_store: Store, other: Path) -> None:
    async with opened(small_store) as board:
        await board.press("O")
        await board.type("by its path")
        await board.press("enter")
        await board.type(str(other))
        await board.press("enter")
        await board.says("Only this register can be shown here")

"""Saved views: naming what is shown, jumping to it, removing it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.entities import View
from store.register.store import Store
from tests.conftest import make_store, open_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import Board, opened

pytestmark = pytest.mark.usefixtures("either_storage")


async def save(board: Board, query: str, name: str) -> None:
    """Filter, and save that under a name."""
    await board.press("slash", "ctrl+u")
    await board.type(query)
    await board.press("enter", "W", "ctrl+u")
    await board.type(name)
    await board.press("enter")


def saved(store: Store) -> list[tuple[str, str]]:
    """Return the views as another program would read them from the file."""
    return [(each.name, each.query) for each in open_store(store.path).register.views]


async def test_a_view_is_named_shown_and_jumped_to(small_store: Store) -> None:
    async with opened(small_store) as board:
        await save(board, "is:overdue sort:due", "late ones")
        assert "view “late ones” saved · u undo" in board.message
        assert "late ones: 1 of 4" in board.lines[0]
        await board.press("escape")
        assert "late ones" not in board.lines[0]
        await save(board, "weather", "weather")
        await board.press("apostrophe")
        assert "late ones" in board.text
        await board.type("late")
        await board.press("enter")
        assert "late ones: 1 of 4" in board.lines[0]
        await board.press("apostrophe", "2")
        assert "weather: 1 of 4" in board.lines[0]
    assert saved(small_store) == [("late ones", "is:overdue sort:due"), ("weather", "weather")]


async def test_pinned_domains_are_part_of_a_view_and_are_reset_by_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("1", "down", "enter", "W")
        assert "domain:maritime" in board.text
        await board.type("at sea")
        await board.press("enter")
        assert "at sea: 2 of 4" in board.lines[0]
        await board.press("1", "down", "enter")
        assert "Air: 3 of 4" in board.lines[0]
        await board.press("apostrophe", "1")
        assert "at sea: 2 of 4" in board.lines[0]
        assert board.panel(1, "Domains")[0].startswith("›")
    assert saved(small_store) == [("at sea", "domain:maritime")]


async def test_a_removed_view_comes_back_with_undo(small_store: Store) -> None:
    async with opened(small_store) as board:
        await save(board, "weather", "rain")
        await board.press("apostrophe", "D")
        assert "removed · u undo" in board.message
        assert saved(small_store) == []
        await board.press("apostrophe")
        assert "  weather" not in board.text
        await board.press("escape")
        await board.press("u", "apostrophe")
        assert "rain" in board.text
        await board.press("escape")
    assert saved(small_store) == [("rain", "weather")]


async def test_nothing_is_saved_without_a_name_or_anything_to_save(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("W")
        assert "nothing to save" in board.message
        await board.press("slash")
        await board.type("visits")
        await board.press("enter", "W", "escape")
        assert "No view was saved" in board.message
        await board.press("W", "enter")
        assert "No view was saved" in board.message
        assert board.focus == "commitments"
    assert saved(small_store) == []


async def test_a_view_that_cannot_be_read_says_why_and_changes_nothing(
    register_path: Path,
) -> None:
    views = (View("broken [/]", "domain:gone"), View("late", "is:overdue"))
    store = make_store(register_path, replace(SMALL_REGISTER, views=views))
    async with opened(store, (80, 24)) as board:
        await board.press("slash")
        await board.type("visits")
        await board.press("enter", "apostrophe")
        assert "! this register has no domain" in board.text
        await board.press("1")
        assert "cannot be read" in board.message
        assert "visits: 1 of 4" in board.lines[0]
        await board.press("apostrophe", "down", "enter")
        assert "late: 1 of 4" in board.lines[0]


async def test_the_list_and_the_name_fit_the_smallest_terminal(small_store: Store) -> None:
    async with opened(small_store, (40, 10), ascii_only=True) as board:
        await save(board, "visits", "a name that is much too long for forty columns of room")
        await board.press("apostrophe")
        assert "1 * a name" in board.text
        assert board.text.isascii()
        await board.type("zzz")
        await board.press("enter", "down", "backspace", "backspace", "backspace", "enter")
        assert "a name th" in board.lines[0]

"""Words typed bare, the views that are there from the start, and orders that show their top."""

from __future__ import annotations

import pytest

from store.register.store import Store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.sweep


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
@pytest.mark.parametrize("word", ["late", "stalled"])
async def test_a_bare_word_that_finds_nothing_offers_the_term(
    small_store: Store, word: str, size: tuple[int, int]
) -> None:
    term = {"late": "is:overdue", "stalled": "status:stalled"}[word]
    async with opened(small_store, size) as board:
        await board.press("slash")
        await board.type(f"{word} ")
        assert f"did you mean {term}? tab takes it" in board.message
        await board.press("tab")
        assert term in "\n".join(board.lines[-4:])


async def test_after_enter_the_way_to_the_term_is_named(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("late")
        await board.press("enter")
        assert "did you mean is:overdue? /, then tab takes it" in board.message
        await board.press("slash", "tab", "enter")
        assert "is:overdue: 1 of 4" in board.lines[0]


async def test_the_whole_word_of_a_flag_completes_to_the_flag_first(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("overdue")
        await board.press("tab", "enter")
        assert "is:overdue: 1 of 4" in board.lines[0]
        assert board.here == "port-visits"


async def test_views_are_there_before_any_was_saved(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("apostrophe")
        for name in ("Late", "Stale", "Next 90 days", "Undated", "Claimed ahead", "Mine"):
            assert f" {name} " in board.text
        await board.press("1")
        assert "1 of 4" in board.lines[0]
        assert board.here == "port-visits"
        await board.press("apostrophe", "D")
        assert "“Late” is there in every register" in board.message
        await board.press("colon")
        await board.type("undated")
        await board.press("enter")
        assert "no:due is:open" in board.lines[0]


async def test_after_a_sort_the_list_shows_its_top(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("down", "down", "s", "t")
        assert board.here == "airfield-code"
        await board.press("down", "s", "a")
        assert board.here == "port-visits"
        await board.press("down", "slash")
        await board.type("sort:title")
        await board.press("enter")
        assert board.here == "airfield-code"


async def test_by_attention_the_most_pressing_are_first_however_it_is_asked(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        for query in ("sort:attention", "sort:-attention"):
            await board.press("slash", "ctrl+u")
            await board.type(query)
            await board.press("enter")
            assert board.here == "port-visits"
        await board.press("S")
        assert "the most pressing always come first" in board.message
        assert board.here == "port-visits"

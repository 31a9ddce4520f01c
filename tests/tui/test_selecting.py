"""Marking several commitments at once: one key selects, two mark, one takes all back."""

from __future__ import annotations

import pytest

from store.model.derived import derive
from store.model.entities import Commitment
from store.model.status import Status
from store.register.store import Store
from tests.conftest import AS_OF, open_store, plain
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened

pytestmark = pytest.mark.sweep


def _commitments(store: Store) -> tuple[Commitment, ...]:
    return open_store(store.path).register.commitments


def _statuses(store: Store) -> list[Status]:
    return [derive(each, AS_OF).status for each in _commitments(store)]


async def test_nine_are_marked_with_two_keys_and_taken_back_with_one(india_us: Store) -> None:
    before = plain(open_store(india_us.path).register)
    async with opened(india_us) as board:
        await board.press(*["v"] * 9)
        assert "9 commitments selected" in board.message
        assert "9 selected" in board.text
        await board.press("space")
        assert "Mark 9 commitments" in board.lines[-2]
        await board.press("s")
        assert "2 of 9 are settled:  y reopens them too  n marks the other 7" in board.lines[-2]
        await board.press("y")
        assert "9 commitments: stalled · saved · u undo" in board.message
        assert _statuses(india_us)[:10].count(Status.STALLED) == 9
        await board.press("u")
        assert "Took back 9 commitments: stalled" in board.message
    assert plain(open_store(india_us.path).register) == before


@pytest.mark.parametrize("ascii_only", [False, True])
async def test_selected_rows_have_a_mark_in_list_and_timeline(
    small_store: Store, ascii_only: bool
) -> None:
    mark, edge = ("#", "|") if ascii_only else ("▪", "│")
    async with opened(small_store, ascii_only=ascii_only) as board:
        await board.press("v", "down", "v")
        rows = board.lines[3:7]
        in_list = [row[34:36].endswith(mark) for row in rows]
        in_time = [f"{edge}{edge}{mark}" in row for row in rows]
        assert in_list == in_time == [True, False, True, False]
        await board.press("up", "v")
        assert [row[34:36].endswith(mark) for row in board.lines[3:7]] == [
            True,
            False,
            False,
            False,
        ]


async def test_the_same_key_takes_a_row_out_again(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("v", "up", "v")
        assert "Nothing is selected" in board.message
        assert board.here == "pilot-school"


async def test_all_rows_in_view_and_none(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("domain:air")
        await board.press("enter", "V")
        assert "3 commitments selected" in board.message
        await board.press("V")
        assert "Nothing is selected" in board.message
        await board.press("V", "space", "4", "y")
        done = [derive(each, AS_OF).progress == 40 for each in _commitments(small_store)]
        assert done == [False, True, True, True]


async def _with_hidden(board: Board) -> None:
    """Select three, and filter so that only one of them is in view."""
    await board.press("v", "v", "v", "slash")
    await board.type("airfield")
    await board.press("enter")
    assert "1 of 4" in board.lines[0]


@pytest.mark.parametrize(
    ("answer", "marked"), [("y", [True, True, True]), ("n", [False, False, True])]
)
async def test_those_out_of_view_are_counted_and_asked_about(
    small_store: Store, answer: str, marked: list[bool]
) -> None:
    async with opened(small_store) as board:
        await _with_hidden(board)
        await board.press("space")
        asked = board.lines[-2]
        assert "2 of 3 are not in view:" in asked
        assert "y marks all 3" in asked
        assert "n marks the 1 in view" in asked
        assert "esc leaves" in asked
        await board.press(answer)
        await board.press("s")
        if answer == "y":
            assert "1 of 3 is settled" in board.lines[-2]
            await board.press("y")
        found = [each is Status.STALLED for each in _statuses(small_store)]
        assert found == [*marked, False]
        assert board.here == "airfield-code"
        await board.press("u")
        assert Status.STALLED not in _statuses(small_store)


@pytest.mark.parametrize("key", ["space", "plus", "minus", "D", "w", "full_stop"])
async def test_the_key_that_asked_never_answers(small_store: Store, key: str) -> None:
    async with opened(small_store) as board:
        await board.press("down", "space", "1", "y", "up")
        before = small_store.path.with_name("register.json.journal").read_bytes()
        await _with_hidden(board)
        await board.press(key)
        assert "not in view" in board.lines[-2]
        await board.press(key)
        assert "Nothing was" in board.message
        assert board.focus == "commitments"
    assert small_store.path.with_name("register.json.journal").read_bytes() == before


async def test_when_all_are_out_of_view_only_all_can_be_meant(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("v", "slash")
        await board.type("zebra")
        await board.press("enter", "space")
        assert "1 of 1 is not in view:" in board.lines[-2]
        assert "in view  esc" not in board.lines[-2].replace("not in view", "")
        await board.press("y")
        await board.press("s")
        assert _statuses(small_store)[0] is Status.STALLED
        assert "0 of 4" in board.lines[0]


async def test_esc_clears_the_selection_before_the_filter(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _with_hidden(board)
        await board.press("escape")
        assert "Nothing is selected" in board.message
        assert "1 of 4" in board.lines[0]
        await board.press("escape")
        assert "all 4" in board.lines[0]


async def test_steps_move_all_that_are_selected(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "8", "down", "down", "space", "2", "V", "plus", "plus")
        found = [derive(each, AS_OF).progress for each in _commitments(small_store)]
        assert found == [90, 100, 30, 10]
        await board.press("minus", "u", "u", "u")
        found = [derive(each, AS_OF).progress for each in _commitments(small_store)]
        assert found == [80, 100, 20, None]


async def test_a_dot_repeats_the_last_mark(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("full_stop")
        assert "Nothing was marked yet that could be repeated" in board.message
        await board.press("space", "s", "j", "j", "full_stop")
        assert "airfield-code: not assessed → stalled" in board.message
        await board.press("plus", "k", "k", "full_stop")
        assert derive(board.saved("port-visits"), AS_OF).progress == 55
        await board.press("space", "3", "V", "full_stop", "y")
        assert [derive(each, AS_OF).progress for each in _commitments(small_store)] == [30] * 4
        assert "4 commitments: " in board.message


async def test_what_is_removed_is_selected_no_more(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("v", "v")
        open_store(small_store.path, user="ben").remove(["port-visits"])
        await board.wait(0.7)
        await board.press("space")
        assert "Mark pilot-school" in board.lines[-2]


async def test_rows_are_selected_only_where_rows_are_commitments(small_store: Store) -> None:
    async with opened(small_store) as board:
        for panel in ("1", "4", "5"):
            await board.press(panel, "v")
            assert "selected in the list: 2 goes there" in board.message
        await board.press("3", "v")
        assert "1 commitment selected" in board.message


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16), (40, 10)])
async def test_several_are_marked_at_every_size(
    hostile_store: Store, size: tuple[int, int]
) -> None:
    async with opened(hostile_store, size) as board:
        await board.press("V", "space")
        assert "12 selected:" in board.lines[-1] + board.lines[-2]
        await board.press("y")
        assert "12" in board.lines[-1] + board.lines[-2]
        await board.press("s")
        assert "12 commitments: in progress → stalled" in board.message
        assert set(_statuses(hostile_store)) == {Status.STALLED}

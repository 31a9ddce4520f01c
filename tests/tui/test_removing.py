"""Removing: asked for with one key, confirmed with another, taken back with `u`."""

from __future__ import annotations

import pytest

from store.register.store import Store
from tests.conftest import open_store, plain
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.usefixtures("either_storage")


def _ids(store: Store) -> list[str]:
    return [each.id for each in open_store(store.path).register.commitments]


@pytest.mark.parametrize("key", ["D", "delete"])
async def test_a_commitment_goes_and_comes_back_to_its_place(small_store: Store, key: str) -> None:
    before = plain(open_store(small_store.path).register)
    async with opened(small_store) as board:
        await board.press("down", key)
        asked = board.lines[-2]
        assert "Remove pilot-school, “Pilot school opened”?  y removes  esc leaves" in asked
        assert len(_ids(small_store)) == 4
        await board.press("y")
        assert "pilot-school: removed · saved · u undo" in board.message
        assert _ids(small_store) == ["port-visits", "airfield-code", "weather-data"]
        assert board.here == "airfield-code"
        assert "Pilot school" not in board.text
        await board.press("u")
        assert "Took back pilot-school: removed" in board.message
        assert board.here == "pilot-school"
        assert plain(open_store(small_store.path).register) == before
        await board.press("U")
        assert "pilot-school" not in _ids(small_store)


@pytest.mark.parametrize("answer", ["escape", "D", "delete", "n", "enter", "space", "Y"])
async def test_only_y_removes(small_store: Store, answer: str) -> None:
    async with opened(small_store) as board:
        await board.press("D", answer)
        assert "Nothing was removed" in board.message
        assert len(_ids(small_store)) == 4
        assert board.focus == "commitments"


async def test_all_that_are_selected_go_together(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("v", "v", "D")
        assert "Remove 2 commitments?" in board.lines[-2]
        await board.press("y")
        assert _ids(small_store) == ["airfield-code", "weather-data"]
        assert "selected" not in board.text
        await board.press("u")
        assert len(_ids(small_store)) == 4


async def test_the_last_one_goes_and_the_board_says_how_to_go_on(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("V", "D", "y")
        assert "This register has no commitments yet. Press a to add one." in board.text
        assert "a add  R read a statement  I import" in board.lines[-1]
        await board.press("D")
        assert "no commitments yet" in board.message


async def test_the_follow_up_under_the_cursor_goes(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("4", "D")
        asked = board.lines[-2]
        assert "Remove the follow-up “Ask for the visit plan” of port-visits?" in asked
        await board.press("y")
        assert [each.id for each in board.saved("port-visits").follow_ups] == ["f2"]
        assert "“Ask for the visit plan” removed" in board.message
        assert board.focus == "follow-ups"
        await board.press("u")
        assert [each.id for each in board.saved("port-visits").follow_ups] == ["f1", "f2"]


async def test_a_milestone_goes_and_an_update_never_does(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("5")
        seen = set()
        for _ in range(45):
            here = board.app.board.detail.here
            if here and here.kind not in seen:
                seen.add(here.kind)
                await board.press("D")
                if here.kind == "update":
                    assert "Updates are never removed" in board.message
                else:
                    assert f"Remove the {here.kind}" in board.lines[-2]
                    await board.press("escape")
                if here.kind == "milestone":
                    await board.press("D", "y")
                    assert here.id not in [
                        each.id for each in board.saved("port-visits").milestones
                    ]
            await board.press("j")
        assert seen == {"milestone", "follow-up", "update"}


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16), (40, 10)])
async def test_the_question_fits_with_hostile_titles(
    hostile_store: Store, size: tuple[int, int]
) -> None:
    async with opened(hostile_store, size) as board:
        for _ in range(12):
            await board.press("D")
            line = next(each for each in board.lines if "Remove h" in each)
            assert "y removes" in line
            assert "esc" in line
            assert "\x1b" not in board.text
            await board.press("y")
            assert "removed" in board.message
        assert _ids(hostile_store) == []
        await board.press(*["u"] * 12)
        assert len(_ids(hostile_store)) == 12


async def test_a_question_is_left_when_the_board_cannot_be_seen(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("D")
        await board.resize(39, 9)
        await board.press("y")
        await board.resize(*WIDE)
        assert len(_ids(small_store)) == 4


async def test_a_click_elsewhere_leaves_the_question(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("D")
        await board.click(50, 4)
        assert "Nothing was removed" in board.message
        await board.press("y")
        assert len(_ids(small_store)) == 4

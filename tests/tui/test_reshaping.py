"""Duplicating, splitting and merging on the board, another id, and many edited alike."""

from __future__ import annotations

import pytest

from store.model.entities import Commitment
from store.register.store import Store
from tests.conftest import open_store
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened

pytestmark = pytest.mark.sweep


def commitments(store: Store) -> dict[str, Commitment]:
    return {each.id: each for each in open_store(store.path).register.commitments}


async def choose(board: Board, way: str) -> None:
    await board.press("X")
    await board.type(way)
    await board.press("enter")


async def test_a_commitment_is_duplicated(small_store: Store) -> None:
    async with opened(small_store) as board:
        await choose(board, "dup")
        await board.type("port-calls")
        await board.press("enter")
        await board.retype("Port calls")
        await board.press("ctrl+s")
        assert board.message == "port-calls: duplicate of port-visits added · saved · u undo"
        assert board.here == "port-calls"
        assert commitments(small_store)["port-calls"].title == "Port calls"
        await board.press("u")
        assert "port-calls" not in commitments(small_store)


async def test_an_id_that_is_taken_is_said_in_the_form(small_store: Store) -> None:
    async with opened(small_store) as board:
        await choose(board, "dup")
        await board.type("pilot-school")
        await board.press("ctrl+s")
        assert "the id 'pilot-school' is taken" in board.text
        await board.press("escape")
        assert board.message.endswith("not saved, kept as a draft")


async def test_a_commitment_is_split(small_store: Store) -> None:
    async with opened(small_store) as board:
        await choose(board, "split")
        await board.type("second")
        await board.press("enter")
        await board.type("Second visit")
        await board.press("enter")
        await board.type("m2")
        assert "milestone Second visit" in board.text
        await board.type(", f1")
        await board.press("ctrl+s")
        assert board.here == "second"
    found = commitments(small_store)
    assert [each.id for each in found["second"].milestones] == ["m2"]
    assert [each.id for each in found["port-visits"].follow_ups] == ["f2"]


async def test_a_commitment_is_merged_after_it_is_said_what_comes_of_it(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await choose(board, "merge")
        await board.type("school")
        await board.press("enter")
        assert "Merge port-visits into pilot-school?" in board.text
        assert "added: 2 milestones, 2 follow-ups, 2 updates" in board.text
        await board.press("enter")  # it asked with this key, so it does not confirm
        assert len(commitments(small_store)) == 4
        await board.press("y")
        assert board.here == "pilot-school"
        assert commitments(small_store)["pilot-school"].former_ids == ("port-visits",)
        await board.press("5")
        await board.press("u")
        assert len(commitments(small_store)) == 4


async def test_a_changed_id_is_shown_with_the_one_it_had(small_store: Store) -> None:
    async with opened(small_store, WIDE) as board:
        await choose(board, "change the id")
        await board.retype("visits")
        await board.press("ctrl+s")
        assert board.here == "visits"
        await board.press("down", "colon")
        await board.type("port-visits")
        await board.press("enter")
        assert board.here == "visits"
        await board.press("5", "z")
        assert "Formerly    port-visits" in board.text
        await board.press("slash")
        await board.type("id:port-visits")
        await board.press("enter")
        assert "1 of 4" in board.text


async def test_what_is_selected_is_edited_alike(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("v", "v", "v", "e")
        assert "Edit 3 commitments alike" in board.text
        for _ in range(4):
            await board.press("down")
        await board.type("Navy")
        await board.press("ctrl+s")
        assert "Change 3 commitments?" in board.text
        assert "port-visits, lead: nothing → Navy" in board.text
        await board.press("enter")
        assert commitments(small_store)["port-visits"].lead == ""
        await board.press("y")
        assert board.message == "3 commitments: lead edited · saved · u undo"
        assert [each.lead for each in commitments(small_store).values()] == [
            *("Navy", "Navy", "Navy", "")
        ]
        await board.press("u")
        assert all(not each.lead for each in commitments(small_store).values())


async def test_fields_of_many_are_cleared_and_words_added(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("V", "e", "down", "down")
        await board.type("Cascadia")
        await board.press("down")
        await board.type("avalon")
        for _ in range(5):
            await board.press("down")
        await board.type("-")
        await board.press("ctrl+s", "y")
    found = commitments(small_store)
    assert found["port-visits"].parties == ("Borduria", "Cascadia")
    assert [each.due for each in found.values()] == [None] * 4


async def test_nothing_set_and_nothing_new_is_said(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("V", "e", "ctrl+s")
        assert "nothing is set" in board.text
        await board.press("down", "down")
        await board.press("down")
        await board.type("nobody")
        await board.press("ctrl+s")
        assert board.message == "Nothing would change: all of them say so already"


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16), (45, 12)])
async def test_hostile_texts_are_only_shown(hostile_store: Store, size: tuple[int, int]) -> None:
    async with opened(hostile_store, size) as board:
        for way in ("dup", "split", "change the id"):
            await choose(board, way)
            await board.press("escape")
        await choose(board, "merge")
        await board.press("enter")
        assert "\x1b" not in board.text
        await board.press("y", "u")
        await board.press("V", "e", "down", "down", "down")
        await board.type("x[/] [red")
        await board.press("ctrl+s", "escape")
        assert board.app.is_running

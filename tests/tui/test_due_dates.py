"""A due date that is changed: was it wrong, or has it moved? The board asks, and keeps all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.edits import write_update
from store.model.entities import Commitment
from store.register.store import Store
from tests.conftest import AS_OF, make_store, open_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened

DUE = 8
"""How many lines of the form are above it."""
TO_DUE = ["down"] * DUE
ALIKE_DUE = 8


def _commitment(store: Store, commitment_id: str = "port-visits") -> Commitment:
    register = open_store(store.path).register
    return next(each for each in register.commitments if each.id == commitment_id)


async def _change_due(board: Board, due: str = "2027-Q1") -> None:
    await board.press("e", *TO_DUE)
    await board.retype(due)
    await board.press("ctrl+s")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16), (40, 10)])
async def test_a_due_date_is_corrected_with_one_key(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await _change_due(board)
        question = board.app.board.question
        assert question.display
        for key in ("c", "m", "esc"):
            assert f"  {key} " in f"{board.lines[question.region.y]} "
        if size[0] >= 80:
            assert " 2025-12 → 2027-Q1: due wrong, or moved?  c " in board.text
        assert str(_commitment(small_store).due) == "2025-12"
        await board.press("c")
        assert str(_commitment(small_store).due) == "2027-Q1"
        assert len(_commitment(small_store).updates) == 2
        assert "port-visits: due edited" in board.message
        await board.press("e", "ctrl+s")
        assert "nothing" in board.message  # no draft is left over


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize(("style", "said"), [("iso", "2026-11-30"), ("month-day", "Nov 30, 2026")])
@pytest.mark.parametrize("size", [NARROW, (60, 16)])
async def test_both_dates_are_read_whatever_the_room(
    small_store: Store, size: tuple[int, int], style: str, said: str, *, ascii_only: bool
) -> None:
    small_store.change(
        ["port-visits"], lambda each: replace(each, due=PartialDate.parse("2026-11-30"))
    )
    config = f'dates = "{style}"\n'
    async with opened(small_store, size, ascii_only=ascii_only, config=config) as board:
        await _change_due(board, "2027-11-30")
        arrow = "->" if ascii_only else "→"
        assert f" {said} {arrow} {said.replace('2026', '2027')}" in board.text
        assert "  c wrong  m moved  esc back" in board.text


async def test_a_date_that_moved_becomes_an_update(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _change_due(board)
        await board.press("m")
        assert "Due moved, due 2025-12 until now: Port visits every year" in board.text
        assert "2027-Q1" in board.text
        await board.press("enter")
        await board.type("The ministers put it off.")
        await board.press("enter")
        await board.type("Press note")
        await board.press("ctrl+s", "o")
        found = _commitment(small_store)
        assert str(found.due) == "2025-12"
        moved = found.updates[-1]
        assert (str(moved.due), moved.note) == ("2027-Q1", "The ministers put it off.")
        assert moved.source is not None
        assert (moved.source.title, moved.source.kind.value) == ("Press note", "official")
        assert "2025-12 → 2027-Q1" in board.message
        await board.press("e")
        assert "draft of" not in board.text


async def test_of_a_date_that_was_moved_before_the_first_is_asked_about(small_store: Store) -> None:
    moved = PartialDate.parse("2027-Q3")
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, due=moved))
    async with opened(small_store) as board:
        await _change_due(board)
        assert " 2025-12 → 2027-Q1: first date wrong, or moved?  c corrects" in board.text
        await board.press("c")
        assert str(_commitment(small_store).due) == "2027-Q1"
        row = next(each for each in board.lines if "Port visits every year" in each)
        assert "2027-Q3" in row


async def test_the_other_edits_of_the_form_are_saved(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("e")
        await board.retype("Port calls")
        await board.press(*TO_DUE)
        await board.retype("2027")
        await board.press("ctrl+s", "m")
        assert _commitment(small_store).title == "Port calls"
        assert str(_commitment(small_store).due) == "2025-12"
        await board.press("ctrl+s")
        assert str(_commitment(small_store).updates[-1].due) == "2027"
        await board.press("u", "u")
        assert _commitment(small_store).title == "Port visits every year"


async def test_any_other_key_goes_back_to_what_was_typed(small_store: Store) -> None:
    before = small_store.path.read_bytes()
    async with opened(small_store) as board:
        await board.press("e")
        await board.retype("Port calls")
        await board.press(*TO_DUE)
        await board.retype("2027")
        for key in ("escape", "x"):
            await board.press("ctrl+s", key)
            assert "Edit port-visits" in board.text
            assert "Port calls" in board.text
            assert "2027" in board.text
        await board.press("escape")
        assert "Edit of port-visits: not saved, kept as a draft" in board.message
    assert small_store.path.read_bytes() == before


async def test_what_was_said_of_a_move_is_there_again(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _change_due(board)
        await board.press("m", "down")
        await board.type("Put off.")
        await board.press("escape")
        assert "Due date of port-visits: not saved, kept as a draft" in board.message
        # The date is still in the form it was typed into.
        await board.press("e", "ctrl+s", "m")
        assert "Put off." in board.text
        await board.press("ctrl+s")
        assert str(_commitment(small_store).updates[-1].due) == "2027-Q1"


async def test_a_move_that_is_left_keeps_the_date_though_the_rest_was_saved(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await board.press("e")
        await board.retype("Port calls")
        await board.press(*TO_DUE)
        await board.retype("2027")
        await board.press("ctrl+s", "m", "escape", "e")
        assert "draft of" in board.text
        await board.press("ctrl+s")
        assert "due wrong, or moved?" in board.text
        await board.press("c")
        found = _commitment(small_store)
        assert (found.title, str(found.due)) == ("Port calls", "2027")


@pytest.mark.parametrize(
    ("commitment_id", "due"), [("weather-data", "2027"), ("port-visits", ""), ("port-visits", None)]
)
async def test_a_date_that_is_first_given_or_cleared_is_no_question(
    small_store: Store, commitment_id: str, due: str | None
) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type(f"id:{commitment_id}")
        await board.press("enter", "e")
        await board.retype("Another title")
        if due is not None:
            await board.press(*TO_DUE)
            await board.retype(due)
        await board.press("ctrl+s")
        found = _commitment(small_store, commitment_id)
        assert found.title == "Another title"
        assert str(found.due or "") == ("2025-12" if due is None else due)


@pytest.mark.parametrize(
    "keys",
    [
        ("c", "j"),
        ("m", "enter", *"Put off", "ctrl+s", "j"),
        ("escape", "escape", "j"),
    ],
    ids=["corrected", "moved", "left"],
)
async def test_keys_typed_ahead_answer_the_question(
    new_folder: Callable[[], Path], keys: tuple[str, ...]
) -> None:
    typed = ("e", *TO_DUE, "end", "ctrl+u", *"2027", "ctrl+s", *keys)
    came = []
    for together in (False, True):
        store = make_store(new_folder() / "register.json", SMALL_REGISTER)
        async with opened(store) as board:
            await (board.press_together if together else board.press)(*typed)
            found = _commitment(store)
            updates = [(str(each.due), each.note) for each in found.updates]
            came.append((str(found.due), updates, board.here, len(board.app.screen_stack)))
    assert came[0] == came[1]
    assert came[0][2] == "pilot-school"


async def test_several_dates_are_moved_by_one_word(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("V", "e", *["down"] * 4)
        await board.type("Navy")
        await board.press(*["down"] * (ALIKE_DUE - 4))
        await board.type("2028")
        await board.press("ctrl+s")
        assert "3 dates → 2028: due wrong, or moved?" in board.text
        await board.press("escape")
        assert "Edit 4 commitments alike" in board.text
        assert "2028" in board.text
        await board.press("ctrl+s", "m")
        # What has moved is not edited, and what had no date is given one.
        assert "weather-data, due: nothing → 2028" in board.text
        assert "port-visits, due" not in board.text
        await board.press("y")
        assert "Due moved, several dates until now: 3 selected" in board.text
        await board.press("down")
        await board.type("All put off.")
        await board.press("ctrl+s")
    found = {each.id: each for each in open_store(small_store.path).register.commitments}
    assert [str(each.due) for each in found.values()] == ["2025-12", "2026", "2027-01-15", "2028"]
    assert {each.lead for each in found.values()} == {"Navy"}
    moved = [each.id for each in found.values() if each.updates and each.updates[-1].due]
    assert moved == ["port-visits", "pilot-school", "airfield-code"]


async def test_several_dates_are_corrected(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("V", "e", *["down"] * ALIKE_DUE)
        await board.type("2028")
        await board.press("ctrl+s", "c")
        assert "port-visits, due: 2025-12 → 2028" in board.text
        await board.press("y")
    found = open_store(small_store.path).register.commitments
    assert {str(each.due) for each in found} == {"2028"}
    assert not any(update.due for each in found for update in each.updates)

"""Domains and instruments that are typed in a form and not there: offered to be made."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.register.store import Store
from tests.conftest import open_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import NARROW, WIDE, Board, opened
from tui.forms.new_names import NewNames

pytestmark = pytest.mark.sweep


async def fill(board: Board, line: str, text: str) -> None:
    """Go down to a line of the form and type into it."""
    while not any(f"› {line}" in each for each in board.lines):
        await board.press("down")
    await board.retype(text)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_what_is_new_is_offered_and_made_with_the_commitment(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("a")
        await board.type("mines")
        await fill(board, "Title", "Mines")
        await fill(board, "Made in", "js27")
        assert "ctrl+o makes the instrument “js27”: it is new" in board.text
        await board.press("ctrl+o")
        assert "made when this is saved: js27" in board.text
        await fill(board, "Domains", "Critical minerals")
        await board.press("ctrl+o")
        await board.press("ctrl+s")
        assert board.message.startswith(
            "mines: added, with the domain critical-minerals, the instrument js27 · saved"
        )
        assert board.here == "mines"
        saved = open_store(small_store.path).register
        assert saved.domains[-1].name == "Critical minerals"
        assert (saved.instruments[-1].id, saved.instruments[-1].title) == ("js27", "js27")
        assert saved.commitments[-1].domains == ("critical-minerals",)
        await board.press("u")
        left = open_store(small_store.path).register
        assert (left.domains, left.instruments) == (
            SMALL_REGISTER.domains,
            SMALL_REGISTER.instruments,
        )


async def test_what_is_not_accepted_stays_a_mistake(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("e")
        await fill(board, "Domains", "martime")
        await board.press("ctrl+s")
        assert "Edit port-visits" in board.text
        await board.press("ctrl+o", "ctrl+s")
        assert board.message.startswith("port-visits: edited, with the domain martime")
    saved = open_store(small_store.path).register
    assert saved.commitments[0].domains == ("martime",)
    assert len(open_store(small_store.path).log()) == 1


async def test_nothing_is_overwritten_that_somebody_saved_meanwhile(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("e")
        await fill(board, "Domains", "land")
        await board.press("ctrl+o")
        other = open_store(small_store.path, user="bo")
        other.change(["port-visits"], lambda each: replace(each, lead="Navy"))
        await board.press("ctrl+s")
        assert "port-visits was changed meanwhile" in board.message
    saved = open_store(small_store.path).register
    assert (saved.commitments[0].lead, len(saved.domains)) == ("Navy", 2)


def test_only_what_can_be_made_is_offered() -> None:
    names = NewNames(SMALL_REGISTER)
    assert names.offer("domains", "maritime, AIR") == ""
    assert names.offer("domains", "land, air, On sea") == "the domains “land”, “On sea”"
    assert names.offer("domains", ", ?!") == ""
    assert names.offer("instrument", "pact-2025") == ""
    assert names.offer("instrument", "A title") == ""
    names.accept("domains", "On sea")
    assert names.register.domains[-1].id == "on-sea"
    assert names.offer("domains", "on sea, on-sea") == ""
    # What was accepted and taken out of the line again is not made.
    assert names.needed(SMALL_REGISTER.commitments[0]) == []
    assert names.made_for(SMALL_REGISTER, SMALL_REGISTER.commitments[0]) == SMALL_REGISTER

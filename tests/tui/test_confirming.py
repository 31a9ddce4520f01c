"""The second reader on the board: what waits is marked, one key confirms it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from store.model.status import Status
from store.register.store import Store
from tests.conftest import make_store
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER
from tests.tui.screen import opened


def asking(path: Path, user: str = "ben") -> Store:
    return make_store(path, replace(SMALL_REGISTER, second_reader=True), user=user)


async def test_one_key_confirms_and_the_mark_goes(register_path: Path) -> None:
    async with opened(asking(register_path)) as board:
        await board.press("down")
        assert "KEPT?" in board.panel(2, "Commitments")[2]
        assert "? to confirm" in board.text
        await board.press("F")
        assert "pilot-school: update u2 confirmed" in board.message
        # What only the ministry claims is marked next.
        assert "KEPT^" in board.panel(2, "Commitments")[2]
        update = board.saved("pilot-school").updates[-1]
        assert (update.confirms, update.by, update.status) == ("u2", "ben", None)
        await board.press("u")
        assert board.saved("pilot-school").updates[-1].id == "u2"


async def test_nobody_confirms_what_they_wrote(register_path: Path) -> None:
    async with opened(asking(register_path)) as board:
        await board.press("space", "k", "escape", "F")
        assert "was written by ben" in board.message
        assert board.saved("port-visits").updates[-1].confirms == ""


async def test_of_several_those_that_can_be_are_confirmed(register_path: Path) -> None:
    async with opened(asking(register_path)) as board:
        await board.press("V", "F")
        assert [
            bool(board.saved(each).updates[-1].confirms)
            for each in ("pilot-school", "weather-data")
        ] == [True, True]
        assert not board.saved("port-visits").updates[-1].confirms


async def test_the_filter_finds_what_waits(register_path: Path) -> None:
    async with opened(asking(register_path)) as board:
        await board.press("slash")
        await board.type("is:to-confirm")
        await board.press("enter")
        assert "is:to-confirm: 2 of 4" in board.lines[0]
        await board.press("F")
        assert board.here == "pilot-school"
        assert "is:to-confirm: 1 of 4" in board.lines[0]


async def test_hostile_texts_are_confirmed_and_told_as_they_are(register_path: Path) -> None:
    kept = tuple(
        replace(each, updates=(replace(each.updates[0], status=Status.KEPT),))
        for each in HOSTILE_REGISTER.commitments
    )
    register = replace(HOSTILE_REGISTER, commitments=kept, second_reader=True)
    async with opened(make_store(register_path, register, user="[/] \x1b[31m")) as board:
        # More than ten at once are asked about first.
        await board.press("V", "F", "y")
        assert all(board.saved(each.id).updates[-1].confirms == "u1" for each in kept)
        await board.press("V", "5", "G")
        assert "\x1b" not in board.text
        assert "[/]" in board.text

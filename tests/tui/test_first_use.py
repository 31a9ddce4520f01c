"""What somebody meets who opens a bundled register for the first time."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.entities import FollowUp, Register
from store.register.store import Store
from tests.conftest import AS_OF, make_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened
from tests.tui.terminal import board_on_terminal
from tui.controllers.forms import offer_follow_ups

ASKED = "2 follow-ups have no owner, 1 no date: take them as yours, ana?"


async def offered(board: Board) -> None:
    """Ask what is asked on first use."""
    offer_follow_ups(board.app.board.board_context)
    await board.rest()


def owners_and_dates(board: Board) -> list[tuple[str, str]]:
    """Return who owns each saved follow-up of two commitments, and by when it is due."""
    steps = [*board.saved("port-visits").follow_ups, *board.saved("airfield-code").follow_ups]
    return [(each.owner, each.due.text if each.due else "") for each in steps]


BEFORE = [("mira", "2026-11-10"), ("", "2026-12-01"), ("", "")]


@pytest.mark.parametrize(
    ("typed", "due"), [("+1m", "2026-12-22"), ("2027-Q1", "2027-Q1"), ("", "")]
)
async def test_who_takes_the_follow_ups_of_nobody_is_asked_for_a_date_for_those_without(
    small_store: Store, typed: str, due: str
) -> None:
    async with opened(small_store) as board:
        greeting = board.message
        await offered(board)
        assert ASKED in board.lines[-2]
        assert board.lines[-3].strip() == greeting
        assert "? help" in board.lines[-1]
        await board.press("y")
        assert owners_and_dates(board) == BEFORE
        await board.type(typed)
        await board.press("enter")
        assert owners_and_dates(board) == [
            ("mira", "2026-11-10"),
            ("ana", "2026-12-01"),
            ("ana", due),
        ]
        await board.press("u")
        assert owners_and_dates(board) == BEFORE


async def test_what_is_no_date_is_said_and_asked_for_again(small_store: Store) -> None:
    async with opened(small_store) as board:
        await offered(board)
        await board.press("y")
        await board.type("soon")
        await board.press("enter")
        assert "soon" in board.text
        assert owners_and_dates(board) == BEFORE
        await board.press("escape")
        assert owners_and_dates(board) == BEFORE
        assert "Nothing was changed" in board.message


async def test_whoever_leaves_the_question_is_told_what_was_said_before(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        greeting = board.message
        await offered(board)
        await board.press("escape")
        assert owners_and_dates(board) == BEFORE
        assert board.message == greeting


@pytest.mark.parametrize(
    ("steps", "question"),
    [
        ((FollowUp("f1", "Ask"), FollowUp("f2", "Ask")), "2 follow-ups have no owner and no date:"),
        (
            (FollowUp("f1", "Ask", due=PartialDate.parse("2027")), FollowUp("f2", "Ask", "mira")),
            "1 follow-up has no owner, 1 no date:",
        ),
        ((FollowUp("f1", "Ask", due=PartialDate.parse("2027")),), "1 follow-up has no owner: take"),
        ((FollowUp("f1", "Ask", "mira"),), "1 follow-up has no date: set one?"),
        ((FollowUp("f1", "Ask", "mira", PartialDate.parse("2027")),), ""),
        ((FollowUp("f1", "Ask", done=PartialDate.parse("2026")),), ""),
    ],
)
async def test_only_what_is_missing_is_asked_about(
    register_path: Path, steps: tuple[FollowUp, ...], question: str
) -> None:
    one = replace(SMALL_REGISTER.commitments[0], follow_ups=steps)
    register = Register("One", domains=SMALL_REGISTER.domains, commitments=(one,))
    async with opened(make_store(register_path, register)) as board:
        await offered(board)
        assert question in board.lines[-2]
        assert ("y takes them" in board.text or "y sets it" in board.text) is bool(question)


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16)])
async def test_the_line_for_the_date_says_how_to_answer_at_every_size(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await offered(board)
        await board.press("y")
        assert "A date for it: +1m, 2026-12-31; enter: none; esc leaves" in " ".join(
            board.text.split()
        )


@pytest.mark.sweep("size")
@pytest.mark.parametrize(
    ("size", "name", "other"),
    [
        (NARROW, "india-us", "Quad"),
        (NARROW, "quad", "India-US"),
        (WIDE, "india-us", "Quad"),
        (MEDIUM, "india-us", "Quad"),
        ((60, 16), "india-us", "Quad"),
    ],
)
def test_the_first_line_offers_the_other_register_and_its_key_lists_it(
    size: tuple[int, int], name: str, other: str
) -> None:
    columns, rows = size
    with board_on_terminal(Path(name), columns=columns, rows=rows) as terminal:
        terminal.shows(f"O opens other registers, such as {other}")
        terminal.keys("O")
        terminal.keys("bundled")
        terminal.shows(f"your copy of {other.lower()}")


async def test_the_first_keys_do_what_they_do_while_follow_ups_are_offered(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await offered(board)
        await board.press("1", "down")
        assert "Maritime: 2 of 4" in board.lines[0]
        assert "have no owner" not in board.text
        await board.press("2", "space", "6")
        assert derive(board.saved("port-visits"), AS_OF).progress == 60


async def test_a_click_on_a_key_is_done_while_follow_ups_are_offered(small_store: Store) -> None:
    async with opened(small_store) as board:
        await offered(board)
        await board.click(board.lines[-1].index("/ filter"), len(board.lines) - 1)
        await board.type("air")
        assert "have no owner" not in board.text
        assert board.focus == "filter"

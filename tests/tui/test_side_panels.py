"""The panels beside the list: what domains, follow-ups and the detail make of their room."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.model.dates import PartialDate
from store.model.entities import Commitment, Domain, FollowUp, Milestone, Register
from store.model.status import Status
from store.register.store import Store
from tests.conftest import make_store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

ASK = "Ask the ministry which of the two drafts is the one in force"


def _asking(*due: str) -> Register:
    """Return a register whose only commitment has a follow-up for each date; empty for none."""
    steps = tuple(
        FollowUp(f"f{number}", ASK, due=PartialDate.parse(text) if text else None)
        for number, text in enumerate(due)
    )
    return Register("Asked", commitments=(Commitment("a-code", "A code", follow_ups=steps),))


async def test_follow_ups_without_any_date_leave_the_room_to_what_is_to_be_done(
    register_path: Path,
) -> None:
    async with opened(make_store(register_path, _asking("", "")), NARROW) as board:
        await board.press("4")
        row = board.panel(4, "Follow-ups")[0]
        assert row.startswith("› a-code")
        assert ASK[:44] in row


async def test_the_days_of_a_follow_up_that_is_years_late_are_whole(register_path: Path) -> None:
    async with opened(make_store(register_path, _asking("2015-01-01", "")), NARROW) as board:
        await board.press("4")
        assert board.panel(4, "Follow-ups")[0].startswith("› ! -4343d a-code")


async def test_follow_ups_with_dates_stand_in_straight_columns(register_path: Path) -> None:
    store = make_store(register_path, _asking("", "2026-12-01", "2024"))
    async with opened(store, NARROW) as board:
        await board.press("4")
        rows = board.panel(4, "Follow-ups")
        assert rows[0].startswith("› ! -691d a-code")
        assert rows[1].startswith("      +9d a-code")
        assert rows[2].startswith("        — a-code")


async def test_a_milestone_met_before_it_was_due_stands_with_the_day_it_was_met(
    register_path: Path,
) -> None:
    planned, met = PartialDate.parse("2026-12"), PartialDate.parse("2026-03-10")
    steps = Milestone("m1", "Early", planned, met), Milestone("m2", "On time", met, met)
    register = Register("Met", commitments=(Commitment("a", "A", milestones=steps),))
    async with opened(make_store(register_path, register), MEDIUM) as board:
        await board.press("5", "z")
        assert "◆ 2026-03-10 Early — planned for 2026-12" in board.text
        assert "◆ 2026-03-10 On time " in board.text


async def test_the_cursor_of_the_detail_steps_over_blank_lines(india_us: Store) -> None:
    async with opened(india_us, MEDIUM) as board:
        await board.press("5", "z")
        detail = board.app.board.detail
        for key in ("down", "up"):
            for _ in range(20):
                await board.press(key)
                row = board.lines[2 + detail.cursor - detail.top]
                assert row.strip("│ "), row


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [(60, 16), WIDE])
async def test_the_cursor_of_the_detail_stays_on_its_item_through_resizes(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, MEDIUM) as board:
        await board.press("5")
        while board.app.board.item_here is None or board.app.board.item_here.id != "f2":
            await board.press("down")
        await board.resize(*size)
        await board.press("space")
    assert next(each for each in board.saved("port-visits").follow_ups if each.id == "f2").done


async def test_the_strip_offers_whole_words_only(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space")
        assert board.lines[-2].rstrip().endswith("0-9 tens of %")
        assert all(status.words in board.lines[-2] for status in Status)
        assert "esc leave" in board.lines[-1]


async def test_great_counts_stand_clear_of_the_names_and_are_whole(register_path: Path) -> None:
    late = PartialDate.parse("2020")
    many = tuple(Commitment(f"c{n}", "A code", domains=("air",), due=late) for n in range(12345))
    register = Register("Many", domains=(Domain("air", "Technology"),), commitments=many)
    async with opened(make_store(register_path, register), MEDIUM) as board:
        for row in board.panel(1, "Domains")[:2]:
            assert row.split()[-3] == row.split()[-1].strip("!") == "12345"

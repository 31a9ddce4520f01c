"""Room given to what matters: counts that are never cut, the day in view, the keys of a form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store.model.status import Status
from store.register.store import Store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.sweep


@pytest.mark.parametrize("size", [WIDE, MEDIUM, (140, 40), (100, 30)])
async def test_the_counts_of_a_domain_are_never_cut(india_us: Store, size: tuple[int, int]) -> None:
    async with opened(india_us, size) as board:
        foot = next(line for line in board.lines if "stale" in line and "└" in line)
        left = foot[: foot.index("┘")]
        whole = board.app.board.view.domain_summaries[0]
        for number, words in ((whole.overdue, "overdue"), (whole.stale, "stale")):
            # In little room it is `9/12 overdue`.
            assert re.search(rf"\b{number}(/\d+)? {words}", left)
        assert "…" not in left


async def test_blank_room_below_the_domains_says_what_is_filtered(india_us: Store) -> None:
    async with opened(india_us, WIDE) as board:
        panel = "\n".join(board.panel(1, "Domains"))
        view = board.app.board.view
        assert f"✓ {view.statuses[Status.KEPT]:>4}  kept" in panel
        assert f"! {view.overdue:>4}  overdue" in panel
        await board.press("slash")
        await board.type("is:overdue")
        await board.press("enter")
        panel = "\n".join(board.panel(1, "Domains"))
        assert "kept" not in panel
        assert f"! {view.overdue:>4}  overdue" in panel
    async with opened(india_us, MEDIUM) as board:
        assert "  kept " not in "\n".join(board.panel(1, "Domains"))


async def test_the_day_stays_in_view_at_60_columns(india_us: Store) -> None:
    async with opened(india_us, (60, 24)) as board:
        assert "overdue  as of 2026-11-22" in board.lines[0]


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16)])
async def test_the_footer_shows_the_keys_of_an_open_form(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("e")
        assert "ctrl+s save · esc leave" in board.lines[-1]
        assert "space mark" not in board.lines[-1]
        await board.press("escape")
        assert "space mark" in board.lines[-1]


async def test_an_export_says_where_it_was_written(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(small_store, (200, 45)) as board:
        await board.press("x")
        await board.type("foo.html")
        await board.press("enter")
        await board.says(f"written to {tmp_path}/foo.html")


async def test_follow_ups_leave_most_of_the_width_to_what_is_to_be_done(india_us: Store) -> None:
    async with opened(india_us, WIDE) as board:
        row = board.panel(4, "Follow-ups")[0]
        assert re.search(r"…? {2}[A-Z]", row[4:]), row
        assert len(row) - len(row[4:].split("  ", 1)[1]) <= len(row) // 3

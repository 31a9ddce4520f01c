"""What changed, on the board: since a visit, a brief or a day; each row goes to its commitment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.register.store import Store
from store.user.visits import Visits
from tests.conftest import AS_OF
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.sweep


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (58, 20)], ids=str)
async def test_changes_are_listed_by_kind_and_enter_goes_there(
    india_us: Store, size: tuple[int, int]
) -> None:
    async with opened(india_us, size) as board:
        await board.press("H")
        assert "Changed since 90 days ago, 24 August 2026" in board.text
        await board.type("2025-10-01")
        assert "Since 1 October 2025: what changed from then on" in board.text
        await board.press("enter")
        assert "Changed since 1 October 2025" in board.text
        assert "Settled" in board.text
        await board.type("framework-2015")
        await board.press("enter")
        assert board.here == "framework-2015"
        assert board.focus == ("commitments" if size == (58, 20) else "detail")


async def test_tab_steps_through_the_periods(small_store: Store) -> None:
    async with opened(small_store) as board:
        said = []
        await board.press("H")
        for key in ("tab", "tab", "tab", "shift+tab", "shift+tab"):
            said.append(next(line for line in board.lines if "Changed since" in line))
            await board.press(key)
        names = [each.split("since ")[1].split(",")[0] for each in said]
        assert names == ["90 days ago", "30 days ago", "a year ago", "90 days ago", "a year ago"]
        assert "30 days ago" in board.text


async def test_the_last_visit_and_the_last_brief_are_offered(
    small_store: Store, tmp_path: Path
) -> None:
    visits = Visits(tmp_path / "visits.json", small_store.place)
    visits.keep_visit(date(2025, 6, 1))
    visits.keep_visit(AS_OF)
    visits.keep_brief(date(2025, 3, 1))
    async with opened(small_store, state_file=tmp_path / "board.json") as board:
        await board.press("H")
        assert "Changed since your last visit, 1 June 2025" in board.text
        assert "in progress → kept: Opened." in board.text
        assert "A first ship called" not in board.text
        await board.press("tab")
        assert "Changed since your last brief, 1 March 2025" in board.text
        assert "A first ship called" in board.text


async def test_a_brief_saved_on_the_board_is_remembered(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(small_store, state_file=tmp_path / "board.json") as board:
        await board.press("B")
        await board.wait(0.1)
        assert Visits(tmp_path / "visits.json", small_store.place).last_brief() is None
        await board.press("x")
        await board.wait(0.1)
        await board.press("enter")
        await board.says("written to")
        assert Visits(tmp_path / "visits.json", small_store.place).last_brief() == AS_OF


async def test_what_was_done_here_is_among_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "k")
        await board.press("escape")
        await board.press("H")
        assert "Settled" in board.text
        assert "in progress → kept" in board.text


async def test_only_what_the_filter_finds_is_told(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("port-visits")
        await board.press("enter", "H")
        await board.type("2025-02-01")
        await board.press("enter")
        assert "in 1 of 4" in board.text
        assert "pilot-school" not in "\n".join(board.lines[4:20])


async def test_nothing_changed_says_how_to_look_further(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("H", "tab")
        assert "Nothing changed: tab looks further back, or type a day" in board.text
        await board.type("zebra")
        await board.press("enter")
        assert "Changed since" in board.text
        await board.press("escape")
        assert board.focus == "commitments"


async def test_in_the_past_changes_end_on_the_day_shown(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("A")
        await board.type("2025-06-01")
        await board.press("enter", "H")
        assert "Changed since 90 days ago, 3 March 2025" in board.text
        assert "A first ship called" in board.text
        assert "Opened." not in board.text


async def test_the_detail_tells_who_did_what_when(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "6", "5")
        await board.press("G")
        assert "History  of the register, newest first, UTC" in board.text
        assert "2026-11-22 09:30, ana" in board.text
        assert "port-visits: 50% → 60%" in board.text
        # A commitment that nothing was done to has none.
        await board.press("2", "down", "5", "G")
        assert "History  of the register" not in board.text
        await board.press("2", "up", "plus", "5")
        await board.press("G")
        assert "port-visits: 60% → 65%" in board.text


async def test_hostile_texts_pass_through(hostile_store: Store) -> None:
    async with opened(hostile_store) as board:
        await board.press("H")
        await board.type("1990")
        await board.press("enter")
        assert "\x1b" not in board.text
        await board.press("enter", "plus", "5", "G")
        assert board.app.is_running

"""Pictures in the place of the timeline: stepped through by one key, of what is filtered."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from store.model.entities import Commitment, Register, Update
from store.model.glyphs import ASCII, UNICODE
from store.model.status import Status
from store.portfolio.drawing import grid_lines, statuses_over_time
from store.portfolio.pictures import compliance_grid, statuses_by_month
from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from tests.conftest import AS_OF, make_store
from tests.registers import HOSTILE_REGISTER
from tests.store.portfolio.test_pictures import SOURCE, day
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened
from tui.panels.pictures import TITLES, PictureName, picture_lines
from tui.rendering.pictures import TEXT_MEASURE


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["wide", "medium", "narrow"])
async def test_one_key_steps_through_all_pictures_and_back(
    india_us: Store, size: tuple[int, int]
) -> None:
    async with opened(india_us, size) as board:
        titles = []
        for _ in range(7):
            await board.press("P")
            titles.append(board.app.board.timeline.title)
            assert f"3 {titles[-1]}" in board.text
            assert board.message.startswith(titles[-1])
        expected = [title for name, title in TITLES.items() if name not in ("", "grid")]
        assert titles == [*expected, "Timeline"]


async def test_months_stand_on_the_rows_of_the_list(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("P")
        rows = board.panel(3, "Months heard")
        assert "◆" in rows[1]
        # Heard in February and May 2025, silent since.
        assert rows[1].rstrip().endswith("◆··◆" + "·" * 18)
        await board.press("down")
        assert board.here == "pilot-school"
        await board.press("3", "left")
        assert board.panel(3, "Months heard")[1] != rows[1]


async def test_a_picture_is_of_what_the_filter_finds(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("P", "P", "P")
        assert "3 Scorecard by party of 4 commitments" in board.text
        assert "1 settled without a source: left out" in board.text
        await board.press("slash")
        await board.type("domain:maritime")
        await board.press("enter")
        assert "3 Scorecard by party of 2 commitments" in board.text
        assert "left out" not in board.text


async def test_a_picture_follows_a_mark(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("P", "P")
        assert "▸ in progress 1" in board.text
        await board.press("down", "down", "space", Status.IN_PROGRESS.key)
        await board.press("escape")
        assert "▸ in progress 2" in board.text


async def test_the_timelines_keys_say_where_it_is(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("P", "3", "less_than_sign")
        assert "P steps back to it" in board.message


async def test_what_has_no_room_is_reached_sideways(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("3", "P", "P", "P")
        assert "lines below" in board.text
        first = board.panel(3, "Scorecard by party")
        await board.press("right")
        assert board.panel(3, "Scorecard by party") != first
        await board.press(*["right"] * 30)
        assert "lines below" not in board.text
        await board.press(*["left"] * 30)
        assert board.panel(3, "Scorecard by party") == first


async def test_a_click_on_a_picture_moves_no_cursor(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("P", "P", "P")
        here = board.here
        await board.click(120, 10)
        assert board.here == here
        assert board.focus == "timeline"


async def test_a_grid_is_shown_where_there_is_one(register_path: Path) -> None:
    store = make_store(register_path, _summit())
    async with opened(store) as board:
        await board.press("P", "P", "P", "P", "P", "P")
        assert "3 Compliance" in board.text
        rows = [line.split() for line in board.panel(3, "Compliance")]
        assert rows[0] == ["IN", "UK"]
        assert rows[1] == ["g20-1", "+1", "0"]
        assert rows[2] == ["g20-2", "-1"]
        assert "blank: not assessed, which is not 0" in board.text


def _summit() -> Register:
    return Register(
        "Summit",
        commitments=tuple(
            Commitment(
                f"{base}-{name.lower().replace(' ', '-')}",
                base,
                parties=(name,),
                updates=(Update("u1", day("2026-01-01"), "Said.", SOURCE, status),)
                if status
                else (),
            )
            for base, name, status in (
                ("g20-1", "India", Status.KEPT),
                ("g20-1", "United Kingdom", Status.IN_PROGRESS),
                ("g20-2", "India", Status.NOT_KEPT),
                ("g20-2", "United Kingdom", None),
            )
        ),
    )


@pytest.mark.parametrize("name", [each for each in TITLES if each not in ("", "months")])
@pytest.mark.parametrize("width", [10, 30, 54, 76, 118])
async def test_no_line_is_wider_than_its_room(
    india_us: Store, name: PictureName, width: int
) -> None:
    for register in (india_us.register, HOSTILE_REGISTER, _summit(), Register("Empty")):
        for glyphs in (UNICODE, ASCII):
            for line in picture_lines(name, Portfolio(register, AS_OF), width, 20, glyphs):
                if width >= 54:
                    assert cell_len("".join(text for text, _ in line)) <= width, line


def test_columns_are_as_high_as_what_they_stand_for() -> None:
    entries = Portfolio(_summit(), AS_OF).entries
    months = statuses_by_month(entries, 20)
    lines = statuses_over_time(months, 40, 12, ASCII)
    last = [line[-1][0][-1] for line in lines[:8]]
    assert "".join(last) == "??xx>>vv"
    assert "".join(text for text, _ in lines[10]).split()[0] == "v"


def test_members_that_have_no_room_are_counted() -> None:
    grid = compliance_grid(Portfolio(_summit(), AS_OF).entries)
    assert grid is not None
    said = [
        "".join(text for text, _ in line) for line in grid_lines(grid, 12, UNICODE, TEXT_MEASURE)
    ]
    assert any("1 member more: maximise the panel" in each for each in said)


async def test_hostile_texts_and_ascii(hostile_store: Store) -> None:
    async with opened(hostile_store, ascii_only=True) as board:
        for _ in range(7):
            await board.press("P")
            # Glyphs of ours are ASCII; what a register says stays as it is.
            assert "\x1b" not in board.text

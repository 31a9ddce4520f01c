"""The board at every size: what is in view, and where focus and cursor go."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from store.register.store import Store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.sweep

ALL_PANELS = ("1 Domains", "2 Commitments", "3 Timeline", "4 Follow-ups", "5 Detail")


@pytest.mark.parametrize("size", [MEDIUM, NARROW])
async def test_every_panel_can_be_reached_by_its_number(
    india_us: Store, size: tuple[int, int]
) -> None:
    async with opened(india_us, size) as board:
        for number, title in enumerate(ALL_PANELS, start=1):
            await board.press(str(number))
            assert f"┌ {title}" in board.text
            assert title.split()[1].lower() in board.focus


async def test_tab_walks_all_panels_and_back(small_store: Store) -> None:
    async with opened(small_store, NARROW) as board:
        seen = [board.focus]
        for _ in range(5):
            await board.press("tab")
            seen.append(board.focus)
        assert len(set(seen)) == 5
        assert seen[0] == seen[-1]
        await board.press("shift+tab")
        assert board.focus == seen[-2]


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (39, 9), (1, 1)])
async def test_a_terminal_too_small_is_told_what_is_needed(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        shown = " ".join(board.text.split())
        assert "Entente" in shown or size == (1, 1)
        if size == (39, 9):
            assert shown == "Entente needs 40x10, has 39x9"


async def test_focus_and_cursor_come_back_when_the_terminal_grows(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("pagedown", "down", "down")
        here = board.here
        await board.press("4", "down")
        follow_up = board.app.board.follow_ups.here
        for size in (NARROW, (39, 9), (50, 14), MEDIUM, (39, 9), WIDE):
            await board.resize(*size)
        assert board.focus == "follow-ups"
        assert board.app.board.follow_ups.here == follow_up
        await board.press("2")
        assert board.here != here  # the follow-up's commitment is the board's now
        assert follow_up is not None
        assert board.here == follow_up.entry.id


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (60, 16), (40, 10)])
async def test_no_line_is_wider_than_the_terminal(
    hostile_store: Store, size: tuple[int, int]
) -> None:
    async with opened(hostile_store, size) as board:
        for key in "12345":
            await board.press(key)
            assert all(cell_len(line) == size[0] for line in board.lines)


async def test_cut_titles_end_in_an_ellipsis(india_us: Store) -> None:
    titles = [each.title for each in india_us.register.commitments]
    async with opened(india_us, NARROW) as board:
        heading, *lines = board.panel(2, "Commitments")
        rows = [row for row in lines if row.strip()]
        for row, title in zip(rows, titles, strict=False):
            shown = row[heading.index("Title") :].strip()
            assert shown in (title, "") or (
                shown.endswith("…") and title.startswith(shown[:-1].rstrip())
            )


async def test_list_and_timeline_share_rows_and_cursor(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press(*["down"] * 30)
        commitments, timeline = board.app.board.commitments, board.app.board.timeline
        assert (commitments.cursor, commitments.top) == (timeline.cursor, timeline.top)
        await board.press("3", "up", "up")
        assert (commitments.cursor, commitments.top) == (timeline.cursor, timeline.top)


async def test_the_wheel_scrolls_list_and_timeline_together(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.wheel_down(50, 10)
        commitments, timeline = board.app.board.commitments, board.app.board.timeline
        assert commitments.top > 0
        assert timeline.top == commitments.top


async def test_a_click_chooses_a_row_and_a_tab(india_us: Store) -> None:
    async with opened(india_us, NARROW) as board:
        await board.click(30, 6)
        assert board.here == india_us.register.commitments[2].id
        line = board.lines[1]
        await board.click(line.index("Detail"), 1)
        assert board.focus == "detail"

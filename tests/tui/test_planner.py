"""List and timeline as one planner: rows, order, columns, time and bands, by keys and clicks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events

from store.model.entities import Commitment, Register
from store.portfolio.columns import COLUMNS
from store.register.store import Store
from tests.conftest import make_store
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened

pytestmark = pytest.mark.sweep


def _titles(board: Board) -> str:
    """Return the line of column titles."""
    return next(line for line in board.panel(2, "Commitments") if "Title" in line)


def _ids(board: Board) -> list[str]:
    return [entry.id for entry in board.app.board.commitments.entries]


# Order


async def test_a_letter_sorts_and_the_same_again_turns_it_around(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("s", "d")
        assert _ids(board) == ["port-visits", "pilot-school", "airfield-code", "weather-data"]
        assert "Due ▲" in _titles(board)
        assert "sort:due" in board.lines[0]
        assert "sort:due" in next(line for line in board.lines if "2 Commitments" in line)
        await board.press("s", "d")
        assert _ids(board) == ["airfield-code", "pilot-school", "port-visits", "weather-data"]
        assert "Due ▼" in _titles(board)
        await board.press("S")
        assert "Due ▲" in _titles(board)


async def test_sorting_keeps_the_cursor_on_its_commitment(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("down", "down")
        assert board.here == "airfield-code"
        await board.press("s", "d", "S")
        assert board.here == "airfield-code"
        assert board.app.board.timeline.here is board.app.board.commitments.here


async def test_from_the_first_row_sorting_shows_what_comes_first_now(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("s", "t")
        assert board.here == _ids(board)[0] == "airfield-code"
        assert board.app.board.timeline.here is board.app.board.commitments.here
        await board.press("S")
        assert board.here == _ids(board)[0] == "weather-data"


async def test_the_order_is_part_of_the_query(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("sort:title air")
        await board.press("enter")
        assert "Title ▲" in _titles(board)
        await board.press("S", "slash")
        assert "air sort:-title" in board.text
        await board.press("escape", "escape")
        assert "sort:-title: 4 of 4" in board.lines[0]


async def test_esc_clears_the_filter_and_leaves_the_order(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("s", "t", "slash")
        await board.type(" port")
        await board.press("enter")
        assert "port" in board.lines[0]
        await board.press("escape")
        assert "sort:title: 4 of 4" in board.lines[0]
        await board.press("s", "0")
        assert _ids(board)[0] == "port-visits"
        assert "sort:" not in board.lines[0]


async def test_what_presses_most_is_on_top_when_sorted_by_attention(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("s", "a")
        assert _ids(board)[0] == "port-visits"
        await board.press("s", "escape")
        assert _ids(board)[0] == "port-visits"


async def test_sorting_by_domain_follows_the_registers_order(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("s", "m")
        assert _ids(board)[0] == "port-visits"  # Maritime comes before Air in this register


async def test_the_chooser_is_walked_with_the_cursor_too(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("s", "j", "enter")
        assert "sort:due" in board.lines[0]
        await board.press("s")
        assert "earliest due date first" in board.text
        await board.press("k", "space")
        assert "sort:" not in board.lines[0]


async def test_without_an_order_there_is_nothing_to_turn_around(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("S")
        assert "register's order" in board.message


async def test_a_click_on_a_column_title_sorts_by_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        row = next(y for y, line in enumerate(board.lines) if "Status" in line)
        column = board.lines[row].index("Title")
        await board.click(column, row)
        assert "sort:title" in board.lines[0]
        await board.click(column, row)
        assert "sort:-title" in board.lines[0]
        await board.click(board.lines[row].index("Done"), row)
        assert "sort:progress" in board.lines[0]
        assert board.here == "port-visits"


# Columns

TO_INSTRUMENT = ("g", *["j"] * [each.id for each in COLUMNS].index("instrument"))
"""Goes to the row of a column that is not shown at first."""


async def test_columns_are_ticked_moved_and_kept(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("c")
        assert "[✓] Due" in board.text
        assert "[ ] Party" in board.text
        await board.press("space", *TO_INSTRUMENT, "space")
        for _ in range(20):
            await board.press("K")
        await board.press("enter")
        titles = _titles(board)
        assert titles.split()[0] == "Instrument"
        assert "Status" not in titles
        assert "Harbour Pact" in board.panel(2, "Commitments")[1]


async def test_columns_given_up_change_nothing(small_store: Store) -> None:
    async with opened(small_store) as board:
        before = _titles(board)
        await board.press("c", "space", "j", "space", "escape")
        assert _titles(board) == before


async def test_the_title_cannot_be_taken_away(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("c", *["space", "j"] * 14, "enter")
        assert "Title" in _titles(board)


async def test_chosen_columns_and_bands_are_there_after_a_restart(
    small_store: Store, tmp_path: Path
) -> None:
    state = tmp_path / "state" / "board.json"
    async with opened(small_store, state_file=state) as board:
        await board.press("b", "c", *TO_INSTRUMENT, "space", "enter")
        assert "Instrument" in _titles(board)
    async with opened(small_store, state_file=state) as board:
        assert "Instrument" in _titles(board)
        assert "Instrument  Harbour Pact" in board.panel(2, "Commitments")[0]
        await board.press("b", "c", "a")
    async with opened(small_store, state_file=state) as board:
        assert "Instrument" not in _titles(board)
    assert json.loads(state.read_text())["columns"] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "\x00\xff",
        '{"columns": 5}',
        '{"columns": ["nonsense"]}',
        '{"columns": [["due"]]}',
        '{"bands": "yes"}',
    ],
)
async def test_a_broken_memory_is_said_and_left_out(
    small_store: Store, tmp_path: Path, text: str
) -> None:
    state = tmp_path / "board.json"
    state.write_text(text)
    async with opened(small_store, state_file=state) as board:
        assert "cannot be read" in board.message
        assert "Title" in _titles(board)
        await board.press("c", "enter")
        assert "Columns kept" in board.message
    assert "columns" in json.loads(state.read_text())


async def test_a_memory_that_cannot_be_written_is_said(small_store: Store, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder would be needed")
    async with opened(small_store, state_file=tmp_path / "taken" / "board.json") as board:
        await board.press("c", "enter")
        assert "cannot be written" in board.message


@pytest.mark.parametrize("size", [WIDE, (60, 16), (45, 12), (40, 10)])
async def test_the_list_is_of_use_at_every_width(india_us: Store, size: tuple[int, int]) -> None:
    async with opened(india_us, size) as board:
        title = india_us.register.commitments[0].title
        row = next(line for line in board.lines if "KEPT" in line)
        assert title[:14] in row
        assert "2025" in row


async def test_choosers_fit_the_smallest_terminal(small_store: Store) -> None:
    async with opened(small_store, (40, 10)) as board:
        for key, last in (("s", "nstrument"), ("c", "Tags")):
            await board.press(key, "G")
            assert all(cell_len(line) == 40 for line in board.lines)
            assert last in board.text  # the last row is in view
            await board.press("escape")


async def test_hostile_texts_keep_every_column_straight(hostile_store: Store) -> None:
    async with opened(hostile_store, (240, 45)) as board:
        await board.press("c", *["j"] * 7, *["space", "j"] * 7, "enter", "b")
        lines = board.lines
        assert all(cell_len(line) == 240 for line in lines)
        assert "\x1b" not in board.text
        assert "[bold]not bold" in board.text


# Time


@pytest.mark.parametrize("size", [(140, 40), WIDE, (200, 50), (240, 60), MEDIUM, NARROW, (60, 16)])
async def test_the_scale_is_always_said(india_us: Store, size: tuple[int, int]) -> None:
    async with opened(india_us, size) as board:
        await board.press("3")
        for key in ["less_than_sign"] * 7 + ["greater_than_sign"] * 10:
            await board.press_at_once(key)
            title = next(line for line in board.lines if "3 Timeline" in line and "┌" in line)
            assert f"one cell = {board.app.board.timeline.window.scale.name} " in title


async def test_the_line_of_today_runs_through_every_row_and_the_scale(india_us: Store) -> None:
    async with opened(india_us) as board:
        rows = board.panel(3, "Timeline")
        column = rows[0].index("┆")
        assert {row[column] for row in rows} <= {*"┆◆◇!"}
        assert sum(row[column] == "┆" for row in rows) > len(rows) // 2


async def test_the_line_of_today_goes_on_below_the_last_row(small_store: Store) -> None:
    async with opened(small_store) as board:
        rows = board.panel(3, "Timeline")
        column = rows[0].index("┆")
        assert len(rows) > 10
        assert all(row[column] == "┆" for row in rows[5:])


async def test_the_coarsest_and_the_finest_scale_say_so(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("3", *["greater_than_sign"] * 9)
        assert "coarsest" in board.message
        await board.press(*["less_than_sign"] * 12)
        assert "finest" in board.message


async def test_zooming_stays_at_the_selected_bar(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("3", *["less_than_sign"] * 3)
        # Settled on 31 October 2025: at one cell a week its end is still in view.
        assert "✓" in board.panel(3, "Timeline")[1]
        await board.press(*["right"] * 30)
        assert board.panel(3, "Timeline")[1][1] == "‹"


async def test_the_selected_bar_is_found(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("3", *["right"] * 30)
        assert "✓" not in board.panel(3, "Timeline")[1]
        await board.press("T")
        assert "✓" in board.panel(3, "Timeline")[1]


async def test_a_commitment_without_dates_has_no_bar_to_find(register_path: Path) -> None:
    undated = Register("Vague words", commitments=(Commitment("vague", "Something, some day"),))
    async with opened(make_store(register_path, undated)) as board:
        await board.press("T")
        assert "no date yet" in board.message


async def test_a_wheel_turned_sideways_moves_in_time(small_store: Store) -> None:
    async with opened(small_store) as board:
        before = board.panel(3, "Timeline")[0]
        timeline = board.app.board.timeline
        where = (timeline, 120, 5, 1, 0, 0, False, False, False)
        timeline.post_message(events.MouseScrollRight(*where))
        await board.rest()
        assert board.panel(3, "Timeline")[0] != before
        timeline.post_message(events.MouseScrollLeft(*where))
        await board.rest()
        assert board.panel(3, "Timeline")[0] == before


# Bands


async def test_bands_keep_list_and_timeline_level(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("b", "down", "down")
        listed, bars = board.panel(2, "Commitments"), board.panel(3, "Timeline")
        assert "framework-2025" in bars[1]
        assert "comcasa-2018" in bars[2]
        assert "not shown" not in board.text
        first = next(y for y, line in enumerate(listed) if "KEPT" in line)
        assert "✓" in bars[first]
        assert all("◆" not in line for line in bars[:first])
        await board.press("b")
        assert "framework-2025" not in board.panel(3, "Timeline")[1]


async def test_the_instrument_of_the_row_stands_out_and_is_named(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("b")
        assert "━" not in board.panel(3, "Timeline")[1]
        await board.press(*["down"] * 10)
        assert board.here == "framework-2025"
        assert "framework-2025 ━━" in board.panel(3, "Timeline")[1]
        assert "Instrument  Framework for the US-India" in board.panel(2, "Commitments")[0]
        assert "2025-10-31 to 2035" in board.panel(2, "Commitments")[1]
        await board.press("up")
        assert "framework-2025 ──" in board.panel(3, "Timeline")[1]


@pytest.mark.parametrize("size", [MEDIUM, NARROW, (60, 16)])
async def test_alone_the_timeline_has_bands_and_the_list_has_not(
    india_us: Store, size: tuple[int, int]
) -> None:
    async with opened(india_us, size) as board:
        await board.press("3", "b")
        assert "Instruments" in board.panel(3, "Timeline")[1]
        assert "├" in board.panel(3, "Timeline")[1]
        await board.press("2")
        assert "Status" in board.panel(2, "Commitments")[0]


async def test_bands_that_find_no_line_are_counted(india_us: Store) -> None:
    async with opened(india_us, (80, 18)) as board:
        await board.press("3", "b")
        assert "instruments not shown" in board.text


async def test_bands_in_ascii(india_us: Store) -> None:
    async with opened(india_us, ascii_only=True) as board:
        await board.press("b", *["down"] * 10)
        assert "framework-2025 ===" in board.text
        assert board.text.isascii()


async def test_a_register_without_periods_says_so(hostile_store: Store) -> None:
    async with opened(hostile_store) as board:
        await board.press("b")
        assert "No instrument of this register has a period" in board.message


async def test_a_click_on_a_bar_chooses_it_also_below_bands(india_us: Store) -> None:
    async with opened(india_us) as board:
        await board.press("b")
        y = next(y for y, line in enumerate(board.lines) if "Joint exercises to" in line)
        await board.click(110, y)
        assert board.here == "call-joint-exercises"
        assert board.focus == "timeline"

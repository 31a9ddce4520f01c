"""Looking back on the board: a day at a key, from change to change, and nothing to be written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from store.register.past import PastDay
from store.register.store import Store
from tests.conftest import NOW, open_store
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened
from tui.commands.table import COMMANDS, WRITE

pytestmark = pytest.mark.sweep

LEAST, TINY = (60, 16), (40, 10)
BACK, ON = "left_square_bracket", "right_square_bracket"


def _rows(board: Board) -> list[str]:
    return [entry.id for entry in board.app.board.commitments.entries]


async def _look_at(board: Board, day: str) -> None:
    await board.press("A")
    await board.type(day)
    await board.press("enter")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["wide", "medium", "narrow"])
async def test_a_day_is_shown_as_it_stood(india_us: Store, size: tuple[int, int]) -> None:
    async with opened(india_us, size) as board:
        today = _rows(board)
        await _look_at(board, "2025-11-01")
        assert "THE PAST, as of 2025-11-01: read-only" in board.lines[0]
        assert "╔ 2 Commitments" in board.text
        assert "┌" not in board.text
        framework = board.app.board.view.by_id["call-framework-2025-2035"]
        assert framework.derived.status.value == "kept"
        # What was agreed on later is not there.
        assert len(_rows(board)) < len(today)
        await board.press(BACK)
        assert "as of 2025-10-31" in board.lines[0]
        assert "2025-10-31: call-framework-2025-2035" in board.message
        await board.press(BACK)
        framework = board.app.board.view.by_id["call-framework-2025-2035"]
        assert framework.derived.status.value == "in-progress"
        await board.press(ON)
        assert "as of 2025-10-31" in board.lines[0]
        await board.press("escape")
        assert "THE PAST" not in board.text
        assert "╔" not in board.text
        assert _rows(board) == today


async def test_the_rows_are_those_of_the_command_line(india_us: Store) -> None:
    day = date(2025, 11, 1)
    past = Store(india_us.path, user="ana", clock=lambda: NOW, past=PastDay(day))
    async with opened(india_us) as board:
        await _look_at(board, "2025-11-01")
        shown = board.app.board.view
        assert list(shown.by_id) == [each.id for each in past.register.commitments]
        assert shown.as_of == day


async def test_after_the_last_change_comes_the_present(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press(ON)
        assert "This is the present" in board.message
        await board.press(BACK)
        assert "THE PAST, as of 2025-10-31" in board.lines[0]
        assert "pilot-school changed" in board.message
        await board.press(ON)
        assert "THE PAST" not in board.text
        assert "Back in the present, 2026-11-22" in board.message


async def test_before_the_first_change_there_is_nothing(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _look_at(board, "2016-01-01")
        assert _rows(board) == ["airfield-code", "weather-data"]
        # That one begins in 2015 is sure from the end of that year on.
        await board.press(BACK)
        assert "THE PAST, as of 2015-12-31" in board.lines[0]
        await board.press(BACK)
        assert _rows(board) == ["airfield-code"]
        assert "THE PAST, as of 2015-02-06" in board.lines[0]
        await board.press(BACK)
        assert "Nothing is known to have happened before 2015-02-06" in board.message


async def test_the_steps_are_those_of_what_the_filter_finds(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("port-visits")
        await board.press("enter", BACK)
        # The pilot school of October is not in view.
        assert "as of 2025-05-12" in board.lines[0]
        await board.press("escape")
        assert "THE PAST" not in board.text
        assert "port-visits" in board.lines[0]
        await board.press("escape")
        assert "all 4" in board.lines[0]


async def test_the_cursor_comes_back_to_what_was_not_there_yet(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("down")
        assert board.here == "pilot-school"
        await _look_at(board, "2020")
        assert "pilot-school" not in _rows(board)
        await board.press("escape")
        assert board.here == "pilot-school"


async def test_a_row_gone_to_in_the_past_is_kept(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press(BACK, "down", "escape")
        assert board.here == "pilot-school"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2025-11-01", "Saturday, 1 November 2025, 386 days ago"),
        ("2025-Q3", "Tuesday, 30 September 2025, 418 days ago"),
        ("-2w", "Sunday, 8 November 2026, 14 days ago"),
        ("yesterday", "Saturday, 21 November 2026, 1 day ago"),
        ("today", "today: the present"),
        ("2027", "2027-12-31 is still to come"),
        ("2025-02-30", "is not in the calendar"),
        ("[/] ข้อ", "is not a date"),
    ],
)
async def test_a_day_is_told_as_it_is_understood(small_store: Store, typed: str, said: str) -> None:
    async with opened(small_store) as board:
        await board.press("A")
        await board.paste(typed)
        assert said in board.text


async def test_a_mistake_is_named_and_can_be_mended(small_store: Store) -> None:
    async with opened(small_store) as board:
        await _look_at(board, "2025-13")
        assert "2025-13" in board.text
        assert "not in the calendar" in board.text
        await board.press("ctrl+u")
        await board.type("2025-11")
        await board.press("enter")
        assert "as of 2025-11-30" in board.lines[0]
        await board.press("A", "escape")
        assert "as of 2025-11-30" in board.lines[0]
        await board.press("A", "enter")
        assert "as of 2025-11-30" in board.lines[0]


def _files(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


@pytest.mark.only_files
async def test_nothing_can_be_written_there(small_store: Store) -> None:
    writing = [each for each in COMMANDS if each.group == WRITE or "register" in each.tooltip]
    async with opened(small_store) as board:
        await board.press("space", "6")
        await _look_at(board, "2025-11-01")
        before = _files(small_store.path)
        for command in (*(each for each in COMMANDS if each.group in ("Mark", WRITE)), *writing):
            if command.id in ("as-of", "change-before"):
                continue
            await board.press(command.keys[0])
            assert "THE PAST" in board.lines[0], command.id
        await board.press("I", "W", "u", "U", "space", "9")
        assert "this is the past" in board.message
        assert "goes back to the present" in board.message
        assert _files(small_store.path) == before
        for _ in range(6):  # what a command opened or selected is left first
            if "THE PAST" in board.text:
                await board.press("escape")
        await board.press("u")
        assert "Took back port-visits" in board.message


async def test_a_change_that_is_still_being_saved_does_not_bring_the_present_back(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await board.press_at_once("plus")
        await board.press_at_once(BACK)
        await board.rest()
        assert "THE PAST, as of 2025-10-31" in board.lines[0]
        assert board.saved("port-visits").updates[-1].progress == 55


async def test_what_others_save_meanwhile_does_not_bring_the_present_back(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await _look_at(board, "2020")
        other = open_store(small_store.path, user="mira")
        other.remove(["airfield-code"])
        await board.app.board.store_worker.follow_others()
        await board.rest()
        assert "THE PAST, as of 2020-12-31" in board.lines[0]
        assert _rows(board) == ["weather-data"]


async def test_a_new_day_does_not_end_a_look_at_the_past(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press(BACK)
        board.app.board.show_day(date(2026, 11, 23))
        await board.rest()
        assert "THE PAST, as of 2025-10-31" in board.lines[0]
        await board.press("escape")
        assert "as of 2026-11-23" in board.lines[0]


async def test_a_board_opened_on_a_past_day_goes_back_to_that_day(small_store: Store) -> None:
    day = date(2025, 11, 1)
    past = Store(small_store.path, user="ana", clock=lambda: NOW, past=PastDay(day))
    async with opened(past, today=day) as board:
        assert "╔ 2 Commitments" in board.text
        await board.press(BACK, BACK)
        assert "THE PAST, as of 2025-05-12" in board.lines[0]
        await board.press("escape")
        assert "THE PAST, as of 2025-11-01" in board.lines[0]
        assert "Back on the day it was opened on" in board.message


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, LEAST])
async def test_a_board_opened_on_a_past_day_names_no_key_that_writes(
    small_store: Store, size: tuple[int, int]
) -> None:
    day = date(2025, 11, 1)
    asked = PastDay(day, asked_by="--as-of")
    past = Store(small_store.path, user="ana", clock=lambda: NOW, past=asked)
    async with opened(past, size, today=day) as board:
        for panel in "12345":
            await board.press(panel)
            assert "[ change before  A another day  / filter" in board.lines[-1]
            assert "mark" not in board.lines[-1]
            assert "present" not in board.lines[-1]
        await board.press("1", "right_square_bracket")
        assert board.message.startswith("This is the day the board was opened on: [ goes to")
        await board.press("u")
        assert "leave out --as-of" in board.message or size in (NARROW, LEAST)
        await board.press(BACK)
        assert "esc day opened on" in board.lines[-1] or size == LEAST
        assert "present" not in board.lines[-1]
        await board.press("u")
        assert "goes back to the present" not in board.message


_SAME, _EARLIER = date(2026, 11, 2), date(2025, 11, 1)


@pytest.mark.parametrize(
    ("day", "size", "said"),
    [
        (_SAME, WIDE, "THE PAST, as of 2026-11-02, as known on 2026-11-02: read-only"),
        (_SAME, MEDIUM, "THE PAST, as of 2026-11-02, as known on 2026-11-02: read-only"),
        (_SAME, NARROW, "THE PAST, as known on 2026-11-02: read-only"),
        (_SAME, LEAST, "THE PAST, as known on 2026-11-02"),
        (_SAME, TINY, "THE PAST"),
        (_EARLIER, WIDE, "THE PAST, as of 2025-11-01, as known on 2026-11-02: read-only"),
        (_EARLIER, MEDIUM, "THE PAST, as of 2025-11-01, as known on 2026-11-02: read-only"),
        (_EARLIER, NARROW, "THE PAST, as of 2025-11-01, as known on 2026-11-02"),
        (_EARLIER, LEAST, "PAST 2025-11-01, known 2026-11-02"),
        (_EARLIER, TINY, "THE PAST"),
    ],
)
async def test_the_top_line_says_what_was_known_at_every_size(
    small_store: Store, day: date, size: tuple[int, int], said: str
) -> None:
    past = Store(small_store.path, user="ana", clock=lambda: NOW, past=PastDay(day, _SAME))
    async with opened(past, size, today=day) as board:
        assert f" {said} " in f"{board.lines[0]} "
        assert "all " in board.lines[0]


async def test_what_was_known_is_said_on_the_way_from_day_to_day(small_store: Store) -> None:
    past = Store(small_store.path, user="ana", clock=lambda: NOW, past=PastDay(_SAME, _SAME))
    async with opened(past, today=_SAME) as board:
        assert "as of 2026-11-02, as known on 2026-11-02" in board.message
        await board.press(BACK)
        assert "THE PAST, as of 2025-10-31, as known on 2026-11-02" in board.lines[0]
        await board.press("plus")
        assert "the past, as of 2025-10-31, as known on 2026-11-02" in board.message
        await _look_at(board, "today")
        assert "Back on the day it was opened on, 2026-11-02" in board.message
        await _look_at(board, "today")
        assert "This is the day the board was opened on" in board.message


async def test_hostile_registers_are_looked_back_at(hostile_store: Store) -> None:
    async with opened(hostile_store) as board:
        for _ in range(4):
            await board.press(BACK)
        assert "\x1b" not in board.text
        await board.press("escape", "escape")


async def test_ascii_frames_say_it_too(small_store: Store) -> None:
    async with opened(small_store, ascii_only=True) as board:
        await board.press(BACK)
        assert "+ 2 Commitments" in board.text
        assert any(line.startswith("#") for line in board.lines)
        assert board.text.isascii()

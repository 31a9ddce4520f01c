"""Keys that arrive together, as from a slow line: they do what they do one by one."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult

from store.model.entities import Register
from store.register.history import HistoryEntry
from store.register.reader import ReportProgress
from store.register.store import Store
from tests.conftest import AS_OF, make_store, open_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import MEDIUM, Board, opened
from tests.tui.terminal import board_on_terminal
from tui.app import BoardApp
from tui.dialogs.changes import ChangesScreen
from tui.dialogs.progress import JobScreen
from tui.panels.panel import Panel
from tui.screens.board import BoardScreen
from tui.widgets.chooser import Chooser


def _updates(store: Store) -> list[int]:
    return [len(each.updates) for each in open_store(store.path).register.commitments]


def _where(board: Board) -> tuple[object, ...]:
    """Return what a person would say of where they are, and what there is to see."""
    app, layout = board.app, board.app.board
    focused = app.focused
    return (
        [type(each) for each in app.screen_stack],
        focused and (type(focused), focused.id),
        (layout.active, layout.selected, layout.picked, layout.maximised, layout.bands),
        (str(layout.view.query), layout.view.domains),
        [
            (each.id, len(each.updates), [follow_up.title for follow_up in each.follow_ups])
            for each in layout.view.register.commitments
        ],
    )


@pytest.mark.parametrize(
    "keys",
    [
        ("space", "6", "1", "j", "j"),
        ("space", "6", "j", "space", "escape", "j"),
        (*"/air", "enter", "5", "z"),
        (*"/xq", "escape", "j", "5"),
        (*"fDo it", "ctrl+s", "j", "5"),
        (*"fDo", "escape", "j"),
        ("s", "d", "s", "p", "j"),
        (*":bands", "enter", "j", "3"),
        ("question_mark", *"bands", "enter", "5"),
        ("c", "j", "space", "enter", "1", "j"),
        ("'", "2", "j", "z"),
        ("r", "escape", "j", "v"),
        ("i", "escape", "4", "j"),
        (*"WMine", "enter", "j", "5"),
        ("D", "n", "j", "v"),
        ("D", "y", "j", "space", "6", "D", "y"),
    ],
    ids="".join,
)
async def test_keys_that_arrive_together_do_what_they_do_one_by_one(
    new_folder: Callable[[], Path], keys: tuple[str, ...]
) -> None:
    async with opened(make_store(new_folder() / "register.json", SMALL_REGISTER)) as board:
        for key in keys:
            await board.press(key)
        one_by_one = _where(board)
    async with opened(make_store(new_folder() / "register.json", SMALL_REGISTER)) as board:
        await board.press_together(*keys)
        assert _where(board) == one_by_one


async def test_a_paste_goes_where_the_key_before_it_leads(small_store: Store) -> None:
    async with opened(small_store) as board:
        board.app.post_message(events.Key("slash", "/"))
        board.app.post_message(events.Paste("air"))
        await board.press_together("enter")
        assert str(board.app.board.view.query) == "air"


async def test_what_opens_late_takes_the_keys_that_follow(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, log = threading.Event(), small_store.log

    def slow(*given: Any, **named: Any) -> list[HistoryEntry]:
        may_end.wait(5)
        return log(*given, **named)

    monkeypatch.setattr(small_store, "log", slow)
    async with opened(small_store) as board:
        for key in ("H", "w"):  # on the board `w` would open a form
            await board.press_at_once(key)
        assert board.app.screen is board.app.board
        may_end.set()
        await board.until(lambda: isinstance(board.app.screen, ChangesScreen))
        await board.rest()
        assert board.app.screen.query_one(Chooser).text == "w"


async def _press_over_work(board: Board, may_end: threading.Event, *keys: str) -> list[str]:
    """Press keys while work goes on until it may end; return what comes of the work, then."""
    came: list[str] = []

    def work(store: Store, progress: ReportProgress) -> str:
        may_end.wait(5)
        progress(1, 1)
        return "made"

    def done(made: str) -> None:
        came.append(made)
        board.app.board.run_command("filter")

    board.app.board.store_worker.work("Making", work, done)
    while not isinstance(board.app.screen, JobScreen):
        await asyncio.sleep(0.001)
    for key in keys:
        await board.press_at_once(key)
    return came


async def test_keys_typed_over_work_are_for_what_it_opens(small_store: Store) -> None:
    may_end = threading.Event()
    async with opened(small_store) as board:
        came = await _press_over_work(board, may_end, "a", "i", "r")
        assert isinstance(board.app.screen, JobScreen)
        assert not came
        may_end.set()
        await board.rest()
        assert came == ["made"]
        assert str(board.app.board.view.query) == "air"


async def test_stopping_work_drops_the_keys_typed_over_it(small_store: Store) -> None:
    may_end = threading.Event()
    async with opened(small_store) as board:
        came = await _press_over_work(board, may_end, "D", "y", "escape", "j")
        may_end.set()
        await board.shows("Making: stopped, nothing was changed")
        assert not came
        assert board.app.screen is board.app.board
        assert len(board.app.board.view.shown) == 4
        assert board.here == "pilot-school"


async def test_keys_typed_while_a_large_register_is_read_act_once_it_is(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, read = threading.Event(), small_store.read

    def slow(progress: ReportProgress) -> Register:
        may_end.wait(5)
        return read(progress)

    monkeypatch.setattr(small_store, "read", slow)
    app = BoardApp(small_store, lambda: AS_OF, large=1)
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("5", "z")
        may_end.set()
        while not (isinstance(app.screen, BoardScreen) and app.typed_ahead.is_idle):
            await pilot.pause(0.001)
        assert (app.board.active, app.board.maximised) == ("detail", True)


async def test_nothing_acts_after_the_key_that_closes_the_board(small_store: Store) -> None:
    before = _updates(small_store)
    app = BoardApp(small_store, lambda: AS_OF)
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.pause()
        for key, character in (("q", "q"), ("plus", "+"), ("space", " "), ("6", "6")):
            app.post_message(events.Key(key, character))
    assert app.return_code == 0
    assert _updates(small_store) == before


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ("sdsd", "sort:due"),
        ("c\r\r", "Columns kept"),
        ("C\r\r", "Theme"),
        (":bands\r\r", "Periods of instruments"),
        ("?bands\r\r", "Periods of instruments"),
        ("/air\rWMine\r\r", "Mine"),
        ("e\x13\x13", "nothing would change"),
        ("DyDy", ": removed"),
    ],
)
def test_a_screen_over_the_board_is_left_once(small_store: Store, keys: str, seen: str) -> None:
    small_store.close()
    with board_on_terminal(small_store.path) as terminal:
        terminal.shows("Port visits")
        terminal.keys(keys)
        terminal.shows(seen)
        terminal.keys("\x1b\x1b?")
        terminal.shows("Keys of Commitments")


@pytest.mark.parametrize(
    ("keys", "marked"),
    [
        ("j 5", "pilot-school"),
        ("jj 5", "airfield-code"),
        ("1jj2 5", "pilot-school"),
        ("jk 5", "port-visits"),
    ],
)
def test_a_mark_typed_right_after_a_step_is_of_the_row_stepped_to(
    small_store: Store, keys: str, marked: str
) -> None:
    small_store.close()
    with board_on_terminal(small_store.path) as terminal:
        terminal.shows("Port visits")
        terminal.keys(keys)
        terminal.shows(f"{marked}: ")
        if marked == "pilot-school":
            terminal.keys("y")  # it is settled: whether to reopen it is asked
            terminal.shows("saved ·")
        terminal.keys("q")
        assert terminal.exit_code() == 0
    (changed,) = open_store(small_store.path).log()
    assert list(changed.touched) == [marked]


@pytest.mark.parametrize(
    ("keys", "late"),
    [("1jj2", "domains"), ("jj4j2j", "follow-ups"), ("52", "detail"), ("321", "timeline")],
)
async def test_a_panel_that_tells_late_that_it_has_the_focus_takes_no_keys_of_the_next(
    small_store: Store, monkeypatch: pytest.MonkeyPatch, keys: str, late: str
) -> None:
    app = BoardApp(small_store, lambda: AS_OF)
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press(*keys)
        one_by_one = (app.board.active, app.board.selected_now)
    tell, may_tell = Panel._on_focus, asyncio.Event()

    async def tell_late(self: Panel, event: events.Focus) -> None:
        if self.id == late:
            await may_tell.wait()
        tell(self, event)

    monkeypatch.setattr(Panel, "_on_focus", tell_late)
    app = BoardApp(small_store, lambda: AS_OF)
    async with app.run_test(size=MEDIUM) as pilot:
        while app.board.awaited:
            await pilot.pause()
        for key in keys:
            app.board.take(events.Key(key, key))
        for _ in range(50):  # as many turns as the others may need to tell
            await asyncio.sleep(0)
        may_tell.set()
        await pilot.pause()
        assert (app.board.active, app.board.selected_now) == one_by_one


def test_follow_ups_ticked_faster_than_they_are_saved_are_ticked_once_each(
    small_store: Store,
) -> None:
    small_store.close()
    with board_on_terminal(small_store.path) as terminal:
        terminal.shows("Port visits")
        terminal.keys("4  ")
        terminal.shows("“Count the visits” done")
        terminal.keys("q")
        assert terminal.exit_code() == 0
    commitments = open_store(small_store.path).register.commitments
    (tasks,) = (each.follow_ups for each in commitments if each.id == "port-visits")
    assert [each.done is not None for each in tasks] == [True, True]


def _type_before_the_board_is_there(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    """Have keys arrive while the board's widgets are being made."""
    compose = BoardScreen.compose

    def composed(self: BoardScreen) -> ComposeResult:
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        yield from compose(self)

    monkeypatch.setattr(BoardScreen, "compose", composed)


async def test_the_board_closes_quietly_before_it_was_there(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _type_before_the_board_is_there(monkeypatch, "q")
    app = BoardApp(small_store, lambda: AS_OF)
    async with app.run_test(size=MEDIUM):  # raises what the program would end with
        pass
    assert app.return_code == 0


async def test_what_is_typed_before_the_board_is_there_acts_once_it_is(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _type_before_the_board_is_there(monkeypatch, "5", "z")
    app = BoardApp(small_store, lambda: AS_OF)
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.pause()
        assert (app.board.active, app.board.maximised) == ("detail", True)


async def test_what_is_typed_before_the_board_is_there_goes_to_what_it_opens(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _type_before_the_board_is_there(monkeypatch, "s", "D", "d", "j", "v")
    app = BoardApp(small_store, lambda: AS_OF)
    async with app.run_test(size=MEDIUM) as pilot:
        while not app.typed_ahead.is_idle:
            await pilot.pause()
        assert (str(app.board.view.query), len(app.board.picked)) == ("sort:due", 1)
        assert not app.board.open_line


async def test_a_program_that_ends_before_the_board_was_there_ends_quietly(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose = BoardScreen.compose

    def composed(self: BoardScreen) -> ComposeResult:
        self.app.exit()
        yield from compose(self)

    monkeypatch.setattr(BoardScreen, "compose", composed)
    app = BoardApp(small_store, lambda: AS_OF)
    async with app.run_test(size=MEDIUM):
        pass
    assert app.return_code == 0

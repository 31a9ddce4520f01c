"""Keys that arrive together, as from a slow line: what asks for one takes one."""

from __future__ import annotations

import asyncio

import pytest
from textual import events
from textual.app import ComposeResult

from store.register.store import Store
from tests.conftest import AS_OF, open_store
from tests.tui.screen import MEDIUM
from tests.tui.terminal import board_on_terminal
from tui.app import BoardApp
from tui.panels.panel import Panel
from tui.screens.board import BoardScreen


def _updates(store: Store) -> list[int]:
    return [len(each.updates) for each in open_store(store.path).register.commitments]


def test_the_strip_takes_the_first_of_several_keys(small_store: Store) -> None:
    small_store.close()
    before = _updates(small_store)
    with board_on_terminal(small_store.path) as terminal:
        terminal.shows("Port visits")
        terminal.keys(" 6skn7")
        terminal.shows("60% · saved")
        terminal.keys("q")
        assert terminal.exit_code() == 0
    assert _updates(small_store) == [before[0] + 1, *before[1:]]


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
        one_by_one = (app.board.active, app.board.selected)
    tell, may_tell = Panel._on_focus, asyncio.Event()

    async def tell_late(self: Panel, event: events.Focus) -> None:
        if self.id == late:
            await may_tell.wait()
        tell(self, event)

    monkeypatch.setattr(Panel, "_on_focus", tell_late)
    app = BoardApp(small_store, lambda: AS_OF)
    async with app.run_test(size=MEDIUM) as pilot:
        for key in keys:
            app.board.take(events.Key(key, key))
        for _ in range(50):  # as many turns as the others may need to tell
            await asyncio.sleep(0)
        may_tell.set()
        await pilot.pause()
        assert (app.board.active, app.board.selected) == one_by_one


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

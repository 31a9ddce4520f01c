"""Keys that arrive together, as from a slow line: what asks for one takes one."""

from __future__ import annotations

import pytest

from store.register.store import Store
from tests.conftest import open_store
from tests.tui.terminal import board_on_terminal


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
        terminal.shows("")
    assert _updates(small_store) == [before[0] + 1, *before[1:]]


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ("sdsd", "sort:due"),
        ("c\r\r", "Commitments"),
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
        terminal.keys("q")
        terminal.shows("")
    (changed,) = open_store(small_store.path).log()
    assert list(changed.touched) == [marked]

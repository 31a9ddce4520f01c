"""A board that is told to end from outside ends as with `q`: terminal as it was, drafts kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.register.store import Store
from tests.conftest import open_store
from tests.tui.screen import opened
from tests.tui.terminal import Terminal, board_on_terminal

ENDING = [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]
NAMES = [each.name for each in ENDING]


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Hear the signals also where the tests were started so that they are not, as by `nohup`."""
    before = {each: signal.signal(each, signal.SIG_DFL) for each in ENDING}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def typed_into_a_form(board: Terminal) -> None:
    board.shows("Port visits")
    board.keys("w")
    board.shows("What was seen")
    board.keys("Half a note")
    board.shows("Half a note")


async def draft_is_there(store: Store) -> bool:
    async with opened(store) as board:
        await board.press("w")
        return "Half a note" in board.text


@pytest.mark.parametrize("number", ENDING, ids=NAMES)
async def test_a_signal_ends_the_board_as_quitting_does(small_store: Store, number: int) -> None:
    small_store.close()
    with board_on_terminal(small_store.path) as board:
        before = board.settings
        typed_into_a_form(board)
        assert board.settings != before
        assert "mouse" in board.left_on
        board.kill(number)
        assert board.exit_code() == 128 + number
        assert board.settings == before
        assert board.left_on == []
    assert await draft_is_there(small_store)


async def test_a_terminal_that_is_closed_ends_the_board(small_store: Store) -> None:
    small_store.close()
    with board_on_terminal(small_store.path) as board:
        typed_into_a_form(board)
        board.hang_up()
        assert board.exit_code() == 128 + signal.SIGHUP
    assert await draft_is_there(small_store)


def test_a_board_that_is_suspended_gives_the_terminal_back_and_comes_again(
    small_store: Store,
) -> None:
    small_store.close()
    with board_on_terminal(small_store.path) as board:
        before = board.settings
        board.shows("Port visits")
        board.keys("+")
        board.shows("saved ·")
        board.keys("\x1a")
        board.until(board.is_stopped)
        assert board.settings == before
        board.until(lambda: board.left_on == [])
        assert open_store(small_store.path).log()[0].user == "ana"
        board.kill(signal.SIGCONT)
        board.until(lambda: "mouse" in board.left_on)
        board.shows("Port visits")
        board.keys("q")
        assert board.exit_code() == os.EX_OK
    assert len(open_store(small_store.path).log()) == 1


def test_a_signal_while_it_opens_ends_it(small_store: Store) -> None:
    small_store.close()
    with board_on_terminal(small_store.path) as board:
        board.kill(signal.SIGTERM)
        # Before Python has begun there is nobody who could answer.
        assert board.exit_code() in (128 + signal.SIGTERM, -signal.SIGTERM)
        assert board.left_on == []


_BUSY = """
import asyncio, os, signal
from tui import ending
ending._PATIENCE = -1.0
async def busy():
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGTERM)
    while True:
        pass
with ending.ended_by_signals(print):
    asyncio.run(busy())
"""


def test_a_board_that_does_not_answer_is_ended_by_the_second(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _BUSY], capture_output=True, check=False)
    assert done.returncode == 128 + signal.SIGTERM
    assert done.stderr.endswith(b"\x1b[?1049l\x1b[?25h\x1b[?1004l")


def test_what_is_not_to_be_heard_is_not(small_store: Store) -> None:
    small_store.close()
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with board_on_terminal(small_store.path) as board:
            board.shows("Port visits")
            board.kill(signal.SIGHUP)
            board.keys("q")
            assert board.exit_code() == os.EX_OK
    finally:
        signal.signal(signal.SIGHUP, before)

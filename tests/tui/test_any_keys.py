"""Any keys, at any size: the board stays up, the file sound, and undo brings back the start."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from fixtures import bundled
from store.codec import read_register
from store.disk.check import check
from store.errors import NothingToDo
from store.model import Register
from store.store import Store
from tests.conftest import make_store, open_store, plain
from tests.registers import HOSTILE_REGISTER
from tests.tui.screen import opened
from tui.commands import COMMANDS, Command

KEYS = [key for command in COMMANDS for key in command.keys if command.id != "quit"]
KEYS += [*"0123456789ikpxsnwaMTmty", "space", "enter", "escape", "escape", "ctrl+s", "backspace"]
SIZES = [(160, 45), (120, 35), (80, 24), (60, 16), (45, 12), (40, 10), (39, 9), (200, 60)]
COUNT = 3000 if "ENTENTE_LONG" in os.environ else 150


@pytest.mark.parametrize("seed", range(4))
async def test_random_keys_and_resizes(seed: int, register_path: Path) -> None:
    chance = random.Random(seed)
    bundle = read_register(bundled(), "the bundled register")
    store = make_store(register_path, HOSTILE_REGISTER if seed % 2 else bundle)
    start = plain(store.register)
    async with opened(store) as board:
        for _ in range(COUNT):
            if chance.random() < 0.03:
                await board.resize_at_once(*chance.choice(SIZES))
            else:
                await board.press_at_once(chance.choice(KEYS))
        await board.rest()
        assert board.app.is_running
    assert check(store.path) == []
    assert plain(_undone(open_store(store.path))) == start


def _undone(store: Store) -> Register:
    """Undo everything there is to undo."""
    while True:
        try:
            store.undo()
        except NothingToDo:
            return store.register


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
async def test_every_command_does_something_from_its_first_key(
    small_store: Store, command: Command
) -> None:
    ident = command.id
    async with opened(small_store) as board:
        before = board.text, board.focus
        if ident in ("redo", "undo", "back", "first", "up", "page-up"):
            await board.press("down", "space", "6", *(["u"] if ident == "redo" else []))
            if ident == "back":
                await board.press("slash", "v", "enter")
            before = board.text, board.focus
        if ident == "turn-around":
            await board.press("s", "d")
            before = board.text, board.focus
        if ident in ("views", "save-view"):
            await board.press("slash", "v", "enter")
            before = board.text, board.focus
        if ident in ("panel-2", "today", "find-bar"):
            await board.press("3", *["right"] * 9)
            before = board.text, board.focus
        await board.press(command.keys[0])
        assert not board.app.is_running or (board.text, board.focus) != before

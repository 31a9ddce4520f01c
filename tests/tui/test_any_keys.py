"""Any keys, at any size: the board stays up, the file sound, and undo brings back the start."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from fixtures import bundled
from store.errors import NothingToDo
from store.model.entities import Register
from store.register.codec import read_register
from store.register.store import Store
from store.storage.salvage import check
from tests.conftest import make_store, open_store, plain
from tests.registers import HOSTILE_REGISTER
from tests.tui.screen import Board, opened
from tui.commands.table import COMMANDS, Command

KEYS = [key for command in COMMANDS for key in command.keys if command.id != "quit"]
KEYS += [*"0123456789ikpxsnwaMTmty", "space", "enter", "escape", "escape", "ctrl+s", "backspace"]
KEYS += ["r", "n", "n", "d", "l", "s", "b"]  # a review and its answers
KEYS += ["space", "enter", "tab", "shift+tab", "down", "down", "up", "pageup", "pagedown", "home"]
KEYS += [
    "ctrl+u",
    "ctrl+w",
    "ctrl+k",
    "ctrl+a",
    "ctrl+e",
    "delete",
    "end",
    "left",
    "right",
    "y",
    "ctrl+r",
]
TEXTS = (
    "domain:mar status:sta,",
    '(port or -"joint patrol") is:overdue sort:due',
    "due:<2026-13 nonsense:)",
    "2026-q3",
    "+30d",
    "2026-02-30",
    "50%",
    "https://example.org/[/]",
    "[red] \u0e02\u0e49\u0e2d e\u0301 \u9632\u52a1",
    "maritime, air",
    "india",
)
SIZES = [(160, 45), (120, 35), (80, 24), (60, 16), (45, 12), (40, 10), (39, 9), (200, 60), (1, 1)]
COUNT = 6000 if "ENTENTE_LONG" in os.environ else 100 if "ENTENTE_SHORT" in os.environ else 400


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let exports under names that random keys typed land in a folder of their own."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.sweep("seed")
@pytest.mark.parametrize("seed", range(4))
async def test_random_keys_and_resizes(seed: int, register_path: Path) -> None:
    chance = random.Random(seed)
    bundle = read_register(bundled(), "the bundled register")
    store = make_store(register_path, HOSTILE_REGISTER if seed % 2 else bundle)
    start = plain(store.register)
    keys = islice(_anything(chance), COUNT)
    more = True
    while more:
        async with opened(open_store(store.path), chance.choice(SIZES)) as board:
            more = await _press_until_closed(board, keys)
    assert check(store.path) == []
    assert plain(_undone(open_store(store.path))) == start


async def _press_until_closed(board: Board, keys: Iterator[str | tuple[int, int]]) -> bool:
    """Press keys until they run out, or until one chose Quit in the palette or in help."""
    for key in keys:
        if isinstance(key, str):
            await board.press_at_once(key)
        else:
            await board.resize_at_once(*key)
        if not board.app.is_running:
            assert board.app.return_code == 0
            return True
    await board.rest()
    assert board.app.is_running
    return False


def _anything(chance: random.Random) -> Iterator[str | tuple[int, int]]:
    """Yield keys, sizes of the terminal, and now and then a text as it is typed, for ever."""
    while True:
        what = chance.random()
        if what < 0.03:
            yield chance.choice(SIZES)
        elif what < 0.07:
            yield from chance.choice(TEXTS)
        else:
            yield chance.choice(KEYS)


def _undone(store: Store) -> Register:
    """Undo everything there is to undo."""
    while True:
        try:
            store.undo()
        except NothingToDo:
            return store.register


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
async def test_every_command_does_what_it_is_for(small_store: Store, command: Command) -> None:
    before, after = EFFECTS[command.id]
    async with opened(small_store) as board:
        await board.press(*before)
        assert after not in _seen(board)
        await board.press(command.keys[0])
        assert after in _seen(board)


def _seen(board: Board) -> str:
    """Return the screen, the panel or line that has the keys, and the commitment under the cursor.

    A board that was closed shows nothing any more.
    """
    if not board.app.is_running:
        return "closed"
    return f"{board.text}\nfocus {board.focus}\nat {board.here}"


MARKED = ("space", "6")
FILTERED = ("slash", "v", "enter")
PANNED = ("3", *["right"] * 9)
EFFECTS: dict[str, tuple[tuple[str, ...], str]] = {
    "mark": ((), "Mark port-visits"),
    "more": ((), "port-visits: 50% → 55%"),
    "less": ((), "port-visits: 50% → 45%"),
    "repeat": ((*MARKED, "down"), "pilot-school: kept → in progress"),
    "pick": ((), "1 commitment selected"),
    "pick-all": ((), "4 commitments selected"),
    "confirm": (("down",), "pilot-school: update u2 confirmed"),
    "undo": (MARKED, "Took back port-visits: 50% → 60%"),
    "redo": ((*MARKED, "u"), "Did again port-visits: 50% → 60%"),
    "write-update": ((), "Update: Port visits every year"),
    "add": ((), "New commitment"),
    "edit": ((), "Edit port-visits"),
    # The terminal of a test cannot be lent; tests/tui/test_outside.py lends one.
    "edit-outside": ((), "cannot be lent to an editor"),
    "add-milestone": ((), "New milestone"),
    "add-follow-up": ((), "New follow-up"),
    "keep-copy": ((), "Keep which file as a copy of"),
    "compare-statements": ((), "Which is the earlier one?"),
    "read-statement": ((), "Read which statement?"),
    "reshape": ((), "Change port-visits"),
    "remove": ((), "Remove port-visits, “Port visits every year”?"),
    "brief": ((), "HARBOUR PARTNERSHIP: BRIEF"),
    "filter": ((), "focus filter"),
    "views": ((*FILTERED, "W", "a", "enter"), "Saved views"),
    "save-view": (FILTERED, "Save view as"),
    "as-of": ((), "as of:"),
    "change-before": ((), "THE PAST, as of 2025-10-31"),
    "change-after": (("left_square_bracket",), "Back in the present"),
    "changes": ((), "Changed since 90 days ago"),
    "pictures": ((), "Months heard"),
    "zoom-in": ((), "one cell = 2 months"),
    "zoom-out": ((), "one cell = 6 months"),
    "maximise": ((), "Commitments has all the room"),
    "theme": ((), "Theme"),
    "today": (PANNED, " 2020    2022    2024   2026┆    2028    2030    2032 "),
    "find-bar": (PANNED, " 2020    2022    2024   2026┆    2028    2030 "),
    "bands": ((), "Periods of instruments are shown"),
    "sort": ((), "Sort by"),
    "turn-around": (("s", "d"), "sort:-due"),
    "columns": ((), " Columns ─"),
    "enter": ((), "focus detail"),
    "back": (FILTERED, "all 4"),
    "panel-1": ((), "focus domains"),
    "panel-2": (("3",), "focus commitments"),
    "panel-3": ((), "focus timeline"),
    "panel-4": ((), "focus follow-ups"),
    "panel-5": ((), "focus detail"),
    "next-panel": ((), "focus timeline"),
    "previous-panel": ((), "focus domains"),
    "down": ((), "at pilot-school"),
    "up": (("down",), "at port-visits"),
    "left": ((), "focus domains"),
    "right": ((), "focus timeline"),
    "page-down": ((), "at weather-data"),
    "page-up": (("down",), "at port-visits"),
    "first": (("down",), "at port-visits"),
    "last": ((), "at weather-data"),
    "open": ((), "the address is https://example.org/agree"),
    "copy": ((), "Copied port-visits"),
    "copy-all": ((), "Copied all about port-visits"),
    "export": ((), "Export 4 commitments as"),
    "import": ((), "Import which file?"),
    "registers": ((), "This register: Harbour partnership"),
    "mouse": ((), "The mouse is the terminal's"),
    "review": ((), "1 of 3 · 3 left · about 2 min"),
    "why": ((), "Why port-visits: Port visits every year"),
    "palette": ((), "Commands, domains, views, commitments"),
    "help": ((), "Keys of Commitments"),
    # The terminal of a test has no shell behind it.
    "suspend": ((), "There is no shell here to go back to"),
    "quit": ((), "closed"),
}
"""What has to be pressed before a command's own key, and what is to be seen after it only."""

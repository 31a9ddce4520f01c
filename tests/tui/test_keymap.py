"""Remapped keys: they act, they show everywhere, and no command loses its key unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.errors import BadValue
from store.register.store import Store
from tests.conftest import make_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import opened
from tui.commands.keymap import Keymap, keymap_of, read_key, show_key
from tui.commands.table import COMMANDS


def _owners(keymap: Keymap) -> dict[str, str]:
    """Return the command that each command's first key runs."""
    found = {}
    for command in COMMANDS:
        key = read_key(keymap.first(command.id))
        owner = keymap.command(key)
        found[command.id] = owner.id if owner else ""
    return found


def test_every_key_in_the_table_can_be_written_in_the_configuration() -> None:
    for command in COMMANDS:
        for key in command.keys:
            assert read_key(show_key(key)) == key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("x", "x"),
        ("Q", "Q"),
        ("/", "slash"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        ("Ctrl+Z", "ctrl+Z"),
        ("shift+ctrl+f5", "ctrl+shift+f5"),
        ("ж", "ж"),
        ("PgDn", "pagedown"),
        ("Esc", "escape"),
        (" ", "space"),
        ("space", "space"),
    ],
)
def test_keys_are_read_as_people_write_them(written: str, key: str) -> None:
    assert read_key(written) == key


@pytest.mark.parametrize("written", ["", "spcae", "ctrl+", "hold+x", "ctrl+m", "ctrl+i", "\x1b"])
def test_what_is_no_key_or_cannot_arrive_is_refused(written: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_key(written)
    assert caught.value.hint


def test_a_swap_works() -> None:
    keymap, unusable = keymap_of({"undo": ("z",), "maximise": ("u",)})
    assert unusable == []
    assert (keymap.first("undo"), keymap.first("maximise")) == ("z", "u")
    assert _owners(keymap) == {command.id: command.id for command in COMMANDS}


@pytest.mark.parametrize(
    "written",
    [
        {"undo": ("z",)},
        {"undo": ("Q",), "redo": ("Q",)},
        {"undo": ("z",), "maximise": ("Z",), "filter": ("Z",)},
        {"undo": ("z",), "maximise": ("ctrl+m",)},
        {"undo": ("Q", "z")},
    ],
)
def test_a_clash_is_reported_and_no_command_loses_its_keys(
    written: dict[str, tuple[str, ...]],
) -> None:
    keymap, unusable = keymap_of(written)
    assert unusable
    assert all(each.command_id in written for each in unusable)
    assert _owners(keymap) == {command.id: command.id for command in COMMANDS}


def test_an_unknown_command_is_reported_with_the_nearest() -> None:
    _, unusable = keymap_of({"maximize": ("Q",)})
    assert "did you mean maximise?" in unusable[0].words


REMAPPED = '[keys]\nundo = "Q"\nhelp = ["N", "?"]\n'


async def test_a_remapped_key_acts_and_the_old_one_does_nothing(small_store: Store) -> None:
    async with opened(small_store, config=REMAPPED) as board:
        await board.press("space", "6")
        assert "60%" in board.message
        await board.press("u")
        assert "Took back" not in board.message
        await board.press("Q")
        assert "Took back" in board.message


async def test_a_remapped_key_is_shown_everywhere(small_store: Store) -> None:
    async with opened(small_store, config=REMAPPED) as board:
        assert "Q undo" in board.lines[-1]
        assert "N help" in board.lines[-1]
        await board.press("space", "6")
        assert "Q undo" in board.message
        await board.press("N")
        await board.type("take back")
        row = next(line for line in board.lines if "Undo" in line)
        assert "› Q " in row
        await board.press("escape", "colon")
        await board.type("undo")
        row = next(line for line in board.lines if "› Undo" in line)
        assert " Q │" in row


@pytest.mark.parametrize("folder", ["", "a-folder-with-a-long-name/" * 5])
async def test_what_cannot_be_used_is_said_at_the_start_and_listed_in_the_help(
    folder: str, tmp_path: Path
) -> None:
    config = 'theme = "drak"\n[keys]\nundo = "z"\n'
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    store = make_store(tmp_path / folder / "register.json", SMALL_REGISTER)
    async with opened(store, config=config) as board:
        assert "2 lines cannot be used, ? lists them" in board.message
        assert "config.toml:1: theme: there is no 'drak'" in board.message
        await board.press("question_mark")
        listed = "".join(
            "".join(line.split("│")[2].split()) for line in board.lines if line.count("│") > 3
        )
        assert "config.toml:3:keys.undo:zisthekeyofmaximise" in listed
        await board.press("escape", "space", "6", "z")
        assert "all the room" in board.message
        await board.press("u")
        assert "Took back" in board.message

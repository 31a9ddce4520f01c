"""Keyboards whose keys type other characters: presets, and words for keys that run nothing."""

from __future__ import annotations

import pytest

from store.model.derived import derive
from store.register.store import Store
from tests.conftest import AS_OF
from tests.tui.screen import MEDIUM, opened
from tui.commands.keyboards import LAYOUTS
from tui.commands.table import COMMANDS


def _preset(name: str) -> str:
    return f'[keys]\npreset = "{name}"\n'


async def test_cyrillic_letters_run_the_commands_of_their_place(small_store: Store) -> None:
    async with opened(small_store, MEDIUM, config=_preset("cyrillic")) as board:
        await board.press("о")
        assert board.here == "pilot-school"
        await board.press("л", "space", "ы")
        assert "port-visits: in progress → stalled" in board.message
        await board.press("г")
        assert "Took back port-visits" in board.message
        await board.press("full_stop")
        assert board.focus == "filter"
        await board.press("escape", "В", "н")
        assert "port-visits: removed" in board.message


async def test_the_unshifted_digits_of_azerty_go_to_the_panels_and_mark(
    small_store: Store,
) -> None:
    async with opened(small_store, MEDIUM, config=_preset("azerty")) as board:
        await board.press("é")
        assert board.focus == "commitments"
        await board.press("ampersand")
        assert board.focus == "domains"
        await board.press("é", "space", "è")
        assert derive(board.saved("port-visits"), AS_OF).progress == 70
        await board.press("space", "minus")
        assert derive(board.saved("port-visits"), AS_OF).progress == 60
        await board.press("apostrophe")
        assert board.focus == "follow-ups"
        await board.press("ù")
        assert "Saved views" in board.text


async def test_letters_of_the_dialogs_follow_the_preset(small_store: Store) -> None:
    async with opened(small_store, MEDIUM, config=_preset("cyrillic")) as board:
        await board.press("ы", "е")
        assert "sort:title" in str(board.app.board.view.query)
        await board.press("ы", "о", "й")
        assert "Sort by" not in board.text
        await board.press("с", "о", "о", "ч", "enter")
        titles = board.panel(2, "Commitments")[0]
        assert "Title" in titles
        assert "Due" not in titles


async def test_what_is_looked_for_among_the_views_stays_as_it_is_typed(
    small_store: Store,
) -> None:
    async with opened(small_store, MEDIUM, config=_preset("azerty")) as board:
        await board.press("ù", "é")
        assert "is:stale" in board.text
        await board.press("ù", "s", "t", "é")
        assert "Saved views: sté" in board.text
        await board.press("escape", "s", "à")
        assert str(board.app.board.view.query) == "is:stale"


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("ф", 'The key ф runs nothing; with preset = "cyrillic" under [keys] it is a'),
        ("é", 'The key é runs nothing; with preset = "azerty" under [keys] it is 2'),
        ("9", "The key 9 runs nothing · ? lists all keys"),
    ],
)
async def test_a_key_that_runs_nothing_says_so_and_names_the_remedy(
    small_store: Store, key: str, says: str
) -> None:
    async with opened(small_store) as board:
        await board.press(key)
        assert says in board.message


async def test_a_preset_that_is_not_there_is_reported_with_its_line(small_store: Store) -> None:
    async with opened(small_store, config=_preset("dvorak")) as board:
        assert "config.toml:2: keys.preset: there is no preset 'dvorak'" in board.message


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_preset_takes_a_key_from_a_command_for_good(name: str) -> None:
    layout = LAYOUTS[name]
    reached = {layout.meant(each) for each in layout.keys} | {
        each for each in map(chr, range(33, 127)) if layout.meant(each) == each
    }
    letters = {key for command in COMMANDS for key in command.keys if len(key) == 1}
    assert letters <= reached

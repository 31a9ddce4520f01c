"""Texts that break terminal programs go through every panel, as themselves."""

from __future__ import annotations

import pytest

from store.register.store import Store
from tests.registers import HOSTILE_TEXTS
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW, (45, 12)])
async def test_hostile_texts_are_shown_literally_in_every_panel(
    hostile_store: Store, size: tuple[int, int]
) -> None:
    async with opened(hostile_store, size) as board:
        for key in ("1", "2", "3", "4", "5"):
            await board.press(key)
            for _ in HOSTILE_TEXTS:
                await board.press("down")
                assert "\x1b" not in board.text
                assert "\x07" not in board.text
                assert "\u202e" not in board.text
        await board.press("2", "g")
        assert board.app.is_running


async def test_markup_in_data_is_not_markup(hostile_store: Store) -> None:
    async with opened(hostile_store) as board:
        shown = board.text
        assert "[/]" in shown
        assert "[red" in shown
        assert "[bold]not bold[/bold]" in shown
        assert "␛[31mred" in shown
        assert "ข้อตกลง" in shown
        assert "रक्षा" in shown


async def test_hostile_titles_open_every_form_and_come_through_every_change(
    hostile_store: Store,
) -> None:
    async with opened(hostile_store) as board:
        for _ in HOSTILE_TEXTS:
            for key in ("w", "f"):
                await board.press(key)
                assert "\x1b" not in board.text
                await board.press("escape")
            await board.press("space", "5", "question_mark", "escape", "2", "down")
        await board.press("4", "space", "5", "G", "u", "U", "2")
        assert board.app.is_running
        assert board.saved("h0").updates[-1].progress == 50


async def test_hostile_words_can_be_filtered_by(hostile_store: Store) -> None:
    async with opened(hostile_store) as board:
        for text in ("[/]", "[red", "ข้อตกลง", "समझौता", "[bold]not"):
            await board.press("slash")
            await board.type(text)
            assert " of 12" in board.lines[0]
            await board.press("escape")

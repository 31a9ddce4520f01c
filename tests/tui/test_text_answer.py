"""Longer texts in a form: pasted whole, wrapped, their paragraphs kept."""

from __future__ import annotations

import pytest

from store.register.store import Store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.sweep

RELEASE = (
    "The ministry said on Monday that the second visit had been made, and that both sides would "
    "meet again before the end of the year.\r\n\r\nA spokesman gave no date.\nMore later."
)
SIZES = [WIDE, MEDIUM, NARROW, (60, 16)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_pasted_press_release_is_wrapped_and_kept(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("w")
        await board.paste(RELEASE)
        shown = board.text
        assert "A spokesman gave no date." in shown
        assert "More later." in shown
        await board.press("ctrl+s")
        assert "saved" in board.message
    note = small_store.register.commitments[0].updates[-1].note
    assert note == RELEASE.replace("\r\n", "\n")


@pytest.mark.parametrize("size", SIZES)
async def test_a_summary_takes_several_lines_in_the_form_of_a_commitment(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        here = board.here
        await board.press("e", "enter")
        assert board.focus == "summary"
        await board.paste(" " + RELEASE)
        assert "A spokesman gave no date." in board.text
        assert "More later." in board.text
        await board.press("enter")
        assert board.focus == "instrument"
        await board.press("ctrl+s")
        assert "saved" in board.message
    assert small_store.register.commitments[0].id == here
    assert small_store.register.commitments[0].summary.endswith(RELEASE.replace("\r\n", "\n"))


async def test_enter_and_the_arrows_go_on_to_the_other_lines(small_store: Store) -> None:
    async with opened(small_store, MEDIUM) as board:
        await board.press("w")
        await board.type("Seen")
        await board.press("enter")
        assert board.focus == "source"
        await board.press("up")
        assert board.focus == "note"
        await board.press("down")
        assert board.focus == "source"
        await board.press("up", "ctrl+j", "A")
        assert board.focus == "note"
        await board.press("up")
        assert board.focus == "note"
        await board.press("down", "down")
        assert board.focus == "source"
        await board.press("ctrl+s")
    assert small_store.register.commitments[0].updates[-1].note == "Seen\nA"


async def test_a_draft_of_several_paragraphs_comes_back(small_store: Store) -> None:
    async with opened(small_store, MEDIUM) as board:
        await board.press("w")
        await board.paste(RELEASE)
        await board.press("escape", "w")
        assert "draft of" in board.text
        assert "A spokesman gave no date." in board.text


async def test_what_a_terminal_acts_on_does_not_get_in(small_store: Store) -> None:
    async with opened(small_store, MEDIUM) as board:
        await board.press("w")
        await board.paste("one\x1b[31mred\x07\n[/] \u202etwo\tthree")
        assert "\x1b" not in board.text
        await board.press("ctrl+s")
    note = small_store.register.commitments[0].updates[-1].note
    assert note == "one[31mred\n[/] two three"

"""What is typed in a form outlives Esc, the end of the board, and a crash."""

from __future__ import annotations

import pytest

from store.model.entities import Source, SourceKind
from store.register.store import Store
from store.user.paths import drafts_folder
from tests.conftest import open_store
from tests.registers import HOSTILE_TEXTS
from tests.tui.screen import opened
from tests.tui.terminal import board_on_terminal


@pytest.mark.parametrize(
    ("key", "typed"), [("w", "Half a note"), ("a", "half-an-id"), ("f", "Ask"), ("m", "Step")]
)
async def test_what_was_typed_is_there_again_after_esc(
    small_store: Store, key: str, typed: str
) -> None:
    async with opened(small_store) as board:
        await board.press(key)
        await board.type(typed)
        await board.press("escape")
        assert "not saved, kept as a draft" in board.message
        await board.press(key)
        assert typed in board.text
        assert "draft of 09:30 — ctrl+n starts anew" in board.text


async def test_a_draft_is_of_one_commitment_only(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.type("Half a note")
        await board.press("escape", "down", "w")
        assert "Half a note" not in board.text
        assert "draft of" not in board.text


async def test_another_board_of_the_register_finds_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("e")
        await board.press("end", "ctrl+u")
        await board.paste("Visits [/] ข้อ")
        await board.press("escape")
    async with opened(open_store(small_store.path)) as board:
        await board.press("e")
        assert "draft of 09:30" in board.text
        await board.press("ctrl+s")
        assert board.saved("port-visits").title == "Visits [/] ข้อ"


async def test_closing_the_board_around_a_form_keeps_its_draft(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.type("Half a note")
    async with opened(open_store(small_store.path)) as board:
        await board.press("w")
        assert "Half a note" in board.text


async def test_starting_anew_forgets_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("e")
        await board.retype("Something else")
        await board.press("escape", "e", "ctrl+n")
        assert "draft of" not in board.text
        assert "Something else" not in board.text
        await board.press("escape")
        assert "nothing was written" in board.message
        await board.press("e")
        assert "draft of" not in board.text


async def test_saving_forgets_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.type("Seen")
        await board.press("escape", "w", "ctrl+s")
        assert board.saved("port-visits").updates[-1].note == "Seen"
        await board.press("w")
        assert "Seen" not in board.text.split("Update:")[1].splitlines()[3]
        assert "draft of" not in board.text
    assert [each for each in drafts_folder().iterdir() if not each.name.startswith(".")] == []


async def test_what_cannot_be_saved_stays_a_draft(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.type("Seen")
        sound = small_store.path.read_bytes()
        small_store.path.write_bytes(b"broken")
        await board.press("ctrl+s")
        assert "register.json" in board.message
        small_store.path.write_bytes(sound)
        await board.press("w")
        assert "Seen" in board.text


async def test_what_was_changed_since_is_said(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.edit_title("Visits")
        await board.press("e")
        await board.retype("Harbour visits")
        await board.press("escape", "u", "e")
        assert "draft of 09:30, Title changed since — ctrl+n starts anew" in board.text
        assert "changed since your draft: now “Port visits every year”" in board.text


async def test_whose_word_it_is_is_part_of_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w", "down")
        await board.type("Note")
        await board.press(*["down"] * 4)
        await board.type("off")
        await board.press("escape", "w")
        await board.press("ctrl+s")
        source = board.saved("port-visits").updates[-1].source
        assert source == Source("Note", kind=SourceKind.OFFICIAL)


@pytest.mark.sweep
async def test_hostile_words_come_back_as_they_were(small_store: Store) -> None:
    async with opened(small_store) as board:
        for number, text in enumerate(HOSTILE_TEXTS):
            key = "wfma"[number % 4]
            await board.press(key)
            await board.paste(text)
            shown = board.text
            await board.press("escape", key)
            assert shown.splitlines()[14] == board.lines[14] or "draft of" in board.text
            assert "\x1b" not in board.text
            await board.press("ctrl+n", "escape")


def test_a_killed_board_has_kept_what_was_typed(small_store: Store) -> None:
    small_store.close()
    with board_on_terminal(small_store.path) as terminal:
        terminal.shows("Port visits")
        terminal.keys("w")
        terminal.shows("What was seen")
        terminal.keys("Half a note before the ข้อ crash")
        terminal.until(lambda: drafts_folder().exists() and any(drafts_folder().glob("*.json")))
        terminal.until(
            lambda: any("crash" in each.read_text() for each in drafts_folder().glob("*.json"))
        )
        terminal.kill()
    with board_on_terminal(small_store.path) as terminal:
        terminal.shows("Port visits")
        terminal.keys("w")
        terminal.shows("Half a note before the")
        terminal.shows("draft of")
        terminal.keys("\x13")
        terminal.shows("update of 2026-11-22 written")
    assert open_store(small_store.path).register.commitments[0].updates[-1].note == (
        "Half a note before the ข้อ crash"
    )

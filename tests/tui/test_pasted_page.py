"""A page pasted into the form of an update: what it says is proposed, and nothing taken unasked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from statements.reading.reader import read_text
from store.model.entities import Register, SourceKind
from store.register.store import Store
from store.user.drafts import Drafts
from store.user.paths import drafts_folder
from tests.conftest import AS_OF, NOW, make_store
from tests.registers import HOSTILE_REGISTER, HOSTILE_TEXTS, SMALL_REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, keys_acted, opened
from tests.tui.test_reading_statements import settled
from tui.app import BoardApp
from tui.controllers.pasted_page import source_lines
from tui.forms.update import is_page

pytestmark = pytest.mark.sweep

SIZES = [WIDE, MEDIUM, NARROW, (60, 16)]
NEWS = """Ships call at Avalon again

Ministry of Ports, 3 October 2026

A first ship of Borduria called at the ports of Avalon on Thursday. The port visits are to go on
every year, the ministry said.

https://example.org/ports/visits
"""
BODY = NEWS.strip()


async def read(board: Board, text: str = NEWS) -> None:
    """Paste a page into the form of an update, and have it read."""
    await board.press("w")
    await board.paste(text)
    await board.press("ctrl+r")
    await settled(board)


@pytest.mark.parametrize("size", SIZES)
async def test_a_pasted_page_fills_in_the_source_in_one_key(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("w")
        await board.paste(NEWS)
        assert "ctrl+r fills in the source from it" in board.text
        await board.press("ctrl+r")
        await settled(board)
        assert "Ships call at Avalon again" in board.text
        assert "This update, of port-visits" in board.text
        await board.press("enter")
        assert "filled in: Source, Publisher, Address" in board.text
        assert board.saved("port-visits").updates[-1].id == "u2", "nothing is saved unasked"
        await board.press("ctrl+s")
        await board.press("o")
    update = small_store.register.commitments[0].updates[-1]
    assert update.note == BODY
    source = update.source
    assert source is not None
    assert source.title == "Ships call at Avalon again"
    assert source.publisher == "Ministry of Ports"
    assert source.url == "https://example.org/ports/visits"
    assert str(source.date) == "2026-10-03"
    assert source.excerpt.startswith("The port visits are to go on")


async def test_what_it_says_is_shown_with_its_reason(small_store: Store) -> None:
    async with opened(small_store) as board:
        await read(board)
        for words in (
            "its headline",
            "named below the headline",
            "stands in it",
            "the date it gives",
            "shares ",
            "“The port visits are to go on",
        ):
            assert words in board.text
        await board.press("escape")
        assert "nothing was filled in" in board.text
        assert "headline of the page or document" in board.text


async def test_what_was_typed_stays(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.paste(NEWS)
        await board.press("enter")
        await board.type("My own title")
        await board.press("ctrl+r")
        await settled(board)
        await board.press("enter")
        assert "left as typed: Source" in board.text
        await board.press("ctrl+s", "enter")
        source = board.saved("port-visits").updates[-1].source
        assert source is not None
        assert source.title == "My own title"
        assert source.url == "https://example.org/ports/visits"


async def test_it_may_be_news_of_another_commitment(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("j", "w")
        here = board.here
        await board.type("Seen")
        await board.press("ctrl+j")
        await board.paste(NEWS)
        await board.press("enter", *["down"] * 9)
        assert here != "port-visits"
        await board.press("ctrl+r")
        await settled(board)
        assert "not among the likely ones" in board.text
        assert "Rather port-visits" in board.text
        await board.type("rather port")
        await board.press("enter")
        assert "Update: Port visits every year" in board.text
        assert "draft of" in board.text
        await board.press("ctrl+s", "o")
        update = board.saved("port-visits").updates[-1]
        assert update.note.startswith("Seen\n")
        assert update.source is not None
        assert update.source.kind is SourceKind.OFFICIAL
        await board.press("w")
        assert "draft of" not in board.text
    assert small_store.register.commitments[1].updates == SMALL_REGISTER.commitments[1].updates


async def test_a_draft_of_the_other_commitment_is_not_lost(small_store: Store) -> None:
    async with opened(small_store) as board:
        assert board.here == "port-visits"
        await board.press("w")
        await board.type("Begun before")
        await board.press("escape", "j")
        await read(board)
        await board.type("rather port")
        await board.press("enter")
        await board.press("ctrl+s", "o")
        note = board.saved("port-visits").updates[-1].note
        assert note == f"Begun before\n\n{BODY}"


async def test_the_form_of_a_review_takes_a_page_too(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("r")
        assert "port-visits" in board.text
        await read(board)
        assert "This update, of" in board.text
        await board.type("this update")
        await board.press("enter")
        assert "filled in: Source" in board.text


async def test_a_note_is_no_page(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("w")
        await board.type("Seen in the port")
        assert "ctrl+r" not in board.text
        await board.press("ctrl+r")
        assert "paste a page into “What was seen” first" in board.text
    assert not is_page("word " * 60)
    assert is_page("Headline\n" + "word " * 60)


async def test_without_the_extra_it_is_a_plain_paste(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nupunkt", None)
    async with opened(small_store) as board:
        await board.press("w")
        await board.paste(NEWS)
        assert "pip install 'entente[statements]'" in board.text
        await board.press("ctrl+r")
        await settled(board)
        assert "pip install 'entente[statements]'" in board.text
        await board.press("ctrl+s")
        assert board.saved("port-visits").updates[-1].note == BODY


async def test_hostile_pages_are_shown_as_they_are(register_path: Path) -> None:
    """The proposal is looked through at every size, and answered at the smallest."""
    store = make_store(register_path, HOSTILE_REGISTER)
    page = "\n\n".join(("[/] [red", *HOSTILE_TEXTS, "https://[::1/[/] http://x.example/[red]"))
    async with opened(store, WIDE) as board:
        await read(board, page)
        for size in (*SIZES, (45, 12), (30, 6)):
            await board.resize(*size)
            for key in ("down", "up"):
                await board.press(key)
                assert "\x1b" not in board.text
                assert "\u202e" not in board.text
        for key in ("enter", "up", "ctrl+r", "escape", "escape"):
            await board.press(key)
            await settled(board)
            assert "\x1b" not in board.text
            assert "\u202e" not in board.text
        assert board.app.is_running


def test_lines_that_a_page_does_not_give_are_left_out() -> None:
    page = read_text("we met and we talked.\nnothing else is said here.")
    assert [each.id for each in source_lines(page, "", "", Register("R"))] == []


def test_whose_word_it_is_has_its_reason() -> None:
    page = read_text("Engines delivered\n\nThe engines were delivered today, it was said.")
    url = "https://www.pib.gov.in/x"
    found = {each.id: each for each in source_lines(page, "", url, Register("R"))}
    assert found["kind"].answer == "official"
    assert found["kind"].reason == "pib.gov.in is an official body's"
    filed = {
        each.id: each for each in source_lines(page, "", "https://example.org/x", SMALL_REGISTER)
    }
    assert "kind" not in filed, "the site is filed as both"


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW], ids=["wide", "medium", "narrow"])
def test_proposal(
    small_store: Store, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    drafts = Drafts(drafts_folder(), small_store.path, clock=lambda: NOW)
    app = BoardApp(small_store, lambda: AS_OF, drafts=drafts, greeting="Ready")

    async def rest(pilot: Pilot[None]) -> None:
        await keys_acted(app, pilot)
        await pilot.pause(0.012)
        await app.board.store_worker.settle()
        for _ in range(400):
            await pilot.pause()
            if not app.screen.query("#job"):
                break
            await pilot.pause(0.02)
        await pilot.pause()

    async def run(pilot: Pilot[None]) -> None:
        await rest(pilot)
        await pilot.press("w")
        await rest(pilot)
        app.post_message(events.Paste(NEWS))
        await rest(pilot)
        await pilot.press("ctrl+r")
        await rest(pilot)

    assert snap_compare(app, terminal_size=size, run_before=run)

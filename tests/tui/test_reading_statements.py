"""Reading a statement on the board: by keys and by mouse, one change, and known again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.entities import SourceKind
from store.model.reading_decisions import Decided
from store.register.kept_copies import KeptCopies
from store.register.store import Store
from tests.conftest import make_store, open_store, plain
from tests.registers import HOSTILE_REGISTER, HOSTILE_TEXTS
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened

TEXT = """# Harbour Declaration of Norway and Iceland, 4 March 2025

## Maritime

1. We will open two harbour offices by 2027 and train 40 pilots. We intend to publish tide tables.

2. We look forward to the festival. We welcomed the new bridge.

3. We will keep the port visits going every year until 2028.
"""
SIZES = [WIDE, MEDIUM, NARROW]


@pytest.fixture(autouse=True)
def statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "declaration.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


async def begin(board: Board, name: str = "declaration.md") -> None:
    """Open the reading screen on a file, as an instrument of its own."""
    await board.press("R")
    await board.type(name)
    await board.press("enter")
    await settled(board)
    await board.press("enter")
    await settled(board)


async def settled(board: Board) -> None:
    """Wait until what runs under a bar has ended."""
    for _ in range(400):
        await board.rest()
        if not board.app.screen.query("#job"):
            break
    await board.rest()


async def leave(board: Board) -> None:
    await board.press("escape")
    await settled(board)


def instrument_of(store: Store) -> str:
    register = open_store(store.path).register
    return next(each.id for each in register.instruments if each.title.startswith("Harbour Decl"))


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", SIZES)
async def test_a_statement_is_read_by_keys(small_store: Store, size: tuple[int, int]) -> None:
    before = plain(small_store.register)
    async with opened(small_store, size) as board:
        await begin(board)
        assert "Harbour Declaration" in board.lines[0]
        assert "0 decided" in board.text or "0 of 4 decided" in board.text
        assert "undecided · strong promise" in board.text
        await board.press("s")
        assert "Split" in board.text
        await board.press("t")
        await board.press("x")
        await board.press("l")
        await board.press("t")
        await leave(board)
        assert board.message.startswith("2 commitments taken · saved · u undo · Harbour Decl")
        register = open_store(small_store.path).register
        name = instrument_of(small_store)
        made = [each for each in register.commitments if each.instrument == name]
        assert [(each.title, each.clause) for each in made] == [
            ("Open two harbour offices by 2027", "1"),
            ("Festival", "2"),
        ]
        assert made[0].domains == ("maritime",)
        instrument = next(each for each in register.instruments if each.id == name)
        source = instrument.source
        assert source is not None
        kept = KeptCopies(small_store.path).find(source.copy)
        assert kept is not None
        assert kept.read_text(encoding="utf-8") == TEXT
        await board.press("u")
        assert plain(open_store(small_store.path).register) == before


async def test_reading_again_shows_what_was_decided_and_changes_nothing(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await begin(board)
        await board.press("t", "x")
        await leave(board)
        before = plain(open_store(small_store.path).register)
        await board.press("R")
        assert "Read before" in board.text
        assert "2 decided" in board.text
        await board.press("enter", "enter")
        await settled(board)
        await board.press("enter")  # once more than was needed: it decides nothing
        assert "2 of 4 decided · 1 taken" in board.lines[0]
        await board.press("home")
        assert "taken: harbour-declaration" in board.text
        await board.press("x")
        assert "already" in board.text
        await leave(board)
        assert "nothing was decided anew" in board.message
        assert plain(open_store(small_store.path).register) == before


async def test_it_is_this_existing_one(small_store: Store) -> None:
    async with opened(small_store) as board:
        await begin(board)
        await board.press("end")
        assert "May be" in board.text
        assert "port-visits" in board.text
        await board.press("1")
        assert "What does it say of port-visits?" in board.text
        assert "r reaffirmed" in board.text
        await board.press("escape", "1", "m")
        assert "is there already: port-visits" in board.text or "3 of 4" not in board.text
        await board.press("home", "i")
        await board.type("weather")
        await board.press("enter", "w")
        await leave(board)
        assert "2 said again · saved" in board.message
        visits = board.saved("port-visits").updates[-1]
        assert str(visits.due) == "2028"
        assert visits.note.startswith("Moved to 2028 in Harbour Declaration")
        assert visits.source is not None
        assert visits.source.excerpt.startswith("We will keep the port visits going")
        weather = board.saved("weather-data").updates[-1]
        assert weather.note.startswith("Said more weakly in")


async def test_what_is_taken_can_be_edited_before(small_store: Store) -> None:
    async with opened(small_store) as board:
        await begin(board)
        await board.press("e")
        assert "Take as this commitment" in board.text
        await board.retype("Two offices")
        await board.press("ctrl+s")
        assert "1 taken" in board.text
        await leave(board)
        register = open_store(small_store.path).register
        assert "Two offices" in [each.title for each in register.commitments]


async def test_all_sentences_can_be_gone_through_and_one_taken_by_hand(small_store: Store) -> None:
    async with opened(small_store) as board:
        await begin(board)
        await board.press("a")
        assert "sentence 1 of" in board.text
        while "No rule finds a commitment here" not in board.text:
            await board.press("n")
        await board.press("t")
        await leave(board)
        assert "1 commitment taken" in board.message


async def test_joining_opening_again_and_moving_about(small_store: Store) -> None:
    async with opened(small_store) as board:
        await begin(board)
        await board.press("p")
        assert "This is the first one" in board.text
        await board.press("n", "b")
        assert "Joined with the one before" in board.text
        await board.press("b")
        assert "nothing before it" in board.text
        await board.press("x", "shift+tab", "home", "o")
        assert "undecided" in board.text
        await board.press("end", "n")
        assert "This is the last one" in board.text
        await board.press("home", "t", "t", "t", "tab")
        assert "All is decided" in board.text
        await board.press("pagedown", "pageup", "7")
        assert board.app.is_running


async def test_what_was_decided_comes_back_when_it_was_not_saved(small_store: Store) -> None:
    async with opened(small_store) as board:
        await begin(board)
        await board.press("t", "x")
        board.app.board.board_context.drafts.settle()
    async with opened(open_store(small_store.path)) as board:
        await begin(board)
        assert "2 decisions not saved last time came back" in board.text
        await leave(board)
        assert "1 commitment taken" in board.message


async def test_a_pasted_text_is_read(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("R")
        await board.paste(TEXT)
        await settled(board)
        assert "Which instrument is it?" in board.text
        await board.press("enter")
        await settled(board)
        await board.press("t")
        await leave(board)
        assert "1 commitment taken" in board.message


NEWS = """Ships call at Avalon again

Harbour Times, 3 October 2026

https://example.org/ports/visits

A first ship of Borduria called at the ports of Avalon on Thursday. The port visits are to go on
every year, the ministry said.
"""


async def test_a_pasted_press_release_becomes_an_update_with_its_source(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await board.press("R")
        await board.paste(NEWS)
        await settled(board)
        assert "News of port-visits" in board.text
        await board.type("port-visits")
        await board.press("down", "enter")
        await settled(board)
        assert "Update: Port visits every year" in board.text
        await board.type("A ship called.")
        await board.press("ctrl+s", "i")
        update = board.saved("port-visits").updates[-1]
        assert update.note == "A ship called."
        source = update.source
        assert source is not None
        assert source.title == "Ships call at Avalon again"
        assert source.url == "https://example.org/ports/visits"
        assert str(source.date) == "2026-10-03"
        assert source.kind is SourceKind.INDEPENDENT
        assert "The port visits are to go on every year" in source.excerpt


async def test_a_text_without_a_title_asks_for_one(small_store: Store, tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text("we will open a port by 2030.\n", encoding="utf-8")
    async with opened(small_store) as board:
        await board.press("R")
        await board.type("bare.txt")
        await board.press("enter")
        await settled(board)
        await board.type("Talks of May")
        assert "New: Talks of May" in board.text
        await board.press("enter")
        await settled(board)
        await board.press("t")
        await leave(board)
        assert "1 commitment taken · saved · u undo · Talks of May" in board.message


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing.md", "There is nothing called so"), ("empty.md", "is empty")],
)
async def test_what_cannot_be_read_is_named(
    small_store: Store, tmp_path: Path, name: str, words: str
) -> None:
    (tmp_path / "empty.md").write_text(" ", encoding="utf-8")
    async with opened(small_store) as board:
        await board.press("R")
        await board.type(name)
        if name == "empty.md":
            await board.press("enter")
            await settled(board)
        assert words in board.text


async def test_a_missing_library_is_named_with_the_extra_that_brings_it(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "selectolax", None)
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    page = "<html><body><p>We will open a port by 2030.</p></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    async with opened(small_store) as board:
        await board.press("R")
        await board.type("page.html")
        await board.press("enter")
        await settled(board)
        assert "pip install 'entente[statements]'" in board.message


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", SIZES)
async def test_the_mouse_goes_to_sentences_and_presses_keys(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await begin(board)
        row = next(y for y, line in enumerate(board.lines) if "We look forward" in line)
        await board.click(6, row)
        assert "weak promise" in board.text
        row = next(y for y, line in enumerate(board.lines) if "x no commitment" in line)
        await board.click(board.lines[row].index("x no commitment") + 3, row)
        assert "1 decided" in board.text or "1 of 4 decided" in board.text
        await board.wheel_down(5, 4)
        row = next(y for y, line in enumerate(board.lines) if "esc save" in line)
        await board.click(board.lines[row].index("esc save") + 1, row)
        await settled(board)
        assert "1 passage decided" in board.message


async def test_hostile_texts_are_shown_as_they_are(register_path: Path, tmp_path: Path) -> None:
    """Every sentence at some size, and at every size some sentences with the common answers."""
    body = "\n\n".join(f"{n}. We will {text} by 2030." for n, text in enumerate(HOSTILE_TEXTS, 1))
    (tmp_path / "hostile.md").write_text(f"# [/] [red\n\n{body}\n", encoding="utf-8")
    store = make_store(register_path, HOSTILE_REGISTER)
    async with opened(store, WIDE) as board:
        await begin(board, "hostile.md")
        keys = (*["t", "n", "s", "b"] * 2, "pagedown", "pageup")
        for size in (*SIZES, (45, 12), (200, 60), (30, 6)):
            await board.resize(*size)
            for key in keys:
                await board.press(key)
                assert "\x1b" not in board.text
                assert "\u202e" not in board.text
        for key in ("a", "end", "e", "escape", "i", "escape"):
            await board.press(key)
            assert "\x1b" not in board.text
            assert "\u202e" not in board.text
        assert board.app.is_running
        await board.resize(*WIDE)
        await leave(board)
        assert "taken · saved" in board.message


async def test_a_register_that_is_only_read_says_so(small_store: Store) -> None:
    store = Store(small_store.path, user="ana", read_only=True)
    async with opened(store) as board:
        await board.press("R")
        assert "can only be read" in board.message


async def test_decisions_survive_json_and_show_in_the_register(small_store: Store) -> None:
    async with opened(small_store) as board:
        await begin(board)
        await board.press("l", "x")
        await leave(board)
    register = open_store(small_store.path).register
    kept = next(each for each in register.instruments if each.decisions)
    assert [each.decided for each in kept.decisions] == [Decided.LATER, Decided.REFUSED]
    assert replace(kept, decisions=()).title.startswith("Harbour Declaration")

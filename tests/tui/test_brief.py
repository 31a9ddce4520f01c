"""The brief on the board: read by keys, of what is filtered, and saved as a page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.register.store import Store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened
from tui.dialogs import brief as dialog
from tui.dialogs.progress import JobScreen

pytestmark = pytest.mark.sweep

SIZES = [WIDE, MEDIUM, NARROW, (60, 16)]


@pytest.mark.parametrize("size", SIZES)
async def test_one_key_shows_the_first_page(india_us: Store, size: tuple[int, int]) -> None:
    async with opened(india_us, size) as board:
        await board.press("B")
        assert "INDIA-US DEFENCE PARTNERSHIP: BRIEF" in board.text
        assert "esc closes" in board.text
        seen = board.text
        for _ in range(60):
            await board.press("pagedown")
            seen += board.text
        for part in ("Wants a decision", "Slipped", "At risk, not", "Moved since", "Next 90 days"):
            assert part in seen
        assert "By domain" not in seen
        await board.press("home")
        assert "DEFENCE PARTNERSHIP: BRIEF" in board.text
        await board.press("escape")
        assert board.focus == "commitments"


async def test_a_key_shows_the_annex_and_hides_it_again(india_us: Store) -> None:
    async with opened(india_us, MEDIUM) as board:
        await board.press("B", "a")
        seen = ""
        for _ in range(8):
            await board.press("pagedown")
            seen += board.text
        assert "Annex" in seen
        await board.press("a", "end")
        assert "Sources" not in board.lines[1]
        assert "[1]" not in board.lines[1]


async def test_it_is_of_what_is_filtered(small_store: Store) -> None:
    async with opened(small_store, MEDIUM) as board:
        await board.press("slash")
        await board.type("domain:maritime")
        await board.press("enter", "B")
        assert "Covers:        2 of 4 commitments: domain:maritime [1]" in board.text


@pytest.mark.parametrize(
    ("name", "begins"),
    [("b.html", "<!DOCTYPE html>"), ("b.md", "# Harbour"), ("b.txt", "HARBOUR")],
)
async def test_it_is_saved_as_the_name_ends_and_says_where(
    small_store: Store, tmp_path: Path, name: str, begins: str
) -> None:
    path = tmp_path / name
    async with opened(small_store) as board:
        await board.press("B", "x")
        assert "Save the brief as" in board.text
        await board.type(str(path))
        await board.press("enter")
        await board.says(f"Brief written to {path}")
        assert path.read_text(encoding="utf-8").startswith(begins)
        await board.press("B", "x")
        await board.type(str(path))
        assert "exists already: type another name" in board.text


@pytest.mark.parametrize("saves", [False, True], ids=["read", "saved"])
async def test_escape_while_it_is_made_stops_it(
    small_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saves: bool
) -> None:
    may_end = threading.Event()

    def held_back(make: Callable[..., Any]) -> Callable[..., Any]:
        def slow(*given: Any, **named: Any) -> Any:
            may_end.wait(5)
            return make(*given, **named)

        return slow

    path = tmp_path / "b.md"
    async with opened(small_store) as board:
        if saves:
            monkeypatch.setattr(dialog, "written_brief", held_back(dialog.written_brief))
            await board.press("B", "x")
            await board.type(str(path))
            await board.press_at_once("enter")
        else:
            monkeypatch.setattr(small_store, "log", held_back(small_store.log))
            await board.press_at_once("B")
        await board.until(lambda: isinstance(board.app.screen, JobScreen))
        await board.press_at_once("escape")
        may_end.set()
        await board.says("stopped, nothing was changed")
        assert board.app.screen is board.app.board
        assert not path.exists()


async def test_our_own_follow_ups_are_not_in_it(small_store: Store) -> None:
    async with opened(small_store, (160, 160)) as board:
        await board.press("B")
        assert "visit plan" not in "\n".join(line[38:122] for line in board.lines)


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_text_stays_harmless(hostile_store: Store, size: tuple[int, int]) -> None:
    async with opened(hostile_store, size) as board:
        await board.press("B", "a", "pagedown", "pagedown", "x", "escape")
        assert "\x1b" not in board.text
        assert board.focus == "commitments"


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("brief", "Brief"),
        ("as of", "As of a day"),
        ("why", "Why"),
        ("history", "Detail"),
        ("legend", "Help"),
        ("search", "Filter"),
    ],
)
async def test_the_palette_knows_what_people_call_it(
    small_store: Store, words: str, command: str
) -> None:
    async with opened(small_store) as board:
        await board.press("colon")
        await board.type(words)
        assert any(f"{command}  " in line for line in board.lines), board.text

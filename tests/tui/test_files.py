"""Files in and out of the board: what is written, what is taken, and that nothing is replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.register.store import Store
from tests.conftest import open_store
from tests.tui.screen import Board, opened

TWO = (
    "id,title\n"
    "port-visits,Port visits every year\n"
    "lighthouse,A shared lighthouse\n"
    "lighthouse,Another one of that name\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a sheet to import."""
    folder = tmp_path / "work"
    (folder / "sheets").mkdir(parents=True)
    (folder / "sheets" / "two.csv").write_text(TWO, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


async def _until(board: Board, words: str) -> None:
    await board.says(words)


async def test_the_list_is_exported_as_the_ending_says(small_store: Store, folder: Path) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("domain:maritime")
        await board.press("enter", "x")
        assert "Export 2 commitments as" in board.text
        await board.type("sea.json")
        await board.press("enter")
        await _until(board, f"2 commitments written to {folder}/sea.json")
    kept = json.loads((folder / "sea.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in kept["commitments"]] == ["port-visits", "pilot-school"]


async def test_without_an_ending_every_format_is_offered(small_store: Store, folder: Path) -> None:
    async with opened(small_store) as board:
        await board.press("x")
        await board.type("sea")
        for name in ("sea.csv", "sea.xlsx", "sea.ics", "sea.md", "sea/"):
            assert name in board.text
        await board.press("enter")
        await _until(board, f"4 commitments written to {folder}/sea.csv")
    assert (folder / "sea.csv").exists()


async def test_what_is_there_is_never_replaced(small_store: Store, folder: Path) -> None:
    (folder / "sea.csv").write_text("mine", encoding="utf-8")
    async with opened(small_store) as board:
        await board.press("x")
        await board.type("sea.csv")
        assert "exists already: type another name" in board.text
        await board.press("enter", "escape")
    assert (folder / "sea.csv").read_text(encoding="utf-8") == "mine"


async def test_a_file_is_found_imported_reported_and_undone(
    small_store: Store, folder: Path
) -> None:
    async with opened(small_store) as board:
        await board.press("I")
        await board.type("she")
        await board.press("enter")
        assert "file: sheets/" in board.text
        await board.press("enter")
        await _until(board, "two.csv: ")
        assert "1 new" in board.message
        assert "refused" in board.text
        assert "Import of two.csv" in board.text
        await board.press("escape")
        assert any("A shared lighthouse" in row for row in board.panel(2, "Commitments"))
        names = {each.id for each in open_store(small_store.path).register.commitments}
        assert "lighthouse" in names
        await board.press("u")
        assert "Took back" in board.message
    names = {each.id for each in open_store(small_store.path).register.commitments}
    assert "lighthouse" not in names


async def test_a_file_that_is_no_register_is_refused_in_words(
    small_store: Store, folder: Path
) -> None:
    (folder / "junk.json").write_bytes(b"\x00\xff not json")
    async with opened(small_store) as board:
        await board.press("I")
        await board.type("junk")
        await board.press("enter")
        await _until(board, "junk.json")
        assert board.lines[-2].startswith("! ")
        assert "all 4" in board.lines[0]


async def test_names_of_files_reach_the_screen_made_harmless(
    small_store: Store, folder: Path
) -> None:
    (folder / "a\x1b[31m[red]b.csv").write_text(TWO, encoding="utf-8")
    async with opened(small_store) as board:
        await board.press("I")
        assert "\x1b" not in board.text
        assert "[31m[red]b.csv" in board.text
        await board.press("enter")
        await _until(board, "b.csv: ")
        assert "\x1b" not in board.text

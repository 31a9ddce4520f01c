"""Comparing two instruments on the board: by keys and mouse, one change, and links that show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.reading_decisions import Relation
from store.register.store import Store
from tests.conftest import make_store, open_store, plain
from tests.registers import HOSTILE_REGISTER
from tests.statements.test_confirming import REGISTER
from tests.tui.screen import MEDIUM, NARROW, WIDE, Board, opened
from tests.tui.test_reading_statements import leave, settled

SIZES = [WIDE, MEDIUM, NARROW]


@pytest.fixture
def talks(register_path: Path) -> Store:
    return make_store(register_path, REGISTER)


async def begin(board: Board) -> None:
    await board.press("L")
    await board.type("2023")
    await board.press("enter")
    await board.type("2025")
    await board.press("enter")
    await settled(board)


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", SIZES)
async def test_relations_are_confirmed_by_keys(talks: Store, size: tuple[int, int]) -> None:
    before = plain(talks.register)
    async with opened(talks, size) as board:
        await begin(board)
        assert "Talks of 2023 → Talks of 2025" in board.lines[0]
        assert "proposed: firmer" in board.text
        assert "date nearer: 2030 → 2028" in board.text
        assert "[-2030-] {+2028+}" in board.text
        await board.press("y", "c", "0")
        assert "3 confirmed" in board.lines[0]
        assert "proposed: new" in board.text
        await board.press("c")
        assert "cannot be carried on" in board.text
        await board.press("y", "tab")
        assert "All is confirmed" in board.text
        await leave(board)
        assert "4 relations confirmed, 2 commitments linked · saved · u undo" in board.message
        assert board.saved("t25-pilots").continues == ("t23-pilots",)
        await board.press("u")
        assert plain(open_store(talks.path).register) == before


async def test_links_show_in_the_detail_and_the_comparison_knows_them(talks: Store) -> None:
    async with opened(talks) as board:
        await begin(board)
        await board.press("y")
        await leave(board)
        await board.press("2", "g", "5")
        assert "Continued" in board.text
        assert "t25-pilots: Train harbour pilots by 2028" in board.text
        await board.press("2", "j", "j", "j", "5")
        assert "Continues" in board.text
        await begin(board)
        assert "1 confirmed" in board.lines[0]
        await board.press("home")
        assert "confirmed: firmer" in board.text
        await board.press("o")
        assert "0 confirmed" in board.lines[0]
        await leave(board)
        assert board.saved("t25-pilots").continues == ()


async def test_another_passage_is_chosen_by_number_or_mouse(talks: Store) -> None:
    async with opened(talks) as board:
        await begin(board)
        await board.press("n")
        row = max(y for y, line in enumerate(board.lines) if "Chart the ice" in line)
        await board.click(board.lines[row].index("Chart the ice"), row)
        assert "is t25-ice" in board.text
        row = next(y for y, line in enumerate(board.lines) if "m merged" in line)
        await board.click(board.lines[row].index("m merged") + 2, row)
        await board.press("9", "5", "pagedown", "pageup", "a", "a", "p", "shift+tab")
        await board.wheel_down(5, 5)
        await leave(board)
        register = open_store(talks.path).register
        later = next(each for each in register.instruments if each.id == "talks-2025")
        assert [(each.relation, each.later) for each in later.relations] == [
            (Relation.MERGED, "t25-ice")
        ]


@pytest.mark.parametrize("ending", ["md", "html", "csv", "json"])
async def test_a_comparison_is_written_to_a_file(
    talks: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / f"talks.{ending}"
    async with opened(talks, NARROW) as board:
        await begin(board)
        await board.press("y", "x")
        for each in (".md", ".html", ".csv", ".json"):
            assert f"talks-2023-talks-2025{each}" in board.text
        await board.type(f"talks.{ending}")
        await board.press("enter")
        await settled(board)
        shown = "".join(line.strip() for line in board.lines)
        assert f"4 pairs written to{path}" in shown.replace("to /", "to/")
        written = path.read_bytes()
        await board.press("x")
        await board.type(f"talks.{ending}")
        assert "exists already" in board.text
        await board.press("escape", "x")
        await board.type(f"nowhere/talks.{ending}")
        await board.press("enter")
        await settled(board)
        assert "nowhere" in "".join(line.strip() for line in board.lines)
        assert "written to" not in board.text
        await leave(board)
        assert "1 relation confirmed" in board.message
    text = written.decode()
    assert "Train harbour pilots by 2030" in text
    assert "firmer" in text
    assert not (tmp_path / "nowhere").exists()
    assert path.read_bytes() == written
    if ending == "json":
        told = json.loads(text)
        assert (told["count"], told["later"]) == (4, "Talks of 2025")
        assert [each["confirmed"] for each in told["items"]] == ["firmer", None, None, None]


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", SIZES)
async def test_long_titles_that_begin_alike_are_told_apart(
    register_path: Path, size: tuple[int, int]
) -> None:
    long = "Joint statement of the leaders of the two harbours after their talks in Bergen, "
    titled = [replace(each, title=f"{long}{each.date}") for each in REGISTER.instruments]
    store = make_store(register_path, replace(REGISTER, instruments=tuple(titled)))
    async with opened(store, size) as board:
        await board.press("L")
        rows = [line for line in board.lines if "3 commitments" in line]
        assert ["2023" in rows[0], "2025" in rows[1]] == [True, True]
        await board.press("enter")
        await board.press("enter")
        await settled(board)
        assert "2023 → Joint" in board.lines[0]
        assert "2025" in board.lines[0]


async def test_enter_pressed_once_more_confirms_nothing(talks: Store) -> None:
    async with opened(talks) as board:
        await begin(board)
        await board.press("enter", "enter")
        assert "y confirms what is proposed" in board.text
        assert "0 confirmed" in board.lines[0]
        await leave(board)
        assert board.message == "Nothing was confirmed anew"


@pytest.mark.sweep("size")
@pytest.mark.parametrize("size", SIZES)
async def test_any_passage_is_looked_up_by_its_words(talks: Store, size: tuple[int, int]) -> None:
    async with opened(talks, size) as board:
        await begin(board)
        await board.press("end", "slash")
        assert "is new" in board.text
        await board.press("home", "n", "n")
        assert "proposed: not found again" in board.text
        await board.press("slash")
        assert "Which passage of Talks of 2025?" in board.text
        await board.type("ice zebra")
        assert "No passage has all these words" in board.text
        await board.press("ctrl+u")
        await board.type("ice chart")
        await board.press("enter")
        assert "shares no telling word: a reader looked it up" in board.text
        await board.press("m")
        await leave(board)
        register = open_store(talks.path).register
        later = next(each for each in register.instruments if each.id == "talks-2025")
        assert [(each.relation, each.earlier, each.later) for each in later.relations] == [
            (Relation.MERGED, "t23-festival", "t25-ice")
        ]


async def test_looking_alone_changes_nothing(talks: Store) -> None:
    before = plain(talks.register)
    async with opened(talks) as board:
        await begin(board)
        await board.press("end", "n", "home", "p")
        assert "This is the first one" in board.text
        await leave(board)
        assert "Nothing was confirmed anew" in board.message
    assert plain(open_store(talks.path).register) == before


async def test_confirmations_that_were_not_saved_come_back(talks: Store) -> None:
    async with opened(talks) as board:
        await begin(board)
        await board.press("y")
        board.app.board.board_context.drafts.settle()
    async with opened(open_store(talks.path)) as board:
        await begin(board)
        assert "1 not saved last time came back" in board.text


async def test_a_register_without_two_instruments_says_so(small_store: Store) -> None:
    small_store.remove(["airfield-code"])
    async with opened(small_store) as board:
        await board.press("L")
        assert "It takes two instruments with commitments: R reads one" in board.message


async def test_hostile_texts_are_shown_as_they_are(register_path: Path) -> None:
    """What is answered and looked up the same at every size, in turn."""
    store = make_store(register_path, HOSTILE_REGISTER)
    async with opened(store, WIDE) as board:
        await board.press("L", *["down"] * 3, "enter", *["down"] * 5, "enter")
        await settled(board)
        assert "␛[31mred" in board.lines[0]
        assert "right to left" in board.lines[0]
        keys = ("y", "n", "1", "0", "slash", "down", "enter", "6", "x", "escape", "a", "end")
        for size in (*SIZES, (45, 12), (30, 6)):
            await board.resize(*size)
            for key in (*keys, "pagedown"):
                await board.press(key)
                assert "\x1b" not in board.text
                assert "\u202e" not in board.text
        await board.press("escape")
        assert "\x1b" not in board.text
        assert "\u202e" not in board.text
        assert board.app.is_running

"""The filter line: editing, completing, mistakes, at every size and for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.register.store import Store
from tests.conftest import make_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import Board, opened
from tui.widgets.completions import MOST_ROWS

pytestmark = pytest.mark.sweep


def typed(board: Board) -> str:
    """Return what the filter line shows."""
    return next(line for line in board.lines[::-1] if line.startswith(" / ")).rstrip()


def listed(board: Board) -> list[str]:
    """Return the rows of the list of completions, without its frame."""
    lines = board.lines
    tops = [y for y, line in enumerate(lines) if "tab takes" in line and line.strip()[0] in "┌+│|"]
    if not tops:
        return []
    left = lines[tops[0]].index("tab takes") - 3
    rows = []
    for line in lines[tops[0] + 1 :]:
        if line[left : left + 1] not in ("│", "|"):
            break
        rows.append(line[left + 1 :].split("│")[0].split("|")[0].strip())
    return rows


async def test_the_line_is_edited_as_in_a_shell(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("port visits")
        await board.press("ctrl+w")
        assert typed(board) == " / port"
        await board.press("home", "delete", "s", "end", "backspace")
        assert typed(board) == " / sort"
        await board.press("ctrl+u")
        assert "words  domain:maritime" in typed(board)
        assert "all 4" in board.lines[0]


async def test_a_click_places_the_cursor(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("wether")
        await board.click(5, 43)
        await board.type("a")
        assert typed(board) == " / weather"
        assert "1 of 4" in board.lines[0]


async def test_pasted_lines_filter_as_one(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.paste("port\nvisits\x1b[2J")
        assert typed(board) == " / port visits[2J"
        assert "0 of 4" in board.lines[0]


async def test_a_query_wider_than_the_terminal_scrolls(small_store: Store) -> None:
    async with opened(small_store, (45, 12)) as board:
        await board.press("slash")
        await board.paste("weather or (" + "port " * 12 + ") is:overdoo")
        assert typed(board).endswith("is:overdoo")
        assert typed(board).startswith(" / ‹")
        said = board.lines[-1]
        assert said.index("^") == board.lines[-2].index("overdoo")
        assert "overdue?" in said
        await board.press("home")
        assert typed(board).startswith(" / weather or (")
        assert typed(board).endswith("›")


async def test_words_are_completed_with_what_they_would_find(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("is:over")
        assert "0 of 4" not in board.message
        (row,) = listed(board)
        assert row.split()[:3] == ["›", "overdue", "1"]
        assert "open and past its due date" in row
        await board.press("tab")
        assert typed(board) == " / is:overdue"
        assert listed(board) == []
        assert "is:overdue: 1 of 4" in board.message


async def test_a_completed_field_goes_on_to_its_values(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("prio")
        await board.press("tab")
        assert typed(board) == " / priority:"
        assert [row.split()[-3] for row in listed(board)] == ["high", "normal", "low"]
        await board.press("down", "up", "down", "enter")
        assert typed(board) == " / priority:normal"
        await board.press("enter")
        assert board.focus == "commitments"
        assert "priority:normal" in board.lines[0]


async def test_right_at_the_end_completes_and_elsewhere_moves(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("has:fol")
        await board.press("right")
        assert typed(board) == " / has:follow-up"
        await board.press("ctrl+u")
        await board.type("has:fol")
        await board.press("left", "right")
        assert typed(board) == " / has:fol"


async def test_esc_closes_the_list_then_gives_the_filter_up(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("status:k")
        assert listed(board)
        await board.press("escape")
        assert listed(board) == []
        assert typed(board) == " / status:k"
        await board.press("escape")
        assert "all 4" in board.lines[0]
        assert board.focus == "commitments"


async def test_enter_keeps_the_filter_whatever_is_offered(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("over")
        assert listed(board)
        await board.press("enter")
        assert "over: " in board.lines[0]
        assert board.focus == "commitments"


async def test_tab_on_an_empty_word_shows_all_there_is(small_store: Store) -> None:
    async with opened(small_store, (80, 24)) as board:
        await board.press("slash", "tab")
        rows = listed(board)
        assert len(rows) == MOST_ROWS
        assert rows[0].startswith("› id:")
        await board.press(*["down"] * 12)
        assert any(row.startswith("› ") for row in listed(board))
        await board.press("tab")
        assert typed(board) == " / due:"


async def test_tab_puts_a_mistake_right(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("domain:martime visits")
        assert "did you mean maritime?" in board.message
        await board.press("enter")
        assert typed(board) == " / domain:martime visits"
        await board.press("tab")
        assert typed(board) == " / domain:maritime visits"
        assert "domain:maritime visits: 1 of 4" in board.message


async def test_tab_with_nothing_to_complete_stays_in_the_line(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("weather")
        await board.press("tab")
        assert "Nothing completes this word" in board.message
        await board.type("s")
        assert typed(board) == " / weathers"


async def test_down_without_a_list_goes_to_the_commitments(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("visits")
        await board.press("down")
        assert board.focus == "commitments"
        assert "visits: 1 of 4" in board.lines[0]


async def test_up_finds_the_queries_kept_before(small_store: Store) -> None:
    async with opened(small_store) as board:
        for query in ("visits", "weather"):
            await board.press("slash", "ctrl+u")
            await board.type(query)
            await board.press("enter")
        await board.press("slash", "ctrl+u")
        await board.type("zz")
        await board.press("up", "up")
        assert typed(board) == " / visits"
        assert "1 of 4" in board.lines[0]
        await board.press("down", "down")
        assert typed(board) == " / zz"


async def test_a_click_takes_a_completion(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("status:k")
        rows = len(listed(board))
        await board.click(12, 43 - rows)
        assert typed(board) == " / status:kept"
        assert board.focus == "filter"


async def test_a_click_elsewhere_closes_the_list(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("over")
        assert listed(board)
        await board.click(130, 35)
        assert listed(board) == []
        assert board.focus == "detail"


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (60, 16), (45, 12), (40, 10)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_the_list_leaves_room_for_rows_at_every_size(
    small_store: Store, size: tuple[int, int], ascii_only: bool
) -> None:
    async with opened(small_store, size, ascii_only=ascii_only) as board:
        await board.press("slash")
        await board.type("st")
        assert typed(board) == " / st"
        assert listed(board)[0].lstrip("›> ").startswith("status:")
        assert "Entente" in board.lines[0]
        assert all(len(line) == size[0] for line in board.lines)
        if ascii_only:
            assert board.text.isascii()
        await board.resize(39, 9)
        await board.resize(*size)
        assert typed(board) == " / st"


async def test_words_of_the_register_are_offered_harmlessly(odd_store: Store) -> None:
    async with opened(odd_store, (60, 16)) as board:
        await board.press("slash")
        await board.type("tag:")
        rows = listed(board)
        assert any("[red]" in row for row in rows)
        assert "\x1b" not in board.text
        await board.press("tab")
        assert board.app.is_running
        await board.press("ctrl+u")
        await board.paste("中文 ภาษาไทย e\u0301 [/] \u202e")
        assert "0 of 4" in board.message
        await board.press("left", "left", "backspace")
        assert board.app.is_running


@pytest.fixture
def odd_store(register_path: Path) -> Store:
    first, *others = SMALL_REGISTER.commitments
    odd = replace(first, tags=("[red]", "\x1b[31m", "[/]", "中文", "x\ny"))
    return make_store(register_path, replace(SMALL_REGISTER, commitments=(odd, *others)))


async def test_the_cursor_comes_back_to_where_it_was_once_that_is_found(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("down")
        assert board.here == "pilot-school"
        await board.press("slash")
        await board.type("visits")
        assert board.here == "port-visits"
        await board.type(" or pilot")
        await board.press("enter")
        assert board.here == "pilot-school"

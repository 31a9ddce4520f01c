"""How the board is composed: nothing is cut that need not be, and columns do not touch."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.register.store import Store
from tests.conftest import open_store
from tests.tui.screen import MEDIUM, NARROW, WIDE, opened

pytestmark = pytest.mark.sweep

TABS = ("1 Domains", "2 Commitments", "3 Timeline", "4 Follow-ups", "5 Detail")


@pytest.mark.parametrize("size", [(60, 16), NARROW])
@pytest.mark.parametrize("panel", range(1, 6))
async def test_tabs_have_whole_names_and_one_is_marked(
    india_us: Store, size: tuple[int, int], panel: int
) -> None:
    async with opened(india_us, size) as board:
        await board.press(str(panel))
        tabs = board.lines[1]
        for number, name in enumerate(TABS, start=1):
            assert (f"[{name}]" if number == panel else name) in tabs
        assert tabs.count("[") == tabs.count("]") == 1


@pytest.mark.parametrize("size", [(60, 16), NARROW])
async def test_a_click_on_any_tab_brings_its_panel(india_us: Store, size: tuple[int, int]) -> None:
    async with opened(india_us, size) as board:
        for name in reversed(TABS):
            await board.click(board.lines[1].index(name) + len(name) - 1, 1)
            assert f"[{name}]" in board.lines[1]


async def test_what_is_shown_is_not_taken_for_the_registers_name(india_us: Store) -> None:
    every = f"all {len(india_us.register.commitments)}"
    async with opened(india_us, NARROW) as board:
        assert f"Entente   {every}" in board.lines[0]
        await board.resize(*WIDE)
        assert f"Entente India-US defence partnership   {every}" in board.lines[0]


@pytest.mark.parametrize(
    ("key", "words"),
    [("c", "space shows or hides · J K move"), ("s", "letter or enter sorts")],
)
async def test_the_keys_of_a_short_list_stand_on_one_line(
    india_us: Store, key: str, words: str
) -> None:
    async with opened(india_us, MEDIUM) as board:
        await board.press(key)
        assert "esc gives up" in next(line for line in board.lines if words in line)


@pytest.mark.parametrize("key", ["question_mark", "colon"])
async def test_names_of_commands_do_not_touch_what_they_do(india_us: Store, key: str) -> None:
    async with opened(india_us, MEDIUM) as board:
        await board.press(key)
        await board.type("turn")
        assert "Turn the order around  Sort the other way round." in board.text


async def test_what_each_format_is_stands_in_a_column(india_us: Store) -> None:
    async with opened(india_us, MEDIUM) as board:
        await board.press("x")
        sheet, calendar = (
            next(line.index(words) for line in board.lines if words in line)
            for words in ("a workbook", "milestones, due dates")
        )
        assert sheet == calendar


async def test_the_keys_for_two_versions_fit_a_narrow_terminal(small_store: Store) -> None:
    base = small_store.register.commitments[0]
    async with opened(small_store, NARROW) as board:
        ben = open_store(small_store.path, user="ben")
        ben.change([base.id], lambda each: replace(each, title="Theirs"))
        board.app.board.store_worker.save(base, replace(base, title="Mine"))
        await board.rest()
        assert "M T all of them · ctrl+s save · esc drop mine" in board.text


@pytest.mark.parametrize("size", [MEDIUM, NARROW])
async def test_the_board_is_seen_while_a_theme_is_chosen(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("C")
        assert "Light text on a dark ground." in board.text
        assert "▸ PROG" in board.text


@pytest.mark.parametrize("size", [(40, 10), (45, 12)])
async def test_what_a_list_to_choose_from_cuts_ends_in_an_ellipsis(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("C")
        rows = [line.strip("│ ") for line in board.lines if "light  " in line]
        assert len(rows) == 1
        assert rows[0].endswith("…")

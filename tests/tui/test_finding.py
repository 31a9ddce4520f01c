"""Finding one's way: the filter, Esc, help, palette, and words for what cannot be done."""

from __future__ import annotations

from store.query.sort import SORT_KEYS
from store.register.store import Store
from tests.tui.screen import opened
from tui.commands.table import COMMANDS
from tui.dialogs.sort import LETTERS


async def test_typing_filters_at_every_key(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("wea")
        assert "1 of 4" in board.lines[0]
        await board.type("ther zzz")
        assert "0 of 4" in board.lines[0]
        assert "Nothing matches" in board.text


async def test_the_filter_understands_fields_and_flags(small_store: Store) -> None:
    async with opened(small_store) as board:
        for query, count in (
            ("is:overdue", 1),
            ("status:kept,withdrawn", 2),
            ("party:borduria", 3),
            ("domain:maritime -status:kept", 1),
        ):
            await board.press("slash")
            await board.type(query)
            assert f"{count} of 4" in board.lines[0], query
            await board.press("escape")


async def test_a_mistake_is_pointed_at_and_keeps_the_last_good_result(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("visits is:overdoo")
        assert "1 of 4" in board.lines[0]
        typed, said = board.lines[-2], board.lines[-1]
        assert said.index("^") == typed.index("overdoo")
        assert "overdue" in said


async def test_enter_keeps_the_filter_and_esc_clears_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("weather")
        await board.press("enter")
        assert board.focus == "commitments"
        assert "1 of 4" in board.lines[0]
        await board.press("slash")
        await board.type(" zzz")
        assert "0 of 4" in board.lines[0]
        await board.press("escape")
        assert "weather: 1 of 4" in board.lines[0]
        await board.press("escape")
        assert "all 4" in board.lines[0]


async def test_a_filter_given_up_leaves_the_cursor_where_it_was(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("down", "down")
        here = board.here
        await board.press("slash")
        await board.type("zebra")
        await board.press("escape")
        assert board.here == here


async def test_enter_on_a_mistake_stays_to_have_it_mended(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("domain:martime")
        assert "all 4" in board.lines[0]
        await board.press("enter")
        assert "martime" in board.lines[-2]
        assert "maritime" in board.lines[-1]
        await board.press("escape")
        assert board.focus == "commitments"


async def test_a_click_elsewhere_keeps_the_filter_and_puts_the_line_away(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("visits")
        await board.click(130, 35)
        assert board.focus == "detail"
        assert "visits: 1 of 4" in board.lines[0]
        assert "q quit" in board.lines[-1]


async def test_a_combination_says_so_and_enter_goes_to_another_domain(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("1", "down", "space", "down")
        assert "Maritime: 2 of 4" in board.lines[0]
        assert "space adds or takes out" in board.message
        await board.press("enter")
        assert "Air: 3 of 4" in board.lines[0]


async def test_esc_steps_back_and_never_quits(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("1", "down", "slash")
        await board.type("visits")
        await board.press("enter", "escape")
        assert "Maritime: 2 of 4" in board.lines[0]
        await board.press("escape")
        assert "all 4" in board.lines[0]
        await board.press("5", "escape")
        assert board.focus == "commitments"
        await board.press("escape", "escape", "escape")
        assert board.app.is_running


async def test_space_combines_domains(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("1", "down", "space", "down", "space")
        assert "Maritime + Air: 4 of 4" in board.lines[0]
        await board.press("space")
        assert "Maritime: 2 of 4" in board.lines[0]
        await board.press("enter")
        assert board.focus == "commitments"


async def test_enter_opens_what_is_under_the_cursor(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("enter")
        assert board.focus == "detail"
        await board.press("4", "down", "down", "enter")
        assert (board.focus, board.here) == ("commitments", "airfield-code")


async def test_help_shows_the_keys_of_where_one_is(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("3", "question_mark")
        assert "Move in time with left and right" in board.text
        await board.press("escape")
        assert board.focus == "timeline"


async def test_the_palette_runs_a_command_by_its_name(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("colon")
        await board.type("follow-ups")
        await board.press("enter")
        await board.rest()
        assert board.focus == "follow-ups"


async def test_a_key_that_cannot_act_says_why(small_store: Store) -> None:
    async with opened(small_store, (80, 24)) as board:
        await board.press("t")
        assert "timeline is not in view" in board.message
        await board.press("slash")
        await board.type("nothing-like-this")
        await board.press("enter", "w")
        assert "no commitment here" in board.message
        await board.press("space")
        assert "no commitment here" in board.message


async def test_the_timeline_zooms_pans_and_finds_today(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("3")
        assert "2026" in board.panel(3, "Timeline")[0]
        await board.press("greater_than_sign")
        assert "one cell = 6 months" in board.text
        await board.press("less_than_sign", "less_than_sign", "less_than_sign")
        assert "one cell = 1 month" in board.text
        await board.press(*["right"] * 20)
        assert "2026" not in board.panel(3, "Timeline")[0]
        await board.press("t")
        assert "2026" in board.panel(3, "Timeline")[0]


def test_every_command_has_words_and_a_key_of_its_own() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert command.name, command.id
        assert command.tooltip.endswith("."), command.id


def test_every_order_has_a_letter_of_its_own() -> None:
    assert set(LETTERS) == {key.name for key in SORT_KEYS}
    letters = [*LETTERS.values(), *"jkgGq0"]
    assert len(letters) == len(set(letters))

"""Ways: help, palette, maximised panels, the trail that Esc walks back, themes, thresholds."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.entities import Domain, Register
from store.register.store import Store
from store.user.remembered import remembered
from tests.conftest import make_store
from tests.registers import SMALL_REGISTER
from tests.tui.screen import KEYS, MEDIUM, NARROW, WIDE, opened
from tui.commands.footer import PLACES
from tui.layout import PANELS

pytestmark = pytest.mark.sweep

# Help


async def test_help_begins_with_the_keys_of_the_panel(small_store: Store) -> None:
    async with opened(small_store) as board:
        for number, panel in enumerate(PANELS, start=1):
            await board.press(str(number), "question_mark")
            shown = [line for line in board.lines if "│" in line]
            assert any(f"Keys of {PLACES[panel].name}" in line for line in shown)
            assert any(f"In {PLACES[panel].name}" in line for line in shown)
            await board.press("escape")
            assert panel in board.focus


async def test_typing_narrows_the_help_and_enter_runs_what_is_left(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("question_mark")
        await board.type("closer")
        assert "Nothing here is called so" in board.text
        await board.press("ctrl+u")
        await board.type("less time")
        assert "Zoom in" in board.text
        assert "Add commitment" not in board.text
        before = board.app.board.timeline.window.scale
        await board.press("enter")
        assert board.app.board.timeline.window.scale != before


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("history", "What changed"),
        ("chart", "Next picture"),
        ("deadline", "Edit"),
        ("assign", "Add follow-up"),
        ("communique", "Read a statement"),
        ("color", "Colours"),
    ],
)
async def test_the_help_finds_a_command_by_another_word_for_it(
    small_store: Store, word: str, command: str
) -> None:
    async with opened(small_store) as board:
        await board.press("?")
        await board.type(word)
        assert command in board.text


async def test_the_help_explains_every_glyph(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("question_mark")
        for word, glyph in (("milestone met", "◆"), ("provisional", "*"), ("counted", "~40%")):
            await board.type(word)
            assert any(glyph in line and word in line for line in board.lines), word
            await board.press("ctrl+u")


async def test_the_help_begins_with_every_mark(small_store: Store) -> None:
    async with opened(small_store, MEDIUM) as board:
        await board.press("question_mark")
        text = board.text
        assert text.index("  Marks") < text.index("In Commitments")
        for mark in ("? not assessed", "~ partly kept", "!6 !-12d overdue", "~40% 1/3 progress"):
            assert mark in text


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("stale", "open, and not heard of for 270 days"),
        ("late", "past the last day of the due date"),
        ("attention", "overdue 12, stale 8"),
        ("!6", "past the last day of the due date"),
        ("~", "counted from the steps"),
        ("NOTK", "settled without what was promised"),
        ("urgency", "a sum that says how pressing it is"),
    ],
)
async def test_a_typed_word_or_mark_finds_its_meaning(
    small_store: Store, typed: str, means: str
) -> None:
    async with opened(small_store, MEDIUM) as board:
        await board.press("question_mark", *(KEYS.get(each, each) for each in typed))
        assert "What the words and marks mean" in board.lines[5]
        assert means in board.text


async def test_the_days_of_a_meaning_are_those_of_the_configuration(small_store: Store) -> None:
    async with opened(small_store, MEDIUM, config="stale-days = 33") as board:
        await board.press("question_mark")
        await board.type("stale")
        assert "not heard of for 33 days" in board.text


@pytest.mark.parametrize("width", [40, 42, 45])
async def test_help_is_whole_on_a_narrow_terminal(small_store: Store, width: int) -> None:
    async with opened(small_store, (width, 24)) as board:
        await board.press("question_mark", "down")
        assert "enter runs · esc closes" in board.text
        await board.type("5 % more")
        assert any("+         5 % more" in line for line in board.lines)
        await board.press("ctrl+u")
        await board.type("past the last")
        assert "the due date, and not" in " ".join(
            " ".join(board.text.replace("│", "").split()).split()
        )


async def test_what_cannot_act_is_dimmed_in_the_help_and_says_why(small_store: Store) -> None:
    async with opened(small_store, NARROW) as board:
        await board.press("question_mark")
        await board.type("zoom in")
        assert "Not now: The timeline is not in view" in board.text
        await board.press("enter")
        assert "The timeline is not in view: 3 shows it" in board.message


async def test_the_filter_line_has_help_of_its_own(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("vis?")
        await board.press("f1")
        assert "Keys of Filter line" in board.text
        await board.press("escape")
        assert "vis?" in board.text


async def test_the_marking_strip_has_help_of_its_own(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("space", "f1")
        assert "Keys of Marking strip" in board.text
        assert "tens of percent" in board.text
        await board.press("escape", "escape", "down")
        assert board.here == "pilot-school"


async def test_a_click_runs_a_row_of_the_help(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("question_mark")
        await board.type("timeline go to")
        row = next(y for y, line in enumerate(board.lines) if "Go to the timeline" in line)
        await board.click(60, row)
        assert board.focus == "timeline"


# Palette


async def test_the_palette_finds_a_commitment_by_id_and_by_title(small_store: Store) -> None:
    async with opened(small_store) as board:
        for typed in ("weather-data", "shared weather"):
            await board.press("home", "colon")
            await board.type(typed)
            await board.press("enter")
            assert (board.here, board.focus) == ("weather-data", "commitments")


async def test_a_commitment_outside_the_filter_is_shown_with_it(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("visits")
        await board.press("enter", "colon")
        await board.type("weather")
        await board.press("enter")
        assert board.here == "weather-data"
        assert "does not match the filter" in board.message
        assert "visits: 1 of 4" in board.lines[0]
        assert any("Weather data shared" in row for row in board.panel(2, "Commitments"))


async def test_the_palette_goes_to_a_domain_and_a_saved_view(small_store: Store) -> None:
    small_store.save_view("late at sea", "is:overdue domain:maritime")
    async with opened(small_store) as board:
        await board.press("colon")
        await board.type("marit")
        await board.press("enter")
        assert "Maritime: 2 of 4" in board.lines[0]
        await board.press("colon")
        await board.type("late at")
        await board.press("enter")
        assert ": 1 of 4" in board.lines[0]
        assert board.here == "port-visits"


async def test_the_palette_says_why_a_command_cannot_act(small_store: Store) -> None:
    async with opened(small_store, NARROW) as board:
        await board.press("colon")
        await board.type("zoom in")
        await board.press("enter")
        assert "The timeline is not in view" in board.message


async def test_the_palette_takes_hostile_titles_literally(hostile_store: Store) -> None:
    async with opened(hostile_store) as board:
        await board.press("colon")
        await board.type("[/]")
        await board.press("down", "up")
        assert "[/]" in board.text
        await board.press("escape")
        assert board.focus == "commitments"


async def test_typing_what_is_nowhere_says_so_and_enter_does_nothing(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("colon")
        await board.type("qqq")
        await board.press("enter")
        assert "Nothing is called so" in board.text
        await board.press("escape")
        assert board.focus == "commitments"


# Maximised panels and the trail


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_z_gives_a_panel_all_the_room_and_takes_it_back(
    india_us: Store, size: tuple[int, int]
) -> None:
    async with opened(india_us, size) as board:
        before = board.text
        await board.press("3", "z")
        timeline = board.panel(3, "Timeline")
        assert len(timeline) == size[1] - 5  # all but header, edges, message and footer
        assert any("Technology coop" in row for row in timeline)
        assert "2 Commitments" not in board.text
        await board.press("z", "2")
        assert board.lines[1:-2] == before.splitlines()[1:-2]


async def test_esc_steps_back_from_a_maximised_panel_first(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("visits")
        await board.press("enter", "5", "z")
        assert "All › visits: 1 of 4 › port-visits › Detail alone" in board.lines[0]
        await board.press("escape")
        assert "All › visits: 1 of 4 › port-visits" in board.lines[0]
        assert "alone" not in board.lines[0]
        await board.press("escape")
        assert board.focus == "commitments"
        assert "visits: 1 of 4" in board.lines[0]
        assert "port-visits" not in board.lines[0]
        await board.press("escape")
        assert "all 4" in board.lines[0]
        await board.press("escape")
        assert "nothing to step back from" in board.message


async def test_a_maximised_panel_survives_resizes(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("4", "z")
        for size in (NARROW, (45, 12), (39, 9), MEDIUM, WIDE):
            await board.resize(*size)
        assert board.focus == "follow-ups"
        assert len(board.panel(4, "Follow-ups")) == WIDE[1] - 5


@pytest.mark.parametrize("keys", [["question_mark"], ["colon"], ["C"], ["slash"], ["space"], ["w"]])
async def test_whatever_is_open_survives_resizes(small_store: Store, keys: list[str]) -> None:
    async with opened(small_store) as board:
        await board.press("z", *keys)
        for size in (MEDIUM, NARROW, (45, 12), (39, 9), (1, 1), (200, 60), WIDE):
            await board.resize(*size)
        await board.press("escape", "escape", "z", "2", "down")
        assert board.here == "pilot-school"


async def test_the_footer_follows_the_panel_and_always_fits(small_store: Store) -> None:
    async with opened(small_store) as board:
        for number, word in (("1", "combine"), ("3", "earlier"), ("4", "tick"), ("5", "source")):
            await board.press(number)
            assert word in board.lines[-1]
        for width in (160, 90, 60):
            await board.resize(width, 24)
            assert board.lines[-1].rstrip().endswith("? help  q quit")
        await board.press("2", "space")
        assert "tens of percent" in board.lines[-1]


# Empty places


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["1", "down", "slash", "q", "q", "enter"], "Nothing matches. Press esc"),
        (["slash", "p", "i", "l", "o", "t", "enter"], "No follow-ups for what is shown"),
        (["down", "5", "z"], "No follow-ups yet: f adds one"),
        (["down", "5", "z"], "No milestones yet: m adds one"),
        (["end", "up", "5", "z"], "No updates yet: w writes one"),
    ],
)
async def test_an_empty_place_says_what_to_do(
    small_store: Store, keys: list[str], said: str
) -> None:
    async with opened(small_store) as board:
        await board.press(*keys)
        assert said in board.text


async def test_a_domain_without_commitments_says_what_to_do(register_path: Path) -> None:
    domains = (*SMALL_REGISTER.domains, Domain("space", "Space"))
    store = make_store(register_path, replace(SMALL_REGISTER, domains=domains))
    async with opened(store) as board:
        await board.press("colon")
        await board.type("space")
        await board.press("down", "enter")
        assert "No commitment is in the domains chosen. Press a" in board.text


async def test_the_footer_of_an_empty_register_offers_what_can_be_done(
    register_path: Path,
) -> None:
    async with opened(make_store(register_path, Register("New"))) as board:
        for panel in ("2", "3", "4", "5"):
            await board.press(panel)
            assert board.lines[-1].startswith(" a add")
            assert "mark" not in board.lines[-1]
        await board.press("2", "space")
        assert "no commitments yet: a adds one" in board.message


async def test_the_footer_of_an_empty_result_offers_the_ways_out(small_store: Store) -> None:
    async with opened(small_store) as board:
        await board.press("slash")
        await board.type("zebra")
        await board.press("enter")
        assert board.lines[-1].startswith(" a add  esc back  / filter")
        await board.press("escape")
        assert board.lines[-1].startswith(" space mark")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, NARROW])
async def test_list_and_timeline_say_once_that_nothing_is_there(
    small_store: Store, size: tuple[int, int]
) -> None:
    async with opened(small_store, size) as board:
        await board.press("slash")
        await board.type("zebra")
        await board.press("enter")
        assert board.text.count("Nothing matches") == 1
        await board.press("3", "z")
        assert board.text.count("Nothing matches") == 1


async def test_a_zoom_that_worked_takes_back_that_there_is_no_further_scale(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        await board.press(*["<"] * 9)
        assert "this is the finest scale" in board.message
        await board.press(">")
        assert board.message == "one cell = 1 week"


# Settings


async def test_a_theme_is_shown_while_it_is_chosen_and_kept(
    small_store: Store, tmp_path: Path
) -> None:
    state = tmp_path / "state" / "board.json"
    async with opened(small_store, state_file=state) as board:
        await board.press("C", "down")
        assert board.app.theme == "entente-light"
        await board.press("escape")
        assert board.app.theme == "entente-dark"
        assert not state.exists()
        await board.press("C", "down", "enter")
        assert "Theme light" in board.message
    async with opened(small_store, state_file=state) as board:
        assert board.app.theme == "entente-light"


async def test_a_configured_theme_counts_and_the_choice_says_so(
    small_store: Store, tmp_path: Path
) -> None:
    state = tmp_path / "board.json"
    async with opened(small_store, config='theme = "terminal"', state_file=state) as board:
        assert board.app.theme == "entente-terminal"
        await board.press("C", "home", "enter")
        assert board.app.theme == "entente-dark"
        assert "until you quit" in board.message
        assert "config.toml names terminal" in board.message
    assert remembered(state) == {}


async def test_thresholds_and_dates_follow_the_configuration(small_store: Store) -> None:
    configured = 'due-soon-days = 40\nstale-days-near-due = 4000\ndates = "day-month"'
    for config, count, day in (
        ("", "1 of 4", "as of 2026-11-22"),
        (configured, "0 of 4", "as of 22 Nov 2026"),
    ):
        async with opened(small_store, config=config) as board:
            assert day in board.lines[0]
            assert any("15 Jan 2027 Common" in row for row in board.lines) is bool(config)
            await board.press("5", "z")
            assert ("12 May 2025" in board.text) is bool(config)
            for query in ("is:stale", "is:due-soon"):
                await board.press("slash")
                await board.type(query)
                assert count in board.lines[0], query
                await board.press("escape")


async def test_ascii_can_be_configured(small_store: Store) -> None:
    async with opened(small_store, config="ascii = true") as board:
        assert board.text.isascii()

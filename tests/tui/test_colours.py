"""Themes, NO_COLOR and ASCII: meaning never hangs on colour or on a glyph alone."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from store.register.store import Store
from tests.tui.screen import NARROW, WIDE, opened
from tui.commands.table import COMMANDS, Command
from tui.themes import DARK, LIGHT, TERMINAL, THEMES

pytestmark = pytest.mark.sweep

READABLE = 4.5
"""The least contrast of text, by WCAG 2.2, success criterion 1.4.3."""


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_tone_is_readable_on_every_ground(theme: Theme) -> None:
    variables = theme.variables
    grounds = ["row-cursor", "row-cursor-away", "bar-ground"]
    parsed = [Color.parse(variables[each]) for each in grounds]
    parsed.append(Color.parse(theme.background or ""))
    for name, value in variables.items():
        if name.startswith("tone-"):
            for ground in parsed:
                if (name, ground) == ("tone-muted", parsed[0]):
                    continue  # on the cursor, muted text is drawn plain
                ratio = _contrast(value, ground)
                assert ratio >= READABLE, (name, ground.hex, ratio)


def _luminance(color: Color) -> float:
    parts = [each / 255 for each in color.rgb]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(text: str, ground: Color) -> float:
    light, dark = sorted((_luminance(Color.parse(text)), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


async def test_every_theme_that_is_offered_can_be_chosen(small_store: Store) -> None:
    async with opened(small_store) as board:
        assert set(board.app.available_themes) == {theme.name for theme in THEMES}
        for name in board.app.available_themes:
            board.app.theme = name
            await board.rest()
            assert "Port visits" in board.text


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_ascii_draws_no_other_mark(small_store: Store, size: tuple[int, int]) -> None:
    async with opened(small_store, size, ascii_only=True) as board:
        for keys in (
            ["space"],
            ["6"],
            ["5"],
            ["3"],
            ["1", "down"],
            ["u"],
            ["question_mark"],
            ["escape", "w"],
        ):
            await board.press(*keys)
            assert board.text.isascii(), [char for char in board.text if not char.isascii()]


OF_THE_PANEL = {"mark", "pick", "edit", "remove", "why", "enter", "open", "copy", "help"}
"""Commands that do something else in every panel."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
async def test_no_command_draws_another_mark_under_ascii(
    small_store: Store, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each in the list and in one more panel in turn; in every panel, where that matters."""
    place = COMMANDS.index(command)
    panels = "2345" if command.id in OF_THE_PANEL else "2" + "345"[place % 3]
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with opened(small_store, ascii_only=True) as board:
        for panel in panels:
            await board.press(panel, command.keys[0])
            if not board.app.is_running:
                return
            assert board.text.isascii(), [char for char in board.text if not char.isascii()]
            await board.press("x", "escape", "escape")
            assert board.text.isascii(), [char for char in board.text if not char.isascii()]


@pytest.mark.parametrize("keys", [["question_mark"], ["colon"], ["C"]], ids=" ".join)
async def test_what_lies_over_the_board_has_no_colour_under_no_color(
    small_store: Store, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(small_store) as board:
        await board.press(*keys)
        if keys == ["C"]:
            assert "there are no colours to choose" in board.message
        for strip in board.app.screen._compositor.render_strips():
            for segment in strip:
                if segment.style:
                    assert segment.style.color is None
                    assert segment.style.bgcolor is None


async def test_without_colour_the_cursor_is_still_seen(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(small_store) as board:
        strips = board.app.screen._compositor.render_strips()
        row = next(strip for strip in strips if "› ▸ PROG" in strip.text)
        title = next(segment for segment in row if "Port visits" in segment.text)
        assert title.style is not None
        assert title.style.reverse
        for strip in strips:
            for segment in strip:
                if segment.style:
                    for color in (segment.style.color, segment.style.bgcolor):
                        assert color is None


async def test_in_the_terminals_own_colours_the_cursor_is_one_block(small_store: Store) -> None:
    async with opened(small_store) as board:
        board.app.theme = TERMINAL.name
        await board.press("1")
        for panel in ("1", "2"):
            await board.press(panel)
            reversed_ones = [
                segment.style.color
                for strip in board.app.screen._compositor.render_strips()
                for segment in strip
                if segment.style and segment.style.reverse
            ]
            assert reversed_ones
            assert len(set(reversed_ones)) == 1


async def test_the_board_is_seen_behind_a_form_in_the_terminals_own_colours(
    small_store: Store,
) -> None:
    async with opened(small_store) as board:
        board.app.theme = TERMINAL.name
        await board.press("w")
        assert "Update: " in board.text
        assert "2 Commitments" in board.text


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
async def test_every_word_of_a_form_is_readable(small_store: Store, theme: Theme) -> None:
    async with opened(small_store) as board:
        board.app.theme = theme.name
        await board.press("w")
        form = board.app.screen.query_one("#form").region
        for _ in range(9):
            strips = board.app.screen._compositor.render_strips()
            for line in strips[form.y + 1 : form.bottom - 1]:
                for segment in line.crop(form.x + 1, form.right - 1):
                    style = segment.style
                    if segment.text.strip() and style and style.color and style.bgcolor:
                        text, ground = map(Color.from_rich_color, (style.color, style.bgcolor))
                        ratio = _contrast(text.hex, ground)
                        assert ratio >= READABLE, (segment.text, ratio)
            await board.press("down")

"""The Textual application around the board."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen

from store.store import Store
from tui.drawing.colourless import Colourless
from tui.drawing.marks import ASCII, UNICODE
from tui.screens.board import BoardScreen
from tui.themes import DARK, TERMINAL, THEMES

_DAY_CHECK_SECONDS = 60.0


class BoardApp(App[None]):
    """Opens one register's board. `today` is asked again while the board stays open."""

    TITLE = "Entente"
    CSS_PATH = "board.tcss"

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        *,
        ascii_only: bool = False,
        greeting: str = "",
        state_file: Path | None = None,
        when_shown: Callable[[], None] | None = None,
    ) -> None:
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]  # set but empty means nothing, says no-color.org
        colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if colourless else None)
        self._store = store
        self._today = today
        self._marks = ASCII if ascii_only else UNICODE
        self._greeting = greeting
        self._state_file = state_file
        self._when_shown = when_shown
        self._colourless = Colourless() if colourless else None
        self.set_class(ascii_only, "-ascii", update=False)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = (TERMINAL if colourless else DARK).name
        # No other theme names the inks that the board draws with.
        for name in self.available_themes.keys() - {theme.name for theme in THEMES}:
            self.unregister_theme(name)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Take away all colours where the user wants none."""
        return [self._colourless] if self._colourless else super().get_line_filters()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer the theme; all other commands are the board's own."""
        yield SystemCommand("Theme", "Choose the colours.", self.action_change_theme)

    def action_command_palette(self) -> None:
        """Open the palette of commands."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder="Find a command"))

    def get_default_screen(self) -> BoardScreen:
        """Open the board as the one screen under all others."""
        self.board = BoardScreen(
            self._store,
            self._today(),
            self._marks,
            greeting=self._greeting,
            state_file=self._state_file,
        )
        return self.board

    def on_mount(self) -> None:
        """Look now and then whether the day has changed."""
        if self._when_shown:
            self.board.call_after_refresh(self._when_shown)
        self.set_interval(_DAY_CHECK_SECONDS, self._turn_day)

    def _turn_day(self) -> None:
        today = self._today()
        if today != self.board.view.as_of:
            self.board.show_day(today)

"""The Textual application around the board."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date

from textual.app import App
from textual.filter import LineFilter

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
        when_shown: Callable[[], None] | None = None,
    ) -> None:
        colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if colourless else None)
        self._store = store
        self._today = today
        self._marks = ASCII if ascii_only else UNICODE
        self._greeting = greeting
        self._when_shown = when_shown
        self._colourless = Colourless() if colourless else None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = (TERMINAL if colourless else DARK).name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Take away all colours where the user wants none."""
        return [self._colourless] if self._colourless else super().get_line_filters()

    def on_mount(self) -> None:
        """Open the board, and look now and then whether the day has changed."""
        self.board = BoardScreen(self._store, self._today(), self._marks, greeting=self._greeting)
        self.push_screen(self.board)
        if self._when_shown:
            self.board.call_after_refresh(self._when_shown)
        self.set_interval(_DAY_CHECK_SECONDS, self._turn_day)

    def _turn_day(self) -> None:
        today = self._today()
        if today != self.board.view.as_of:
            self.board.show_day(today)

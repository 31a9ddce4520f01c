"""The Textual application around the board."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

from textual.app import App

from store.store import Store
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
    ) -> None:
        colourless = "NO_COLOR" in os.environ
        super().__init__(ansi_color=True if colourless else None)
        self._store = store
        self._today = today
        self._marks = ASCII if ascii_only else UNICODE
        self._greeting = greeting
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = (TERMINAL if colourless else DARK).name

    def on_mount(self) -> None:
        """Open the board, and look now and then whether the day has changed."""
        self.board = BoardScreen(self._store, self._today(), self._marks, greeting=self._greeting)
        self.push_screen(self.board)
        self.set_interval(_DAY_CHECK_SECONDS, self._turn_day)

    def _turn_day(self) -> None:
        today = self._today()
        if today != self.board.view.as_of:
            self.board.show_day(today)

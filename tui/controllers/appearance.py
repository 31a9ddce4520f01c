"""How the board looks: one panel alone, and the theme."""

from __future__ import annotations

from tui.controllers.base import Controller
from tui.themes import by_word, word_of


class AppearanceController(Controller):
    """Maximises panels and chooses the theme."""

    def maximise(self) -> None:
        """Give the active panel all the room, or put the others back."""
        layout = self.layout
        layout.maximise(not layout.maximised)
        ways = self.keyed(" has all the room · {maximise} or {back} puts the others back")
        alone = f"{layout.active_panel.NAME}{ways}"
        self.board.say(alone if layout.maximised else "All panels are back")

    def choose_theme(self) -> None:
        """Choose the colours; each is shown while the cursor is on it."""
        from tui.dialogs.picker import ThemeScreen

        app, board = self.board.app, self.board
        before = app.theme

        def chosen(word: str | None) -> None:
            theme = by_word(word or "")
            app.theme = theme.name if theme else before
            if theme and word:
                board.say(f"Theme {word}{self.preferences.keep_theme(word)}")

        board.open_dialog(ThemeScreen(word_of(before), self.glyphs), chosen)

"""Choosing the colours."""

from __future__ import annotations

from textual import on

from tui.drawing.marks import Marks
from tui.screens.choosing import Listed
from tui.themes import by_word
from tui.widgets.chooser import Chooser, Row

_WORDS = {
    "dark": "Light text on a dark ground.",
    "light": "Dark text on a light ground.",
    "terminal": "The terminal's own sixteen colours and its own ground.",
}


class ThemeScreen(Listed):
    """Shows each theme while the cursor is on it; gives the word of the one chosen."""

    def __init__(self, now: str, marks: Marks) -> None:
        rows = [
            Row(((f"{word:<10}", "plain"), (words, "muted")), word, hint=words)
            for word, words in _WORDS.items()
        ]
        super().__init__("Theme", marks, rows)
        self._now = now

    def on_mount(self) -> None:
        """Start on the present theme."""
        self.chooser.show(self.rows("", self.chooser.room), start=self._now)

    @on(Chooser.Moved)
    def show(self, event: Chooser.Moved) -> None:
        """Draw everything in the theme under the cursor."""
        theme = by_word(event.value)
        if theme:
            self.app.theme = theme.name

"""Asking for one line over the footer, checked before it is taken."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from store.model.glyphs import Glyphs
from tui.dialogs.dialog import Dialog
from tui.widgets.bars import MessageLine
from tui.widgets.line_editor import EditedLine
from tui.widgets.typed_line import TypedLine


class AskedLineScreen(Dialog[str | None]):
    """Gives the text of the line, or None when it was left.

    `check` returns what is wrong with a text, or nothing; the line stays open until it is right.
    """

    def __init__(
        self,
        prompt: str,
        text: str,
        how: str,
        check: Callable[[str], str],
        glyphs: Glyphs,
    ) -> None:
        super().__init__()
        self._check = check
        self._note = MessageLine(id="asked-note")
        self._line = TypedLine(prompt=prompt, id="asked-line")
        self._line.line = EditedLine.of(text)
        self._note.glyphs = self._line.glyphs = glyphs
        self._note.say(how, "muted")

    def compose(self) -> ComposeResult:
        """Show the line, and above it what it is for."""
        with Container(id="asked-lines"):
            yield self._note
            yield self._line

    def on_mount(self) -> None:
        """Give the line the keys."""
        self._line.focus()

    def on_key(self, event: events.Key) -> None:
        """Take the text, or leave."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            wrong = self._check(self._line.text)
            if wrong:
                self._note.say(wrong, "red")
            else:
                self.dismiss(self._line.text)

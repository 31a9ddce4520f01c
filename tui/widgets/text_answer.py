"""A line of a form that takes a longer text: it wraps, and keeps the paragraphs that are pasted."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.widgets import TextArea

from store.text import visible
from tui.forms.form import FormField


class TextAnswer(TextArea):
    """Grows with what is typed or pasted. Enter goes on to the next line of the form.

    What a terminal would act on does not get in.
    """

    BINDINGS = [  # noqa: RUF012  # Textual's own declaration
        Binding("ctrl+j", "new_line", "New line", show=False),
    ]

    def __init__(self, field: FormField, example: str) -> None:
        super().__init__(
            _kept(field.value),
            id=field.id,
            placeholder=example,
            compact=True,
            highlight_cursor_line=False,
        )

    def on_mount(self) -> None:
        """Start behind what is there, as every other line does."""
        self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Go on with Enter, as from every other line."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.screen.focus_next()

    def on_paste(self, event: events.Paste) -> None:
        """Insert all of what is pasted, its paragraphs kept."""
        event.stop()
        event.prevent_default()
        self.insert(_kept(event.text))

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:
        """Move up; from the first line, to the line of the form before."""
        before = self.cursor_location
        super().action_cursor_up(select)
        if self.cursor_location in (before, (0, 0)) and before[0] == 0:
            self.screen.focus_previous()

    def action_cursor_down(self, select: bool = False) -> None:
        """Move down; from the last line, to the next line of the form."""
        before = self.cursor_location
        super().action_cursor_down(select)
        end = self.document.end
        if self.cursor_location in (before, end) and before[0] == end[0]:
            self.screen.focus_next()


def _kept(text: str) -> str:
    """Return text with its line breaks, and without what a terminal would act on."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join("".join(char for char in line if visible(char) == char) for line in lines)

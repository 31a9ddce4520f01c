"""A line to type in, drawn by ourselves: one repaint a key, wherever it stands."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.strip import Strip

from tui.rendering.line_widget import LineWidget
from tui.widgets.line_editor import EditedLine, TextWindow, window


class TypedLine(LineWidget, can_focus=True):
    """A prompt and a `EditedLine`; scrolls sideways, and a click places the cursor.

    A subclass says what follows from an edit (`edited`). Its own `on_key` comes first, and
    prevents the default for the keys it takes. `line` is what is typed; `put` shows another.
    """

    def __init__(
        self,
        *,
        prompt: str = "",
        placeholder: str = "",
        id: str | None = None,  # noqa: A002  # Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.prompt = prompt
        self.placeholder = placeholder
        """What an empty line says."""
        self.line = EditedLine()
        self._left = 0

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text

    def put(self, line: EditedLine) -> None:
        """Show a line; nobody is told."""
        self.line = line
        self.refresh()

    def edited(self) -> None:
        """Do what follows from a changed text."""

    def edit(self, line: EditedLine) -> None:
        """Show a line, and let follow what follows from its text, if that is another."""
        changed = line.text != self.line.text
        if line != self.line:
            self.put(line)
        if changed:
            self.edited()

    def on_key(self, event: events.Key) -> None:
        """Edit; what edits nothing goes on to others."""
        line = self.line.press(event.key, event.character)
        if line is not None:
            event.stop()
            event.prevent_default()
            self.edit(line)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether a key is text to be typed."""
        return character is not None and character.isprintable()

    def on_paste(self, event: events.Paste) -> None:
        """Put in all that is pasted, its lines joined."""
        event.stop()
        event.prevent_default()
        self.edit(self.line.insert(event.text))

    def on_click(self, event: events.Click) -> None:
        """Place the cursor."""
        event.stop()
        self.edit(self.line.at_cell(max(0, event.x - cell_len(self.prompt)) + self._left))

    def column_of(self, index: int) -> int:
        """Return the column where a character is drawn; one at the edge for those out of view."""
        column = cell_len(self.prompt) + self.line.cell_of(index) - self._window().left
        return min(max(column, cell_len(self.prompt)), max(0, self.size.width - 1))

    def _window(self) -> TextWindow:
        glyphs, room = self.glyphs, max(1, self.size.width - cell_len(self.prompt))
        seen = window(self.line, room, self._left, glyphs.earlier, glyphs.later)
        self._left = seen.left
        return seen

    def render_line(self, y: int) -> Strip:
        """Draw the prompt, what is typed, and the cursor in it."""
        width = self.size.width
        seen = self._window()
        before, after, style = seen.before, seen.after, "plain"
        if not self.text and self.placeholder:
            after, style = f" {self.placeholder}", "muted"
        ahead = cell_len(self.prompt) + cell_len(before)
        if self.has_focus:
            # Where an input method shows what it composes.
            self.app.cursor_position = self.region.offset + Offset(ahead, 0)
        background = "cursor" if self.has_focus else "plain"
        head = self.strip([(self.prompt, "key"), (before, "plain")], ahead)
        here = self.strip([(seen.under, "plain")], cell_len(seen.under), background)
        rest = max(0, width - head.cell_length - here.cell_length)
        return Strip.join([head, here, self.strip([(after, style)], rest)]).crop(0, width)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()

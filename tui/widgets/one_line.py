"""A line to type in that loses nothing of what is pasted."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from store.text import visible

_SPACES = str.maketrans("\r\n\t", "   ")


class OneLine(Input):
    """An input of one line; pasted lines are joined by spaces, not cut off after the first.

    What a terminal would act on does not get in.
    """

    def on_paste(self, event: events.Paste) -> None:
        """Insert all of what is pasted."""
        event.stop()
        event.prevent_default()
        line = event.text.replace("\r\n", "\n").translate(_SPACES)
        self.insert_text_at_cursor("".join(char for char in line if visible(char) == char))

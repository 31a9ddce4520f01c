"""A line to type in that loses nothing of what is pasted."""

from __future__ import annotations

from textual import events
from textual.widgets import Input


class OneLine(Input):
    """An input of one line; pasted lines are joined by spaces, not cut off after the first."""

    def on_paste(self, event: events.Paste) -> None:
        """Insert all of what is pasted."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(" ".join(event.text.split("\n")).replace("\r", ""))

"""The filter line: what is typed filters at once."""

from __future__ import annotations

from textual import events

from tui.messages import FilterLeft, FilterTyped
from tui.widgets.line_editor import Line
from tui.widgets.typed_line import TypedLine


class FilterLine(TypedLine):
    """A line for a query; Enter keeps the filter, Esc gives it up."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(
            prompt=" / ",
            placeholder="words  domain:maritime  status:stalled  party:india  is:overdue",
            id=id,
        )

    def ask(self, text: str) -> None:
        """Open with the query as it stands."""
        self.put(Line.of(text))
        self.display = True
        self.focus()

    def edited(self) -> None:
        """Tell the board what is typed."""
        self.post_message(FilterTyped(self.text))

    def on_key(self, event: events.Key) -> None:
        """Leave; other keys edit."""
        if event.key in ("enter", "escape", "down", "tab"):
            event.stop()
            event.prevent_default()
            self.post_message(FilterLeft(kept=event.key != "escape"))

    def on_blur(self) -> None:
        """Keep the filter when another panel takes over; another window does not count."""
        if self.display and self.app.app_focus:
            self.post_message(FilterLeft(kept=True, for_the_list=False))

"""The filter line: what is typed filters at once."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tui.messages import FilterLeft, FilterTyped
from tui.widgets.one_line import OneLine

PROMPT = " / "


class FilterLine(Horizontal):
    """A prompt and a line to type in; Enter keeps the filter, Esc gives it up."""

    def compose(self) -> ComposeResult:
        """Lay out the prompt and the line."""
        yield Label(PROMPT, id="filter-prompt", markup=False)
        yield OneLine(
            compact=True,
            select_on_focus=False,
            placeholder="words  domain:maritime  status:stalled  party:india  is:overdue",
        )

    def ask(self, text: str) -> None:
        """Open with the query as it stands."""
        line = self.query_one(Input)
        with line.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        self.display = True
        line.focus()

    @on(Input.Changed)
    def tell_text(self, event: Input.Changed) -> None:
        """Tell the board what is typed."""
        event.stop()
        self.post_message(FilterTyped(event.value))

    @on(Input.Submitted)
    def keep(self, event: Input.Submitted) -> None:
        """Keep the filter."""
        event.stop()
        self.post_message(FilterLeft(kept=True))

    def on_descendant_blur(self) -> None:
        """Keep the filter when another panel takes over; another window does not count."""
        if self.display and self.app.app_focus:
            self.post_message(FilterLeft(kept=True, for_the_list=False))

    def on_key(self, event: events.Key) -> None:
        """Give up with Esc; Down keeps the filter and goes into the list."""
        if event.key in ("escape", "down", "tab"):
            event.stop()
            event.prevent_default()
            self.post_message(FilterLeft(kept=event.key != "escape"))

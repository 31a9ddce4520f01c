"""Asking for a day that is gone, in a line over the footer, and saying how it is understood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from store.errors import BadValue
from store.model.dates import read_date
from store.model.entry import long_date
from store.model.glyphs import Glyphs
from store.text import counted
from tui.dialogs.dialog import Dialog
from tui.widgets.bars import MessageLine
from tui.widgets.typed_line import TypedLine

_HOW = "A day, month, quarter or year, of which the last day counts; yesterday, -2w, -6m, -1y"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class DayScreen(Dialog[date | None]):
    """Gives a day that is gone, or today, as it is typed; None when it was left.

    A mistake, and a day that is still to come, are named; the line stays open until it is right
    or left.
    """

    def __init__(self, today: date, glyphs: Glyphs, shown: date | None = None) -> None:
        super().__init__()
        self._today = today
        self._note = MessageLine(id="day-note")
        self._line = _DayLine(self._say)
        self._line.placeholder = shown.isoformat() if shown else "2025-11-01"
        self._note.glyphs = self._line.glyphs = glyphs
        self._note.say(_HOW, "muted")

    def compose(self) -> ComposeResult:
        """Show the line, and above it what is understood."""
        with Container(id="day-lines"):
            yield self._note
            yield self._line

    def on_mount(self) -> None:
        """Give the line the keys."""
        self._line.focus()

    def on_key(self, event: events.Key) -> None:
        """Take the day, or leave."""
        event.stop()
        if event.key == "escape" or (event.key == "enter" and not self._line.text.strip()):
            self.dismiss(None)
        elif event.key == "enter":
            try:
                self.dismiss(self._read())
            except BadValue as error:
                self._note.say(f"{error.message}: {error.hint}", "red")

    def _read(self) -> date:
        """Return the day typed. Raises `BadValue`."""
        day = read_date(self._line.text, self._today).last
        if day > self._today:
            hint = "a period that has begun counts from its last day; today is the present"
            raise BadValue(f"{day} is still to come", hint=hint)
        return day

    def _say(self) -> None:
        if not self._line.text.strip():
            self._note.say(_HOW, "muted")
            return
        try:
            day = self._read()
        except BadValue as error:
            self._note.say(f"{error.message} · {error.hint}", "muted")
        else:
            days = (self._today - day).days
            ago = f"{counted(days, 'day')} ago" if days else "today: the present"
            self._note.say(f"{_WEEKDAYS[day.weekday()]}, {long_date(day)}, {ago}", "key")


class _DayLine(TypedLine):
    def __init__(self, when_edited: Callable[[], None]) -> None:
        super().__init__(prompt="as of: ", id="day")
        self._when_edited = when_edited

    def edited(self) -> None:
        """Say how it is understood."""
        self._when_edited()

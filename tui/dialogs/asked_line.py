"""Asking for one line over the footer, checked before it is taken: a text, or a day gone by."""

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
from tui.dialogs.dialog import Answer, Dialog
from tui.widgets.bars import MessageLine
from tui.widgets.line_editor import EditedLine
from tui.widgets.typed_line import TypedLine

_HOW_DAY = "A day, month, quarter or year, of which the last day counts; yesterday, -2w, -6m, -1y"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class LineScreen(Dialog[Answer]):
    """A line, and above it what it is for. A subclass says what is taken; Esc leaves with None."""

    def __init__(self, prompt: str, how: str, glyphs: Glyphs, text: str = "") -> None:
        super().__init__()
        self.note = MessageLine(id="asked-note")
        self.line = _AskedLine(prompt, self.edited)
        self.line.line = EditedLine.of(text)
        self.note.glyphs = self.line.glyphs = glyphs
        self.note.say(how, "muted")

    def compose(self) -> ComposeResult:
        """Show the line, and above it what it is for."""
        with Container(id="asked-lines"):
            yield self.note
            yield self.line

    def on_mount(self) -> None:
        """Give the line the keys."""
        self.line.focus()

    def on_key(self, event: events.Key) -> None:
        """Take the text, or leave."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self.take(self.line.text)

    def take(self, text: str) -> None:
        """Give what the text means, or say what is wrong with it."""
        raise NotImplementedError

    def edited(self) -> None:
        """Is called when the text changes."""


class AskedLineScreen(LineScreen[str | None]):
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
        super().__init__(prompt, how, glyphs, text)
        self._check = check

    def take(self, text: str) -> None:
        """Give the text if it is right."""
        wrong = self._check(text)
        if wrong:
            self.note.say(wrong, "red")
        else:
            self.dismiss(text)


class DayScreen(LineScreen[date | None]):
    """Gives a day that is gone, or today, as it is typed; None when it was left.

    How it is understood is said while it is typed. A mistake, and a day that is still to come, are
    named; the line stays open until it is right or left.
    """

    def __init__(self, today: date, glyphs: Glyphs, shown: date | None = None) -> None:
        super().__init__("as of: ", _HOW_DAY, glyphs)
        self._today = today
        self.line.placeholder = shown.isoformat() if shown else "2025-11-01"

    def take(self, text: str) -> None:
        """Give the day; an empty line leaves."""
        if not text.strip():
            self.dismiss(None)
            return
        try:
            self.dismiss(self._read())
        except BadValue as error:
            self.note.say(f"{error.message}: {error.hint}", "red")

    def _read(self) -> date:
        """Return the day typed. Raises `BadValue`."""
        day = read_date(self.line.text, self._today).last
        if day > self._today:
            hint = "a period that has begun counts from its last day; today is the present"
            raise BadValue(f"{day} is still to come", hint=hint)
        return day

    def edited(self) -> None:
        """Say how it is understood."""
        if not self.line.text.strip():
            self.note.say(_HOW_DAY, "muted")
            return
        try:
            day = self._read()
        except BadValue as error:
            self.note.say(f"{error.message} · {error.hint}", "muted")
        else:
            days = (self._today - day).days
            ago = f"{counted(days, 'day')} ago" if days else "today: the present"
            self.note.say(f"{_WEEKDAYS[day.weekday()]}, {long_date(day)}, {ago}", "key")


class _AskedLine(TypedLine):
    def __init__(self, prompt: str, when_edited: Callable[[], None]) -> None:
        super().__init__(prompt=prompt, id="asked-line")
        self._when_edited = when_edited

    def edited(self) -> None:
        """Tell the screen."""
        self._when_edited()

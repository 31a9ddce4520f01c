"""A list that is managed by keys, such as the domains of a register or its instruments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len
from textual import events, on
from textual.geometry import Size

from store.model.glyphs import Glyphs
from tui.dialogs.picker import ChoicesScreen
from tui.rendering.cells import fit, told_apart
from tui.rendering.line_widget import Part
from tui.widgets.chooser import Choices

ListVerb = Literal["add", "edit", "move", "merge", "remove"]
_KEYS: dict[str, ListVerb] = {
    "a": "add",
    "e": "edit",
    "enter": "edit",
    "m": "merge",
    "D": "remove",
    "delete": "remove",
}
_STEPS = {"J": 1, "K": -1, "shift+down": 1, "shift+up": -1}
_WAYS = "a add · e edit · J K move it down, up · m merge into another · D remove · esc closes"
_LONGEST_ID = 30
_AROUND = 10
"""Cells of a row between and around its three texts."""
_MARGIN = 8
"""Cells of the board that stay in view beside the list."""


class ManagedRow(NamedTuple):
    """One thing of the list."""

    id: str
    name: str
    more: str
    """What else is to be known of it, such as how many commitments it has."""


class ListAction(NamedTuple):
    """What is to be done with the list."""

    verb: ListVerb
    id: str = ""
    """With which thing; empty for a new one."""
    place: int = 0
    """Where it is to be moved, counted from 1."""


class ManagedScreen(ChoicesScreen[ListAction | None]):
    """Lists the things in their order; gives what to do, None when it was closed."""

    CSS_PATH = "../dialogs.tcss"

    def __init__(
        self, title: str, rows: Sequence[ManagedRow], start: str, ways: str, glyphs: Glyphs
    ) -> None:
        listed = _Managed(title, rows, start, ways, glyphs)
        super().__init__(listed)
        self._list = listed

    @on(Choices.Taken)
    def take(self, event: Choices.Taken) -> None:
        """Edit what was clicked."""
        self._answer("edit")

    def on_key(self, event: events.Key) -> None:
        """Say what is to be done with the row under the cursor, or close."""
        event.stop()
        pressed = event.character if event.character and event.is_printable else event.key
        if event.key in ("escape", "q"):
            self.dismiss(None)
        elif pressed in _KEYS or event.key in _KEYS:
            self._answer(_KEYS.get(pressed) or _KEYS[event.key])
        elif pressed in _STEPS or event.key in _STEPS:
            self._move(_STEPS.get(pressed) or _STEPS[event.key])

    def _answer(self, verb: ListVerb) -> None:
        if verb == "add":
            self.dismiss(ListAction(verb))
        elif self._list.here:
            self.dismiss(ListAction(verb, self._list.here.id))

    def _move(self, step: int) -> None:
        place = self._list.cursor + step
        if self._list.here and 0 <= place < self._list.row_count():
            self.dismiss(ListAction("move", self._list.here.id, place + 1))


class _Managed(Choices):
    def __init__(
        self, title: str, rows: Sequence[ManagedRow], start: str, ways: str, glyphs: Glyphs
    ) -> None:
        super().__init__(title, ways or _WAYS, glyphs)
        self._rows = rows
        self._names: list[str] = []
        self._named_for = 0
        """The cells that the names were cut to."""
        ids = [each.id for each in rows]
        self.cursor = ids.index(start) if start in ids else 0

    @property
    def here(self) -> ManagedRow | None:
        """The row under the cursor, if there is any."""
        return self._rows[self.cursor] if self._rows else None

    def row_count(self) -> int:
        """Return how many things there are, or one line that says there are none."""
        return max(1, len(self._rows))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width that shows every row in full, as far as there is room."""
        rows = self._rows
        longest = [
            max((cell_len(text) for text in texts), default=0)
            for texts in ([each.id for each in rows], [each.name for each in rows])
        ]
        more = max((len(each.more) for each in rows), default=0)
        wanted = min(longest[0], _LONGEST_ID) + longest[1] + more + _AROUND
        return max(
            super().get_content_width(container, viewport), min(wanted, viewport.width - _MARGIN)
        )

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Return id, name and what else there is of a thing."""
        if not self._rows:
            return [("none yet: a adds one", "muted")]
        row, glyphs = self._rows[index], self.glyphs
        ids = min(_LONGEST_ID, max(6, width // 3), max(len(each.id) for each in self._rows))
        more = max(len(glyphs.words(each.more)) for each in self._rows)
        room = max(4, width - ids - 4 - min(more, width // 3))
        if room != self._named_for:
            self._named_for = room
            names = [each.name for each in self._rows]
            self._names = told_apart(names, room, glyphs.ellipsis)
        return [
            (fit(row.id, ids, glyphs.ellipsis), "key"),
            ("  ", "plain"),
            (self._names[index], "plain"),
            ("  ", "plain"),
            (fit(glyphs.words(row.more), max(0, width - ids - 4 - room), glyphs.ellipsis), "muted"),
        ]

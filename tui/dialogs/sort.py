"""Choosing what the list is sorted by."""

from __future__ import annotations

from textual import events, on

from store.model.glyphs import Glyphs
from store.query.ast import SortTerm
from store.query.sort import SORT_KEYS
from tui.commands.keymap import Keymap
from tui.dialogs.picker import ChoicesScreen
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part
from tui.widgets.chooser import Choices

LETTERS = {
    "due": "d",
    "start": "b",
    "title": "t",
    "id": "i",
    "status": "s",
    "progress": "p",
    "updated": "u",
    "attention": "a",
    "domain": "m",
    "priority": "r",
    "overdue": "o",
    "follow-up": "f",
    "party": "y",
    "lead": "l",
    "instrument": "n",
    "measure": "e",
    "claimed": "c",
    "seen": "w",
    "moved": "v",
    "slip": "x",
    "unheard": "h",
    "unlooked": "z",
    "last-kept": "L",
    "confidence": "C",
}
"""The key that sorts by each sort key at once; `j k g G` move the cursor."""

_NAME = 12
_ROWS = ("", *(key.name for key in SORT_KEYS))
"""The register's own order comes first."""


class SortScreen(ChoicesScreen[str | None]):
    """Lists what can be sorted by; gives its key back, empty for the register's own order."""

    def __init__(self, term: SortTerm | None, glyphs: Glyphs, keymap: Keymap) -> None:
        orders = _Orders(term, glyphs)
        orders.keymap = keymap
        super().__init__(orders)
        self._list = orders

    @on(Choices.Taken)
    def take(self, event: Choices.Taken) -> None:
        """Sort by what was clicked."""
        self.dismiss(_ROWS[event.index])

    def on_key(self, event: events.Key) -> None:
        """Sort by a letter at once, or by the row under the cursor; Esc gives up."""
        event.stop()
        lettered = {letter: name for name, letter in LETTERS.items()} | {"0": ""}
        key = self._list.key_meant(event, digit=True)
        if key in ("escape", "q"):
            self.dismiss(None)
        elif key in ("enter", "space"):
            self.dismiss(_ROWS[self._list.cursor])
        elif key in lettered:
            self.dismiss(lettered[key])


class _Orders(Choices):
    def __init__(self, term: SortTerm | None, glyphs: Glyphs) -> None:
        super().__init__(
            "Sort by",
            "letter or enter sorts · the same again turns it around · esc gives up",
            glyphs,
        )
        self._term = term
        self.cursor = _ROWS.index(term.key) if term else 0

    def row_count(self) -> int:
        return len(_ROWS)

    def row_parts(self, index: int, width: int) -> list[Part]:
        name = _ROWS[index]
        if not name:
            mark = " " if self._term else self.glyphs.chosen
            return [("0 ", "key"), (f"{mark} ", "key"), ("as in the register", "plain")]
        mark = " "
        if self._term and self._term.key == name:
            mark = self.glyphs.down if self._term.descending else self.glyphs.up
        meaning = SORT_KEYS[index - 1].meaning.partition(";")[0]
        return [
            (f"{LETTERS[name]} ", "key"),
            (f"{mark} ", "key"),
            (fit(name, _NAME), "plain"),
            (fit(meaning, width - _NAME - 4, self.glyphs.ellipsis), "muted"),
        ]

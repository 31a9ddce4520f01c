"""Choosing one commitment out of many, by typing a part of its id or title."""

from __future__ import annotations

from collections.abc import Sequence

from store.model.entry import Entry
from store.model.glyphs import Glyphs
from store.text import fold
from tui.dialogs.picker import ChoosingScreen
from tui.rendering.cells import fit
from tui.widgets.chooser import ChoiceRow

MOST = 200
"""How many are listed; whoever wants more types on."""
_LONGEST_ID = 26


class TargetScreen(ChoosingScreen):
    """Gives the id of a commitment; empty when none was chosen."""

    CSS_PATH = "../dialogs.tcss"

    def __init__(self, title: str, entries: Sequence[Entry], glyphs: Glyphs) -> None:
        foot = "type an id or a title · enter chooses · esc closes"
        super().__init__(title, glyphs, foot=foot)
        self._entries = entries
        self._folded: list[str] = []

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return the commitments with all the words in their id, a former one, or the title."""
        words = fold(text).split()
        found = []
        for index, entry in enumerate(self._entries):
            if index >= len(self._folded):
                told = (entry.id, entry.commitment.title, *entry.commitment.former_ids)
                self._folded.append(fold("\n".join(told)))
            if all(word in self._folded[index] for word in words):
                found.append(self._row(entry, width))
                if len(found) == MOST:
                    break
        return found or [ChoiceRow((("Nothing is called so: backspace", "muted"),))]

    def _row(self, entry: Entry, width: int) -> ChoiceRow:
        status, glyphs = entry.derived.status, self.glyphs
        ids = min(_LONGEST_ID, width * 2 // 5)
        title = fit(entry.commitment.title, max(1, width - ids - 6), glyphs.ellipsis)
        parts = (
            (f"{glyphs.status(status)} ", status.tone),
            (f"{fit(entry.id, ids, glyphs.ellipsis)}  ", "muted"),
            (title, "plain"),
        )
        return ChoiceRow(parts, entry.id, hint=entry.commitment.title)

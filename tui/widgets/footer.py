"""The bottom line: the keys that matter where one is, as many as fit."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from tui.commands.places import PLACES, named_in
from tui.drawing.ink import Drawn, Part
from tui.messages import CommandClicked

_ALWAYS = 2
"""Help and quit always fit: whoever finds them finds the rest."""


class Hint(NamedTuple):
    """A key and a word for what it does here."""

    key: str
    word: str
    command_id: str = ""
    """Empty for keys that are no commands."""

    @property
    def length(self) -> int:
        """How many cells it takes, with the gap after it."""
        return cell_len(self.key) + cell_len(self.word) + 3


class FooterLine(Drawn):
    """One line; a command that cannot act is dimmed, never hidden. A click runs it."""

    place: reactive[str] = reactive("commitments")
    """Where one is, by its id in `tui.commands.places`."""
    without_rows: reactive[bool] = reactive(False)
    """Whether no commitment is listed, so that other keys matter."""
    unavailable: reactive[frozenset[str]] = reactive(frozenset)

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        parts: list[Part] = [(" ", "plain")]
        for hint, _, _ in self._placed():
            dim = hint.command_id in self.unavailable
            parts.append((hint.key, "muted" if dim else "key"))
            parts.append((f" {hint.word}  ", "muted"))
        return self.strip(parts, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        for hint, first, last in self._placed():
            if first <= event.x < last and hint.command_id:
                self.post_message(CommandClicked(hint.command_id))

    def _placed(self) -> list[tuple[Hint, int, int]]:
        place = PLACES[self.place]
        named = named_in(self.place, without_rows=self.without_rows)
        shown = [Hint(self.keymap.first(each), word, each) for each, word in named]
        shown += [Hint(key, word) for key, word in place.keys]
        while len(shown) > _ALWAYS and 1 + sum(hint.length for hint in shown) > self.size.width:
            del shown[-_ALWAYS - 1]
        placed, column = [], 1
        for hint in shown:
            placed.append((hint, column, column + hint.length))
            column += hint.length
        return placed

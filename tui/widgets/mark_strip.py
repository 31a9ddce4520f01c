"""The marking strip: one key sets a status or a percentage."""

from __future__ import annotations

from string import digits

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from store.model.status import Status
from tui.messages import MarkingLeft, ProgressMarked
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part, length
from tui.widgets.prompts import OneKeyLine

_DIGITS = frozenset(digits)
_BY_KEY = {status.key: status for status in Status}
ORDER = (
    Status.IN_PROGRESS,
    Status.KEPT,
    Status.PARTLY_KEPT,
    Status.NOT_KEPT,
    Status.STALLED,
    Status.NOT_STARTED,
    Status.WITHDRAWN,
    Status.NOT_ASSESSED,
)


_WORDS: tuple[Part, ...] = tuple(
    part for status in ORDER for part in ((status.key, "key"), (f" {status.words}  ", status.tone))
)
"""Each key with the words of its status."""


class MarkStrip(OneKeyLine):
    """One line over the still visible list. A letter sets the status, a digit tens of percent.

    Any other key leaves it, and changes nothing.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.subject = ""
        self._count = 1

    def ask(self, subject: str, count: int = 1) -> None:
        """Open for a commitment, by its id, or for several, by their number."""
        self.subject = subject
        self._count = count
        self.open()

    def take(self, event: events.Key) -> None:
        """Take the choice; whatever else is pressed closes the strip."""
        pressed = event.character or ""
        if pressed not in _DIGITS:  # no keyboard has one digit in the place of another
            pressed = self.keymap.typed(pressed)
        if pressed in _DIGITS:
            self.answer(ProgressMarked(progress=10 * int(pressed)))
        elif pressed in _BY_KEY:
            self.answer(ProgressMarked(status=_BY_KEY[pressed]))
        else:
            self.close()

    def left(self) -> Message:
        """Tell that nothing is marked."""
        return MarkingLeft()

    def render_line(self, y: int) -> Strip:
        """Draw the keys: whole words where there is room, glyphs where there is not."""
        width, glyphs = self.size.width, self.glyphs
        tail: list[Part] = [("0-9", "key"), (" tens of %", "plain")]
        least: list[Part] = [("0-9", "key"), (" %", "plain")]
        room = width - length([*_WORDS, *tail]) - 8
        if room >= 8:
            name = fit(self.subject, min(room, cell_len(self.subject)), glyphs.ellipsis)
            return self.strip([(f" Mark {name}  ", "strong"), *_WORDS, *tail], width)
        short: list[Part] = []
        for status in ORDER:
            short += [(status.key, "key"), (f"{glyphs.status(status)} ", status.tone)]
        several = f"{self._count}  " if self._count > 1 else ""
        mark = (f" Mark {several or ' '}", "strong")
        for parts in ([mark, *_WORDS], [mark, *short], [(several, "strong"), *short]):
            if length(parts) + length(least) <= width:
                return self.strip([*parts, *least], width)
        return self.strip([(several or " ", "strong"), *short, *least], width)

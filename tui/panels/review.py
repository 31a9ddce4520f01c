"""The two panels of a review: the queue, and one commitment with all that a look needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from store.model.entry import Entry
from store.user.review_book import ReviewAnswer
from tui.panels.panel import Panel
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part

if TYPE_CHECKING:
    from tui.panels.detail_lines import DetailLine

_ANSWERS: dict[ReviewAnswer, str] = {
    "looked": "green",
    "changed": "blue",
    "later": "muted",
}
"""The style of a row by what was answered."""


class ReviewRow(NamedTuple):
    """A commitment in the queue, as its row shows it."""

    id: str
    title: str
    answer: ReviewAnswer | None


class ReviewQueuePanel(Panel):
    """All that is in the queue; what was answered is marked and stays."""

    NUMBER = 0
    NAME = "Queue"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._order: Sequence[str] = ()
        self._row_of: Callable[[str], ReviewRow] = _no_row

    def show(self, order: Sequence[str], here: int, row: Callable[[str], ReviewRow]) -> None:
        """Show the queue with one of its rows under the cursor; rows are made as far as needed."""
        self._order, self._row_of = order, row
        self.place(here)

    def row_count(self) -> int:
        """Return how many are in the queue."""
        return len(self._order)

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw the mark of an answer, and the title."""
        glyphs, row = self.glyphs, self._row_of(self._order[index])
        marks = {"looked": glyphs.done, "changed": glyphs.met, "later": glyphs.pending}
        style = _ANSWERS[row.answer] if row.answer else "plain"
        here = glyphs.cursor if index == self.cursor else " "
        mark = marks[row.answer] if row.answer else " "
        words = fit(row.title or row.id, width - 4, glyphs.ellipsis)
        return [(here, "key"), (f"{mark} ", style), (words, style if row.answer else "plain")]

    def empty(self) -> str:
        """Say that the queue is empty."""
        return "Nothing wants a look."


def _no_row(commitment_id: str) -> ReviewRow:
    return ReviewRow(commitment_id, "", None)


class ReviewPagePanel(Panel):
    """One commitment, or what came of the review once all is answered."""

    NUMBER = 0
    NAME = "Commitment"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._subject = ""
        self._make: Callable[[int], Sequence[DetailLine]] = _no_lines
        self._lines: Sequence[DetailLine] = ()
        self._width = 0

    def show(self, name: str, make: Callable[[int], Sequence[DetailLine]], *, anew: bool) -> None:
        """Show the lines that `make` returns for a width; `anew` begins at the first of them."""
        self._subject, self._make, self._width = name, make, 0
        self.place(0 if anew else self.cursor)

    def row_count(self) -> int:
        """Return how many lines there are at the panel's width."""
        return len(self._lines_now())

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw one line."""
        return list(self._lines_now()[index].parts)

    def put(self, index: int) -> bool:
        """Move the cursor, over the blank lines between the parts."""
        lines = self._lines_now()
        index = min(max(0, index), len(lines) - 1)
        step = -1 if index < self.cursor else 1
        while 0 <= index < len(lines) and lines[index].is_blank:
            index += step
        return super().put(index)

    @property
    def address(self) -> str:
        """The address of the source that the line under the cursor belongs to, if any."""
        lines = self._lines_now()
        return lines[self.cursor].source if self.cursor < len(lines) else ""

    def note(self) -> Part:
        """Name the commitment."""
        return self._subject, "muted"

    def _lines_now(self) -> Sequence[DetailLine]:
        width = max(8, self.size.width - 2)
        if width != self._width:
            self._width = width
            self._lines = self._make(width)
            self.cursor = min(self.cursor, max(0, len(self._lines) - 1))
        return self._lines


def _no_lines(width: int) -> Sequence[DetailLine]:
    return ()


def promised_words(entry: Entry) -> tuple[str, str]:
    """Return the words in which it was promised, and where they stand; empty where none is kept.

    They are those of its instrument, else those of the first of its updates that has any and
    does not settle it.
    """
    updates = entry.commitment.updates
    sources = [entry.instrument.source if entry.instrument else None]
    sources += [each.source for each in updates if not (each.status and each.status.settled)]
    for source in sources:
        if source is not None and source.excerpt:
            return source.excerpt, source.title
    return "", ""

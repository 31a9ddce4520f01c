"""What could be written next in the filter line: a short list over the panels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from tui.messages import CompletionTaken
from tui.rendering.cells import fit, fit_right
from tui.rendering.line_widget import LineWidget, Part

if TYPE_CHECKING:
    from store.query.completion import Completion


MOST_ROWS = 8
_MOST_TEXT, _LEAST_WIDTH = 32, 24
_COUNT = 8
_LINES_KEPT = 6
"""Lines of the screen that it never covers: header, filter, message, and some of the panels."""
_BELOW = 2
"""The filter line and the message line."""


class CompletionList(LineWidget):
    """Rows of completions with one of them marked. A click takes one; keys are the line's."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.offers: Sequence[Completion] = ()
        self.marked = 0
        self.chosen = False
        """Whether the marked one was moved to by hand."""
        self._top = 0

    @property
    def open(self) -> bool:
        """Whether it is in view."""
        return bool(self.display and self.offers)

    def show(self, offers: Sequence[Completion], column: int) -> None:
        """Show completions over a column of the filter line; none closes the list."""
        self.offers, self.marked, self.chosen, self._top = offers, 0, False, 0
        if not offers:
            self.close()
            return
        screen = self.screen.size
        rows = max(1, min(MOST_ROWS, len(offers), screen.height - _LINES_KEPT))
        wanted = 6 + self._text_width + _COUNT + self._description_width
        width = min(screen.width, max(_LEAST_WIDTH, wanted))
        left = max(0, min(column - 3, screen.width - width))
        styles = self.styles
        styles.height, styles.width, styles.margin = rows + 1, width, (0, 0, _BELOW, left)
        self.display = True
        self.refresh()

    def close(self) -> None:
        """Put the list away."""
        self.offers = ()
        self.display = False

    def move(self, steps: int) -> None:
        """Mark another row; past the ends it stays."""
        self.marked = max(0, min(self.marked + steps, len(self.offers) - 1))
        self.chosen = True
        rows = self._rows
        self._top = max(min(self._top, self.marked), self.marked - rows + 1)
        self.refresh()

    @property
    def _rows(self) -> int:
        return max(1, self.size.height - 1)

    @property
    def _text_width(self) -> int:
        return min(_MOST_TEXT, max(cell_len(each.text) for each in self.offers))

    @property
    def _description_width(self) -> int:
        return max(cell_len(each.description) for each in self.offers) + 2

    def render_line(self, y: int) -> Strip:
        """Draw the upper edge with the keys, or a row: the text, how many it finds, what it is."""
        width, glyphs = self.size.width, self.glyphs
        if y == 0:
            more = len(self.offers) - self._rows
            title = glyphs.words(" tab takes" + (f" · {more} more" if more > 0 else "") + " ")
            rule = max(0, width - 3 - cell_len(title))
            parts: list[Part] = [(glyphs.corner_top_left + glyphs.rule, "frame-focus")]
            parts += [(title, "muted"), (glyphs.rule * rule, "frame-focus")]
            return self.strip([*parts, (glyphs.corner_top_right, "frame-focus")], width)
        index = self._top + y - 1
        edge = self.strip([(glyphs.edge, "frame-focus")], 1)
        inside = width - 2
        if index >= len(self.offers):
            return Strip.join([edge, self.strip([], inside), edge])
        offer, here = self.offers[index], index == self.marked
        text = min(self._text_width, inside - 3)
        count = "" if offer.count is None else f"{offer.count:,}"
        room = max(0, inside - 2 - text - _COUNT - 2)
        parts = [
            (f"{glyphs.cursor if here else ' '} ", "key"),
            (fit(offer.text, text, glyphs.ellipsis), "strong" if here else "plain"),
            (fit_right(count, _COUNT), "plain" if offer.count else "muted"),
            ("  " + fit(glyphs.words(offer.description), room, glyphs.ellipsis), "muted"),
        ]
        row = self.strip(parts, inside, "cursor" if here else "plain")
        return Strip.join([edge, row, edge])

    def on_click(self, event: events.Click) -> None:
        """Take the row that was clicked."""
        event.stop()
        index = self._top + event.y - 1
        if event.y > 0 and index < len(self.offers):
            self.post_message(CompletionTaken(self.offers[index]))

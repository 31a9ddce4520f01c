"""Panel 3: when each commitment runs, on the same rows as the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from store.portfolio import Portfolio
from store.status import Status
from tui.drawing.bars import Cell, bar
from tui.drawing.cells import fit
from tui.drawing.geometry import Window, fitting
from tui.drawing.ink import Part
from tui.panels.commitments import EntriesPanel

_PAN_CELLS = 4
_LABEL_SHARE = 3
"""Alone, the timeline gives one third of its width to the titles."""
_GUTTER = 1
"""Beside the list it has room for the mark of selected rows."""


class TimelinePanel(EntriesPanel):
    """A bar for each commitment, with its milestones and the line of today.

    Beside the list it has only bars; alone, each bar has its title before it.
    """

    NUMBER = 3
    NAME = "Timeline"
    HEADER = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.labelled = False
        self._window: Window | None = None

    def zoom(self, steps: int) -> None:
        """Show more time in a cell, or less when negative, around today or the middle."""
        window = self.window
        self._window = window.zoomed(steps, self._anchor(window))
        self.refresh()

    def pan(self, steps: int) -> None:
        """Move the window later by some cells, or earlier when negative."""
        self._window = self.window.moved(steps * _PAN_CELLS)
        self.refresh()

    def go_to_today(self) -> None:
        """Put today in the middle of the window."""
        if self.portfolio:
            self._window = self.window.centred(self.portfolio.as_of)
            self.refresh()

    @property
    def window(self) -> Window:
        """The time in view: the register's own horizon until somebody moves it."""
        width = max(1, self.size.width - 2 - self._label_width(self.size.width - 2))
        if self._window is None:
            return fitting(*self._horizon(), width)
        return self._window.resized(width)

    def note(self) -> Part:
        """Say what one cell stands for."""
        return self.window.scale.words, "muted"

    def header_parts(self, width: int) -> list[Part]:
        """Draw the scale line: where each year or month begins, and today."""
        window = self.window
        cells = [" "] * window.width
        for cell, label in window.labels():
            cells[cell : cell + len(label)] = label
        today = window.position(self.portfolio.as_of) if self.portfolio else -1
        if 0 <= today < window.width and cells[today] == " ":
            cells[today] = self.marks.today
        parts: list[Part] = [(" " * self._label_width(width), "plain"), ("".join(cells), "muted")]
        return parts

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw one commitment's bar."""
        entry, portfolio = self.entries[index], self.portfolio
        if portfolio is None:
            return []
        labels = self._label_width(width)
        parts: list[Part] = [(self.pick_mark(entry), "key")]
        if self.labelled:
            state = entry.derived
            glyph = self.marks.status(state.status)
            mark = self.marks.cursor if index == self.cursor else " "
            title = fit(entry.commitment.title, labels - 5, self.marks.ellipsis)
            parts = [
                (f"{mark}{self.pick_mark(entry)}", "key"),
                (f"{glyph} ", state.status.tone),
                (f"{title} ", "plain"),
            ]
        return [*parts, *self._bar_parts(bar(entry, self.window, portfolio.as_of))]

    def watch_portfolio(self, portfolio: Portfolio | None) -> None:
        """Take the new rows."""
        super().watch_portfolio(portfolio)
        self.refresh()

    def _bar_parts(self, cells: list[Cell]) -> Iterator[Part]:
        text, ink = "", "plain"
        for cell in cells:
            if cell.ink != ink and text:
                yield text, ink
                text = ""
            ink = cell.ink
            text += self._glyph(cell.mark)
        yield text, ink

    def _glyph(self, mark: str | Status | None) -> str:
        if mark is None:
            return " "
        if isinstance(mark, Status):
            return self.marks.status(mark)
        return str(getattr(self.marks, mark))

    def _label_width(self, width: int) -> int:
        return width // _LABEL_SHARE if self.labelled else _GUTTER

    def _anchor(self, window: Window) -> date:
        today = self.portfolio.as_of if self.portfolio else date.min
        return today if 0 <= window.position(today) < window.width else window.middle()

    def _horizon(self) -> tuple[date, date]:
        if self.portfolio is None:
            return date(2025, 1, 1), date(2034, 12, 31)
        register, as_of = self.portfolio.register, self.portfolio.as_of
        first = register.start.first if register.start else date(as_of.year - 2, 1, 1)
        last = register.end.last if register.end else date(as_of.year + 7, 12, 31)
        return first, last

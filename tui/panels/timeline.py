"""Panel 3: when each commitment runs, on the same rows as the list."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from itertools import groupby

from textual import events

from store.model.status import Status
from tui.panels.rows import CommitmentRowsPanel
from tui.rendering.bands import band_parts
from tui.rendering.bars import TODAY, BarCell, bar, extent, found, zoom_anchor
from tui.rendering.cells import fit
from tui.rendering.geometry import TimeWindow, fitting
from tui.rendering.line_widget import Part
from tui.rendering.scale import scale_labels

_PAN_CELLS = 4
_LABEL_SHARE = 3
"""Alone, the timeline gives one third of its width to the titles."""
_GUTTER = 1
"""Beside the list it has room for the mark of selected rows."""
_NO_HORIZON = date(2025, 1, 1), date(2034, 12, 31)


class TimelinePanel(CommitmentRowsPanel):
    """A bar for each commitment, with its milestones and the line of today.

    Beside the list it has only bars; alone, each bar has its title before it.
    """

    NUMBER = 3
    NAME = "Timeline"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.labelled = False
        self.alone = False
        """Whether it is in view without the list."""
        self._window: TimeWindow | None = None
        self._fitted: tuple[tuple[date, date], TimeWindow] | None = None

    def zoom(self, steps: int) -> bool:
        """Show more time in a cell, or less when negative; return whether there is such a scale.

        It zooms around the day of the selected bar in view that is nearest to today; without a
        bar in view around today, and without today around the middle.
        """
        window = self.window
        zoomed = window.zoomed(steps, zoom_anchor(self.here, window, self._as_of))
        self._show(zoomed)
        return zoomed.scale is not window.scale

    def pan(self, steps: int) -> None:
        """Move the window later by some cells, or earlier when negative."""
        self._show(self.window.moved(steps * _PAN_CELLS))

    def go_to_today(self) -> None:
        """Put today in the middle of the window."""
        self._show(self.window.centred(self._as_of))

    def find_bar(self) -> bool:
        """Put the selected bar in the middle of the window; return whether it has any date."""
        covered = extent(self.here) if self.here else None
        if covered:
            self._show(found(covered, self.window, self._as_of))
        return covered is not None

    @property
    def window(self) -> TimeWindow:
        """The time in view: the register's own horizon until somebody moves it."""
        width = max(1, self.size.width - 2 - self._label_width(self.size.width - 2))
        if self._window is not None:
            if self._window.width != width:
                self._window = self._window.resized(width)
            return self._window
        horizon = self._horizon()
        if self._fitted is None or self._fitted[0] != horizon or self._fitted[1].width != width:
            self._fitted = horizon, fitting(*horizon, width)
        return self._fitted[1]

    def note(self) -> Part:
        """Say what one cell stands for."""
        return self.window.scale.words, "muted"

    def foot(self) -> Part:
        """Say where the cursor is, and what of the bands has no room."""
        words, style = super().foot()
        left_out = self.lanes.left_out
        if left_out:
            words = f"{left_out} instrument{'' if left_out == 1 else 's'} not shown · {words}"
        return words, style

    def header_parts(self, line: int, width: int) -> list[Part]:
        """Draw the scale line, and below it the bands of the instruments."""
        labels = self._label_width(width)
        if line == 0:
            return [(" " * labels, "plain"), *self._scale_parts()]
        name = " " * labels
        if self.labelled:
            name = "  " + fit("Instruments" if line == 1 else "", labels - 2)
        own = self.here.commitment.instrument if self.here else ""
        lane = self.lanes.lines[line - 1]
        return [(name, "muted"), *band_parts(lane, self.window, self._as_of, own, self.glyphs)]

    def empty(self) -> str:
        """Say what to do, unless the list does."""
        return super().empty() if self.alone else ""

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Draw one commitment's bar."""
        entry = self.entries[index]
        labels = self._label_width(width)
        parts: list[Part] = [(self.selection_glyph(entry), "key")]
        if self.labelled:
            state = entry.derived
            glyph = self.glyphs.status(state.status)
            mark = self.glyphs.cursor if index == self.cursor else " "
            title = fit(entry.commitment.title, labels - 5, self.glyphs.ellipsis)
            parts = [
                (f"{mark}{self.selection_glyph(entry)}", "key"),
                (f"{glyph} ", state.status.tone),
                (f"{title} ", "plain"),
            ]
        return [*parts, *self._bar_parts(bar(entry, self.window, self._as_of))]

    def blank_parts(self, width: int) -> list[Part]:
        """Go on with the line of today below the last row."""
        window = self.window
        today = window.position(self._as_of)
        if not self.entries or not 0 <= today < window.width:
            return []
        return [(" " * (self._label_width(width) + today), "plain"), (self._glyph(TODAY), "today")]

    def drawn_with(self) -> Hashable:
        """Return the time in view, the day, what is selected, and whether there are titles."""
        return self.window, self._as_of, self.picked, self.labelled

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Move later."""
        event.stop()
        self.pan(1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Move earlier."""
        event.stop()
        self.pan(-1)

    def _show(self, window: TimeWindow) -> None:
        if window != self.window or self._window is None:
            self._window = window
            self.refresh()

    def _scale_parts(self) -> Iterable[Part]:
        """Draw where years or months begin, and today."""
        window = self.window
        cells = [" "] * window.width
        for label in scale_labels(window, self._as_of):
            text = (self.glyphs.earlier if label.continues else "") + label.text
            cells[label.cell : label.cell + len(text)] = text
        today = window.position(self._as_of)
        if not 0 <= today < window.width:
            return [("".join(cells), "muted")]
        return [
            ("".join(cells[:today]), "muted"),
            (self.glyphs.today, "today"),
            ("".join(cells[today + 1 :]), "muted"),
        ]

    def _bar_parts(self, cells: list[BarCell]) -> Iterable[Part]:
        text, style = "", "plain"
        for cell, run in groupby(cells):
            if cell.style != style and text:
                yield text, style
                text = ""
            style = cell.style
            text += self._glyph(cell) * len(list(run))
        yield text, style

    def _glyph(self, cell: BarCell) -> str:
        mark = cell.mark
        if mark is None:
            return " "
        if isinstance(mark, Status):
            return self.glyphs.status(mark)
        return str(getattr(self.glyphs, mark))

    def _label_width(self, width: int) -> int:
        return width // _LABEL_SHARE if self.labelled else _GUTTER

    @property
    def _as_of(self) -> date:
        return self.portfolio.as_of if self.portfolio else _NO_HORIZON[0]

    def _horizon(self) -> tuple[date, date]:
        if self.portfolio is None:
            return _NO_HORIZON
        register, as_of = self.portfolio.register, self.portfolio.as_of
        first = register.start.first if register.start else _year(as_of.year - 2, 1, 1)
        last = register.end.last if register.end else _year(as_of.year + 7, 12, 31)
        return min(first, last), max(first, last)


def _year(year: int, month: int, day: int) -> date:
    """Return a day of a year, as far as the calendar goes."""
    return date(min(date.max.year, max(date.min.year, year)), month, day)

"""Panel 3: when each commitment runs, on the same rows as the list."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from textual import events

from store.model.status import Status
from store.text import counted
from tui.panels.rows import CommitmentRowsPanel
from tui.rendering.bands import band_parts
from tui.rendering.bars import TODAY, BarCell, bar, extent, found, zoom_anchor
from tui.rendering.cells import fit
from tui.rendering.geometry import MONTHS, TimeWindow, fitting
from tui.rendering.line_widget import Part
from tui.rendering.scale import scale_labels

if TYPE_CHECKING:
    from store.portfolio.pictures import Score
    from store.portfolio.portfolio import Portfolio
    from tui.panels.pictures import PictureName

_PAN_CELLS = 4
_LABEL_SHARE = 3
"""Alone, the timeline gives one third of its width to the titles."""
_GUTTER = 1
"""Beside the list it has room for the mark of selected rows."""
_MARK = 2
"""Cells before the rows of a scorecard, for the mark of the cursor."""
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
        self.picture: PictureName = ""
        """What is shown in the place of the bars; empty for the bars."""
        self._moved = 0
        """By how many months the strip of months was moved, or a picture by how many lines."""
        self._made_of: Hashable = None
        self._made_for: Portfolio | None = None
        self._made: list[list[Part]] = []
        self._scores: Sequence[Score] = ()
        self._score = 0
        """The row of a scorecard that the cursor is on."""

    def next_picture(self) -> None:
        """Show the next picture, after the last one the timeline."""
        from tui.panels.pictures import TITLES, is_drawn, next_picture

        if self.portfolio is not None:
            self.picture = next_picture(self.picture, self.portfolio)
            self.title, self.draws_whole = TITLES[self.picture], is_drawn(self.picture)
            self._moved = self._score = 0
            self.refresh()

    @property
    def is_scorecard(self) -> bool:
        """Whether there are rows of a scorecard to go to."""
        return self._score_here() is not None

    @property
    def score_term(self) -> str | None:
        """The term that finds what the row of a scorecard under the cursor counts.

        Empty on the row of all; None where no scorecard is shown.
        """
        score = self._score_here()
        if score is None:
            return None
        from tui.panels.pictures import score_term

        return score_term(self.picture, score) if self._score else ""

    def move(self, rows: int) -> None:
        """Move the cursor by rows, over a scorecard by rows of that."""
        if self._score_here():
            self._go_to_score(self._score + rows)
        else:
            super().move(rows)

    def go_to(self, index: int) -> None:
        """Move the cursor to a row; over a scorecard to its first row or its last."""
        if self._score_here():
            self._go_to_score(index if index < self.row_count() else len(self._scores))
        else:
            super().go_to(index)

    def _go_to_score(self, index: int) -> None:
        self._score = max(0, min(index, len(self._scores) - 1))
        self._bring_score_into_view()
        self.refresh()

    def _bring_score_into_view(self) -> None:
        line = self._score + 1  # below the names of the columns
        self._moved = max(min(self._moved, line - 1), line - self._room + 1)

    def _score_here(self) -> Score | None:
        """Return the row of a scorecard under the cursor, which stays among those there are."""
        if not self.draws_whole:
            return None
        self._picture()
        self._score = max(0, min(self._score, len(self._scores) - 1))
        return self._scores[self._score] if self._scores else None

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
        """Move the window later by some cells, or earlier when negative; a picture by lines."""
        if self.picture:
            self._moved = self._moved + steps * _PAN_CELLS
            if self.draws_whole:
                self._moved = max(0, min(self._moved, len(self._picture()) - self._room))
            self.refresh()
            return
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
        if self.picture == "months":
            # The day stands at the right: what is looked for is what was heard until now.
            latest = TimeWindow(MONTHS, 0, width).position(self._as_of)
            return TimeWindow(MONTHS, 0, width).moved(latest - width + 2 + self._moved)
        if self._window is not None:
            if self._window.width != width:
                self._window = self._window.resized(width)
            return self._window
        horizon = self._horizon()
        if self._fitted is None or self._fitted[0] != horizon or self._fitted[1].width != width:
            self._fitted = horizon, fitting(*horizon, width)
        return self._fitted[1]

    def note(self) -> Part:
        """Say what one cell stands for, or how to come to the next picture."""
        if self.picture == "months":
            from store.portfolio.drawing import strip_legend

            return strip_legend(self.glyphs), "muted"
        if self.picture and self.portfolio:
            return f"of {counted(self.portfolio.size, 'commitment')}", "muted"
        return self.window.scale.words, "muted"

    def foot(self) -> Part:
        """Say where the cursor is, and what of the bands has no room."""
        words, style = super().foot()
        if self.draws_whole:
            left = len(self._picture()) - self._room - self._moved
            below = f"{counted(left, 'line')} below · " if left > 0 else ""
            into = "{enter} filters · " if self.has_focus and self.score_term else ""
            ways = self.keymap.words(f"{into}{{pictures}} next picture")
            return f"{below}{ways}", "muted"
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
        if self.picture == "months":
            from tui.rendering.pictures import month_strip

            return [*parts, *month_strip(entry, self.window, self.glyphs)]
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
        return self.window, self._as_of, self.picked, self.labelled, self.picture

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """Move later."""
        event.stop()
        self.pan(1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """Move earlier."""
        event.stop()
        self.pan(-1)

    @property
    def _room(self) -> int:
        return max(1, self.outer_size.height - 2)

    def _picture(self) -> list[list[Part]]:
        """Return the lines of a picture that is drawn as a whole, made once for a portfolio."""
        portfolio, width, height = self.portfolio, self.outer_size.width - 2, self._room
        made_of = self.picture, width, height, self.glyphs
        if portfolio is not None and (made_of != self._made_of or portfolio is not self._made_for):
            from tui.panels.pictures import picture_lines, scores_of

            here = [(each.id, each.name) for each in self._scores[self._score : self._score + 1]]
            self._made_of, self._made_for = made_of, portfolio
            self._scores = scores = scores_of(self.picture, portfolio)
            # The cursor stays on its row, wherever that stands among others.
            rows = (at for at, each in enumerate(scores) if (each.id, each.name) in here)
            self._score = next(rows, 0)
            if scores:
                self._bring_score_into_view()
            room = width - (_MARK if scores else 0)
            self._made = picture_lines(self.picture, portfolio, room, height, self.glyphs, scores)
        return self._made

    def whole_parts(self, line: int, width: int) -> list[Part]:
        """Return a line of a picture that is drawn as a whole."""
        lines = self._picture()
        if not lines:
            return [(" There is nothing to show", "muted")] if line == 1 else []
        place = self._place_of(line)
        if place >= len(lines):
            return []
        mark = self.glyphs.cursor if self._is_score_here(place) else ""
        return [(f"{mark:<{_MARK}}", "key"), *lines[place]] if self._scores else lines[place]

    def whole_background(self, line: int) -> str:
        """Return that of a cursor for the row of a scorecard that the cursor is on."""
        if not self._is_score_here(self._place_of(line)):
            return "plain"
        return "cursor" if self.has_focus else "cursor-away"

    def _place_of(self, line: int) -> int:
        """Return which line of a picture stands in a line of the panel."""
        return line + max(0, min(self._moved, len(self._picture()) - self._room))

    def _is_score_here(self, place: int) -> bool:
        return self._score_here() is not None and place == self._score + 1

    def on_click(self, event: events.Click) -> None:
        """Go to the row of a scorecard, or open it; elsewhere leave the rows alone."""
        if not self.draws_whole:
            return
        event.prevent_default()
        line = event.y - 1
        row = self._place_of(line) - 1
        if not self._score_here() or not 0 <= line < self._room or not 0 <= row < len(self._scores):
            return
        if row == self._score:
            self.post_message(self.Entered(self))
        else:
            self._go_to_score(row)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move a picture."""
        self._wheel_over(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move a picture."""
        self._wheel_over(event, -1)

    def _wheel_over(self, event: events.MouseEvent, steps: int) -> None:
        if self.draws_whole:
            event.stop()
            event.prevent_default()
            self.pan(steps)

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

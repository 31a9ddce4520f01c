"""The geometry of the timeline: dates, a window and a width in; cells out.

Pure functions of their arguments. A cell is a whole number of days or of months, so a
year never starts in the middle of one and a leap day shifts nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct

from store.model.dates import PartialDate

Unit = Literal["day", "month"]

_FIRST_DAY, _LAST_DAY = date.min.toordinal(), date.max.toordinal()
_FIRST_MONTH, _LAST_MONTH = 12 * date.min.year, 12 * date.max.year + 11


class Scale(Struct, frozen=True):
    """How much time one cell stands for."""

    steps: int
    unit: Unit
    name: str

    @property
    def words(self) -> str:
        """The scale as the panel's title says it."""
        return f"one cell = {self.name}"


SCALES = (
    Scale(1, "day", "1 day"),
    Scale(7, "day", "1 week"),
    Scale(1, "month", "1 month"),
    Scale(2, "month", "2 months"),
    Scale(3, "month", "1 quarter"),
    Scale(6, "month", "6 months"),
    Scale(12, "month", "1 year"),
    Scale(24, "month", "2 years"),
    Scale(60, "month", "5 years"),
)
"""From the finest to the coarsest."""

MONTHS = SCALES[2]


class Span(NamedTuple):
    """The cells something covers, first and last included, cut to the window."""

    first: int
    last: int
    cut_before: bool
    """Whether it begins before the window."""
    cut_after: bool


class TimeWindow(Struct, frozen=True):
    """The stretch of time a timeline shows: from one cell on, as many cells as it is wide."""

    scale: Scale
    first: int
    """The first cell, counted in the scale's steps since year 0."""
    width: int

    def position(self, day: date) -> int:
        """Return the cell of a day: below 0 before the window, `width` or more after it."""
        return _step(self.scale, day) - self.first

    def day(self, cell: int) -> date:
        """Return the first day of a cell, as far as the calendar goes."""
        return _day(self.scale, self.first + cell)

    def span(self, first: date, last: date) -> Span | None:
        """Return the cells from one day to another, or None when all of them lie outside."""
        start, end = self.position(first), self.position(last)
        if end < 0 or start >= self.width or end < start:
            return None
        return Span(
            max(0, start),
            min(self.width - 1, end),
            cut_before=start < 0,
            cut_after=end >= self.width,
        )

    def cell_of(self, when: PartialDate) -> int:
        """Return the cell that stands for a point in time: the last one of its period."""
        return self.position(when.last)

    def moved(self, cells: int) -> TimeWindow:
        """Return the window so many cells later, or earlier when negative."""
        return TimeWindow(self.scale, _within(self.scale, self.first + cells), self.width)

    def centred(self, day: date) -> TimeWindow:
        """Return the window with a day in its middle."""
        return TimeWindow(
            self.scale, _within(self.scale, _step(self.scale, day) - self.width // 2), self.width
        )

    def showing(self, first: date, last: date, rather: date) -> TimeWindow:
        """Return the window with the middle of a stretch of time in its own middle.

        A stretch longer than the window cannot be seen whole: then `rather` is in the middle.
        """
        start, end = _step(self.scale, first), _step(self.scale, last)
        if end - start >= self.width:
            return self.centred(rather)
        begin = start - (self.width - (end - start + 1)) // 2
        return TimeWindow(self.scale, _within(self.scale, begin), self.width)

    def zoomed(self, steps: int, around: date) -> TimeWindow:
        """Return the window some scales coarser, or finer when negative, around a day.

        The day keeps its cell; on the way out it goes half-way to the middle, so that what
        comes into view is shared out to both sides.
        """
        index = min(len(SCALES) - 1, max(0, SCALES.index(self.scale) + steps))
        scale = SCALES[index]
        kept = min(self.width - 1, max(0, self.position(around)))
        if scale.name != self.scale.name and steps > 0:
            kept = (kept + self.width // 2) // 2
        return TimeWindow(scale, _within(scale, _step(scale, around) - kept), self.width)

    def middle(self) -> date:
        """Return the day in the middle of the window."""
        return self.day(self.width // 2)

    def resized(self, width: int) -> TimeWindow:
        """Return the window from the same day on, at another width."""
        return TimeWindow(self.scale, self.first, width)


def fitting(first: date, last: date, width: int) -> TimeWindow:
    """Return the window at the finest scale that shows both days; room left over is shared out.

    A third of that room goes before the first day, for what led up to it.
    """
    for scale in SCALES:
        start = _step(scale, first)
        room = width - (_step(scale, last) - start + 1)
        if room >= 0:
            return TimeWindow(scale, _within(scale, start - room // 3), width)
    coarsest = SCALES[-1]
    return TimeWindow(coarsest, _step(coarsest, first), width)


def _step(scale: Scale, day: date) -> int:
    if scale.unit == "day":
        # Ordinal 1 is a Monday, so a week's cell begins on one.
        return (day.toordinal() - 1) // scale.steps
    return (day.year * 12 + day.month - 1) // scale.steps


def _day(scale: Scale, step: int) -> date:
    if scale.unit == "day":
        return date.fromordinal(min(_LAST_DAY, max(_FIRST_DAY, step * scale.steps + 1)))
    months = min(_LAST_MONTH, max(_FIRST_MONTH, step * scale.steps))
    return date(months // 12, months % 12 + 1, 1)


def _within(scale: Scale, step: int) -> int:
    return min(_step(scale, date.max), max(_step(scale, date.min), step))

"""The geometry of the timeline as drawn: days in, shares of the width out.

Pure functions. A share is a percentage of the width, so the drawing fits any screen
while its marks keep their size.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from store.brief.brief import Timeline
from store.brief.claims import Bar
from store.brief.days import later

Kind = Literal["elapsed", "ahead", "open", "over"]

_OPEN_DAYS = 120
"""How far a bar without an end runs on beyond today."""
_MOST_LABELS = 8


class Piece(NamedTuple):
    """A stretch of a bar."""

    kind: Kind
    """`over` is the time since the due date went by."""
    start: float
    end: float


class Drawn(NamedTuple):
    """A bar in shares of the width."""

    pieces: tuple[Piece, ...]
    marks: tuple[tuple[str, float], ...]
    """Milestones: `met`, `open` or `missed`, and where."""
    settled: float | None
    """Where it was settled, when that is in the window."""
    cut_before: bool
    """Whether it begins before the window."""
    cut_after: bool


class Window(NamedTuple):
    """The days a timeline shows, the first and the last included."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Return where a day begins: 0 for the first day, 100 for the day after the last."""
        length = (self.last - self.first).days + 1
        return round(100 * (day - self.first).days / length, 2)

    def within(self, day: date) -> bool:
        """Whether the window shows a day."""
        return self.first <= day <= self.last

    def years(self) -> list[tuple[float, str]]:
        """Return where the years begin that are labelled, spaced so that none touch."""
        every = -(-(self.last.year - self.first.year + 1) // _MOST_LABELS)
        years = range(self.first.year, self.last.year + 1)
        return [(self.share(date(year, 1, 1)), str(year)) for year in years if year % every == 0]


def window_of(timeline: Timeline) -> Window:
    """Return the window of a timeline."""
    return Window(timeline.first, timeline.last)


def drawn(bar: Bar, window: Window, as_of: date) -> Drawn:
    """Return where everything of a commitment lies.

    The bar runs from the first day of its start to the last of its due date, or to where
    it was settled; without a due date it stays open a little beyond today.
    """
    begins = bar.start or bar.due
    ends = bar.ended or bar.due
    first, last = (begins.first if begins else None), (ends.last if ends else None)
    return Drawn(
        pieces=tuple(_pieces(bar, first, last, window, as_of)),
        marks=tuple((mark.state, _middle(window, mark.when.last)) for mark in bar.marks),
        settled=_middle(window, last) if bar.ended and last and window.within(last) else None,
        cut_before=first is not None and first < window.first,
        cut_after=last is not None and last > window.last,
    )


def _pieces(
    bar: Bar, first: date | None, last: date | None, window: Window, as_of: date
) -> Iterator[Piece]:
    if first is None:
        return
    tomorrow = later(as_of, 1)
    end = later(last, 1) if last else max(tomorrow, first)
    first = min(first, end)
    yield from _piece("elapsed", first, min(end, tomorrow), window)
    if last is None:
        yield from _piece("open", end, later(end, _OPEN_DAYS), window)
    elif bar.overdue:
        yield from _piece("over", end, tomorrow, window)
    else:
        yield from _piece("ahead", max(first, tomorrow), end, window)


def _piece(kind: Kind, start: date, end: date, window: Window) -> Iterator[Piece]:
    start, end = max(start, window.first), min(end, later(window.last, 1))
    if start < end:
        yield Piece(kind, window.share(start), window.share(end))


def _middle(window: Window, day: date) -> float:
    return round((window.share(day) + window.share(later(day, 1))) / 2, 2)

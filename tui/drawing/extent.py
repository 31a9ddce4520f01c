"""The days a commitment's bar covers, and where a window goes for its sake."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from store.derived import is_met
from store.entry import Entry
from tui.drawing.geometry import Window


class Extent(NamedTuple):
    """The days a bar covers."""

    first: date
    last: date | None
    """None while no end is known."""
    open_start: bool = False
    """Whether only its end is known."""

    def reach(self, as_of: date) -> tuple[date, date]:
        """Return the first and the last day as drawn: without an end, a bar goes on to today."""
        return self.first, self.last or max(self.first, as_of)


def extent(entry: Entry) -> Extent | None:
    """Return the days a commitment's bar covers, or None when it has no date at all.

    It runs from the start to the due date, both with their whole periods. A settled one ends
    where it was settled; without any of these its milestones say where it lies.
    """
    commitment, state = entry.commitment, entry.derived
    start, due = commitment.start, commitment.due
    settled = state.assessed if state.status.settled else None
    end = settled or due
    if start:
        last = end.last if end else None
        return Extent(min(start.first, last) if last else start.first, last)
    if due and end:
        return Extent(min(due.first, end.last), end.last, open_start=True)
    dates = [each.met if is_met(each, entry.as_of) else each.date for each in commitment.milestones]
    known = [each for each in (settled, *dates) if each]
    if not known:
        return None
    return Extent(min(each.first for each in known), max(each.last for each in known))


def zoom_anchor(entry: Entry | None, window: Window, as_of: date) -> date:
    """Return the day to zoom around.

    It is the day nearest to today that the selected bar has in view; without a bar in view,
    today; without today in view, the middle.
    """
    covered = extent(entry) if entry else None
    span = window.span(*covered.reach(as_of)) if covered else None
    if covered and span:
        first, last = covered.reach(as_of)
        if span.cut_before:
            first = window.day(0)
        if span.cut_after:
            last = window.day(window.width - 1)
        return max(first, min(as_of, last))
    return as_of if 0 <= window.position(as_of) < window.width else window.middle()


def found(covered: Extent, window: Window, as_of: date) -> Window:
    """Return the window moved so that a bar stands in its middle.

    Of a bar too long for the window, the day nearest to today is in the middle.
    """
    first, last = covered.reach(as_of)
    return window.showing(first, last, max(first, min(as_of, last)))

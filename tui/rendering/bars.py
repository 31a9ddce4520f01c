"""One commitment on the timeline: which mark stands in which cell."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from store.model.entry import Entry, term_of
from store.model.log import former_dues, is_met, is_missed, known_milestones
from store.model.status import Status
from tui.rendering.geometry import TimeWindow


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

    It runs from the start to the due date, both with their whole periods; a duty without one
    runs as long as its instrument. A settled one ends where it was settled; without any of these
    its milestones say where it lies.
    """
    commitment, state = entry.commitment, entry.derived
    start, due = commitment.start, state.due
    settled = state.assessed if state.status.settled else None
    end = settled or due or term_of(entry)
    if start:
        last = end.last if end else None
        return Extent(min(start.first, last) if last else start.first, last)
    if due and end:
        return Extent(min(due.first, end.last), end.last, open_start=True)
    milestones = known_milestones(commitment, entry.as_of)
    dates = [each.met if is_met(each, entry.as_of) else each.date for each in milestones]
    known = [each for each in (settled, *dates) if each]
    if not known:
        return None
    return Extent(min(each.first for each in known), max(each.last for each in known))


def zoom_anchor(entry: Entry | None, window: TimeWindow, as_of: date) -> date:
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


def found(covered: Extent, window: TimeWindow, as_of: date) -> TimeWindow:
    """Return the window moved so that a bar stands in its middle.

    Of a bar too long for the window, the day nearest to today is in the middle.
    """
    first, last = covered.reach(as_of)
    return window.showing(first, last, max(first, min(as_of, last)))


class BarCell(NamedTuple):
    """What one cell shows: the name of a mark, or a status's glyph, in a style."""

    mark: str | Status | None
    style: str


_OPEN_CELLS = 3
"""How far a bar whose start or end is not known runs on beyond what is known."""

BLANK = BarCell(None, "plain")
TODAY = BarCell("today", "today")
_OPEN = BarCell("open_end", "muted")
_PENDING = BarCell("pending", "plain")
_MISSED = BarCell("missed", "red")
_WAS_DUE = BarCell("was_due", "muted")


def bar(entry: Entry, window: TimeWindow, as_of: date) -> list[BarCell]:
    """Return one cell for each of the window's columns.

    What is gone is drawn heavy, today is marked in every row, and milestones lie on top.
    What goes on outside the window points there from the edge.
    """
    cells = [BLANK] * window.width
    today = window.position(as_of)
    covered = extent(entry)
    if covered and (entry.commitment.start or entry.derived.due):
        _draw_horizon(cells, covered, window, today, entry.derived.status.tone)
    if 0 <= today < window.width:
        cells[today] = TODAY
    if entry.derived.moved:
        _draw_trail(cells, entry, window, as_of)
    _draw_milestones(cells, entry, window, as_of)
    _draw_settled(cells, entry, window)
    if covered:
        _draw_cuts(cells, covered, window, today, entry.derived.status.tone)
    return cells


def _draw_horizon(
    cells: list[BarCell], covered: Extent, window: TimeWindow, today: int, tone: str
) -> None:
    first = window.position(covered.first)
    if covered.open_start:
        _fill(cells, first - _OPEN_CELLS, first - 1, _OPEN)
    if covered.last is None:
        _fill(cells, first, today, BarCell("elapsed", tone))
        _fill(cells, max(today + 1, first), max(today, first) + _OPEN_CELLS, _OPEN)
    else:
        last = window.position(covered.last)
        _fill(cells, first, min(today, last), BarCell("elapsed", tone))
        _fill(cells, max(today + 1, first), last, BarCell("ahead", tone))


def _fill(cells: list[BarCell], first: int, last: int, cell: BarCell) -> None:
    first, last = max(0, first), min(len(cells) - 1, last)
    if first <= last:
        cells[first : last + 1] = [cell] * (last - first + 1)


def _draw_trail(cells: list[BarCell], entry: Entry, window: TimeWindow, as_of: date) -> None:
    """Mark where the due date was before it was moved, and where it is while it is waited for."""
    state = entry.derived
    marks = [(each, _WAS_DUE) for each in former_dues(entry.commitment, as_of)]
    if state.due is not None:
        held = BarCell("pending", "red" if state.overdue else "plain")
        marks.append((state.due, _WAS_DUE if state.status.settled else held))
    for when, mark in marks:
        cell = window.cell_of(when)
        if 0 <= cell < window.width:
            cells[cell] = mark


def _draw_milestones(cells: list[BarCell], entry: Entry, window: TimeWindow, as_of: date) -> None:
    for milestone in known_milestones(entry.commitment, as_of):
        when = milestone.met if is_met(milestone, as_of) else milestone.date
        if when is None:
            continue
        cell = window.cell_of(when)
        if not 0 <= cell < window.width:
            continue
        if is_met(milestone, as_of):
            cells[cell] = BarCell("met", entry.derived.status.tone)
        elif is_missed(milestone, as_of):
            cells[cell] = _MISSED
        else:
            cells[cell] = _PENDING


def _draw_settled(cells: list[BarCell], entry: Entry, window: TimeWindow) -> None:
    state = entry.derived
    if state.status.settled and state.assessed:
        cell = window.cell_of(state.assessed)
        if 0 <= cell < window.width:
            cells[cell] = BarCell(state.status, state.status.tone)


def _draw_cuts(
    cells: list[BarCell], covered: Extent, window: TimeWindow, today: int, tone: str
) -> None:
    first = window.position(covered.first)
    last = window.position(covered.last) if covered.last else max(first, today)
    if first < 0:
        cells[0] = BarCell("earlier", tone)
    if last >= window.width:
        cells[-1] = BarCell("later", tone)

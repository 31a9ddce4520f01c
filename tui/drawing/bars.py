"""One commitment on the timeline: which mark stands in which cell."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from store.derived import is_met, is_missed
from store.entry import Entry
from store.status import Status
from tui.drawing.geometry import Window


class Cell(NamedTuple):
    """What one cell shows: the name of a mark, or a status's glyph, in an ink."""

    mark: str | Status | None
    ink: str


_OPEN_CELLS = 3
"""How far a bar without an end runs on beyond today."""

BLANK = Cell(None, "plain")
TODAY = Cell("today", "today")


def bar(entry: Entry, window: Window, as_of: date) -> list[Cell]:
    """Return one cell for each of the window's columns.

    The bar runs from the start to the due date, both with their whole periods; what is
    gone is drawn heavy. Without a due date it stays open to the right, and a settled one
    ends where it was settled. Milestones lie on top.
    """
    cells = [BLANK] * window.width
    today = window.position(as_of)
    if 0 <= today < window.width:
        cells[today] = TODAY
    _draw_horizon(cells, entry, window, as_of)
    _draw_milestones(cells, entry, window, as_of)
    _draw_settled(cells, entry, window)
    _draw_cuts(cells, entry, window)
    return cells


def _draw_horizon(cells: list[Cell], entry: Entry, window: Window, as_of: date) -> None:
    commitment, state = entry.commitment, entry.derived
    start, due = commitment.start or commitment.due, commitment.due
    if start is None:
        return
    settled = state.assessed if state.status.settled else None
    open_ended = due is None and settled is None
    last = settled.last if settled else due.last if due else date.max
    first = min(start.first, last)
    span = window.span(first, last)
    if span is None:
        return
    today = window.position(as_of)
    for cell in range(span.first, span.last + 1):
        if cell <= today:
            cells[cell] = Cell("elapsed", state.status.tone)
        elif open_ended:
            if cell <= max(today, span.first) + _OPEN_CELLS:
                cells[cell] = Cell("open_end", "muted")
        else:
            cells[cell] = Cell("ahead", state.status.tone)


def _draw_cuts(cells: list[Cell], entry: Entry, window: Window) -> None:
    start = entry.commitment.start or entry.commitment.due
    due, tone = entry.commitment.due, entry.derived.status.tone
    if start and window.position(start.first) < 0:
        cells[0] = Cell("earlier", tone)
    if due and not entry.derived.status.settled and window.position(due.last) >= window.width:
        cells[-1] = Cell("later", tone)


def _draw_milestones(cells: list[Cell], entry: Entry, window: Window, as_of: date) -> None:
    for milestone in entry.commitment.milestones:
        when = milestone.met if is_met(milestone, as_of) else milestone.date
        if when is None:
            continue
        cell = window.cell_of(when)
        if not 0 <= cell < window.width:
            continue
        if is_met(milestone, as_of):
            cells[cell] = Cell("met", entry.derived.status.tone)
        elif is_missed(milestone, as_of):
            cells[cell] = Cell("missed", "red")
        else:
            cells[cell] = Cell("pending", "plain")


def _draw_settled(cells: list[Cell], entry: Entry, window: Window) -> None:
    state = entry.derived
    if state.status.settled and state.assessed:
        cell = window.cell_of(state.assessed)
        if 0 <= cell < window.width:
            cells[cell] = Cell(state.status, state.status.tone)

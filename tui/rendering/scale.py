"""The scale line over the timeline: where years, months and days begin.

A pure function of the window and today. No two labels touch, and none covers today's cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tui.rendering.geometry import TimeWindow

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_YEAR_STEPS = (1, 2, 5, 10, 50, 100, 500, 1000)
_YEAR_CELLS = 5
"""A year's four digits and a gap."""


class Label(NamedTuple):
    """A word of the scale line and the cell it begins in."""

    cell: int
    text: str
    continues: bool = False
    """Whether what it names began before the window; a mark for that stands before the text."""

    @property
    def end(self) -> int:
        """The cell after its last one."""
        return self.cell + len(self.text) + self.continues


@lru_cache(maxsize=8)
def scale_labels(window: TimeWindow, today: date) -> tuple[Label, ...]:
    """Return the labels of a window, in their order.

    A label stands where its period begins. The first cell is labelled with the period it lies
    in. Where a label would cover today, today's own period stands beside its cell instead, if
    there is room for it without driving another out.
    """
    mark = window.position(today)
    placed: list[Label] = []

    def fits(label: Label) -> bool:
        return (
            label.cell >= 0
            and label.end <= window.width
            and not label.cell <= mark < label.end
            and not any(_touch(label, other) for other in placed)
        )

    def place(label: Label) -> None:
        if fits(label):
            placed.append(label)

    wanted = [*_main(window), *_first(window)]
    if any(label.cell <= mark < label.end for label in wanted):
        name = _name(window, today)
        others = [label for label in wanted if fits(label)]
        for beside in (Label(mark + 1, name), Label(mark - len(name), name)):
            if not placed and not any(_touch(beside, other) for other in others):
                place(beside)
    for label in (*wanted, *_lesser(window)):
        place(label)
    return tuple(sorted(placed))


def _touch(label: Label, other: Label) -> bool:
    return label.cell <= other.end and other.cell <= label.end


def _main(window: TimeWindow) -> Iterator[Label]:
    """Yield years, or months where a cell is a day."""
    if _by_day(window):
        for day in _month_starts(window):
            yield Label(window.position(day), _name(window, day))
        return
    step = _year_step(window)
    last = window.day(window.width - 1).year
    year = -(-window.day(0).year // step) * step
    while year <= last:
        if year > 0:
            yield Label(window.position(date(year, 1, 1)), f"{year:04}")
        year += step


def _first(window: TimeWindow) -> Iterator[Label]:
    """Yield what the first cell lies in, when that began before the window."""
    day = window.day(0)
    begun = day.day > 1 if _by_day(window) else (day.month, day.day) != (1, 1)
    yield Label(0, _name(window, day), continues=begun)


def _lesser(window: TimeWindow) -> Iterator[Label]:
    """Yield months or days that stand between the main labels where there is room."""
    scale = window.scale
    if _by_day(window):
        offset = -window.day(0).weekday() % 7
        for cell in range(offset, window.width, 7):
            yield Label(cell, f"{window.day(cell).day:02}")
    elif scale.unit == "day":
        for day in _month_starts(window):
            yield Label(window.position(day), _MONTHS[day.month - 1])
    elif scale.steps == 1:
        for day in _month_starts(window):
            if day.month == 7:
                yield Label(window.position(day), _MONTHS[6])


def _month_starts(window: TimeWindow) -> Iterator[date]:
    day, last = window.day(0).replace(day=1), window.day(window.width - 1)
    while day <= last:
        yield day
        if (day.year, day.month) == (date.max.year, 12):
            return
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _name(window: TimeWindow, day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year:04}" if _by_day(window) else f"{day.year:04}"


def _by_day(window: TimeWindow) -> bool:
    return window.scale.unit == "day" and window.scale.steps == 1


def _year_step(window: TimeWindow) -> int:
    """Return every how many years there is a label, so that all of them have room."""
    scale = window.scale
    cells = 52 if scale.unit == "day" else 12 / scale.steps
    return next(step for step in _YEAR_STEPS if step * cells >= _YEAR_CELLS)

"""The timeline of a brief: what to draw where, and the inline SVG of each row, with its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Literal, NamedTuple

from exchange.brief.model import Bar, Timeline
from store.model.status import Status
from store.model.wording import WriteDate
from store.register.changes import later
from store.text import one_line

BarPieceKind = Literal["elapsed", "ahead", "open", "over"]

_OPEN_DAYS = 120
"""How far a bar without an end runs on beyond today."""
_MOST_LABELS = 8


class BarPiece(NamedTuple):
    """A stretch of a bar."""

    kind: BarPieceKind
    """`over` is the time since the due date went by."""
    start: float
    end: float


class DrawnBar(NamedTuple):
    """A bar in shares of the width."""

    pieces: tuple[BarPiece, ...]
    marks: tuple[tuple[str, float], ...]
    """Milestones: `met`, `open` or `missed`, and where."""
    trail: tuple[tuple[str, float], ...]
    """Of a due date that was moved: `was-due` or `now-due`, and where."""
    settled: float | None
    """Where it was settled, when that is in the window."""
    cut_before: bool
    """Whether it begins before the window."""
    cut_after: bool


class DrawnPeriod(NamedTuple):
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


def window_of(timeline: Timeline) -> DrawnPeriod:
    """Return the window of a timeline."""
    return DrawnPeriod(timeline.first, timeline.last)


def drawn(bar: Bar, window: DrawnPeriod, as_of: date) -> DrawnBar:
    """Return where everything of a commitment lies.

    The bar runs from the first day of its start to the last of its due date, or to where
    it was settled; a duty without a due date runs to the end of its instrument. Without an end
    it stays open a little beyond today.
    """
    begins = bar.start or bar.due
    ends = bar.ended or bar.due or bar.term
    first, last = (begins.first if begins else None), (ends.last if ends else None)
    return DrawnBar(
        pieces=tuple(_pieces(bar, first, last, window, as_of)),
        marks=tuple((mark.state, _middle(window, mark.when.last)) for mark in bar.marks),
        trail=tuple(_trail(bar, window)),
        settled=_middle(window, last) if bar.ended and last and window.within(last) else None,
        cut_before=first is not None and first < window.first,
        cut_after=last is not None and last > window.last,
    )


def _trail(bar: Bar, window: DrawnPeriod) -> Iterator[tuple[str, float]]:
    if not bar.former_dues or bar.due is None:
        return
    for when in bar.former_dues:
        if window.within(when.last):
            yield "was-due", _middle(window, when.last)
    if window.within(bar.due.last):
        # Of one that is settled nothing is due any more.
        yield "was-due" if bar.ended else "now-due", _middle(window, bar.due.last)


def _pieces(
    bar: Bar, first: date | None, last: date | None, window: DrawnPeriod, as_of: date
) -> Iterator[BarPiece]:
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


def _piece(kind: BarPieceKind, start: date, end: date, window: DrawnPeriod) -> Iterator[BarPiece]:
    start, end = max(start, window.first), min(end, later(window.last, 1))
    if start < end:
        yield BarPiece(kind, window.share(start), window.share(end))


def _middle(window: DrawnPeriod, day: date) -> float:
    return round((window.share(day) + window.share(later(day, 1))) / 2, 2)


SHAPES = {
    "met": '<path class="m-solid" d="M0-6 6 0 0 6-6 0Z"/>',
    "open": '<path class="m-hollow" d="M0-5.5 5.5 0 0 5.5-5.5 0Z"/>',
    "was-due": '<circle class="m-ground" r="4.5"/><circle class="m-hollow" r="3"/>',
    "now-due": '<path class="m-ground" d="M0-8 8 0 0 8-8 0Z"/>'
    '<path class="m-hollow" d="M0-5.5 5.5 0 0 5.5-5.5 0Z"/><circle class="m-solid" r="1.5"/>',
    "missed": '<path class="m-hollow m-bad" d="M0-5.5 5.5 0 0 5.5-5.5 0Z"/>'
    '<path class="m-stroke m-bad" d="M-3-3 3 3M3-3-3 3"/>',
    "kept": '<circle class="m-ground" r="7"/><circle class="m-solid" r="6.5"/>'
    '<path class="m-tick" d="M-3 0-1 2.5 3-2.5"/>',
    "partly-kept": '<circle class="m-ground" r="7"/><circle class="m-hollow" r="6"/>'
    '<path class="m-stroke" d="M-3.5.8C-2-2 0-.5 0 0S2 2 3.5-.8"/>',
    "not-kept": '<circle class="m-ground" r="7"/><circle class="m-hollow" r="6"/>'
    '<path class="m-stroke" d="M-2.5-2.5 2.5 2.5M2.5-2.5-2.5 2.5"/>',
    "withdrawn": '<circle class="m-ground" r="7"/><circle class="m-hollow" r="6"/>'
    '<path class="m-stroke" d="M-3 0 3 0"/>',
    "before": '<path class="m-ground" d="M-1-7H8V7H-1Z"/>'
    '<path class="m-stroke" d="M6-4.5 1.5 0 6 4.5"/>',
    "after": '<path class="m-ground" d="M1-7H-8V7H1Z"/>'
    '<path class="m-stroke" d="M-6-4.5-1.5 0-6 4.5"/>',
}
"""Every mark, drawn around its point; told apart by shape, not by colour."""

LEGEND = (
    ("met", "milestone met"),
    ("open", "milestone open"),
    ("missed", "milestone missed"),
    ("now-due", "due date that was moved"),
    ("was-due", "where it was before"),
    ("kept", "kept"),
    ("partly-kept", "partly kept"),
    ("not-kept", "not kept"),
    ("withdrawn", "withdrawn"),
    ("before", "begins earlier"),
    ("after", "ends later"),
)
LINES = (
    ("elapsed", "time gone"),
    ("ahead", "time ahead"),
    ("open", "no end set"),
    ("over", "past due"),
    ("today", "as-of date"),
)


def symbols() -> str:
    """Return the marks, to be used by every drawing of the page."""
    made = "".join(
        f'<symbol id="m-{name}" overflow="visible">{shape}</symbol>'
        for name, shape in SHAPES.items()
    )
    return (
        f'<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">{made}</svg>'
    )


def axis(timeline: Timeline) -> str:
    """Return the line of years above the bars."""
    window = window_of(timeline)
    labels = "".join(
        f'<text x="{share}%" dx="3" y="14">{year}</text>' for share, year in window.years()
    )
    return (
        '<svg class="axis" width="100%" height="20" role="img">'
        f"<title>Years {timeline.first.year} to {timeline.last.year}</title>"
        f"{_grid(window)}{labels}</svg>"
    )


def bar_drawing(
    bar: Bar, timeline: Timeline, as_of: date, key: str, written: WriteDate = str
) -> str:
    """Return the drawing of one commitment, with what it shows in words for who cannot see it."""
    window = window_of(timeline)
    what = drawn(bar, window, as_of)
    shapes = "".join(_shapes(what, bar.standing.status))
    title, told = escape(one_line(bar.subject.title)), escape(describe(bar, written))
    return (
        f'<svg class="bar tone-{bar.standing.status.tone}" width="100%" height="100%" role="img" '
        f'aria-labelledby="{key}t {key}d"><title id="{key}t">{title}</title>'
        f'<desc id="{key}d">{told}</desc>{_grid(window)}{shapes}{_today(window, as_of)}</svg>'
    )


def sample(name: str, *, line: bool) -> str:
    """Return a mark or a line by itself, for the legend."""
    inside = (
        f'<line class="{name}" x1="4" x2="28" y1="50%" y2="50%"/>'
        if line and name != "today"
        else '<line class="today" x1="50%" x2="50%" y1="0" y2="100%"/>'
        if line
        else use_mark(name, "50%")
    )
    return f'<svg class="sample" width="32" height="18" aria-hidden="true">{inside}</svg>'


def describe(bar: Bar, written: WriteDate = str) -> str:
    """Return a bar in words, its dates as `written` writes them."""
    begins = bar.start or bar.due
    parts = [f"from {written(bar.start)}" if bar.start else "no start known"]
    moved = f", moved from {', '.join(map(written, bar.former_dues))}" if bar.former_dues else ""
    kept = f"kept until {written(bar.term)}" if bar.term else "no due date"
    parts.append(f"due {written(bar.due)}{moved}" if bar.due else kept)
    status = bar.standing.status.words
    parts.append(f"{status} since {written(bar.ended)}" if bar.ended else status)
    parts += ["past due"] if bar.overdue else []
    said = ", ".join(parts) if begins or bar.ended else f"no dates known, {status}"
    marks = [f"{one_line(each.title)}, {each.state}, {written(each.when)}" for each in bar.marks]
    return f"{said}. " + (f"Milestones: {'; '.join(marks)}." if marks else "No milestones shown.")


def _shapes(what: DrawnBar, status: Status) -> Iterator[str]:
    for piece in what.pieces:
        yield (
            f'<line class="{piece.kind}" x1="{piece.start}%" x2="{piece.end}%" y1="50%" y2="50%"/>'
        )
    for state, share in (*what.trail, *what.marks):
        yield use_mark(state, f"{share}%")
    if what.settled is not None:
        yield use_mark(status.value, f"{what.settled}%")
    if what.cut_before:
        yield use_mark("before", "0%")
    if what.cut_after:
        yield use_mark("after", "100%")


def use_mark(name: str, x: str) -> str:
    """Return one of the marks in the middle of the height, at a place such as `50%`."""
    return f'<use href="#m-{name}" x="{x}" y="50%"/>'


def _grid(window: DrawnPeriod) -> str:
    return "".join(
        f'<line class="year" x1="{share}%" x2="{share}%" y1="0" y2="100%"/>'
        for share, _ in window.years()
    )


def _today(window: DrawnPeriod, as_of: date) -> str:
    share = window.share(as_of)
    return f'<line class="today" x1="{share}%" x2="{share}%" y1="0" y2="100%"/>'

"""The periods of a register's instruments, as bands that lie in as few lines as they can."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from store.model.entities import Instrument
from store.model.glyphs import Glyphs
from store.text import one_line
from tui.rendering.cells import fit
from tui.rendering.geometry import Span, TimeWindow
from tui.rendering.line_widget import Part

MOST_LANES = 4
"""More lines would take the rows their room; what does not fit in them is counted."""
_OPEN_CELLS = 3
"""How far a band without a known end runs on beyond today."""
_LEAST_CAPPED = 3
"""A band narrower than this has no room for its ends."""
_LEAST_NAME, _YEAR = 16, 4
"""A name cut shorter than this says less than the year it began in."""


class Band(NamedTuple):
    """The days an instrument was in force, for drawing."""

    instrument: Instrument
    first: date
    last: date | None
    """None while no end is known; the day before its successor where that came first."""


Lane = tuple[Band, ...]
"""Bands that follow each other on one line."""


class Lanes(NamedTuple):
    """The lines of bands, frameworks first."""

    lines: tuple[Lane, ...]
    left_out: int
    """How many instruments with a period found no room."""


def lanes(instruments: Sequence[Instrument], most: int = MOST_LANES) -> Lanes:
    """Return the instruments that have a period, in lines on which none overlap.

    Those with a start and an end have one, and every framework that has a date. What took
    another's place stands on the same line, frameworks on the first ones.
    """
    lines: list[list[Band]] = []
    left_out = 0
    for group in sorted(_groups(instruments), key=_rank):
        line = next((each for each in lines if _has_room(each, group)), None)
        if line is not None:
            line += group
            line.sort(key=lambda band: band.first)
        elif len(lines) < most:
            lines.append(list(group))
        else:
            left_out += len(group)
    return Lanes(tuple(map(tuple, lines)), left_out)


def band_parts(
    lane: Lane, window: TimeWindow, today: date, own: str, glyphs: Glyphs
) -> Iterator[Part]:
    """Yield what a line of bands shows; `own` is the id of the instrument that stands out."""
    mark = window.position(today)
    at = 0
    for band in lane:
        first = window.position(band.first)
        last = window.position(band.last) if band.last else max(first, mark) + _OPEN_CELLS
        if last < at or first >= window.width:
            continue
        span = Span(
            max(at, first),  # one cell may hold an end and a start
            min(last, window.width - 1),
            cut_before=first < 0,
            cut_after=last >= window.width,
        )
        yield from _with_today(at, " " * (span.first - at), "plain", mark, glyphs)
        yield from _band(band, span, mark, band.instrument.id == own, glyphs)
        at = span.last + 1
    yield from _with_today(at, " " * (window.width - at), "plain", mark, glyphs)


def _groups(instruments: Sequence[Instrument]) -> Iterator[list[Band]]:
    """Yield instruments that took each other's place together, each cut where the next begins."""
    bands = {each.id: band for each in instruments if (band := _period(each))}
    after: dict[str, Band] = {}
    for band in bands.values():
        before = bands.get(band.instrument.supersedes)
        if before and before.first < band.first:
            known = after.get(before.instrument.id)
            if known is None or band.first < known.first:
                after[before.instrument.id] = band
    successors = {band.instrument.id for band in after.values()}
    for band in bands.values():
        if band.instrument.id in successors:
            continue
        group = []
        current: Band | None = band
        while current:
            following = after.get(current.instrument.id)
            if following and (current.last is None or current.last >= following.first):
                group.append(current._replace(last=following.first - timedelta(days=1)))
            else:
                group.append(current)
            current = following
        yield group


def _period(instrument: Instrument) -> Band | None:
    start, end = instrument.start, instrument.end
    if _is_framework(instrument):
        start = start or instrument.date
    elif end is None:
        return None
    if start is None or (end and end.last < start.first):
        return None
    return Band(instrument, start.first, end.last if end else None)


def _is_framework(instrument: Instrument) -> bool:
    return "framework" in instrument.kind.casefold()


def _rank(group: Sequence[Band]) -> tuple[bool, date]:
    return not any(_is_framework(band.instrument) for band in group), group[0].first


def _has_room(line: Sequence[Band], group: Iterable[Band]) -> bool:
    for band in group:
        at = bisect_left(line, band.first, key=lambda each: each.first)
        before, following = line[at - 1] if at else None, line[at] if at < len(line) else None
        if before and (before.last is None or before.last >= band.first):
            return False
        if following and (band.last is None or band.last >= following.first):
            return False
    return True


def _band(band: Band, span: Span, mark: int, own: bool, glyphs: Glyphs) -> Iterator[Part]:
    style = "key" if own else "muted"
    fill = glyphs.band_own if own else glyphs.band
    left = glyphs.earlier if span.cut_before else glyphs.band_start
    right = glyphs.later if span.cut_after else glyphs.band_end
    if band.last is None and not span.cut_after:
        right = glyphs.open_end
    room = span.last - span.first + 1
    if room < _LEAST_CAPPED:
        signs = [fill] * room
        if span.cut_before:
            signs[0] = glyphs.earlier
        if span.cut_after:
            signs[-1] = glyphs.later
        yield from _with_today(span.first, "".join(signs), style, mark, glyphs)
        return
    yield left, style
    at = span.first + 1
    name = _name(band.instrument, room - 4, glyphs)
    if name:
        yield f" {name} ", "key" if own else "plain"
        at += cell_len(name) + 2
    yield from _with_today(at, fill * (span.last - at), style, mark, glyphs)
    yield right, style


def _name(instrument: Instrument, room: int, glyphs: Glyphs) -> str:
    """Return the title, else the id, else a good part of the title, else the year, as fits."""
    for name in (one_line(instrument.title), one_line(instrument.id)):
        if name and cell_len(name) <= room:
            return name
    if room >= _LEAST_NAME:
        return fit(instrument.title, room, glyphs.ellipsis)
    begun = instrument.start or instrument.date
    return f"{begun.first.year:04}" if begun and room >= _YEAR else ""


def _with_today(at: int, text: str, style: str, mark: int, glyphs: Glyphs) -> Iterator[Part]:
    """Yield one-cell signs, today's among them where its cell is."""
    place = mark - at
    if 0 <= place < len(text):
        yield text[:place], style
        yield glyphs.today, "today"
        yield text[place + 1 :], style
    elif text:
        yield text, style

"""Pictures in characters, for the board and for what is printed: pieces of text with a tone each.

Pure functions of numbers from `store.portfolio.pictures`, a width and the glyphs, each of which
takes one cell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from store.model.entry import Entry
from store.model.glyphs import Glyphs
from store.model.status import Status
from store.portfolio.pictures import ComplianceGrid, HeardMonth, StatusMonth, heard_in
from store.text import counted, one_line

ToneText = tuple[str, str]
"""A piece of text and the name of its tone."""
DrawnLine = list[ToneText]

STATUS_ORDER = (
    Status.KEPT,
    Status.PARTLY_KEPT,
    Status.IN_PROGRESS,
    Status.STALLED,
    Status.NOT_STARTED,
    Status.NOT_KEPT,
    Status.WITHDRAWN,
    Status.NOT_ASSESSED,
)
"""From what is done to what nobody knows."""


def status_mix(statuses: Sequence[tuple[Status, int]], width: int, glyphs: Glyphs) -> DrawnLine:
    """Return a bar of `width` cells in which each status has its share, drawn as its glyph.

    Where there is room every status that any has gets a cell at least.
    """
    counts = {status: number for status, number in statuses if number}
    present = [status for status in STATUS_ORDER if status in counts]
    cells = shares([counts[each] for each in present], width)
    parts: DrawnLine = [
        (glyphs.status(status) * room, status.tone)
        for status, room in zip(present, cells, strict=True)
        if room
    ]
    return parts or [(" " * width, "plain")]


def shares(counts: Sequence[int], width: int) -> list[int]:
    """Share out cells by the counts; the largest remainders get what is left over."""
    total = sum(counts)
    if not total or not width:
        return [0] * len(counts)
    least = 1 if len(counts) <= width else 0
    exact = [count * width / total for count in counts]
    cells = [max(least, int(each)) for each in exact]
    while sum(cells) > width:
        cells[max(range(len(cells)), key=cells.__getitem__)] -= 1
    while sum(cells) < width:
        cells[max(range(len(cells)), key=lambda at: exact[at] - cells[at])] += 1
    return cells


def heard_strip(entry: Entry, months: Sequence[int], glyphs: Glyphs) -> DrawnLine:
    """Return a cell for each of some months, by `month_of_day`: what was heard of a commitment."""
    return heard_marks(heard_in(entry, months), glyphs)


def heard_marks(months: Iterable[HeardMonth | None], glyphs: Glyphs) -> DrawnLine:
    """Return a cell for each of some months as `heard_in` tells them.

    A number or a mark for news, another mark for looks that found nothing, a dot for a month in
    which nothing was heard, blank before the promise and after the entry's as-of date.
    """
    parts: DrawnLine = []
    for found in months:
        if found is None:
            parts.append((" ", "plain"))
        elif found.news:
            many = str(found.news) if found.news < 10 else "+"
            parts.append((many if found.news > 1 else glyphs.met, "blue"))
        elif found.looks:
            parts.append((glyphs.pending, "plain"))
        else:
            parts.append((glyphs.dot, "muted"))
    return parts


def strip_legend(glyphs: Glyphs) -> str:
    """Return what the marks of the month strip mean."""
    return f"{glyphs.met} news  {glyphs.pending} looked  {glyphs.dot} silent"


_MOST_MONTHS = 120


def months_that_fit(width: int) -> int:
    """Return how many months a picture of statuses over time has room for."""
    return max(1, min(_MOST_MONTHS, width - _label_width(0)))


def _label_width(most: int) -> int:
    return max(4, len(str(most))) + 1


def statuses_over_time(
    months: Sequence[StatusMonth], width: int, height: int, glyphs: Glyphs
) -> list[DrawnLine]:
    """Return stacked columns, one a month, over a line of years and what each glyph stands for."""
    if not months or width < 12 or height < 6:
        return []
    totals = [sum(month.counts.values()) for month in months]
    most = max(1, *totals)
    label = _label_width(most)
    present = [status for status in STATUS_ORDER if any(each.counts[status] for each in months)]
    legend = _legend(months[-1].counts, present, width, glyphs)
    rows = max(3, height - 2 - len(legend))
    broad = max(1, (width - label) // len(months))
    columns = [
        _column(month.counts, total, most, rows)
        for month, total in zip(months, totals, strict=True)
    ]
    lines: list[DrawnLine] = []
    for row in range(rows - 1, -1, -1):
        said = {rows - 1: str(most), rows // 2: str(round(most * (rows // 2 + 1) / rows)), 0: "0"}
        line: DrawnLine = [(f"{said.get(row, '') if row else '':>{label - 1}} ", "muted")]
        for column in columns:
            status = column[row] if row < len(column) else None
            mark = glyphs.status(status) if status else " "
            line.append((mark * broad, status.tone if status else "plain"))
        lines.append(line)
    return [*lines, *_years(months, label, broad, width, glyphs), *legend]


def _column(counts: Counter[Status], total: int, most: int, rows: int) -> list[Status]:
    """Return a column from the ground up, as high as its share of the highest."""
    present = [status for status in STATUS_ORDER if counts[status]]
    high = max(1, round(rows * total / most)) if total else 0
    cells = shares([counts[each] for each in present], high)
    return [status for status, room in zip(present, cells, strict=True) for _ in range(room)]


def _years(
    months: Sequence[StatusMonth], label: int, broad: int, width: int, glyphs: Glyphs
) -> list[DrawnLine]:
    ground = [glyphs.rule] * (broad * len(months))
    names = [" "] * (width - label)
    free = 0
    for place, month in enumerate(months):
        begins = month.last.month == 1 or (place == 0 and month.last.month < 8)
        at, text = place * broad, str(month.last.year)
        if month.last.month == 1:
            ground[at] = glyphs.today
        if begins and free <= at and at + len(text) <= len(names):
            names[at : at + len(text)] = text
            free = at + len(text) + 1
    blank = " " * label
    return [
        [(blank, "plain"), ("".join(ground), "muted")],
        [(blank, "plain"), ("".join(names), "muted")],
    ]


def _legend(
    counts: Counter[Status], present: Sequence[Status], width: int, glyphs: Glyphs
) -> list[DrawnLine]:
    """Return what the glyphs stand for, with the counts of the last month, in few lines."""
    lines: list[DrawnLine] = [[]]
    for status in present:
        part = (f" {glyphs.status(status)} {status.words} {counts[status]} ", status.tone)
        if lines[-1] and sum(len(text) for text, _ in (*lines[-1], part)) > width:
            lines.append([])
        lines[-1].append(part)
    return lines


class TextMeasure(NamedTuple):
    """How wide texts are where a picture is drawn, and how they are cut and padded there."""

    width: Callable[[str], int]
    fit: Callable[[str, int, str], str]
    """Takes a text, the cells to fill, and what a text that is cut ends in."""


_CELL = 3
_LEAST_NAME, _LEAST_TITLE = 8, 16
MARK_TONES = {"+1": "green", "0": "blue", "-1": "red"}
"""The tones of the marks of a compliance grid; others are plain."""


def grid_lines(
    grid: ComplianceGrid, width: int, glyphs: Glyphs, text: TextMeasure, *, whole: bool = False
) -> list[DrawnLine]:
    """Return a grid of +1, 0 and -1: a row each commitment, a column each member, then the names.

    Members that have no room are counted; with `whole` they follow in a grid of their own, and
    what a blank means is left to be said elsewhere.
    """
    codes = grid.codes
    longest = max(text.width(one_line(row.id)) for row in grid.rows)
    ids = max(_LEAST_NAME, min(longest + 1, width // 3))
    # The id alone tells a reader little: beside it the title, where all members have room too.
    spare = width - len(codes) * _CELL - ids - 1
    titles = max(text.width(one_line(row.title)) for row in grid.rows) + 1
    titles = min(titles, spare) if spare >= _LEAST_TITLE else 0
    titles = titles if any(row.title != row.id for row in grid.rows) else 0
    name = ids + titles
    room = max(1, (width - name) // _CELL)
    lines: list[DrawnLine] = []
    for first in range(0, len(codes) if whole else 1, room):
        last = first + room
        lines += [[]] if lines else []
        heads = "".join(f"{code:>{_CELL}}" for code in codes[first:last])
        lines.append([(" " * name, "plain"), (heads, "key")])
        for row in grid.rows:
            line: DrawnLine = [(text.fit(row.id, ids, glyphs.ellipsis), "plain")]
            line += [(text.fit(row.title, titles - 1, glyphs.ellipsis), "muted")] if titles else []
            line += [(" ", "plain")] if titles else []
            for mark in row.marks[first:last]:
                line.append((f"{mark:>{_CELL}}", MARK_TONES.get(mark, "plain")))
            lines.append(line)
    if not whole:
        if len(codes) > room:
            more = counted(len(codes) - room, "member")
            lines.append([(f" {more} more: maximise the panel", "muted")])
        lines.append([(" blank: not assessed, which is not 0", "muted")])
    return lines + _member_names(grid, width, glyphs, text)


def _member_names(
    grid: ComplianceGrid, width: int, glyphs: Glyphs, text: TextMeasure
) -> list[DrawnLine]:
    """Return what the letters over the columns stand for, as many to a line as have room."""
    lines: list[str] = []
    for code, member in zip(grid.codes, grid.members, strict=True):
        said = f"{code} {one_line(member)}"
        longer = f"{lines[-1]} {glyphs.dot} {said}" if lines else said
        if lines and text.width(longer) < width:
            lines[-1] = longer
        else:
            lines.append(said)
    return [
        [(" ", "plain"), (text.fit(each, width - 1, glyphs.ellipsis), "muted")] for each in lines
    ]

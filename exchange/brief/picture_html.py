"""The pictures of a brief on its web page: inline SVG, told apart by pattern as well as by colour.

Everything lies in shares of the width, so that writing stays as large on a phone. Each drawing
says in words what it shows; a bar beside its own numbers is only looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from exchange.brief.page import BriefStyle
from exchange.brief.pictures import BriefGrid, HeardCount, HeardRow, InstrumentBranch, Pictures
from exchange.brief.svg import use_mark
from exchange.escaping import shown
from store.model.dates import PartialDate
from store.model.status import Status
from store.portfolio.drawing import MARK_TONES, STATUS_ORDER
from store.text import counted, one_line

_PATTERNS = {
    Status.PARTLY_KEPT: '<path d="M-1 7 7-1M-3 3 3-3M3 9 9 3"/>',
    Status.STALLED: '<path d="M0 1.5H6M0 4.5H6"/>',
    Status.NOT_STARTED: '<path d="M1.5 0V6M4.5 0V6"/>',
    Status.NOT_KEPT: '<path d="M0 0 6 6M6 0 0 6"/>',
    Status.WITHDRAWN: '<path d="M0 3H3"/>',
    Status.NOT_ASSESSED: '<circle cx="3" cy="3" r="0.75"/>',
}
"""What fills an area of these statuses; that of the others is plain."""


def patterns() -> str:
    """Return what areas are filled with, to be used by every drawing of the page."""
    made = "".join(
        f'<pattern id="p-{status}" class="tone-{status.tone}" width="6" height="6" '
        f'patternUnits="userSpaceOnUse">{shape}</pattern>'
        for status, shape in _PATTERNS.items()
    )
    return (
        '<svg class="defs patterns" width="0" height="0" aria-hidden="true" focusable="false">'
        f"{made}</svg>"
    )


def _area(status: Status, x: float, y: str, width: float, height: str) -> str:
    """Return an area of a status; x and width in percent."""
    fill = f"url(#p-{status})" if status in _PATTERNS else "currentColor"
    return (
        f'<rect class="area tone-{status.tone}" x="{x:.2f}%" y="{y}" '
        f'width="{width:.2f}%" height="{height}" fill="{fill}"/>'
    )


MIX_HEAD = '<th scope="col" role="columnheader" class="mixed">Statuses</th>'


def mix_bar(statuses: Mapping[Status, int]) -> str:
    """Return a bar in which each status has its share; its numbers stand beside it."""
    total = sum(statuses.values())
    at, areas = 0.0, []
    for status in STATUS_ORDER:
        if number := statuses.get(status, 0):
            share = 100 * number / total
            areas.append(_area(status, at, "0", share, "100%"))
            at += share
    return f'<svg class="mix" width="100%" height="14" aria-hidden="true">{"".join(areas)}</svg>'


_LEFT = 8.0
"""Percent of the width left of the columns, for the numbers."""
_TOP, _GROUND, _BELOW = 12, 192, 24
"""Pixels above the columns, down to their ground, and below it for the years."""


def status_chart(pictures: Pictures, style: BriefStyle) -> Iterator[str]:
    """Yield statuses over time as stacked columns, one a month, over what the areas stand for."""
    months = pictures.statuses
    totals = [sum(month.statuses.values()) for month in months]
    most = max(1, *totals)
    step = (100 - _LEFT) / len(months)
    told = escape(_status_words(pictures, style))
    yield '<ul class="legend" aria-label="What the areas stand for, with the last numbers">'
    for status in STATUS_ORDER:
        if any(status in month.statuses for month in months):
            area = _area(status, 0, "0", 100, "100%")
            sample = f'<svg class="sample" width="24" height="14" aria-hidden="true">{area}</svg>'
            yield f"<li>{sample} {status.words} {months[-1].statuses.get(status, 0):,}</li>"
    yield "</ul>"
    yield (
        f'<svg class="chart" width="100%" height="{_GROUND + _BELOW}" role="img" '
        f'aria-labelledby="over-t over-d"><title id="over-t">Status over time</title>'
        f'<desc id="over-d">{told}</desc>'
    )
    high = _GROUND - _TOP
    for number in sorted({0, most // 2, most}):
        y = round(_GROUND - high * number / most, 2)
        yield f'<line class="year" x1="{_LEFT}%" x2="100%" y1="{y}" y2="{y}"/>'
        yield f'<text class="number" x="{_LEFT - 1}%" y="{y}" dy="4">{number:,}</text>'
    for place, month in enumerate(months):
        x, below = _LEFT + place * step, 0
        for status in STATUS_ORDER:
            if number := month.statuses.get(status, 0):
                below += number
                y = round(_GROUND - high * below / most, 2)
                yield _area(status, x, str(y), step * 0.9, str(round(high * number / most, 2)))
        if month.last.month == 1:
            yield f'<text x="{x:.2f}%" y="{_GROUND + 16}">{month.last.year}</text>'
    yield "</svg>"


def _status_words(pictures: Pictures, style: BriefStyle) -> str:
    """Return the first month, each January and the last in words."""
    months = pictures.statuses
    told = []
    for place, month in enumerate(months):
        if place in (0, len(months) - 1) or month.last.month == 1:
            day = style.date(PartialDate.parse(f"{month.last:%Y-%m}"))
            counts = [
                f"{month.statuses[each]:,} {each.words}"
                for each in STATUS_ORDER
                if each in month.statuses
            ]
            told.append(f"{day}: {', '.join(counts) or 'nothing promised yet'}.")
    return " ".join(told)


def compliance_table(grid: BriefGrid, most: int, caption: str) -> Iterator[str]:
    """Yield the compliance of a summit's members, a column each, over what these are called."""
    yield '<table class="figures grid" role="table">'
    yield f"<caption>{shown(caption)}</caption>"
    yield '<thead role="rowgroup"><tr role="row">'
    yield '<th scope="col" role="columnheader">Commitment</th>'
    for each in grid.members:
        name, code = escape(one_line(each.name)), escape(each.code)
        yield f'<th scope="col" role="columnheader"><abbr title="{name}">{code}</abbr></th>'
    yield "</tr></thead>"
    yield '<tbody role="rowgroup">'
    for row in grid.rows[:most]:
        name = f"<strong><bdi>{shown(row.title)}</bdi></strong>"
        name += f' <span class="muted">({shown(row.id)})</span>'
        yield f'<tr role="row"><th scope="row" role="rowheader">{name}</th>'
        for member, mark in zip(grid.members, row.marks, strict=True):
            look = f"tone-{MARK_TONES.get(mark, 'plain')}" if mark else "empty"
            code = escape(member.code)
            cell = f"<span>{escape(mark)}</span>"
            yield f'<td role="cell" class="{look}" data-name="{code}">{cell}</td>'
        yield "</tr>"
    yield "</tbody>"
    yield "</table>"
    yield '<ul class="legend members" aria-label="What the members are called above">'
    for each in grid.members:
        code, name = escape(each.code), shown(each.name)
        yield f"<li><strong>{code}</strong> <bdi>{name}</bdi></li>"
    yield "</ul>"


def heard_table(
    rows: Sequence[HeardRow], pictures: Pictures, caption: str, style: BriefStyle
) -> Iterator[str]:
    """Yield the months heard, a row each commitment, under a line of months and over a legend."""
    yield '<table class="timeline heard" role="table">'
    yield f"<caption>{shown(caption)}</caption>"
    yield '<thead role="rowgroup"><tr role="row">'
    yield '<th scope="col" role="columnheader">Commitment</th>'
    yield f'<th scope="col" role="columnheader">{_months_axis(pictures)}</th>'
    yield "</tr></thead>"
    yield '<tbody role="rowgroup">'
    for number, row in enumerate(rows, 1):
        name = f"<strong><bdi>{shown(row.title)}</bdi></strong>"
        name += f' <span class="muted">({shown(row.id)})</span>'
        yield f'<tr role="row"><th scope="row" role="rowheader">{name}</th>'
        yield f'<td role="cell">{_heard_drawing(row, pictures, f"h{number}", style)}</td></tr>'
    yield "</tbody>"
    yield "</table>"
    yield '<ul class="legend" aria-label="What the marks of the months mean">'
    for mark, words in (("met", "news"), ("open", "looked, and found nothing"), ("", "silent")):
        inside = use_mark(mark, "50%") if mark else _silent("50%")
        sample = f'<svg class="sample" width="20" height="18" aria-hidden="true">{inside}</svg>'
        yield f"<li>{sample} {words}</li>"
    yield "<li>a number: so many news</li>"
    yield "</ul>"


def _years(pictures: Pictures) -> list[tuple[float, int]]:
    months = pictures.months
    return [
        (100 * place / len(months), day.year) for place, day in enumerate(months) if day.month == 1
    ]


def _months_axis(pictures: Pictures) -> str:
    first, last = pictures.months[0], pictures.months[-1]
    labels = "".join(
        f'<line class="year" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="100%"/>'
        f'<text x="{x:.2f}%" dx="3" y="14">{year}</text>'
        for x, year in _years(pictures)
    )
    return (
        '<svg class="axis" width="100%" height="20" role="img">'
        f"<title>Months {first:%Y-%m} to {last:%Y-%m}</title><desc>One mark a month</desc>"
        f"{labels}</svg>"
    )


def _heard_drawing(row: HeardRow, pictures: Pictures, key: str, style: BriefStyle) -> str:
    step = 100 / len(pictures.months)
    marks = [
        _heard_mark(found, f"{(place + 0.5) * step:.2f}%")
        for place, found in enumerate(row.months)
        if found
    ]
    grid = "".join(
        f'<line class="year" x1="{x:.2f}%" x2="{x:.2f}%" y1="0" y2="100%"/>'
        for x, _ in _years(pictures)
    )
    return (
        f'<svg class="months tone-blue" width="100%" height="100%" role="img" '
        f'aria-labelledby="{key}t {key}d"><title id="{key}t">{escape(one_line(row.title))}</title>'
        f'<desc id="{key}d">{escape(_heard_words(row, pictures, style))}</desc>'
        f"{grid}{''.join(marks)}</svg>"
    )


def _heard_mark(found: HeardCount, x: str) -> str:
    if found.news > 1:
        return f'<text class="many-news" x="{x}" y="50%" dy="4">{found.news}</text>'
    if found.news or found.looks:
        return use_mark("met" if found.news else "open", x)
    return _silent(x)


def _silent(x: str) -> str:
    return f'<circle class="silent" cx="{x}" cy="50%" r="1.5"/>'


def _heard_words(row: HeardRow, pictures: Pictures, style: BriefStyle) -> str:
    told = []
    for day, found in zip(pictures.months, row.months, strict=True):
        if found and (found.news or found.looks):
            said = [f"{found.news:,} news"] if found.news else []
            said += [f"{counted(found.looks, 'look')} in vain"] if found.looks else []
            told.append(f"{style.date(PartialDate.parse(f'{day:%Y-%m}'))}: {', '.join(said)}")
    return "; ".join(told) + "." if told else "Nothing was heard in these months."


_DEEPEST = 8
"""Further down a tree, branches are indented no more."""


def tree_table(
    branches: Sequence[InstrumentBranch], caption: str, style: BriefStyle
) -> Iterator[str]:
    """Yield the instruments, each under the one that took its place, with what it carries."""
    yield '<table class="figures many tree" role="table">'
    yield f"<caption>{shown(caption)}</caption>"
    yield '<thead role="rowgroup"><tr role="row">'
    for name in ("Instrument", "Signed", "n"):
        yield f'<th scope="col" role="columnheader">{name}</th>'
    yield MIX_HEAD
    yield "</tr></thead>"
    yield '<tbody role="rowgroup">'
    for branch in branches:
        deep = min(branch.depth, _DEEPEST)
        indent = f' style="padding-left: {deep * 1.25}rem"' if deep else ""
        stem = '<span class="stem" aria-hidden="true"></span>' if deep else ""
        carried = ", ".join(f"{number:,} {each.words}" for each, number in branch.statuses.items())
        bar = mix_bar(branch.statuses) if branch.size else ""
        signed = escape(style.date(branch.date)) or "not dated"
        yield (
            f'<tr role="row"><th scope="row" role="rowheader"{indent}>{stem}'
            f"<bdi>{shown(branch.title or branch.id)}</bdi></th>"
            f'<td role="cell" class="short" data-name="Signed"><span>{signed}</span></td>'
            f'<td role="cell" class="short" data-name="n"><span>{branch.size:,}</span></td>'
            f'<td role="cell" class="mixed" data-name="Statuses">{bar}'
            f'<span class="carried muted">{carried or "none"}</span></td></tr>'
        )
    yield "</tbody>"
    yield "</table>"

"""The pictures of a brief in words and characters: what every form but the web page draws.

A scorecard is a table of figures, with its statuses for those that draw a bar of them; what is no
table is a drawing, whose lines hold nothing of a register's text that a terminal would act on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exchange.brief.notes import COUNTED
from exchange.brief.page import BriefStyle, PageDrawing, PageRow, PageSection, PageTable, Say
from exchange.brief.pictures import BriefGrid, BriefScorecard, Pictures, ScoreRow
from store.model.dates import PartialDate
from store.model.glyphs import ASCII, UNICODE, Glyphs
from store.portfolio.drawing import (
    DrawnLine,
    grid_lines,
    heard_marks,
    status_mix,
    statuses_over_time,
    strip_legend,
)
from store.portfolio.pictures import ComplianceGrid, GridRow, HeardMonth, StatusMonth

_HEIGHT = 14
_LABEL = 5
"""Cells before the columns of statuses over time, for their number."""
_SIGNED, _CARRIED, _MIX = 11, 6, 8
"""Cells for the date of an instrument, the number of what it carries, and the bar of it."""
_LEAST_TITLE = 8
MOST_HEARD, MOST_COMPARED, _MOST_SCORES = 25, 25, 12
"""So many rows of the months heard, of compliance, and of a scorecard are drawn: the first ones
say most. A register has few domains: they are all there."""
_MEANING = "+1: kept; 0: in progress; -1: not kept; blank: not assessed, which is not 0."


def picture_section(pictures: Pictures, style: BriefStyle) -> PageSection:
    """Return the section of the pictures; what there is nothing to draw of is left out."""
    glyphs = ASCII if style.ascii_only else UNICODE
    return PageSection(
        "pictures", "In pictures", (), tuple(_tables(pictures, style, glyphs, style.columns - 2))
    )


def month_words(pictures: Pictures, style: BriefStyle) -> tuple[str, str]:
    """Return the first and the last month that the months heard tell of, as they are written."""
    first, last = (
        style.date(PartialDate.parse(f"{day:%Y-%m}"))
        for day in (pictures.months[0], pictures.months[-1])
    )
    return first, last


def _tables(
    pictures: Pictures, style: BriefStyle, glyphs: Glyphs, width: int
) -> Iterator[PageTable]:
    if pictures.statuses:
        drawn = _over_time(pictures, width, glyphs)
        yield _drawing("Status over time", PageDrawing("statuses", drawn))
    for caption, name, card in (
        ("Scorecard by domain", "Domain", pictures.by_domain),
        ("Scorecard by party", "Party", pictures.by_party),
        ("Scorecard by instrument", "Instrument", pictures.by_instrument),
    ):
        if card.rows and card.compares:
            yield _score_table(caption, name, card)
    if grid := pictures.compliance:
        yield _drawing(
            "Compliance, member by member",
            PageDrawing("grid", tuple(_grid_lines(grid, style, width, glyphs))),
            grid.left_out + len(grid.rows[MOST_COMPARED:]),
            _MEANING,
        )
    if pictures.heard:
        first, last = month_words(pictures, style)
        yield _drawing(
            f"Months heard of open commitments, {first} to {last}",
            PageDrawing("heard", tuple(_heard_lines(pictures, style, width, glyphs))),
            pictures.heard_left_out + len(pictures.heard[MOST_HEARD:]),
            "The longest silent first.",
        )
    if pictures.instruments:
        yield _drawing(
            "Instruments, each over the one it took the place of",
            PageDrawing("tree", tuple(_tree_lines(pictures, style, width, glyphs))),
            pictures.instruments_left_out,
        )


def _drawing(caption: str, drawing: PageDrawing, left: int = 0, said: str = "") -> PageTable:
    after = f"{said} {_after(left)}".strip()
    return PageTable(caption, (), (), notes=(COUNTED,), after=after, drawing=drawing)


def _after(left: int) -> str:
    return f"{left:,} more are not drawn here; --json lists all." if left else ""


def _over_time(pictures: Pictures, width: int, glyphs: Glyphs) -> tuple[DrawnLine, ...]:
    """Return columns of two cells, as many of the latest months as there is room for."""
    months = [StatusMonth(each.last, Counter(each.statuses)) for each in pictures.statuses]
    room = max(1, (width - _LABEL) // 2)
    return tuple(statuses_over_time(months[-room:], width, _HEIGHT, glyphs))


def _score_table(caption: str, name: str, card: BriefScorecard) -> PageTable:
    every = card.rows[0]
    remarks = [
        f"{number:,} {words}."
        for number, words in (
            (every.withdrawn, "withdrawn: in n only"),
            (every.provisional, "settled without a source: left out"),
        )
        if number
    ]
    rows = card.rows if name == "Domain" else card.rows[: _MOST_SCORES + 1]
    left = card.left_out + len(card.rows) - len(rows)
    remarks += [f"{left:,} more are not listed here; --json lists all."] if left else []
    return PageTable(
        caption,
        (name, "n", "Kept", "Partly", "Not", "Open", "Unknown"),
        tuple(map(_score_row, rows)),
        numbers=True,
        notes=(COUNTED,),
        after=" ".join(remarks),
        mixes=tuple(row.statuses for row in rows),
    )


def _score_row(row: ScoreRow) -> PageRow:
    numbers = (row.size, row.kept, row.partly_kept, row.not_kept, row.open)
    unknown = f"{row.unknown:,} ({row.unknown_percent}%)" if row.unknown else "0"
    cells = (*(f"{number:,}" for number in numbers), unknown)
    head = Say(row.name or row.id, look="" if row.id else "strong")
    return PageRow((head,), tuple((Say(cell),) for cell in cells))


def _grid_lines(
    grid: BriefGrid, style: BriefStyle, width: int, glyphs: Glyphs
) -> Iterator[DrawnLine]:
    """Yield the grid with short names, and below it what they are short for."""
    rows = grid.rows[:MOST_COMPARED]
    members = tuple(each.name for each in grid.members)
    drawn = ComplianceGrid(
        members, tuple(GridRow(each.id, each.title, each.marks) for each in rows)
    )
    yield from grid_lines(drawn, width, glyphs, style.text, whole=True)
    yield []
    for row in rows:
        yield [(style.text.fit(f"{row.id}: {row.title}", width, glyphs.ellipsis), "plain")]


def _heard_lines(
    pictures: Pictures, style: BriefStyle, width: int, glyphs: Glyphs
) -> Iterator[DrawnLine]:
    first, last = month_words(pictures, style)
    room = max(_LEAST_TITLE, width - len(pictures.months) - 1)
    between = " " * max(1, len(pictures.months) - len(first) - len(last))
    yield [(f"{'':<{room}} {first}{between}{last}", "muted")]
    for row in pictures.heard[:MOST_HEARD]:
        months = (HeardMonth(each.news, each.looks) if each else None for each in row.months)
        title = style.text.fit(row.title or row.id, room, glyphs.ellipsis)
        yield [(f"{title} ", "plain"), *heard_marks(months, glyphs)]
    yield [(strip_legend(glyphs), "muted")]
    yield [("2 to 9: so many news, + more", "muted")]


def _tree_lines(
    pictures: Pictures, style: BriefStyle, width: int, glyphs: Glyphs
) -> Iterator[DrawnLine]:
    room = max(_LEAST_TITLE, width - _SIGNED - _CARRIED - _MIX)
    yield [(f"{'signed':<{_SIGNED}}{'instrument':<{room}}{'n':>{_CARRIED - 1}}", "muted")]
    for branch in pictures.instruments:
        signed = style.date(branch.date) or glyphs.dash
        corner = f"{glyphs.corner_bottom_left}{glyphs.rule} "
        stem = ("   " * (branch.depth - 1) + corner)[: room - 4] if branch.depth else ""
        title = style.text.fit(branch.title or branch.id, room - len(stem), glyphs.ellipsis)
        number = f"{branch.size:,}" if branch.size else glyphs.dot
        mix = status_mix(list(branch.statuses.items()), _MIX, glyphs) if branch.size else []
        yield [
            (f"{signed:<{_SIGNED}}", "muted"),
            (stem, "muted"),
            (title, "plain"),
            (f"{number:>{_CARRIED - 1}} ", "plain"),
            *mix,
        ]
    yield [("n: the commitments it still carries", "muted")]

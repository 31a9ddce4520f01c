"""Tables on a terminal, of commitments, follow-ups, lists and the log: each row one line."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from rich.box import Box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from cli.render.columns import NARROW_WIDTH, ROOMY_WIDTH, shown_in, tone_of
from cli.terminal import STYLES, is_dumb
from exchange.vowel_signs import recall_answer
from store.errors import BadValue
from store.model.dates import WIDTHS, PartialDate
from store.model.entities import Register, View
from store.model.entry import Entry
from store.model.glyphs import Glyphs
from store.portfolio.columns import Column, days_left
from store.portfolio.follow_ups import ListedFollowUp
from store.portfolio.portfolio import Portfolio
from store.query.ast import SortTerm
from store.register.history import HistoryEntry
from store.text import one_line
from store.user.paths import state_file

GAP = 2
"""The columns of the terminal between two of the table's."""


class PrintedRows(Table):
    """A table of columns with a width each, and of texts in one style that are no wider."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the headings, the rule below them, and the rows."""
        heads = [Text(str(column.header), "bold") for column in self.columns]
        yield from self._line(console, heads)
        width = sum((column.width or 0) + GAP for column in self.columns) - GAP
        rule = self.box.head_row_horizontal if self.box else ""
        yield Segment(rule * width, console.get_style("dim"))
        yield Segment.line()
        for row in zip(*(column.cells for column in self.columns), strict=True):
            yield from self._line(console, [cell for cell in row if isinstance(cell, Text)])

    def _line(self, console: Console, cells: Sequence[Text]) -> Iterator[Segment]:
        left = 0
        for column, cell in zip(self.columns, cells, strict=True):
            room = column.width or 0
            spare = max(0, room - cell.cell_len)
            if column.justify == "right":
                left, spare = left + spare, 0
            if cell.plain:
                yield Segment(" " * left)
                yield Segment(
                    set_cell_size(cell.plain, min(room, cell.cell_len)), _style(console, cell)
                )
                left = 0
            left += spare + GAP
        yield Segment.line()


def _style(console: Console, cell: Text) -> Style | None:
    return console.get_style(cell.style) if cell.style else None


_LONGEST_ID = 26
_LONGEST_NAME = 14
_LEAST_TITLE = 12
_LEAST_TEXT = 8
_KEPT_LONG = ("title", "id")
_LONG = 14
"""Columns that may grow to so many cells hold texts, which can be cut."""

_RULED = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_RULED_ASCII = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def console() -> Console:
    """Return stdout as a terminal; without any escape code under NO_COLOR or TERM=dumb.

    From now on texts are as wide as the board was told in a terminal like this one.
    """
    recall_answer(state_file(), os.environ)
    bare = bool(os.environ.get("NO_COLOR")) or is_dumb()
    return Console(
        file=sys.stdout,
        force_terminal=not bare,
        color_system=None if bare else "auto",
        markup=False,
        emoji=False,
        highlight=False,
    )


def commitments_table(
    entries: Sequence[Entry],
    columns: Sequence[Column],
    sort: Sequence[SortTerm],
    width: int,
    glyphs: Glyphs,
) -> Table:
    """Return commitments as rows; headings say what they are sorted by.

    What is short is shown whole. Columns at the end that there is no room for are left out.
    """
    headings = [_heading(column, sort, glyphs) for column in columns]
    cells = [[one_line(shown_in(each, entry, glyphs)) for each in columns] for entry in entries]
    needs = [
        max(cell_len(text) for text in (heading, *(row[place] for row in cells)))
        for place, heading in enumerate(headings)
    ]
    widths = _widths(columns, needs, width)
    while len(widths) > 1 and sum(widths) + GAP * (len(widths) - 1) > width:
        columns = columns[: len(widths) - 1]
        widths = _widths(columns, needs[: len(columns)], width)
    table = empty_table(glyphs)
    for column, heading, room in zip(columns, headings, widths, strict=False):
        side: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(heading, width=room, no_wrap=True, overflow="crop", justify=side)
    for entry, row in zip(entries, cells, strict=True):
        table.add_row(
            *(
                Text(fit(text, room, glyphs), STYLES[tone_of(column, entry)])
                for text, room, column in zip(row, widths, columns, strict=False)
            )
        )
    return table


def _heading(column: Column, sort: Sequence[SortTerm], glyphs: Glyphs) -> str:
    for term in sort[:1]:
        if term.key in (column.id, column.sort):
            return f"{column.title} {glyphs.down if term.descending else glyphs.up}"
    return column.title


def _widths(columns: Sequence[Column], needs: Sequence[int], width: int) -> list[int]:
    """Return the width of each column, so that together they fit where that is possible."""
    widths = [
        min(need, column.most) if column.most else need
        for column, need in zip(columns, needs, strict=True)
    ]
    over = sum(widths) + GAP * (len(columns) - 1) - width
    while over > 0:
        # The longest text gives way first. A title and an id count for half of what they are: an
        # id that is cut cannot be typed.
        spare = [
            (room / 2 if column.id in _KEPT_LONG else room, place)
            for place, (column, room) in enumerate(zip(columns, widths, strict=True))
            if room > (_LEAST_TEXT if column.most else _LEAST_TITLE) and not 0 < column.most < _LONG
        ]
        if not spare:
            break
        widths[max(spare)[1]] -= 1
        over -= 1
    return widths


def follow_ups_table(listed: Sequence[ListedFollowUp], width: int, glyphs: Glyphs) -> Table:
    """Return follow-ups as rows; a narrow one leaves out due date and owner."""
    wide = width >= NARROW_WIDTH
    tasks = [each.follow_up for each in listed]
    # Many registers date or assign few of theirs: a column that says nothing takes no room.
    dated = any(task.due or task.done for task in tasks)
    owned = wide and any(task.owner for task in tasks)
    ids = _widest([each.entry.id for each in listed], "Id", _LONGEST_ID if wide else 16)
    items = _widest([task.id for task in tasks], "Item", 6)
    owners = _widest([task.owner for task in tasks], "Owner", _LONGEST_NAME)
    columns = [("Days", 8)] if dated else []
    columns += [("Due", WIDTHS[glyphs.dates])] if dated and wide else []
    columns += [("Id", ids), ("Item", items)]
    columns += [("Owner", owners)] if owned else []
    table, rest = _table(columns, "Follow-up", width, glyphs, right=("Days",))
    for each in listed:
        task, late = each.follow_up, (each.overdue_days or 0) > 0
        days = Text(days_left(each.overdue_days), STYLES["red" if late else "muted"])
        if each.done:
            days = Text("done", STYLES["green"])
        row = [days] if dated else []
        row += [Text(glyphs.date(task.due) if task.due else "")] if dated and wide else []
        row += [Text(fit(each.entry.id, ids, glyphs), "dim"), Text(fit(task.id, items, glyphs))]
        row += [Text(fit(task.owner, owners, glyphs))] if owned else []
        table.add_row(*row, Text(fit(task.title, rest, glyphs)))
    return table


def views_table(found: Sequence[tuple[View, int | None]], width: int, glyphs: Glyphs) -> Table:
    """Return saved views as rows, with how many commitments each finds."""
    names = _widest([view.name for view, _ in found], "View", _LONGEST_ID)
    table, rest = _table([("View", names), ("Finds", 5)], "Query", width, glyphs, right=("Finds",))
    for view, count in found:
        finds = Text(str(count)) if count is not None else Text("?", STYLES["red"])
        table.add_row(
            Text(fit(view.name, names, glyphs)), finds, Text(fit(view.query, rest, glyphs), "dim")
        )
    return table


def domains_table(portfolio: Portfolio, width: int, glyphs: Glyphs) -> Table:
    """Return the domains of a register as rows, with how many commitments are in each.

    Where the names leave the room also how many are overdue and stale, and out of how many.
    """
    counted = [(each.domain, each) for each in portfolio.domain_summaries if each.domain]
    ids = _widest([domain.id for domain, _ in counted], "Id", _LONGEST_ID)
    late = [f"{each.overdue:,} of {each.dated:,}" for _, each in counted]
    stale = [f"{each.stale:,} of {each.open:,}" for _, each in counted]
    columns = [("Id", ids), ("Commitments", 11)]
    heads = ("Overdue, of dated", late), ("Stale, of open", stale)
    figures = [(head, _widest(texts, head, _LONGEST_ID)) for head, texts in heads]
    names = _widest([domain.name for domain, _ in counted], "Name", width)
    wide = sum(cells + GAP for _, cells in (*columns, *figures)) + names <= width
    columns += figures if wide else []
    right = [head for head, _ in columns[1:]]
    table, rest = _table(columns, "Name", width, glyphs, right=right)
    for (domain, each), *of_whole in zip(counted, late, stale, strict=True):
        table.add_row(
            Text(fit(domain.id, ids, glyphs)),
            Text(str(each.size)),
            *(map(Text, of_whole) if wide else ()),
            Text(fit(domain.name, rest, glyphs)),
        )
    return table


def instruments_table(register: Register, width: int, glyphs: Glyphs) -> Table:
    """Return the instruments of a register as rows; a narrow one leaves out kind and number."""
    listed, counts = register.instruments, Counter(each.instrument for each in register.commitments)
    roomy = width >= ROOMY_WIDTH
    ids = _widest([each.id for each in listed], "Id", _LONGEST_ID if width >= NARROW_WIDTH else 16)
    kinds = _widest([each.kind for each in listed], "Kind", _LONGEST_ID)
    columns = [("Id", ids), ("Date", WIDTHS[glyphs.dates])]
    columns += [("Kind", kinds), ("Commitments", 11)] if roomy else []
    table, rest = _table(columns, "Title", width, glyphs, right=("Commitments",))
    for each in listed:
        row = [Text(fit(each.id, ids, glyphs)), Text(glyphs.date(each.date) if each.date else "")]
        row += (
            [Text(fit(each.kind, kinds, glyphs), "dim"), Text(str(counts[each.id]))]
            if roomy
            else []
        )
        table.add_row(*row, Text(fit(each.title, rest, glyphs)))
    return table


def log_table(history: Sequence[HistoryEntry], width: int, glyphs: Glyphs) -> Table:
    """Return changes as rows; a narrow one leaves out who made them."""
    wide = width >= NARROW_WIDTH
    users = _widest([each.user for each in history], "Who", _LONGEST_NAME)
    columns = [("No.", 5), ("When, UTC", WIDTHS[glyphs.dates] + 6)] + (
        [("Who", users)] if wide else []
    )
    table, rest = _table(columns, "What", width, glyphs, right=("No.",))
    for each in history:
        undone = each.kind == "undo"
        what = f"{each.kind} of {each.of}: {each.label}" if each.of else each.label
        when = _moment(each.time, glyphs)
        row = [Text(str(each.number)), Text(when, "dim")]
        row += [Text(fit(each.user, users, glyphs))] if wide else []
        what = fit(glyphs.words(what), rest, glyphs)
        table.add_row(*row, Text(what, STYLES["muted"] if undone else ""))
    return table


def _moment(time: str, glyphs: Glyphs) -> str:
    """Return day and minute of a change; as it is kept where that is no time."""
    day, _, clock = one_line(time)[:16].partition("T")
    try:
        return f"{glyphs.date(PartialDate.parse(day))} {clock}"
    except BadValue:
        return f"{day} {clock}"


def fit(text: str, width: int, glyphs: Glyphs) -> str:
    """Return one line of at most `width` cells; what is cut ends in an ellipsis."""
    line = one_line(text)
    if cell_len(line) <= width:
        return line
    room = max(0, width - len(glyphs.ellipsis))
    return set_cell_size(line, room).rstrip() + glyphs.ellipsis[: width - room]


def ruled(glyphs: Glyphs) -> Box:
    """Return the lines of a table that has one only below its head."""
    return _RULED if glyphs.unicode else _RULED_ASCII


def _table(
    columns: Sequence[tuple[str, int]],
    last: str,
    width: int,
    glyphs: Glyphs,
    right: Sequence[str],
) -> tuple[Table, int]:
    """Return an empty table of fixed columns, and the width left for the last one."""
    table = empty_table(glyphs)
    for name, cells in columns:
        table.add_column(name, width=cells, no_wrap=True, overflow="crop")
        if name in right:
            table.columns[-1].justify = "right"
    rest = max(_LEAST_TITLE, width - sum(cells + GAP for _, cells in columns))
    table.add_column(last, width=rest, no_wrap=True, overflow="crop")
    return table, rest


def empty_table(glyphs: Glyphs) -> Table:
    """Return a table without columns, drawn as all of ours are."""
    return PrintedRows(box=ruled(glyphs))


def _widest(texts: Sequence[str], heading: str, most: int) -> int:
    lengths = (cell_len(one_line(text)) for text in texts)
    return min(most, max(len(heading), max(lengths, default=0)))

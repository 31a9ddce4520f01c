"""Tables on a terminal, each row one line of exactly its width."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from rich.box import Box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.look import STYLES, Marks, days_left, done
from cli.streams import is_dumb
from store.entry import Entry
from store.history import Transaction
from store.portfolio import ListedFollowUp
from store.text import one_line

NARROW = 80
"""Below so many columns a table keeps only what matters most."""

_GAP = 2
_LONGEST_ID = 26
_LONGEST_NAME = 14
_LEAST_TITLE = 12

_RULED = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_RULED_ASCII = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


def console() -> Console:
    """Return stdout as a terminal; without any escape code under NO_COLOR or TERM=dumb."""
    bare = bool(os.environ.get("NO_COLOR")) or is_dumb()
    return Console(
        file=sys.stdout,
        force_terminal=not bare,
        color_system=None if bare else "auto",
        markup=False,
        emoji=False,
        highlight=False,
    )


def commitments_table(entries: Sequence[Entry], width: int, marks: Marks) -> Table:
    """Return commitments as rows; a narrow one keeps status, due and title."""
    wide = width >= NARROW
    ids = _widest([entry.id for entry in entries], "Id", _LONGEST_ID)
    dues = _widest([_due(entry) for entry in entries], "Due", 10)
    days = _widest([days_left(entry.derived.overdue_days) for entry in entries], "Days", 8)
    columns = (
        [("Status", 6), ("Done", 5), ("Due", dues), ("Days", days), ("Id", ids)]
        if wide
        else [("Status", 6), ("Due", max(dues, days))]
    )
    table, rest = _table(columns, "Title", width, marks, right=("Done", "Days"))
    for entry in entries:
        state = entry.derived
        status = Text(f"{marks.status(state.status)} {state.status.code}")
        status.stylize(STYLES[state.status.tone])
        title = Text(fit(entry.commitment.title, rest, marks))
        left = Text(days_left(state.overdue_days), STYLES["red" if state.overdue else "muted"])
        if wide:
            name = Text(fit(entry.id, ids, marks), "dim")
            table.add_row(status, Text(done(entry)), Text(_due(entry)), left, name, title)
        else:
            table.add_row(status, left if state.overdue else Text(_due(entry)), title)
    return table


def follow_ups_table(listed: Sequence[ListedFollowUp], width: int, marks: Marks) -> Table:
    """Return follow-ups as rows; a narrow one leaves out due date and owner."""
    wide = width >= NARROW
    tasks = [each.follow_up for each in listed]
    # Many registers date or assign few of theirs: a column that says nothing takes no room.
    dated = any(task.due or task.done for task in tasks)
    owned = wide and any(task.owner for task in tasks)
    ids = _widest([each.entry.id for each in listed], "Id", _LONGEST_ID if wide else 16)
    items = _widest([task.id for task in tasks], "Item", 6)
    owners = _widest([task.owner for task in tasks], "Owner", _LONGEST_NAME)
    columns = [("Days", 8)] if dated else []
    columns += [("Due", 10)] if dated and wide else []
    columns += [("Id", ids), ("Item", items)]
    columns += [("Owner", owners)] if owned else []
    table, rest = _table(columns, "Follow-up", width, marks, right=("Days",))
    for each in listed:
        task, late = each.follow_up, (each.overdue_days or 0) > 0
        days = Text(days_left(each.overdue_days), STYLES["red" if late else "muted"])
        if task.done:
            days = Text("done", STYLES["green"])
        row = [days] if dated else []
        row += [Text(str(task.due or ""))] if dated and wide else []
        row += [Text(fit(each.entry.id, ids, marks), "dim"), Text(fit(task.id, items, marks))]
        row += [Text(fit(task.owner, owners, marks))] if owned else []
        table.add_row(*row, Text(fit(task.title, rest, marks)))
    return table


def log_table(transactions: Sequence[Transaction], width: int, marks: Marks) -> Table:
    """Return changes as rows; a narrow one leaves out who made them."""
    wide = width >= NARROW
    users = _widest([each.user for each in transactions], "Who", _LONGEST_NAME)
    columns = [("No.", 5), ("When, UTC", 16)] + ([("Who", users)] if wide else [])
    table, rest = _table(columns, "What", width, marks, right=("No.",))
    for each in transactions:
        undone = each.kind == "undo"
        what = f"{each.kind} of {each.of}: {each.label}" if each.of else each.label
        when = one_line(each.time)[:16].replace("T", " ")
        row = [Text(str(each.number)), Text(when, "dim")]
        row += [Text(fit(each.user, users, marks))] if wide else []
        what = fit(marks.words(what), rest, marks)
        table.add_row(*row, Text(what, STYLES["muted"] if undone else ""))
    return table


def fit(text: str, width: int, marks: Marks) -> str:
    """Return one line of at most `width` cells; what is cut ends in an ellipsis."""
    line = one_line(text)
    if cell_len(line) <= width:
        return line
    room = max(0, width - len(marks.ellipsis))
    return set_cell_size(line, room).rstrip() + marks.ellipsis[: width - room]


def ruled(marks: Marks) -> dict[str, Any]:
    """Return how our tables are drawn: a rule under the names of the columns, no more."""
    return {
        "box": _RULED if marks.unicode else _RULED_ASCII,
        "show_edge": False,
        "pad_edge": False,
        "padding": (0, 1, 0, 0),
        "header_style": "bold",
        "border_style": "dim",
    }


def _table(
    columns: Sequence[tuple[str, int]],
    last: str,
    width: int,
    marks: Marks,
    right: tuple[str, ...],
) -> tuple[Table, int]:
    """Return an empty table of fixed columns, and the width left for the last one."""
    table = Table(**ruled(marks))
    for name, cells in columns:
        table.add_column(name, width=cells, no_wrap=True, overflow="crop")
        if name in right:
            table.columns[-1].justify = "right"
    rest = max(_LEAST_TITLE, width - sum(cells + _GAP for _, cells in columns))
    table.add_column(last, width=rest, no_wrap=True, overflow="crop")
    return table, rest


def _widest(texts: Sequence[str], heading: str, most: int) -> int:
    lengths = (cell_len(one_line(text)) for text in texts)
    return min(most, max(len(heading), max(lengths, default=0)))


def _due(entry: Entry) -> str:
    return entry.commitment.due.text if entry.commitment.due else ""

"""The columns a list of commitments can have: what each shows, and which ones find room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from store.model.dates import PartialDate, longest_written
from store.model.entities import Register
from store.model.entry import Entry, progress_words
from store.model.glyphs import Glyphs
from store.model.status import Status
from store.portfolio.columns import COLUMNS, COLUMNS_BY_ID, Column, first_due, next_follow_up
from tui.rendering.cells import fit, fit_right
from tui.rendering.line_widget import Part, length

_WHEN = 6
"""What the follow-up column gives to the days."""


class ColumnLook(NamedTuple):
    """What a cell needs to know besides its entry."""

    glyphs: Glyphs
    domains: Mapping[str, str]
    """The register's names of its domains by their ids."""
    with_days: bool = False
    """Whether the days are in a column of their own, so that the due date stays a date."""
    title_style: str = "plain"


def due_words(entry: Entry, glyphs: Glyphs) -> Part:
    """Return the due date as the list shows it, and its style: the days when overdue."""
    return days_words(entry) if entry.derived.overdue else _due_date(entry, glyphs)


def days_words(entry: Entry) -> Part:
    """Return the days left or overdue, and their style."""
    days = entry.derived.overdue_days
    if days is None:
        return "", "muted"
    if days > 0:
        return f"!-{days}d", "red"
    soon = "orange" if entry.derived.due_soon else "plain"
    return (f"+{-days}d" if days else "today"), soon


def _due_date(entry: Entry, glyphs: Glyphs) -> Part:
    state, due = entry.derived, entry.derived.due
    if due is None:
        return "", "muted"
    return glyphs.date(due), "red" if state.overdue else "orange" if state.due_soon else "plain"


def title_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Say what was promised."""
    return ((entry.commitment.title, look.title_style),)


def status_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show the glyph and the four letters, and one mark behind them.

    `*` is provisional, `#` disputed, `?` to be confirmed by a second reader, `^` claimed to be
    further than it was seen.
    """
    state = entry.derived
    tone = state.status.tone
    return (
        (f"{look.glyphs.status(state.status)} {state.status.code:<4}", tone),
        _remark(entry),
    )


def _remark(entry: Entry) -> Part:
    state = entry.derived
    if state.provisional:
        return "*", "orange"
    if state.disputed:
        return "#", "red"
    if state.to_confirm:
        return "?", "orange"
    return ("^", "orange") if state.claimed_ahead else (" ", "plain")


def due_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show the due date, or the days overdue when no other column does."""
    glyphs = look.glyphs
    return (_due_date(entry, glyphs) if look.with_days else due_words(entry, glyphs),)


def updated_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show the date of the newest update, as exactly as it is known."""
    text = _dated(entry.derived.updated, look)
    return ((text, "purple" if entry.derived.stale else "plain"),)


def priority_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Name the priority."""
    priority = entry.commitment.priority.value
    return ((priority, {"high": "orange", "low": "muted"}.get(priority, "plain")),)


def attention_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Show the attention it needs; nothing when that is none."""
    attention = entry.derived.attention
    return ((f"{attention:.1f}" if attention else "", "plain"),)


def domain_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Name the primary domain, and count the others."""
    domains = entry.commitment.domains
    more = f" +{len(domains) - 1}" if len(domains) > 1 else ""
    return ((look.domains.get(domains[0], domains[0]) + more if domains else "", "plain"),)


def instrument_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Name the instrument, by its id where the register does not describe it."""
    named = entry.instrument
    return ((named.title if named else entry.commitment.instrument, "muted"),)


def next_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show when the next follow-up is due, and what it is."""
    follow_up = next_follow_up(entry)
    if follow_up is None:
        return (("", "muted"),)
    days = (entry.as_of - follow_up.due.last).days if follow_up.due else None
    if days is None:
        when, style = look.glyphs.dash, "muted"
    elif days > 0:
        when, style = f"!-{days}d", "red"
    else:
        when, style = (f"+{-days}d" if days else "today"), "plain"
    return (f"{when:<{_WHEN}} ", style), (follow_up.title, "muted")


def done_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show percent, when a duty was last kept, steps, or a dash."""
    words = progress_words(entry)
    return ((words, "plain") if words else (look.glyphs.dash, "muted"),)


def days_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Show the days left or overdue."""
    return (days_words(entry),)


def id_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Show the id."""
    return ((entry.id, "muted"),)


_LEAST_TITLE = 12
_TITLE_SHARE = 4
"""Chosen columns leave the title at least one part in so many of the width."""

Reads = Callable[[Entry, ColumnLook], tuple[Part, ...]]


def claimed_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show what an official source claims."""
    return (_status_word(entry.derived.claimed, look),)


def seen_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show what an independent source has seen."""
    return (_status_word(entry.derived.seen, look),)


def _status_word(status: Status | None, look: ColumnLook) -> Part:
    if status is None:
        return look.glyphs.dash, "muted"
    return f"{look.glyphs.status(status)} {status.code}", status.tone


_READS: Mapping[str, Callable[[Entry, ColumnLook], tuple[Part, ...]]] = {
    "title": title_parts,
    "status": status_parts,
    "due": due_parts,
    "done": done_parts,
    "days": days_parts,
    "attention": attention_parts,
    "id": id_parts,
    "domain": domain_parts,
    "updated": updated_parts,
    "priority": priority_parts,
    "next": next_parts,
    "instrument": instrument_parts,
    "claimed": claimed_parts,
    "seen": seen_parts,
    "last-kept": lambda entry, look: ((_dated(entry.derived.last_kept, look), "plain"),),
    "first-due": lambda entry, look: ((_dated(first_due(entry), look), "plain"),),
    "start": lambda entry, look: ((_dated(entry.commitment.start, look), "plain"),),
    "when": lambda entry, look: (due_words(entry, look.glyphs),),
}
"""What is drawn otherwise than as plain text."""


def _dated(when: PartialDate | None, look: ColumnLook) -> str:
    return look.glyphs.date(when) if when else ""


def cell_parts(column: Column, entry: Entry, look: ColumnLook, width: int) -> list[Part]:
    """Return what a column shows of an entry, in exactly `width` cells."""
    reads = _READS.get(column.id)
    parts = reads(entry, look) if reads else ((column.text(entry), "plain"),)
    used = length(parts[:-1])
    text, style = parts[-1]
    fitted = (fit_right if column.right else fit)(text, width - used, look.glyphs.ellipsis)
    return [*parts[:-1], (fitted, style)]


BY_THEMSELVES = ("status", "done", "due", "title", "id", "domain", "updated")
"""The columns of a list for which none were chosen, in their order; width decides which are in."""

_OF_DUE = ("due", "when")
"""The columns of due dates, which show the days where one is overdue."""
_DAYS = 7
"""Cells of the days up to the longest that are likely, `!-9999d`; and of the title, sorted by."""


def due_cells(register: Register, style: str) -> int:
    """Return how many cells due dates take in a style, or the days where one is overdue.

    All commitments count, whatever filter or day is chosen, so that the column keeps its width.

    >>> from store.model.entities import Commitment
    >>> promise = Commitment("p8i", "Six more P-8I aircraft", due=PartialDate.parse("2026-10"))
    >>> due_cells(Register("Pledges", commitments=(promise,)), "iso")
    7
    """
    dues = [each.due for each in register.commitments]
    return max(_DAYS, longest_written(dues, style))


Placed = tuple[tuple[Column, int], ...]
"""Columns from left to right, each with its width in cells."""


@lru_cache(maxsize=64)
def placed(
    chosen: tuple[str, ...], width: int, dates: int = 10, due_dates: int | None = None
) -> Placed:
    """Return the columns that find room in `width` cells, one cell apart.

    `chosen` are ids from left to right, empty for those that come by themselves. The title is
    always there and takes what the others leave, which is never less than a sensible width.
    `dates` is how many cells the longest date takes, and `due_dates` the longest due date,
    where that is known.
    """
    due = dates if due_dates is None else due_dates
    ids = chosen or BY_THEMSELVES
    widths = {each.id: dates for each in COLUMNS if each.dated} | dict.fromkeys(_OF_DUE, due)
    least = max(_LEAST_TITLE, width // _TITLE_SHARE)
    left = width
    kept = {"title"}
    for column in COLUMNS:
        if column.id == "title" or column.id not in ids:
            continue
        wanted = least if chosen else column.leaves
        cells = widths.get(column.id, column.width)
        if left - cells - 1 >= wanted:
            kept.add(column.id)
            left -= cells + 1
    order = ids if "title" in ids else (*ids, "title")
    columns = (COLUMNS_BY_ID[each] for each in order if each in kept)
    widths["title"] = left
    return tuple((each, widths.get(each.id, each.width)) for each in columns)


@lru_cache(maxsize=16)
def title_row(columns: Placed, sort_key: str = "", glyph: str = "") -> tuple[Part, ...]:
    """Return the column titles, that of the key sorted by with the glyph of its direction."""
    parts: list[Part] = []
    for column, width in columns:
        mark = glyph if column.sort == sort_key else ""
        title = fit(column.title, width - cell_len(mark)).rstrip()
        if mark:
            title += f" {mark}" if cell_len(title) + 2 <= width else mark
        fitted = (fit_right if column.right else fit)(title, width)
        parts += [(fitted, "key" if mark else "muted"), (" ", "plain")]
    return tuple(parts[:-1])

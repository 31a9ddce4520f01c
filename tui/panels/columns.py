"""The columns a list of commitments can have: what each shows, and which ones find room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len

from store.derived import known_updates
from store.entry import Entry
from store.model import FollowUp
from tui.drawing.cells import fit, fit_right
from tui.drawing.ink import Part
from tui.drawing.marks import Marks

_LEAST_TITLE = 12
_TITLE_SHARE = 4
"""Chosen columns leave the title at least one part in so many of the width."""
_WHEN = 6
"""What the follow-up column gives to the days."""


class Look(NamedTuple):
    """What a cell needs to know besides its entry."""

    marks: Marks
    domains: Mapping[str, str]
    """The register's names of its domains by their ids."""
    with_days: bool = False
    """Whether the days are in a column of their own, so that the due date stays a date."""
    title_ink: str = "plain"


Reads = Callable[[Entry, Look], tuple[Part, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in cells, and what it shows of an entry."""

    id: str
    title: str
    meaning: str
    """A few words for the chooser."""
    width: int
    """In cells; the title's column takes what the others leave."""
    sort: str
    """The key of the query language that sorts by it."""
    reads: Reads
    right: bool = False
    leaves: int = 0
    """How much must be left for the title before the column comes in by itself; 0 is never."""

    def parts(self, entry: Entry, look: Look, width: int) -> list[Part]:
        """Return what it shows, in exactly `width` cells."""
        parts = self.reads(entry, look)
        used = sum(cell_len(text) for text, _ in parts[:-1])
        text, ink = parts[-1]
        fitted = (fit_right if self.right else fit)(text, width - used, look.marks.ellipsis)
        return [*parts[:-1], (fitted, ink)]


def progress_words(entry: Entry) -> str:
    """Return percent done as the list shows it: `~` when only counted from milestones."""
    state = entry.derived
    if state.progress is None:
        return ""
    return f"{'~' if state.counted else ''}{state.progress}%"


def due_words(entry: Entry) -> Part:
    """Return the due date as the list shows it, and its ink: the days when overdue."""
    return _days(entry) if entry.derived.overdue else _due_date(entry)


def _days(entry: Entry) -> Part:
    days = entry.derived.overdue_days
    if days is None:
        return "", "muted"
    if days > 0:
        return f"!-{days}d", "red"
    soon = "orange" if entry.derived.due_soon else "plain"
    return (f"+{-days}d" if days else "today"), soon


def _due_date(entry: Entry) -> Part:
    state, due = entry.derived, entry.commitment.due
    if due is None:
        return "", "muted"
    return due.text, "red" if state.overdue else "orange" if state.due_soon else "plain"


def _title(entry: Entry, look: Look) -> tuple[Part, ...]:
    return ((entry.commitment.title, look.title_ink),)


def _status(entry: Entry, look: Look) -> tuple[Part, ...]:
    state = entry.derived
    tone = state.status.tone
    return (
        (f"{look.marks.status(state.status)} {state.status.code:<4}", tone),
        ("*" if state.provisional else " ", "orange"),
    )


def _due(entry: Entry, look: Look) -> tuple[Part, ...]:
    return (_due_date(entry) if look.with_days else due_words(entry),)


def _updated(entry: Entry, _: Look) -> tuple[Part, ...]:
    known = known_updates(entry.commitment, entry.as_of)
    text = known[-1].date.text if known else ""
    return ((text, "purple" if entry.derived.stale else "plain"),)


def _priority(entry: Entry, _: Look) -> tuple[Part, ...]:
    priority = entry.commitment.priority.value
    return ((priority, {"high": "orange", "low": "muted"}.get(priority, "plain")),)


def _attention(entry: Entry, _: Look) -> tuple[Part, ...]:
    attention = entry.derived.attention
    return ((f"{attention:.1f}" if attention else "", "plain"),)


def _domain(entry: Entry, look: Look) -> tuple[Part, ...]:
    domains = entry.commitment.domains
    more = f" +{len(domains) - 1}" if len(domains) > 1 else ""
    return ((look.domains.get(domains[0], domains[0]) + more if domains else "", "plain"),)


def _instrument(entry: Entry, _: Look) -> tuple[Part, ...]:
    named = entry.instrument
    return ((named.title if named else entry.commitment.instrument, "muted"),)


def next_follow_up(entry: Entry) -> FollowUp | None:
    """Return the open follow-up that is due first; undated ones come last."""
    still_open = [each for each in entry.commitment.follow_ups if not each.done]
    dated = [each for each in still_open if each.due]
    if dated:
        return min(dated, key=lambda each: each.due.last if each.due else entry.as_of)
    return still_open[0] if still_open else None


def _next(entry: Entry, look: Look) -> tuple[Part, ...]:
    follow_up = next_follow_up(entry)
    if follow_up is None:
        return (("", "muted"),)
    days = (entry.as_of - follow_up.due.last).days if follow_up.due else None
    if days is None:
        when, ink = look.marks.dash, "muted"
    elif days > 0:
        when, ink = f"!-{days}d", "red"
    else:
        when, ink = (f"+{-days}d" if days else "today"), "plain"
    return (f"{when:<{_WHEN}} ", ink), (follow_up.title, "muted")


COLUMNS: tuple[Column, ...] = (
    Column("title", "Title", "what was promised", 0, "title", _title),
    Column("status", "Status", "glyph and four letters", 7, "status", _status, leaves=12),
    Column("due", "Due", "due date, or days overdue", 10, "due", _due, leaves=12),
    Column(
        "done",
        "Done",
        "percent done",
        5,
        "progress",
        lambda entry, _: ((progress_words(entry), "plain"),),
        right=True,
        leaves=18,
    ),
    Column(
        "days",
        "Days",
        "days left or overdue",
        7,
        "overdue",
        lambda entry, _: (_days(entry),),
        right=True,
    ),
    Column(
        "attention", "Attn", "how much it needs attention", 5, "attention", _attention, right=True
    ),
    Column(
        "id",
        "Id",
        "the short name to cite",
        18,
        "id",
        lambda entry, _: ((entry.id, "muted"),),
        leaves=44,
    ),
    Column("domain", "Domain", "its primary domain", 12, "domain", _domain, leaves=48),
    Column("updated", "Updated", "date of the newest update", 10, "updated", _updated, leaves=48),
    Column("priority", "Prio", "high, normal or low", 6, "priority", _priority),
    Column("next", "Next", "the next follow-up", 24, "follow-up", _next),
    Column(
        "party",
        "Party",
        "the parties bound",
        18,
        "party",
        lambda entry, _: ((", ".join(entry.commitment.parties), "plain"),),
    ),
    Column(
        "lead",
        "Lead",
        "the body responsible",
        18,
        "lead",
        lambda entry, _: ((entry.commitment.lead, "plain"),),
    ),
    Column("instrument", "Instrument", "the document it stands in", 22, "instrument", _instrument),
)
"""Every column, the one that matters most first: where room is short the last ones go."""

COLUMNS_BY_ID = {column.id: column for column in COLUMNS}
BY_THEMSELVES = ("status", "done", "due", "title", "id", "domain", "updated")
"""The columns of a list for which none were chosen, in their order; width decides which are in."""

Placed = tuple[tuple[Column, int], ...]
"""Columns from left to right, each with its width in cells."""


@lru_cache(maxsize=64)
def placed(chosen: tuple[str, ...], width: int) -> Placed:
    """Return the columns that find room in `width` cells, one cell apart.

    `chosen` are ids from left to right, empty for those that come by themselves. The title is
    always there and takes what the others leave, which is never less than a sensible width.
    """
    ids = chosen or BY_THEMSELVES
    least = max(_LEAST_TITLE, width // _TITLE_SHARE)
    left = width
    kept = {"title"}
    for column in COLUMNS:
        if column.id == "title" or column.id not in ids:
            continue
        wanted = least if chosen else column.leaves
        if left - column.width - 1 >= wanted:
            kept.add(column.id)
            left -= column.width + 1
    order = ids if "title" in ids else (*ids, "title")
    columns = (COLUMNS_BY_ID[each] for each in order if each in kept)
    return tuple((each, left if each.id == "title" else each.width) for each in columns)


def title_row(columns: Sequence[tuple[Column, int]], sort: Mapping[str, str]) -> list[Part]:
    """Return the column titles; `sort` maps the key sorted by to the mark of its direction."""
    parts: list[Part] = []
    for column, width in columns:
        mark = sort.get(column.sort, "")
        title = fit(column.title, width - cell_len(mark)).rstrip()
        if mark:
            title += f" {mark}" if cell_len(title) + 2 <= width else mark
        fitted = (fit_right if column.right else fit)(title, width)
        parts += [(fitted, "key" if mark else "muted"), (" ", "plain")]
    return parts[:-1]

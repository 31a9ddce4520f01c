"""The columns a list of commitments can have: what each shows, and which ones find room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len

from store.model.entities import FollowUp
from store.model.entry import Entry, progress_words
from store.model.glyphs import Glyphs
from store.model.log import known_updates
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
    """Show the glyph and the four letters, and `*` when it is provisional."""
    state = entry.derived
    tone = state.status.tone
    return (
        (f"{look.glyphs.status(state.status)} {state.status.code:<4}", tone),
        ("*", "orange") if state.provisional else (" ", "plain"),
    )


def due_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show the due date, or the days overdue when no other column does."""
    glyphs = look.glyphs
    return (_due_date(entry, glyphs) if look.with_days else due_words(entry, glyphs),)


def updated_parts(entry: Entry, look: ColumnLook) -> tuple[Part, ...]:
    """Show the date of the newest update, as exactly as it is known."""
    known = known_updates(entry.commitment, entry.as_of)
    text = look.glyphs.date(known[-1].date) if known else ""
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


def next_follow_up(entry: Entry) -> FollowUp | None:
    """Return the open follow-up that is due first; undated ones come last."""
    still_open = [each for each in entry.commitment.follow_ups if not each.done]
    dated = [each for each in still_open if each.due]
    if dated:
        return min(dated, key=lambda each: each.due.last if each.due else entry.as_of)
    return still_open[0] if still_open else None


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


def done_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Show percent done."""
    return ((progress_words(entry), "plain"),)


def days_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Show the days left or overdue."""
    return (days_words(entry),)


def id_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Show the id."""
    return ((entry.id, "muted"),)


def party_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Name the parties."""
    return ((", ".join(entry.commitment.parties), "plain"),)


def lead_parts(entry: Entry, _: ColumnLook) -> tuple[Part, ...]:
    """Name the body responsible."""
    return ((entry.commitment.lead, "plain"),)


_LEAST_TITLE = 12
_TITLE_SHARE = 4
"""Chosen columns leave the title at least one part in so many of the width."""

Reads = Callable[[Entry, ColumnLook], tuple[Part, ...]]


class ListColumn(Struct, frozen=True):
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
    dated: bool = False
    """Whether it shows dates, and is as wide as they are."""
    leaves: int = 0
    """How much must be left for the title before the column comes in by itself; 0 is never."""

    def parts(self, entry: Entry, look: ColumnLook, width: int) -> list[Part]:
        """Return what it shows, in exactly `width` cells."""
        parts = self.reads(entry, look)
        used = length(parts[:-1])
        text, style = parts[-1]
        fitted = (fit_right if self.right else fit)(text, width - used, look.glyphs.ellipsis)
        return [*parts[:-1], (fitted, style)]


COLUMNS: tuple[ListColumn, ...] = (
    ListColumn("title", "Title", "what was promised", 0, "title", title_parts),
    ListColumn("status", "Status", "glyph and four letters", 7, "status", status_parts, leaves=12),
    ListColumn(
        "due", "Due", "due date, or days overdue", 10, "due", due_parts, leaves=12, dated=True
    ),
    ListColumn("done", "Done", "percent done", 5, "progress", done_parts, right=True, leaves=18),
    ListColumn("days", "Days", "days left or overdue", 7, "overdue", days_parts, right=True),
    ListColumn(
        "attention",
        "Attn",
        "how much attention it needs",
        5,
        "attention",
        attention_parts,
        right=True,
    ),
    ListColumn("id", "Id", "the short name to cite", 18, "id", id_parts, leaves=44),
    ListColumn("domain", "Domain", "its primary domain", 12, "domain", domain_parts, leaves=48),
    ListColumn(
        "updated",
        "Updated",
        "date of the newest update",
        10,
        "updated",
        updated_parts,
        leaves=48,
        dated=True,
    ),
    ListColumn("priority", "Prio", "high, normal or low", 6, "priority", priority_parts),
    ListColumn("next", "Next", "the next follow-up", 24, "follow-up", next_parts),
    ListColumn("party", "Party", "the parties bound", 18, "party", party_parts),
    ListColumn("lead", "Lead", "the body responsible", 18, "lead", lead_parts),
    ListColumn(
        "instrument",
        "Instrument",
        "the document it stands in",
        22,
        "instrument",
        instrument_parts,
    ),
)
"""Every column, the one that matters most first: where room is short the last ones go."""

COLUMNS_BY_ID = {column.id: column for column in COLUMNS}
BY_THEMSELVES = ("status", "done", "due", "title", "id", "domain", "updated")
"""The columns of a list for which none were chosen, in their order; width decides which are in."""

Placed = tuple[tuple[ListColumn, int], ...]
"""Columns from left to right, each with its width in cells."""


@lru_cache(maxsize=64)
def placed(chosen: tuple[str, ...], width: int, dates: int = 10) -> Placed:
    """Return the columns that find room in `width` cells, one cell apart.

    `chosen` are ids from left to right, empty for those that come by themselves. The title is
    always there and takes what the others leave, which is never less than a sensible width.
    `dates` is how many cells the longest date takes.
    """
    ids = chosen or BY_THEMSELVES
    least = max(_LEAST_TITLE, width // _TITLE_SHARE)
    left = width
    kept = {"title"}
    for column in COLUMNS:
        if column.id == "title" or column.id not in ids:
            continue
        wanted = least if chosen else column.leaves
        cells = dates if column.dated else column.width
        if left - cells - 1 >= wanted:
            kept.add(column.id)
            left -= cells + 1
    order = ids if "title" in ids else (*ids, "title")
    columns = (COLUMNS_BY_ID[each] for each in order if each in kept)
    widths = {"title": left} | {each.id: dates for each in COLUMNS if each.dated}
    return tuple((each, widths.get(each.id, each.width)) for each in columns)


def title_row(columns: Sequence[tuple[ListColumn, int]], sort: Mapping[str, str]) -> list[Part]:
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

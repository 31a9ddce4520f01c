"""The columns a list of commitments can have: what each shows, and which ones find room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from rich.cells import cell_len

from store.entry import Entry
from tui.drawing.cells import fit, fit_right
from tui.drawing.ink import Part, length
from tui.panels import column_words as words
from tui.panels.column_words import Look

_LEAST_TITLE = 12
_TITLE_SHARE = 4
"""Chosen columns leave the title at least one part in so many of the width."""

Reads = Callable[[Entry, Look], tuple[Part, ...]]


class Column(Struct, frozen=True):
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

    def parts(self, entry: Entry, look: Look, width: int) -> list[Part]:
        """Return what it shows, in exactly `width` cells."""
        parts = self.reads(entry, look)
        used = length(parts[:-1])
        text, ink = parts[-1]
        fitted = (fit_right if self.right else fit)(text, width - used, look.marks.ellipsis)
        return [*parts[:-1], (fitted, ink)]


COLUMNS: tuple[Column, ...] = (
    Column("title", "Title", "what was promised", 0, "title", words.title_parts),
    Column(
        "status", "Status", "glyph and four letters", 7, "status", words.status_parts, leaves=12
    ),
    Column(
        "due", "Due", "due date, or days overdue", 10, "due", words.due_parts, leaves=12, dated=True
    ),
    Column("done", "Done", "percent done", 5, "progress", words.done_parts, right=True, leaves=18),
    Column("days", "Days", "days left or overdue", 7, "overdue", words.days_parts, right=True),
    Column(
        "attention",
        "Attn",
        "how much attention it needs",
        5,
        "attention",
        words.attention_parts,
        right=True,
    ),
    Column("id", "Id", "the short name to cite", 18, "id", words.id_parts, leaves=44),
    Column("domain", "Domain", "its primary domain", 12, "domain", words.domain_parts, leaves=48),
    Column(
        "updated",
        "Updated",
        "date of the newest update",
        10,
        "updated",
        words.updated_parts,
        leaves=48,
        dated=True,
    ),
    Column("priority", "Prio", "high, normal or low", 6, "priority", words.priority_parts),
    Column("next", "Next", "the next follow-up", 24, "follow-up", words.next_parts),
    Column("party", "Party", "the parties bound", 18, "party", words.party_parts),
    Column("lead", "Lead", "the body responsible", 18, "lead", words.lead_parts),
    Column(
        "instrument",
        "Instrument",
        "the document it stands in",
        22,
        "instrument",
        words.instrument_parts,
    ),
)
"""Every column, the one that matters most first: where room is short the last ones go."""

COLUMNS_BY_ID = {column.id: column for column in COLUMNS}
BY_THEMSELVES = ("status", "done", "due", "title", "id", "domain", "updated")
"""The columns of a list for which none were chosen, in their order; width decides which are in."""

Placed = tuple[tuple[Column, int], ...]
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

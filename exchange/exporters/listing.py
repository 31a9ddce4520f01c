"""The commitments as they are read: by domain, each with its standing in words."""

from __future__ import annotations

from exchange.exporters.selection import Selection
from store.model.entities import Source
from store.model.entry import Entry, counted, long_date
from store.text import one_line


def by_domain(selection: Selection) -> list[tuple[str, list[Entry]]]:
    """Return the commitments under the name of their primary domain, in the register's order."""
    groups: dict[str, list[Entry]] = {each.id: [] for each in selection.domains}
    for entry in selection.entries:
        primary = entry.commitment.domains[0] if entry.commitment.domains else ""
        groups.setdefault(primary, []).append(entry)
    names = {each.id: each.name for each in selection.domains}
    return [
        (one_line(names.get(key, key)) or "No domain", entries)
        for key, entries in groups.items()
        if entries
    ]


def done(entry: Entry) -> str:
    """Return percent done: `~` before what is only counted from milestones."""
    state = entry.derived
    return "" if state.progress is None else f"{'~' if state.counted else ''}{state.progress}%"


def scope(selection: Selection) -> str:
    """Return how much of the register this is, and of which day."""
    shown, total = len(selection.entries), selection.total
    of = counted(total, "commitment")
    count = f"{shown:,} of {of}" if shown < total else of
    query = f", found by {one_line(selection.query)}" if selection.query else ""
    return f"{count}{query}, as of {long_date(selection.as_of)}"


def described(source: Source) -> str:
    """Return a source without its address, such as `Press note, Ministry, 2025 (official)`."""
    published = source.date.text if source.date else ""
    parts = (one_line(source.title), one_line(source.publisher), published)
    kind = "official" if source.official else "independent"
    return f"{', '.join(part for part in parts if part)} ({kind})"

"""The sheets of a workbook: which columns each has, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from exchange.escaping import list_cell
from exchange.exporters.formats import SHEETS
from store.model.dates import PartialDate
from store.model.entities import (
    FieldClash,
    FollowUp,
    Measure,
    Milestone,
    MilestoneKind,
    Source,
    SourceKind,
    Update,
)
from store.model.entry import Entry, latest_assessing, stated_progress
from store.text import counted

SheetCell = str | int | PartialDate | None
"""None is an empty cell."""
SheetRow = tuple[SheetCell, ...]


class Sheet(NamedTuple):
    """One sheet: its name, its columns with their widths in characters, and its rows."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: Callable[[Entry], Iterable[SheetRow]]


def _commitments(entry: Entry) -> Iterable[SheetRow]:
    commitment, assessing = entry.commitment, latest_assessing(entry)
    yield (
        commitment.id,
        commitment.title,
        commitment.summary,
        commitment.instrument,
        commitment.clause,
        list_cell(commitment.parties),
        commitment.lead,
        list_cell(commitment.domains),
        commitment.start,
        commitment.due,
        commitment.priority.value,
        list_cell(commitment.tags),
        entry.derived.status.value,
        stated_progress(entry),
        assessing.date if assessing else None,
        *_source(assessing.source if assessing else None),
        "" if commitment.measure is Measure.UNSAID else commitment.measure.value,
        entry.derived.due,
        list_cell(commitment.former_ids),
        list_cell(commitment.continues),
    )


def _milestones(entry: Entry) -> Iterable[SheetRow]:
    def row(milestone: Milestone) -> SheetRow:
        told = milestone.id, milestone.title, milestone.date, milestone.met
        kind = "" if milestone.kind is MilestoneKind.STEP else milestone.kind.value
        return (entry.id, *told, *_source(milestone.source), kind)

    return map(row, entry.commitment.milestones)


def _follow_ups(entry: Entry) -> Iterable[SheetRow]:
    def row(task: FollowUp) -> SheetRow:
        return entry.id, task.id, task.title, task.owner, task.due, task.done

    return map(row, entry.commitment.follow_ups)


def _updates(entry: Entry) -> Iterable[SheetRow]:
    def row(update: Update) -> SheetRow:
        status = update.status.value if update.status else None
        told = update.id, update.date, update.note, status, update.progress
        signed = update.by, update.written, update.corrects
        several = list_cell(update.weighs), list_cell(update.searched)
        confidence = update.confidence.value if update.confidence else None
        judged = update.due, confidence, update.confirms
        return (entry.id, *told, *_source(update.source), *signed, *several, *judged)

    return map(row, entry.commitment.updates)


def _source(source: Source | None) -> SheetRow:
    if source is None:
        return (None,) * len(_SOURCE)
    kind = "" if source.kind is SourceKind.UNKNOWN else source.kind.value
    return (
        source.title,
        source.publisher,
        source.date,
        source.url,
        kind,
        source.excerpt,
        source.accessed,
        source.archive_url,
        source.copy,
        source.no_excerpt,
    )


_SOURCE = (
    ("source_title", 40),
    ("source_publisher", 24),
    ("source_date", 12),
    ("source_url", 40),
    ("source_kind", 12),
    ("source_excerpt", 60),
    ("source_accessed", 12),
    ("source_archive_url", 40),
    ("source_copy", 20),
    ("source_no_excerpt", 40),
)

_COMMITMENTS = (
    ("id", 20),
    ("title", 48),
    ("summary", 60),
    ("instrument", 24),
    ("clause", 20),
    ("parties", 28),
    ("lead", 24),
    ("domains", 20),
    ("start", 12),
    ("due", 12),
    ("priority", 10),
    ("tags", 20),
    ("status", 14),
    ("progress", 10),
    ("assessed", 12),
    *_SOURCE,
    ("measure", 10),
    ("due_now", 12),
    ("former_ids", 20),
    ("continues", 20),
)
_MILESTONES = (
    ("commitment", 20),
    ("id", 8),
    ("title", 48),
    ("date", 12),
    ("met", 12),
    *_SOURCE,
    ("kind", 8),
)
_FOLLOW_UPS = (
    ("commitment", 20),
    ("id", 8),
    ("title", 48),
    ("owner", 20),
    ("due", 12),
    ("done", 12),
)
_UPDATES = (
    ("commitment", 20),
    ("id", 8),
    ("date", 12),
    ("note", 60),
    ("status", 14),
    ("progress", 10),
    *_SOURCE,
    ("by", 12),
    ("written", 20),
    ("corrects", 10),
    ("weighs", 16),
    ("searched", 24),
    ("due", 12),
    ("confidence", 10),
    ("confirms", 10),
)

MOST_NAMED = 3
"""How many fields are named in a note; the others are counted."""


def notes_of_clashes(entries: Iterable[Entry], sheets: Collection[str]) -> tuple[str, ...]:
    """Return what is to be said of fields that two people set differently, if there are any.

    A sheet has the field as it stands and no room for what each of the two wrote. `sheets` are
    those that are written: a field is in one of them, or is nothing to be said of.
    """
    names = [
        "/".join((entry.id, *clash.at))
        for entry in entries
        for clash in entry.commitment.clashes
        if _sheet_of(clash) in sheets
    ]
    if not names:
        return ()
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    what = counted(len(names), "field is", "fields are")
    return (
        f"{what} set differently by two people, and what each wrote is left out "
        f"({', '.join(names[:MOST_NAMED])}{more}): json and a folder keep it",
    )


def _sheet_of(clash: FieldClash) -> str:
    listed = "".join(clash.at[:1]).replace("_", "-")
    return listed if listed in SHEETS else SHEETS[0]


ALL_SHEETS: dict[str, Sheet] = {
    name: Sheet(name, columns, rows)
    for name, columns, rows in zip(
        SHEETS,
        (_COMMITMENTS, _MILESTONES, _FOLLOW_UPS, _UPDATES),
        (_commitments, _milestones, _follow_ups, _updates),
        strict=True,
    )
}
"""Every sheet by its name, in the order of the workbook."""

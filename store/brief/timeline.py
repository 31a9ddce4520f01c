"""The commitments on a timeline: which ones, in which order, between which days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from store.brief.brief import Timeline
from store.brief.claims import Bar, Listing, Mark, Subject
from store.brief.evidence import Evidence, state_of
from store.dates import PartialDate
from store.entry import Entry
from store.model import Milestone, Register

YEARS_BEFORE = 3
"""How many years are shown before the as-of date, at least."""
YEARS_AFTER = 3
FURTHEST_YEARS = 15
"""How many are shown on either side at most; what lies beyond is cut, and says so."""


def timeline_of(
    entries: Sequence[Entry], register: Register, as_of: date, evidence: Evidence, limit: int | None
) -> Timeline:
    """Return the bars by primary domain and date; when there are too many, the most pressing."""
    first, last = _window(register, as_of)
    drawn = sorted(entries, key=lambda entry: -entry.derived.attention)[:limit]
    order = {domain.id: place for place, domain in enumerate(register.domains)}
    drawn.sort(key=lambda entry: (_domain(entry, order), _begins(entry), entry.id))
    bars = tuple(_bar(entry, as_of, first, last, evidence) for entry in drawn)
    return Timeline(first, last, Listing(bars, len(entries)))


def _window(register: Register, as_of: date) -> tuple[date, date]:
    first = as_of.year - YEARS_BEFORE
    last = as_of.year + YEARS_AFTER
    if register.start:
        first = min(first, max(register.start.first.year, as_of.year - FURTHEST_YEARS))
    if register.end:
        last = max(last, min(register.end.last.year, as_of.year + FURTHEST_YEARS))
    return (
        date(max(date.min.year, first), 1, 1),
        date(min(date.max.year, last), 12, 31),
    )


def _bar(entry: Entry, as_of: date, first: date, last: date, evidence: Evidence) -> Bar:
    commitment, state = entry.commitment, entry.derived
    standing = evidence.standing(entry)
    dated = commitment.start or commitment.due
    marks = []
    for milestone in commitment.milestones:
        when = _when(milestone, as_of)
        if when and first <= when.last <= last:
            rests_on = evidence.milestone(entry, milestone)
            marks.append(Mark(milestone.title, when, state_of(milestone, as_of), rests_on))
    return Bar(
        Subject(entry.id, commitment.title),
        standing,
        start=commitment.start,
        due=commitment.due,
        ended=state.assessed if state.status.settled else None,
        overdue=state.overdue,
        marks=tuple(marks),
        notes=evidence.dates(entry) if dated else (),
    )


def _when(milestone: Milestone, as_of: date) -> PartialDate | None:
    return milestone.met if state_of(milestone, as_of) == "met" else milestone.date


def _domain(entry: Entry, order: dict[str, int]) -> int:
    return order.get(next(iter(entry.commitment.domains), ""), len(order))


def _begins(entry: Entry) -> date:
    begins = entry.commitment.start or entry.commitment.due
    return begins.first if begins else date.max

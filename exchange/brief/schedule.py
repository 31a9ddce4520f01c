"""The dated things of commitments, ahead and gone by: due dates, milestones, follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from exchange.brief.changes import subject_of
from exchange.brief.model import (
    Bar,
    DatedStep,
    Listing,
    SlippedDate,
    Subject,
    Timeline,
    TimelineMark,
)
from exchange.brief.notes import COUNTED, NumberedNotes, state_of
from store.model.dates import PartialDate
from store.model.entities import FollowUp, Milestone, Register
from store.model.entry import Entry, slip_words, term_of
from store.model.log import due_moves, former_dues, is_met, known_milestones

AHEAD_DAYS = 90
"""How far a brief looks ahead."""


class Dated(NamedTuple):
    """One thing with a date that is not met, done or settled."""

    entry: Entry
    item: Milestone | FollowUp | None
    """None stands for the due date of the commitment."""
    when: PartialDate
    days: int
    """Days to its last day; negative when it is past."""

    @property
    def kind(self) -> str:
        """What it is, in words."""
        if self.item is None:
            return "due date"
        return "milestone" if isinstance(self.item, Milestone) else "follow-up"

    def row(self, evidence: NumberedNotes) -> DatedStep:
        """Return it as a brief lists it; our own follow-ups rest on the register."""
        notes = evidence.dates(self.entry) if self.item is None else (COUNTED,)
        if isinstance(self.item, Milestone):
            notes = evidence.milestone(self.entry, self.item)
        return DatedStep(
            subject_of(self.entry),
            self.kind,
            title=self.item.title if self.item else "",
            when=self.when,
            days=self.days,
            owner=self.item.owner if isinstance(self.item, FollowUp) else "",
            notes=notes,
        )


def steps_of(entries: Sequence[Entry], as_of: date, *, follow_ups: bool) -> list[Dated]:
    """Return what is open and has a date, the earliest first; our own follow-ups if wanted.

    A settled commitment has no steps ahead; what we set out to do about it stays ours.
    """
    found = [
        Dated(entry, item, when, (when.last - as_of).days)
        for entry in entries
        for item, when in _open_items(entry, as_of)
        if follow_ups or not isinstance(item, FollowUp)
    ]
    return sorted(found, key=lambda each: (each.when.last, each.entry.id, each.kind))


def slips_of(entries: Iterable[Entry]) -> list[Entry]:
    """Return those whose promised date was moved, the longest slip first."""
    moved = [entry for entry in entries if entry.derived.moved]
    return sorted(moved, key=lambda entry: (-(entry.derived.slip_days or 0), entry.id))


def slip_of(entry: Entry, evidence: NumberedNotes) -> SlippedDate:
    """Return the row of a promised date that was moved."""
    state, former = entry.derived, tuple(former_dues(entry.commitment, entry.as_of))
    last = due_moves(entry.commitment, entry.as_of)[-1]
    return SlippedDate(
        subject_of(entry),
        first=former[0],
        former=former,
        due=state.due or former[-1],
        slip_days=state.slip_days or 0,
        slip=slip_words(state),
        said=last.date,
        standing=evidence.standing(entry),
        notes=evidence.every_date(entry),
    )


def undated(entries: Iterable[Entry], as_of: date) -> int:
    """Return how many follow-ups are open and have no date."""
    return sum(
        task.due is None and not _is_done(task, as_of)
        for entry in entries
        for task in entry.commitment.follow_ups
    )


def _open_items(
    entry: Entry, as_of: date
) -> Iterator[tuple[Milestone | FollowUp | None, PartialDate]]:
    commitment = entry.commitment
    if not entry.derived.status.settled:
        if entry.derived.due:
            yield None, entry.derived.due
        for milestone in known_milestones(commitment, as_of):
            if milestone.date and not is_met(milestone, as_of):
                yield milestone, milestone.date
    for task in commitment.follow_ups:
        if task.due and not _is_done(task, as_of):
            yield task, task.due


def _is_done(task: FollowUp, as_of: date) -> bool:
    return task.done is not None and task.done.last <= as_of


YEARS_BEFORE = 3
"""How many years are shown before the as-of date, at least."""
YEARS_AFTER = 3
FURTHEST_YEARS = 15
"""How many are shown on either side at most; what lies beyond is cut, and says so."""


def timeline_of(
    entries: Sequence[Entry],
    register: Register,
    as_of: date,
    evidence: NumberedNotes,
    limit: int | None,
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


def _bar(entry: Entry, as_of: date, first: date, last: date, evidence: NumberedNotes) -> Bar:
    commitment, state = entry.commitment, entry.derived
    standing = evidence.standing(entry)
    dated = commitment.start or state.due
    marks = []
    for milestone in known_milestones(commitment, as_of):
        when = _when(milestone, as_of)
        if when and first <= when.last <= last:
            rests_on = evidence.milestone(entry, milestone)
            marks.append(TimelineMark(milestone.title, when, state_of(milestone, as_of), rests_on))
    return Bar(
        Subject(entry.id, commitment.title),
        standing,
        start=commitment.start,
        due=state.due,
        former_dues=tuple(former_dues(commitment, as_of)) if state.moved else (),
        term=term_of(entry),
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
    begins = entry.commitment.start or entry.derived.due
    return begins.first if begins else date.max

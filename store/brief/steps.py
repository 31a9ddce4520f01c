"""The dated things of commitments, ahead and gone by: due dates, milestones, follow-ups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from store.brief.changing import subject_of
from store.brief.claims import Step
from store.brief.evidence import COUNTED, Evidence
from store.dates import PartialDate
from store.derived import is_met
from store.entry import Entry
from store.model import FollowUp, Milestone

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

    def row(self, evidence: Evidence) -> Step:
        """Return it as a brief lists it; our own follow-ups rest on the register."""
        notes = evidence.dates(self.entry) if self.item is None else (COUNTED,)
        if isinstance(self.item, Milestone):
            notes = evidence.milestone(self.entry, self.item)
        return Step(
            subject_of(self.entry),
            self.kind,
            title=self.item.title if self.item else "",
            when=self.when,
            days=self.days,
            owner=self.item.owner if isinstance(self.item, FollowUp) else "",
            notes=notes,
        )


def steps_of(entries: Sequence[Entry], as_of: date) -> list[Dated]:
    """Return what is open and has a date, the earliest first.

    A settled commitment has no steps ahead; what we set out to do about it stays ours.
    """
    found = [
        Dated(entry, item, when, (when.last - as_of).days)
        for entry in entries
        for item, when in _open_items(entry, as_of)
    ]
    return sorted(found, key=lambda each: (each.when.last, each.entry.id, each.kind))


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
        if commitment.due:
            yield None, commitment.due
        for milestone in commitment.milestones:
            if milestone.date and not is_met(milestone, as_of):
                yield milestone, milestone.date
    for task in commitment.follow_ups:
        if task.due and not _is_done(task, as_of):
            yield task, task.due


def _is_done(task: FollowUp, as_of: date) -> bool:
    return task.done is not None and task.done.last <= as_of

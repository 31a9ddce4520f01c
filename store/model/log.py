"""A commitment's log on a given day: which updates are known, which count, what they tell.

An update is known from the last day of its date on. A correction takes what it corrects out
of the count, from the day of the correction on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.entities import (
    Commitment,
    FollowUp,
    Instrument,
    Milestone,
    MilestoneKind,
    SourceKind,
    Update,
)
from store.model.status import Status

DISPUTE_DAYS = 180
"""Days within which two sources that set different statuses speak of the same time."""

_RANKS = {
    Status.NOT_KEPT: 0,
    Status.NOT_STARTED: 1,
    Status.STALLED: 1,
    Status.IN_PROGRESS: 2,
    Status.PARTLY_KEPT: 3,
    Status.KEPT: 4,
}
"""How far a status says that a commitment has come. The others say nothing of that."""


def promised_on(commitment: Commitment, instrument: Instrument | None) -> date | None:
    """Return the day by which something is known to have been promised; None for no trace.

    That of its instrument, else of the first thing that happened to it. Of a period only the last
    day is sure, unless something happened to it within the period.
    """
    dated = instrument.date if instrument is not None else None
    if dated is not None and dated.first == dated.last:
        return dated.last
    traces: list[PartialDate | None] = [commitment.start]
    traces += [each.date for each in commitment.updates]
    traces += [each.met for each in commitment.milestones]
    happened = (each.last for each in traces if each is not None)
    if dated is None:
        return min(happened, default=None)
    within = (day for day in happened if dated.first <= day <= dated.last)
    return min(within, default=dated.last)


_day_seen = attrgetter("date.last")


def known_updates(commitment: Commitment, as_of: date) -> list[Update]:
    """Return the updates known at the end of a day, oldest first, corrected ones among them.

    A partial date counts from the last day of its period: an update of `2025-10` says
    nothing yet about 15 October.
    """
    known = [update for update in commitment.updates if update.date.last <= as_of]
    if len(known) > 1:
        known.sort(key=_day_seen)
    return known


def counting_updates(commitment: Commitment, as_of: date) -> list[Update]:
    """Return the updates known at the end of a day that no other known one corrects."""
    known = known_updates(commitment, as_of)
    for update in known:
        if update.corrects:
            struck = struck_ids(commitment, as_of)
            return [each for each in known if each.id not in struck]
    return known


def status_on(commitment: Commitment, as_of: date) -> Status:
    """Return the status that had last been set by the end of a day."""
    for update in reversed(counting_updates(commitment, as_of)):
        if update.status is not None:
            return update.status
    return Status.NOT_ASSESSED


def struck_ids(commitment: Commitment, as_of: date) -> frozenset[str]:
    """Return the ids of the updates that a known one corrects.

    A correction that is corrected itself corrects nothing.
    """
    struck: set[str] = set()
    # What was written last is judged first: nothing corrects what is written after it.
    for update in reversed(commitment.updates):
        if update.corrects and update.date.last <= as_of and update.id not in struck:
            struck.add(update.corrects)
    return frozenset(struck)


def is_news(update: Update) -> bool:
    """Whether an update says something about the commitment.

    A mark without a note and a source is none, and neither is having found nothing, or having
    read what somebody else wrote.
    """
    if update.source is not None:
        return True
    if not update.note or update.confirms:
        return False
    said = update.status is not None or update.progress is not None or update.due is not None
    return said or not update.searched


def is_look(update: Update) -> bool:
    """Whether an update shows that somebody looked for news."""
    return bool(update.searched) or is_news(update)


def last_news(updates: Sequence[Update]) -> Update | None:
    """Return the last update that is news, of updates that go by their dates."""
    return next(filter(is_news, reversed(updates)), None)


def last_look(updates: Sequence[Update]) -> Update | None:
    """Return the last update that shows that somebody looked, of updates by their dates."""
    return next(filter(is_look, reversed(updates)), None)


def status_run(updates: Iterable[Update]) -> list[Update]:
    """Return the last updates in a row that set one status, of updates that go by their dates."""
    run: list[Update] = []
    for update in updates:
        if update.status is not None:
            if run and run[-1].status is not update.status:
                run = []
            run.append(update)
    return run


def confirmation(run: Sequence[Update], updates: Iterable[Update]) -> Update | None:
    """Return the first of the updates by which somebody confirms what another one wrote.

    `run` are the updates that set the status. Whoever cannot be named confirms nothing, and
    anybody may confirm what nobody has signed.
    """
    writers = {each.id: each.by for each in run}
    for update in updates:
        read = update.confirms
        if read and read in writers and update.by and update.by != writers[read]:
            return update
    return None


def due_on(commitment: Commitment, as_of: date) -> PartialDate | None:
    """Return the due date that held at the end of a day: the first, or as moved since."""
    moves = due_moves(commitment, as_of)
    return moves[-1].due if moves else commitment.due


def due_moves(commitment: Commitment, as_of: date) -> list[Update]:
    """Return the updates known on a day that set another due date than held, oldest first."""
    return _moves(commitment, counting_updates(commitment, as_of))


def times_moved(first: PartialDate | None, moves: Sequence[Update]) -> int:
    """Return how often a date was moved; setting one where there was none moves nothing."""
    return len(moves) - (first is None and bool(moves))


def first_due_on(commitment: Commitment, as_of: date) -> PartialDate | None:
    """Return the first due date that was known at the end of a day, whoever promised it."""
    moves = due_moves(commitment, as_of)
    return commitment.due or (moves[0].due if moves else None)


def former_dues(commitment: Commitment, as_of: date) -> list[PartialDate]:
    """Return the dates that were promised before the one that holds, oldest first."""
    moves = due_moves(commitment, as_of)
    dates = [commitment.due, *(each.due for each in moves)]
    return [each for each in dates[:-1] if each is not None]


def _moves(commitment: Commitment, updates: Iterable[Update]) -> list[Update]:
    held = commitment.due
    moves = []
    for update in updates:
        if update.due is not None and update.due != held:
            moves.append(update)
            held = update.due
    return moves


def contradiction(updates: Sequence[Update]) -> tuple[Update, Update] | None:
    """Return two of the updates that contradict each other, and that nobody has weighed.

    They set different statuses within half a year of each other: the latest word of an
    official source and that of an independent one, or any two of which the later takes
    back that the matter was settled.
    """
    told = [each for each in _assessing_all(updates) if each.source is not None]
    for one, other in _pairs(told):
        if one.status is other.status or abs((one.date.last - other.date.last).days) > DISPUTE_DAYS:
            continue
        both = {one.id, other.id}
        if not any(both <= {each.id, *each.weighs} for each in updates if each.weighs):
            return one, other
    return None


def _pairs(told: Sequence[Update]) -> list[tuple[Update, Update]]:
    pairs = []
    claim, sight = claim_of(told), sight_of(told)
    if claim is not None and sight is not None:
        pairs.append((claim, sight))
    if told:
        last = told[-1]
        before = next((each for each in reversed(told) if each.status is not last.status), None)
        if before is not None and before.status is not None and before.status.settled:
            pairs.append((before, last))
    return pairs


def assessing(update: Update, before: Sequence[Update]) -> Update | None:
    """Return an update that assesses, with the status that it says; None when it does not assess.

    Who says only how far it has come says that the status of the last of those `before`, which
    all have one, still holds.
    """
    if update.status is not None:
        return update
    if update.progress is None or not before:
        return None
    return replace(update, status=before[-1].status)


def _assessing_all(updates: Iterable[Update]) -> list[Update]:
    found: list[Update] = []
    for update in updates:
        told = assessing(update, found)
        if told is not None:
            found.append(told)
    return found


def claim_of(updates: Iterable[Update]) -> Update | None:
    """Return the last update that assesses by an official source, with the status it says."""
    return _last_by(SourceKind.OFFICIAL, _assessing_all(updates))


def sight_of(updates: Iterable[Update]) -> Update | None:
    """Return the last update that assesses by an independent source, with the status it says."""
    return _last_by(SourceKind.INDEPENDENT, _assessing_all(updates))


def _last_by(kind: SourceKind, told: Sequence[Update]) -> Update | None:
    for update in reversed(told):
        if update.source is not None and update.source.kind is kind:
            return update
    return None


def is_ahead(claim: Update, sight: Update) -> bool:
    """Whether what is claimed is further along than what is seen."""
    claimed = _RANKS.get(claim.status) if claim.status else None
    seen = _RANKS.get(sight.status) if sight.status else None
    if claimed is None or seen is None:
        return False
    if claimed == seen and claim.progress is not None and sight.progress is not None:
        return claim.progress > sight.progress
    return claimed > seen


def is_met(milestone: Milestone, as_of: date) -> bool:
    """Whether a milestone had been met by the end of a day."""
    return milestone.met is not None and milestone.met.last <= as_of


def steps_met(commitment: Commitment, as_of: date) -> tuple[int, int]:
    """Return how many of the steps known on a day were met by its end, and how many there are."""
    met = steps = 0
    for milestone in known_milestones(commitment, as_of):
        if milestone.kind is MilestoneKind.STEP:
            steps += 1
            met += is_met(milestone, as_of)
    return met, steps


def is_missed(milestone: Milestone, as_of: date) -> bool:
    """Whether a milestone's date has gone by without word that it was met."""
    return (
        milestone.date is not None and milestone.date.last < as_of and not is_met(milestone, as_of)
    )


def is_done(follow_up: FollowUp, as_of: date) -> bool:
    """Whether a follow-up had been done by the end of a day."""
    return follow_up.done is not None and follow_up.done.last <= as_of


def known_milestones(commitment: Commitment, as_of: date) -> tuple[Milestone, ...]:
    """Return the milestones that had been planned or met by the end of a day.

    What was met later without a plan that is known was no milestone yet; nor was an event
    whose only date is the day on which it took place.
    """
    milestones = commitment.milestones
    for each in milestones:
        if _came_later(each, as_of):
            return tuple(each for each in milestones if not _came_later(each, as_of))
    return milestones


def _came_later(milestone: Milestone, as_of: date) -> bool:
    if milestone.met is None or milestone.met.last <= as_of:
        return False
    if milestone.date is None:
        return True
    return milestone.kind is MilestoneKind.EVENT and milestone.date == milestone.met


def last_kept(commitment: Commitment, as_of: date) -> PartialDate | None:
    """Return when something was last done for a commitment: its last step met by a day's end.

    An event counts for nothing, and news of it is no doing: without a step met this is None.
    """
    met = (
        each.met
        for each in commitment.milestones
        if each.kind is MilestoneKind.STEP and each.met and each.met.last <= as_of
    )
    return max(met, default=None)

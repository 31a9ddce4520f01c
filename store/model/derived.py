"""What follows from a commitment on a given day.

Nothing here is stored. Every value is a pure function of the commitment and the as-of
date, so the state on any past day comes out of the same log of updates.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from store.model.dates import PartialDate
from store.model.entities import Commitment, Milestone, Priority, Update
from store.model.status import Status

DUE_SOON_DAYS = 90
STALE_DAYS = 270
"""The European Parliament's Legislative Train calls nine months without progress "on hold"."""
STALE_DAYS_NEAR_DUE = 90
NEAR_DUE_DAYS = 180
AT_RISK_POINTS = 10
BEHIND_POINTS = 25

OVERDUE_WEIGHT = 12.0
STALE_WEIGHT = 8.0
BEHIND_WEIGHT = 5.0
DUE_SOON_WEIGHT = 5.0
PROVISIONAL_WEIGHT = 4.0
NO_FOLLOW_UP_WEIGHT = 2.0
PRIORITY_WEIGHTS = {Priority.HIGH: 6.0, Priority.NORMAL: 3.9, Priority.LOW: 1.8}


class Thresholds(Struct, frozen=True):
    """After how many days what is said of a commitment changes."""

    due_soon: int = DUE_SOON_DAYS
    """Days ahead of the due date from which it is due soon."""
    stale: int = STALE_DAYS
    """Days without an update after which an open commitment is stale."""
    stale_near_due: int = STALE_DAYS_NEAR_DUE
    """The same for one that is due within half a year, or overdue."""


DEFAULT = Thresholds()


class Derived(Struct, frozen=True, gc=False):
    """The state of one commitment on one day."""

    status: Status
    assessed: PartialDate | None
    """When the status was first seen: the update that set it, since when none set another."""
    progress: int | None
    """Percent done, 0 to 100; None when nothing says."""
    counted: bool
    """Whether `progress` is only the share of milestones met (shown with `~`)."""
    overdue_days: int | None
    """Days past due; negative while days are left; None without a due date or once settled."""
    due_soon: bool
    behind: int | None
    """Share of the horizon gone minus progress, in percentage points; negative is ahead."""
    stale_days: int | None
    """Days since the newest update; None when there is none."""
    stale: bool
    """Whether an open commitment has not been heard of for too long."""
    provisional: bool
    """Whether it is settled and none of the updates that say so cites a source."""
    self_declared: bool
    """Whether its status rests on official sources only."""
    open_follow_up: bool
    """Whether there is something left for us to do."""
    priority: Priority

    @property
    def overdue(self) -> bool:
        """Whether it is open and past due."""
        return self.overdue_days is not None and self.overdue_days > 0

    @property
    def at_risk(self) -> bool:
        """Whether progress trails the calendar by more than 10 points."""
        return self.behind is not None and self.behind > AT_RISK_POINTS

    @property
    def is_behind(self) -> bool:
        """Whether progress trails the calendar by more than 25 points."""
        return self.behind is not None and self.behind > BEHIND_POINTS

    @property
    def attention(self) -> float:
        """How much it needs a look: the sum of the terms."""
        # Without words: a list is sorted by it.
        total = 0.0
        if not self.status.settled:
            total = PRIORITY_WEIGHTS[self.priority]
            total += 0 if self.open_follow_up else NO_FOLLOW_UP_WEIGHT
        total += OVERDUE_WEIGHT if self.overdue else 0
        total += STALE_WEIGHT if self.stale else 0
        total += BEHIND_WEIGHT if self.is_behind else 0
        total += DUE_SOON_WEIGHT if self.due_soon else 0
        total += PROVISIONAL_WEIGHT if self.provisional else 0
        return round(total, 1)

    def attention_terms(self) -> list[tuple[str, float]]:
        """Return the terms of the attention score, each in words with its weight."""
        terms: list[tuple[str, float]] = []
        if not self.status.settled:
            terms.append((f"priority {self.priority}", PRIORITY_WEIGHTS[self.priority]))
            if not self.open_follow_up:
                terms.append(("no follow-up open", NO_FOLLOW_UP_WEIGHT))
        for holds, words, weight in (
            (self.overdue, "overdue", OVERDUE_WEIGHT),
            (self.stale, "stale", STALE_WEIGHT),
            (self.is_behind, "behind", BEHIND_WEIGHT),
            (self.due_soon, "due soon", DUE_SOON_WEIGHT),
            (self.provisional, "provisional", PROVISIONAL_WEIGHT),
        ):
            if holds:
                terms.append((words, weight))
        return terms


def derive(commitment: Commitment, as_of: date, thresholds: Thresholds = DEFAULT) -> Derived:
    """Return the state of a commitment as it stood at the end of a day.

    Only updates dated by then count. Days are whole days, progress is in percent; what nothing
    says is None. The thresholds say from how many days on it is due soon or stale.

    >>> from store.model.entities import Commitment
    >>> promise = Commitment("p8i", "Six more P-8I aircraft", due=PartialDate.parse("2026-10"))
    >>> state = derive(promise, date(2026, 11, 22))
    >>> state.overdue_days, str(state.status), state.progress
    (22, 'not-assessed', None)
    """
    run: list[Update] = []
    measuring: Update | None = None
    newest: date | None = None
    for update in known_updates(commitment, as_of):
        newest = update.date.last
        if update.status is not None:
            if run and run[-1].status is not update.status:
                run = []
            run.append(update)
        if update.progress is not None:
            measuring = update
    status = run[-1].status if run and run[-1].status else Status.NOT_ASSESSED
    settled = status.settled
    cited = official = False
    for update in run:
        if update.source is not None:
            official = update.source.official and (official or not cited)
            cited = True
    progress, counted = _progress(commitment, status, measuring, as_of)
    due = commitment.due
    overdue_days = (as_of - due.last).days if due is not None and not settled else None
    behind = None if settled else _behind(commitment, progress, as_of)
    stale_days = (as_of - newest).days if newest is not None else None
    stale = not settled and _is_stale(stale_days, overdue_days, thresholds)
    return Derived(
        status=status,
        assessed=run[0].date if run else None,
        progress=progress,
        counted=counted,
        overdue_days=overdue_days,
        due_soon=overdue_days is not None and -thresholds.due_soon <= overdue_days <= 0,
        behind=behind,
        stale_days=stale_days,
        stale=stale,
        provisional=settled and not cited,
        self_declared=official,
        open_follow_up=any(each.done is None for each in commitment.follow_ups),
        priority=commitment.priority,
    )


def explain_attention(
    commitment: Commitment, as_of: date, thresholds: Thresholds = DEFAULT
) -> list[tuple[str, float]]:
    """Return the terms of the attention score, each in words with its weight."""
    return derive(commitment, as_of, thresholds).attention_terms()


def known_updates(commitment: Commitment, as_of: date) -> list[Update]:
    """Return the updates known at the end of a day, oldest first.

    A partial date counts from the last day of its period: an update of `2025-10` says
    nothing yet about 15 October.
    """
    known = [update for update in commitment.updates if update.date.last <= as_of]
    if len(known) > 1:
        known.sort(key=_day_seen)
    return known


def _day_seen(update: Update) -> date:
    return update.date.last


def is_met(milestone: Milestone, as_of: date) -> bool:
    """Whether a milestone had been met by the end of a day."""
    return milestone.met is not None and milestone.met.last <= as_of


def is_missed(milestone: Milestone, as_of: date) -> bool:
    """Whether a milestone's date has gone by without word that it was met."""
    return (
        milestone.date is not None and milestone.date.last < as_of and not is_met(milestone, as_of)
    )


def _progress(
    commitment: Commitment, status: Status, measuring: Update | None, as_of: date
) -> tuple[int | None, bool]:
    if status is Status.KEPT:
        return 100, False
    if measuring is not None:
        return measuring.progress, False
    if commitment.milestones:
        met = sum(is_met(milestone, as_of) for milestone in commitment.milestones)
        return round(100 * met / len(commitment.milestones)), True
    return None, False


def _behind(commitment: Commitment, progress: int | None, as_of: date) -> int | None:
    if progress is None or commitment.start is None or commitment.due is None:
        return None
    first, last = commitment.start.first, commitment.due.last
    length = (last - first).days
    gone = 1.0 if length <= 0 else (as_of - first).days / length
    return round(100 * min(1.0, max(0.0, gone))) - progress


def _is_stale(stale_days: int | None, overdue_days: int | None, thresholds: Thresholds) -> bool:
    if stale_days is None:
        return False
    near_due = overdue_days is not None and overdue_days >= -NEAR_DUE_DAYS
    return stale_days >= (thresholds.stale_near_due if near_due else thresholds.stale)

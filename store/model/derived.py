"""What follows from a commitment on a given day.

Nothing here is stored. Every value is a pure function of the commitment and the as-of
date, so the state on any past day comes out of the same log of updates.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct

from store.model.dates import PartialDate
from store.model.entities import (
    Commitment,
    Confidence,
    Measure,
    Priority,
    Register,
    Source,
    SourceKind,
    Update,
)
from store.model.log import (
    assessing,
    confirmation,
    contradiction,
    counting_updates,
    is_ahead,
    is_done,
    last_kept,
    last_look,
    last_news,
    steps_met,
)
from store.model.status import Status

DUE_SOON_DAYS = 90
STALE_DAYS = 270
"""The European Parliament's Legislative Train calls nine months without progress "on hold"."""
STALE_DAYS_NEAR_DUE = 90
NEAR_DUE_DAYS = 180
UNLOOKED_DAYS = 90
"""So long a look that found nothing counts as having looked lately."""
AT_RISK_POINTS = 10
BEHIND_POINTS = 25

OVERDUE_WEIGHT = 12.0
STALE_WEIGHT = 8.0
BEHIND_WEIGHT = 5.0
DUE_SOON_WEIGHT = 5.0
PROVISIONAL_WEIGHT = 4.0
TO_CONFIRM_WEIGHT = 4.0
NO_FOLLOW_UP_WEIGHT = 2.0
PRIORITY_WEIGHTS = {Priority.HIGH: 6.0, Priority.NORMAL: 3.9, Priority.LOW: 1.8}

Schedule = Literal["in-time", "due-soon", "overdue", "no-date", "settled"]
"""How an open commitment stands with its date; a settled one no longer does."""


class Thresholds(Struct, frozen=True):
    """What decides, besides its own log, what is said of a commitment: most are days."""

    due_soon: int = DUE_SOON_DAYS
    """Days ahead of the due date from which it is due soon."""
    stale: int = STALE_DAYS
    """Days without news after which an open commitment is stale, unless somebody looked."""
    stale_near_due: int = STALE_DAYS_NEAR_DUE
    """The same for one that is due within half a year, or overdue."""
    unlooked: int = UNLOOKED_DAYS
    """Days for which a look that found nothing keeps it from being stale."""
    second_reader: bool = False
    """Whether what is settled waits to be confirmed: a setting of the register, in no days."""


DEFAULT = Thresholds()


def thresholds_of(register: Register, usual: Thresholds) -> Thresholds:
    """Return what decides in a register: what it asks for itself, else as usual."""
    due_soon, stale, near = (
        register.due_soon_days,
        register.stale_days,
        register.stale_days_near_due,
    )
    if due_soon is stale is near is None and register.second_reader == usual.second_reader:
        return usual
    return Thresholds(
        usual.due_soon if due_soon is None else due_soon,
        usual.stale if stale is None else stale,
        usual.stale_near_due if near is None else near,
        usual.unlooked,
        register.second_reader,
    )


class Derived(Struct, frozen=True, gc=False):
    """The state of one commitment on one day."""

    status: Status
    assessed: PartialDate | None
    """When the status was first seen: the update that set it, since when none set another."""
    measure: Measure
    """What it can be measured by; never unsaid."""
    progress: int | None
    """Percent done, 0 to 100; None when nothing says, or when a percent means nothing."""
    counted: bool
    """Whether `progress` is only the share of steps met (shown with `~`)."""
    steps_met: int
    steps: int
    """How many steps there are: milestones that count."""
    last_kept: PartialDate | None
    """When something was last done for a duty or an aim: its last step met; None for no step."""
    due: PartialDate | None
    """The due date that holds on the day."""
    moved: int
    """How often the promised date was moved."""
    slip_days: int | None
    """Days between the first promised date and the one that holds; None when never moved."""
    overdue_days: int | None
    """Days past due; negative while days are left; None without a due date or once settled."""
    due_soon: bool
    behind: int | None
    """Share of the horizon gone minus progress, in percentage points; negative is ahead."""
    updated: PartialDate | None
    """The date of the newest update."""
    unheard_days: int | None
    """Days since there was news; None when there never was."""
    unlooked_days: int | None
    """Days since somebody looked for news; None when nobody ever did."""
    stale: bool
    """Whether an open commitment was neither heard of nor looked at for too long."""
    silent: bool
    """Whether an open one was not heard of for too long, though somebody looked lately."""
    claimed: Status | None
    """What the latest official source says."""
    seen: Status | None
    """What the latest independent source says."""
    claimed_ahead: bool
    """Whether the claim is further along than what is seen."""
    disputed: bool
    """Whether sources contradict each other, and no update has weighed them."""
    confidence: Confidence | None
    """How sure the writer of the latest status is of it."""
    provisional: bool
    """Whether it is settled and none of the updates that say so cites a source."""
    to_confirm: bool
    """Whether it is settled, and in this register waits for somebody else to confirm it."""
    self_declared: bool
    """Whether its status rests on official sources only."""
    open_follow_up: bool
    """Whether there is something left for us to do."""
    priority: Priority

    @property
    def is_measured(self) -> bool:
        """Whether its progress counts in a mean: that of a delivery which holds.

        Provisional ones do not hold, and of withdrawn ones nothing more is to come.
        """
        return (
            self.progress is not None
            and self.measure is Measure.DELIVERY
            and not self.provisional
            and self.status is not Status.WITHDRAWN
        )

    @property
    def schedule(self) -> Schedule:
        """How it stands with its date."""
        if self.status.settled:
            return "settled"
        if self.overdue_days is None:
            return "no-date"
        if self.overdue_days > 0:
            return "overdue"
        return "due-soon" if self.due_soon else "in-time"

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
        total += TO_CONFIRM_WEIGHT if self.to_confirm else 0
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
            (self.to_confirm, "to confirm", TO_CONFIRM_WEIGHT),
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
    updates = counting_updates(commitment, as_of)
    run: list[Update] = []
    cited: list[Source] = []
    measuring = claim = sight = None
    first = held = commitment.due
    moves = sourced = 0
    for update in updates:
        source = update.source
        if update.status is not None:
            if run and run[-1].status is not update.status:
                run, cited = [], []
            run.append(update)
        if source is not None:
            # Most set a status themselves: this runs for every update there is.
            told = update if update.status is not None else assessing(update, run)
            if told is not None:
                sourced += 1
                cited.append(source)
                if source.kind is SourceKind.OFFICIAL:
                    claim = told
                elif source.kind is SourceKind.INDEPENDENT:
                    sight = told
        if update.progress is not None:
            measuring = update
        if update.due is not None and update.due != held:
            moves += held is not None
            held = update.due
            first = first or held
    news, look = last_news(updates), last_look(updates)
    status = run[-1].status if run and run[-1].status else Status.NOT_ASSESSED
    settled = status.settled
    measure = _measure(commitment, held, measuring)
    met, steps = steps_met(commitment, as_of)
    progress, counted = _progress(measure, status, measuring, met, steps)
    overdue_days = (as_of - held.last).days if held is not None and not settled else None
    unheard_days = (as_of - news.date.last).days if news is not None else None
    unlooked_days = (as_of - look.date.last).days if look is not None else None
    quiet = not settled and _is_quiet(updates, as_of, unheard_days, overdue_days, thresholds)
    # News alone is no look that came after it.
    looked = look is not news and unlooked_days is not None and unlooked_days < thresholds.unlooked
    delivery = measure is Measure.DELIVERY
    return Derived(
        status=status,
        assessed=run[0].date if run else None,
        measure=measure,
        progress=progress,
        counted=counted,
        steps_met=met,
        steps=steps,
        last_kept=None if delivery else last_kept(commitment, as_of),
        due=held,
        moved=moves,
        slip_days=_slip(first, held) if moves else None,
        overdue_days=overdue_days,
        due_soon=overdue_days is not None and -thresholds.due_soon <= overdue_days <= 0,
        behind=_behind(commitment, held, progress, as_of) if delivery and not settled else None,
        updated=updates[-1].date if updates else None,
        unheard_days=unheard_days,
        unlooked_days=unlooked_days,
        stale=quiet and not looked,
        silent=quiet and looked,
        claimed=claim.status if claim is not None else None,
        seen=sight.status if sight is not None else None,
        claimed_ahead=claim is not None and sight is not None and is_ahead(claim, sight),
        disputed=sourced > 1 and contradiction(updates) is not None,
        confidence=run[-1].confidence if run else None,
        provisional=settled and all(each.source is None for each in run),
        to_confirm=settled and thresholds.second_reader and confirmation(run, updates) is None,
        self_declared=bool(cited) and all(each.official for each in cited),
        open_follow_up=any(not is_done(each, as_of) for each in commitment.follow_ups),
        priority=commitment.priority,
    )


class Assessment(NamedTuple):
    """What was last said of a commitment: the part of `Derived` that a change is told by."""

    status: Status
    progress: int | None
    due: PartialDate | None


def assess(commitment: Commitment, as_of: date) -> Assessment:
    """Return status, progress in percent and due date as `derive` does, and nothing else.

    >>> from store.model.entities import Commitment
    >>> assess(Commitment("p8i", "Six more P-8I aircraft"), date(2026, 11, 22)).status.value
    'not-assessed'
    """
    status, due = Status.NOT_ASSESSED, commitment.due
    measuring = None
    for update in counting_updates(commitment, as_of):
        if update.status is not None:
            status = update.status
        if update.progress is not None:
            measuring = update
        if update.due is not None:
            due = update.due
    measure = _measure(commitment, due, measuring)
    # Steps count only where nobody has said a percentage.
    steps = steps_met(commitment, as_of) if measuring is None else (0, 0)
    progress, _ = _progress(measure, status, measuring, *steps)
    return Assessment(status, progress, due)


def explain_attention(
    commitment: Commitment, as_of: date, thresholds: Thresholds = DEFAULT
) -> list[tuple[str, float]]:
    """Return the terms of the attention score, each in words with its weight."""
    return derive(commitment, as_of, thresholds).attention_terms()


def _measure(commitment: Commitment, due: PartialDate | None, measuring: Update | None) -> Measure:
    if commitment.measure is not Measure.UNSAID:
        return commitment.measure
    return Measure.AIM if due is None and measuring is None else Measure.DELIVERY


def _progress(
    measure: Measure, status: Status, measuring: Update | None, met: int, steps: int
) -> tuple[int | None, bool]:
    if status is Status.KEPT and measure is Measure.DELIVERY:
        return 100, False
    # What is kept is no longer at the percent that was said on the way.
    if measuring is not None and (status is not Status.KEPT or measuring.progress == 100):
        return measuring.progress, False
    # All steps met is not the same as kept: somebody has to say so.
    if measure is Measure.DELIVERY and steps and (met < steps or status.settled):
        return min(round(100 * met / steps), 100 if met == steps else 99), True
    return None, False


def _slip(first: PartialDate | None, held: PartialDate | None) -> int | None:
    return (held.last - first.last).days if first is not None and held is not None else None


def _behind(
    commitment: Commitment, due: PartialDate | None, progress: int | None, as_of: date
) -> int | None:
    if progress is None or commitment.start is None or due is None:
        return None
    first, last = commitment.start.first, due.last
    length = (last - first).days
    gone = 1.0 if length <= 0 else (as_of - first).days / length
    return round(100 * min(1.0, max(0.0, gone))) - progress


def _is_quiet(
    updates: list[Update],
    as_of: date,
    unheard_days: int | None,
    overdue_days: int | None,
    thresholds: Thresholds,
) -> bool:
    """Whether nothing was heard for too long; marks alone count from the first of them."""
    if not updates:
        return False
    days = (as_of - updates[0].date.last).days if unheard_days is None else unheard_days
    near_due = overdue_days is not None and overdue_days >= -NEAR_DUE_DAYS
    return days >= (thresholds.stale_near_due if near_due else thresholds.stale)

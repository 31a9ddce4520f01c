"""The review queue: which commitments want a look on a day, and for what reasons.

`reasons_of` says why one does, `review_queue` puts all that do in order, the worst first. Both
are pure functions of what the register says and the day.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from store.model.derived import Derived, Thresholds
from store.model.entities import Milestone, MilestoneKind, Source
from store.model.entry import Entry, quiet_words
from store.model.log import contradiction, counting_updates, is_met
from store.model.wording import kind_words
from store.text import counted


class ReviewReason(Enum):
    """Why a commitment wants a look, the gravest first."""

    OVERDUE = "overdue"
    """Past its date, and no word since."""
    MISSED_STEP = "missed-step"
    """The date of a step went by, and no word since."""
    STALE = "stale"
    """Neither heard of nor looked at for too long."""
    DISPUTED = "disputed"
    """Sources contradict each other, and nobody has weighed them."""
    PROVISIONAL = "provisional"
    """Settled without a source."""
    TO_CONFIRM = "to-confirm"
    """Settled, and nobody but its writer has confirmed it, in a register that asks for that."""
    UNCHASED = "unchased"
    """Due soon, with nothing left for us to do about it."""
    SELF_DECLARED = "self-declared"
    """Only official sources say how it stands."""
    NO_COPY = "no-copy"
    """No copy is kept of a source that settles it."""

    def __init__(self, _: str) -> None:
        self.gravity = len(type(self).__members__)
        """Its place among the reasons, the gravest being 0."""

    def __str__(self) -> str:
        return self.value


class ReviewItem(NamedTuple):
    """A commitment in the queue."""

    entry: Entry
    reasons: tuple[ReviewReason, ...]
    """The gravest first."""

    @property
    def words(self) -> list[str]:
        """Each reason in words, the gravest first."""
        return reason_words(self.entry, self.reasons)


def reasons_of(entry: Entry) -> tuple[ReviewReason, ...]:
    """Return why a commitment wants a look on the entry's day, the gravest reason first.

    A look that found nothing answers for a while what looking can answer: it stands as having
    looked for as many days as keep a commitment from being stale. What wants a decision, a
    follow-up or a copy stays until it has that.

    >>> from datetime import date
    >>> from store.model.dates import PartialDate
    >>> from store.model.entities import Commitment
    >>> promise = Commitment("p8i", "Six more P-8I aircraft", due=PartialDate.parse("2026-10"))
    >>> late = Entry(promise, None, date(2026, 11, 22))
    >>> [reason.value for reason in reasons_of(late)], reason_words(late)
    (['overdue'], ['overdue by 22 days, and nothing was ever heard'])
    """
    return _reasons(entry, entry.derived)


def _reasons(entry: Entry, state: Derived) -> tuple[ReviewReason, ...]:
    found = []
    settled = state.status.settled
    looked = _looked_lately(state, entry.thresholds)
    if not settled:
        if not looked:
            if state.overdue and _without_word(state, state.overdue_days or 0):
                found.append(ReviewReason.OVERDUE)
            if entry.commitment.milestones and _missed_steps(entry, state):
                found.append(ReviewReason.MISSED_STEP)
        if state.stale:
            found.append(ReviewReason.STALE)
    if state.disputed:
        found.append(ReviewReason.DISPUTED)
    if state.provisional and not looked:
        found.append(ReviewReason.PROVISIONAL)
    if state.to_confirm:
        found.append(ReviewReason.TO_CONFIRM)
    if state.due_soon and not state.open_follow_up:
        found.append(ReviewReason.UNCHASED)
    if state.self_declared and not looked:
        found.append(ReviewReason.SELF_DECLARED)
    if settled and not state.provisional and not _is_kept(settling_sources(entry)):
        found.append(ReviewReason.NO_COPY)
    return tuple(found)


def review_queue(
    entries: Iterable[Entry], put_off: Container[str] = (), *, keep_order: bool = False
) -> list[ReviewItem]:
    """Return those that want a look, the worst first; without those put off, by their ids.

    The gravest reason decides, then how many there are, then attention, then the order of the
    entries; `keep_order` leaves them in that order alone.
    """
    found: list[tuple[int, int, float, int, ReviewItem]] = []
    for place, entry in enumerate(entries):
        state = entry.derived
        reasons = _reasons(entry, state)
        if reasons and entry.id not in put_off:
            attention = 0.0 if keep_order else state.attention
            # The place is never the same: two items are never compared.
            item = ReviewItem(entry, reasons)
            found.append((reasons[0].gravity, -len(reasons), -attention, place, item))
    if not keep_order:
        found.sort()
    return [item for *_, item in found]


def reason_words(entry: Entry, reasons: Iterable[ReviewReason] | None = None) -> list[str]:
    """Return in words why a commitment wants a look: all its reasons, or those given."""
    return [_WORDS[each](entry) for each in (reasons_of(entry) if reasons is None else reasons)]


def settling_sources(entry: Entry) -> list[Source]:
    """Return the sources of the updates in a row that say the present status, the latest first."""
    found = []
    for update in reversed(counting_updates(entry.commitment, entry.as_of)):
        if update.status is None:
            continue
        if update.status is not entry.derived.status:
            break
        if update.source is not None:
            found.append(update.source)
    return found


def _looked_lately(state: Derived, thresholds: Thresholds) -> bool:
    """Whether somebody looked not long ago and found nothing: news alone is no look."""
    days = state.unlooked_days
    return days is not None and days != state.unheard_days and days < thresholds.unlooked


def _without_word(state: Derived, days: int) -> bool:
    """Whether nothing was heard since so many days ago."""
    return state.unheard_days is None or state.unheard_days >= days


def _missed_steps(entry: Entry, state: Derived) -> list[Milestone]:
    """Return the steps whose date went by and since which nothing was heard."""
    as_of, days = entry.as_of, state.unheard_days
    heard = date.min if days is None else as_of - timedelta(days)
    return [
        each
        for each in entry.commitment.milestones
        if each.date is not None
        and heard <= each.date.last < as_of
        and each.kind is MilestoneKind.STEP
        and not is_met(each, as_of)
    ]


def _is_kept(sources: list[Source]) -> bool:
    return any(each.copy or each.archive_url for each in sources)


def _overdue_words(entry: Entry) -> str:
    state = entry.derived
    heard = "and nothing was ever heard" if state.unheard_days is None else "no word since its date"
    return f"overdue by {counted(state.overdue_days or 0, 'day')}, {heard}"


def _missed_words(entry: Entry) -> str:
    first, *others = _missed_steps(entry, entry.derived)
    more = f", and {len(others)} more" if others else ""
    return f"step “{first.title}” was planned for {first.date}, no word since{more}"


def _disputed_words(entry: Entry) -> str:
    pair = contradiction(counting_updates(entry.commitment, entry.as_of))
    if pair is None:
        return "disputed: sources contradict each other"
    said = (
        f"{each.id} says {each.status.words} ({kind_words(each.source)})"
        for each in pair
        if each.status is not None and each.source is not None
    )
    return f"disputed: {', '.join(said)}"


def _unchased_words(entry: Entry) -> str:
    days = -(entry.derived.overdue_days or 0)
    when = f"in {counted(days, 'day')}" if days else "today"
    return f"due {when}, and nobody is chasing it"


def _copy_words(entry: Entry) -> str:
    title = next((each.title for each in settling_sources(entry)), "")
    return f"no copy is kept of the source that settles it: {title}"


_WORDS = {
    ReviewReason.OVERDUE: _overdue_words,
    ReviewReason.MISSED_STEP: _missed_words,
    ReviewReason.STALE: lambda entry: f"stale: {quiet_words(entry.derived)}",
    ReviewReason.DISPUTED: _disputed_words,
    ReviewReason.PROVISIONAL: lambda entry: (
        f"provisional: {entry.derived.status.words}, and no source says so"
    ),
    ReviewReason.TO_CONFIRM: lambda entry: (
        f"to confirm: nobody but its writer has said {entry.derived.status.words}"
    ),
    ReviewReason.UNCHASED: _unchased_words,
    ReviewReason.SELF_DECLARED: lambda _: "self-declared: only official sources say so",
    ReviewReason.NO_COPY: _copy_words,
}

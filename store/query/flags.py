"""Every flag of the language: what `is:` says of an entry, and what it `has:` or has `no:`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from store.derived import (
    AT_RISK_POINTS,
    BEHIND_POINTS,
    DUE_SOON_DAYS,
    NEAR_DUE_DAYS,
    STALE_DAYS,
    STALE_DAYS_NEAR_DUE,
)
from store.entry import Entry


class Flag(Struct, frozen=True):
    """A word after `is:`."""

    name: str
    meaning: str
    holds: Callable[[Entry], bool]

    @property
    def example(self) -> str:
        """A whole term."""
        return f"is:{self.name}"


class Thing(Struct, frozen=True):
    """A word after `has:` or `no:`."""

    name: str
    meaning: str
    held: Callable[[Entry, date], bool]
    """Whether an entry has it, on the as-of date it was derived for."""

    @property
    def example(self) -> str:
        """A whole term."""
        return f"no:{self.name}"


def _has_source(entry: Entry, as_of: date) -> bool:
    commitment = entry.commitment
    return any(
        update.source is not None and update.date.last <= as_of for update in commitment.updates
    ) or any(milestone.source is not None for milestone in commitment.milestones)


def _has_open_follow_up(entry: Entry, _: date) -> bool:
    return any(not follow_up.done for follow_up in entry.commitment.follow_ups)


FLAGS: tuple[Flag, ...] = (
    Flag("overdue", "open and past its due date", lambda entry: entry.derived.overdue),
    Flag(
        "behind",
        f"progress trails the calendar by more than {BEHIND_POINTS} points",
        lambda entry: entry.derived.is_behind,
    ),
    Flag(
        "at-risk",
        f"progress trails the calendar by more than {AT_RISK_POINTS} points",
        lambda entry: entry.derived.at_risk,
    ),
    Flag(
        "stale",
        f"open, and nothing heard for {STALE_DAYS} days"
        f" ({STALE_DAYS_NEAR_DUE} when due within {NEAR_DUE_DAYS}), unless configured",
        lambda entry: entry.derived.stale,
    ),
    Flag(
        "due-soon",
        f"open and due within {DUE_SOON_DAYS} days, unless configured",
        lambda entry: entry.derived.due_soon,
    ),
    Flag("open", "not settled", lambda entry: not entry.derived.status.settled),
    Flag(
        "settled",
        "kept, partly kept, not kept or withdrawn",
        lambda entry: entry.derived.status.settled,
    ),
    Flag(
        "provisional",
        "settled by an update that cites no source",
        lambda entry: entry.derived.provisional,
    ),
    Flag(
        "self-declared",
        "the status rests on official sources only",
        lambda entry: entry.derived.self_declared,
    ),
)

THINGS: tuple[Thing, ...] = (
    Thing("source", "an update or milestone that cites a source", _has_source),
    Thing("milestone", "a milestone", lambda entry, _: bool(entry.commitment.milestones)),
    Thing("follow-up", "a follow-up still to do", _has_open_follow_up),
    Thing("due", "a due date", lambda entry, _: entry.commitment.due is not None),
    Thing("start", "a start date", lambda entry, _: entry.commitment.start is not None),
    Thing("update", "an update", lambda entry, _: entry.derived.stale_days is not None),
    Thing("progress", "a progress", lambda entry, _: entry.derived.progress is not None),
    Thing("lead", "a responsible body", lambda entry, _: bool(entry.commitment.lead)),
    Thing("tag", "a tag", lambda entry, _: bool(entry.commitment.tags)),
)

FLAGS_BY_NAME: dict[str, Flag] = {flag.name: flag for flag in FLAGS}
THINGS_BY_NAME: dict[str, Thing] = {thing.name: thing for thing in THINGS}

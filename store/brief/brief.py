"""What a brief says, as typed values that never change."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from store.brief.claims import (
    Addition,
    Assessment,
    Bar,
    DateMove,
    Late,
    Listing,
    Move,
    News,
    Note,
    Silence,
    Step,
)
from store.derived import Thresholds
from store.status import Status


class Figures(Struct, frozen=True):
    """Counts of a group of commitments, each with what it is out of."""

    size: int
    counted: int
    """Those whose status is not provisional: what statuses and progress are counted over."""
    statuses: dict[Status, int]
    """How many of those counted have each status; every status is there."""
    open: int
    dated: int
    """Open ones with a due date."""
    overdue: int
    """Of those dated."""
    stale: int
    """Of the open ones."""
    unheard: int
    """Of the open ones: those without a single update."""
    measurable: int
    """Open ones with a start, a due date and a known progress."""
    behind: int
    """Of those measurable."""
    settled: int
    provisional: int
    """Of the settled ones."""
    assessed: int
    self_declared: int
    """Of the assessed ones."""
    measured: int
    """Of those counted: the ones whose progress is known."""
    by_milestones: int
    """Of those measured: where progress is only the share of milestones met."""
    progress: int | None
    """Mean percent done of those measured."""


class Group(Struct, frozen=True):
    """One domain in figures."""

    id: str
    """Empty for the commitments that name no domain."""
    name: str
    figures: Figures


class Changes(Struct, frozen=True):
    """What is not as it was at the end of the day the brief looks back to."""

    moves: Listing[Move]
    dates: Listing[DateMove]
    slipped: int
    """How many of those dates are later than they were."""
    news: Listing[News]
    silent: Listing[Silence]
    added: Listing[Addition]


class Timeline(Struct, frozen=True):
    """The commitments between two days, by primary domain and date."""

    first: date
    last: date
    bars: Listing[Bar]


class Brief(Struct, frozen=True):
    """Everything a brief says of a portfolio, on one day, looking back to another."""

    title: str
    as_of: date
    since: date
    thresholds: Thresholds
    """After how many days a commitment counted as stale."""
    query: str
    """Empty for the whole register."""
    total: int
    """How many commitments the register holds; `figures.size` of them are concerned."""
    hash: str
    """SHA-256, in hexadecimal, of the data concerned; see `store.brief.seal`."""
    figures: Figures
    domains: tuple[Group, ...]
    changes: Changes
    overdue: Listing[Late]
    passed: Listing[Step]
    """Milestones and follow-ups whose date is past."""
    stale: Listing[Silence]
    """Those stale already at the end of the day the brief looks back to."""
    provisional: Listing[Assessment]
    self_declared: Listing[Assessment]
    ahead: Listing[Step]
    """What falls due soon; see `store.brief.steps.AHEAD_DAYS`."""
    undated: int
    """Open follow-ups without a date."""
    timeline: Timeline
    notes: tuple[Note, ...]
    """By number, from 1."""

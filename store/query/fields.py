"""Every field and every flag of the language: meaning, example, and how an entry is asked.

A new field or flag is a row of one of the tables here; parser, completion and the manual follow.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Literal, get_args

from msgspec import Struct

from store.model.derived import (
    AT_RISK_POINTS,
    BEHIND_POINTS,
    DUE_SOON_DAYS,
    NEAR_DUE_DAYS,
    STALE_DAYS,
    STALE_DAYS_NEAR_DUE,
    UNLOOKED_DAYS,
    Schedule,
)
from store.model.entities import Confidence, Measure, Priority
from store.model.entry import Entry
from store.model.log import DISPUTE_DAYS, counting_updates, known_milestones
from store.model.status import Status


class QueryField(Struct, frozen=True):
    """What every field has, whatever its values are."""

    name: str
    meaning: str
    """One phrase for the manual and for completion."""
    example: str
    """A whole term."""


class TextField(QueryField, frozen=True):
    """A field of texts, compared without case and accents."""

    reads: Callable[[Entry], tuple[str, ...]]
    whole: bool = False
    """Whether the whole text must be given (or its beginning and `*`), not just a part."""
    searched: bool = False
    """Whether its texts are part of `Entry.folded`, and mostly differ between entries."""


class DomainField(TextField, frozen=True):
    """The field whose values are the register's domains, by id or name."""


class ChoiceField(QueryField, frozen=True):
    """A field with a few fixed values."""

    reads: Callable[[Entry], str]
    choices: tuple[str, ...]
    kept: bool = False
    """Whether the commitment itself says it: nothing has to be derived first."""


class RangeField(QueryField, frozen=True):
    """A field of days (as ordinals), percentages or whole numbers, which can be compared."""

    reads: Callable[[Entry, date], int | None]
    """Takes the as-of date the entry was derived for; None where nothing is said."""
    unit: Literal["day", "percent", "number"] = "day"
    signed: bool = False
    """Whether a number may be below nothing."""


def _instrument(entry: Entry) -> tuple[str, ...]:
    named = entry.instrument
    return (named.title, named.id) if named else (entry.commitment.instrument,)


def _kind(entry: Entry) -> tuple[str, ...]:
    return (entry.instrument.kind,) if entry.instrument else ()


def _owners(entry: Entry) -> tuple[str, ...]:
    return tuple(follow_up.owner for follow_up in entry.commitment.follow_ups)


def _start(entry: Entry, _: date) -> int | None:
    start = entry.commitment.start
    return start.first.toordinal() if start else None


def _due(entry: Entry, _: date) -> int | None:
    due = entry.derived.due
    return due.last.toordinal() if due else None


def _updated(entry: Entry, _: date) -> int | None:
    updated = entry.derived.updated
    return updated.last.toordinal() if updated else None


def _kept(entry: Entry, _: date) -> int | None:
    kept = entry.derived.last_kept
    return kept.last.toordinal() if kept else None


def _status_value(status: Status | None) -> str:
    return status.value if status else ""


INSTRUMENT = TextField(
    "instrument",
    "the title or id of the instrument contains the text",
    'instrument:"joint statement"',
    _instrument,
)

# `attrgetter` where it can be: a query asks every entry of a register, at half the cost so.
FIELDS: tuple[QueryField, ...] = (
    TextField(
        "id",
        "the commitment's id, or one it had before, or the beginning and `*`",
        "id:js25-*",
        lambda entry: (entry.commitment.id, *entry.commitment.former_ids),
        whole=True,
        searched=True,
    ),
    TextField(
        "title",
        "the title contains the text",
        'title:"patrol aircraft"',
        lambda entry: (entry.commitment.title,),
        searched=True,
    ),
    DomainField(
        "domain",
        "one of its domains, primary or not, by id or name",
        "domain:maritime,air",
        attrgetter("commitment.domains"),
        whole=True,
    ),
    ChoiceField(
        "status",
        "the status on the as-of date, by name or four-letter code",
        "status:stalled,not-kept",
        attrgetter("derived.status"),
        tuple(status.value for status in Status),
    ),
    TextField(
        "party",
        "the name of a party contains the text",
        "party:india",
        attrgetter("commitment.parties"),
    ),
    TextField(
        "lead",
        "the responsible body contains the text",
        "lead:navy",
        lambda entry: (entry.commitment.lead,),
    ),
    INSTRUMENT,
    TextField(
        "kind",
        "the kind of instrument contains the text",
        "kind:framework,agreement",
        _kind,
    ),
    TextField(
        "tag",
        "one of its tags, or a tag's beginning and `*`",
        "-tag:draft",
        attrgetter("commitment.tags"),
        whole=True,
    ),
    ChoiceField(
        "priority",
        "the priority",
        "priority:high",
        attrgetter("commitment.priority"),
        tuple(priority.value for priority in Priority),
        kept=True,
    ),
    TextField(
        "owner",
        "the owner of one of its follow-ups contains the text",
        "owner:meera",
        _owners,
    ),
    RangeField(
        "start",
        "when it starts: the first day of the date given",
        "start:2024..2025",
        _start,
    ),
    RangeField(
        "due",
        "when it is due: the last day of the date given, as for overdue",
        "due:<2026-03",
        _due,
    ),
    RangeField(
        "progress",
        "percent done, as assessed or counted from steps",
        "progress:>=50",
        lambda entry, _: entry.derived.progress,
        "percent",
    ),
    RangeField(
        "updated",
        "when the newest update known on the as-of date was seen",
        "updated:<-6m",
        _updated,
    ),
    ChoiceField(
        "measure",
        "what it can be measured by; unsaid ones count as what they are treated as",
        "measure:duty,aim",
        attrgetter("derived.measure"),
        tuple(each.value for each in Measure if each is not Measure.UNSAID),
    ),
    ChoiceField(
        "claimed",
        "the status that the latest official source sets",
        "claimed:kept",
        lambda entry: _status_value(entry.derived.claimed),
        tuple(status.value for status in Status),
    ),
    ChoiceField(
        "seen",
        "the status that the latest independent source sets",
        "seen:in-progress,stalled",
        lambda entry: _status_value(entry.derived.seen),
        tuple(status.value for status in Status),
    ),
    ChoiceField(
        "schedule",
        "how it stands with its date",
        "schedule:overdue,no-date",
        attrgetter("derived.schedule"),
        get_args(Schedule),
    ),
    ChoiceField(
        "confidence",
        "how sure the writer of the present status is of it",
        "confidence:low",
        lambda entry: entry.derived.confidence or "",
        tuple(each.value for each in Confidence),
    ),
    RangeField(
        "moved",
        "how often the promised date was moved",
        "moved:>1",
        lambda entry, _: entry.derived.moved,
        "number",
    ),
    RangeField(
        "slip",
        "by how many days the date is later than the one first promised; below 0 it is earlier",
        "slip:>=365",
        lambda entry, _: entry.derived.slip_days,
        "number",
        signed=True,
    ),
    RangeField(
        "unheard",
        "days since there was news; a mark without a note and a source is none",
        "unheard:>270",
        lambda entry, _: entry.derived.unheard_days,
        "number",
    ),
    RangeField(
        "unlooked",
        "days since somebody looked for news, whether any was found or not; where nobody ever did"
        " there are none",
        "unlooked:>90",
        lambda entry, _: entry.derived.unlooked_days,
        "number",
    ),
    RangeField(
        "last-kept",
        "when a step was last met for a duty or an aim",
        "last-kept:<-1y",
        _kept,
    ),
)

FIELDS_BY_NAME: dict[str, QueryField] = {field.name: field for field in FIELDS}


class Flag(Struct, frozen=True):
    """A word after `is:`."""

    name: str
    meaning: str
    holds: Callable[[Entry], bool]

    @property
    def example(self) -> str:
        """A whole term."""
        return f"is:{self.name}"


class HasThing(Struct, frozen=True):
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


def _has_milestone(entry: Entry, as_of: date) -> bool:
    return bool(known_milestones(entry.commitment, as_of))


def _has_excerpt(entry: Entry, as_of: date) -> bool:
    known = counting_updates(entry.commitment, as_of)
    return any(each.source is not None and each.source.excerpt for each in known)


def _has_copy(entry: Entry, as_of: date) -> bool:
    known = counting_updates(entry.commitment, as_of)
    return any(each.source is not None and each.source.copy for each in known)


def _has_open_follow_up(entry: Entry, _: date) -> bool:
    return entry.derived.open_follow_up


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
        f"open, nothing heard for {STALE_DAYS} days"
        f" ({STALE_DAYS_NEAR_DUE} when due within {NEAR_DUE_DAYS}), unless configured,"
        f" and not looked at for {UNLOOKED_DAYS}",
        lambda entry: entry.derived.stale,
    ),
    Flag(
        "silent",
        f"open and as long unheard of, but looked at within {UNLOOKED_DAYS} days",
        lambda entry: entry.derived.silent,
    ),
    Flag("moved", "the promised date was moved", lambda entry: entry.derived.moved > 0),
    Flag(
        "claimed-ahead",
        "an official source claims more than an independent one has seen",
        lambda entry: entry.derived.claimed_ahead,
    ),
    Flag(
        "disputed",
        f"within {DISPUTE_DAYS} days the latest official and the latest independent source set"
        " different statuses, or a later source takes back a settled one, and no update weighs"
        " the two",
        lambda entry: entry.derived.disputed,
    ),
    Flag(
        "due-soon",
        f"open and due within {DUE_SOON_DAYS} days, unless configured",
        lambda entry: entry.derived.due_soon,
    ),
    Flag(
        "clashing",
        "a field was set differently by two people, and nobody has chosen yet",
        lambda entry: bool(entry.commitment.clashes),
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
        "to-confirm",
        "settled, and not yet confirmed by a second reader, in a register that asks for one",
        lambda entry: entry.derived.to_confirm,
    ),
    Flag(
        "self-declared",
        "the status rests on official sources only",
        lambda entry: entry.derived.self_declared,
    ),
)

THINGS: tuple[HasThing, ...] = (
    HasThing("source", "an update or milestone that cites a source", _has_source),
    HasThing("milestone", "a milestone", _has_milestone),
    HasThing("follow-up", "a follow-up still to do", _has_open_follow_up),
    HasThing("excerpt", "an update whose source gives the exact words", _has_excerpt),
    HasThing("copy", "an update of whose source a copy is kept", _has_copy),
    HasThing("due", "a due date", lambda entry, _: entry.derived.due is not None),
    HasThing("start", "a start date", lambda entry, _: entry.commitment.start is not None),
    HasThing("update", "an update", lambda entry, _: entry.derived.updated is not None),
    HasThing("progress", "a progress", lambda entry, _: entry.derived.progress is not None),
    HasThing("lead", "a responsible body", lambda entry, _: bool(entry.commitment.lead)),
    HasThing("tag", "a tag", lambda entry, _: bool(entry.commitment.tags)),
    HasThing("party", "a party", lambda entry, _: bool(entry.commitment.parties)),
    HasThing("domain", "a domain", lambda entry, _: bool(entry.commitment.domains)),
    HasThing("instrument", "an instrument", lambda entry, _: bool(entry.commitment.instrument)),
)

FLAGS_BY_NAME: dict[str, Flag] = {flag.name: flag for flag in FLAGS}
THINGS_BY_NAME: dict[str, HasThing] = {thing.name: thing for thing in THINGS}

"""Every field of the language: its meaning, an example, and how it is read from an entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal

from msgspec import Struct

from store.entry import Entry
from store.model import Priority
from store.status import Status


class Field(Struct, frozen=True):
    """What every field has, whatever its values are."""

    name: str
    meaning: str
    """One phrase for the manual and for completion."""
    example: str
    """A whole term."""


class TextField(Field, frozen=True):
    """A field of texts, compared without case and accents."""

    reads: Callable[[Entry], tuple[str, ...]]
    whole: bool = False
    """Whether the whole text must be given (or its beginning and `*`), not just a part."""
    searched: bool = False
    """Whether its texts are part of `Entry.folded`, and mostly differ between entries."""


class DomainField(TextField, frozen=True):
    """The field whose values are the register's domains, by id or name."""


class ChoiceField(Field, frozen=True):
    """A field with a few fixed values."""

    reads: Callable[[Entry], str]
    choices: tuple[str, ...]


class RangeField(Field, frozen=True):
    """A field of days (as ordinals) or percentages, which can be compared."""

    reads: Callable[[Entry, date], int | None]
    """Takes the as-of date the entry was derived for; None where nothing is said."""
    unit: Literal["day", "percent"] = "day"


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
    due = entry.commitment.due
    return due.last.toordinal() if due else None


def _updated(entry: Entry, as_of: date) -> int | None:
    days = entry.derived.stale_days
    return as_of.toordinal() - days if days is not None else None


FIELDS: tuple[Field, ...] = (
    TextField(
        "id",
        "the commitment's id, or its beginning and `*`",
        "id:js25-*",
        lambda entry: (entry.commitment.id,),
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
        lambda entry: entry.commitment.domains,
        whole=True,
    ),
    ChoiceField(
        "status",
        "the status on the as-of date, by name or four-letter code",
        "status:stalled,not-kept",
        lambda entry: entry.derived.status,
        tuple(status.value for status in Status),
    ),
    TextField(
        "party",
        "the name of a party contains the text",
        "party:india",
        lambda entry: entry.commitment.parties,
    ),
    TextField(
        "lead",
        "the responsible body contains the text",
        "lead:navy",
        lambda entry: (entry.commitment.lead,),
    ),
    TextField(
        "instrument",
        "the title or id of the instrument contains the text",
        'instrument:"joint statement"',
        _instrument,
    ),
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
        lambda entry: entry.commitment.tags,
        whole=True,
    ),
    ChoiceField(
        "priority",
        "the priority",
        "priority:high",
        lambda entry: entry.commitment.priority,
        tuple(priority.value for priority in Priority),
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
        "percent done, as assessed or counted from milestones",
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
)

FIELDS_BY_NAME: dict[str, Field] = {field.name: field for field in FIELDS}

"""Every key a list can be sorted by, and the sorting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from store.model.entities import Confidence, Measure, Priority
from store.model.entry import Entry
from store.model.log import is_done
from store.model.status import Status
from store.query.ast import SortTerm
from store.query.fields import FIELDS_BY_NAME, RangeField
from store.text import fold

Rank: TypeAlias = float | str

_STATUS_RANK = {status.value: rank for rank, status in enumerate(Status)}
_MEASURE_RANK = {measure.value: rank for rank, measure in enumerate(Measure)}
_CONFIDENCE_RANK = {each.value: rank for rank, each in enumerate(Confidence)}
_PRIORITY_RANK = {priority.value: rank for rank, priority in enumerate(Priority)}


class SortKey(Struct, frozen=True):
    """A key, with how an entry ranks by it; None goes last either way."""

    name: str
    meaning: str
    """What comes first, and first when turned around."""
    reads: Callable[[Entry, date], Rank | None]
    last_first: bool = False
    """Whether people who sort by it mostly want it turned around."""
    one_way: bool = False
    """Whether it is always sorted so: nobody wants the other way round."""


def _field(name: str) -> Callable[[Entry, date], int | None]:
    field = FIELDS_BY_NAME[name]
    assert isinstance(field, RangeField)
    return field.reads


def _named(reads: Callable[[Entry], str]) -> Callable[[Entry, date], str | None]:
    return lambda entry, _: fold(reads(entry)) or None


def _first_party(entry: Entry) -> str:
    return entry.commitment.parties[0] if entry.commitment.parties else ""


def _instrument(entry: Entry) -> str:
    return entry.instrument.title if entry.instrument else entry.commitment.instrument


def _next_follow_up(entry: Entry, as_of: date) -> int | None:
    follow_ups = entry.commitment.follow_ups
    days = [
        each.due.last.toordinal() for each in follow_ups if each.due and not is_done(each, as_of)
    ]
    return min(days, default=None)


def _claimed(entry: Entry, _: date) -> int | None:
    claimed = entry.derived.claimed
    return _STATUS_RANK[claimed.value] if claimed else None


def _seen(entry: Entry, _: date) -> int | None:
    seen = entry.derived.seen
    return _STATUS_RANK[seen.value] if seen else None


def _primary_domain(entry: Entry, _: date) -> str | None:
    return entry.commitment.domains[0] if entry.commitment.domains else None


SORT_KEYS: tuple[SortKey, ...] = (
    SortKey("due", "earliest due date first", _field("due")),
    SortKey("start", "earliest start first", _field("start")),
    SortKey("title", "by title, A to Z", lambda entry, _: fold(entry.commitment.title)),
    SortKey("id", "by id, A to Z", lambda entry, _: fold(entry.commitment.id)),
    SortKey(
        "status",
        "not assessed, not started, in progress, stalled, then the settled ones",
        lambda entry, _: _STATUS_RANK[entry.derived.status.value],
    ),
    SortKey("progress", "least done first", _field("progress")),
    SortKey("updated", "longest unheard of first", _field("updated")),
    SortKey(
        "attention",
        "the most pressing first, however it is written",
        lambda entry, _: entry.derived.attention,
        last_first=True,
        one_way=True,
    ),
    SortKey("domain", "by primary domain, in the register's order", _primary_domain),
    SortKey(
        "priority",
        "high, normal, low",
        lambda entry, _: _PRIORITY_RANK[entry.commitment.priority.value],
    ),
    SortKey(
        "overdue",
        "most days left first; `sort:-overdue` puts the longest overdue on top",
        lambda entry, _: entry.derived.overdue_days,
        last_first=True,
    ),
    SortKey("follow-up", "earliest open follow-up first", _next_follow_up),
    SortKey("party", "by first party, A to Z", _named(_first_party)),
    SortKey("lead", "by responsible body, A to Z", _named(lambda entry: entry.commitment.lead)),
    SortKey(
        "measure",
        "deliveries, duties, aims",
        lambda entry, _: _MEASURE_RANK[entry.derived.measure.value],
    ),
    SortKey("claimed", "by what is claimed, in the order of the statuses", _claimed),
    SortKey("seen", "by what is seen, in the order of the statuses", _seen),
    SortKey("moved", "moved least often first", _field("moved"), last_first=True),
    SortKey(
        "slip",
        "brought forward first, then moved by the fewest days",
        _field("slip"),
        last_first=True,
    ),
    SortKey("unheard", "heard of last first", _field("unheard"), last_first=True),
    SortKey("unlooked", "looked at last first", _field("unlooked"), last_first=True),
    SortKey("last-kept", "longest not kept first", _field("last-kept")),
    SortKey(
        "confidence",
        "high, moderate, low",
        lambda entry, _: _CONFIDENCE_RANK.get(entry.derived.confidence or ""),
    ),
    SortKey("instrument", "by title of the instrument, A to Z", _named(_instrument)),
)

SORT_KEYS_BY_NAME: dict[str, SortKey] = {key.name: key for key in SORT_KEYS}


def sort_entries(
    entries: Iterable[Entry],
    terms: Sequence[SortTerm],
    as_of: date,
    domain_order: Sequence[str] = (),
) -> list[Entry]:
    """Return the entries sorted by the terms, the first one weighing most.

    What a term says nothing of comes last, whichever way it sorts; ties stay as they came.
    `domain_order` ranks domain ids; others come after them, by id.
    """
    domain_ranks = {domain: rank for rank, domain in enumerate(domain_order)}
    ordered = list(entries)
    for term in reversed(terms):
        ordered = _sorted_by(ordered, term, as_of, domain_ranks)
    return ordered


def _sorted_by(
    entries: Iterable[Entry], term: SortTerm, as_of: date, domain_ranks: Mapping[str, int]
) -> list[Entry]:
    reads = SORT_KEYS_BY_NAME[term.key].reads
    ranked: list[tuple[Rank, Entry]] = []
    missing: list[Entry] = []
    for entry in entries:
        rank = reads(entry, as_of)
        if rank is None:
            missing.append(entry)
        else:
            ranked.append((rank, entry))
    if term.key == "domain":
        ranked.sort(
            key=lambda pair: (domain_ranks.get(str(pair[0]), len(domain_ranks)), pair[0]),
            reverse=term.descending,
        )
    else:
        ranked.sort(key=lambda pair: pair[0], reverse=term.descending)
    return [entry for _, entry in ranked] + missing

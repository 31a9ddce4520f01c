"""What a board or a list shows: a register seen through filters on one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from store.entry import Entry
from store.model import Domain, FollowUp, Register
from store.query import EMPTY_QUERY, Query
from store.status import Status


class DomainSummary(NamedTuple):
    """One domain, or all of them, in figures."""

    domain: Domain | None
    """None stands for all."""
    size: int
    """How many commitments."""
    progress: int | None
    """Mean percent done of those that say; provisional ones are left out."""
    overdue: int
    stale: int


class ListedFollowUp(NamedTuple):
    """A follow-up with the commitment it belongs to."""

    entry: Entry
    follow_up: FollowUp
    overdue_days: int | None
    """Days past due; negative while days are left; None when undated or done."""


class Portfolio:
    """Commitments, the filters applied to them, and the as-of date. Never changes.

    Every `with_` method returns a new portfolio. `held` are ids that stay in view although
    the filters no longer match them, such as a commitment that was just marked. `total` is
    how many commitments there are when `register` brings only those that the query may match.
    """

    def __init__(
        self,
        register: Register,
        as_of: date,
        *,
        domains: tuple[str, ...] = (),
        query: Query = EMPTY_QUERY,
        held: frozenset[str] = frozenset(),
        previous: Mapping[str, Entry] | None = None,
        total: int | None = None,
    ) -> None:
        self.register = register
        self.as_of = as_of
        self.domains = domains
        self.query = query
        self.held = held
        self._previous = previous or {}
        self.total = len(register.commitments) if total is None else total

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every commitment of the register, in its order."""
        instruments = {each.id: each for each in self.register.instruments}
        made = []
        for commitment in self.register.commitments:
            entry = self._previous.get(commitment.id)
            if entry is None or entry.commitment is not commitment:
                entry = Entry.of(commitment, instruments, self.as_of)
            made.append(entry)
        return tuple(made)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Every commitment of the register by its id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def found(self) -> tuple[Entry, ...]:
        """What the query matches, in any domain, in the register's order."""
        if self.query.is_empty:
            return self.entries
        matches = self.query.compile(self.as_of)
        return tuple(entry for entry in self.entries if matches(entry))

    @cached_property
    def matching(self) -> tuple[Entry, ...]:
        """What the query and the chosen domains match, in the register's order."""
        if not self.domains:
            return self.found
        chosen = set(self.domains)
        return tuple(each for each in self.found if not chosen.isdisjoint(each.commitment.domains))

    @cached_property
    def matching_ids(self) -> frozenset[str]:
        """The ids of what the filters match."""
        return frozenset(entry.id for entry in self.matching)

    @cached_property
    def shown(self) -> tuple[Entry, ...]:
        """What a list shows: what matches and what is held, in the query's order."""
        listed: Sequence[Entry] = self.matching
        if self.held:
            ids = self.matching_ids | self.held
            listed = [entry for entry in self.entries if entry.id in ids]
        return tuple(self.query.order(listed, self.as_of))

    def with_query(self, query: Query) -> Portfolio:
        """Return the same register seen through another query."""
        return self._but(query=query, held=frozenset())

    def with_domains(self, domains: tuple[str, ...]) -> Portfolio:
        """Return the same register seen in these domains only; none means all."""
        return self._but(domains=domains, held=frozenset())

    def with_held(self, ids: Iterable[str]) -> Portfolio:
        """Return the same view, with these commitments kept in it."""
        return self._but(held=self.held | frozenset(ids))

    def with_register(self, register: Register) -> Portfolio:
        """Return the same filters over a newer state of the register."""
        return self._but(register=register)

    def with_as_of(self, as_of: date) -> Portfolio:
        """Return the same filters as they stood on another day."""
        return Portfolio(self.register, as_of, domains=self.domains, query=self.query)

    def _but(
        self,
        *,
        register: Register | None = None,
        domains: tuple[str, ...] | None = None,
        query: Query | None = None,
        held: frozenset[str] | None = None,
    ) -> Portfolio:
        return Portfolio(
            register or self.register,
            self.as_of,
            domains=self.domains if domains is None else domains,
            query=self.query if query is None else query,
            held=self.held if held is None else held,
            previous=self.by_id,
        )

    def describe(self) -> str:
        """Return the filters, how much they leave, and the order if there is one.

        Such as `Maritime, status:stalled: 6 of 52, sort:due`.
        """
        names = [each.name for each in self.register.domains if each.id in self.domains]
        parts = [" + ".join(names)] if names else []
        parts += [str(self.query.tree)] if self.query.tree else []
        count = f"{len(self.matching)} of {self.total}"
        said = f"{', '.join(parts)}: {count}" if parts else f"all {self.total}"
        order = ",".join(map(str, self.query.sort))
        return f"{said}, sort:{order}" if order else said

    @cached_property
    def statuses(self) -> Counter[Status]:
        """How many of those matching have each status."""
        return Counter(entry.derived.status for entry in self.matching)

    @cached_property
    def overdue(self) -> int:
        """How many of those matching are overdue."""
        return sum(entry.derived.overdue for entry in self.matching)

    @cached_property
    def domain_summaries(self) -> tuple[DomainSummary, ...]:
        """All, then each of the register's domains, over what the query matches."""
        groups: dict[str, list[Entry]] = {each.id: [] for each in self.register.domains}
        for entry in self.found:
            for domain in entry.commitment.domains:
                if domain in groups:
                    groups[domain].append(entry)
        return (
            _summary(None, self.found),
            *(_summary(each, groups[each.id]) for each in self.register.domains),
        )

    @cached_property
    def follow_ups(self) -> tuple[ListedFollowUp, ...]:
        """Follow-ups of those matching: overdue first, then by date, undated, then done ones."""
        return follow_ups_of(self.matching, self.as_of)


def follow_ups_of(entries: Iterable[Entry], as_of: date) -> tuple[ListedFollowUp, ...]:
    """Return the follow-ups of these commitments: open by date, undated, then the done ones."""
    listed = [
        ListedFollowUp(entry, follow_up, _days_over(follow_up, as_of))
        for entry in entries
        for follow_up in entry.commitment.follow_ups
    ]
    return tuple(sorted(listed, key=_urgency))


def _urgency(listed: ListedFollowUp) -> tuple[bool, date]:
    due = listed.follow_up.due
    return listed.follow_up.done is not None, due.last if due else date.max


def _days_over(follow_up: FollowUp, as_of: date) -> int | None:
    if follow_up.done or not follow_up.due:
        return None
    return (as_of - follow_up.due.last).days


def _summary(domain: Domain | None, entries: Sequence[Entry]) -> DomainSummary:
    states = [entry.derived for entry in entries]
    measured = [
        state.progress for state in states if state.progress is not None and not state.provisional
    ]
    return DomainSummary(
        domain,
        size=len(states),
        progress=round(sum(measured) / len(measured)) if measured else None,
        overdue=sum(state.overdue for state in states),
        stale=sum(state.stale for state in states),
    )

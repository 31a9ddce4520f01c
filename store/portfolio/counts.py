"""What a header and the domains count, for any set of entries.

`Counts` keeps a set of positions for each status, domain and flag, so that any selection is
counted by cutting sets; a `DomainSummary` is what the domain list shows of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from store.model.entities import Domain
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.bitset import moved, of_flags

_SETTLED = frozenset(status for status in Status if status.settled)
_PROGRESS_BITS = range(7)
"""A percentage is added up bit by bit: 100 takes seven."""


def overdue_words(overdue: int, dated: int) -> str:
    """Return how many are overdue, and out of how many that are open and have a due date.

    >>> overdue_words(6, 10)
    '6 overdue of 10 dated'
    """
    return f"{overdue:,} overdue of {dated:,} dated"


def stale_words(stale: int, unsettled: int) -> str:
    """Return how many are stale, and out of how many that are not settled.

    >>> stale_words(43, 63)
    '43 stale of 63 open'
    """
    return f"{stale:,} stale of {unsettled:,} open"


class MeanProgress(NamedTuple):
    """A mean, which says nothing without its number."""

    percent: int
    number: int
    """Over how many deliveries."""


class Counts:
    """A set of positions for each status, each domain and so on. Never changes."""

    def __init__(self, sets: dict[Hashable, int]) -> None:
        self._sets = sets

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Counts:
        """Go through the entries once."""
        # Entries alike are looked at together: there are few states and sets of domains.
        states: defaultdict[Hashable, list[int]] = defaultdict(list)
        domains: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for position, entry in enumerate(entries):
            states[_state(entry)].append(position)
            domains[entry.commitment.domains].append(position)
        sets: defaultdict[Hashable, bytearray] = defaultdict(lambda: bytearray(len(entries)))
        for group in states.values():
            for fact in _standing(entries[group[0]]):
                _mark(sets[fact], group)
        for names, group in domains.items():
            for fact in _places(names):
                _mark(sets[fact], group)
        return cls({fact: of_flags(flags) for fact, flags in sets.items()})

    def after(self, entries: Sequence[Entry], changed: Iterable[int]) -> Counts:
        """Return the counts with some entries looked at anew."""
        sets = dict(self._sets)
        for position in changed:
            entry = entries[position]
            facts = {*_standing(entry), *_places(entry.commitment.domains)}
            bit = 1 << position
            for fact in sets.keys() | facts:
                bits = sets.get(fact, 0)
                sets[fact] = bits | bit if fact in facts else bits & ~bit
        return Counts(sets)

    def moved(self, start: int, end: int, new_end: int) -> Counts:
        """Return the counts with entries taken out, and the later ones in new places."""
        return Counts({fact: moved(each, start, end, new_end) for fact, each in self._sets.items()})

    def domains(self) -> list[str]:
        """Return every domain that a commitment names."""
        return [fact[1] for fact in self._sets if isinstance(fact, tuple) and fact[0] == "domain"]

    def domain(self, domain_id: str) -> int:
        """Return the positions of those in a domain."""
        return self._sets.get(("domain", domain_id), 0)

    def status(self, status: Status) -> int:
        """Return the positions of those with a status."""
        return self._sets.get(status, 0)

    @property
    def overdue(self) -> int:
        """The positions of those that are open and past due."""
        return self._sets.get("overdue", 0)

    @property
    def stale(self) -> int:
        """The positions of those that were not heard of for too long."""
        return self._sets.get("stale", 0)

    @property
    def dated(self) -> int:
        """The positions of those that are open and have a due date."""
        return self._sets.get("dated", 0)

    def mean_progress(self, bits: int) -> MeanProgress | None:
        """Return the mean percent done of the deliveries that say it; None where none does."""
        measured = bits & self._sets.get("measured", 0)
        count = measured.bit_count()
        if not count:
            return None
        planes = ((measured & self._sets.get(bit, 0)).bit_count() << bit for bit in _PROGRESS_BITS)
        return MeanProgress(round(sum(planes) / count), count)


def _mark(flags: bytearray, positions: list[int]) -> None:
    for position in positions:
        flags[position] = 1


def _state(entry: Entry) -> Hashable:
    """Return what two entries have in common when they stand alike."""
    state = entry.derived
    progress = state.progress if state.is_measured else None
    return state.status, state.overdue, state.overdue_days is None, state.stale, progress


def _standing(entry: Entry) -> Iterator[Hashable]:
    state = entry.derived
    yield state.status
    if state.overdue:
        yield "overdue"
    if state.stale:
        yield "stale"
    if state.overdue_days is not None:
        yield "dated"
    if state.progress is not None and state.is_measured:
        yield "measured"
        progress = min(100, max(0, state.progress))
        yield from (bit for bit in _PROGRESS_BITS if progress >> bit & 1)


def _places(domains: tuple[str, ...]) -> Iterator[Hashable]:
    return (("domain", name) for name in domains)


class DomainSummary(NamedTuple):
    """One domain, or all of them, in figures."""

    domain: Domain | None
    """None stands for all."""
    size: int | None
    """How many commitments; None while nobody has counted."""
    progress: MeanProgress | None
    """The mean percent done of its deliveries; None where none says."""
    overdue: int
    stale: int
    dated: int
    """How many are open and have a due date: what `overdue` is out of."""
    open: int
    """How many are not settled: what `stale` is out of."""
    statuses: tuple[tuple[Status, int], ...]
    """How many have each status that any has, in the order of the statuses."""

    @classmethod
    def unknown(cls, domain: Domain | None) -> DomainSummary:
        """Return a domain without figures."""
        return cls(domain, None, None, overdue=0, stale=0, dated=0, open=0, statuses=())

    @classmethod
    def of(cls, domain: Domain | None, found: int, counts: Counts) -> DomainSummary:
        """Return the figures of those in a set of positions that are in a domain."""
        bits = found & counts.domain(domain.id) if domain else found
        numbers = ((each, (bits & counts.status(each)).bit_count()) for each in Status)
        statuses = tuple((each, number) for each, number in numbers if number)
        return cls(
            domain,
            size=bits.bit_count(),
            progress=counts.mean_progress(bits),
            overdue=(bits & counts.overdue).bit_count(),
            stale=(bits & counts.stale).bit_count(),
            dated=(bits & counts.dated).bit_count(),
            open=sum(number for status, number in statuses if status not in _SETTLED),
            statuses=statuses,
        )

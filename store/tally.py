"""What a header and the domains count, for any selection of entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from store.bits import moved, of_positions, with_bit
from store.entry import Entry
from store.status import Status

_PROGRESS_BITS = range(7)
"""A percentage is added up bit by bit: 100 takes seven."""


class Tally:
    """A set of positions for each status, each domain and so on. Never changes."""

    def __init__(self, sets: dict[Hashable, int]) -> None:
        self._sets = sets

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Tally:
        """Go through the entries once."""
        alike: defaultdict[Hashable, list[int]] = defaultdict(list)
        for position, entry in enumerate(entries):
            alike[_likeness(entry)].append(position)
        positions: defaultdict[Hashable, list[int]] = defaultdict(list)
        for group in alike.values():
            for fact in _facts(entries[group[0]]):
                positions[fact] += group
        count = len(entries)
        return cls({fact: of_positions(each, count) for fact, each in positions.items()})

    def after(self, entries: Sequence[Entry], changed: Iterable[int]) -> Tally:
        """Return the tally with some entries looked at anew."""
        sets = dict(self._sets)
        for position in changed:
            facts = set(_facts(entries[position]))
            for fact in sets.keys() | facts:
                sets[fact] = with_bit(sets.get(fact, 0), position, fact in facts)
        return Tally(sets)

    def moved(self, start: int, end: int, new_end: int) -> Tally:
        """Return the tally with entries taken out, and the later ones in new places."""
        return Tally({fact: moved(each, start, end, new_end) for fact, each in self._sets.items()})

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

    def mean_progress(self, bits: int) -> int | None:
        """Return the mean percent done of those that say; provisional ones are left out."""
        measured = bits & self._sets.get("measured", 0)
        count = measured.bit_count()
        if not count:
            return None
        planes = ((measured & self._sets.get(bit, 0)).bit_count() << bit for bit in _PROGRESS_BITS)
        return round(sum(planes) / count)


def _likeness(entry: Entry) -> Hashable:
    """Return what two entries have in common when the same facts hold of them."""
    state = entry.derived
    overdue = state.overdue_days is not None and state.overdue_days > 0
    progress = None if state.provisional else state.progress
    return state.status, overdue, state.stale, progress, entry.commitment.domains


def _facts(entry: Entry) -> Iterator[Hashable]:
    state = entry.derived
    yield state.status
    if state.overdue:
        yield "overdue"
    if state.stale:
        yield "stale"
    if state.progress is not None and not state.provisional:
        yield "measured"
        progress = min(100, max(0, state.progress))
        yield from (bit for bit in _PROGRESS_BITS if progress >> bit & 1)
    yield from {("domain", name) for name in entry.commitment.domains}

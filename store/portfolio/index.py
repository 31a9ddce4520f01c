"""The entries of a register on one day, with what was found, counted and sorted among them.

Filters share one index; a register after a change gets one that takes over from the last
all that the change did not touch.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING

from store.model.derived import Thresholds, thresholds_of
from store.model.entities import Commitment, Register
from store.model.entry import Entry
from store.portfolio.bitset import every, flags_of, moved, with_bit
from store.portfolio.counts import Counts
from store.portfolio.lazy_rows import LazyRows
from store.query import Query

if TYPE_CHECKING:
    from store.portfolio.follow_ups import FollowUps
    from store.portfolio.search import Search, SearchTexts
    from store.query.ast import Node

Commitments = tuple[Commitment, ...]

_BLOCK = 1024


def changed_positions(old: Commitments, new: Commitments) -> list[int]:
    """Return the positions at which two states of one length differ."""
    found = []
    for start in range(0, len(new), _BLOCK):
        # Comparing whole blocks is quick: hardly any commitment is not the same object.
        ours, theirs = old[start : start + _BLOCK], new[start : start + _BLOCK]
        if ours != theirs:
            found += [start + at for at in compress(range(_BLOCK), map(is_not, ours, theirs))]
    return found


def replaced_span(old: Commitments, new: Commitments) -> tuple[int, int, int]:
    """Return the one stretch that differs: its start, its end in the old, its end in the new."""
    shorter = min(len(old), len(new))
    start = next(compress(range(len(new)), map(is_not, old, new)), shorter)
    most = shorter - start
    backwards = map(is_not, reversed(old), reversed(new))
    same = next(compress(range(most), backwards), most)
    return start, len(old) - same, len(new) - same


_REMEMBERED = 8
"""Queries whose finds are kept: enough to type a word and take it back."""
_FEW = 8
"""The share of all entries below which sorting them anew is quicker."""
_MANY = 200
"""Changed commitments from which looking at all is quicker."""


class Index:
    """Entries by position, in the register's order. To the outside it never changes."""

    def __init__(self, register: Register, as_of: date, thresholds: Thresholds) -> None:
        self.register = register
        self.as_of = as_of
        self._usual = thresholds
        self.thresholds = thresholds_of(register, thresholds)
        self._found: dict[Node, int] = {}
        self._orderings: dict[Query, Ordering] = {}
        self._known: Mapping[int, Entry] = {}
        """Entries of an older index by the identity of their commitment, to be taken over."""
        # What is None was never asked for: the next index need not take it over.
        self._entries: tuple[Entry, ...] | None = None
        self._rows: dict[str, int] | None = None
        self._counts: Counts | None = None
        self._texts: SearchTexts | None = None
        self._follow_ups: FollowUps | None = None

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.register.commitments)

    @property
    def everything(self) -> int:
        """The set of all positions."""
        return every(self.count)

    def entry(self, commitment_id: str) -> Entry:
        """Return the entry of a commitment. Raises `KeyError` where there is none."""
        return self.entries[self.rows[commitment_id]]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every commitment's entry."""
        if self._entries is None:
            self._entries = self._make_entries()
        return self._entries

    @property
    def rows(self) -> dict[str, int]:
        """The position of every commitment by its id."""
        if self._rows is None:
            self._rows = {each.id: place for place, each in enumerate(self.register.commitments)}
        return self._rows

    @property
    def counts(self) -> Counts:
        """Sets of positions to count with."""
        if self._counts is None:
            self._counts = Counts.of(self.entries)
        return self._counts

    @property
    def texts(self) -> SearchTexts:
        """What a word is looked for in, of every entry."""
        if self._texts is None:
            from store.portfolio.search import SearchTexts

            self._texts = SearchTexts(self.entries, {})
        return self._texts

    @property
    def follow_ups(self) -> FollowUps:
        """Every follow-up."""
        if self._follow_ups is None:
            from store.portfolio.follow_ups import FollowUps

            self._follow_ups = FollowUps.of(self.entries, self.as_of)
        return self._follow_ups

    def pick(self, bits: int) -> tuple[Entry, ...]:
        """Return the entries of a set of positions, in the register's order."""
        if bits == self.everything:
            return self.entries
        return tuple(compress(self.entries, flags_of(bits, self.count)))

    def ordered(self, bits: int, query: Query) -> Sequence[Entry]:
        """Return the entries of a set of positions, in a query's order."""
        if query.sort and _FEW * bits.bit_count() < self.count and self._order(query) is None:
            return tuple(query.order(self.pick(bits), self.as_of))
        if bits == self.everything and not query.sort:
            return self.entries
        self.sort(query)
        flags = flags_of(bits, self.count)
        ordering = self._order(query)
        entries = self.entries
        if ordering is None:
            return LazyRows(bits.bit_count(), compress(entries, flags))
        return LazyRows(bits.bit_count(), map(entries.__getitem__, ordering.among(flags)))

    def places(self, bits: int, query: Query) -> Iterator[int]:
        """Yield a set of positions in a query's order; none when nothing was sorted so yet."""
        ordering = self._order(query)
        flags = flags_of(bits, self.count)
        if ordering is not None:
            return ordering.among(flags)
        return iter(()) if query.sort else compress(range(self.count), flags)

    def sort(self, query: Query) -> None:
        """Sort all entries as a query does, unless that was done before."""
        if query.sort and self._order(query) is None:
            order = _order_alone(query)
            # One at a time: a board has one order, and changes it seldom.
            self._orderings = {order: Ordering.of(self.entries, self._sort(order))}

    def sorted(self, query: Query) -> bool:
        """Whether all entries were sorted as a query does."""
        return self._order(query) is not None

    def _order(self, query: Query) -> Ordering | None:
        return self._orderings.get(_order_alone(query))

    def _sort(self, order: Query) -> Sort:
        return lambda entries: order.order(entries, self.as_of)

    def find(self, tree: Node | None) -> int:
        """Return the positions of what a query matches."""
        for _ in self.look(tree):
            pass
        return self.everything if tree is None else self._found[tree]

    def look(self, tree: Node | None) -> Iterator[None]:
        """Look for what a query matches, a step at a time; `find` then has it at once."""
        if tree is None:
            return
        bits = self._found.pop(tree, None)
        if bits is None:
            bits = yield from self.search(tree).steps()
        self._found[tree] = bits
        while len(self._found) > _REMEMBERED:
            del self._found[next(iter(self._found))]

    def search(self, tree: Node | None) -> Search:
        """Return what it takes to find what a query matches."""
        from store.portfolio.search import Search
        from store.query.matcher import narrows, terms_of

        if tree in self._found:
            return Search(self, (), self._found[tree])
        # Something found before may have all of it: typing only ever narrows.
        wider = [each for each in self._found if narrows(tree, each)]
        base = min(wider, key=lambda each: self._found[each].bit_count(), default=None)
        bits = self.everything if base is None else self._found[base]
        met = set(terms_of(base))
        return Search(self, (term for term in terms_of(tree) if term not in met), bits)

    def after(self, register: Register) -> Index:
        """Return the index of a newer state of the register."""
        if register is self.register:
            return self
        newer = Index(register, self.as_of, self._usual)
        if self._entries is None or register.instruments != self.register.instruments:
            return newer
        if newer.thresholds != self.thresholds:
            return newer
        old, new = self.register.commitments, register.commitments
        if len(old) == len(new):
            changed = changed_positions(old, new)
            if len(changed) <= _MANY:
                newer._follow(self, changed)
                return newer
        else:
            start, end, new_end = replaced_span(old, new)
            if new_end - start <= _MANY:
                newer._splice(self, start, end, new_end)
                return newer
        newer._known = {id(each.commitment): each for each in self._entries}
        return newer

    def _make_entries(self) -> tuple[Entry, ...]:
        instruments = {each.id: each for each in self.register.instruments}
        known, as_of, thresholds = self._known, self.as_of, self.thresholds
        self._known = {}
        return tuple(
            [
                known.get(id(each))
                or Entry(each, instruments.get(each.instrument), as_of, thresholds)
                for each in self.register.commitments
            ]
        )

    def _follow(self, older: Index, changed: list[int]) -> None:
        """Take over from an index in which the same commitments had the same positions."""
        entries = list(older.entries)
        for place, entry in self._made(changed):
            entries[place] = entry
        self._entries = tuple(entries)
        if all(entries[each].id == older.entries[each].id for each in changed):
            self._rows = older._rows
        if older._follow_ups is not None:
            pairs = [(place, older.entries[place], entries[place]) for place in changed]
            self._follow_ups = older._follow_ups.after(pairs, self.as_of)
        if older._texts is not None:
            self._texts = older._texts.after(entries, changed)
        if older._counts is not None:
            self._counts = older._counts.after(entries, changed)
        for order, ordering in older._orderings.items():
            self._orderings[order] = ordering.after(changed, self.entries, self._sort(order))
        self._found = older._found_again(self, changed)

    def _splice(self, older: Index, start: int, end: int, new_end: int) -> None:
        """Take over from an index that had other commitments from `start` to `end`."""
        places = range(start, new_end)
        made = [entry for _, entry in self._made(places)]
        self._entries = (*older.entries[:start], *made, *older.entries[end:])
        if older._counts is not None:
            shifted = older._counts.moved(start, end, new_end)
            self._counts = shifted.after(self.entries, places)
        for tree, bits in older._found.items():
            self._found[tree] = moved(bits, start, end, new_end)
        self._found = self._found_again(self, places)

    def _made(self, places: range | list[int]) -> Iterator[tuple[int, Entry]]:
        instruments = {each.id: each for each in self.register.instruments}
        for place in places:
            each = self.register.commitments[place]
            yield (
                place,
                Entry(each, instruments.get(each.instrument), self.as_of, self.thresholds),
            )

    def _found_again(self, newer: Index, changed: range | list[int]) -> dict[Node, int]:
        if not self._found:
            return {}
        from store.query.matcher import compile_node

        found = dict(self._found)
        for tree, bits in found.items():
            matches = compile_node(tree, self.as_of)
            for place in changed:
                bits = with_bit(bits, place, bool(matches(newer.entries[place])))
            found[tree] = bits
        return found


def _order_alone(query: Query) -> Query:
    return Query(sort=query.sort, domain_order=query.domain_order)


Sort = Callable[[Iterable[Entry]], list[Entry]]
"""Sorts entries; those that rank alike stay as they came."""


class Ordering:
    """Positions in the order of their entries. Never changes."""

    def __init__(self, places: array[int]) -> None:
        self._places = places

    @classmethod
    def of(cls, entries: Sequence[Entry], sort: Sort) -> Ordering:
        """Sort all entries."""
        places = {id(entry): place for place, entry in enumerate(entries)}
        return cls(array("Q", [places[id(entry)] for entry in sort(entries)]))

    def after(self, changed: Sequence[int], entries: Sequence[Entry], sort: Sort) -> Ordering:
        """Return the order with some entries put where they belong now."""
        places = self._places[:]
        for place in changed:
            del places[places.index(place)]
        for place in changed:
            low, high = 0, len(places)
            while low < high:
                middle = (low + high) // 2
                pair = sorted((place, places[middle]))
                first = sort([entries[each] for each in pair])[0]
                low, high = (low, middle) if first is entries[place] else (middle + 1, high)
            places.insert(low, place)
        return Ordering(places)

    def among(self, flags: bytes) -> Iterator[int]:
        """Yield, in order, the positions that have a 1 among these flags."""
        return compress(self._places, map(flags.__getitem__, self._places))

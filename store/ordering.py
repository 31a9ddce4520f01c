"""An order of all entries, kept while some of them change."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

from store.bits import flags_of
from store.entry import Entry

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

    def among(self, bits: int, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Return the entries of a set of positions, in order."""
        flags = flags_of(bits, len(entries))
        return tuple([entries[place] for place in self._places if flags[place]])

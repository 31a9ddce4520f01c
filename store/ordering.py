"""An order of all entries, kept while some of them change."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress

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

    def among(self, flags: bytes) -> Iterator[int]:
        """Yield, in order, the positions that have a 1 among these flags."""
        return compress(self._places, map(flags.__getitem__, self._places))

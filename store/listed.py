"""Follow-ups in the order they press: open ones by date, undated, then those done."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import compress
from typing import NamedTuple

from store.bits import every, flags_of
from store.entry import Entry
from store.model import FollowUp

_PLACE_BITS = 40
_DAY_BITS = 22


class ListedFollowUp(NamedTuple):
    """A follow-up with the commitment it belongs to."""

    entry: Entry
    follow_up: FollowUp
    overdue_days: int | None
    """Days past due; negative while days are left; None when undated or done."""


class FollowUps:
    """The follow-ups of many entries in order. Never changes."""

    def __init__(self, keys: array[int], places: array[int], listed: list[ListedFollowUp]) -> None:
        # Numbers in a row: going through a hundred thousand objects takes ten times as long.
        self._keys = keys
        self._places = places
        self._listed = listed

    @classmethod
    def of(cls, entries: Iterable[Entry], as_of: date) -> FollowUps:
        """Sort the follow-ups of entries."""
        rows = [row for place, entry in enumerate(entries) for row in _rows(place, entry, as_of)]
        rows.sort(key=_key)
        keys = array("Q", [key for key, _, _ in rows])
        places = array("Q", [place for _, place, _ in rows])
        return cls(keys, places, [listed for _, _, listed in rows])

    def after(self, changes: Iterable[tuple[int, Entry, Entry]], as_of: date) -> FollowUps:
        """Return the list after entries changed; each with its position, before and after."""
        keys, places, listed = self._keys[:], self._places[:], self._listed[:]
        for place, before, after in changes:
            for key in {key for key, _, _ in _rows(place, before, as_of)}:
                start, end = bisect_left(keys, key), bisect_right(keys, key)
                del keys[start:end], places[start:end], listed[start:end]
            for key, _, each in _rows(place, after, as_of):
                at = bisect_right(keys, key)
                keys.insert(at, key)
                places.insert(at, place)
                listed.insert(at, each)
        return FollowUps(keys, places, listed)

    def among(self, bits: int, count: int) -> tuple[ListedFollowUp, ...]:
        """Return those of the entries in a set of positions, of so many in all."""
        if bits == every(count):
            return tuple(self._listed)
        flags = flags_of(bits, count)
        return tuple(compress(self._listed, map(flags.__getitem__, self._places)))


def _rows(place: int, entry: Entry, as_of: date) -> Iterator[tuple[int, int, ListedFollowUp]]:
    """Yield the follow-ups of an entry, each after what it is sorted by and whose it is."""
    for follow_up in entry.commitment.follow_ups:
        due = follow_up.due
        done = follow_up.done is not None
        over = None if done or due is None else (as_of - due.last).days
        day = (due.last if due else date.max).toordinal()
        key = ((done << _DAY_BITS) | day) << _PLACE_BITS | place
        yield key, place, ListedFollowUp(entry, follow_up, over)


def _key(row: tuple[int, int, ListedFollowUp]) -> int:
    return row[0]

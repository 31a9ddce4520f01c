"""Follow-ups in the order they press: open ones by date, undated, then those done."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import NamedTuple, overload

from store.model.entities import FollowUp
from store.model.entry import Entry
from store.model.log import is_done
from store.portfolio.bitset import flags_of
from store.portfolio.lazy_rows import LazyRows

_PLACE_BITS = 40
_DAY_BITS = 22


class ListedFollowUp(NamedTuple):
    """A follow-up with the commitment it belongs to."""

    entry: Entry
    follow_up: FollowUp
    overdue_days: int | None
    """Days past due; negative while days are left; None when undated or done."""

    @property
    def done(self) -> bool:
        """Whether it had been done by the as-of date."""
        return is_done(self.follow_up, self.entry.as_of)


class FollowUps:
    """The follow-ups of many entries in order. Never changes."""

    def __init__(self, keys: array[int], places: array[int], listed: list[ListedFollowUp]) -> None:
        # Numbers in a row: going through a hundred thousand objects takes ten times as long.
        self.keys = keys
        self.places = places
        self.listed = listed

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
        keys, places, listed = self.keys[:], self.places[:], self.listed[:]
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

    @cached_property
    def _take(self) -> Callable[[bytes], Iterable[int]]:
        # One call for all places: twice as quick as one for each.
        places = self.places
        return itemgetter(*places) if len(places) > 1 else lambda flags: [flags[n] for n in places]

    def flags(self, flags: bytes) -> bytes:
        """Return a byte for each follow-up, in their order, from one for each entry."""
        return bytes(self._take(flags))

    def among(self, bits: int, count: int, as_of: date) -> ListedFollowUps:
        """Return those of the entries in a set of positions, of so many in all."""
        return ListedFollowUps(self, flags_of(bits, count), as_of)


class ListedFollowUps(Sequence[ListedFollowUp]):
    """The follow-ups of some entries, in order, with what a panel says of them. Never changes."""

    def __init__(self, every: FollowUps, flags: bytes, as_of: date) -> None:
        self._every = every
        self._as_of = as_of
        self._flags = every.flags(flags)
        self._rows = LazyRows(self._flags.count(1), compress(every.listed, self._flags))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, row: int) -> ListedFollowUp: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[ListedFollowUp]: ...
    def __getitem__(self, row: int | slice) -> ListedFollowUp | Sequence[ListedFollowUp]:
        return self._rows[row]

    def __iter__(self) -> Iterator[ListedFollowUp]:
        return iter(self._rows)

    def overdue(self, as_of: date) -> int:
        """Return how many are open and were due before a day."""
        return self._flags.count(1, 0, bisect_left(self._every.keys, _key_of(False, as_of)))

    @property
    def open(self) -> int:
        """How many are still to do."""
        return self._flags.count(1, 0, bisect_left(self._every.keys, _key_of(True, date.min)))

    def row_of(self, place: int, follow_up: FollowUp) -> int | None:
        """Return in which row a follow-up of the entry at a position is, or None."""
        keys, listed = self._every.keys, self._every.listed
        key = _key_of(is_done(follow_up, self._as_of), _day(follow_up)) | place
        for at in range(bisect_left(keys, key), bisect_right(keys, key)):
            if listed[at].follow_up.id == follow_up.id and self._flags[at]:
                return self._flags.count(1, 0, at)
        return None


def _rows(place: int, entry: Entry, as_of: date) -> Iterator[tuple[int, int, ListedFollowUp]]:
    """Yield the follow-ups of an entry, each after what it is sorted by and whose it is."""
    for follow_up in entry.commitment.follow_ups:
        due = follow_up.due
        done = is_done(follow_up, as_of)
        over = None if done or due is None else (as_of - due.last).days
        key = _key_of(done, _day(follow_up)) | place
        yield key, place, ListedFollowUp(entry, follow_up, over)


def _day(follow_up: FollowUp) -> date:
    return follow_up.due.last if follow_up.due else date.max


def _key_of(done: bool, day: date) -> int:
    return ((done << _DAY_BITS) | day.toordinal()) << _PLACE_BITS


def _key(row: tuple[int, int, ListedFollowUp]) -> int:
    return row[0]


class UnplannedFollowUps(NamedTuple):
    """How many open follow-ups nobody owns and how many have no date, and whose they are."""

    unowned: int
    undated: int
    both: int
    """How many lack an owner and a date."""
    of_unowned: tuple[str, ...]
    """The ids of the commitments with one that nobody owns."""
    of_either: tuple[str, ...]
    """The ids of those with one that lacks an owner or a date."""

    @classmethod
    def among(cls, entries: Iterable[Entry]) -> UnplannedFollowUps:
        """Count those of some commitments."""
        still_open = [
            (entry.id, each)
            for entry in entries
            for each in entry.commitment.follow_ups
            if each.done is None
        ]
        unowned = [name for name, each in still_open if not each.owner]
        undated = [name for name, each in still_open if each.due is None]
        both = sum(not each.owner and each.due is None for _, each in still_open)
        either = tuple(dict.fromkeys(unowned + undated))
        return cls(len(unowned), len(undated), both, tuple(dict.fromkeys(unowned)), either)

    def words(self) -> str:
        """Return how many lack what; empty where none does."""
        said = [f"{self.unowned:,} without an owner"] if self.unowned else []
        return ", ".join([*said, f"{self.undated:,} without a date"] if self.undated else said)

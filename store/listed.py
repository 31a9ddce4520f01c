"""Follow-ups in the order they press: open ones by date, undated, then those done."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from store.bits import flags_of
from store.entry import Entry
from store.model import FollowUp

_Row = tuple[bool, date, int, int, "ListedFollowUp"]
"""Whether it is done, its date, whose it is, its place there: no two are alike in these."""


class ListedFollowUp(NamedTuple):
    """A follow-up with the commitment it belongs to."""

    entry: Entry
    follow_up: FollowUp
    overdue_days: int | None
    """Days past due; negative while days are left; None when undated or done."""


class FollowUps:
    """The follow-ups of many entries in order. Never changes."""

    def __init__(self, rows: list[_Row]) -> None:
        self._rows = rows

    @classmethod
    def of(cls, entries: Iterable[Entry], as_of: date) -> FollowUps:
        """Sort the follow-ups of entries."""
        rows = [row for place, entry in enumerate(entries) for row in _rows(place, entry, as_of)]
        rows.sort()
        return cls(rows)

    def after(self, changes: Iterable[tuple[int, Entry, Entry]], as_of: date) -> FollowUps:
        """Return the list after entries changed; each with its position, before and after."""
        rows = list(self._rows)
        for place, before, after in changes:
            for gone in _rows(place, before, as_of):
                del rows[bisect_left(rows, gone[:4], key=_key)]
            for row in _rows(place, after, as_of):
                insort(rows, row)
        return FollowUps(rows)

    def among(self, bits: int, count: int) -> tuple[ListedFollowUp, ...]:
        """Return those of the entries in a set of positions."""
        flags = flags_of(bits, count)
        return tuple([row[4] for row in self._rows if flags[row[2]]])


def _key(row: _Row) -> tuple[bool, date, int, int]:
    return row[:4]


def _rows(place: int, entry: Entry, as_of: date) -> Iterator[_Row]:
    for number, follow_up in enumerate(entry.commitment.follow_ups):
        due = follow_up.due
        done = follow_up.done is not None
        over = None if done or due is None else (as_of - due.last).days
        listed = ListedFollowUp(entry, follow_up, over)
        yield done, due.last if due else date.max, place, number, listed

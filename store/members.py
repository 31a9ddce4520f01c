"""The members of an index as collections: all by their id, and the ids of some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TypeVar

from store.entry import Entry
from store.index import Index

Member = TypeVar("Member")


class ById(Mapping[str, Entry]):
    """Entries by id, in the register's order, made of what an index has."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def __getitem__(self, commitment_id: str) -> Entry:
        return self._index.entries[self._index.rows[commitment_id]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.rows)

    def __len__(self) -> int:
        return len(self._index.rows)


class Ids(Set[str]):
    """The ids of a set of positions."""

    def __init__(self, index: Index, bits: int) -> None:
        self._index = index
        self._bits = bits

    def __contains__(self, commitment_id: object) -> bool:
        place = self._index.rows.get(commitment_id) if isinstance(commitment_id, str) else None
        return place is not None and bool(self._bits >> place & 1)

    def __iter__(self) -> Iterator[str]:
        return (entry.id for entry in self._index.pick(self._bits))

    def __len__(self) -> int:
        return self._bits.bit_count()

    @classmethod
    def _from_iterable(cls, it: Iterable[Member]) -> frozenset[Member]:
        # What two sets of ids have in common is a plain set.
        return frozenset(it)

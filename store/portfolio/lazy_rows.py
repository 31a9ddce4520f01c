"""Rows of a list, made only as far as anybody looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")

_AT_ONCE = 1000


class LazyRows(Sequence[Row], Generic[Row]):
    """So many rows, taken from an iterator as they are asked for. To the outside it never changes.

    A board shows the first few of a hundred thousand: the others need not be made.
    """

    def __init__(self, count: int, rows: Iterable[Row]) -> None:
        self._count = count
        self._rest = iter(rows)
        self._made: list[Row] = []

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> Row: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Row]: ...
    def __getitem__(self, row: int | slice) -> Row | Sequence[Row]:
        if isinstance(row, slice):
            return self._up_to(self._count)[row]
        wanted = row if row >= 0 else row + self._count
        return self._up_to(wanted + 1)[wanted]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._up_to(self._count))

    def place_of(self, row: Row) -> int | None:
        """Return where a row is, looking no further than it must."""
        start = 0
        while start < self._count:
            made = self._up_to(start + _AT_ONCE)
            if row in made[start:]:
                return made.index(row, start)
            start = len(made)
        return None

    def _up_to(self, count: int) -> list[Row]:
        missing = min(count, self._count) - len(self._made)
        if missing > 0:
            self._made += islice(self._rest, missing)
        return self._made

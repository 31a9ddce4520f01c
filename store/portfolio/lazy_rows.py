"""Rows of a list, made only as far as anybody looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Generic, TypeVar, overload

Element = TypeVar("Element")

_AT_ONCE = 1000


class LazyRows(Sequence[Element], Generic[Element]):
    """So many rows, taken from an iterator as they are asked for. To the outside it never changes.

    A board shows the first few of a hundred thousand: the others need not be made.
    """

    def __init__(self, count: int, rows: Iterable[Element]) -> None:
        self._count = count
        self._rest = iter(rows)
        self._made: list[Element] = []

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, row: int) -> Element: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Element]: ...
    def __getitem__(self, row: int | slice) -> Element | Sequence[Element]:
        if isinstance(row, slice):
            return self._up_to(self._count)[row]
        wanted = row if row >= 0 else row + self._count
        return self._up_to(wanted + 1)[wanted]

    def __iter__(self) -> Iterator[Element]:
        return iter(self._up_to(self._count))

    def place_of(self, row: Element) -> int | None:
        """Return where a row is, looking no further than it must."""
        start = 0
        while start < self._count:
            made = self._up_to(start + _AT_ONCE)
            if row in made[start:]:
                return made.index(row, start)
            start = len(made)
        return None

    def _up_to(self, count: int) -> list[Element]:
        missing = min(count, self._count) - len(self._made)
        if missing > 0:
            self._made += islice(self._rest, missing)
        return self._made

"""How far an export is, and what it has written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from store.wording import counted

Progress = Callable[[int, int], None]
"""Called now and then with what is done and what there is to do; raises to cancel."""

Item = TypeVar("Item")

_EVERY = 64


class Written(NamedTuple):
    """What came of an export."""

    number: int
    of: str
    """What was counted: commitments, milestones, follow-ups, updates or events."""
    notes: tuple[str, ...] = ()
    """What the format could not say, and what was left alone; one sentence each."""

    @property
    def told(self) -> str:
        """What was written, counted: `1 commitment`, `4 follow-ups`."""
        return counted(self.number, self.of.removesuffix("s"))


def reported(items: Sequence[Item], progress: Progress | None) -> Iterator[Item]:
    """Yield items and report how far they are. Raises what `progress` raises."""
    for number, item in enumerate(items):
        if progress is not None and number % _EVERY == 0:
            progress(number, len(items))
        yield item
    if progress is not None:
        progress(len(items), len(items))

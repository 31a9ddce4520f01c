"""The order of a merged list: as it was, and behind it what is new."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def merged_order(
    base: Sequence[Key],
    ours: Sequence[Key],
    theirs: Sequence[Key],
    kept: Iterable[Key],
    rank: Callable[[Key], str],
) -> list[Key]:
    """Return the keys that are kept, in an order that does not depend on whose side is whose.

    What was there stays in its order, or takes that of the side that moved it. What is new comes
    after it, sorted by `rank`: where it was put cannot be told once its neighbours are gone.

    >>> merged_order("ab", "xab", "abc", "abxc", str)
    ['a', 'b', 'c', 'x']
    """
    left = set(kept)
    if list(base) in (list(ours), list(theirs)) or list(ours) == list(theirs):
        changed = theirs if list(ours) == list(base) else ours
        if left <= set(changed):
            return [each for each in changed if each in left]
    if not base:
        # Nothing says what both began with: it was what they have in common.
        first, second = sorted((list(ours), list(theirs)), key=repr)
        base = [each for each in first if each in set(second)]
    old = set(base)
    told = [[each for each in side if each in old] for side in (ours, theirs)]
    moved = sorted((each for each in told if not _keeps(each, base)), key=repr)
    order = list(dict.fromkeys([*(moved[0] if moved else base), *base]))
    new = {each for each in (*ours, *theirs) if each not in old}
    return [each for each in (*order, *sorted(new, key=rank)) if each in left]


def _keeps(told: list[Key], base: Sequence[Key]) -> bool:
    """Whether a side left the order as it was, apart from what it removed."""
    there = set(told)
    return told == [each for each in base if each in there]

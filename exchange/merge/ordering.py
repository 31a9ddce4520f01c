"""The order of a merged list: as it was, and behind it what is new.

Places and moves are kept as long as only one side changed the list. Where both did, they are
not: whoever is merged third would find other neighbours than whoever is merged first, and the
result would depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def merged_order(base: Sequence[Key], kept: Iterable[Key], rank: Callable[[Key], str]) -> list[Key]:
    """Return the keys that are kept of a list that both sides changed.

    What was there before has the order of `base`, and what is new comes after it, sorted by
    `rank`. So the order follows from what is kept, and not from who was merged with whom.

    >>> merged_order(["b", "a", "c"], {"a", "b", "z", "x"}, str)
    ['b', 'a', 'x', 'z']
    """
    left = set(kept)
    old = [each for each in dict.fromkeys(base) if each in left]
    return [*old, *sorted(left.difference(old), key=rank)]


def moved_order(ours: Sequence[Key], theirs: Sequence[Key]) -> list[Key]:
    """Return one of two orders into which both sides put the same items, with no other change.

    It is the first by the alphabet, whoever's it is.

    >>> moved_order(["c", "a", "b"], ["b", "a", "c"])
    ['b', 'a', 'c']
    """
    return min(list(ours), list(theirs), key=repr)

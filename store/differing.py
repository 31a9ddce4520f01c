"""Where two states of a register hold different commitments, compared as objects."""

from __future__ import annotations

from itertools import compress
from operator import is_not

from store.model import Commitment

Commitments = tuple[Commitment, ...]

_BLOCK = 1024


def differing(old: Commitments, new: Commitments) -> list[int]:
    """Return the positions at which two states of one length differ."""
    found = []
    for start in range(0, len(new), _BLOCK):
        # Comparing whole blocks is quick: hardly any commitment is not the same object.
        ours, theirs = old[start : start + _BLOCK], new[start : start + _BLOCK]
        if ours != theirs:
            found += [start + at for at in compress(range(_BLOCK), map(is_not, ours, theirs))]
    return found


def replaced(old: Commitments, new: Commitments) -> tuple[int, int, int]:
    """Return the one stretch that differs: its start, its end in the old, its end in the new."""
    shorter = min(len(old), len(new))
    start = next(compress(range(len(new)), map(is_not, old, new)), shorter)
    most = shorter - start
    backwards = map(is_not, reversed(old), reversed(new))
    same = next(compress(range(most), backwards), most)
    return start, len(old) - same, len(new) - same

"""The valid word somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from store.text import fold

_LONGEST_SHOWN = 40


def did_you_mean(
    word: str,
    valid: Iterable[str],
    *,
    named: str = "one of",
    spellings: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Return a hint with the nearest valid word, if any is near, and the list of all.

    `spellings` leads from other ways to write a valid word to that word.
    """
    from difflib import get_close_matches

    words = list(valid)
    near_to = {fold(each): meant for each, meant in spellings.items()}
    near_to |= {fold(each): each for each in words}
    near = get_close_matches(fold(word), near_to, n=1, cutoff=0.6)
    listed = f"{named} {', '.join(words)}"
    return f"did you mean {near_to[near[0]]}? {listed}" if near else listed


def shown(word: str) -> str:
    """Return a word in quotes for a message, shortened when it is long."""
    return f"'{word if len(word) <= _LONGEST_SHOWN else word[: _LONGEST_SHOWN - 1] + '…'}'"

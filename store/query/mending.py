"""A query with its mistake put right, where it is plain what was meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from store.errors import BadQuery
from store.query.parser import parse_query
from store.query.tokens import scan
from store.query.tree import Same
from store.query.vocabulary import Vocabulary

_MEANT = re.compile(r"^did you mean (.+?)\?|: did you mean (.+?)\?")


class Mended(NamedTuple):
    """A query put right."""

    text: str
    word: str
    """What was probably meant."""
    end: int
    """Where that word ends."""


def mended(text: str, error: BadQuery, vocabulary: Vocabulary) -> Mended | None:
    """Return the query with the word that its mistake's hint names.

    None when the hint names none, or the word would not put the mistake right.
    """
    found = _MEANT.search(error.hint)
    if not found:
        return None
    word = found[1] or found[2]
    token = next((each for each in scan(text) if each.start <= error.start < each.end), None)
    places = [(error.start, error.end)] + ([(token.start, token.end)] if token else [])
    for start, end in places:
        for put in _ways_to_put(word, text[start:end]):
            attempt = f"{text[:start]}{put}{text[end:]}"
            if _further(attempt, start + len(put), vocabulary):
                return Mended(attempt, word, start + len(put))
    return None


def _ways_to_put(word: str, faulty: str) -> list[str]:
    """Return what may stand in place of a faulty part, its signs kept."""
    low, dots, high = faulty.partition("..")
    if dots and ".." not in word:
        return [f"{word}..{high}", f"{low}..{word}"]
    signs = faulty[: len(faulty) - len(faulty.lstrip("<>=-"))]
    return list(dict.fromkeys((f"{signs}{word}", word, str(Same(word)))))


def _further(text: str, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a query is right up to a place."""
    try:
        parse_query(text, vocabulary)
    except BadQuery as error:
        return error.start >= end
    return True

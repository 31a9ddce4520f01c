"""Ids made of what others call a thing: short, citable, and two for two names."""

from __future__ import annotations

import re
from hashlib import sha256
from unicodedata import category, normalize

from store.text import fold

_IS_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 60
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "oe"})


def slug(text: str) -> str:
    """Return text as an id: small letters, digits and hyphens; empty when nothing is left.

    A text too long for an id ends in a short sum of it, so that two stay two. So does one
    with letters or digits that no id can hold, such as those of another script.

    >>> slug("CP 2"), slug("Île de Ré"), slug("ก-1") == slug("ข-1")
    ('cp-2', 'ile-de-re', False)
    """
    if len(text) <= _LONGEST_SLUG and _IS_SLUG.fullmatch(text):
        return text
    plain = normalize("NFKD", fold(text).translate(_LETTERS))
    made = _NOT_SLUG.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
    if len(made) > _LONGEST_SLUG:
        return f"{made[:_LONGEST_SLUG].rsplit('-', 1)[0]}-{short_sum(text)}"
    if not plain.isascii() and any(_counts(char) for char in plain):
        return f"{made}-{short_sum(text)}" if made else short_sum(text)
    return made


def apart(made: str, text: str) -> str:
    """Return another id for a text whose usual one stands for something else."""
    return f"{made}-{short_sum(text)}" if made else short_sum(text)


def short_sum(text: str) -> str:
    """Return eight characters that stand for a text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def _counts(char: str) -> bool:
    """Whether a character that no id holds tells one name from another."""
    return not char.isascii() and category(char)[0] in "LN"

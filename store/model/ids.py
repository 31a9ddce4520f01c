"""Ids: what a commitment's looks like, made of what others call it; and those of its items.

Ids of updates, milestones and follow-ups are made so that no two machines make the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from hashlib import blake2b, sha256
from typing import Protocol, TypeVar
from unicodedata import category, normalize

from msgspec.structs import replace

from store.errors import BadValue, NotFound
from store.model.entities import Commitment, FollowUp, Milestone, Update
from store.text import fold, shown

LETTERS = {"updates": "u", "milestones": "m", "follow_ups": "f"}
"""What the ids in each list of a commitment begin with."""
_FIRST = "bcdfghjkmnpqrstvwxz"
"""No digit, so that no new id begins as an old one like `u12` does."""
_LATER = "23456789bcdfghjkmnpqrstvwxz"
"""Without vowels, so that no id is a word, and without what is easily misread."""
_PAIRS = tuple(second + first for first in _LATER for second in _LATER)
"""Two letters at a time, by number: ids of seven letters are made for each row of a file."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
"""What the id of a commitment looks like: short enough to be cited by people."""
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 60
SUM = 8
"""The length of a short sum."""
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "oe"})


class HasId(Protocol):
    """Whatever is known by an id."""

    @property
    def id(self) -> str:
        """Its id."""


Item = TypeVar("Item", bound=HasId)
Listed = TypeVar("Listed", Update, Milestone, FollowUp)


def require_slug(commitment_id: str) -> None:
    """Raise `BadValue` for what cannot be the id of a commitment."""
    if not SLUG.fullmatch(commitment_id):
        raise BadValue(
            f"'{commitment_id}' cannot be an id",
            hint="use small letters, digits and hyphens, such as js25-p8i",
        )


def slug(text: str) -> str:
    """Return text as an id: small letters, digits and hyphens; empty when nothing is left.

    A text too long for an id ends in a short sum of it, so that two stay two. So does one
    with letters or digits that no id can hold, such as those of another script.

    >>> slug("CP 2"), slug("Île de Ré"), slug("ก-1") == slug("ข-1")
    ('cp-2', 'ile-de-re', False)
    """
    if len(text) <= _LONGEST_SLUG and SLUG.fullmatch(text):
        return text
    plain = normalize("NFKD", fold(text).translate(_PLAIN))
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
    """Return a few characters that stand for a text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:SUM]


def _counts(char: str) -> bool:
    """Whether a character that no id holds tells one name from another."""
    return not char.isascii() and category(char)[0] in "LN"


def new_id(letter: str, seed: str, taken: Collection[str]) -> str:
    """Return an id that stands for a seed and is none of those taken.

    The seed is to say who adds what, and when: then the ids made on two machines differ
    without either knowing of the other's.

    >>> new_id("u", "ana 2026-11-22T10:00:00Z a note", ["u1"])[0]
    'u'
    """
    for turn in range(len(taken) + 1):
        number = int.from_bytes(blake2b(f"{turn}\n{seed}".encode("utf-8", "replace")).digest()[:8])
        found = letter + _spelled(number)
        if found not in taken:
            return found
    raise AssertionError("more ids are taken than there are turns")


def _spelled(number: int) -> str:
    number, first = divmod(number, len(_FIRST))
    number, second = divmod(number, len(_PAIRS))
    number, third = divmod(number, len(_PAIRS))
    return _FIRST[first] + _PAIRS[second] + _PAIRS[third] + _LATER[number % len(_LATER)]


def find_item(items: Sequence[Item], wanted: str, kind: str, owner: str) -> Item:
    """Return the item with an id, or the only one whose id begins so.

    `kind` and `owner` are for the message. Raises `NotFound` for none, and `BadValue` for a
    beginning that several share.
    """
    same = [each for each in items if each.id == wanted]
    begun = same or [each for each in items if wanted and each.id.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        ids = ", ".join(each.id for each in begun)
        raise BadValue(f"{shown(wanted)} can be several of {owner}", hint=f"{ids}; type more of it")
    known = [each.id for each in items]
    raise NotFound(
        f"{owner} has no {kind} {shown(wanted)}",
        hint="it has " + ", ".join(known) if known else "it has none yet",
    )


def with_ids(before: Commitment | None, after: Commitment, by: str, written: str) -> Commitment:
    """Return a commitment whose new items have ids, and whose new updates say who wrote them.

    `written` is the moment as the history has it. What `before` has already stays as it is.
    """
    seed = f"{after.id} {by} {written}"
    named: dict[str, tuple[HasId, ...]] = {}
    for name, letter in LETTERS.items():
        items = getattr(after, name)
        if before is None or items is not getattr(before, name):
            if name == "updates":
                items = _signed(() if before is None else before.updates, items, by, written)
            named[name] = _named(letter, items, seed)
    return replace(after, **named)


def _signed(
    known: tuple[Update, ...], updates: tuple[Update, ...], by: str, written: str
) -> tuple[Update, ...]:
    def is_known(update: Update) -> bool:
        return bool(update.id) and any(each.id == update.id for each in known)

    return tuple(
        [
            each
            if each.written or is_known(each)
            else replace(each, by=each.by or by, written=written)
            for each in updates
        ]
    )


def _named(letter: str, items: tuple[Listed, ...], seed: str) -> tuple[Listed, ...]:
    taken = {each.id for each in items}
    if "" not in taken:
        return items
    named = []
    for each in items:
        if not each.id:
            each = replace(each, id=new_id(letter, f"{seed} {each!r}", taken))
            taken.add(each.id)
        named.append(each)
    return tuple(named)

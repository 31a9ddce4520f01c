"""Three versions of a document put together: field by field, and in lists item by item.

What only one side changed is taken. What both set alike is taken. Where both set one field
differently it stays open, with both values (`exchange.merge.open_field`). A log is the union of
both. What one side removed and the other changed stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from exchange.merge.open_field import (
    ABSENT,
    OpenField,
    as_json,
    closed,
    key_of,
    opened,
    plain_of,
    values_of,
)
from exchange.merge.ordering import merged_order
from store.storage.documents import Document

LOCAL = ("revision",)
"""What a machine counts for itself: no part of what is shared."""
UNIONS = (
    *("tags", "parties", "official_bodies", "former_ids", "searched", "weighs", "order"),
    "continues",
)
"""Lists of words to which both sides may add."""
_REQUIRED = ("id", "title", "name", "query", "date", "decided", "relation")
"""Fields that have to say something, also where nobody knows what was said before."""
_MEMORY = "imported"
"""What imports remember of foreign files: bookkeeping that nobody could choose between."""
_SAID = {"updates": ("date", "note"), "milestones": ("title",), "follow_ups": ("title",)}
"""By which fields two new items of one id are told to be one and the same."""
_COUNTED = re.compile(r"[a-z][0-9]+")
"""An id that a machine counted for itself, such as `u4`: another one may have counted the same."""


def shared(document: Mapping[str, Any]) -> Document:
    """Return a document without what a machine counts for itself."""
    return {name: item for name, item in document.items() if name not in LOCAL}


def merge_documents(base: Document | None, ours: Document, theirs: Document) -> Document:
    """Return what two versions say together; `base` is what both started from, if anything.

    It does not matter which version is called ours. Where they clash, `clashes` of the result
    holds both values. Everything else of the result is as valid as the versions were.

    >>> base = {"id": "p8i", "title": "Six aircraft", "due": "2026", "tags": ["air"]}
    >>> ours = base | {"due": "2027", "tags": ["air", "sea"]}
    >>> theirs = base | {"due": "2028", "lead": "MoD"}
    >>> merged = merge_documents(base, ours, theirs)
    >>> merged["due"], merged["lead"], merged["tags"]
    ('2026', 'MoD', ['air', 'sea'])
    >>> merged["clashes"]
    [{'at': ['due'], 'values': ['2027', '2028']}]
    """
    before = opened(shared(base)) if base is not None else {}
    return closed(_object(before, opened(shared(ours)), opened(shared(theirs))))


def _object(base: Document, ours: Document, theirs: Document) -> Document:
    result: Document = {}
    for name in dict.fromkeys([*base, *ours, *theirs]):
        versions = [each.get(name, ABSENT) for each in (base, ours, theirs)]
        merged = _field(name, *versions)
        if merged is not ABSENT:
            result[name] = merged
    return result


def _field(name: str, base: object, ours: object, theirs: object) -> object:
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    if _are_lists(ours, theirs):
        before = base if isinstance(base, list) else []
        mine = ours if isinstance(ours, list) else []
        other = theirs if isinstance(theirs, list) else []
        if name in UNIONS:
            return _words(before, mine, other) or ABSENT
        if all(key_of(each) is not None for each in (*before, *mine, *other)):
            return _items(name, before, mine, other) or ABSENT
    if name == _MEMORY and isinstance(ours, dict) and isinstance(theirs, dict):
        return _memory(base if isinstance(base, dict) else {}, ours, theirs)
    return _value(name, base, ours, theirs)


def _are_lists(ours: object, theirs: object) -> bool:
    """Whether both sides have a list, of which one may have become empty and so be absent."""
    kinds = {type(each) for each in (ours, theirs) if each is not ABSENT}
    return kinds == {list}


def _value(name: str, base: object, ours: object, theirs: object) -> object:
    before, mine, other = values_of(base), values_of(ours), values_of(theirs)
    if mine == other:
        # The same values are open on both sides, over what was said before at each.
        return min(ours, theirs, key=lambda each: as_json(plain_of(each)))
    if other == before:
        return ours
    if mine == before:
        return theirs
    values = tuple(sorted({*mine, *other}))
    plain = plain_of(base)
    if name in _REQUIRED and plain in (ABSENT, None):
        plain = json.loads(next(each for each in values if each != "null"))
    return OpenField(plain, values)


def _memory(base: Document, ours: Document, theirs: Document) -> Document:
    result: Document = {}
    for name in sorted({*ours, *theirs}):
        before, mine, other = (each.get(name, ABSENT) for each in (base, ours, theirs))
        if mine == before or other == before:
            merged = other if mine == before else mine
        else:
            merged = max(mine, other, key=as_json)
        if merged is not ABSENT:
            result[name] = merged
    return result


def _words(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """Return a list of words with what either side added, without what either removed."""
    kept = {
        each for each in (*ours, *theirs) if each not in base or (each in ours and each in theirs)
    }
    return merged_order(base, ours, theirs, kept, str)


def _items(name: str, base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    before, mine, other = (_by_key(each) for each in (base, ours, theirs))
    if name in _SAID:
        mine, other = _told_apart(name, before, mine, other)
    merged: dict[str, Document] = {}
    for key in dict.fromkeys([*before, *mine, *other]):
        item = _item(before.get(key), mine.get(key), other.get(key))
        if item is not None:
            merged[key] = item
    order = merged_order(
        list(before), list(mine), list(other), set(merged), lambda key: _when(merged[key])
    )
    return [merged[key] for key in order]


def _item(base: Document | None, ours: Document | None, theirs: Document | None) -> Document | None:
    """Return an item that either side has; one that was removed stays if it was changed."""
    if ours is None or theirs is None:
        left = theirs if ours is None else ours
        return None if left == base else left
    if ours == theirs:
        return ours
    return _object(base or {}, ours, theirs)


def _told_apart(
    name: str, base: dict[str, Document], ours: dict[str, Document], theirs: dict[str, Document]
) -> tuple[dict[str, Document], dict[str, Document]]:
    """Return both sides with ids of their own for items that only share a counted one."""
    mine, other = dict(ours), dict(theirs)
    for key in ours.keys() & theirs.keys() - base.keys():
        said = [_said(name, each[key]) for each in (ours, theirs)]
        if said[0] == said[1] or not _COUNTED.fullmatch(key):
            continue
        # Which side keeps the id follows from what is said, not from whose side it is.
        side = mine if said[0] > said[1] else other
        item = side.pop(key)
        digest = blake2b(f"{key} {max(said)}".encode(), digest_size=4).hexdigest()
        side[f"{key[0]}x{digest}"] = item | {"id": f"{key[0]}x{digest}"}
    return mine, other


def _said(name: str, item: Document) -> str:
    return as_json([item.get(field) for field in _SAID[name]])


def _when(item: Document) -> str:
    """Return what new items are sorted by: their day, where they have one, then all they say."""
    day = plain_of(item.get("date") or item.get("due") or "")
    return f"{day} {key_of(item)}"


def _by_key(items: list[Any]) -> dict[str, Document]:
    return {str(key_of(each)): each for each in items}

"""Three versions of a document put together: field by field, and in lists item by item.

What only one side changed is taken. What both set alike is taken. Where both set one field
differently it stays open, with both values (`exchange.merge.open_field`). A log is the union of
both. What one side removed and the other changed stays. The order of a list that both changed is
the one from before, with what is new behind it (`exchange.merge.ordering`).

So, over one base, it does not matter which side is whose, which two of three are merged first,
and how often one is merged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from exchange.merge.open_field import (
    ABSENT,
    Absent,
    OpenField,
    as_json,
    closed,
    key_of,
    opened,
    plain_of,
    values_of,
)
from exchange.merge.ordering import merged_order, moved_order
from exchange.merge.renaming import naming
from store.storage.documents import Document

LOCAL = ("revision",)
"""What a machine counts for itself: no part of what is shared."""
UNIONS = (
    *("tags", "parties", "official_bodies", "former_ids", "searched", "weighs", "order"),
    "continues",
)
"""Lists of words to which both sides may add."""
_REQUIRED = ("id", "title", "name", "query", "date", "decided", "relation", "means")
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
    if name == _MEMORY and {type(ours), type(theirs)} <= {dict, Absent}:
        told = [each if isinstance(each, dict) else {} for each in (base, ours, theirs)]
        return _memory(*told) or ABSENT
    return _value(name, base, ours, theirs)


def _are_lists(ours: object, theirs: object) -> bool:
    """Whether both sides have a list, of which one may have become empty and so be absent."""
    kinds = {type(each) for each in (ours, theirs) if each is not ABSENT}
    return kinds == {list}


def _value(name: str, base: object, ours: object, theirs: object) -> object:
    waiting = [each for each in (ours, theirs) if _waits_as(base, each)]
    if waiting:
        decided = [each for each in (ours, theirs) if not _waits_as(base, each)]
        return min(decided or waiting, key=as_json)
    values = tuple(sorted({*values_of(ours), *values_of(theirs)}))
    plain = plain_of(base)
    said = [json.loads(each) for each in values if each not in ("null", as_json(plain))]
    if (name in _REQUIRED and plain in (ABSENT, None)) or values == values_of(base):
        # Two people chose differently between the values that were open: one of these as the
        # plain value tells it from a field in which nobody has chosen.
        plain = said[0] if said else ABSENT
    return OpenField(plain, values)


def _waits_as(base: object, side: object) -> bool:
    """Whether nobody on a side has decided between the values that were open before.

    Where such a field has another plain value, another merge had begun with another one.
    """
    return (
        isinstance(base, OpenField)
        and isinstance(side, OpenField)
        and side.values == base.values
        and as_json(side.plain) not in side.values
    )


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
    if set(ours) == set(base) == set(theirs):
        return moved_order(ours, theirs)
    kept = {
        each for each in (*ours, *theirs) if each not in base or (each in ours and each in theirs)
    }
    return merged_order(base, kept, str)


def _items(name: str, base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    before, mine, other = (_by_key(each) for each in (base, ours, theirs))
    if before == mine == other:
        return [mine[key] for key in moved_order(list(mine), list(other))]
    if name in _SAID:
        mine, other = _told_apart(name, before, mine, other)
    merged: dict[str, Document] = {}
    for key in dict.fromkeys([*before, *mine, *other]):
        item = _item(before.get(key), mine.get(key), other.get(key))
        if item is not None:
            merged[key] = item
    order = merged_order(list(before), merged, lambda key: _when(merged[key]))
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
    """Return both sides with ids of their own for items that only share a counted one.

    What a side added beside it names it by that id too.
    """
    mine, other = dict(ours), dict(theirs)
    called: tuple[dict[str, str], dict[str, str]] = {}, {}
    for key in ours.keys() & theirs.keys() - base.keys():
        said = [_said(name, each[key]) for each in (ours, theirs)]
        if said[0] == said[1] or not _COUNTED.fullmatch(key):
            continue
        # Which side keeps the id follows from what is said, not from whose side it is.
        side, now = (mine, called[0]) if said[0] > said[1] else (other, called[1])
        item = side.pop(key)
        digest = blake2b(f"{key} {max(said)}".encode(), digest_size=4).hexdigest()
        now[key] = f"{key[0]}x{digest}"
        side[now[key]] = item | {"id": now[key]}
    return _naming(mine, base, called[0]), _naming(other, base, called[1])


def _naming(
    side: dict[str, Document], base: dict[str, Document], called: dict[str, str]
) -> dict[str, Document]:
    if not called:
        return side
    return {key: each if key in base else naming(each, called) for key, each in side.items()}


def _said(name: str, item: Document) -> str:
    return as_json([item.get(field) for field in _SAID[name]])


def _when(item: Document) -> str:
    """Return what new items are sorted by: when they were written, their day, and their id.

    A log lists what was written later after what was written before, whatever day it tells of.
    """
    written, day = (plain_of(item.get(name) or "") for name in ("written", "date"))
    return f"{written} {day or plain_of(item.get('due') or '')} {key_of(item)}"


def _by_key(items: list[Any]) -> dict[str, Document]:
    return {str(key_of(each)): each for each in items}

"""A field that is not decided: several values were written, and nobody has chosen yet.

In a document that is kept, the field has its value from before, and `clashes` lists the values
that were written: `{"at": ["milestones", "m2", "date"], "values": ["2026", "2027"]}`. Where two
people then choose differently, the field has one of the values, and is open again. While documents
are merged, an `OpenField` stands in the place of such a field.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from store.storage.documents import Document

CLASHES = "clashes"
_KEYS = ("id", "name", "word")


class Absent(Enum):
    """The value of a field that is not there."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
Path = tuple[str, ...]


@dataclass(frozen=True)
class OpenField:
    """What was written into one field, by several people."""

    plain: Any
    """What the field says until somebody chooses."""
    values: tuple[str, ...]
    """The values as JSON, sorted; `null` where somebody emptied the field."""


def values_of(item: object) -> tuple[str, ...]:
    """Return the values that a field may have, as JSON: one, unless it is open."""
    return item.values if isinstance(item, OpenField) else (as_json(item),)


def plain_of(item: object) -> object:
    """Return what a field says until somebody chooses."""
    return item.plain if isinstance(item, OpenField) else item


def as_json(item: object) -> str:
    """Return one text for every value, the same for equal ones."""
    return json.dumps(item, sort_keys=True, ensure_ascii=False, default=_json_of)


def _json_of(item: object) -> object:
    if isinstance(item, OpenField):
        return {"plain": item.plain, "values": item.values}
    if item is ABSENT:
        return None
    raise TypeError(f"{type(item).__name__} is no JSON")


def key_of(item: object) -> str | None:
    """Return what tells an item from the others of its list: an id, a name or a word."""
    if isinstance(item, Mapping):
        for name in _KEYS:
            if isinstance(item.get(name), str):
                return str(item[name])
    return None


def opened(document: Document) -> Document:
    """Return a copy of a document with an `OpenField` wherever one of its `clashes` is."""
    result: Document = json.loads(json.dumps(document))
    for each in result.pop(CLASHES, []):
        where = [str(part) for part in each["at"]]
        holder = holder_at(result, where[:-1])
        if holder is not None:
            values = tuple(sorted({as_json(value) for value in each["values"]}))
            if len(values) > 1:
                holder[where[-1]] = OpenField(holder.get(where[-1], ABSENT), values)
    return result


def closed(document: Mapping[str, Any]) -> Document:
    """Return a document as it is kept: plain values, and `clashes` where a field is open."""
    found: list[Document] = []
    result = _closed(document, (), found)
    assert isinstance(result, dict)
    if found:
        result[CLASHES] = sorted(found, key=lambda each: tuple(each["at"]))
    return result


def holder_at(document: Document, path: list[str]) -> Document | None:
    """Return the object in a document that a path leads to, through lists by id or name."""
    here: object = document
    for part in path:
        if isinstance(here, dict):
            here = here.get(part)
        elif isinstance(here, list):
            here = next((each for each in here if key_of(each) == part), None)
        else:
            return None
    return here if isinstance(here, dict) else None


def _closed(item: object, path: Path, found: list[Document]) -> object:
    if isinstance(item, OpenField):
        found.append({"at": list(path), "values": [json.loads(each) for each in item.values]})
        return item.plain
    if isinstance(item, Mapping):
        pairs = ((name, _closed(each, (*path, name), found)) for name, each in item.items())
        return {name: each for name, each in pairs if each is not ABSENT}
    if isinstance(item, list):
        return [_closed(each, (*path, key), found) for key, each in _keyed(item)]
    return item


def _keyed(items: list[Any]) -> Iterator[tuple[str, Any]]:
    return ((key_of(each) or "", each) for each in items)

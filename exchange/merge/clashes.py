"""The fields of a document that are not decided, and the choice between their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from exchange.merge.open_field import CLASHES, holder_at
from store.errors import BadValue, NotFound
from store.storage.documents import Document
from store.text import shown


class FoundClash(NamedTuple):
    """One field into which several people wrote different values."""

    of: str
    """The id of the commitment; empty for the register itself."""
    at: tuple[str, ...]
    """The way to the field: its name, or a list, an id in it and the name."""
    values: tuple[Any, ...]
    """What was written; None where somebody emptied the field."""

    @property
    def name(self) -> str:
        """What a choice calls it, such as `js25-p8i/milestones/m2/date`."""
        return "/".join((self.of or "register", *self.at))


def clashes_of(document: Mapping[str, Any], of: str) -> list[FoundClash]:
    """Return the fields of a document that are not decided."""
    listed = document.get(CLASHES)
    return [
        FoundClash(of, tuple(map(str, each["at"])), tuple(each["values"]))
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, dict) and {"at", "values"} <= each.keys()
    ]


def with_choice(document: Document, clash: FoundClash, number: int) -> Document:
    """Return a document in which a clash is decided for its value of that number, from 1.

    Raises `BadValue` for a number it does not have, and `NotFound` for a clash that is not there.
    """
    if not 1 <= number <= len(clash.values):
        raise BadValue(
            f"{clash.name} has no value number {number}", hint=f"1 to {len(clash.values)}"
        )
    left = [each for each in document.get(CLASHES, []) if tuple(each["at"]) != clash.at]
    if len(left) == len(document.get(CLASHES, [])):
        raise NotFound(f"nothing is to be chosen at {shown(clash.name)}")
    result: Document = {name: item for name, item in document.items() if name != CLASHES}
    *path, field = clash.at
    result = _copied(result)
    holder = holder_at(result, path)
    if holder is not None:
        value = clash.values[number - 1]
        if value is None:
            holder.pop(field, None)
        else:
            holder[field] = value
    return result | ({CLASHES: left} if left else {})


def _copied(document: Document) -> Document:
    import json

    copy: Document = json.loads(json.dumps(document))
    return copy

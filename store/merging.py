"""Two edits of one commitment: which fields they clash in, and putting them together."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from store.editing import EDIT_FIELDS, EditField
from store.errors import Conflict
from store.model import Commitment


def clashes(conflict: Conflict) -> list[EditField]:
    """Return the fields that the refused edit changed and that are saved otherwise."""
    return [
        field
        for field in EDIT_FIELDS
        if _value(conflict.mine, field) != _value(conflict.base, field)
        and _value(conflict.mine, field) != _value(conflict.theirs, field)
    ]


def merged(conflict: Conflict, mine: Iterable[str]) -> Commitment:
    """Return the saved version with the named fields as the refused edit has them."""
    return replace(conflict.theirs, **{name: getattr(conflict.mine, name) for name in mine})


def _value(commitment: Commitment, field: EditField) -> object:
    return getattr(commitment, field.name)

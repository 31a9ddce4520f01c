"""Two edits of one commitment: which fields they clash in, and putting them together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from store.editing import EDIT_FIELDS
from store.errors import Conflict
from store.model import Commitment, FollowUp, Milestone


class Clash(NamedTuple):
    """A field that two edits of a commitment set differently."""

    name: str
    label: str

    def show(self, commitment: Commitment) -> str:
        """Return what a commitment has there: of milestones and follow-ups, titles and dates."""
        for field in EDIT_FIELDS:
            if field.name == self.name:
                return field.show(commitment)
        return ", ".join(map(_item_words, getattr(commitment, self.name)))


_FIELDS = (
    *(Clash(field.name, field.label) for field in EDIT_FIELDS),
    Clash("milestones", "Milestones"),
    Clash("follow_ups", "Follow-ups"),
)
"""Lists of milestones and follow-ups are taken as wholes."""


def clashes(conflict: Conflict) -> list[Clash]:
    """Return the fields that the refused edit changed and that are saved otherwise."""
    return [
        field
        for field in _FIELDS
        if _value(conflict.mine, field) != _value(conflict.base, field)
        and _value(conflict.mine, field) != _value(conflict.theirs, field)
    ]


def merged(conflict: Conflict, mine: Iterable[str]) -> Commitment:
    """Return the saved version with the named fields as the refused edit has them."""
    return replace(conflict.theirs, **{name: getattr(conflict.mine, name) for name in mine})


def _item_words(item: Milestone | FollowUp) -> str:
    if isinstance(item, Milestone):
        dates = item.date, item.met and f"met {item.met}"
    else:
        dates = item.due, item.done and f"done {item.done}"
    return " ".join(str(each) for each in (item.title, *dates) if each)


def _value(commitment: Commitment, field: Clash) -> object:
    return getattr(commitment, field.name)

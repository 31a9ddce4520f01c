"""Two edits of one commitment: where they clash, and how they are put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace

from store.errors import ChangeRefused
from store.model.entities import Commitment, FollowUp, Milestone, MilestoneKind
from store.model.fields import EDIT_FIELDS


class Conflict(ChangeRefused):
    """An edit of a commitment that somebody else saved meanwhile, with both versions at hand.

    `base` is what the edit started from, `mine` what it made of it, `theirs` what is saved now.
    Nothing was saved of the edit: show `clashes`, then save what `merged` makes of a choice.
    """

    def __init__(self, base: Commitment, mine: Commitment, theirs: Commitment, who: str) -> None:
        super().__init__(
            f"{base.id} was changed meanwhile{who}: it is at revision {theirs.revision}, "
            f"the edit was of revision {base.revision}",
            hint=f"nothing was saved; look with `entente show {base.id}` and edit again",
        )
        self.base = base
        self.mine = mine
        self.theirs = theirs


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


def settled(before: Commitment, after: Commitment) -> Commitment:
    """Return an edited commitment without the clashes of fields that the edit set.

    Whoever writes such a field has chosen; so has whoever removes the item that has it.
    """
    if not after.clashes:
        return after
    left = tuple(
        each
        for each in after.clashes
        if _has_item(after, each.at) and _at(before, each.at) == _at(after, each.at)
    )
    return replace(after, clashes=left)


def clash_words(commitment: Commitment) -> str:
    """Return the fields that nobody has chosen yet with their values; empty when there are none."""
    return "; ".join(
        f"{each.at[-1].replace('_', ' ')}"
        + (f" of {each.at[1]}" if len(each.at) == 3 else "")
        + ": "
        + " or ".join("nothing" if value is None else str(value) for value in each.values)
        for each in commitment.clashes
    )


def _at(commitment: Commitment, at: tuple[str, ...]) -> object:
    """Return what a clash is about, where we know that field."""
    if len(at) == 1:
        return getattr(commitment, at[0], None)
    if len(at) != 3:
        return None
    found = [each for each in getattr(commitment, at[0], ()) if each.id == at[1]]
    return getattr(found[0], at[2], None) if found else None


def _has_item(commitment: Commitment, at: tuple[str, ...]) -> bool:
    items = getattr(commitment, at[0], ())
    return len(at) != 3 or any(getattr(each, "id", None) == at[1] for each in items)


def _item_words(item: Milestone | FollowUp) -> str:
    if isinstance(item, Milestone):
        event = "event" if item.kind is MilestoneKind.EVENT else ""
        dates = item.date, item.met and f"met {item.met}", event
    else:
        dates = item.due, item.done and f"done {item.done}", ""
    return " ".join(str(each) for each in (item.title, *dates) if each)


def _value(commitment: Commitment, field: Clash) -> object:
    return getattr(commitment, field.name)

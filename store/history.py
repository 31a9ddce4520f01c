"""The history of a register: every change as a transaction that can be undone.

A transaction keeps, for each commitment it touched, only what changed, as it was before
and after: whole fields, and in lists of milestones, follow-ups and updates the single
items. Undoing puts the old ones back, and only where they still are as the transaction
left them: nobody's later change is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from msgspec import Struct

from store.codec import Document
from store.errors import NothingToDo

Kind = Literal["change", "undo", "redo"]

ITEM_LISTS = ("milestones", "follow_ups", "updates")
_NEVER = "revision"
"""Counts on, also when a change is undone."""


class Item(Struct, frozen=True, omit_defaults=True):
    """What a transaction did to one milestone, follow-up or update."""

    at: int
    """Its place in the list."""
    before: Document | None = None
    after: Document | None = None

    def turned(self) -> Item:
        """Return the opposite change."""
        return Item(self.at, self.after, self.before)


class Touch(Struct, frozen=True, omit_defaults=True):
    """What a transaction did to one commitment."""

    before: Document | None = None
    """The fields that changed, as they were; None when there was no commitment."""
    after: Document | None = None
    items: dict[str, dict[str, Item]] = {}
    """Single items that changed, by list and id."""
    row: int = 0
    """The number of its document in the table, to come back to the same place."""

    def turned(self) -> Touch:
        """Return the opposite change."""
        items = {
            name: {key: item.turned() for key, item in changed.items()}
            for name, changed in self.items.items()
        }
        return Touch(self.after, self.before, items, self.row)


class Step(Struct, frozen=True):
    """What is needed of a transaction to find the one to undo."""

    number: int
    user: str
    kind: Kind = "change"


class Transaction(Struct, frozen=True):
    """One change to a register, by one user, saved at one moment."""

    number: int
    time: str
    """When it was saved, UTC, ISO 8601 to the second."""
    user: str
    label: str
    """What was done, in words."""
    kind: Kind = "change"
    of: int = 0
    """For an undo or redo: the number of the transaction it undid or did again."""
    touched: dict[str, Touch] = {}
    """By commitment id."""


def difference(before: Document | None, after: Document | None, row: int) -> Touch:
    """Return what changed between two versions of a document."""
    if before is None or after is None:
        return Touch(before, after, row=row)
    changed = [key for key in before | after if before.get(key) != after.get(key)]
    items: dict[str, dict[str, Item]] = {}
    for key in [each for each in changed if each in ITEM_LISTS]:
        found = _items(before.get(key, []), after.get(key, []))
        if found is not None:
            items[key] = found
    fields = [key for key in changed if key not in items and key != _NEVER]
    return Touch(
        {key: before[key] for key in fields if key in before},
        {key: after[key] for key in fields if key in after},
        items,
        row,
    )


def applies(touch: Touch, document: Document | None) -> bool:
    """Whether a document is still as it was before a change: the change can be made to it."""
    if document is None or touch.before is None:
        return document is None and touch.before is None
    if touch.after is None:
        return _without_revision(document) == _without_revision(touch.before)
    fields = {*touch.before, *touch.after}
    if any(document.get(key) != touch.before.get(key) for key in fields):
        return False
    for name, changed in touch.items.items():
        now = {each.get("id"): each for each in document.get(name, [])}
        if any(now.get(key) != item.before for key, item in changed.items()):
            return False
    return True


def apply(touch: Touch, document: Document | None) -> Document | None:
    """Return a document after a change that `applies` to it."""
    if document is None or touch.before is None or touch.after is None:
        return touch.after
    result = {key: item for key, item in document.items() if key not in touch.before}
    result |= touch.after
    for name, changed in touch.items.items():
        result[name] = _with_items(document.get(name, []), changed)
        if not result[name]:
            del result[name]
    return result


def last_to_undo(steps: Iterable[Step], user: str) -> int:
    """Return the number of the user's newest change that still stands. Raises `NothingToDo`."""
    done, _ = _stacks(steps, user)
    if not done:
        raise NothingToDo("there is nothing to undo", hint="`entente log` lists every change")
    return done[-1]


def last_to_redo(steps: Iterable[Step], user: str) -> int:
    """Return the number of the change undone last, with no new one since. Raises `NothingToDo`."""
    _, undone = _stacks(steps, user)
    if not undone:
        raise NothingToDo("there is nothing to redo", hint="`entente log` lists every change")
    return undone[-1]


def _stacks(steps: Iterable[Step], user: str) -> tuple[list[int], list[int]]:
    done: list[int] = []
    undone: list[int] = []
    for step in steps:
        if step.user != user:
            continue
        if step.kind == "undo" and done:
            undone.append(done.pop())
        elif step.kind == "redo" and undone:
            done.append(undone.pop())
        elif step.kind == "change":
            done.append(step.number)
            undone.clear()
    return done, undone


def _items(before: list[Any], after: list[Any]) -> dict[str, Item] | None:
    """Return the items that changed, or None when the lists do not compare item by item."""
    old, new = _by_id(before), _by_id(after)
    if old is None or new is None:
        return None
    kept = [key for key in old if key in new]
    if kept != [key for key in new if key in old]:
        return None
    places = {key: place for place, key in enumerate(new)}
    places |= {key: place for place, key in enumerate(old)}
    return {
        key: Item(places[key], old.get(key), new.get(key))
        for key in old | new
        if old.get(key) != new.get(key)
    }


def _by_id(items: list[Any]) -> dict[str, Document] | None:
    found = {each["id"]: each for each in items if isinstance(each, dict) and "id" in each}
    return found if len(found) == len(items) else None


def _with_items(items: list[Document], changed: dict[str, Item]) -> list[Document]:
    result = []
    for each in items:
        item = changed.get(each["id"])
        if item is None:
            result.append(each)
        elif item.after is not None:
            result.append(item.after)
    there = {each["id"] for each in items}
    missing = [item for key, item in changed.items() if key not in there and item.after is not None]
    for item in sorted(missing, key=lambda each: each.at):
        if item.after is not None:
            result.insert(item.at, item.after)
    return result


def _without_revision(document: Document) -> Document:
    return {key: item for key, item in document.items() if key != _NEVER}

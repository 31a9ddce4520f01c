"""What a change did to one document, told so that it can be undone.

Kept is only what changed, as it was before and after: whole fields, and in lists of
milestones, follow-ups, updates, domains, views and status words the single items. A change is
made, or taken back, only where everything still is as it left it: nobody's later change is lost.
Of a document that was merely added there is a digest: undoing needs no more, and the undo itself
has the document for a redo.
"""

from hashlib import blake2b
from itertools import islice
from operator import is_
from typing import Any

import msgspec
from msgspec import Struct

from store.register.layouts import as_layout_2
from store.storage.documents import Document

ITEM_LISTS = ("milestones", "follow_ups", "updates")
"""The lists of a commitment whose items have an id."""
_KEYS = dict.fromkeys((*ITEM_LISTS, "domains"), "id") | {"views": "name", "status_words": "word"}
_ENCODER = msgspec.json.Encoder(order="sorted")
_NEVER = "revision"
"""Counts on, also when a change is undone."""


class ItemDelta(Struct, frozen=True, omit_defaults=True):
    """What a transaction did to one milestone, follow-up or update."""

    at: int
    """Its place in the list."""
    before: Document | None = None
    after: Document | None = None

    def turned(self) -> "ItemDelta":
        """Return the opposite change."""
        return ItemDelta(self.at, self.after, self.before)


class Delta(Struct, frozen=True, omit_defaults=True):
    """What a transaction did to one document."""

    before: Document | None = None
    """The fields that changed, as they were; None when there was no document."""
    after: Document | None = None
    items: dict[str, dict[str, ItemDelta]] = {}
    """Single items that changed, by list and id."""
    row: int = 0
    """The number of its document in the table, to come back to the same place."""
    added: str = ""
    """The `digest` of a document that was added; then `before` and `after` are None."""

    def turned(self) -> "Delta":
        """Return the opposite change."""
        items = {
            name: {key: item.turned() for key, item in changed.items()}
            for name, changed in self.items.items()
        }
        return Delta(self.after, self.before, items, self.row, self.added)

    def known(self, added: Document | None) -> "Delta":
        """Return the same with the document that was added, when this is the one."""
        if not self.added or added is None:
            return self
        # What was added by an earlier version is known by how it was written then.
        if digest(added) != self.added and digest(as_layout_2(added)) != self.added:
            return self
        return Delta(None, added, row=self.row)


def digest(document: Document) -> str:
    """Return what tells a document from every other, whatever its revision."""
    raw = _ENCODER.encode(_without_revision(document))
    return blake2b(raw, digest_size=16).hexdigest()


def difference(before: Document | None, after: Document | None, row: int) -> "Delta":
    """Return what changed between two versions of a document."""
    if after is None:
        return Delta(before, row=row)
    if before is None:
        return Delta(row=row, added=digest(after))
    # What did not change is mostly the very same object.
    changed = [
        key for key, item in after.items() if (was := before.get(key)) is not item and was != item
    ]
    changed += [key for key in before if key not in after]
    items: dict[str, dict[str, ItemDelta]] = {}
    for key in [each for each in changed if each in _KEYS]:
        found = _items(before.get(key, []), after.get(key, []), _KEYS[key])
        if found is not None:
            items[key] = found
    fields = [key for key in changed if key not in items and key != _NEVER]
    return Delta(
        {key: before[key] for key in fields if key in before},
        {key: after[key] for key in fields if key in after},
        items,
        row,
    )


def applies(delta: Delta, document: Document | None) -> bool:
    """Whether a document is still as it was before a change: the change can be made to it."""
    if delta.added:
        return False
    if document is None or delta.before is None:
        return document is None and delta.before is None
    if delta.after is None:
        return _without_revision(document) == _without_revision(delta.before)
    fields = {*delta.before, *delta.after}
    if any(document.get(key) != delta.before.get(key) for key in fields):
        return False
    for name, changed in delta.items.items():
        now = {each.get(_KEYS[name]): each for each in document.get(name, [])}
        if any(now.get(key) != item.before for key, item in changed.items()):
            return False
    return True


def apply(delta: Delta, document: Document | None) -> Document | None:
    """Return a document after a change that `applies` to it."""
    if document is None or delta.before is None or delta.after is None:
        return delta.after
    result = {key: item for key, item in document.items() if key not in delta.before}
    result |= delta.after
    for name, changed in delta.items.items():
        result[name] = _with_items(document.get(name, []), changed, _KEYS[name])
        if not result[name]:
            del result[name]
    return result


def _items(before: list[Any], after: list[Any], key: str) -> dict[str, ItemDelta] | None:
    """Return the items that changed, or None when the lists do not compare item by item."""
    new = _by_key(after, key)
    if new is None:
        return None
    if len(before) <= len(after) and all(map(is_, before, after)):  # at most added to its end
        added = islice(enumerate(new.items()), len(before), None)
        return {name: ItemDelta(place, None, item) for place, (name, item) in added}
    old = _by_key(before, key)
    if old is None:
        return None
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        return None
    places = {name: place for place, name in enumerate(new)}
    places |= {name: place for place, name in enumerate(old)}
    return {
        name: ItemDelta(places[name], old.get(name), new.get(name))
        for name in old | new
        if old.get(name) != new.get(name)
    }


def _by_key(items: list[Any], key: str) -> dict[str, Document] | None:
    found = {each[key]: each for each in items if isinstance(each, dict) and key in each}
    return found if len(found) == len(items) else None


def _with_items(items: list[Document], changed: dict[str, ItemDelta], key: str) -> list[Document]:
    result = []
    for each in items:
        item = changed.get(each[key])
        if item is None:
            result.append(each)
        elif item.after is not None:
            result.append(item.after)
    there = {each[key] for each in items}
    missing = [
        item for name, item in changed.items() if name not in there and item.after is not None
    ]
    for item in sorted(missing, key=lambda each: each.at):
        if item.after is not None:
            result.insert(item.at, item.after)
    return result


def _without_revision(document: Document) -> Document:
    return {key: item for key, item in document.items() if key != _NEVER}

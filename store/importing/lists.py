"""The lists of a commitment when a file brings items for them: nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store.codec import Document
from store.marking import next_id


def with_items(
    document: Mapping[str, object], name: str, items: Iterable[Document]
) -> list[Document]:
    """Return milestones or follow-ups with the file's own: in the place of those they are.

    An item is known again by its id, a Taskwarrior task by its uuid; one without an id gets
    the next free one.
    """
    merged = [dict(each) for each in _list(document.get(name))]
    places = {_key(each): place for place, each in enumerate(merged)}
    taken = [str(each.get("id", "")) for each in merged]
    for item in items:
        place = places.get(_key(item)) if _key(item) else None
        if place is not None:
            merged[place] = {
                key: value
                for key, value in {**merged[place], **item, "id": merged[place]["id"]}.items()
                if value is not None
            }
            continue
        fresh = {key: value for key, value in item.items() if value is not None}
        if not fresh.get("id"):
            fresh = {"id": next_id(name[0], taken), **fresh}
        taken.append(fresh["id"])
        places[_key(fresh)] = len(merged)
        merged.append(fresh)
    return merged


def with_updates(document: Mapping[str, object], items: Iterable[Document]) -> list[Document]:
    """Return the log with those of the file's updates that it does not have yet.

    What is in the log stays as it is: an update that differs from the one of its id is
    another one.
    """
    merged = [dict(each) for each in _list(document.get("updates"))]
    said = [_without_id(each) for each in merged]
    taken = {each.get("id") for each in merged}
    for item in items:
        if (without := _without_id(item)) in said:
            continue
        free = item.get("id") and item["id"] not in taken
        fresh = item if free else {"id": _next(merged), **without}
        merged.append(fresh)
        said.append(without)
        taken.add(fresh["id"])
    return merged


def with_update(updates: list[Document], entry: Document) -> list[Document]:
    """Return a log with one more entry, under the next free id."""
    return [*updates, {"id": _next(updates), **entry}]


def _next(updates: Iterable[Document]) -> str:
    return next_id("u", (str(each.get("id", "")) for each in updates))


def _key(item: Mapping[str, object]) -> str:
    name = item.get("uuid") or item.get("id")
    return name if isinstance(name, str) else ""


def _without_id(item: Mapping[str, object]) -> Document:
    return {name: value for name, value in item.items() if name != "id"}


def _list(items: object) -> list[Document]:
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []

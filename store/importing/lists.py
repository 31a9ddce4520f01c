"""The lists of a commitment when a file brings items for them: nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from store.codec import Document
from store.marking import next_id
from store.model import Update

_SAID = tuple(name for name in Update.__struct_fields__ if name != "id")


def with_items(
    document: Mapping[str, object], name: str, items: Iterable[Document]
) -> list[Document]:
    """Return milestones or follow-ups with the file's own: in the place of those they are.

    An item is known again by its id, a Taskwarrior task by its uuid, also where a sheet has
    lost that; one without an id, or whose id another one has, gets the next free one.
    """
    merged = [dict(each) for each in _list(document.get(name))]
    by_uuid = {each["uuid"]: place for place, each in enumerate(merged) if _is_task(each)}
    by_id = {str(each.get("id", "")): place for place, each in enumerate(merged)}
    for item in items:
        place = by_uuid.get(item["uuid"]) if _is_task(item) else None
        if place is None:
            place = by_id.get(str(item.get("id", "")))
            if place is not None and _is_task(item) and _is_task(merged[place]):
                place = None
        if place is not None:
            both = {**merged[place], **item, "id": merged[place]["id"]}
            merged[place] = {key: value for key, value in both.items() if value is not None}
            continue
        fresh = {key: value for key, value in item.items() if value is not None}
        if not fresh.get("id") or fresh["id"] in by_id:
            fresh = {**fresh, "id": next_id(name[0], by_id)}
        by_id[fresh["id"]] = len(merged)
        if _is_task(fresh):
            by_uuid[fresh["uuid"]] = len(merged)
        merged.append(fresh)
    return merged


def with_updates(document: Mapping[str, object], items: Iterable[Document]) -> list[Document]:
    """Return the log with those of the file's updates that it does not have yet.

    What is in the log stays as it is: an update that differs from the one of its id is
    another one. A sheet has lost the fields that nobody knows; that alone is no difference.
    """
    merged = [dict(each) for each in _list(document.get("updates"))]
    for item in items:
        if any(_says_no_more(item, each) for each in merged):
            continue
        free = item.get("id") and item["id"] not in [each.get("id") for each in merged]
        merged.append(item if free else {"id": _next(merged), **_without_id(item)})
    return merged


def with_update(updates: list[Document], entry: Document) -> list[Document]:
    """Return a log with one more entry, under the next free id."""
    return [*updates, {"id": _next(updates), **entry}]


def _next(updates: Iterable[Document]) -> str:
    return next_id("u", (str(each.get("id", "")) for each in updates))


def _is_task(item: Mapping[str, object]) -> bool:
    uuid = item.get("uuid")
    return isinstance(uuid, str) and uuid != ""


def _says_no_more(item: Mapping[str, object], there: Mapping[str, object]) -> bool:
    """Whether an update of the log says all that another one says."""
    return all(
        there.get(name) == value for name, value in item.items() if name != "id"
    ) and not any(name in there and name not in item for name in _SAID)


def _without_id(item: Mapping[str, object]) -> Document:
    return {name: value for name, value in item.items() if name != "id"}


def _list(items: object) -> list[Document]:
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []

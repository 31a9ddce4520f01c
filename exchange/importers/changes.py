"""What an import changes of a commitment, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exchange.importers.readers.cells import json_text
from exchange.importers.report import FieldChange
from store.storage.documents import Document

_ITEMS = ("milestones", "follow_ups", "updates")
_PASSED_OVER = ("id", "revision")
_KEPT = "imported"
"""Where a commitment keeps the columns that no field is made of, by the format they came in."""


def changes_between(row: int, old: Document, new: Document) -> Iterator[FieldChange]:
    """Yield the fields in which two versions of a commitment differ, in words.

    Of lists of things only those are told that are new or said otherwise.

    >>> old, new = {"id": "a", "due": "2026"}, {"id": "a", "due": "2027"}
    >>> [change.after for change in changes_between(2, old, new)]
    ['2027']
    """
    name = str(new.get("id", ""))
    for field in dict.fromkeys((*old, *new)):
        before, after = old.get(field), new.get(field)
        if before == after or field in _PASSED_OVER:
            continue
        if field == _KEPT:
            yield from _column_changes(row, name, before, after)
        elif field in _ITEMS:
            yield from _item_changes(row, name, field, before, after)
        else:
            yield FieldChange(row, name, field, text_of(before), text_of(after))


def _column_changes(row: int, name: str, before: object, after: object) -> Iterator[FieldChange]:
    old, new = _kept_columns(before), _kept_columns(after)
    for column in dict.fromkeys((*old, *new)):
        if old.get(column) != new.get(column):
            was, told = text_of(old.get(column)), text_of(new.get(column))
            yield FieldChange(row, name, f"{_KEPT} {column}", was, told)


def _kept_columns(kept: object) -> dict[str, object]:
    formats = kept.values() if isinstance(kept, dict) else ()
    columns = [each.get("columns") for each in formats if isinstance(each, dict)]
    return {key: text for each in columns if isinstance(each, dict) for key, text in each.items()}


def _item_changes(
    row: int, name: str, field: str, before: object, after: object
) -> Iterator[FieldChange]:
    known = {str(each.get("id")): each for each in _list(before)}
    for each in _list(after):
        old = known.get(str(each.get("id")))
        if old != each:
            yield FieldChange(
                row, name, f"{field} {each.get('id')}", item_text(old), item_text(each)
            )


def text_of(value: object) -> str:
    """Return a field's value in words; empty where there is none."""
    match value:
        case None:
            return ""
        case str():
            return value
        case list() if all(isinstance(each, str) for each in value):
            return "; ".join(value)
        case _:
            return json_text(value)


def item_text(item: Mapping[str, Any] | None) -> str:
    """Return a milestone, follow-up or update in words; empty where there is none."""
    if item is None:
        return ""
    told = [item.get(name) for name in ("date", "due", "met", "done", "status", "title", "note")]
    progress = item.get("progress")
    told.insert(5, f"{progress}%" if progress is not None else None)
    source = item.get("source")
    told.append(source.get("title") if isinstance(source, dict) else None)
    return " · ".join(text_of(each) for each in told if each)


def _list(items: object) -> list[Mapping[str, Any]]:
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []

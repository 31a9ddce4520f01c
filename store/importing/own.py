"""Entente's own JSON: a register, the envelope of `list --json`, or one commitment a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from store.codec import Document, from_document, overlay
from store.errors import BadValue, Damaged
from store.importing.assessing import read_commitment
from store.importing.batch import About, Brought, Piece, Refused
from store.model import Domain, Instrument, View

_ELSEWHERE = ("schema", "domains", "instruments", "views", "commitments", "items")
_DERIVED = (
    "status",
    "progress",
    "overdue_days",
    "behind",
    "stale_days",
    "provisional",
    "self_declared",
    "attention",
)
"""What `list --json` adds to a commitment."""


def is_head(document: object) -> bool:
    """Whether an object is what a register says of itself, rather than a commitment."""
    return isinstance(document, dict) and "title" in document and "id" not in document


def is_commitment(document: object) -> bool:
    """Whether an object looks like a commitment of ours."""
    return isinstance(document, dict) and {"id", "title"} <= set(document)


def read_whole(document: Mapping[str, Any]) -> Iterator[Piece]:
    """Read a register, or the envelope of `list --json`, from one object."""
    if isinstance(document.get("commitments"), list):
        yield read_head(document)
        yield from read_commitments(document["commitments"])
    else:
        items = [
            {key: value for key, value in each.items() if key not in _DERIVED}
            if isinstance(each, dict)
            else each
            for each in document["items"]
        ]
        yield from read_commitments(items)


def read_commitments(items: Iterable[object]) -> Iterator[Piece]:
    """Read commitments, counted from 1."""
    return (read_one(item, number) for number, item in enumerate(items, start=1))


def read_one(item: object, number: int) -> Brought | Refused:
    """Read one commitment, with the fields that nobody knows."""
    if not isinstance(item, dict):
        return Refused(number, "it is no commitment, but " + _kind(item))
    name = item.get("id")
    try:
        value = read_commitment(item)
    except BadValue as error:
        shown = name if isinstance(name, str) else ""
        return Refused(number, " ".join(error.message.split())[:200], shown)
    return Brought(number, value.id, overlay(item, value), foreign=False, whole=True)


def read_head(document: Mapping[str, Any]) -> About | Refused:
    """Read what a register says of itself, with its domains, instruments and views."""
    try:
        domains = _all(document, "domains", Domain)
        instruments = _all(document, "instruments", Instrument)
        views = tuple(from_document(each, View, "views") for each in _list(document, "views"))
    except Damaged as error:
        return Refused(0, " ".join(error.message.split())[:200])
    fields = {key: value for key, value in document.items() if key not in _ELSEWHERE}
    return About(fields, views=views, domains=domains, instruments=instruments)


def _all(
    document: Mapping[str, Any], name: str, kind: type[Domain] | type[Instrument]
) -> tuple[Document, ...]:
    items = _list(document, name)
    values = [from_document(each, kind, f"{name}, number {n}") for n, each in enumerate(items, 1)]
    return tuple(overlay(each, value) for each, value in zip(items, values, strict=True))


def _list(document: Mapping[str, Any], name: str) -> list[Any]:
    items = document.get(name) or []
    if not isinstance(items, list):
        raise Damaged(f"{name}: expected a list, got {_kind(items)}")
    return items


def _kind(item: object) -> str:
    match item:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return "a text"
        case _:
            return "a number or nothing"

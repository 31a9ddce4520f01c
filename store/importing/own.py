"""Entente's own JSON: a register, the envelope of `list --json`, or one commitment a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from store.codec import Document, from_document, overlay
from store.errors import BadValue, Damaged
from store.importing.assessing import read_commitment
from store.importing.batch import About, Brought, Piece, Refused
from store.model import Domain, Instrument, View

_NAME = re.compile(r"\w[\w.-]*")
"""What the id of a domain or an instrument looks like."""
_DESCRIBED: dict[str, type[Domain] | type[Instrument]] = {
    "domains": Domain,
    "instruments": Instrument,
}
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
        yield from read_head(document)
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


def read_head(document: Mapping[str, Any]) -> Iterator[About | Refused]:
    """Read what a register says of itself, with its domains, instruments and views."""
    told: dict[str, list[Document]] = {"domains": [], "instruments": []}
    views: list[View] = []
    try:
        for name, kind in _DESCRIBED.items():
            for number, each in enumerate(_list(document, name), start=1):
                value = from_document(each, kind, f"{name}, number {number}")
                if _NAME.fullmatch(value.id):
                    told[name].append(overlay(each, value))
                else:
                    yield Refused(0, f"{name}, number {number}: '{value.id}' cannot be an id")
        for each in _list(document, "views"):
            views.append(from_document(each, View, "views"))
    except Damaged as error:
        yield Refused(0, " ".join(error.message.split())[:200])
        return
    fields = {key: value for key, value in document.items() if key not in _ELSEWHERE}
    domains, instruments = told.values()
    yield About(fields, tuple(views), tuple(domains), tuple(instruments))


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

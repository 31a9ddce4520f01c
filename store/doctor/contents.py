"""The documents of a register as typed values, as far as they can be read as such."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from store.about import About
from store.codec import Document, decoder
from store.disk.documents import decode, encode
from store.disk.tables import Tables, View
from store.history import Transaction
from store.migrations import SCHEMA, migrate
from store.model import Commitment, Instrument
from store.touch import ITEM_LISTS

SET_ASIDE = "unreadable"
"""The table of documents that cannot be read as what their own table holds."""
OURS = ("register", "instruments", "commitments", "history")
"""The tables that Entente reads."""
NAMELESS = re.compile(r"line [0-9]+")
"""What salvaging calls a table whose own name could not be read."""

_WHERE = re.compile(r"(.*) - at `\$\.?(.+)`", re.DOTALL)
_ABOUT, _TRANSACTION = decoder(About), decoder(Transaction)
_INSTRUMENT, _COMMITMENT = decoder(Instrument), decoder(Commitment)

Value = TypeVar("Value", bound=Struct)


class Unread(NamedTuple):
    """A document that cannot be read as what its table holds."""

    table: str
    row: int
    name: str
    """Its own id, or its number where that cannot be read either."""
    field: str
    """Where in it; empty for the document as a whole."""
    reason: str


@dataclass(frozen=True)
class Contents:
    """Everything that can be read, by table and row number, and what cannot."""

    about: dict[int, About]
    """At most one: any further one is unread."""
    instruments: dict[int, Instrument]
    commitments: dict[int, Commitment]
    history: dict[int, Transaction]
    unread: list[Unread]


def read_contents(view: View, schema: int = SCHEMA) -> Contents:
    """Read every document, as it would be after a migration from an older layout."""
    if schema < SCHEMA:
        view = _migrated(view, schema or 1)
    unread: list[Unread] = []
    about = _read(view, "register", _ABOUT, unread)
    for row in list(about)[1:]:
        del about[row]
        reason = "the register says already what it is about"
        unread.append(Unread("register", row, str(row), "", reason))
    instruments = _read(view, "instruments", _INSTRUMENT, unread)
    commitments = _read(view, "commitments", _COMMITMENT, unread)
    history = _read(view, "history", _TRANSACTION, unread)
    for row in [row for row, each in history.items() if each.number != row]:
        reason = f"it says to be change {history.pop(row).number}"
        unread.append(Unread("history", row, str(row), "number", reason))
    return Contents(about, instruments, commitments, history, unread)


def is_ours(view: View) -> bool:
    """Tell whether tables hold anything that only a register holds."""
    return any(
        view.count(name)
        for name in view.names()
        if name in (*OURS, SET_ASIDE) or NAMELESS.fullmatch(name)
    )


def name_of(raw: bytes, row: int) -> str:
    """Return a document's own id, or its number where it has none that can be read."""
    document = legible(raw)
    name = None if document is None else document.get("id")
    return name if isinstance(name, str) and name else str(row)


def legible(raw: bytes) -> Document | None:
    """Return a document, or None when it is not even JSON."""
    try:
        return decode(raw)
    except (ValueError, msgspec.DecodeError):
        return None


def twins(names: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Return those of numbered names that an earlier one has already."""
    seen: set[str] = set()
    found: dict[int, str] = {}
    for number, name in names:
        if name in seen:
            found[number] = name
        seen.add(name)
    return found


def item_twins(commitment: Commitment) -> list[tuple[str, int, str]]:
    """Return the list, place and id of each item whose id its commitment has given before."""
    seen: set[str] = set()
    found = []
    for name in ITEM_LISTS:
        for place, item in enumerate(getattr(commitment, name)):
            if item.id in seen:
                found.append((name, place, item.id))
            seen.add(item.id)
    return found


def _read(
    view: View, table: str, reader: msgspec.json.Decoder[Value], unread: list[Unread]
) -> dict[int, Value]:
    found: dict[int, Value] = {}
    for row, raw in sorted(view.items(table)):
        try:
            found[row] = reader.decode(raw)
        except (ValueError, msgspec.DecodeError) as error:
            where = _WHERE.fullmatch(str(error))
            reason, field = (where[1], where[2]) if where else (str(error), "")
            unread.append(Unread(table, row, name_of(raw, row), field, reason))
    return found


def _migrated(view: View, schema: int) -> Tables:
    # What is not even JSON cannot be migrated: it stays as it is, to be found unreadable.
    raws = {name: dict(view.items(name)) for name in view.names()}
    documents: dict[str, dict[int, Document]] = {}
    for name, rows in raws.items():
        found = ((row, legible(raw)) for row, raw in rows.items())
        documents[name] = {row: each for row, each in found if each is not None}
    for name, rows_now in migrate(documents, schema).items():
        raws.setdefault(name, {}).update({row: encode(each) for row, each in rows_now.items()})
    return Tables(raws)

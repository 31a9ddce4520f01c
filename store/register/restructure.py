"""Saving a change to a register as a whole: only what differs is written, as one transaction.

`write_restructured` holds the register before against the register after. A document keeps its
row whatever its id becomes, so that it keeps its place, its history and its unknown fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from store.errors import BadValue
from store.model.entities import Commitment, Instrument, Register
from store.model.ids import LETTERS, with_ids
from store.model.reshaping import item_ids
from store.register.codec import RegisterHead, overlay, to_document
from store.register.transaction import Transaction
from store.storage.documents import Document
from store.text import counted


def write_restructured(
    transaction: Transaction,
    before: Register,
    after: Register,
    check_new: Callable[[str], None],
) -> None:
    """Put every document that differs, and remove those that are gone.

    `check_new` raises `BadValue` for an id that was ever used.
    """
    _write_head(transaction, before, after)
    if after.instruments != before.instruments:
        _write_instruments(transaction, before.instruments, after.instruments)
    _write_commitments(transaction, before, after, check_new)


def views_that_follow(before: Register, after: Register) -> str:
    """Return how many saved views have another query than before, for a label; empty for none.

    >>> from store.model.entities import View
    >>> before = Register("R", views=(View("v", "domain:sea"),))
    >>> views_that_follow(before, Register("R", views=(View("v", "domain:ocean"),)))
    ', 1 saved view follows'
    """
    queries = {each.name: each.query for each in before.views}
    number = sum(queries.get(each.name, each.query) != each.query for each in after.views)
    return f", {counted(number, 'saved view follows', 'saved views follow')}" if number else ""


def _write_head(transaction: Transaction, before: Register, after: Register) -> None:
    old, new = RegisterHead.of(before), RegisterHead.of(after)
    if old == new:
        return
    row, document = transaction.reader.head()
    transaction.put("register", row, "", document, overlay(document, new))


def _write_instruments(
    transaction: Transaction, before: Sequence[Instrument], after: Sequence[Instrument]
) -> None:
    reader = transaction.reader
    rows = reader.instrument_rows()
    documents = {name: reader.document(row, "instruments") or {} for name, row in rows.items()}
    there = [rows[each.id] for each in before]
    names = {row: name for name, row in rows.items()}
    ids = {each.id for each in after}
    if len(before) != len(after):
        kept = [each.id for each in after if each.id in rows]
        there = sorted(rows[each] for each in kept)
    places = iter(there)
    for each in after:
        row = next(places, 0) or transaction.new_row("instruments")
        now = documents.get(names.get(row, ""))
        # Moved to another place, an instrument takes its unknown fields along.
        own = documents.get(each.id, now if names.get(row) not in ids else {})
        document = overlay(own or {}, each)
        if document != now:
            transaction.put("instruments", row, names.get(row, each.id), now, document)
    for row in sorted(set(rows.values()) - set(there)):
        transaction.put("instruments", row, names[row], documents[names[row]], None)


def _write_commitments(
    transaction: Transaction,
    before: Register,
    after: Register,
    check_new: Callable[[str], None],
) -> None:
    reader = transaction.reader
    old = {each.id: each for each in before.commitments}
    new = {each.id: each for each in after.commitments}
    if len(new) < len(after.commitments):
        raise BadValue("two commitments cannot have one id", hint="choose another id")
    gone = {name: each for name, each in old.items() if name not in new}
    renamed = {name for each in after.commitments for name in _renamed_from(each, old, gone)}
    for each in after.commitments:
        was = old.get(each.id)
        if was is each or was == each:
            continue
        origin = was or next((old[name] for name in _renamed_from(each, old, gone)), None)
        if each.id not in old and not (origin and each.id in origin.former_ids):
            check_new(each.id)
        if origin is None:
            row = transaction.new_row("commitments")
            document = to_document(_signed(transaction, each, 1))
            transaction.put("commitments", row, each.id, None, document)
            continue
        row = reader.row(origin.id)
        document = reader.document(row) or {}
        base = document
        for name in each.former_ids:
            if was is not None and name in gone and name not in was.former_ids:
                base = _joined(base, reader.document(reader.row(name)) or {}, was, gone[name])
        signed = _signed(transaction, each, origin.revision + 1)
        transaction.put("commitments", row, origin.id, document, overlay(base, signed))
    for name in gone.keys() - renamed:
        row = reader.row(name)
        transaction.put("commitments", row, name, reader.document(row), None)


def _renamed_from(
    commitment: Commitment, old: Mapping[str, Commitment], gone: Mapping[str, Commitment]
) -> Iterator[str]:
    """Yield the id that a commitment had, where it has one that nobody had before."""
    if commitment.id not in old and commitment.former_ids:
        last = commitment.former_ids[-1]
        if last in gone:
            yield last


def _signed(transaction: Transaction, commitment: Commitment, revision: int) -> Commitment:
    # What has an id was written before, by whoever it says, also where it says nobody.
    known = tuple(each for each in commitment.updates if each.id)
    signed = with_ids(replace(commitment, updates=known), commitment, *transaction.signature)
    return replace(signed, revision=revision)


def _joined(document: Document, gone: Document, into: Commitment, merged: Commitment) -> Document:
    """Return a document with the fields that nobody knows of one that is merged into it."""
    names = Commitment.__struct_fields__
    joined = {name: each for name, each in gone.items() if name not in names} | document
    fresh = item_ids(into, merged)
    for name in LETTERS:
        ours: list[Any] = document.get(name, [])
        theirs = [each | {"id": fresh[each["id"]]} for each in gone.get(name, [])]
        if theirs:
            joined[name] = [*ours, *theirs]
    return joined

"""Documents that a register is to hold exactly so, such as those that a merge of copies made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct

from store.errors import BadValue, Damaged
from store.model.entities import Commitment, Instrument
from store.model.ids import require_slug
from store.register.codec import RegisterHead, from_document, overlay
from store.register.transaction import Transaction, counted
from store.storage.documents import Document


class Replacement(NamedTuple):
    """What to write; documents that are not named stay as they are."""

    commitments: Mapping[str, Document | None]
    """By id; None removes one."""
    instruments: Mapping[str, Document | None]
    """By id; None removes one."""
    head: Document | None
    """What the register says of itself, without instruments; None leaves it."""


def as_kept(document: Document, kind: type[Struct], where: str) -> Document:
    """Return a document the way a register keeps it. Raises `BadValue`, naming the place."""
    try:
        return overlay(document, from_document(document, kind, where))
    except Damaged as error:
        raise BadValue(error.message) from error


def write_replacement(documents: Replacement, transaction: Transaction) -> None:
    """Put every document that differs from what there is. Raises `BadValue`.

    What was removed and comes back takes its old row, so that its history stays its own.
    """
    reader = transaction.reader
    former = reader.history.former_rows()
    _write(documents.instruments, reader.instrument_rows(), former, transaction, "instruments")
    rows = dict(reader.commitment_rows())
    _write(documents.commitments, rows, former, transaction, "commitments")
    if documents.head is not None:
        row, before = reader.head()
        after = as_kept(documents.head, RegisterHead, "register")
        if after != before:
            transaction.put("register", row, "", before, after)


def _write(
    documents: Mapping[str, Document | None],
    rows: Mapping[str, int],
    former: Mapping[tuple[str, str], int],
    transaction: Transaction,
    table: str,
) -> None:
    kind: type[Struct] = Commitment if table == "commitments" else Instrument
    for name, document in documents.items():
        row = rows.get(name, 0)
        before = transaction.reader.document(row, table) if row else None
        if document is None:
            if before is not None:
                transaction.put(table, row, name, before, None)
            continue
        after = as_kept(document, kind, f"{table.removesuffix('s')} {name}")
        if before is not None and _shared(after) == _shared(before):
            continue
        if table == "commitments":
            if not row:
                require_slug(name)
            after = counted(_shared(after), before) or after
        row = row or former.get((table, name)) or transaction.new_row(table)
        transaction.put(table, row, name, before, after)


def _shared(document: Document) -> Document:
    """Return a document without its revision, which each register counts for itself."""
    return {name: item for name, item in document.items() if name != "revision"}

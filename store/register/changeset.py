"""What a bulk write is to make of a register, such as everything that an import has read."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from store.errors import BadValue, Damaged
from store.model.entities import Commitment, Domain, Instrument, View
from store.register.codec import (
    RegisterHead,
    StructType,
    from_document,
    keep_unknown_fields,
    overlay,
)
from store.storage.documents import Document, decode, encode


class ChangeSet:
    """Documents by id, new or in the place of those there are, and the register's own fields.

    Kept as JSON from the moment they are given, so that 100,000 of them fit into memory.
    Fields that nobody knows are kept: those given here, and those of the document replaced.
    """

    def __init__(self) -> None:
        self._commitments: dict[str, bytes] = {}
        self._instruments: dict[str, bytes] = {}
        self._head: Document = {}
        self._domains: dict[str, Domain] = {}
        self._views: dict[str, View] = {}

    def __len__(self) -> int:
        """Return how many documents there are to write, the register's own among them."""
        return len(self._commitments) + len(self._instruments) + self.has_head

    @property
    def has_head(self) -> bool:
        """Whether anything is to be written of the register itself."""
        return bool(self._head or self._domains or self._views)

    @property
    def commitment_ids(self) -> list[str]:
        """The ids of the commitments, in the order they were given."""
        return list(self._commitments)

    @property
    def instrument_ids(self) -> list[str]:
        """The ids of the instruments, in the order they were given."""
        return list(self._instruments)

    def commitment(self, document: Mapping[str, object]) -> None:
        """Write a commitment; a second one of the same id takes the first one's place.

        Raises `BadValue` for what is no commitment, naming the field.
        """
        value = replace(_read(document, Commitment), revision=1)
        self._commitments[value.id] = encode(overlay(document, value))

    def instrument(self, document: Mapping[str, object]) -> None:
        """Write an instrument; a second one of the same id takes the first one's place.

        Raises `BadValue` for what is no instrument, naming the field.
        """
        value = _read(document, Instrument)
        self._instruments[value.id] = encode(overlay(document, value))

    def head(self, document: Mapping[str, object]) -> None:
        """Give the register these own fields, such as its title or all of its domains.

        Raises `BadValue` for a field that cannot be read.
        """
        _read({"title": "", **document}, RegisterHead)
        self._head |= document

    def domain(self, domain: Domain) -> None:
        """Add a domain, or rename the one of this id."""
        self._domains[domain.id] = domain

    def view(self, view: View) -> None:
        """Keep a view, or replace the one of this name."""
        self._views[view.name.casefold()] = view

    def added(self, commitment_id: str) -> bytes:
        """Return the JSON of a commitment that was not there before."""
        return self._commitments[commitment_id]

    def commitment_over(self, commitment_id: str, old: Document) -> Document:
        """Return the document to write for a commitment, over the one there is."""
        document = decode(self._commitments[commitment_id])
        value = replace(_read(document, Commitment), revision=old.get("revision", 0))
        return keep_unknown_fields(old, document, value)

    def instrument_over(self, instrument_id: str, old: Document | None) -> Document:
        """Return the document to write for an instrument, over the one there is."""
        document = decode(self._instruments[instrument_id])
        return keep_unknown_fields(old, document, _read(document, Instrument)) if old else document

    def head_over(self, old: Document) -> Document:
        """Return the register's own document to write, over the one there is."""
        document = old | self._head
        about = _read(document, RegisterHead)
        domains = {each.id: each for each in about.domains} | self._domains
        views = {each.name.casefold(): each for each in about.views} | self._views
        about = replace(about, domains=tuple(domains.values()), views=tuple(views.values()))
        return keep_unknown_fields(old, document, about)


def _read(document: Mapping[str, object], kind: type[StructType]) -> StructType:
    try:
        return from_document(document, kind, f"{kind.__name__.lower()} {document.get('id', '')}")
    except Damaged as error:
        raise BadValue(error.message) from error

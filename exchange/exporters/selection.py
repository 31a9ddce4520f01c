"""What is to be exported: taken from the register at one moment, then free of it.

Also how the pages for readers arrange it: by domain, with its scope and its sources in words.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.model.entities import Commitment, Domain, Instrument, Register, Source, SourceKind
from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from store.query.ast import FieldTest, Same
from store.register.codec import overlay
from store.register.kept_copies import copies_of
from store.register.store import Store
from store.storage.documents import Document, encode
from store.text import counted, one_line

SCHEMA = 1
"""The version of the shape that json, jsonl and folder share."""

_FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Selection(NamedTuple):
    """Commitments with all that is needed to write them, also from another thread."""

    title: str
    head: Document
    """What comes before the commitments: the register's own fields, domains, instruments."""
    entries: tuple[Entry, ...]
    raw: tuple[bytes, ...]
    """Each entry's document as it is kept, without its revision: one line of JSON, keys sorted."""
    domains: tuple[Domain, ...]
    """All the register's domains, in its order."""
    as_of: date
    query: str
    total: int
    """How many commitments the register has."""
    copies: tuple[str, ...] = ()
    """The names of the kept copies of their sources."""
    place: Path | None = None
    """The register's file, beside which they lie; None for a database, beside which there are none.
    """

    def documents(self) -> Iterator[tuple[Entry, Document]]:
        """Yield each entry with its document, unknown fields and all."""
        for entry, raw in zip(self.entries, self.raw, strict=True):
            yield entry, json.loads(raw)


def select(store: Store, portfolio: Portfolio, picked: Collection[str] = frozenset()) -> Selection:
    """Take out what a portfolio shows, or those with the ids `picked` if any are.

    All of it brings the whole register; a part brings the instruments, with those they
    superseded, and the domains that its commitments use. Raises `NotFound` when it is older
    than the store.
    """
    entries, register, query = portfolio.shown, portfolio.register, str(portfolio.query)
    if picked:
        shown = [entry for entry in portfolio.shown if entry.id in picked]
        there = {entry.id for entry in shown}
        known = portfolio.by_id
        shown += [known[each] for each in sorted(picked) if each in known and each not in there]
        entries = tuple(shown)
        query = str(FieldTest("id", tuple(Same(entry.id) for entry in entries)))
    signed = {each.id for each in register.instruments}
    instruments = [each for each in store.instrument_documents() if each["id"] in signed]
    head = store.head() | {"instruments": instruments}
    if len(entries) < portfolio.total:
        head = _only_used(head, entries, register)
    brought = {each["id"] for each in head["instruments"]}
    return Selection(
        title=register.title,
        head={"schema": SCHEMA} | {key: head[key] for key in head if key != "schema"},
        entries=entries,
        raw=tuple(without_revision(_raw(store, entry.commitment)) for entry in entries),
        domains=register.domains,
        as_of=portfolio.as_of,
        query=query,
        total=portfolio.total,
        copies=_copies(entries, (each for each in register.instruments if each.id in brought)),
        place=store.place if isinstance(store.place, Path) else None,
    )


def _copies(entries: Iterable[Entry], instruments: Iterable[Instrument]) -> tuple[str, ...]:
    """Return the names of the kept copies, each once."""
    cited = copies_of((each.commitment for each in entries), instruments)
    return tuple(dict.fromkeys(each.copy for each in cited))


def _raw(store: Store, commitment: Commitment) -> bytes:
    """Return a commitment's JSON with the fields nobody knows; of a past day only what was then."""
    if commitment is store.commitment(commitment.id):
        return store.raw(commitment.id)
    return encode(overlay(store.document(commitment.id), commitment))


def without_revision(raw: bytes) -> bytes:
    """Return a commitment's JSON without what this register counts for itself.

    Two copies of a register that say the same are written alike, however often each was saved.
    """
    fields = _FIELDS.decode(raw)
    return msgspec.json.encode(fields) if fields.pop("revision", None) is not None else raw


def _only_used(head: Document, entries: Iterable[Entry], register: Register) -> Document:
    domains = {domain for entry in entries for domain in entry.commitment.domains}
    instruments = _with_superseded(
        {entry.commitment.instrument for entry in entries}, register.instruments
    )
    kept = {key: value for key, value in head.items() if key != "views"}
    kept["instruments"] = [each for each in head["instruments"] if each["id"] in instruments]
    if "domains" in head:
        kept["domains"] = [each for each in head["domains"] if each["id"] in domains]
    return kept


def _with_superseded(used: set[str], instruments: Iterable[Instrument]) -> set[str]:
    supersedes = {each.id: each.supersedes for each in instruments}
    found: set[str] = set()
    for name in used:
        # A register may say that two instruments supersede each other.
        while name and name not in found:
            found.add(name)
            name = supersedes.get(name, "")
    return found


def by_domain(selection: Selection) -> list[tuple[str, list[Entry]]]:
    """Return the commitments under the name of their primary domain, in the register's order."""
    groups: dict[str, list[Entry]] = {each.id: [] for each in selection.domains}
    for entry in selection.entries:
        primary = entry.commitment.domains[0] if entry.commitment.domains else ""
        groups.setdefault(primary, []).append(entry)
    names = {each.id: each.name for each in selection.domains}
    return [
        (one_line(names.get(key, key)) or "No domain", entries)
        for key, entries in groups.items()
        if entries
    ]


def scope(selection: Selection) -> str:
    """Return how much of the register this is, and of which day."""
    shown, total = len(selection.entries), selection.total
    of = counted(total, "commitment")
    count = f"{shown:,} of {of}" if shown < total else of
    query = f", found by {one_line(selection.query)}" if selection.query else ""
    return f"{count}{query}, as of {selection.as_of}"


def described(source: Source) -> str:
    """Return a source without its address, such as `Press note, Ministry, 2025 (official)`."""
    published = source.date.text if source.date else ""
    parts = (one_line(source.title), one_line(source.publisher), published)
    told = ", ".join(part for part in parts if part)
    return told if source.kind is SourceKind.UNKNOWN else f"{told} ({source.kind})"

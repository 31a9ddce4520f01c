"""Briefs to test with: of small registers, on days that stand still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from exchange.brief import Brief, compose
from exchange.brief.model import Bar, Notes
from store.model.dates import PartialDate
from store.model.entities import Commitment, Instrument, Register, Source, SourceKind, Update
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.register.history import HistoryEntry
from tests.registers import PRESS, SMALL_REGISTER

AS_OF = date(2026, 11, 22)
SINCE = date(2025, 6, 1)
day = PartialDate.parse

PACT = Source(
    "The pact", "Gazette", day("2025-02-06"), "https://example.org/pact", kind=SourceKind.OFFICIAL
)
SOURCED_REGISTER = Register(
    "Harbour partnership",
    domains=SMALL_REGISTER.domains,
    instruments=(Instrument("pact", "Harbour Pact", source=PACT),),
)


def brief(
    register: Register = SMALL_REGISTER,
    as_of: date = AS_OF,
    since: date = SINCE,
    *,
    history: Iterable[HistoryEntry] = (),
    limit: int | None = None,
) -> Brief:
    """Return the brief of a register."""
    return compose(Portfolio(register, as_of), since, history=history, limit=limit, follow_ups=True)


def of(*commitments: Commitment) -> Register:
    """Return a register of these commitments, whose pact cites a source."""
    return msgspec.structs.replace(SOURCED_REGISTER, commitments=commitments)


def commitment(name: str, *updates: Update, due: str = "", start: str = "2025") -> Commitment:
    """Return a commitment of the pact."""
    return Commitment(
        name,
        name.replace("-", " ").capitalize(),
        instrument="pact",
        domains=("maritime",),
        start=day(start) if start else None,
        due=day(due) if due else None,
        updates=updates,
    )


def update(
    when: str, status: Status | None = None, source: Source | None = PRESS, name: str = "u1"
) -> Update:
    """Return an update that says so."""
    return Update(name, day(when), f"Seen {when}.", source, status)


def saved_change(number: int, time: str, **about: object) -> HistoryEntry:
    """Return an entry of a register's history, as it is read from the file."""
    entry = {"number": number, "time": time, "user": "mira", "label": f"change {number}", **about}
    return msgspec.convert(entry, HistoryEntry)


def every_notes(value: object) -> Iterator[Notes]:
    """Yield the notes of every claim in a brief, wherever it stands."""
    if isinstance(value, Bar) and value.start is value.due is None:
        # Without a date the bar itself claims nothing.
        yield from every_notes((value.standing, value.marks))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            item = getattr(value, name)
            if name.endswith("notes") and all(isinstance(each, int) for each in item):
                yield item
            else:
                yield from every_notes(item)
    elif isinstance(value, tuple):
        for each in value:
            yield from every_notes(each)

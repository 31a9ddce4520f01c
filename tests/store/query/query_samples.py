"""A small register, one fixed day, and what a query finds in it."""

from __future__ import annotations

from datetime import date

from store.model.dates import PartialDate
from store.model.entities import (
    Commitment,
    Domain,
    FollowUp,
    Instrument,
    Milestone,
    Priority,
    Register,
    Source,
    SourceKind,
    Update,
)
from store.model.entry import Entry
from store.model.status import Status
from store.query import Vocabulary, parse_query

AS_OF = date(2026, 3, 15)
"""A Sunday."""


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def update(
    when: str,
    status: Status | None = None,
    progress: int | None = None,
    *,
    source: Source | None = None,
    note: str = "seen",
) -> Update:
    return Update(
        id="u" + when, date=day(when), note=note, source=source, status=status, progress=progress
    )


OFFICIAL = Source("Press note", publisher="Ministry of Defence", kind=SourceKind.OFFICIAL)
PAPER = Source("Deal délayed again", publisher="The Hindu")

REGISTER = Register(
    title="Sample",
    domains=(
        Domain("maritime", "Maritime"),
        Domain("air", "Air"),
        Domain("information", "Information sharing"),
        Domain("industry", "Défense industry"),
    ),
    instruments=(
        Instrument("js25", "Joint Statement of 2025", kind="joint statement"),
        Instrument("fw35", "Framework 2025-2035", kind="framework"),
    ),
    commitments=(
        Commitment(
            id="js25-p8i",
            title="Six more P-8I aircraft",
            summary="Maritime patrol from Goa.",
            instrument="js25",
            parties=("India", "United States"),
            lead="Indian Navy",
            domains=("maritime", "air"),
            start=day("2025"),
            due=day("2025-12"),
            priority=Priority.HIGH,
            tags=("purchase",),
            milestones=(Milestone("m1", "Letter of request"),),
            follow_ups=(FollowUp("f1", "Ask for the contract date", owner="Meera"),),
            updates=(update("2025-08-01", Status.STALLED, 25, source=PAPER),),
        ),
        Commitment(
            id="js25-ports",
            title="Port calls for repair",
            summary="A joint patrol may call at more ports.",
            instrument="js25",
            parties=("India", "United States"),
            domains=("maritime",),
            start=day("2024-06"),
            due=day("2026-03"),
            tags=("draft",),
            updates=(update("2026-03-01", Status.IN_PROGRESS, 80, source=OFFICIAL),),
        ),
        Commitment(
            id="fw35-share",
            title="Share the maritime picture",
            instrument="fw35",
            parties=("France", "India"),
            domains=("information",),
            due=day("2035"),
            priority=Priority.LOW,
            updates=(
                update("2025-10-31", Status.KEPT, source=OFFICIAL),
                update("2026-06-01", Status.NOT_KEPT, source=PAPER),
            ),
        ),
        Commitment(
            id="engine",
            title="Moteur d'hélicoptère coproduit",
            instrument="unlisted",
            parties=("France",),
            domains=("industry",),
            due=day("2026-Q2"),
            tags=("purchase", "draft text"),
            follow_ups=(FollowUp("f1", "Call them", owner="Ravi", done=day("2026-01")),),
            updates=(update("2026-02-10", Status.NOT_KEPT),),
        ),
        Commitment(id="bare", title="Nothing known"),
    ),
)

VOCABULARY = Vocabulary.of(REGISTER)


def entries_of(register: Register, as_of: date = AS_OF) -> list[Entry]:
    instruments = {each.id: each for each in register.instruments}
    return [Entry.of(each, instruments, as_of) for each in register.commitments]


ENTRIES = entries_of(REGISTER)
ALL = [entry.id for entry in ENTRIES]


def found(text: str) -> list[str]:
    """The ids a query finds in the sample, in the register's order."""
    matches = parse_query(text, VOCABULARY).compile(AS_OF)
    return [entry.id for entry in ENTRIES if matches(entry)]


def listed(text: str) -> list[str]:
    """The ids a query finds in the sample, in the query's order."""
    query = parse_query(text, VOCABULARY)
    return [each.id for each in query.order(ENTRIES, AS_OF) if query.matches(each, AS_OF)]


def due_on(*dates: str | None) -> list[Entry]:
    """Commitments with these due dates, which are their ids too."""
    commitments = [
        Commitment(id=text or "none", title="x", due=day(text) if text else None) for text in dates
    ]
    return [Entry.of(each, {}, AS_OF) for each in commitments]

"""What statements did with earlier promises: only what a reader has confirmed.

A relation that is merely proposed, however likely, is no part of a brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from datetime import date

from exchange.brief.changes import listing, subject_of
from exchange.brief.model import PromiseOutcome, StatementOutcomes
from exchange.brief.notes import NumberedNotes
from store.model.entities import Instrument, Register
from store.model.entry import Entry
from store.model.reading_decisions import ConfirmedRelation, Relation

_ORDER = (
    Relation.CARRIED,
    Relation.FIRMER,
    Relation.WEAKER,
    Relation.MERGED,
    Relation.REPORTED_DONE,
    Relation.NOT_FOUND,
    Relation.NEW,
)
"""From what went on to what is there for the first time."""
_WORDS = {
    Relation.CARRIED: "carried on",
    Relation.FIRMER: "firmed up",
    Relation.WEAKER: "weakened",
    Relation.MERGED: "merged with others",
    Relation.REPORTED_DONE: "reported as done",
    Relation.NOT_FOUND: "not mentioned again",
    Relation.NEW: "new",
}


def outcome_words(relation: Relation) -> str:
    """Return what became of a promise, as a brief says it.

    >>> outcome_words(Relation.NOT_FOUND)
    'not mentioned again'
    """
    return _WORDS[relation]


def statements_with_outcomes(
    entries: Sequence[Entry], register: Register, as_of: date
) -> list[Instrument]:
    """Return the instruments that were compared with earlier ones, the newest first.

    Those that were made by the as-of date, and of which a confirmed relation speaks of one of
    these commitments.
    """
    known = {entry.id for entry in entries}
    found = [
        each
        for each in register.instruments
        if any(_concerns(one, known) for one in each.relations)
        and (each.date is None or each.date.last <= as_of)
    ]
    return sorted(
        found, key=lambda each: (each.date.text if each.date else "", each.id), reverse=True
    )


def outcomes_of(
    statements: Sequence[Instrument],
    entries: Sequence[Entry],
    evidence: NumberedNotes,
    limit: int | None,
) -> tuple[StatementOutcomes, ...]:
    """Return what each statement did with earlier promises, in the order of `_ORDER`."""
    by_id = {entry.id: entry for entry in entries}
    told = []
    for statement in statements:
        found = sorted(
            (each for each in statement.relations if _concerns(each, by_id.keys())),
            key=lambda each: _ORDER.index(each.relation),
        )
        notes = evidence.statement(statement)

        def row(each: ConfirmedRelation) -> PromiseOutcome:
            return _outcome(each, by_id, evidence)

        counts = dict(Counter(each.relation for each in found))
        listed = listing(found, row, limit)
        told.append(StatementOutcomes(statement.title, statement.date, counts, listed, notes))
    return tuple(told)


def _concerns(relation: ConfirmedRelation, known: Container[str]) -> bool:
    name = relation.later if relation.relation is Relation.NEW else relation.earlier
    return bool(name) and name in known


def _outcome(
    relation: ConfirmedRelation, by_id: dict[str, Entry], evidence: NumberedNotes
) -> PromiseOutcome:
    is_new = relation.relation is Relation.NEW
    entry = by_id[relation.later if is_new else relation.earlier]
    after = None if is_new else by_id.get(relation.later)
    return PromiseOutcome(
        subject_of(entry),
        relation=relation.relation,
        later=subject_of(after) if after else None,
        standing=evidence.standing(after or entry),
        notes=evidence.promised(entry),
    )

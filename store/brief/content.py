"""Working out what a brief says: from a portfolio, its history and two dates, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from store.brief.brief import Brief
from store.brief.changing import changes_of, silence_of, stale_by, subject_of
from store.brief.claims import Assessment, Late
from store.brief.evidence import Evidence
from store.brief.figures import figures_of, groups_of
from store.brief.listing import listing
from store.brief.seal import seal
from store.brief.steps import AHEAD_DAYS, steps_of, undated
from store.brief.timeline import timeline_of
from store.dates import PartialDate
from store.entry import Entry
from store.errors import BadValue
from store.history import Transaction
from store.portfolio import Portfolio

USUAL_DAYS = 90
"""How many days a brief looks back unless told otherwise: as far as it looks ahead."""
MOST_ROWS = 100
"""How many rows a list has at most: nobody reads more, and the query narrows it."""

_HASH_DIGITS = 12


def compose(
    portfolio: Portfolio,
    since: date,
    *,
    transactions: Iterable[Transaction] = (),
    limit: int | None = MOST_ROWS,
) -> Brief:
    """Return the brief of what a portfolio shows, on its as-of date.

    `transactions` are the register's history, in any order; `limit` None lists everything.
    Raises `BadValue` for a day to look back to that is after the as-of date.
    """
    as_of = portfolio.as_of
    if since > as_of:
        raise BadValue(
            f"{since} is after the as-of date, {as_of}",
            hint="a brief looks back: give an earlier day to --since",
        )
    entries = portfolio.matching
    data_hash = seal(entries)
    evidence = Evidence(portfolio.register.title, as_of, data_hash[:_HASH_DIGITS])
    steps = steps_of(entries, as_of)
    passed = [each for each in steps if each.days < 0 and each.kind != "due date"]
    ahead = [each for each in steps if 0 <= each.days <= AHEAD_DAYS]
    overdue = sorted(
        (
            (entry, due)
            for entry in entries
            if entry.derived.overdue and (due := entry.commitment.due)
        ),
        key=lambda each: (each[1].last, each[0].id),
    )
    silent = stale_by(entries, since, as_of)
    provisional = [entry for entry in entries if entry.derived.provisional]
    declared = [entry for entry in entries if entry.derived.self_declared]
    return Brief(
        title=portfolio.register.title,
        as_of=as_of,
        since=since,
        thresholds=portfolio.thresholds,
        query=str(portfolio.query),
        total=portfolio.total,
        hash=data_hash,
        figures=figures_of(entries),
        domains=groups_of(entries, portfolio.register),
        changes=changes_of(entries, transactions, since, as_of, evidence, limit),
        overdue=listing(overdue, lambda each: _late(*each, evidence), limit),
        passed=listing(passed, lambda each: each.row(evidence), limit),
        stale=listing(silent, lambda each: silence_of(each, as_of, evidence), limit),
        provisional=listing(provisional, lambda each: _assessment(each, evidence), limit),
        self_declared=listing(declared, lambda each: _assessment(each, evidence), limit),
        ahead=listing(ahead, lambda each: each.row(evidence), limit),
        undated=undated(entries, as_of),
        timeline=timeline_of(entries, portfolio.register, as_of, evidence, limit),
        notes=evidence.notes,
    )


def _late(entry: Entry, due: PartialDate, evidence: Evidence) -> Late:
    return Late(
        subject_of(entry),
        due=due,
        days=(evidence.as_of - due.last).days,
        notes=evidence.dates(entry),
        standing=evidence.standing(entry),
    )


def _assessment(entry: Entry, evidence: Evidence) -> Assessment:
    standing = evidence.standing(entry)
    notes = tuple(sorted({*standing.notes, *evidence.every_status_source(entry)}))
    return Assessment(subject_of(entry), replace(standing, notes=notes), entry.derived.assessed)

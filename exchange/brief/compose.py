"""Working out what a brief says: from a portfolio, its history and two dates, nothing else.

`compose` is the call. Here are also its figures, over all and by domain, and the `content_hash`
by which two briefs can be seen to rest on the same data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from msgspec.structs import replace

from exchange.brief.changes import changes_of, listing, silence_of, subject_of
from exchange.brief.model import Brief, DomainFigures, Figures, Late, WeakAssessment
from exchange.brief.notes import NumberedNotes
from exchange.brief.pictures import pictures_of
from exchange.brief.schedule import AHEAD_DAYS, slip_of, slips_of, steps_of, timeline_of, undated
from exchange.brief.short import decision_of, decisions_of, risk_of, risks_of
from exchange.brief.statement_outcomes import outcomes_of, statements_with_outcomes
from store.errors import BadValue
from store.model.dates import PartialDate
from store.model.entities import Instrument, Register
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.register.changes import stale_by
from store.register.codec import to_document
from store.register.history import HistoryEntry
from store.storage.documents import Document


def figures_of(entries: Sequence[Entry]) -> Figures:
    """Return the counts; provisional statuses and their progress are left out of roll-ups."""
    states = [entry.derived for entry in entries]
    counted = [state for state in states if not state.provisional]
    statuses = Counter(state.status for state in counted)
    open_ = [state for state in states if not state.status.settled]
    dated = [state.overdue for state in open_ if state.overdue_days is not None]
    behind = [state.is_behind for state in open_ if state.behind is not None]
    measured = [state for state in states if state.is_measured]
    known = [state.progress for state in measured if state.progress is not None]
    return Figures(
        size=len(states),
        counted=len(counted),
        statuses={status: statuses[status] for status in Status},
        open=len(open_),
        dated=len(dated),
        overdue=sum(dated),
        stale=sum(state.stale for state in open_),
        unheard=sum(state.unheard_days is None for state in open_),
        measurable=len(behind),
        behind=sum(behind),
        settled=len(states) - len(open_),
        provisional=len(states) - len(counted),
        to_confirm=sum(state.to_confirm for state in states),
        assessed=sum(state.status is not Status.NOT_ASSESSED for state in states),
        self_declared=sum(state.self_declared for state in states),
        measured=len(known),
        by_milestones=sum(state.counted for state in measured),
        progress=round(sum(known) / len(known)) if known else None,
    )


def groups_of(entries: Sequence[Entry], register: Register) -> tuple[DomainFigures, ...]:
    """Return the domains that have commitments, in the register's order, then those it lacks.

    A commitment counts in each of its domains; the last group names those without any.
    """
    names = {each.id: each.name for each in register.domains}
    groups: dict[str, list[Entry]] = {name: [] for name in names}
    for entry in entries:
        for domain in dict.fromkeys(entry.commitment.domains):
            groups.setdefault(domain, []).append(entry)
    groups[""] = [entry for entry in entries if not entry.commitment.domains]
    names[""] = "No domain"
    return tuple(
        DomainFigures(key, names.get(key, key), figures_of(members))
        for key, members in groups.items()
        if members
    )


def content_hash(entries: Iterable[Entry], statements: Iterable[Instrument] = ()) -> str:
    """Return the SHA-256 of commitments, the instruments they name, and further statements.

    Their documents as ASCII JSON with sorted keys and no white space, one a line, the lines
    sorted. How often a commitment was saved is left out: a change undone gives the hash back.
    """
    lines: list[str] = []
    instruments = {each.id: each for each in statements}
    for entry in entries:
        document = to_document(entry.commitment)
        document.pop("revision", None)
        lines.append(_line(document))
        if entry.instrument:
            instruments[entry.instrument.id] = entry.instrument
    lines += [_line(to_document(each)) for each in instruments.values()]
    return sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _line(document: Document) -> str:
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


USUAL_DAYS = 90
"""How many days a brief looks back unless told otherwise: as far as it looks ahead."""
MOST_ROWS = 100
"""How many rows a list has at most: nobody reads more, and the query narrows it."""

_HASH_DIGITS = 12


def compose(
    portfolio: Portfolio,
    since: date,
    *,
    history: Iterable[HistoryEntry] = (),
    limit: int | None = MOST_ROWS,
    follow_ups: bool = False,
) -> Brief:
    """Return the brief of what a portfolio shows, on its as-of date, looking back to `since`.

    `history` is the register's history, in any order: without it nothing is known of
    dates that moved. `limit` is the most rows a list has; None lists everything. `follow_ups`
    says whether our own are told of: they are no business of most readers. Nothing else goes
    in: the same arguments give the same brief. Raises `BadValue` for a `since` that is
    after the as-of date.

    >>> from store.model.entities import Commitment, Register
    >>> promise = Commitment("p8i", "Six more P-8I aircraft", due=PartialDate.parse("2026-10"))
    >>> portfolio = Portfolio(Register("Pledges", commitments=(promise,)), date(2026, 11, 22))
    >>> brief = compose(portfolio, since=date(2026, 9, 1))
    >>> [(row.subject.id, row.days) for row in brief.overdue.rows]
    [('p8i', 22)]
    """
    as_of = portfolio.as_of
    if since > as_of:
        raise BadValue(
            f"{since} is after the as-of date, {as_of}",
            hint="a brief looks back: give an earlier day to --since",
        )
    entries = portfolio.matching
    statements = statements_with_outcomes(entries, portfolio.register, as_of)
    data_hash = content_hash(entries, statements)
    evidence = NumberedNotes(portfolio.register.title, as_of, data_hash[:_HASH_DIGITS])
    steps = steps_of(entries, as_of, follow_ups=follow_ups)
    passed = [each for each in steps if each.days < 0 and each.kind != "due date"]
    ahead = [each for each in steps if 0 <= each.days <= AHEAD_DAYS]
    overdue = sorted(
        ((entry, due) for entry in entries if entry.derived.overdue and (due := entry.derived.due)),
        key=lambda each: (each[1].last, each[0].id),
    )
    silent = stale_by(entries, since)
    provisional = [entry for entry in entries if entry.derived.provisional]
    to_confirm = [entry for entry in entries if entry.derived.to_confirm]
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
        decisions=listing(decisions_of(entries), lambda each: decision_of(each, evidence), limit),
        at_risk=listing(risks_of(entries), lambda each: risk_of(each, as_of, evidence), limit),
        changes=changes_of(entries, history, since, evidence, limit),
        overdue=listing(overdue, lambda each: _late(*each, evidence), limit),
        slips=listing(slips_of(entries), lambda each: slip_of(each, evidence), limit),
        slipped=sum((entry.derived.slip_days or 0) > 0 for entry in entries),
        promised=sum(entry.derived.due is not None for entry in entries),
        passed=listing(passed, lambda each: each.row(evidence), limit),
        stale=listing(silent, lambda each: silence_of(each, evidence), limit),
        provisional=listing(provisional, lambda each: _assessment(each, evidence), limit),
        to_confirm=listing(to_confirm, lambda each: _assessment(each, evidence), limit),
        self_declared=listing(declared, lambda each: _assessment(each, evidence), limit),
        ahead=listing(ahead, lambda each: each.row(evidence), limit),
        follow_ups=follow_ups,
        undated=undated(entries, as_of) if follow_ups else 0,
        statements=outcomes_of(statements, entries, evidence, limit),
        pictures=pictures_of(entries, portfolio.register, as_of, limit),
        timeline=timeline_of(entries, portfolio.register, as_of, evidence, limit),
        notes=evidence.notes,
    )


def _late(entry: Entry, due: PartialDate, evidence: NumberedNotes) -> Late:
    return Late(
        subject_of(entry),
        due=due,
        days=(evidence.as_of - due.last).days,
        notes=evidence.dates(entry),
        standing=evidence.standing(entry),
    )


def _assessment(entry: Entry, evidence: NumberedNotes) -> WeakAssessment:
    standing = evidence.standing(entry)
    notes = tuple(sorted({*standing.notes, *evidence.every_status_source(entry)}))
    return WeakAssessment(subject_of(entry), replace(standing, notes=notes), entry.derived.assessed)

"""The few lines for somebody who reads nothing else."""

from __future__ import annotations

from store.brief.brief import Brief
from store.brief.evidence import COUNTED
from store.brief.page import Line, Say, are, share
from store.brief.steps import AHEAD_DAYS
from store.status import Status
from store.wording import counted, long_date


def short_of(brief: Brief) -> tuple[Line, ...]:
    """Return a brief in five sentences; one when it covers nothing."""
    if not brief.figures.size:
        why = f"nothing matches {brief.query}" if brief.query else "it holds no commitments yet"
        return ((Say(f"There is nothing to say of this register: {why}.", (COUNTED,)),),)
    return (_state(brief), _late(brief), _silence(brief), _changed(brief), _next(brief))


def _state(brief: Brief) -> Line:
    figures = brief.figures
    settled = [
        f"{figures.statuses[status]:,} {status.words}"
        for status in Status
        if status.settled and figures.statuses[status]
    ]
    parts = [f"{figures.open:,} {are(figures.open)} open", *settled]
    if figures.provisional:
        parts.append(f"{figures.provisional:,} provisionally settled")
    of = counted(figures.size, "commitment")
    return (Say(f"Of {of}, {_joined(parts)}.", (COUNTED,)),)


def _late(brief: Brief) -> Line:
    figures = brief.figures
    if not figures.dated:
        return (Say("No open commitment has a due date.", (COUNTED,)),)
    said = f"{share(figures.overdue, figures.dated, 'open commitment')} with a due date "
    said += f"{are(figures.overdue)} overdue"
    if not figures.overdue:
        return (Say(f"{said}.", (COUNTED,)),)
    worst = brief.overdue.rows[0]
    return (
        Say(said, (COUNTED,)),
        Say(", the longest: "),
        Say(worst.subject.title, look="strong"),
        Say(f", due {worst.due.text}", worst.notes),
        Say(f", {counted(worst.days, 'day')} ago."),
    )


def _silence(brief: Brief) -> Line:
    figures, silent = brief.figures, brief.changes.silent.total
    said = f"{share(figures.stale, figures.open, 'open commitment')} {are(figures.stale)} stale"
    if silent:
        said += f"; {silent:,} of them went silent since {long_date(brief.since)}"
    return (Say(f"{said}.", (COUNTED,)),)


def _changed(brief: Brief) -> Line:
    changes = brief.changes
    parts = [
        counted(changes.moves.total, "status moved", "statuses moved"),
        counted(changes.slipped, "date slipped", "dates slipped"),
        counted(changes.news.total, "new update"),
    ]
    if changes.added.total:
        parts.append(counted(changes.added.total, "commitment added", "commitments added"))
    since = long_date(brief.since)
    lists = (changes.moves, changes.dates, changes.news, changes.added)
    if not any(each.total for each in lists):
        return (Say(f"Nothing new was recorded since {since}.", (COUNTED,)),)
    return (Say(f"Since {since}: {_joined(parts)}.", (COUNTED,)),)


def _next(brief: Brief) -> Line:
    if not brief.ahead.rows:
        return (Say(f"Nothing falls due in the next {AHEAD_DAYS} days.", (COUNTED,)),)
    first = brief.ahead.rows[0]
    fall = counted(brief.ahead.total, "date falls", "dates fall")
    return (
        Say(f"{fall} in the next {AHEAD_DAYS} days", (COUNTED,)),
        Say(f", the first by {first.when.text}", first.notes),
        Say(": "),
        Say(first.title or first.subject.title, look="strong"),
        Say("."),
    )


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"

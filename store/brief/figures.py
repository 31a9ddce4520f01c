"""The headline counts of a group of commitments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from store.brief.brief import Figures, Group
from store.entry import Entry
from store.model import Register
from store.status import Status


def figures_of(entries: Sequence[Entry]) -> Figures:
    """Return the counts; provisional statuses and their progress are left out of roll-ups."""
    states = [entry.derived for entry in entries]
    counted = [state for state in states if not state.provisional]
    statuses = Counter(state.status for state in counted)
    open_ = [state for state in states if not state.status.settled]
    dated = [state.overdue for state in open_ if state.overdue_days is not None]
    behind = [state.is_behind for state in open_ if state.behind is not None]
    known = [state.progress for state in counted if state.progress is not None]
    return Figures(
        size=len(states),
        counted=len(counted),
        statuses={status: statuses[status] for status in Status},
        open=len(open_),
        dated=len(dated),
        overdue=sum(dated),
        stale=sum(state.stale for state in open_),
        unheard=sum(state.stale_days is None for state in open_),
        measurable=len(behind),
        behind=sum(behind),
        settled=len(states) - len(open_),
        provisional=len(states) - len(counted),
        assessed=sum(state.status is not Status.NOT_ASSESSED for state in states),
        self_declared=sum(state.self_declared for state in states),
        measured=len(known),
        by_milestones=sum(state.counted for state in counted),
        progress=round(sum(known) / len(known)) if known else None,
    )


def groups_of(entries: Sequence[Entry], register: Register) -> tuple[Group, ...]:
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
        Group(key, names.get(key, key), figures_of(members))
        for key, members in groups.items()
        if members
    )

"""What each column of the list says of a commitment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from store.derived import known_updates
from store.entry import Entry
from store.model import FollowUp
from tui.drawing.ink import Part
from tui.drawing.marks import Marks

_WHEN = 6
"""What the follow-up column gives to the days."""


class Look(NamedTuple):
    """What a cell needs to know besides its entry."""

    marks: Marks
    domains: Mapping[str, str]
    """The register's names of its domains by their ids."""
    with_days: bool = False
    """Whether the days are in a column of their own, so that the due date stays a date."""
    title_ink: str = "plain"


def progress_words(entry: Entry) -> str:
    """Return percent done as the list shows it: `~` when only counted from milestones."""
    state = entry.derived
    if state.progress is None:
        return ""
    return f"{'~' if state.counted else ''}{state.progress}%"


def due_words(entry: Entry, marks: Marks) -> Part:
    """Return the due date as the list shows it, and its ink: the days when overdue."""
    return days_words(entry) if entry.derived.overdue else _due_date(entry, marks)


def days_words(entry: Entry) -> Part:
    """Return the days left or overdue, and their ink."""
    days = entry.derived.overdue_days
    if days is None:
        return "", "muted"
    if days > 0:
        return f"!-{days}d", "red"
    soon = "orange" if entry.derived.due_soon else "plain"
    return (f"+{-days}d" if days else "today"), soon


def _due_date(entry: Entry, marks: Marks) -> Part:
    state, due = entry.derived, entry.commitment.due
    if due is None:
        return "", "muted"
    return marks.date(due), "red" if state.overdue else "orange" if state.due_soon else "plain"


def title_parts(entry: Entry, look: Look) -> tuple[Part, ...]:
    """Say what was promised."""
    return ((entry.commitment.title, look.title_ink),)


def status_parts(entry: Entry, look: Look) -> tuple[Part, ...]:
    """Show the glyph and the four letters, and `*` when it is provisional."""
    state = entry.derived
    tone = state.status.tone
    return (
        (f"{look.marks.status(state.status)} {state.status.code:<4}", tone),
        ("*", "orange") if state.provisional else (" ", "plain"),
    )


def due_parts(entry: Entry, look: Look) -> tuple[Part, ...]:
    """Show the due date, or the days overdue when no other column does."""
    marks = look.marks
    return (_due_date(entry, marks) if look.with_days else due_words(entry, marks),)


def updated_parts(entry: Entry, look: Look) -> tuple[Part, ...]:
    """Show the date of the newest update, as exactly as it is known."""
    known = known_updates(entry.commitment, entry.as_of)
    text = look.marks.date(known[-1].date) if known else ""
    return ((text, "purple" if entry.derived.stale else "plain"),)


def priority_parts(entry: Entry, _: Look) -> tuple[Part, ...]:
    """Name the priority."""
    priority = entry.commitment.priority.value
    return ((priority, {"high": "orange", "low": "muted"}.get(priority, "plain")),)


def attention_parts(entry: Entry, _: Look) -> tuple[Part, ...]:
    """Show the attention it needs; nothing when that is none."""
    attention = entry.derived.attention
    return ((f"{attention:.1f}" if attention else "", "plain"),)


def domain_parts(entry: Entry, look: Look) -> tuple[Part, ...]:
    """Name the primary domain, and count the others."""
    domains = entry.commitment.domains
    more = f" +{len(domains) - 1}" if len(domains) > 1 else ""
    return ((look.domains.get(domains[0], domains[0]) + more if domains else "", "plain"),)


def instrument_parts(entry: Entry, _: Look) -> tuple[Part, ...]:
    """Name the instrument, by its id where the register does not describe it."""
    named = entry.instrument
    return ((named.title if named else entry.commitment.instrument, "muted"),)


def next_follow_up(entry: Entry) -> FollowUp | None:
    """Return the open follow-up that is due first; undated ones come last."""
    still_open = [each for each in entry.commitment.follow_ups if not each.done]
    dated = [each for each in still_open if each.due]
    if dated:
        return min(dated, key=lambda each: each.due.last if each.due else entry.as_of)
    return still_open[0] if still_open else None


def next_parts(entry: Entry, look: Look) -> tuple[Part, ...]:
    """Show when the next follow-up is due, and what it is."""
    follow_up = next_follow_up(entry)
    if follow_up is None:
        return (("", "muted"),)
    days = (entry.as_of - follow_up.due.last).days if follow_up.due else None
    if days is None:
        when, ink = look.marks.dash, "muted"
    elif days > 0:
        when, ink = f"!-{days}d", "red"
    else:
        when, ink = (f"+{-days}d" if days else "today"), "plain"
    return (f"{when:<{_WHEN}} ", ink), (follow_up.title, "muted")


def done_parts(entry: Entry, _: Look) -> tuple[Part, ...]:
    """Show percent done."""
    return ((progress_words(entry), "plain"),)


def days_parts(entry: Entry, _: Look) -> tuple[Part, ...]:
    """Show the days left or overdue."""
    return (days_words(entry),)


def id_parts(entry: Entry, _: Look) -> tuple[Part, ...]:
    """Show the id."""
    return ((entry.id, "muted"),)


def party_parts(entry: Entry, _: Look) -> tuple[Part, ...]:
    """Name the parties."""
    return ((", ".join(entry.commitment.parties), "plain"),)


def lead_parts(entry: Entry, _: Look) -> tuple[Part, ...]:
    """Name the body responsible."""
    return ((entry.commitment.lead, "plain"),)

"""Words that lists, pages and reports share."""

from __future__ import annotations

from datetime import date

from store.entry import Entry

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def long_date(day: date) -> str:
    """Return a day as a letter would write it: 22 November 2026, whatever the user's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of things, such as `1 update` and `2 updates`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def standing(entry: Entry) -> list[str]:
    """Return what follows from the dates and the sources, most pressing first."""
    days = entry.derived.overdue_days
    ahead = days is not None and not entry.derived.overdue
    said = [f"due in {counted(-days, 'day')}"] if ahead and days is not None else []
    return said + warnings(entry)


def warnings(entry: Entry) -> list[str]:
    """Return what a reader should know before citing it, most pressing first."""
    state = entry.derived
    said = []
    if state.overdue_days is not None and state.overdue:
        said.append(f"overdue by {counted(state.overdue_days, 'day')}")
    if state.at_risk:
        word = "behind" if state.is_behind else "at risk"
        said.append(f"{word}: {state.behind} points short of the calendar")
    if state.stale:
        said.append(f"stale: nothing heard for {state.stale_days} days")
    if state.provisional:
        said.append("provisional: settled without a source")
    if state.self_declared:
        said.append("self-declared: official sources only")
    return said

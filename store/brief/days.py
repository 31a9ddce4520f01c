"""Days that stay inside the calendar, and as a letter would write them."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def later(day: date, days: int) -> date:
    """Return the day so many days later, earlier when negative; at most the calendar's ends."""
    number = day.toordinal() + days
    return date.fromordinal(min(date.max.toordinal(), max(date.min.toordinal(), number)))


def long_date(day: date) -> str:
    """Return a day in words, such as 22 November 2026, whatever the user's language."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

"""Days that stay inside the calendar."""

from __future__ import annotations

from datetime import date


def later(day: date, days: int) -> date:
    """Return the day so many days later, earlier when negative; at most the calendar's ends."""
    number = day.toordinal() + days
    return date.fromordinal(min(date.max.toordinal(), max(date.min.toordinal(), number)))

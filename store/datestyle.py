"""Dates as different readers write them, never more exact than they are."""

from __future__ import annotations

from store.dates import PartialDate

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

WIDTHS = {"iso": 10, "day-month": 11, "month-day": 12}
"""Each style, and how many characters its longest date has."""


def written(when: PartialDate, style: str) -> str:
    """Return a date in a style: `2025-12-31`, `31 Dec 2025` or `Dec 31, 2025`; `2035` stays so."""
    if style == "iso" or when.precision == "year":
        return when.text
    year, month = when.first.year, _MONTHS[when.first.month - 1]
    if when.precision == "quarter":
        return f"Q{(when.first.month + 2) // 3} {year}"
    if when.precision == "month":
        return f"{month} {year}"
    day = when.first.day
    return f"{day} {month} {year}" if style == "day-month" else f"{month} {day}, {year}"

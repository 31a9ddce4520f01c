"""Reckoning with months and partial dates."""

from __future__ import annotations

from datetime import timedelta

from store.model.dates import PartialDate


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Return the year and month that lie `count` months on.

    >>> add_months(2025, 11, 3)
    (2026, 2)
    """
    years, place = divmod(month - 1 + count, 12)
    return year + years, place + 1


def month_text(year: int, month: int) -> str:
    """Return a month as a partial date is written."""
    return f"{year:04}-{month:02}"


def before(date: PartialDate) -> PartialDate | None:
    """Return the period of the same length that ends where a date begins.

    >>> [before(PartialDate.parse(text)).text for text in ("2030", "2026-Q1", "2026-03-01")]
    ['2029', '2025-Q4', '2026-02-28']
    """
    try:
        last = date.first - timedelta(days=1)
    except OverflowError:
        return None
    match date.precision:
        case "year":
            return PartialDate.parse(f"{last.year:04}")
        case "quarter":
            return PartialDate.parse(f"{last.year:04}-Q{(last.month + 2) // 3}")
        case "month":
            return PartialDate.parse(month_text(last.year, last.month))
        case _:
            return PartialDate.of(last)


def end_of_range(first: str, last: str) -> str | None:
    """Return the last year of a range such as 2025-35, None where it is none.

    >>> end_of_range("2025", "35"), end_of_range("2025", "2020"), end_of_range("2025", "12")
    ('2035', None, None)
    """
    whole = last if len(last) == 4 else first[:2] + last
    return whole if int(whole) > int(first) else None

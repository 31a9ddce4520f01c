"""Dates of any exactness from the year 1 to the year 9999, for property tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from store.model.dates import PartialDate


def _written(day: date, precision: str) -> PartialDate:
    year = f"{day.year:04}"
    return PartialDate.parse(
        {
            "year": year,
            "quarter": f"{year}-Q{(day.month + 2) // 3}",
            "month": f"{year}-{day.month:02}",
            "day": f"{year}-{day.month:02}-{day.day:02}",
        }[precision]
    )


def partial_dates() -> st.SearchStrategy[PartialDate | None]:
    """Return partial dates, and None."""
    precisions = st.sampled_from(("year", "quarter", "month", "day"))
    return st.none() | st.builds(_written, st.dates(), precisions)

"""Partial dates: as exact as written, never more."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import BadValue
from store.model.dates import PartialDate, read_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2035", date(2035, 1, 1), date(2035, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_date_covers_its_whole_period(text: str, first: date, last: date) -> None:
    when = PartialDate.parse(text)
    assert (when.first, when.last) == (first, last)
    assert str(when) == text


@pytest.mark.parametrize(
    "text",
    ["", "25", "2025-13", "2025-02-29", "2025-Q5", "2025-2", "31/12/2025", "2025 ", "٢٠٢٥", "0000"],
)
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(BadValue, match="is not"):
        PartialDate.parse(text)


def test_dates_sort_by_their_last_day() -> None:
    texts = ["2026", "2025-12-31", "2025-11", "2025-Q3", "2026-01"]
    assert [str(each) for each in sorted(map(PartialDate.parse, texts))] == [
        "2025-Q3",
        "2025-11",
        "2025-12-31",
        "2026-01",
        "2026",
    ]


def test_an_as_of_date_is_one_day() -> None:
    assert read_day("2025-03-01") == date(2025, 3, 1)
    with pytest.raises(BadValue, match="not one day"):
        read_day("2025-03")

"""Dates as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import BadValue
from store.model.dates import read_date

SUNDAY = date(2026, 3, 15)
LEAP_DAY = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("written", "as_of", "text"),
    [
        ("2035", SUNDAY, "2035"),
        ("2026-Q3", SUNDAY, "2026-Q3"),
        ("2026-q3", SUNDAY, "2026-Q3"),
        (" 2025-12 ", SUNDAY, "2025-12"),
        ("2025-12-31", SUNDAY, "2025-12-31"),
        ("today", SUNDAY, "2026-03-15"),
        ("TODAY", SUNDAY, "2026-03-15"),
        ("tomorrow", SUNDAY, "2026-03-16"),
        ("yesterday", SUNDAY, "2026-03-14"),
        ("tomorrow", date(2025, 12, 31), "2026-01-01"),
        ("+30d", SUNDAY, "2026-04-14"),
        ("-2w", SUNDAY, "2026-03-01"),
        ("+0d", SUNDAY, "2026-03-15"),
        ("+3m", SUNDAY, "2026-06-15"),
        ("+1m", date(2026, 1, 31), "2026-02-28"),
        ("-1m", date(2026, 1, 31), "2025-12-31"),
        ("-13m", date(2026, 1, 31), "2024-12-31"),
        ("+11m", date(2026, 1, 31), "2026-12-31"),
        ("+1q", date(2026, 1, 31), "2026-04-30"),
        ("+1y", LEAP_DAY, "2025-02-28"),
        ("+4y", LEAP_DAY, "2028-02-29"),
        ("-1Y", SUNDAY, "2025-03-15"),
        ("sow", SUNDAY, "2026-03-09"),
        ("eow", SUNDAY, "2026-03-15"),
        ("sow", date(2026, 3, 16), "2026-03-16"),
        ("eow", date(2026, 3, 16), "2026-03-22"),
        ("eow", date(2025, 12, 30), "2026-01-04"),
        ("som", SUNDAY, "2026-03-01"),
        ("eom", SUNDAY, "2026-03-31"),
        ("eom", LEAP_DAY, "2024-02-29"),
        ("eom", date(2025, 2, 1), "2025-02-28"),
        ("soq", SUNDAY, "2026-01-01"),
        ("eoq", SUNDAY, "2026-03-31"),
        ("soq", date(2026, 12, 31), "2026-10-01"),
        ("eoq", date(2026, 4, 1), "2026-06-30"),
        ("soy", SUNDAY, "2026-01-01"),
        ("eoy", SUNDAY, "2026-12-31"),
        ("eoy", date(2026, 12, 31), "2026-12-31"),
    ],
)
def test_reading(written: str, as_of: date, text: str) -> None:
    assert read_date(written, as_of).text == text


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("", "'' is not a date", "today"),
        ("tomorow", "'tomorow' is not a date", "did you mean tomorrow?"),
        ("30d", "'30d' is not a date", "2025-12-31"),
        ("+30", "'+30' is not a date", "+30d"),
        ("2026-13", "'2026-13' is not in the calendar", "2025-12"),
        ("2025-02-29", "not in the calendar", "2025-12-31"),
        ("2026-Q5", "'2026-Q5' is not a date", "2026-Q3"),
        ("0000", "not in the calendar", "2035"),
        ("٢٠٢٦", "is not a date", "2035"),
        ("+9999y", "outside the calendar", "9999"),
        ("-999999d", "outside the calendar", "9999"),
    ],
)
def test_what_cannot_be_read(written: str, message: str, hint: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_date(written, SUNDAY)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("written", "as_of"), [("tomorrow", date.max), ("yesterday", date.min), ("+1m", date.max)]
)
def test_the_ends_of_the_calendar_are_said(written: str, as_of: date) -> None:
    with pytest.raises(BadValue, match="outside the calendar"):
        read_date(written, as_of)


DATE_LIKE = st.from_regex(r"[+-][0-9]{1,8}[dwmqy]|[se]o[wmqy]|[0-9]{4}-?Q?[0-9]*", fullmatch=True)


@given(st.one_of(st.text(), DATE_LIKE), st.dates())
def test_any_text_is_a_date_or_a_bad_value(text: str, as_of: date) -> None:
    with suppress(BadValue):
        period = read_date(text, as_of)
        assert period.first <= period.last

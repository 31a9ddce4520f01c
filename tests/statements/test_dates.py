"""Dates and deadlines: each phrase is read as exactly as it says, or stays words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.dates.grammar import deadline_of, find_dates
from store.model.dates import PartialDate

SAID = PartialDate.parse("2025-02-13")

PHRASES = (
    ("on 31 December 2025", "2025-12-31"),
    ("by 31st of March 2027", "2027-03-31"),
    ("no later than December 31, 2025", "2025-12-31"),
    ("by Dec. 31, 2026", "2026-12-31"),
    ("before 1 March 2026", "2026-02-28"),
    ("until 2026-06-30", "2026-06-30"),
    ("on 31.12.2025", "2025-12-31"),
    ("on 12/05/2025", None),
    ("on 05.05.2025", "2025-05-05"),
    ("by 31 February 2026", None),
    ("on 15-16 November 2026", "2026-11"),
    ("on May 3 to 5, 2026", "2026-05"),
    ("in May 2026", "2026-05"),
    ("by the end of December 2025", "2025-12"),
    ("by end-June 2026", "2026-06"),
    ("by early March 2026", "2026-03"),
    ("in Sept. 2026", "2026-09"),
    ("before July 2026", "2026-06"),
    ("in the third quarter of 2026", "2026-Q3"),
    ("by the first quarter of 2026", "2026-Q1"),
    ("by the end of Q1 2026", "2026-Q1"),
    ("in Q4 of 2026", "2026-Q4"),
    ("by 2026-Q3", "2026-Q3"),
    ("in the last quarter of 2026", "2026-Q4"),
    ("before Q2 2026", "2026-Q1"),
    ("before the end of 2026", "2026"),
    ("before the end of June 2026", "2026-06"),
    ("by fall of 2025", "2025"),
    ("in the summer of 2026", "2026"),
    ("by spring 2027", "2027"),
    ("in the first half of 2026", "2026"),
    ("by the second half of 2027", "2027"),
    ("by mid-2026", "2026"),
    ("by early 2026", "2026"),
    ("in late 2026", "2026"),
    ("by 2030", "2030"),
    ("by the end of 2026", "2026"),
    ("by end-2026", "2026"),
    ("no later than 2027", "2027"),
    ("by or before 2050", "2050"),
    ("before 2030", "2029"),
    ("by 2030 at the latest", "2030"),
    ("in 2026", "2026"),
    ("between 2026 and 2030", "2030"),
    ("2025-2035", "2035"),
    ("2025–35", "2035"),
    ("from 2026 to 2031", "2031"),
    ("this year", "2025"),
    ("later this year", "2025"),
    ("by the end of this year", "2025"),
    ("by the end of the year", "2025"),
    ("by year-end", "2025"),
    ("within the year", "2025"),
    ("next year", "2026"),
    ("by the end of next year", "2026"),
    ("next month", "2025-03"),
    ("this quarter", "2025-Q1"),
    ("within 180 days", "2025-08-12"),
    ("within ninety days", "2025-05-14"),
    ("within 30 days of this statement", "2025-03-15"),
    ("within 90 days of entry into force", None),
    ("no later than 30 days after the meeting", None),
    ("within two weeks", "2025-02"),
    ("within six months", "2025-08"),
    ("within the next six months", "2025-08"),
    ("within a year", "2026"),
    ("over the next five years", "2030"),
    ("in the next 10 years", "2035"),
    ("in two years' time", "2027"),
    ("within 48 hours", None),
    ("at their next meeting", None),
    ("by the next G20 Summit", None),
    ("ahead of the upcoming Ministerial", None),
    ("by COP30", None),
    ("no later than COP33", None),
    ("ahead of the next 2+2", None),
    ("within 2026", "2026"),
    ("in the coming months", None),
    ("in coming days", None),
    ("as soon as possible", None),
    ("in due course", None),
    ("without delay", None),
    ("by the end of the decade", None),
    ("by mid-century", None),
    ("in the 2030s", None),
    ("on 26 August", None),
    ("by December", None),
    ("this summer", None),
    ("in FY 2026-27", None),
    ("every year", None),
    ("twice a year", None),
)

NO_DATES = (
    "the 2030 Agenda for Sustainable Development",
    "Resolution 2593 (2021) demands it",
    "the attacks of 26/11",
    "in 2000 schools",
    "by 50 percent",
    "we may march together",
    "the July 2022 G20 Symposium",
    "by 2,030 tonnes",
    "in 2023 ASEAN Chairmanship style",
    "Article 5",
)


@pytest.mark.parametrize(("words", "expected"), PHRASES)
def test_a_phrase_is_read_as_it_says(words: str, expected: str | None) -> None:
    found = find_dates(f"They will report {words}, and meet.", SAID)
    assert [each.words for each in found], "not seen as a date at all"
    assert (found[0].date.text if found[0].date else None) == expected


@pytest.mark.parametrize("words", NO_DATES)
def test_what_is_no_date_is_left_alone(words: str) -> None:
    assert find_dates(f"We note {words}.", SAID) == []


@pytest.mark.parametrize(
    "words", ["this year", "within 180 days", "within six months", "next month", "by year-end"]
)
def test_what_is_counted_from_the_document_has_no_date_where_that_has_none(words: str) -> None:
    found = find_dates(words, None)
    assert [each.date for each in found] == [None]
    assert "not known" in found[0].note


def test_days_are_counted_from_a_day_only() -> None:
    month = PartialDate.parse("2025-02")
    assert find_dates("within 180 days", month)[0].date is None
    assert str(find_dates("within six months", month)[0].date) == "2025-08"


def test_a_date_counted_from_the_document_says_so() -> None:
    assert "2025-02-13" in find_dates("within 180 days", SAID)[0].note


def test_a_past_date_is_no_deadline_and_a_start_is_none() -> None:
    past = find_dates("in 2019, since 2010, from 2026", SAID)
    assert [each.relation for each in past] == ["in", "since", "from"]
    assert deadline_of(past, SAID) is None


def test_a_deadline_with_a_date_comes_before_one_in_words() -> None:
    found = find_dates("meet in the coming months and report by 2027", SAID)
    chosen = deadline_of(found, SAID)
    assert chosen is not None
    assert chosen.words == "by 2027"


_MONTHS = ("January", "Feb", "March", "apr", "May", "June", "July", "aug.", "Sept", "October")
_LEADS = ("by ", "before ", "in ", "by the end of ", "no later than ", "since ", "from ", "")
_YEARS = st.integers(1900, 2199)


@given(
    lead=st.sampled_from(_LEADS),
    month=st.sampled_from(_MONTHS),
    year=_YEARS,
    said=st.dates().map(PartialDate.of),
)
def test_no_month_becomes_a_day(lead: str, month: str, year: int, said: PartialDate) -> None:
    for each in find_dates(f"{lead}{month} {year}", said):
        assert each.date is None or each.date.precision in ("month", "quarter", "year")


@given(
    lead=st.sampled_from(
        ("by ", "before ", "in ", "by mid-", "by early ", "by fall of ", "since ")
    ),
    year=_YEARS,
    said=st.dates().map(PartialDate.of),
)
def test_no_year_becomes_a_month(lead: str, year: int, said: PartialDate) -> None:
    for each in find_dates(f"{lead}{year}", said):
        assert each.date is None or each.date.precision == "year"


_UNITS = {"day": "day", "week": "month", "month": "month", "quarter": "month", "year": "year"}


@given(
    lead=st.sampled_from(("within ", "within the next ", "over the next ", "no later than ")),
    count=st.integers(1, 400),
    unit=st.sampled_from(sorted(_UNITS)),
    said=st.sampled_from(("2025", "2025-Q2", "2025-02", "2025-02-13", "9998-12-30", "")),
)
def test_no_count_becomes_more_exact_than_its_unit(
    lead: str, count: int, unit: str, said: str
) -> None:
    known = PartialDate.parse(said) if said else None
    order = ("year", "quarter", "month", "day")
    for each in find_dates(f"{lead}{count} {unit}s", known):
        if each.date is not None:
            assert order.index(each.date.precision) <= order.index(_UNITS[unit])


@given(st.text(alphabet="0123456789-–/., abyinQMay'’of the", max_size=60))
def test_no_text_fails_and_every_phrase_is_in_it(text: str) -> None:
    for each in find_dates(text, SAID):
        assert text[each.start : each.end] == each.words

"""The geometry of the timeline, without a screen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.model.dates import PartialDate
from tui.rendering.geometry import SCALES, Scale, TimeWindow, fitting

MONTHS = {scale.name: scale for scale in SCALES}
YEAR_2025 = TimeWindow(MONTHS["1 month"], 2025 * 12, 12)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("2025", (0, 11)),
        ("2025-Q3", (6, 8)),
        ("2025-02", (1, 1)),
        ("2025-12-31", (11, 11)),
        ("2025-01-01", (0, 0)),
    ],
)
def test_a_bar_covers_the_whole_period(text: str, cells: tuple[int, int]) -> None:
    when = PartialDate.parse(text)
    span = YEAR_2025.span(when.first, when.last)
    assert span is not None
    assert (span.first, span.last) == cells
    assert not span.cut_before
    assert not span.cut_after


def test_a_year_ends_where_the_next_begins() -> None:
    assert YEAR_2025.position(date(2025, 12, 31)) == 11
    assert YEAR_2025.position(date(2026, 1, 1)) == 12
    assert YEAR_2025.position(date(2024, 12, 31)) == -1


def test_a_leap_day_has_its_own_cell_and_shifts_nothing() -> None:
    days = TimeWindow(MONTHS["1 day"], date(2024, 2, 28).toordinal() - 1, 5)
    assert [days.position(date(2024, 2, day)) for day in (28, 29)] == [0, 1]
    assert days.position(date(2024, 3, 1)) == 2
    months = TimeWindow(MONTHS["1 month"], 2024 * 12, 24)
    assert months.position(date(2024, 2, 29)) == 1
    assert months.position(date(2025, 2, 28)) == 13


def test_a_week_begins_on_a_monday() -> None:
    monday = date(2026, 11, 23)
    weeks = fitting(monday, monday + timedelta(60), 12)
    assert weeks.scale.name == "1 week"
    assert weeks.position(monday - timedelta(1)) == weeks.position(monday) - 1
    assert weeks.position(monday + timedelta(6)) == weeks.position(monday)


def test_what_sticks_out_is_cut_and_said_to_be() -> None:
    span = YEAR_2025.span(date(2015, 6, 3), date(2035, 12, 31))
    assert span == (0, 11, True, True)


def test_what_lies_outside_has_no_cells() -> None:
    assert YEAR_2025.span(date(2015, 1, 1), date(2024, 12, 31)) is None
    assert YEAR_2025.span(date(2026, 1, 1), date(2026, 1, 1)) is None
    assert YEAR_2025.span(date(2025, 6, 1), date(2025, 1, 1)) is None


def test_a_decade_fits_at_the_finest_scale_there_is_room_for() -> None:
    first, last = date(2025, 1, 1), date(2035, 12, 31)
    assert fitting(first, last, 132).scale.name == "1 month"
    assert fitting(first, last, 131).scale.name == "2 months"
    assert fitting(first, last, 44).scale.name == "1 quarter"
    assert fitting(first, last, 43).scale.name == "6 months"
    assert fitting(first, last, 12).scale.name == "1 year"
    assert fitting(first, last, 5).scale.name == "5 years"


def test_zooming_in_keeps_the_day_in_its_cell() -> None:
    window = fitting(date(2025, 1, 1), date(2035, 12, 31), 60)
    day = date(2028, 5, 17)
    for steps in (-1, -2):
        assert window.zoomed(steps, day).position(day) == window.position(day)


def test_zooming_out_takes_the_day_half_way_to_the_middle() -> None:
    window = fitting(date(2025, 1, 1), date(2035, 12, 31), 60)
    day = date(2025, 2, 6)
    cells = [window.zoomed(steps, day).position(day) for steps in (0, 1)]
    assert cells == [5, 17]
    assert window.zoomed(99, day).zoomed(99, day) == window.zoomed(99, day)


def test_four_decades_are_seen_whole_from_a_narrow_timeline() -> None:
    window = fitting(date(2025, 1, 1), date(2035, 12, 31), 36)
    for _ in SCALES:
        window = window.zoomed(1, date(2026, 11, 22))
        span = window.span(date(2005, 1, 1), date(2045, 12, 31))
        assert span is not None
        if not (span.cut_before or span.cut_after):
            return
    pytest.fail("2005 to 2045 never came into view")


def test_a_stretch_of_time_is_brought_into_the_middle() -> None:
    first, last = date(2031, 1, 1), date(2031, 4, 30)
    window = YEAR_2025.showing(first, last, first)
    assert (window.position(first), window.position(last)) == (4, 7)
    long = YEAR_2025.showing(date(2020, 1, 1), date(2040, 1, 1), date(2033, 3, 1))
    assert long.position(date(2033, 3, 1)) == 6


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.name)
@pytest.mark.parametrize("day", [date.min, date(1, 12, 31), date(9999, 1, 1), date.max])
def test_the_ends_of_the_calendar_have_cells_too(scale: Scale, day: date) -> None:
    window = TimeWindow(scale, 0, 40).centred(day)
    assert 0 <= window.position(day) < 40
    assert window.span(day, day) is not None
    for moved in (window.moved(-10_000_000), window.moved(10_000_000)):
        assert date.min <= moved.day(0) <= moved.day(39) <= date.max


@given(
    st.sampled_from(SCALES),
    st.dates(),
    st.integers(1, 300),
    st.integers(-5000, 5000),
    st.dates(),
)
def test_any_window_can_be_moved_and_zoomed_anywhere(
    scale: Scale, start: date, width: int, cells: int, day: date
) -> None:
    window = TimeWindow(scale, 0, width).centred(start).moved(cells).zoomed(cells, day)
    assert 0 <= window.centred(day).position(day) < width
    assert date.min <= window.day(0) <= window.day(width - 1) <= date.max


@given(st.sampled_from(SCALES), st.integers(1, 300), st.dates(), st.dates())
def test_the_first_day_of_a_cell_is_in_it_and_the_day_before_is_not(
    scale: Scale, width: int, start: date, day: date
) -> None:
    window = TimeWindow(scale, 0, width).centred(start)
    cell = window.position(day)
    first = window.day(cell)
    assert first <= day
    assert window.position(first) == cell
    if first > date.min:
        assert window.position(first - timedelta(1)) == cell - 1


@given(st.dates(), st.dates(), st.dates(), st.integers(1, 200))
def test_a_span_stays_in_the_window(start: date, first: date, last: date, width: int) -> None:
    window = fitting(start, max(start, first), width)
    span = window.span(first, last)
    if span is not None:
        assert 0 <= span.first <= span.last < width
        assert span.cut_before == (window.position(first) < 0)
        assert span.cut_after == (window.position(last) >= width)

"""The scale line: labels stand where they say, never touch, and leave today's cell free."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rendering.geometry import SCALES, Scale, TimeWindow
from tui.rendering.scale import Label, scale_labels

BY_NAME = {scale.name: scale for scale in SCALES}
FAR = date(1900, 1, 1)


def _line(scale: str, first: date, width: int, today: date = FAR) -> str:
    """Return a scale line as the panel draws it."""
    window = TimeWindow(BY_NAME[scale], 0, width)
    window = window.moved(window.position(first))
    cells = [" "] * width
    for label in scale_labels(window, today):
        cells[label.cell : label.end] = ("‹" if label.continues else "") + label.text
    place = window.position(today)
    if 0 <= place < width:
        cells[place] = "┆"
    return "".join(cells)


@pytest.mark.parametrize(
    ("scale", "first", "line"),
    [
        ("1 day", date(2024, 2, 26), "26  Mar 2024  11     18     25     01   "),
        ("1 day", date(2024, 2, 7), "‹Feb 2024   19     26  Mar 2024  11     "),
        ("1 day", date(2026, 10, 26), "26    Nov 2026       16     23     30   "),
        ("1 week", date(2026, 10, 26), "‹2026    2027 Feb Mar Apr May  Jun Jul  "),
        ("1 week", date(2026, 11, 30), "Dec 2027 Feb Mar Apr May  Jun Jul Aug   "),
        ("1 month", date(2026, 1, 1), "2026  Jul   2027  Jul   2028  Jul   2029"),
        ("1 month", date(2026, 4, 1), "‹2026    2027  Jul   2028  Jul   2029   "),
        ("2 months", date(2026, 3, 1), "     2027  2028  2029  2030  2031  2032 "),
        ("1 quarter", date(2026, 1, 1), "2026    2028    2030    2032    2034    "),
        ("6 months", date(2026, 1, 1), "2026    2030      2035      2040        "),
        ("1 year", date(2024, 1, 1), " 2025 2030 2035 2040 2045 2050 2055 2060"),
        ("2 years", date(2020, 1, 1), "2020 2030 2040 2050 2060 2070 2080 2090 "),
        ("5 years", date(2025, 1, 1), "2025 2050      2100      2150      2200 "),
    ],
)
def test_each_scale_has_the_labels_that_fit_it(scale: str, first: date, line: str) -> None:
    assert _line(scale, first, 40) == line


def test_today_is_marked_and_its_year_is_said_beside_it() -> None:
    line = _line("1 quarter", date(2026, 1, 1), 24, date(2026, 4, 22))
    assert line == " ┆2026  2028    2030    "


def test_the_year_beside_today_drives_no_other_year_out() -> None:
    line = _line("1 quarter", date(2025, 1, 1), 28, date(2026, 11, 22))
    assert line == "2025   ┆    2028    2030    "


def test_today_at_the_right_edge_has_its_year_before_it() -> None:
    line = _line("1 quarter", date(2020, 1, 1), 20, date(2024, 12, 1))
    assert line.endswith("2024┆")


def test_a_year_before_thousand_keeps_its_four_digits() -> None:
    assert "0005" in _line("1 year", date(1, 1, 1), 20)


@given(st.sampled_from(SCALES), st.dates(), st.integers(1, 250), st.dates())
def test_labels_never_touch_and_stand_where_their_period_begins(
    scale: Scale, start: date, width: int, today: date
) -> None:
    window = TimeWindow(scale, 0, width).centred(start)
    labels = scale_labels(window, today)
    mark = window.position(today)
    for label in labels:
        assert label.cell >= 0
        assert label.end <= width
        assert not label.cell <= mark < label.end
        _check_place(window, label, mark, today)
    for before, after in pairwise(labels):
        assert before.end < after.cell


def _check_place(window: TimeWindow, label: Label, mark: int, today: date) -> None:
    beside = mark + 1 == label.cell or label.end == mark
    year = label.text[-4:]
    if not year.isdigit() or len(label.text) < 4:
        return
    days = {window.day(label.cell).year, window.day(label.cell + 1).year}
    assert int(year) in days or (beside and int(year) == today.year) or label.cell == 0


@given(st.sampled_from(SCALES), st.dates(date(200, 1, 1), date(9000, 1, 1)), st.integers(20, 250))
def test_wherever_one_looks_the_line_says_when_that_is(
    scale: Scale, start: date, width: int
) -> None:
    window = TimeWindow(scale, 0, width).centred(start)
    assert any(label.text[-4:].isdigit() for label in scale_labels(window, FAR))

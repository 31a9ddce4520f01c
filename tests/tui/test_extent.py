"""Which days a bar covers, what zooming holds on to, and finding a bar."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.entities import Commitment, Instrument, Measure
from store.model.entry import Entry
from tui.rendering.bars import Extent, extent, found, zoom_anchor
from tui.rendering.geometry import SCALES, Scale, TimeWindow

AS_OF = date(2026, 11, 22)
_day = PartialDate.parse


def _entry(start: str | None, due: str | None) -> Entry:
    dates = [_day(text) if text else None for text in (start, due)]
    return Entry.of(Commitment("c", "A promise", start=dates[0], due=dates[1]), {}, AS_OF)


def _months(first: date, width: int) -> TimeWindow:
    window = TimeWindow(SCALES[2], 0, width)
    return window.moved(window.position(first))


def test_a_bar_covers_the_whole_periods_of_its_dates() -> None:
    covered = extent(_entry("2025-Q2", "2035"))
    assert covered == Extent(date(2025, 4, 1), date(2035, 12, 31))
    assert extent(_entry("2025-02", None)) == Extent(date(2025, 2, 1), None)
    assert extent(_entry(None, "2025-02")) == Extent(
        date(2025, 2, 1), date(2025, 2, 28), open_start=True
    )
    assert extent(_entry(None, None)) is None


def test_a_duty_runs_as_long_as_its_instrument() -> None:
    pact = {"pact": Instrument("pact", "Pact", end=_day("2035"))}
    duty = Commitment("c", "C", instrument="pact", start=_day("2025"), measure=Measure.DUTY)
    for made, last in (
        (duty, date(2035, 12, 31)),
        (replace(duty, due=_day("2030-06")), date(2030, 6, 30)),
        (replace(duty, measure=Measure.AIM), None),
        (replace(duty, instrument=""), None),
    ):
        assert extent(Entry.of(made, pact, AS_OF)) == Extent(date(2025, 1, 1), last)


def test_zooming_holds_today_where_the_bar_runs_over_it() -> None:
    window = _months(date(2026, 1, 1), 24)
    assert zoom_anchor(_entry("2025", "2035"), window, AS_OF) == AS_OF


def test_zooming_holds_the_end_of_the_bar_that_is_nearest_to_today() -> None:
    window = _months(date(2025, 1, 1), 60)
    assert zoom_anchor(_entry("2025", "2025-12"), window, AS_OF) == date(2025, 12, 31)
    assert zoom_anchor(_entry("2027-03", "2035"), window, AS_OF) == date(2027, 3, 1)


def test_zooming_holds_what_of_the_bar_is_in_view() -> None:
    later = _months(date(2030, 1, 1), 24)
    assert zoom_anchor(_entry("2025", "2035"), later, AS_OF) == date(2030, 1, 1)
    earlier = _months(date(2023, 1, 1), 24)
    assert zoom_anchor(_entry("2020", "2035"), earlier, AS_OF) == date(2024, 12, 1)


def test_without_a_bar_in_view_zooming_holds_today_and_then_the_middle() -> None:
    window = _months(date(2026, 1, 1), 24)
    assert zoom_anchor(_entry("2030", "2031"), window, AS_OF) == AS_OF
    assert zoom_anchor(None, window, AS_OF) == AS_OF
    far = _months(date(2040, 1, 1), 24)
    assert zoom_anchor(_entry(None, None), far, AS_OF) == date(2041, 1, 1)


def test_a_bar_is_found_whole_or_by_its_day_nearest_to_today() -> None:
    window = _months(date(1990, 1, 1), 24)
    short = found(Extent(date(2031, 1, 1), date(2031, 6, 30)), window, AS_OF)
    assert (short.position(date(2031, 1, 1)), short.position(date(2031, 6, 30))) == (9, 14)
    long = found(Extent(date(2028, 1, 1), date(2035, 12, 31)), window, AS_OF)
    assert long.position(date(2028, 1, 1)) == 12


@given(
    st.dates(), st.dates(), st.booleans(), st.sampled_from(SCALES), st.integers(1, 200), st.dates()
)
def test_a_bar_is_in_view_once_it_is_found(
    one: date, other: date, ends: bool, scale: Scale, width: int, as_of: date
) -> None:
    covered = Extent(min(one, other), max(one, other) if ends else None)
    window = found(covered, TimeWindow(scale, 0, width), as_of)
    assert window.span(*covered.reach(as_of)) is not None

"""The periods of instruments: in which lines they stand, and how a line looks."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from store.model.dates import PartialDate
from store.model.entities import Instrument
from store.model.glyphs import ASCII, UNICODE, Glyphs
from tests.registers import HOSTILE_TEXTS
from tests.tui.dates import partial_dates
from tui.rendering.bands import Lane, band_parts, lanes
from tui.rendering.geometry import SCALES, TimeWindow, fitting

TODAY = date(2026, 11, 22)
_day = PartialDate.parse


def _made(
    ident: str, start: str, end: str = "", kind: str = "framework", supersedes: str = ""
) -> Instrument:
    return Instrument(
        ident,
        f"The {ident} in full words",
        kind,
        start=_day(start) if start else None,
        end=_day(end) if end else None,
        supersedes=supersedes,
    )


FRAMEWORKS = (
    _made("framework-2025", "2025-10-31", "2035", supersedes="framework-2015"),
    _made("framework-2015", "2015-06-03", "2025-06", supersedes="framework-2005"),
    _made("framework-2005", "2005-06-28", "2015-06", supersedes="minute-1995"),
    _made("minute-1995", "1995-01-12", "2005-06-28", "agreement"),
)


def _drawn(lane: Lane, window: TimeWindow, own: str = "", glyphs: Glyphs = UNICODE) -> str:
    return "".join(text for text, _ in band_parts(lane, window, TODAY, own, glyphs))


def _ids(lines: tuple[Lane, ...]) -> list[list[str]]:
    return [[band.instrument.id for band in lane] for lane in lines]


def test_what_took_anothers_place_follows_it_on_the_same_line() -> None:
    found = lanes(FRAMEWORKS)
    assert _ids(found.lines) == [
        ["minute-1995", "framework-2005", "framework-2015", "framework-2025"]
    ]
    ends = [band.last for band in found.lines[0]]
    assert ends == [
        date(2005, 6, 27),  # where the next one began
        date(2015, 6, 2),
        date(2025, 6, 30),  # the next one began later: there was none in between
        date(2035, 12, 31),
    ]


def test_only_what_has_a_period_is_a_band() -> None:
    found = lanes(
        (
            _made("gsomia", "2002-01-17", kind="agreement"),
            _made("call", "", "2025", "ministerial call"),
            _made("backwards", "2030", "2020", "contract"),
            _made("contract", "2027", "2032", "contract"),
            Instrument("pact", "Pact", "framework", _day("2025-02-06")),
        )
    )
    assert _ids(found.lines) == [["pact"], ["contract"]]
    assert found.left_out == 0


def test_what_overlaps_stands_on_its_own_line_and_what_has_no_line_is_counted() -> None:
    others = [_made(f"c{number}", f"20{10 + number}", "2040", "contract") for number in range(9)]
    found = lanes((*FRAMEWORKS, *others, _made("old", "1980", "1990", "contract")))
    assert _ids(found.lines)[1:] == [["c0"], ["c1"], ["c2"]]
    assert found.lines[0][0].instrument.id == "old"
    assert found.left_out == 6


def test_instruments_that_claim_to_follow_each_other_end_in_a_line_all_the_same() -> None:
    round_ = (
        _made("a", "2020", "2022", supersedes="b"),
        _made("b", "2021", "2023", supersedes="a"),
        _made("self", "2024", "2025", supersedes="self"),
    )
    found = lanes(round_)
    assert sorted(each for line in _ids(found.lines) for each in line) == ["a", "b", "self"]


def test_a_band_has_its_name_where_there_is_room_and_the_line_of_today() -> None:
    window = fitting(date(2024, 1, 1), date(2035, 12, 31), 80)
    lane = lanes(FRAMEWORKS).lines[0]
    drawn = _drawn(lane, window)
    assert len(drawn) == 80
    assert drawn.startswith("‹")
    assert " The framework-2025 in full words " in drawn
    assert drawn.rstrip().endswith("─┤")
    narrow = fitting(date(2000, 1, 1), date(2045, 12, 31), 60)
    assert " framework-2015 " in _drawn(lane, fitting(date(1990, 1, 1), date(2045, 12, 31), 120))
    assert "┤├ 2005 ──┤├ 2015 ──┤├ 2025 ──┤" in _drawn(lane, narrow)
    assert _drawn((), window)[window.position(TODAY)] == "┆"


def test_of_a_band_that_hardly_reaches_into_the_window_a_mark_is_left() -> None:
    lane = lanes((_made("f", "2020", "2024"),)).lines[0]
    years = TimeWindow(SCALES[6], 2023, 10)
    assert _drawn(lane, years) == "‹─ ┆      "
    assert _drawn(lane, years.moved(-12)) == "         ›"


def test_the_own_instrument_stands_out_by_its_line_too() -> None:
    window = fitting(date(2024, 1, 1), date(2035, 12, 31), 80)
    lane = lanes(FRAMEWORKS).lines[0]
    assert "━" not in _drawn(lane, window, "framework-2015")[20:]
    assert "━" in _drawn(lane, window, "framework-2025")[20:]
    plain = _drawn(lane, window, "framework-2025", ASCII)
    assert plain.isascii()
    assert "=" in plain


def test_a_framework_without_an_end_is_left_open() -> None:
    window = fitting(date(2024, 1, 1), date(2035, 12, 31), 72)
    lane = lanes((_made("f", "2025"),)).lines[0]
    assert _drawn(lane, window).rstrip().endswith("┄")


def test_hostile_titles_keep_the_width() -> None:
    window = fitting(date(2024, 1, 1), date(2035, 12, 31), 72)
    for number, text in enumerate(HOSTILE_TEXTS):
        instrument = Instrument(f"h{number}", text, "framework", start=_day("2025"))
        drawn = _drawn(lanes((instrument,)).lines[0], window)
        assert cell_len(drawn) == 72, text
        assert "\x1b" not in drawn


@given(
    st.lists(st.tuples(partial_dates(), partial_dates(), st.booleans(), st.integers(0, 8))),
    st.sampled_from(SCALES),
    st.integers(1, 120),
    st.dates(),
)
def test_any_bands_fill_any_window_and_never_overlap(
    periods: list[tuple[PartialDate | None, PartialDate | None, bool, int]],
    scale: object,
    width: int,
    day: date,
) -> None:
    instruments = [
        Instrument(
            f"i{number}",
            f"Instrument {number}",
            "framework" if framework else "contract",
            start=start,
            end=end,
            supersedes=f"i{before}",
        )
        for number, (start, end, framework, before) in enumerate(periods)
    ]
    found = lanes(instruments)
    shown = [band.instrument.id for lane in found.lines for band in lane]
    assert len(shown) == len(set(shown))
    window = TimeWindow(scale, 0, width).centred(day)  # type: ignore[arg-type]  # one of SCALES
    for lane in found.lines:
        for before, after in pairwise(lane):
            assert before.last is not None
            assert before.last < after.first
        assert cell_len(_drawn(lane, window)) == width

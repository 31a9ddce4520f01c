"""The geometry of the drawn timeline."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from exchange.brief.model import Timeline
from exchange.brief.svg import DrawnBar, DrawnPeriod, describe, drawn, window_of
from store.model.entities import Commitment, Instrument, Measure, Milestone, Register
from store.model.status import Status
from store.register.changes import later
from tests.exchange.brief.briefs import AS_OF, SOURCED_REGISTER, brief, commitment, day, of, update

WINDOW = DrawnPeriod(date(2023, 1, 1), date(2029, 12, 31))


def draw(made: Commitment, as_of: date = AS_OF) -> DrawnBar:
    timeline = brief(of(made), as_of=as_of, since=date.min).timeline
    return drawn(timeline.bars.rows[0], window_of(timeline), as_of)


def share(text: str) -> float:
    return WINDOW.share(date.fromisoformat(text))


def pieces(made: Commitment) -> list[tuple[str, float, float]]:
    return [(piece.kind, piece.start, piece.end) for piece in draw(made).pieces]


def test_a_window_goes_from_nothing_to_all() -> None:
    assert WINDOW.share(date(2023, 1, 1)) == 0
    assert WINDOW.share(date(2030, 1, 1)) == 100
    assert WINDOW.share(date(2024, 3, 1)) > WINDOW.share(date(2024, 2, 29))


def test_a_bar_covers_the_whole_of_its_periods() -> None:
    assert pieces(commitment("a", start="2025", due="2028")) == [
        ("elapsed", share("2025-01-01"), share("2026-11-23")),
        ("ahead", share("2026-11-23"), share("2029-01-01")),
    ]


def test_time_past_due_is_drawn_apart() -> None:
    assert pieces(commitment("a", start="2025", due="2026-06")) == [
        ("elapsed", share("2025-01-01"), share("2026-07-01")),
        ("over", share("2026-07-01"), share("2026-11-23")),
    ]


def test_a_moved_due_date_is_drawn_with_where_it_was() -> None:
    moved = replace(update("2026-02"), due=day("2027-03-31"))
    what = draw(commitment("a", moved, start="2025", due="2026-06-30"))
    assert [kind for kind, _ in what.trail] == ["was-due", "now-due"]
    was, now = (place for _, place in what.trail)
    assert share("2026-06-30") <= was <= share("2026-07-01")
    assert share("2027-03-31") <= now <= share("2027-04-01")
    settled = draw(commitment("a", moved, update("2026-03", Status.KEPT, name="u2"), due="2026-06"))
    assert [kind for kind, _ in settled.trail] == ["was-due", "was-due"]
    assert draw(commitment("a", due="2027")).trail == ()


def test_a_bar_without_an_end_stays_open() -> None:
    (elapsed, open_) = pieces(commitment("a", start="2025"))
    assert elapsed == ("elapsed", share("2025-01-01"), share("2026-11-23"))
    assert open_[:2] == ("open", share("2026-11-23"))
    ahead = pieces(commitment("a", start="2027"))
    assert [kind for kind, _, _ in ahead] == ["open"]
    assert ahead[0][1] == share("2027-01-01")


def test_the_bar_of_a_duty_ends_with_its_instrument_and_is_never_late() -> None:
    duty = replace(commitment("a", start="2025"), measure=Measure.DUTY)
    for end, kinds in (("2028", ["elapsed", "ahead"]), ("2026-06", ["elapsed"])):
        register = replace(of(duty), instruments=(Instrument("pact", "Pact", end=day(end)),))
        timeline = brief(register, as_of=AS_OF, since=date.min).timeline
        (bar,) = timeline.bars.rows
        found = drawn(bar, window_of(timeline), AS_OF).pieces
        assert [piece.kind for piece in found] == kinds
        assert found[-1].end == pytest.approx(WINDOW.share(later(day(end).last, 1)))
        assert f"kept until {end}" in describe(bar)


def test_a_settled_bar_ends_where_it_was_settled() -> None:
    made = commitment("a", update("2026-03-15", Status.KEPT), due="2028", start="2025")
    told = draw(made)
    assert [tuple(piece) for piece in told.pieces] == [
        ("elapsed", share("2025-01-01"), share("2026-03-16"))
    ]
    assert told.settled == pytest.approx(share("2026-03-15"), abs=0.1)
    assert not told.cut_after


def test_what_lies_outside_is_cut_and_says_so() -> None:
    told = draw(commitment("a", start="2005", due="2060"))
    assert (told.cut_before, told.cut_after) == (True, True)
    assert (told.pieces[0].start, told.pieces[-1].end) == (0, 100)
    gone = draw(commitment("a", update("2010", Status.KEPT), start="2005"))
    assert (gone.pieces, gone.settled, gone.cut_before) == ((), None, True)


def test_nothing_is_drawn_for_unknown_dates() -> None:
    told = draw(commitment("a", start=""))
    assert (told.pieces, told.marks, told.settled) == ((), (), None)


def test_milestones_lie_where_they_were_met_or_are_due() -> None:
    made = replace(
        commitment("a"),
        milestones=(
            Milestone("m1", "Met", day("2024"), met=day("2025-05-12")),
            Milestone("m2", "Missed", day("2026-05")),
            Milestone("m3", "Open", day("2027-Q1")),
            Milestone("m4", "Undated"),
            Milestone("m5", "Far away", day("2090")),
        ),
    )
    marks = draw(made).marks
    assert [state for state, _ in marks] == ["met", "missed", "open"]
    expected = [share("2025-05-12"), share("2026-05-31"), share("2027-03-31")]
    assert [at for _, at in marks] == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("as_of", [date.min, date(2, 1, 1), date(2024, 2, 29), date.max])
@pytest.mark.parametrize(("start", "due"), [("0001", "9999"), ("", "0001"), ("9999-12-31", "")])
def test_it_holds_to_the_ends_of_the_calendar(as_of: date, start: str, due: str) -> None:
    for piece in draw(commitment("a", start=start, due=due), as_of).pieces:
        assert 0 <= piece.start < piece.end <= 100


def _timeline(as_of: date, register: Register) -> Timeline:
    return brief(register, as_of=as_of, since=date.min).timeline


def test_the_window_is_the_registers_and_always_has_the_day_in_it() -> None:
    register = replace(SOURCED_REGISTER, start=day("2020"), end=day("2035-06"))
    timeline = _timeline(AS_OF, register)
    assert (timeline.first, timeline.last) == (date(2020, 1, 1), date(2035, 12, 31))
    timeline = _timeline(date(2050, 1, 1), register)
    assert timeline.first <= date(2050, 1, 1) <= timeline.last
    endless = replace(SOURCED_REGISTER, start=day("0001"), end=day("9999"))
    assert (_timeline(AS_OF, endless).last.year - _timeline(AS_OF, endless).first.year) == 30


def test_years_are_labelled_so_that_none_touch() -> None:
    assert len(DrawnPeriod(date(2011, 1, 1), date(2041, 12, 31)).years()) <= 9
    assert [label for _, label in WINDOW.years()] == [str(year) for year in range(2023, 2030)]

"""One commitment on the timeline: what each cell says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store.model.dates import PartialDate
from store.model.entities import Commitment, Milestone, Source, Update
from store.model.entry import Entry
from store.model.status import Status
from tests.tui.dates import partial_dates
from tui.rendering.bars import BarCell, bar
from tui.rendering.geometry import SCALES, Scale, TimeWindow

_day = PartialDate.parse
AS_OF = date(2025, 6, 15)
YEAR = TimeWindow(next(scale for scale in SCALES if scale.name == "1 month"), 2025 * 12, 12)


def _drawn(commitment: Commitment, window: TimeWindow = YEAR, as_of: date = AS_OF) -> str:
    """Return a bar as one letter a cell."""
    letters = {
        None: " ",
        "elapsed": "=",
        "ahead": "-",
        "open_end": ".",
        "today": ":",
        "earlier": "<",
        "later": ">",
        "met": "M",
        "pending": "o",
        "was_due": ",",
        "missed": "!",
    }
    cells = bar(Entry.of(commitment, {}, as_of), window, as_of)
    return "".join(
        each.mark.ascii if isinstance(each.mark, Status) else letters[each.mark] for each in cells
    )


def _commitment(**fields: object) -> Commitment:
    return Commitment("c", "A promise", **fields)  # type: ignore[arg-type]  # any field


def test_what_is_gone_is_heavy_and_what_is_ahead_is_light_with_today_between() -> None:
    assert _drawn(_commitment(start=_day("2025-03"), due=_day("2025-10"))) == "  ===:----  "


def test_without_a_due_date_the_bar_runs_on_a_little() -> None:
    assert _drawn(_commitment(start=_day("2025-03"))) == "  ===:...   "


def test_without_any_date_only_today_is_shown() -> None:
    assert _drawn(_commitment()) == "     :      "


def test_a_due_date_alone_is_its_period_and_begins_nobody_knows_when() -> None:
    assert _drawn(_commitment(due=_day("2025-Q4"))) == "     :...---"


def test_what_sticks_out_of_the_window_points_there() -> None:
    assert _drawn(_commitment(start=_day("2020"), due=_day("2030"))) == "<====:----->"
    assert _drawn(_commitment(start=_day("2020"), due=_day("2021"))) == "<    :      "
    assert _drawn(_commitment(start=_day("2030"), due=_day("2031"))) == "     :     >"


def test_a_settled_bar_ends_where_it_was_settled() -> None:
    kept = Update("u1", _day("2025-04-10"), "", Source("x"), Status.KEPT)
    drawn = _drawn(_commitment(start=_day("2025-01"), due=_day("2025-12"), updates=(kept,)))
    assert drawn == "===v :      "


def _moved(when: str, due: str, status: Status | None = None) -> Update:
    return Update(f"u{when}", _day(when), "", Source("x"), status, due=_day(due))


def test_a_moved_due_date_leaves_a_trail_to_where_it_is() -> None:
    moves = (_moved("2025-02-01", "2025-07"), _moved("2025-05-01", "2025-11"))
    commitment = _commitment(start=_day("2025-01"), due=_day("2025-04"), updates=moves)
    assert _drawn(commitment) == "===,=:,---o "
    before = _drawn(commitment, as_of=date(2025, 3, 31))
    assert before == "==:,--o     "


def test_the_trail_of_what_was_settled_waits_for_nothing() -> None:
    kept = _moved("2025-05-01", "2025-11", Status.KEPT)
    commitment = _commitment(start=_day("2025-01"), due=_day("2025-08"), updates=(kept,))
    assert _drawn(commitment) == "====v: ,  , "


def test_an_overdue_date_that_was_moved_is_told_by_its_colour_too() -> None:
    moved = _moved("2025-02-01", "2025-05")
    commitment = _commitment(start=_day("2025-01"), due=_day("2025-03"), updates=(moved,))
    assert _drawn(commitment) == "==,=o:      "
    entry = Entry.of(commitment, {}, AS_OF)
    assert bar(entry, YEAR, AS_OF)[4] == BarCell("pending", "red")


def test_milestones_are_met_open_or_missed() -> None:
    commitment = _commitment(
        start=_day("2025-01"),
        due=_day("2025-12"),
        milestones=(
            Milestone("m1", "met", _day("2025-02"), met=_day("2025-03-09")),
            Milestone("m2", "missed", _day("2025-04")),
            Milestone("m3", "open", _day("2025-09")),
            Milestone("m4", "undated"),
        ),
    )
    assert _drawn(commitment) == "==M!=:--o---"


def test_on_an_earlier_day_a_later_milestone_is_not_yet_met() -> None:
    commitment = _commitment(
        start=_day("2025-01"),
        due=_day("2025-12"),
        milestones=(Milestone("m1", "met", _day("2025-08"), met=_day("2025-08-01")),),
    )
    assert _drawn(commitment, as_of=date(2025, 2, 1)) == "=:-----o----"


@pytest.mark.parametrize(
    ("fields", "drawn"),
    [
        ({"start": _day("2030")}, "     :     >"),
        ({"start": _day("2030"), "due": _day("2031")}, "     :     >"),
        ({"due": _day("2030")}, "     :     >"),
        ({"start": _day("2020"), "due": _day("2021")}, "<    :      "),
        ({"due": _day("2021")}, "<    :      "),
        ({"start": _day("2024-12"), "due": _day("2026-01")}, "<====:----->"),
        ({"start": _day("2025-01"), "due": _day("2025-12")}, "=====:------"),
        ({"start": _day("2020")}, "<====:...   "),
        ({"milestones": (Milestone("m1", "far", _day("2031")),)}, "     :     >"),
        ({"milestones": (Milestone("m1", "gone", _day("2021")),)}, "<    :      "),
    ],
)
def test_what_lies_wholly_outside_is_pointed_at(fields: dict[str, object], drawn: str) -> None:
    assert _drawn(_commitment(**fields)) == drawn


def test_a_standing_duty_goes_on_to_a_today_that_is_out_of_view() -> None:
    assert _drawn(_commitment(start=_day("2020")), as_of=date(2027, 1, 1)) == "<==========>"


def test_what_was_settled_before_its_start_is_one_bar_at_its_end() -> None:
    dropped = Update("u1", _day("2025-03-01"), "", None, Status.WITHDRAWN)
    drawn = _drawn(_commitment(start=_day("2025-06"), due=_day("2025-12"), updates=(dropped,)))
    assert drawn == "  -  :      "


def test_what_is_settled_without_any_date_stands_where_it_was_settled() -> None:
    kept = Update("u1", _day("2025-03-01"), "", Source("x"), Status.KEPT)
    assert _drawn(_commitment(updates=(kept,))) == "  v  :      "


@pytest.mark.parametrize(
    ("due", "last"), [("2025", 11), ("2025-Q3", 8), ("2025-08", 7), ("2025-08-01", 7)]
)
def test_a_bar_ends_with_the_last_day_of_a_partial_date(due: str, last: int) -> None:
    drawn = _drawn(_commitment(start=_day("2025-07"), due=_day(due)), as_of=date(2025, 1, 1))
    assert drawn.rstrip() == ":     " + "-" * (last - 5)


def test_a_milestone_of_a_quarter_stands_at_its_end() -> None:
    promised = (Milestone("m1", "step", _day("2025-Q3")),)
    assert _drawn(_commitment(milestones=promised)).index("o") == 8


@given(
    start=partial_dates(),
    due=partial_dates(),
    milestone=partial_dates(),
    scale=st.sampled_from(SCALES),
    width=st.integers(1, 120),
    day=st.dates(),
    as_of=st.dates(),
)
def test_any_bar_fills_any_window_and_says_where_it_goes_on(
    start: PartialDate | None,
    due: PartialDate | None,
    milestone: PartialDate | None,
    scale: Scale,
    width: int,
    day: date,
    as_of: date,
) -> None:
    assume(not (start and due) or start.first <= due.first)
    window = TimeWindow(scale, 0, width).centred(day)
    steps = (Milestone("m1", "step", milestone),)
    entry = Entry.of(_commitment(start=start, due=due, milestones=steps), {}, as_of)
    cells = bar(entry, window, as_of)
    assert len(cells) == width
    begins = start or due or milestone
    if begins and window.position(begins.first) < 0 and width > 1:
        assert cells[0].mark == "earlier"
    if begins and window.position(begins.first) >= width:
        assert cells[-1].mark == "later"
    if not begins:
        assert {cell.mark for cell in cells} <= {None, "today"}

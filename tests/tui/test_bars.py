"""One commitment on the timeline: what each cell says."""

from __future__ import annotations

from datetime import date

from store.dates import PartialDate
from store.entry import Entry
from store.model import Commitment, Milestone, Source, Update
from store.status import Status
from tui.drawing.bars import bar
from tui.drawing.geometry import SCALES, Window

_day = PartialDate.parse
AS_OF = date(2025, 6, 15)
YEAR = Window(next(scale for scale in SCALES if scale.name == "1 month"), 2025 * 12, 12)


def _drawn(commitment: Commitment, window: Window = YEAR, as_of: date = AS_OF) -> str:
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
        "missed": "!",
    }
    cells = bar(Entry.of(commitment, {}, as_of), window, as_of)
    return "".join(
        each.mark.ascii if isinstance(each.mark, Status) else letters[each.mark] for each in cells
    )


def _commitment(**fields: object) -> Commitment:
    return Commitment("c", "A promise", **fields)  # type: ignore[arg-type]  # any field


def test_what_is_gone_is_heavy_and_what_is_ahead_is_light() -> None:
    assert _drawn(_commitment(start=_day("2025-03"), due=_day("2025-10"))) == "  ====----  "


def test_without_a_due_date_the_bar_runs_on_a_little() -> None:
    assert _drawn(_commitment(start=_day("2025-03"))) == "  ====...   "


def test_without_any_date_only_today_is_shown() -> None:
    assert _drawn(_commitment()) == "     :      "


def test_a_due_date_alone_is_its_period() -> None:
    assert _drawn(_commitment(due=_day("2025-Q4"))) == "     :   ---"


def test_what_sticks_out_of_the_window_points_there() -> None:
    assert _drawn(_commitment(start=_day("2020"), due=_day("2030"))) == "<=====----->"
    assert _drawn(_commitment(start=_day("2020"), due=_day("2021"))) == "<    :      "
    assert _drawn(_commitment(start=_day("2030"), due=_day("2031"))) == "     :     >"


def test_a_settled_bar_ends_where_it_was_settled() -> None:
    kept = Update("u1", _day("2025-04-10"), "", Source("x"), Status.KEPT)
    drawn = _drawn(_commitment(start=_day("2025-01"), due=_day("2025-12"), updates=(kept,)))
    assert drawn == "===v :      "


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
    assert _drawn(commitment) == "==M!==--o---"


def test_on_an_earlier_day_a_later_milestone_is_not_yet_met() -> None:
    commitment = _commitment(
        start=_day("2025-01"),
        due=_day("2025-12"),
        milestones=(Milestone("m1", "met", _day("2025-08"), met=_day("2025-08-01")),),
    )
    assert _drawn(commitment, as_of=date(2025, 2, 1)) == "==-----o----"

"""What is claimed and seen, moved, silent and looked at: right answers written out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.entities import (
    Commitment,
    Measure,
    Milestone,
    MilestoneKind,
    Register,
    Source,
    SourceKind,
    Update,
)
from store.model.entry import Entry, progress_words
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.query import parse_query

AS_OF = date(2026, 11, 29)
day = PartialDate.parse
MINISTRY = Source("Press release", kind=SourceKind.OFFICIAL)
PAPER = Source("Report", kind=SourceKind.INDEPENDENT)
FOUND = Source("A page")


def said(name: str, when: str, status: Status | None = None, **about: object) -> Update:
    return Update(name, day(when), status=status, **about)  # type: ignore[arg-type]  # any field


KEPT, GOING, STALLED = Status.KEPT, Status.IN_PROGRESS, Status.STALLED
HAND_MADE = Register(
    "Hand-made",
    commitments=(
        Commitment(
            "ahead",
            "Kept, says the ministry; under way, said the paper a year before",
            updates=(
                said("u1", "2025-03-01", GOING, source=PAPER),
                said("u2", "2026-10-01", KEPT, source=MINISTRY),
            ),
        ),
        Commitment(
            "disputed",
            "Kept, says the ministry; stalled, says the paper a month later",
            updates=(
                said("u1", "2026-08-01", KEPT, source=MINISTRY),
                said("u2", "2026-09-01", STALLED, source=PAPER),
            ),
        ),
        Commitment(
            "weighed",
            "The same, and somebody has decided between the two",
            updates=(
                said("u1", "2026-08-01", KEPT, source=MINISTRY),
                said("u2", "2026-09-01", STALLED, source=PAPER),
                said("u3", "2026-10-01", STALLED, note="Seen", weighs=("u1", "u2")),
            ),
        ),
        Commitment(
            "moved",
            "Moved twice, once by a bare statement and once with a source",
            due=day("2025-12-31"),
            updates=(
                said("u1", "2025-06-01", GOING, source=MINISTRY),
                said("u2", "2025-11-01", due=day("2026-06"), note="Half a year more"),
                said("u3", "2026-05-01", due=day("2027-12-31"), source=MINISTRY),
            ),
        ),
        Commitment(
            "moved-once",
            "Moved once; the second move was a mistake and is corrected",
            due=day("2026-12-31"),
            updates=(
                said("u1", "2026-09-01", GOING, source=PAPER),
                said("u2", "2026-10-01", due=day("2027"), note="Moved"),
                said("u3", "2026-10-15", due=day("2028"), note="Moved again"),
                said("u4", "2026-11-01", note="It was not moved again", corrects="u3"),
            ),
        ),
        Commitment(
            "brought-forward",
            "Promised for the end of January 2028, then for the end of 2027",
            due=day("2028-01-31"),
            updates=(
                said("u1", "2026-09-01", GOING, source=PAPER),
                said("u2", "2026-10-01", due=day("2027-12-31"), note="A month earlier"),
            ),
        ),
        Commitment(
            "silent",
            "Nothing heard for two years; looked for last month",
            updates=(
                said("u1", "2024-11-01", GOING, source=PAPER),
                said("u2", "2026-11-01", searched=("PIB", "defense.gov")),
            ),
        ),
        Commitment(
            "stale",
            "Nothing heard for two years, and a mark without a word last week",
            updates=(
                said("u1", "2024-11-01", GOING, source=PAPER),
                said("u2", "2026-11-22", GOING),
            ),
        ),
        Commitment(
            "looked-long-ago",
            "Looked for, but not for half a year",
            updates=(
                said("u1", "2024-11-01", GOING, source=PAPER),
                said("u2", "2026-05-01", searched=("PIB",)),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("is:claimed-ahead", ["ahead", "disputed", "weighed"]),
        ("is:disputed", ["disputed"]),
        ("moved:>1", ["moved"]),
        ("moved:1", ["moved-once", "brought-forward"]),
        ("slip:>=730", ["moved"]),
        ("slip:<0", ["brought-forward"]),
        ("slip:-31", ["brought-forward"]),
        ("slip:-60..-1", ["brought-forward"]),
        ("slip:..0", ["brought-forward"]),
        ("slip:>=0 sort:slip", ["moved-once", "moved"]),
        ("is:moved sort:slip", ["brought-forward", "moved-once", "moved"]),
        ("is:moved sort:-slip", ["moved", "moved-once", "brought-forward"]),
        ("is:silent", ["silent"]),
        ("is:stale", ["stale", "looked-long-ago"]),
        ("unlooked:>90", ["moved", "stale", "looked-long-ago"]),
        ("unheard:>270", ["silent", "stale", "looked-long-ago"]),
        ("claimed:kept seen:stalled", ["disputed", "weighed"]),
        ("schedule:due-soon", []),
        ("due:2027", ["moved", "moved-once", "brought-forward"]),
    ],
)
def test_the_right_rows_are_found(query: str, answers: list[str]) -> None:
    portfolio = Portfolio(HAND_MADE, AS_OF, query=parse_query(query))
    assert [each.id for each in portfolio.shown] == answers


def test_the_due_date_on_any_day_is_the_one_known_then() -> None:
    moved = next(each for each in HAND_MADE.commitments if each.id == "moved")
    dues = [str(derive(moved, when).due) for when in (date(2025, 7, 1), date(2026, 1, 1), AS_OF)]
    assert dues == ["2025-12-31", "2026-06", "2027-12-31"]


STEPS = (
    Milestone("m1", "Signed", day("2025"), met=day("2025-05")),
    Milestone("m2", "Announced", met=day("2025-06"), kind=MilestoneKind.EVENT),
    Milestone("m3", "Delivered", day("2027")),
)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"due": day("2027")}, "~50%"),
        ({"measure": Measure.DUTY}, "2025-05"),
        ({"measure": Measure.DUTY, "milestones": STEPS[1:]}, "—"),
        ({"measure": Measure.AIM}, "1/2"),
        ({}, "1/2"),
        ({"updates": (said("u1", "2026", progress=30, note="x"),)}, "30%"),
        ({"measure": Measure.DUTY, "milestones": ()}, "—"),
    ],
)
def test_a_percent_is_shown_only_where_it_means_something(
    about: dict[str, object], words: str
) -> None:
    one = replace(Commitment("c", "A promise", milestones=STEPS), **about)
    assert progress_words(Entry(one, None, date(2027, 1, 1)), "—") == words


def test_all_steps_met_is_not_a_hundred_percent_of_what_is_under_way() -> None:
    one = Commitment(
        "c",
        "A promise",
        due=day("2027"),
        milestones=STEPS[:1],
        updates=(said("u1", "2026-01-01", GOING, source=PAPER),),
    )
    assert derive(one, AS_OF).progress is None
    kept = replace(one, updates=(*one.updates, said("u2", "2026-02-01", KEPT, source=PAPER)))
    assert derive(kept, AS_OF).progress == 100


def test_a_correction_of_a_correction_lets_the_first_count_again() -> None:
    updates = (
        said("u1", "2026-01-01", STALLED, source=PAPER),
        said("u2", "2026-02-01", GOING, source=PAPER, corrects="u1"),
        said("u3", "2026-03-01", note="It was right after all", corrects="u2"),
    )
    states = [
        derive(Commitment("c", "A promise", updates=updates[:count]), AS_OF).status
        for count in (1, 2, 3)
    ]
    assert states == [STALLED, GOING, STALLED]


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
dates = days.map(PartialDate.of) | st.sampled_from(["2025", "2026-Q2", "2026-03"]).map(day)
logs = st.lists(
    st.builds(
        Update,
        id=st.sampled_from(["u1", "u2", "u3", "u4"]),
        date=dates,
        note=st.sampled_from(["", "Seen."]),
        source=st.sampled_from([None, MINISTRY, PAPER, FOUND]),
        status=st.none() | st.sampled_from(Status),
        progress=st.none() | st.integers(0, 100),
        corrects=st.sampled_from(["", "u1", "u2"]),
        weighs=st.sampled_from([(), ("u1", "u2")]),
        searched=st.sampled_from([(), ("PIB",)]),
        due=st.none() | dates,
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)


@given(logs, days, st.none() | dates, st.sampled_from(Measure))
def test_a_past_day_is_what_the_updates_of_that_day_alone_give(
    log: list[Update], when: date, due: PartialDate | None, measure: Measure
) -> None:
    whole = Commitment("c", "A promise", due=due, updates=tuple(log), measure=measure)
    then = replace(whole, updates=tuple(each for each in log if each.date.last <= when))
    assert derive(whole, when) == derive(then, when)

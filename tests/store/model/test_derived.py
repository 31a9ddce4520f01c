"""What follows from a commitment on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.model.dates import PartialDate
from store.model.derived import Thresholds, derive, explain_attention
from store.model.entities import (
    Commitment,
    FollowUp,
    Measure,
    Milestone,
    Priority,
    Source,
    SourceKind,
    Update,
)
from store.model.status import Status

_day = PartialDate.parse
OFFICIAL = Source("Press note", kind=SourceKind.OFFICIAL)
PRESS = Source("Report")


def _commitment(*updates: Update, **fields: object) -> Commitment:
    return Commitment("c", "A promise", updates=updates, **fields)  # type: ignore[arg-type]  # any field


def test_without_updates_nothing_is_claimed() -> None:
    state = derive(_commitment(), date(2026, 1, 1))
    assert state.status is Status.NOT_ASSESSED
    assert (state.progress, state.unheard_days, state.overdue_days) == (None, None, None)


def test_the_status_on_a_past_day_is_what_was_known_then() -> None:
    commitment = _commitment(
        Update("u1", _day("2025-02-06"), status=Status.IN_PROGRESS),
        Update("u2", _day("2025-10-31"), status=Status.KEPT, source=PRESS),
    )
    assert derive(commitment, date(2025, 2, 5)).status is Status.NOT_ASSESSED
    assert derive(commitment, date(2025, 10, 30)).status is Status.IN_PROGRESS
    assert derive(commitment, date(2025, 10, 31)).status is Status.KEPT


def test_an_update_of_a_month_counts_from_its_last_day() -> None:
    commitment = _commitment(Update("u1", _day("2025-10"), status=Status.STALLED))
    assert derive(commitment, date(2025, 10, 30)).status is Status.NOT_ASSESSED
    assert derive(commitment, date(2025, 10, 31)).status is Status.STALLED


def test_an_update_written_late_does_not_hide_a_newer_one() -> None:
    commitment = _commitment(
        Update("u1", _day("2025-10-31"), status=Status.KEPT),
        Update("u2", _day("2025-03-01"), status=Status.STALLED),
    )
    assert derive(commitment, date(2026, 1, 1)).status is Status.KEPT


def test_progress_comes_from_updates_then_from_milestones() -> None:
    steps = (
        Milestone("m1", "one", met=_day("2025-05")),
        Milestone("m2", "two", _day("2025-08"), met=_day("2025-09-01")),
        Milestone("m3", "three"),
    )
    counted = derive(_commitment(milestones=steps, due=_day("2026")), date(2025, 6, 1))
    assert (counted.progress, counted.counted) == (33, True)
    said = _commitment(Update("u1", _day("2025-06-01"), progress=80), milestones=steps)
    assert derive(said, date(2025, 6, 1)).progress == 80
    assert not derive(said, date(2025, 6, 1)).counted


def test_progress_outlives_a_later_status() -> None:
    commitment = _commitment(
        Update("u1", _day("2025-01-01"), progress=60, status=Status.IN_PROGRESS),
        Update("u2", _day("2025-02-01"), status=Status.STALLED),
    )
    assert derive(commitment, date(2025, 3, 1)).progress == 60


def test_kept_is_all_of_it() -> None:
    commitment = _commitment(Update("u1", _day("2025"), status=Status.KEPT, progress=40))
    assert derive(commitment, date(2026, 1, 1)).progress == 100


@pytest.mark.parametrize("measure", [Measure.AIM, Measure.DUTY])
def test_what_is_kept_is_not_at_the_percent_said_on_the_way(measure: Measure) -> None:
    on_the_way = Update("u1", PartialDate.parse("2026-01"), progress=40, status=Status.IN_PROGRESS)
    kept = Update("u2", PartialDate.parse("2026-06"), status=Status.KEPT)
    aim = Commitment("a", "A", measure=measure, updates=(on_the_way, kept))
    assert derive(aim, date(2026, 3, 1)).progress == 40
    assert derive(aim, date(2026, 7, 1)).progress is None
    assert derive(aim, date(2026, 7, 1)).status is Status.KEPT


def test_nearly_all_steps_are_not_all_of_them() -> None:
    day = PartialDate.parse("2026-01-01")
    steps = tuple(Milestone(f"m{number}", "Step", met=day) for number in range(299))
    long = Commitment("a", "A", measure=Measure.DELIVERY, milestones=(*steps, Milestone("l", "L")))
    assert derive(long, date(2026, 3, 1)).progress == 99


@pytest.mark.parametrize(
    ("day", "days", "soon"),
    [
        (date(2025, 12, 31), 0, True),
        (date(2026, 1, 1), 1, False),
        (date(2025, 10, 2), -90, True),
        (date(2025, 10, 1), -91, False),
        (date(2036, 1, 1), 3653, False),
    ],
)
def test_overdue_counts_from_the_last_day_of_the_period(day: date, days: int, soon: bool) -> None:
    state = derive(_commitment(due=_day("2025")), day)
    assert (state.overdue_days, state.due_soon) == (days, soon)


@pytest.mark.parametrize("status", [status for status in Status if status.settled])
def test_a_settled_commitment_is_never_overdue_stale_or_behind(status: Status) -> None:
    commitment = _commitment(
        Update("u1", _day("2020"), status=status), start=_day("2019"), due=_day("2020")
    )
    state = derive(commitment, date(2026, 1, 1))
    assert (state.overdue_days, state.behind, state.stale) == (None, None, False)


def test_behind_is_the_time_gone_minus_what_is_done() -> None:
    commitment = _commitment(
        Update("u1", _day("2025-01-01"), progress=40, status=Status.IN_PROGRESS),
        start=_day("2025-01-01"),
        due=_day("2026-12-31"),
    )
    half = derive(commitment, date(2026, 1, 1))
    assert (half.behind, half.at_risk) == (10, False)
    later = derive(commitment, date(2026, 6, 30))
    assert (later.behind, later.at_risk, later.is_behind) == (35, True, True)
    assert derive(commitment, date(2040, 1, 1)).behind == 60
    assert derive(commitment, date(2025, 1, 1)).behind == -40


def test_stale_after_nine_months_or_three_when_due_soon() -> None:
    heard = date(2025, 1, 1)
    quiet = _commitment(Update("u1", PartialDate.of(heard), "Heard."))
    assert not derive(quiet, heard + timedelta(269)).stale
    assert derive(quiet, heard + timedelta(270)).stale
    due = _commitment(Update("u1", PartialDate.of(heard), "Heard."), due=_day("2025-06-30"))
    assert not derive(due, heard + timedelta(89)).stale
    assert derive(due, heard + timedelta(90)).stale


def test_settled_without_a_source_is_provisional() -> None:
    bare = derive(_commitment(Update("u1", _day("2025"), status=Status.KEPT)), date(2026, 1, 1))
    sourced = derive(
        _commitment(Update("u1", _day("2025"), status=Status.KEPT, source=PRESS)), date(2026, 1, 1)
    )
    assert (bare.provisional, sourced.provisional) == (True, False)
    assert not sourced.self_declared


def test_repeating_a_sourced_status_moves_nothing() -> None:
    commitment = _commitment(
        Update("u1", _day("2025-01-31"), status=Status.IN_PROGRESS, source=PRESS),
        Update("u2", _day("2025-10-31"), status=Status.KEPT, source=PRESS),
        Update("u3", _day("2026-01-01"), status=Status.KEPT),
    )
    state = derive(commitment, date(2026, 2, 1))
    assert (str(state.assessed), state.provisional) == ("2025-10-31", False)


def test_resting_on_official_word_is_self_declared() -> None:
    commitment = _commitment(Update("u1", _day("2025"), status=Status.KEPT, source=OFFICIAL))
    assert derive(commitment, date(2026, 1, 1)).self_declared


def test_who_says_only_how_far_it_has_come_says_that_the_status_holds() -> None:
    seen = Source("Report", kind=SourceKind.INDEPENDENT)
    one = Update("u1", _day("2026-06-01"), status=Status.IN_PROGRESS, progress=30, source=OFFICIAL)
    two = Update("u2", _day("2026-06-10"), progress=30, source=seen)
    three = Update("u3", _day("2026-07-10"), progress=90, source=OFFICIAL)
    states = [derive(_commitment(one, two, three), day.date.last) for day in (one, two, three)]
    assert [(state.claimed, state.seen) for state in states] == [
        (Status.IN_PROGRESS, None),
        (Status.IN_PROGRESS, Status.IN_PROGRESS),
        (Status.IN_PROGRESS, Status.IN_PROGRESS),
    ]
    assert [state.claimed_ahead for state in states] == [False, False, True]
    assert [state.self_declared for state in states] == [True, False, False]
    # Nobody has said any status that could hold.
    assert derive(_commitment(two), date(2026, 7, 1)).seen is None


def test_attention_is_the_sum_of_what_it_explains() -> None:
    commitment = _commitment(
        Update("u1", _day("2024"), progress=10, status=Status.IN_PROGRESS),
        start=_day("2024"),
        due=_day("2025"),
        priority=Priority.HIGH,
        follow_ups=(FollowUp("f1", "Ask"),),
    )
    day = date(2026, 11, 22)
    terms = dict(explain_attention(commitment, day))
    assert terms == {"priority high": 6.0, "overdue": 12.0, "stale": 8.0, "behind": 5.0}
    assert derive(commitment, day).attention == sum(terms.values())


def test_the_days_can_be_set_otherwise() -> None:
    days = Thresholds(due_soon=10, stale=30, stale_near_due=5)
    heard = date(2026, 1, 1)
    quiet = _commitment(Update("u1", PartialDate.of(heard)))
    assert not derive(quiet, heard + timedelta(29), days).stale
    assert derive(quiet, heard + timedelta(30), days).stale
    due = _commitment(
        Update("u1", PartialDate.of(heard)), due=PartialDate.of(heard + timedelta(20))
    )
    assert derive(due, heard + timedelta(5), days).stale
    assert not derive(due, heard + timedelta(9), days).due_soon
    assert derive(due, heard + timedelta(10), days).due_soon
    assert ("due soon", 5.0) in explain_attention(due, heard + timedelta(9))
    assert ("due soon", 5.0) not in explain_attention(due, heard + timedelta(9), days)

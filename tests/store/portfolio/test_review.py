"""The review queue: who is in it, for which reasons, in which order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from store.model.dates import PartialDate
from store.model.derived import Thresholds
from store.model.edits import confirm, write_update
from store.model.entities import (
    Commitment,
    FollowUp,
    Milestone,
    MilestoneKind,
    Source,
    SourceKind,
    Update,
)
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.review import ReviewReason, reason_words, reasons_of, review_queue
from store.portfolio.trail import why
from tests.conftest import AS_OF
from tests.registers import MINISTRY, PRESS

_day = PartialDate.parse
CHASED = (FollowUp("f1", "Ask"),)
KEPT_PAGE = replace(MINISTRY, copy="0" * 64)
KEPT_REPORT = replace(PRESS, copy="1" * 64)


def _entry(commitment: Commitment, days: int = 0) -> Entry:
    return Entry(commitment, None, AS_OF + timedelta(days))


def _open(name: str, *updates: Update, due: str = "", **more: object) -> Commitment:
    made = Commitment(name, name.capitalize(), due=_day(due) if due else None, updates=updates)
    return replace(made, follow_ups=CHASED, **more)


def _heard(day: str, status: Status = Status.IN_PROGRESS, source: Source = KEPT_REPORT) -> Update:
    return Update(f"u{day}", _day(day), "Seen.", source, status)


LATE = _open("late", _heard("2026-05-01"), due="2026-06")
ANSWERED = _open("answered", _heard("2026-09-01"), due="2026-06")
STEP = _open("step", _heard("2026-08-01"), milestones=(Milestone("m1", "Draft", _day("2026-09")),))
STALE = _open("stale", _heard("2025-12-01"))
DISPUTED = _open(
    "disputed",
    _heard("2026-10-01", Status.IN_PROGRESS, KEPT_PAGE),
    _heard("2026-11-01", Status.STALLED),
)
PROVISIONAL = _open("provisional", Update("u1", _day("2026-11-01"), "Done.", status=Status.KEPT))
UNCHASED = replace(_open("unchased", _heard("2026-11-01"), due="2027-01"), follow_ups=())
SELF = _open("self", _heard("2026-11-01", Status.IN_PROGRESS, KEPT_PAGE))
NO_COPY = _open("bare", _heard("2026-11-01", Status.KEPT, PRESS))
QUIET = _open("quiet", _heard("2026-11-01"), due="2028")
EVERY = (NO_COPY, SELF, QUIET, UNCHASED, ANSWERED, PROVISIONAL, DISPUTED, STALE, STEP, LATE)


@pytest.mark.parametrize(
    ("commitment", "reason", "words"),
    [
        (LATE, ReviewReason.OVERDUE, "overdue by 145 days, no word since its date"),
        (STEP, ReviewReason.MISSED_STEP, "step “Draft” was planned for 2026-09, no word since"),
        (STALE, ReviewReason.STALE, "stale: nothing heard for 356 days"),
        (
            DISPUTED,
            ReviewReason.DISPUTED,
            "disputed: u2026-10-01 says in progress (official), "
            "u2026-11-01 says stalled (independent)",
        ),
        (PROVISIONAL, ReviewReason.PROVISIONAL, "provisional: kept, and no source says so"),
        (UNCHASED, ReviewReason.UNCHASED, "due in 70 days, and nobody is chasing it"),
        (SELF, ReviewReason.SELF_DECLARED, "self-declared: only official sources say so"),
        (
            NO_COPY,
            ReviewReason.NO_COPY,
            "no copy is kept of the source that settles it: Ministers agree",
        ),
    ],
    ids=lambda each: each.id if isinstance(each, Commitment) else "",
)
def test_each_reason_is_given_and_said(
    commitment: Commitment, reason: ReviewReason, words: str
) -> None:
    entry = _entry(commitment)
    assert reason in reasons_of(entry)
    assert words in reason_words(entry)


@pytest.mark.parametrize("commitment", [ANSWERED, QUIET], ids=lambda each: each.id)
def test_what_was_heard_of_in_time_wants_no_look(commitment: Commitment) -> None:
    assert reasons_of(_entry(commitment)) == ()


def test_the_gravest_reason_comes_first_and_the_rest_of_the_register_stays_out() -> None:
    queue = review_queue(map(_entry, EVERY))
    order = ["late", "step", "stale", "disputed", "provisional", "unchased", "self", "bare"]
    assert [item.entry.id for item in queue] == order
    assert [item.entry.id for item in review_queue(map(_entry, EVERY), {"late", "self"})] == [
        each for each in order if each not in ("late", "self")
    ]


def test_among_equals_attention_decides() -> None:
    chased, unchased = STALE, replace(STALE, id="forgotten", follow_ups=())
    queue = review_queue(map(_entry, (chased, unchased)))
    assert [item.entry.id for item in queue] == ["forgotten", "stale"]


@pytest.mark.parametrize("commitment", [LATE, STEP, STALE, PROVISIONAL, SELF], ids=lambda e: e.id)
def test_a_look_answers_for_ninety_days_what_looking_can_answer(commitment: Commitment) -> None:
    looked = write_update(commitment, AS_OF, searched=("PIB",))
    assert reasons_of(_entry(looked)) == ()
    assert reasons_of(_entry(looked, 89)) == ()
    assert set(reasons_of(_entry(commitment))) <= set(reasons_of(_entry(looked, 90)))


@pytest.mark.parametrize("commitment", [DISPUTED, UNCHASED, NO_COPY], ids=lambda each: each.id)
def test_a_look_decides_chases_and_keeps_nothing(commitment: Commitment) -> None:
    looked = write_update(commitment, AS_OF, searched=("PIB",))
    assert reasons_of(_entry(looked)) == reasons_of(_entry(commitment))


def test_an_archived_page_is_kept_and_so_is_one_of_several_sources() -> None:
    archived = replace(PRESS, archive_url="https://archive.example/1")
    assert reasons_of(_entry(_open("a", _heard("2026-11-01", Status.KEPT, archived)))) == ()
    twice = _open(
        "b",
        _heard("2026-10-01", Status.KEPT, KEPT_REPORT),
        _heard("2026-11-01", Status.KEPT, PRESS),
    )
    assert reasons_of(_entry(twice)) == ()


def test_an_event_that_went_by_is_no_missed_step() -> None:
    event = Milestone("m1", "Visit", _day("2026-09"), kind=MilestoneKind.EVENT)
    assert reasons_of(_entry(replace(STEP, milestones=(event,)))) == ()


def test_what_waits_for_a_second_reader_wants_one() -> None:
    kept = _open("kept", replace(_heard("2026-11-01", Status.KEPT), by="ana"))
    asked = Thresholds(second_reader=True)
    entry = Entry(kept, None, AS_OF, asked)
    assert reasons_of(entry) == (ReviewReason.TO_CONFIRM,)
    assert reason_words(entry) == ["to confirm: nobody but its writer has said kept"]
    read = Entry(confirm(kept, AS_OF, "mira"), None, AS_OF, asked)
    assert reasons_of(read) == ()
    assert "confirmed by mira on 2026-11-22, who did not write it" in [
        each.words for each in why(read)
    ]


def test_only_official_words_are_self_declared_until_somebody_else_speaks() -> None:
    seen = replace(SELF, updates=(*SELF.updates, _heard("2026-11-10")))
    assert SELF.updates[0].source
    assert SELF.updates[0].source.kind is SourceKind.OFFICIAL
    assert reasons_of(_entry(seen)) == ()

"""Any register, any day: the past is what was written by then, whatever came later."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from exchange.brief import compose
from exchange.brief.html import to_html
from exchange.brief.text import to_text
from exchange.derived_fields import derived_fields
from store.errors import EntenteError
from store.model.dates import PartialDate
from store.model.derived import assess, derive
from store.model.edits import confirm, tick, write_update
from store.model.entities import (
    Commitment,
    FollowUp,
    Measure,
    Milestone,
    MilestoneKind,
    Register,
    Source,
    SourceKind,
    Update,
)
from store.model.log import is_met
from store.model.status import Status
from store.portfolio.portfolio import Portfolio
from store.query import EMPTY_QUERY
from store.register.past import PastDay, as_it_stood
from store.register.store import Store
from tests.registers import SMALL_REGISTER

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)
dates = days.map(PartialDate.of) | st.sampled_from(
    [PartialDate.parse(each) for each in ("2025", "2026", "2025-Q3", "2026-02")]
)
maybe = st.none() | dates
sources = st.none() | st.sampled_from([Source("A page", kind=kind) for kind in SourceKind])
kinds = st.sampled_from(MilestoneKind)
earlier = st.sampled_from(["", "", "u0", "u1", "u2"])


@st.composite
def _commitment(draw: st.DrawFn, name: str = "c") -> Commitment:
    written = [
        Update(
            f"u{number}",
            draw(dates),
            draw(st.sampled_from(["", "Seen."])),
            draw(sources),
            draw(st.none() | st.sampled_from(Status)),
            draw(st.none() | st.integers(0, 100)),
            by=draw(st.sampled_from(["", "ana", "ben"])),
            corrects=draw(earlier),
            weighs=tuple(filter(None, (draw(earlier),))),
            searched=draw(st.sampled_from([(), ("PIB",)])),
            due=draw(maybe),
            confirms=draw(earlier),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    steps = [
        Milestone(
            f"m{n}", "A step", draw(maybe), draw(maybe), None, draw(st.sampled_from(MilestoneKind))
        )
        for n in range(draw(st.integers(0, 2)))
    ]
    tasks = [FollowUp("f0", "Ask", "", draw(maybe), draw(maybe))]
    return Commitment(
        name,
        "A promise",
        start=draw(maybe),
        due=draw(maybe),
        measure=draw(st.sampled_from(Measure)),
        milestones=tuple(steps),
        follow_ups=tuple(tasks),
        updates=tuple(written),
    )


@given(_commitment(), days)
def test_what_a_change_is_told_by_is_what_is_derived(commitment: Commitment, day: date) -> None:
    state = derive(commitment, day)
    assert assess(commitment, day) == (state.status, state.progress, state.due)


registers = st.lists(_commitment(), max_size=4).map(
    lambda found: Register(
        "Any",
        commitments=tuple(replace(each, id=f"c{n}") for n, each in enumerate(found)),
        second_reader=len(found) % 2 == 0,
    )
)


def _cut(commitment: Commitment, day: date) -> Commitment:
    """Return a commitment without all that was seen, met or done after a day."""
    steps = []
    for each in commitment.milestones:
        came_later = each.met is not None and not is_met(each, day)
        occasion = each.kind is MilestoneKind.EVENT and each.date == each.met
        if came_later and (each.date is None or occasion):
            continue
        steps.append(replace(each, met=None) if came_later else each)
    tasks = tuple(
        replace(each, done=None) if each.done and each.done.last > day else each
        for each in commitment.follow_ups
    )
    updates = tuple(each for each in commitment.updates if each.date.last <= day)
    return replace(commitment, milestones=tuple(steps), follow_ups=tasks, updates=updates)


@given(registers, days)
def test_a_past_day_is_what_was_seen_by_then_and_nothing_else(
    register: Register, day: date
) -> None:
    there = as_it_stood(register, day)
    alone = replace(there, commitments=tuple(_cut(each, day) for each in there.commitments))
    told = [derived_fields(each) for each in Portfolio(there, day).entries]
    assert told == [derived_fields(each) for each in Portfolio(alone, day).entries]


IDS = [each.id for each in SMALL_REGISTER.commitments]
changes = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "note",
                "status",
                "due",
                "correct",
                "confirm",
                "edit",
                "tick",
                "remove",
                "undo",
                "redo",
            ]
        ),
        st.sampled_from(IDS),
        st.integers(0, 5),
    ),
    max_size=5,
)


def _at(path: Path, day: date, user: str = "ana") -> Store:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Store(path, user=user, clock=lambda: noon)


def _change(store: Store, day: date, what: str, name: str, number: int) -> None:
    edits = {
        "note": lambda each: write_update(each, day, note=f"Seen {number}"),
        "status": lambda each: write_update(each, day, status=list(Status)[number]),
        "due": lambda each: write_update(each, day, due=PartialDate.parse(str(2027 + number))),
        "correct": lambda each: write_update(each, day, note="No.", corrects=each.updates[-1].id),
        "confirm": lambda each: confirm(each, day, store.user),
        "edit": lambda each: replace(each, title=f"Title {number}", due=PartialDate.parse("2031")),
        "tick": lambda each: tick(each, f"m{number}", day),
    }
    # What cannot be done to this commitment is not done; that is no part of the test.
    with suppress(EntenteError, IndexError):
        match what:
            case "remove":
                store.remove([name])
            case "undo":
                store.undo()
            case "redo":
                store.redo()
            case _:
                store.change([name], edits[what])


def _briefs(store: Store, day: date) -> tuple[str, str]:
    told = compose(store.view(EMPTY_QUERY, day), day - timedelta(days=90), history=store.log())
    return to_text(told), to_html(told)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes, changes, st.integers(1, 400), st.booleans())
def test_the_brief_of_a_known_day_is_the_same_whatever_comes_later(
    before: list[tuple[str, str, int]],
    after: list[tuple[str, str, int]],
    apart: int,
    checkpoint: bool,
) -> None:
    first = date(2026, 11, 1)
    later = first + timedelta(days=apart)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.json"
        Store.create(path, replace(SMALL_REGISTER, second_reader=True), user="ana").close()
        store = _at(path, first)
        for each in before:
            _change(store, first, *each)
        then = _briefs(store, first)
        store.close(checkpoint=checkpoint)
        store = _at(path, later)
        for each in after:
            _change(store, later, *each)
        store.close(checkpoint=checkpoint)
        known = Store(path, user="ana", past=PastDay(first, known_on=first))
        assert _briefs(known, first) == then
        known.close()

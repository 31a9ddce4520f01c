"""What people do to a commitment."""

from __future__ import annotations

from datetime import date

import pytest

from store.dates import PartialDate
from store.derived import derive
from store.errors import BadValue, NotFound, NothingToDo
from store.marking import add_follow_up, step_progress, tick, write_update
from store.model import Commitment, FollowUp, Milestone
from store.status import Status

TODAY = date(2026, 11, 22)
BARE = Commitment("c", "A promise", milestones=(Milestone("m1", "Step"),))


def test_progress_starts_what_nobody_had_assessed() -> None:
    marked = write_update(BARE, TODAY, progress=60)
    state = derive(marked, TODAY)
    assert (state.status, state.progress) == (Status.IN_PROGRESS, 60)


def test_no_progress_is_not_started() -> None:
    assert derive(write_update(BARE, TODAY, progress=0), TODAY).status is Status.NOT_STARTED


def test_less_than_all_reopens_what_was_kept() -> None:
    kept = write_update(BARE, TODAY, status=Status.KEPT)
    assert derive(write_update(kept, TODAY, progress=60), TODAY).status is Status.IN_PROGRESS


def test_progress_leaves_a_stalled_status_alone() -> None:
    stalled = write_update(BARE, TODAY, status=Status.STALLED)
    assert derive(write_update(stalled, TODAY, progress=30), TODAY).status is Status.STALLED


def test_updates_are_only_added_to() -> None:
    first = write_update(BARE, TODAY, note="Seen.")
    second = write_update(first, TODAY, note="Seen again.")
    assert second.updates[0] == first.updates[0]
    assert [each.id for each in second.updates] == ["u1", "u2"]
    assert BARE.updates == ()


@pytest.mark.parametrize("progress", [-1, 101, 1000])
def test_progress_outside_the_scale_is_refused(progress: int) -> None:
    with pytest.raises(BadValue, match="out of range"):
        write_update(BARE, TODAY, progress=progress)


@pytest.mark.parametrize("seen", ["2026-11-23", "2026-11", "2027"])
def test_an_update_is_of_what_was_seen_already(seen: str) -> None:
    with pytest.raises(BadValue, match="not over"):
        write_update(BARE, TODAY, note="Seen.", seen=PartialDate.parse(seen))


def test_an_update_says_something() -> None:
    with pytest.raises(BadValue, match="needs a note"):
        write_update(BARE, TODAY)


def test_ticking_twice_changes_nothing_in_the_end() -> None:
    once = tick(BARE, "m1", TODAY)
    assert once.milestones[0].met == PartialDate.of(TODAY)
    assert tick(once, "m1", TODAY) == BARE


def test_a_follow_up_is_ticked_like_a_milestone() -> None:
    commitment = add_follow_up(BARE, " Ask ", owner="mira", due=PartialDate.parse("2027"))
    assert commitment.follow_ups == (FollowUp("f1", "Ask", "mira", PartialDate.parse("2027")),)
    assert tick(commitment, "f1", TODAY).follow_ups[0].done == PartialDate.of(TODAY)


def test_an_unknown_item_is_named_with_those_there_are() -> None:
    with pytest.raises(NotFound, match="'m9'") as caught:
        tick(BARE, "m9", TODAY)
    assert "m1" in caught.value.hint


def test_steps_stay_within_the_scale() -> None:
    almost = write_update(BARE, TODAY, progress=98)
    assert derive(step_progress(almost, TODAY, 5), TODAY).progress == 100
    with pytest.raises(NothingToDo, match="100%"):
        step_progress(step_progress(almost, TODAY, 5), TODAY, 5)


def test_a_follow_up_needs_words() -> None:
    with pytest.raises(BadValue, match="title"):
        add_follow_up(BARE, "  ")

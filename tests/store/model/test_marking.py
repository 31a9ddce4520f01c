"""What people do to a commitment."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from store.errors import BadValue, NotFound, NothingToDo
from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.edits import (
    add_evidence,
    add_follow_up,
    add_milestone,
    edit_follow_up,
    edit_milestone,
    remove_item,
    step_progress,
    tick,
    write_update,
)
from store.model.entities import Commitment, FollowUp, Milestone, MilestoneKind, Source
from store.model.ids import with_ids
from store.model.status import Status
from tests.conftest import saved

TODAY = date(2026, 11, 22)
day = PartialDate.parse
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
    first = saved(write_update(BARE, TODAY, note="Seen."))
    second = saved(write_update(first, TODAY, note="Seen again."))
    assert second.updates[0] == first.updates[0]
    assert len({each.id for each in second.updates}) == 2
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
    commitment = saved(add_follow_up(BARE, " Ask ", owner="mira", due=PartialDate.parse("2027")))
    task = commitment.follow_ups[0]
    assert task == FollowUp(task.id, "Ask", "mira", PartialDate.parse("2027"))
    assert tick(commitment, task.id, TODAY).follow_ups[0].done == PartialDate.of(TODAY)


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


PAPER = Source("Paper", "The Daily", PartialDate.parse("2026-10"))


def test_evidence_settles_what_was_provisional_and_rewrites_nothing() -> None:
    due = replace(BARE, due=PartialDate.parse("2027"))
    kept = saved(write_update(due, TODAY, status=Status.KEPT, note="Told."))
    assert derive(kept, TODAY).provisional
    proven = add_evidence(kept, TODAY, PAPER, note=" Seen.")
    state = derive(proven, TODAY)
    assert (state.status, state.provisional, state.progress) == (Status.KEPT, False, 100)
    assert proven.updates[0] == kept.updates[0]
    assert proven.updates[1].source == PAPER


def test_evidence_assesses_nothing_that_nobody_had_assessed() -> None:
    proven = add_evidence(BARE, TODAY, PAPER)
    assert derive(proven, TODAY).status is Status.NOT_ASSESSED
    assert proven.updates[0].status is None


def test_a_milestone_is_added_edited_and_removed() -> None:
    added = saved(add_milestone(BARE, " Second ", date=day("2026-Q3")))
    name = added.milestones[1].id
    assert added.milestones == (*BARE.milestones, Milestone(name, "Second", day("2026-Q3")))
    edited = edit_milestone(added, name, met=day("2026-08"), source=PAPER)
    assert edited.milestones[1] == Milestone(name, "Second", day("2026-Q3"), day("2026-08"), PAPER)
    bare = edit_milestone(edited, name, date=None, source=None, kind=MilestoneKind.EVENT)
    assert bare.milestones[1] == Milestone(
        name, "Second", None, day("2026-08"), kind=MilestoneKind.EVENT
    )
    assert remove_item(edited, name) == BARE


def test_a_follow_up_is_edited_and_removed() -> None:
    added = saved(add_follow_up(BARE, "Ask", owner="mira", due=PartialDate.parse("2027")))
    name = added.follow_ups[0].id
    edited = edit_follow_up(added, name, title=" Ask again ", due=None)
    assert edited.follow_ups == (FollowUp(name, "Ask again", "mira"),)
    done = edit_follow_up(edited, name, owner="", done=PartialDate.parse("2026-11"))
    assert done.follow_ups == (FollowUp(name, "Ask again", done=PartialDate.parse("2026-11")),)
    assert remove_item(done, name) == BARE


def test_updates_are_never_removed() -> None:
    with pytest.raises(NotFound, match="'u1'"):
        remove_item(write_update(BARE, TODAY, note="Seen."), "u1")


def test_items_are_told_apart_and_have_words() -> None:
    both = saved(add_follow_up(BARE, "Ask"))
    task = both.follow_ups[0].id
    for edit in (edit_milestone, edit_follow_up):
        with pytest.raises(NotFound, match="'x9'"):
            edit(both, "x9", title="x")
    with pytest.raises(NotFound):
        edit_milestone(both, task, title="x")
    with pytest.raises(BadValue, match="title"):
        edit_milestone(both, "m1", title=" ")
    with pytest.raises(BadValue, match="title"):
        edit_follow_up(both, task, title=" ")
    with pytest.raises(BadValue, match="title"):
        add_milestone(both, "")


def test_new_ids_differ_between_people_moments_and_items_and_old_ones_stay() -> None:
    before = add_follow_up(add_follow_up(BARE, "Ask"), "Ask")
    made = [
        with_ids(BARE, before, by, f"2026-11-22T10:00:0{second}Z")
        for by in ("ana", "ben")
        for second in range(2)
    ]
    ids = [each.id for one in made for each in one.follow_ups]
    assert len(set(ids)) == len(ids) == 8
    assert all(each.startswith("f") and len(each) <= 8 for each in ids)
    assert made[0].milestones == BARE.milestones
    assert with_ids(BARE, before, "ana", "2026-11-22T10:00:00Z") == made[0]


def test_a_new_update_says_who_wrote_it_and_when_and_an_old_one_stays() -> None:
    first = with_ids(BARE, write_update(BARE, TODAY, note="Seen."), "ana", "2026-11-22T10:00:00Z")
    second = with_ids(
        first, write_update(first, TODAY, note="Again."), "ben", "2026-11-23T10:00:00Z"
    )
    assert second.updates[0] == first.updates[0]
    assert [(each.by, each.written[:10]) for each in second.updates] == [
        ("ana", "2026-11-22"),
        ("ben", "2026-11-23"),
    ]


def test_a_search_that_found_nothing_sets_no_status() -> None:
    looked = write_update(BARE, TODAY, searched=("PIB", " ", "PIB", "defense.gov"))
    assert looked.updates[0].searched == ("PIB", "defense.gov")
    with pytest.raises(BadValue, match="sets no status"):
        write_update(BARE, TODAY, searched=("PIB",), status=Status.KEPT)


def test_a_date_moves_only_to_another_one() -> None:
    due = replace(BARE, due=PartialDate.parse("2027"))
    moved = saved(write_update(due, TODAY, due=PartialDate.parse("2028")))
    assert derive(moved, TODAY).due == PartialDate.parse("2028")
    assert moved.due == due.due
    with pytest.raises(BadValue, match="already"):
        write_update(moved, TODAY, due=PartialDate.parse("2028"))


def test_a_percentage_is_held_against_the_status_of_the_day_it_was_seen() -> None:
    """What was found out later of an earlier day leaves no day with work on what is not begun."""
    begun = write_update(BARE, TODAY, status=Status.IN_PROGRESS, seen=day("2026-06-01"))
    earlier = write_update(saved(begun), TODAY, progress=5, seen=day("2026-03-01"))
    state = derive(earlier, date(2026, 4, 1))
    assert (state.status, state.progress) == (Status.IN_PROGRESS, 5)
    stalled = write_update(BARE, TODAY, status=Status.STALLED, seen=day("2026-01-01"))
    kept = write_update(saved(stalled), TODAY, status=Status.KEPT, seen=day("2026-06-01"))
    earlier = write_update(saved(kept), TODAY, progress=30, seen=day("2026-03-01"))
    assert derive(earlier, date(2026, 4, 1)).status is Status.STALLED
    assert derive(earlier, TODAY).status is Status.KEPT


def test_points_are_added_to_what_was_done_on_the_day_they_were_seen() -> None:
    first = write_update(BARE, TODAY, progress=20, seen=day("2026-01-01"))
    later = write_update(saved(first), TODAY, progress=70, seen=day("2026-06-01"))
    between = step_progress(saved(later), TODAY, 10, seen=day("2026-03-01"))
    assert derive(between, date(2026, 4, 1)).progress == 30
    assert derive(between, TODAY).progress == 70


def test_a_correction_is_held_against_what_is_left_without_the_wrong_one() -> None:
    first = saved(write_update(BARE, TODAY, progress=0, seen=day("2026-01-01")))
    wrong = saved(write_update(first, TODAY, status=Status.IN_PROGRESS, seen=day("2026-03-01")))
    right = write_update(wrong, TODAY, progress=10, corrects=wrong.updates[-1].id)
    state = derive(right, TODAY)
    assert (state.status, state.progress) == (Status.IN_PROGRESS, 10)
    wrong = saved(write_update(first, TODAY, progress=60, seen=day("2026-03-01")))
    right = step_progress(wrong, TODAY, 10, corrects=wrong.updates[-1].id)
    assert derive(right, TODAY).progress == 10


def test_the_word_that_a_date_moved_is_corrected_and_the_date_stays_moved() -> None:
    promised = replace(BARE, due=day("2026"))
    moved = saved(write_update(promised, TODAY, due=day("2027"), seen=day("2026-06-01")))
    wrong = moved.updates[-1].id
    said_earlier = write_update(
        moved, TODAY, due=day("2027"), seen=day("2026-03-01"), corrects=wrong
    )
    state = derive(said_earlier, TODAY)
    assert (state.due, state.moved) == (day("2027"), 1)
    assert derive(said_earlier, date(2026, 4, 1)).due == day("2027")
    assert derive(write_update(moved, TODAY, due=day("2026"), corrects=wrong), TODAY).moved == 0


def test_a_date_may_turn_out_to_have_moved_earlier_than_was_known() -> None:
    promised = replace(BARE, due=day("2026"))
    moved = saved(write_update(promised, TODAY, due=day("2027"), seen=day("2026-06-01")))
    earlier = write_update(moved, TODAY, due=day("2027"), seen=day("2026-03-01"))
    assert derive(earlier, date(2026, 4, 1)).due == day("2027")
    assert derive(earlier, TODAY).moved == 1
    with pytest.raises(BadValue, match="is due 2026 already"):
        write_update(moved, TODAY, due=day("2026"), seen=day("2026-03-01"))

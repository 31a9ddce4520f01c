"""Duplicating, splitting and merging commitments, and changing their ids: pure functions."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from store.errors import BadValue, NotFound, NothingToDo
from store.model.derived import derive
from store.model.entities import Commitment, FieldClash, Measure, Register
from store.model.reading_decisions import Decided, PassageDecision
from store.model.reshaping import (
    change_id,
    differing,
    duplicate,
    find_commitment,
    merge_into,
    merge_words,
    split,
)
from store.model.status import Status
from tests.conftest import AS_OF
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER


def of(register: Register, commitment_id: str) -> Commitment:
    return next(each for each in register.commitments if each.id == commitment_id)


VISITS, SCHOOL = of(SMALL_REGISTER, "port-visits"), of(SMALL_REGISTER, "pilot-school")


def test_a_duplicate_promises_the_same_and_nothing_has_happened_to_it() -> None:
    after = duplicate(SMALL_REGISTER, "port-visits", "port-calls", "Port calls")
    assert after.commitments[:-1] == SMALL_REGISTER.commitments
    copy = after.commitments[-1]
    assert (copy.id, copy.title) == ("port-calls", "Port calls")
    assert (copy.summary, copy.parties, copy.due) == (VISITS.summary, VISITS.parties, VISITS.due)
    assert [(each.title, each.met) for each in copy.milestones] == [
        ("First visit", None),
        ("Second visit", None),
    ]
    assert (copy.updates, copy.follow_ups, copy.former_ids) == ((), (), ())


def test_a_split_moves_milestones_and_follow_ups_and_copies_updates() -> None:
    after = split(SMALL_REGISTER, "port-visits", "second-visit", "Second", ["m2", "f1", "u2"])
    rest, part = of(after, "port-visits"), of(after, "second-visit")
    assert [each.id for each in rest.milestones] == ["m1"]
    assert [each.id for each in rest.follow_ups] == ["f2"]
    assert rest.updates == VISITS.updates
    assert [each.id for each in part.milestones] == ["m2"]
    assert [each.id for each in part.follow_ups] == ["f1"]
    assert part.updates == VISITS.updates[1:]
    assert (part.title, part.parties, part.due) == ("Second", VISITS.parties, VISITS.due)


def test_a_copied_update_names_none_that_was_not_copied() -> None:
    last = replace(VISITS.updates[1], id="u3", corrects="u1", weighs=("u1", "u2"))
    busy = replace(VISITS, updates=(*VISITS.updates, last))
    register = replace(SMALL_REGISTER, commitments=(busy,))
    part = of(split(register, "port-visits", "part", "Part", ["u2", "u3"]), "part")
    assert part.updates[1] == replace(last, corrects="", weighs=("u2",))


def test_what_was_corrected_counts_no_more_in_the_part_that_is_split_off() -> None:
    wrong = replace(VISITS.updates[1], id="u3", status=Status.KEPT)
    right = replace(VISITS.updates[1], id="u4", status=None, corrects="u3")
    busy = replace(VISITS, updates=(*VISITS.updates, wrong, right))
    register = replace(SMALL_REGISTER, commitments=(busy,))
    part = of(split(register, "port-visits", "part", "Part", ["u2", "u3"]), "part")
    assert [each.id for each in part.updates] == ["u2", "u3", "u4"]
    assert derive(part, AS_OF).status is derive(VISITS, AS_OF).status


def test_a_merge_loses_nothing() -> None:
    after = merge_into(SMALL_REGISTER, "port-visits", "pilot-school")
    merged = of(after, "pilot-school")
    assert [each.id for each in after.commitments] == [
        *("pilot-school", "airfield-code", "weather-data")
    ]
    assert merged.former_ids == ("port-visits",)
    assert merged.title == SCHOOL.title
    assert merged.parties == ("Avalon", "Borduria")
    assert merged.domains == ("air", "maritime")
    assert merged.summary == (
        "Ships of each side call at the other's ports.\n\n"
        "Merged from port-visits: title “Port visits every year”; start “2025-02”; "
        "due “2025-12”; priority “high”"
    )
    assert [each.title for each in merged.milestones] == ["First visit", "Second visit"]
    assert [each.title for each in merged.follow_ups] == [
        "Ask for the visit plan",
        "Count the visits",
    ]
    assert [each.note for each in merged.updates] == [
        *("Agreed.", "Opened.", "Agreed.", "A first ship called.")
    ]
    ids = [each.id for each in merged.updates]
    assert len(set(ids)) == 4
    assert ids[:2] == ["u1", "u2"]


def test_a_merge_lets_updates_go_on_naming_each_other() -> None:
    correcting = replace(VISITS.updates[1], id="u3", corrects="u1", weighs=("u2",))
    busy = replace(VISITS, updates=(*VISITS.updates, correcting))
    register = replace(SMALL_REGISTER, commitments=(busy, SCHOOL))
    merged = of(merge_into(register, "port-visits", "pilot-school"), "pilot-school")
    *_, first, second, third = merged.updates
    assert (third.corrects, third.weighs) == (first.id, (second.id,))
    assert first.id not in ("u1", "u2")


def test_a_merge_fills_what_was_empty() -> None:
    empty = Commitment("empty", "Empty")
    register = replace(SMALL_REGISTER, commitments=(VISITS, empty))
    told = replace(VISITS, measure=Measure.DUTY, lead="Navy")
    merged = of(
        merge_into(replace(register, commitments=(told, empty)), "port-visits", "empty"), "empty"
    )
    assert (merged.measure, merged.lead, merged.due) == (Measure.DUTY, "Navy", VISITS.due)
    assert [each.name for each in differing(empty, told)] == ["title", "priority"]


def test_what_comes_of_a_merge_is_said_before() -> None:
    after = merge_into(SMALL_REGISTER, "port-visits", "pilot-school")
    told = merge_words(SCHOOL, VISITS, of(after, "pilot-school"), AS_OF)
    assert told[0] == (
        "port-visits “Port visits every year” goes into pilot-school “Pilot school opened”"
    )
    assert told[1] == "added: 2 milestones, 2 follow-ups, 2 updates"
    assert (
        "title stays “Pilot school opened”; “Port visits every year” is told in the summary" in told
    )


def test_a_changed_id_is_found_by_every_one_it_had() -> None:
    once = change_id(SMALL_REGISTER, "port-visits", "visits")
    twice = change_id(once, "port-visits", "port-calls")
    assert find_commitment(twice, "visits") is find_commitment(twice, "port-visits")
    assert find_commitment(twice, "port-calls").former_ids == ("port-visits", "visits")
    back = change_id(twice, "visits", "port-visits")
    assert find_commitment(back, "visits").id == "port-visits"
    assert find_commitment(back, "visits").former_ids == ("visits", "port-calls")


@pytest.mark.parametrize("new", ["Port", "pilot-school", "", "former", "a b"])
def test_an_id_that_is_taken_or_none_is_refused(new: str) -> None:
    former = replace(SCHOOL, former_ids=("former",))
    register = replace(SMALL_REGISTER, commitments=(VISITS, former))
    with pytest.raises(BadValue):
        change_id(register, "port-visits", new)
    with pytest.raises(BadValue):
        duplicate(register, "port-visits", new)
    with pytest.raises(BadValue):
        split(register, "port-visits", new, "Part")


def test_what_cannot_be_meant_is_refused() -> None:
    with pytest.raises(BadValue, match="into itself"):
        merge_into(SMALL_REGISTER, "port-visits", "port-visits")
    with pytest.raises(NothingToDo):
        change_id(SMALL_REGISTER, "port-visits", "port-visits")
    with pytest.raises(BadValue, match="needs a title"):
        split(SMALL_REGISTER, "port-visits", "part", " ")
    with pytest.raises(NotFound):
        split(SMALL_REGISTER, "port-visits", "part", "Part", ["m9"])
    with pytest.raises(NotFound):
        duplicate(SMALL_REGISTER, "nothing", "new")


def test_fields_that_two_people_set_differently_are_settled_first() -> None:
    torn = replace(VISITS, clashes=(FieldClash(("lead",), ("a", "b")),))
    register = replace(SMALL_REGISTER, commitments=(torn, SCHOOL))
    with pytest.raises(BadValue, match="set differently"):
        merge_into(register, "port-visits", "pilot-school")
    with pytest.raises(BadValue, match="set differently"):
        merge_into(register, "pilot-school", "port-visits")
    with pytest.raises(BadValue, match="set differently"):
        split(register, "port-visits", "part", "Part")


def test_hostile_texts_are_merged_as_they_are() -> None:
    first, second = HOSTILE_REGISTER.commitments[:2]
    merged = of(merge_into(HOSTILE_REGISTER, second.id, first.id), first.id)
    assert merged.title == first.title
    assert second.title in merged.summary


def test_what_leads_to_a_commitment_leads_there_by_its_later_id() -> None:
    later = replace(SCHOOL, continues=("port-visits", "airfield-code"))
    decided = replace(
        SMALL_REGISTER.instruments[0],
        decisions=(PassageDecision("p1", Decided.TAKEN, "port-visits"),),
    )
    register = replace(SMALL_REGISTER, commitments=(VISITS, later), instruments=(decided,))
    after = change_id(register, "port-visits", "visits")
    assert of(after, "pilot-school").continues == ("visits", "airfield-code")
    assert after.instruments[0].decisions[0].commitment == "visits"
    merged = merge_into(after, "visits", "pilot-school")
    assert of(merged, "pilot-school").continues == ("airfield-code",)
    assert merged.instruments[0].decisions[0].commitment == "pilot-school"

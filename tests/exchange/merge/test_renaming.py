"""Copies of a register in which the id of a commitment was changed, put together again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from exchange.merge import RegisterState, merge_states
from store.storage.documents import Document


def state(*commitments: Document) -> RegisterState:
    order = [str(each["id"]) for each in commitments]
    by_id = {str(each["id"]): each for each in commitments}
    return RegisterState({"title": "Pledges", "order": order}, by_id)


def pledge(name: str, **fields: object) -> Document:
    return {"id": name, "title": "Pledge", **fields}


A, B = pledge("a"), pledge("b", former_ids=["a"])
OTHER = pledge("other")


def test_what_the_other_side_did_under_the_old_id_goes_to_the_new_one() -> None:
    later = pledge("a", due="2027", updates=[{"id": "u1", "date": "2026", "note": "Seen"}])
    base, ours, theirs = state(A, OTHER), state(B, OTHER), state(later, OTHER)
    merged = merge_states(base, ours, theirs)
    assert merged.order == ["b", "other"]
    assert merged.commitments["b"] == later | {"id": "b", "former_ids": ["a"]}
    assert merge_states(base, theirs, ours) == merged


def test_both_sides_changed_the_id_alike_or_each_in_its_own_way() -> None:
    assert merge_states(state(A), state(B), state(B | {"due": "2027"})).commitments == {
        "b": B | {"due": "2027"}
    }
    c = pledge("c", former_ids=["a"], lead="MoD")
    for ours, theirs in ((state(B), state(c)), (state(c), state(B))):
        merged = merge_states(state(A), ours, theirs).commitments
        assert list(merged) == ["b"]
        assert merged["b"]["lead"] == "MoD"
        assert sorted(merged["b"]["former_ids"]) == ["a", "c"]


def test_a_commitment_that_one_side_removed_stays_removed() -> None:
    assert merge_states(state(A, OTHER), state(OTHER), state(A, OTHER)).order == ["other"]
    merged = merge_states(state(A, OTHER), state(B, OTHER), state(OTHER))
    assert merged.order == ["b", "other"]


def test_what_was_merged_into_another_and_changed_meanwhile_stays_under_its_own_id() -> None:
    into = pledge("other", former_ids=["a"])
    changed = pledge("a", due="2027")
    merged = merge_states(state(A, OTHER), state(into), state(changed, OTHER))
    assert merged.commitments == {"a": changed, "other": OTHER}
    gone = merge_states(state(A, OTHER), state(into), state(A, OTHER | {"due": "2028"}))
    assert gone.commitments == {"other": into | {"due": "2028"}}


def test_one_id_that_was_given_to_two_commitments_leaves_both_their_former_ones() -> None:
    ours = state(pledge("new", former_ids=["a"], lead="MoD"), OTHER)
    theirs = state(A, pledge("new", former_ids=["other"], due="2027"))
    merged = merge_states(state(A, OTHER), ours, theirs)
    assert merged == merge_states(state(A, OTHER), theirs, ours)
    assert merged.commitments == {"a": A | {"lead": "MoD"}, "other": OTHER | {"due": "2027"}}


def test_an_id_that_a_new_commitment_got_elsewhere_stays_with_that_one() -> None:
    new = pledge("b", lead="Navy")
    merged = merge_states(state(A), state(B | {"due": "2027"}), state(A, new))
    assert merged == merge_states(state(A), state(A, new), state(B | {"due": "2027"}))
    assert merged.commitments == {"a": A | {"due": "2027"}, "b": new}


def test_a_commitment_that_has_taken_in_another_is_told_by_the_id_it_had_itself() -> None:
    both = pledge("b", former_ids=["a", "other"])
    changed = state(pledge("a", due="2027"), pledge("other", lead="MoD"))
    merged = merge_states(state(A, OTHER), state(both), changed)
    assert merged.commitments == {
        "b": pledge("b", former_ids=["a"], due="2027"),
        "other": pledge("other", lead="MoD"),
    }


THREE = {each: pledge(each, first=each) for each in ("a", "b", "c")}


@st.composite
def renamings(draw: st.DrawFn, who: str) -> RegisterState:
    """What somebody makes of three commitments who changes ids, adds some and notes things."""
    by_id = dict(THREE)
    for turn in range(draw(st.integers(0, 4))):
        note = {"id": f"{who}{turn}", "date": "2026", "note": f"{who}{turn}"}
        name, new = draw(st.sampled_from(sorted(by_id))), draw(st.sampled_from(["x", "y", "z"]))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            by_id[name] = by_id[name] | {"updates": [*by_id[name].get("updates", []), note]}
        elif kind == 1 and new not in by_id:
            by_id[new] = pledge(new, updates=[note])
        elif new not in by_id:
            former = [*by_id[name].get("former_ids", []), name]
            by_id[new] = by_id.pop(name) | {"id": new, "former_ids": former}
    return state(*by_id.values())


def notes_of(register: RegisterState) -> set[str]:
    listed = register.commitments.values()
    return {note["note"] for each in listed for note in each.get("updates", [])}


@given(renamings("ana"), renamings("ben"))
def test_whatever_ids_people_give_nothing_is_lost(
    ours: RegisterState, theirs: RegisterState
) -> None:
    merged = merge_states(state(*THREE.values()), ours, theirs)
    assert merged == merge_states(state(*THREE.values()), theirs, ours)
    assert notes_of(merged) == notes_of(ours) | notes_of(theirs)
    assert {each.get("first") for each in merged.commitments.values()} >= THREE.keys()

"""Whole registers put together: what comes, what goes, and in which order."""

from __future__ import annotations

import pytest

from exchange.merge import RegisterState, clashes_of, merge_states, with_choice
from exchange.merge.register_state import NOTHING
from exchange.sync.sync import chosen
from store.errors import BadValue, NotFound
from store.storage.documents import Document


def state(*commitments: Document, **head: object) -> RegisterState:
    order = [str(each["id"]) for each in commitments]
    return RegisterState(
        {"title": "Pledges", **head, "order": order},
        {str(each["id"]): each for each in commitments},
    )


def pledge(name: str, **fields: object) -> Document:
    return {"id": name, "title": name.upper(), **fields}


A, B, C, D = (pledge(name) for name in "abcd")


def test_new_commitments_of_both_sides_are_there_in_one_order() -> None:
    merged = merge_states(state(B, A), state(B, A, D), state(B, A, C))
    assert merged.order == ["b", "a", "c", "d"]
    assert merged == merge_states(state(B, A), state(B, A, C), state(B, A, D))


def test_what_was_removed_is_gone_unless_somebody_changed_it() -> None:
    late = pledge("b", due="2027")
    assert merge_states(state(A, B), state(A), state(A, B, C)).order == ["a", "c"]
    kept = merge_states(state(A, B), state(A), state(A, late))
    assert kept.commitments["b"] == late


def test_registers_that_were_never_together_keep_all_that_each_has() -> None:
    merged = merge_states(NOTHING, state(C, A, B), state(C, A, D))
    assert merged.order == ["a", "b", "c", "d"]
    assert merge_states(NOTHING, NOTHING, state(C, A)).order == ["c", "a"]


def test_status_words_are_merged_word_by_word() -> None:
    done, late = {"word": "done", "means": "kept"}, {"word": "late", "means": "stalled"}
    partly, other = done | {"means": "partly-kept"}, {"word": "x", "means": "kept"}
    ours, theirs = state(A, status_words=[done, late]), state(A, status_words=[partly, other])
    merged = merge_states(state(A, status_words=[done]), ours, theirs)
    assert merged.head["status_words"] == [partly, late, other]
    slow = late | {"means": "not-kept"}
    open_one = merge_states(NOTHING, state(A, status_words=[late]), state(A, status_words=[slow]))
    assert open_one.head["status_words"] == [slow]
    (clash,) = clashes_of(open_one.head, "")
    assert clash.name == "register/status_words/late/means"


def test_domains_instruments_and_views_are_merged_item_by_item() -> None:
    base = state(A, domains=[{"id": "air", "name": "Air"}])
    ours = state(A, domains=[{"id": "air", "name": "Air"}, {"id": "sea", "name": "Sea"}])
    theirs = state(
        A,
        domains=[{"id": "air", "name": "In the air"}],
        views=[{"name": "Late", "query": "is:overdue"}],
    )
    merged = merge_states(base, ours, theirs)
    assert merged.head["domains"] == [
        {"id": "air", "name": "In the air"},
        {"id": "sea", "name": "Sea"},
    ]
    assert merged.head["views"] == [{"name": "Late", "query": "is:overdue"}]


def test_a_choice_takes_one_value_and_leaves_the_other_clashes() -> None:
    sides = [state(pledge("a", due=due, lead=lead)) for due, lead in (("2027", "x"), ("2028", "y"))]
    merged = merge_states(state(A), *sides)
    names = [each.name for each in clashes_of(merged.commitments["a"], "a")]
    assert names == ["a/due", "a/lead"]
    after = chosen(merged, {"a/due": 2})
    assert after.commitments["a"]["due"] == "2028"
    assert [each.name for each in clashes_of(after.commitments["a"], "a")] == ["a/lead"]


def test_a_choice_can_be_for_nothing_and_for_the_register_itself() -> None:
    base = state(pledge("a", due="2026"), start="2025")
    sides = [
        state(pledge("a", due="2027"), start="2020"),
        state(pledge("a"), start="2021"),
    ]
    after = chosen(merge_states(base, *sides), {"a/due": 2, "register/start": 1})
    assert "due" not in after.commitments["a"]
    assert after.head["start"] == "2020"
    assert "clashes" not in after.head


def test_a_choice_that_cannot_be_made_says_what_can() -> None:
    merged = merge_states(state(A), state(pledge("a", due="2027")), state(pledge("a", due="2028")))
    with pytest.raises(NotFound, match="a/lead") as caught:
        chosen(merged, {"a/lead": 1})
    assert caught.value.hint == "there is a/due"
    with pytest.raises(BadValue, match="no value number 3"):
        chosen(merged, {"a/due": 3})
    (clash,) = clashes_of(merged.commitments["a"], "a")
    with pytest.raises(NotFound):
        with_choice(pledge("a"), clash, 1)

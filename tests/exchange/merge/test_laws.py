"""Merging is the same whoever merges, in whatever order and however often."""

from __future__ import annotations

import os
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.merge import RegisterState, merge_documents, merge_states
from store.storage.documents import Document
from tests.exchange.merge.changes import BASE, REGISTER, UNDECIDED, registers, versions

MANY = settings(max_examples=5000 if "ENTENTE_LONG" in os.environ else 100)
Base = Document | None
Case = tuple[Base, Document, Document, Document]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """What three people began with, and what each made of it."""
    base = draw(st.sampled_from([BASE, UNDECIDED]))
    first, second, third = (draw(versions(base)) for _ in range(3))
    return base, first, second, third


@MANY
@given(cases())
def test_it_does_not_matter_whose_side_is_whose(case: Case) -> None:
    base, ours, theirs, _ = case
    assert merge_documents(base, ours, theirs) == merge_documents(base, theirs, ours)


@MANY
@given(cases())
def test_it_does_not_matter_who_is_merged_first(case: Case) -> None:
    base, first, second, third = case
    left = merge_documents(base, merge_documents(base, first, second), third)
    assert left == merge_documents(base, first, merge_documents(base, second, third))


@MANY
@given(cases())
def test_merging_again_changes_nothing(case: Case) -> None:
    base, ours, theirs, _ = case
    assert merge_documents(base, ours, ours) == ours
    merged = merge_documents(base, ours, theirs)
    assert merge_documents(base, merged, merged) == merged
    assert merge_documents(base, merged, theirs) == merged


@MANY
@given(versions(), versions(), versions())
def test_nor_does_it_where_nobody_knows_what_was_said_before(
    first: Document, second: Document, third: Document
) -> None:
    merged = merge_documents(None, first, second)
    assert merged == merge_documents(None, second, first)
    assert merge_documents(None, merged, second) == merged
    left = merge_documents(None, merged, third)
    assert left == merge_documents(None, first, merge_documents(None, second, third))


@MANY
@given(registers(), registers(), registers())
def test_nor_does_it_for_a_whole_register(
    first: RegisterState, second: RegisterState, third: RegisterState
) -> None:
    merged = merge_states(REGISTER, first, second)
    assert merged == merge_states(REGISTER, second, first)
    assert merge_states(REGISTER, merged, merged) == merged
    assert merge_states(REGISTER, merged, second) == merged
    left = merge_states(REGISTER, merged, third)
    assert left == merge_states(REGISTER, first, merge_states(REGISTER, second, third))


@MANY
@given(versions(), versions())
def test_no_entry_of_a_log_is_lost(ours: Document, theirs: Document) -> None:
    def said(document: Document) -> set[tuple[Any, ...]]:
        return {(each["date"], each.get("note")) for each in document["updates"]}

    merged = merge_documents(BASE, ours, theirs)
    assert said(merged) == said(ours) | said(theirs)
    ids = [each["id"] for each in merged["updates"]]
    assert len(ids) == len(set(ids))


@given(registers())
def test_what_only_one_side_changed_is_taken(ours: RegisterState) -> None:
    assert merge_states(REGISTER, ours, REGISTER) == ours
    for name in ours.commitments.keys() & REGISTER.commitments.keys():
        before, after = (each.commitments[name] for each in (REGISTER, ours))
        assert merge_documents(before, after, before) == after


def steps(order: str, **fields: str) -> Document:
    """Return the base with these milestones, of which the first has these fields."""
    listed: list[Document] = [{"id": each, "title": each.upper()} for each in order]
    if fields:
        listed[0] |= fields
    return BASE | {"milestones": listed}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("axbc", "abc", "axbc"),
        ("bac", "abc", "bac"),
        ("axbc", "abcy", "abcxy"),
        ("abcz", "abcy", "abcyz"),
        ("bac", "cba", "bac"),
        ("bac", "ab", "ab"),
        ("xabc", "bc", "bcx"),
    ],
)
def test_a_list_keeps_its_order_and_has_behind_it_what_is_new(
    ours: str, theirs: str, expected: str
) -> None:
    for mine, other in ((ours, theirs), (theirs, ours)):
        merged = merge_documents(steps("abc"), steps(mine), steps(other))
        assert "".join(each["id"] for each in merged["milestones"]) == expected


def test_a_step_before_one_that_another_removed_and_a_third_changed() -> None:
    sides = [steps("xabc"), steps("bc"), steps("abc", met="2026")]
    left = merge_documents(steps("abc"), merge_documents(steps("abc"), *sides[:2]), sides[2])
    right = merge_documents(steps("abc"), sides[0], merge_documents(steps("abc"), *sides[1:]))
    assert left == right
    assert "".join(each["id"] for each in left["milestones"]) == "abcx"


def test_a_log_goes_by_when_it_was_written() -> None:
    """What corrects an entry comes after it, also where it tells of an earlier day."""
    wrong = {"id": "uz", "date": "2026-03-01", "note": "Met", "written": "2026-03-02T08:00:00Z"}
    right = {
        "id": "ua",
        "date": "2026-01-01",
        "note": "Not yet",
        "corrects": "uz",
        "written": "2026-03-02T09:00:00Z",
    }
    elsewhere = {"id": "uk", "date": "2026-02-01", "written": "2026-03-01T08:00:00Z"}
    ours, theirs = deepcopy(BASE), deepcopy(BASE)
    ours["updates"] += [wrong, right]
    theirs["updates"] += [elsewhere]
    merged = merge_documents(BASE, ours, theirs)
    assert [each["id"] for each in merged["updates"]] == ["u1", "uk", "uz", "ua"]


def test_two_choices_between_open_values_are_open_again_and_no_choice_at_all_is_not() -> None:
    chosen = []
    for value in ("a", "b"):
        document = deepcopy(UNDECIDED) | {"lead": value}
        document["clashes"] = [each for each in document["clashes"] if each["at"] != ["lead"]]
        chosen.append(document)
    merged = merge_documents(UNDECIDED, *chosen)
    assert {"at": ["lead"], "values": ["a", "b"]} in merged["clashes"]
    assert merge_documents(UNDECIDED, merged, chosen[0]) == merged
    assert merge_documents(UNDECIDED, chosen[0], UNDECIDED | {"parties": ["india"]}) == (
        chosen[0] | {"parties": ["india"]}
    )

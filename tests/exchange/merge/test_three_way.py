"""Merging is the same whoever merges, in whatever order and however often."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.merge import merge_documents
from exchange.merge.ordering import merged_order
from store.storage.documents import Document

BASE: Document = {
    "id": "p8i",
    "title": "Six aircraft",
    "due": "2026",
    "tags": ["air", "navy"],
    "domains": ["maritime"],
    "milestones": [
        {"id": "m1", "title": "Offer", "date": "2025"},
        {"id": "m2", "title": "Contract", "date": "2026"},
    ],
    "follow_ups": [{"id": "f1", "title": "Ask for the date", "owner": "ana"}],
    "updates": [{"id": "u1", "date": "2025-02-13", "note": "Announced"}],
    "watched_by": {"desk": "south"},
}


def changed(**fields: object) -> Document:
    return {name: each for name, each in (BASE | fields).items() if each is not None}


WORDS = st.sampled_from(["a", "b", "ç", "[/]", "\x1b[31m"])
DAYS = st.sampled_from(["2026", "2027-Q1", "2027-03-01"])


@st.composite
def versions(draw: st.DrawFn) -> Document:
    """What one person made of the base: any of the changes that people make."""
    document = deepcopy(BASE)
    for _ in range(draw(st.integers(0, 4))):
        _edit(draw, document)
    return document


def _edit(draw: st.DrawFn, document: Document) -> None:
    kind = draw(st.integers(0, 9))
    if kind == 0:
        document["title"] = draw(WORDS)
    elif kind == 1:
        document.pop("due", None)
    elif kind == 2:
        document["due"] = draw(DAYS)
    elif kind == 3:
        document["tags"] = [*document["tags"], f"t-{draw(WORDS)}"]
        document["tags"] = list(dict.fromkeys(document["tags"]))
    elif kind == 4 and len(document["tags"]) > 1:
        document["tags"] = document["tags"][1:]
    elif kind == 5 and document["milestones"]:
        draw(st.sampled_from(document["milestones"]))["met"] = draw(DAYS)
    elif kind == 6 and document["milestones"]:
        document["milestones"].pop(draw(st.integers(0, len(document["milestones"]) - 1)))
    elif kind == 7:
        new = {"id": f"u{draw(st.integers(2, 4))}", "date": draw(DAYS), "note": draw(WORDS)}
        if new["id"] not in [each["id"] for each in document["updates"]]:
            document["updates"].append(new)
    elif kind == 8:
        document["watched_by"] = {"desk": draw(WORDS)}
    elif kind == 9:
        new = {"id": f"mq{draw(st.integers(2, 4))}", "title": draw(WORDS)}
        if new["id"] not in [each["id"] for each in document["milestones"]]:
            place = draw(st.integers(0, len(document["milestones"])))
            document["milestones"].insert(place, new)


@given(versions(), versions())
def test_it_does_not_matter_whose_side_is_whose(ours: Document, theirs: Document) -> None:
    assert merge_documents(BASE, ours, theirs) == merge_documents(BASE, theirs, ours)


@given(versions(), versions(), versions())
def test_it_does_not_matter_who_is_merged_first(
    first: Document, second: Document, third: Document
) -> None:
    left = merge_documents(BASE, merge_documents(BASE, first, second), third)
    assert left == merge_documents(BASE, first, merge_documents(BASE, second, third))


@given(versions(), versions())
def test_merging_again_changes_nothing(ours: Document, theirs: Document) -> None:
    assert merge_documents(BASE, ours, ours) == ours
    merged = merge_documents(BASE, ours, theirs)
    assert merge_documents(BASE, merged, merged) == merged
    assert merge_documents(BASE, merged, theirs) == merged


@given(versions(), versions())
def test_no_entry_of_a_log_is_lost(ours: Document, theirs: Document) -> None:
    def said(document: Document) -> set[tuple[Any, ...]]:
        return {(each["date"], each["note"]) for each in document["updates"]}

    merged = merge_documents(BASE, ours, theirs)
    assert said(merged) == said(ours) | said(theirs)
    ids = [each["id"] for each in merged["updates"]]
    assert len(ids) == len(set(ids))


@given(versions())
def test_what_only_one_side_changed_is_taken(ours: Document) -> None:
    assert merge_documents(BASE, ours, BASE) == ours


def test_a_field_set_differently_keeps_both_values_and_takes_neither() -> None:
    merged = merge_documents(BASE, changed(due="2027"), changed(due="2028"))
    assert merged["due"] == "2026"
    assert merged["clashes"] == [{"at": ["due"], "values": ["2027", "2028"]}]


def test_emptied_here_and_set_there_is_a_clash_too() -> None:
    merged = merge_documents(BASE, changed(due=None), changed(due="2028"))
    assert merged["clashes"] == [{"at": ["due"], "values": ["2028", None]}]


def test_a_clash_within_an_item_says_which() -> None:
    sides = [
        changed(milestones=[BASE["milestones"][0] | {"date": day}, BASE["milestones"][1]])
        for day in ("2027", "2028")
    ]
    merged = merge_documents(BASE, *sides)
    assert merged["milestones"][0]["date"] == "2025"
    assert merged["clashes"] == [{"at": ["milestones", "m1", "date"], "values": ["2027", "2028"]}]


def test_a_clash_lasts_until_somebody_chooses_and_then_is_gone_everywhere() -> None:
    clashing = merge_documents(BASE, changed(due="2027"), changed(due="2028"))
    elsewhere = clashing | {"lead": "MoD"}
    chosen = {name: each for name, each in clashing.items() if name != "clashes"} | {"due": "2028"}
    merged = merge_documents(clashing, chosen, elsewhere)
    assert merged == chosen | {"lead": "MoD"}


def test_two_clashes_of_one_field_hold_all_values() -> None:
    first = merge_documents(BASE, changed(due="2027"), changed(due="2028"))
    merged = merge_documents(BASE, first, changed(due="2029"))
    assert merged["clashes"][0]["values"] == ["2027", "2028", "2029"]
    assert merged["due"] == "2026"


def test_what_one_removed_and_the_other_changed_stays() -> None:
    met = [BASE["milestones"][0] | {"met": "2025-03"}, BASE["milestones"][1]]
    merged = merge_documents(BASE, changed(milestones=None), changed(milestones=met))
    assert merged["milestones"] == [met[0]]


def test_two_updates_that_share_a_counted_id_are_both_kept() -> None:
    sides = [
        changed(updates=[*BASE["updates"], {"id": "u2", "date": "2026-01-05", "note": note}])
        for note in ("Seen", "Heard")
    ]
    merged = merge_documents(BASE, *sides)
    assert sorted(each["note"] for each in merged["updates"]) == ["Announced", "Heard", "Seen"]
    assert len({each["id"] for each in merged["updates"]}) == 3


def test_a_revision_is_no_part_of_it() -> None:
    merged = merge_documents(
        BASE | {"revision": 1}, BASE | {"revision": 5}, BASE | {"revision": 7, "lead": "MoD"}
    )
    assert merged == BASE | {"lead": "MoD"}


def test_fields_that_nobody_knows_are_kept_from_both_sides() -> None:
    merged = merge_documents(BASE, changed(mood="calm"), changed(colour="blue"))
    assert (merged["mood"], merged["colour"]) == ("calm", "blue")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("axbc", "abcy", "abcxy"),
        ("bac", "abc", "bac"),
        ("abcz", "abcy", "abcyz"),
        ("c", "abc", "c"),
    ],
)
def test_order_is_kept(ours: str, theirs: str, expected: str) -> None:
    kept = set(expected)
    assert "".join(merged_order("abc", ours, theirs, kept, str)) == expected
    assert "".join(merged_order("abc", theirs, ours, kept, str)) == expected

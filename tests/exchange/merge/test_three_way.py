"""Merging is the same whoever merges, in whatever order and however often."""

from __future__ import annotations

from exchange.merge import merge_documents
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


def test_an_update_names_those_of_its_own_side_when_both_counted_to_one_id() -> None:
    """The correction of the one must not strike the other."""
    base = changed(updates=[{"id": "u3", "date": "2026-01"}])
    sides = []
    for who, weighed in (("mira", "u3"), ("ana", "u4")):
        seen = {"id": "u4", "date": "2026-11-01", "note": f"Seen by {who}."}
        right = {
            "id": f"u{who}",
            "date": "2026-11-02",
            "corrects": "u4",
            "weighs": ["u3", weighed],
            "confirms": "u3",
        }
        sides.append(changed(updates=[*base["updates"], seen, right]))
    for ours, theirs in (sides, sides[::-1]):
        found = merge_documents(base, ours, theirs)["updates"]
        ids = {each.get("note"): each["id"] for each in found}
        named = {each["id"]: each for each in found}
        assert named["umira"]["corrects"] == ids["Seen by mira."]
        assert named["uana"]["corrects"] == ids["Seen by ana."]
        assert named["uana"]["weighs"] == ["u3", ids["Seen by ana."]]
        assert named["umira"]["confirms"] == named["uana"]["confirms"] == "u3"


def test_a_revision_is_no_part_of_it() -> None:
    merged = merge_documents(
        BASE | {"revision": 1}, BASE | {"revision": 5}, BASE | {"revision": 7, "lead": "MoD"}
    )
    assert merged == BASE | {"lead": "MoD"}


def test_fields_that_nobody_knows_are_kept_from_both_sides() -> None:
    merged = merge_documents(BASE, changed(mood="calm"), changed(colour="blue"))
    assert (merged["mood"], merged["colour"]) == ("calm", "blue")

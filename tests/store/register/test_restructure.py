"""Changes to a register as a whole, as they are saved: one change, one undo, nothing lost."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from store.errors import BadValue, NothingToDo
from store.model.entities import Instrument, Register
from store.model.register_edits import (
    change_domain_id,
    change_instrument_id,
    merge_domains,
    merge_instruments,
    move_instrument,
    remove_instrument,
)
from store.model.reshaping import (
    RegisterEdit,
    change_id,
    duplicate,
    find_commitment,
    merge_into,
    split,
)
from store.portfolio.portfolio import Portfolio
from store.query import parse_query
from store.register.changeset import ChangeSet
from store.register.store import Store
from store.storage.salvage import check
from tests.conftest import AS_OF, open_store, plain
from tests.registers import SMALL_REGISTER

EDITS: dict[str, RegisterEdit] = {
    "duplicate": lambda each: duplicate(each, "port-visits", "port-calls"),
    "split": lambda each: split(each, "port-visits", "part", "Part", ["m2", "f1", "u1"]),
    "merge": lambda each: merge_into(each, "port-visits", "pilot-school"),
    "change id": lambda each: change_id(each, "port-visits", "visits"),
    "domains merged": lambda each: merge_domains(each, "air", "maritime"),
    "domain id": lambda each: change_domain_id(each, "air", "sky"),
    "instrument moved": lambda each: move_instrument(each, "pact-2015", 1),
    "instruments merged": lambda each: merge_instruments(each, "pact-2015", "pact-2025"),
    "instrument removed": lambda each: remove_instrument(each, "pact-2025"),
    "instrument id": lambda each: change_instrument_id(each, "pact-2025", "pact"),
    "instrument added": lambda each: replace(
        each, instruments=(*each.instruments, Instrument("new", "New"))
    ),
    "days": lambda each: replace(each, stale_days=30),
}


@pytest.mark.parametrize("name", EDITS)
def test_each_is_one_change_that_undo_takes_back_and_redo_does_again(
    name: str, small_store: Store
) -> None:
    start = plain(small_store.register)
    wanted = plain(EDITS[name](small_store.register))
    small_store.restructure(EDITS[name], name)
    assert plain(open_store(small_store.path).register) == wanted
    assert [each.label for each in small_store.log()] == [name]
    small_store.undo()
    assert plain(open_store(small_store.path).register) == start
    small_store.redo()
    assert plain(open_store(small_store.path).register) == wanted
    assert check(small_store.path) == []


def test_all_of_them_one_after_the_other_are_undone(small_store: Store) -> None:
    start = plain(small_store.register)
    for name in ("duplicate", "merge", "domain id", "instrument moved", "instrument id"):
        small_store.restructure(EDITS[name], name)
    small_store.restructure(lambda each: change_id(each, "port-visits", "school"), "id")
    small_store.restructure(lambda each: move_instrument(each, "pact", 1), "moved")
    end = plain(small_store.register)
    for _ in range(7):
        small_store.undo()
    assert plain(small_store.register) == start
    for _ in range(7):
        small_store.redo()
    assert plain(small_store.register) == end


def test_an_old_id_is_found_wherever_the_store_is_asked_for_one(small_store: Store) -> None:
    small_store.restructure(EDITS["change id"], "id")
    fresh = open_store(small_store.path)
    assert fresh.document("port-visits")["id"] == "visits"
    fresh.change(["port-visits"], lambda each: replace(each, lead="Navy"))
    assert find_commitment(fresh.register, "visits").lead == "Navy"
    assert len(fresh.log("port-visits")) == len(fresh.log("visits")) == 2
    assert fresh.former_ids() == {"port-visits": "visits"}


def test_no_other_commitment_can_have_an_id_from_before(small_store: Store) -> None:
    small_store.restructure(EDITS["change id"], "id")
    with pytest.raises(BadValue, match="is taken"):
        small_store.check_new("port-visits")
    small_store.remove(["visits"])
    for name in ("port-visits", "visits"):
        with pytest.raises(BadValue, match="is taken"):
            small_store.check_new(name)
    with pytest.raises(BadValue, match="is taken"):
        small_store.restructure(lambda each: duplicate(each, "pilot-school", "visits"), "copy")


def test_a_commitment_keeps_its_place_when_its_id_changes(small_store: Store) -> None:
    small_store.restructure(lambda each: change_id(each, "pilot-school", "a-school"), "id")
    assert [each.id for each in small_store.register.commitments][:2] == ["port-visits", "a-school"]


def test_fields_that_nobody_knows_go_along(small_store: Store) -> None:
    changes = ChangeSet()
    changes.commitment(small_store.document("port-visits") | {"dossier": 7})
    document = small_store.document("pilot-school") | {"dossier": 8, "shelf": "b"}
    document["updates"][0]["page"] = 12
    changes.commitment(document)
    changes.instrument({"id": "pact-2015", "title": "Old", "archive": "x"})
    small_store.write_all(changes, "brought")
    small_store.restructure(lambda each: change_id(each, "port-visits", "visits"), "id")
    assert small_store.document("visits")["dossier"] == 7
    small_store.restructure(lambda each: merge_into(each, "pilot-school", "visits"), "merged")
    merged = small_store.document("visits")
    assert (merged["dossier"], merged["shelf"]) == (7, "b")
    assert [each.get("page") for each in merged["updates"]] == [None, None, 12, None]
    small_store.restructure(lambda each: move_instrument(each, "pact-2015", 1), "moved")
    first, second = small_store.instrument_documents()
    assert (first["archive"], "archive" in second) == ("x", False)


def test_updates_that_are_copied_are_not_signed_anew(small_store: Store) -> None:
    small_store.restructure(EDITS["split"], "split")
    small_store.restructure(lambda each: merge_into(each, "part", "pilot-school"), "merged")
    for each in small_store.register.commitments:
        assert all(not update.by and not update.written for update in each.updates)


def test_an_edit_that_changes_nothing_is_no_change(small_store: Store) -> None:
    with pytest.raises(NothingToDo):
        small_store.restructure(lambda each: each, "nothing")
    assert small_store.log() == []


def test_an_edit_is_made_to_what_others_have_saved(small_store: Store) -> None:
    other = open_store(small_store.path, user="bo")
    other.change(["port-visits"], lambda each: replace(each, lead="Navy"))
    small_store.restructure(EDITS["duplicate"], "duplicate")
    assert find_commitment(small_store.register, "port-calls").lead == "Navy"


def test_undo_does_not_bring_back_what_somebody_changed_since(small_store: Store) -> None:
    small_store.restructure(EDITS["change id"], "id")
    other = open_store(small_store.path, user="bo")
    other.change(["visits"], lambda each: replace(each, lead="Navy"))
    small_store.undo()
    back = find_commitment(small_store.register, "port-visits")
    assert (back.lead, back.former_ids) == ("Navy", ())


def test_a_register_says_when_its_commitments_are_stale(small_store: Store) -> None:
    def stale() -> list[str]:
        query = parse_query("is:stale", small_store.vocabulary)
        return [entry.id for entry in small_store.view(query, AS_OF).matching]

    assert stale() == ["port-visits"]
    small_store.restructure(lambda each: replace(each, stale_days=900, stale_days_near_due=900), "")
    assert stale() == []


def test_a_portfolio_follows_the_days_of_its_register() -> None:
    view = Portfolio(SMALL_REGISTER, AS_OF)
    patient: Register = replace(SMALL_REGISTER, stale_days=900, stale_days_near_due=900)
    assert view.by_id["port-visits"].derived.stale
    newer = view.with_register(patient)
    assert not newer.by_id["port-visits"].derived.stale
    assert newer.with_register(SMALL_REGISTER).by_id["port-visits"].derived.stale
    assert newer.thresholds.stale == 900


def test_what_is_saved_is_json_as_ever(small_store: Store) -> None:
    small_store.restructure(EDITS["change id"], "id")
    small_store.close(checkpoint=True)
    kept = json.loads(small_store.path.read_bytes())
    assert kept["commitments"]["1"]["former_ids"] == ["port-visits"]


def test_a_store_of_hostile_texts_is_restructured_too(hostile_store: Store) -> None:
    first, second = (each.id for each in hostile_store.register.commitments[:2])
    hostile_store.restructure(lambda each: merge_into(each, second, first), "merged")
    hostile_store.restructure(lambda each: merge_domains(each, "d1", "d0"), "merged")
    assert check(hostile_store.path) == []

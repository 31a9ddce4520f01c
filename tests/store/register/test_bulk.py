"""Removing commitments, and writing many documents at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from store.errors import BadValue, ChangeRefused, NotFound, NothingToDo
from store.model.conflict import Conflict
from store.model.edits import write_update
from store.model.entities import Commitment, Domain, Instrument, View
from store.model.status import Status
from store.register.changeset import ChangeSet
from store.register.codec import to_document
from store.register.store import Store
from tests.conftest import AS_OF, open_store, plain
from tests.registers import SMALL_REGISTER

pytestmark = pytest.mark.usefixtures("either_storage")

LANES = {"id": "sea-lanes", "title": "Sea lanes kept open", "domains": ["space"], "x_row": 7}
TREATY: dict[str, Any] = {"id": "treaty", "title": "Treaty", "kind": "agreement", "x_page": 3}


def _imported() -> ChangeSet:
    changes = ChangeSet()
    changes.commitment(LANES)
    changes.commitment(to_document(replace(SMALL_REGISTER.commitments[2], title="Code")))
    changes.instrument(TREATY)
    changes.domain(Domain("space", "Space"))
    changes.head({"title": "Wider partnership", "x_office": "room 4"})
    changes.view(View("open", "is:open"))
    return changes


def _ids(store: Store) -> list[str]:
    return [each.id for each in store.register.commitments]


def test_removed_commitments_come_back_to_their_place(small_store: Store) -> None:
    done = small_store.remove(["port-visits", "airfield-code"])
    assert done.label == "2 commitments: removed"
    assert _ids(open_store(small_store.path)) == ["pilot-school", "weather-data"]
    small_store.undo()
    assert plain(open_store(small_store.path).register) == SMALL_REGISTER
    small_store.redo()
    assert _ids(small_store) == ["pilot-school", "weather-data"]


def test_a_removed_id_stays_used(small_store: Store) -> None:
    small_store.remove(["port-visits"])
    with pytest.raises(BadValue, match="taken"):
        small_store.add(Commitment("port-visits", "Again"))


def test_removing_is_all_or_nothing(small_store: Store) -> None:
    with pytest.raises(NotFound):
        small_store.remove(["port-visits", "nobody"])
    with pytest.raises(NothingToDo):
        small_store.remove([])
    assert open_store(small_store.path).register == SMALL_REGISTER


def test_what_somebody_removed_cannot_be_changed_back(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: replace(each, title="Visits"))
    open_store(small_store.path, user="ben").remove(["port-visits"])
    with pytest.raises(ChangeRefused, match="ben"):
        small_store.undo()


def test_an_added_commitment_that_was_changed_or_removed_since_is_not_undone(
    small_store: Store,
) -> None:
    other = open_store(small_store.path, user="ben")
    small_store.add(Commitment("sea-lanes", "Sea lanes"))
    other.change(["sea-lanes"], lambda each: replace(each, title="Lanes"))
    with pytest.raises(ChangeRefused, match="changed since by ben"):
        small_store.undo()
    other.remove(["sea-lanes"])
    with pytest.raises(ChangeRefused, match="changed since by ben"):
        small_store.undo()


def test_an_edit_of_what_was_removed_and_brought_back_differently_is_a_conflict(
    small_store: Store,
) -> None:
    small_store.write_all(_imported(), "imported")
    base = small_store.register.commitments[-1]
    small_store.undo()
    changes = ChangeSet()
    changes.commitment(LANES | {"title": "Lanes"})
    small_store.write_all(changes, "imported again")
    with pytest.raises(Conflict):
        small_store.save(base, replace(base, title="Mine"))


def test_marking_many_says_where_they_went(small_store: Store) -> None:
    ids = ["port-visits", "airfield-code", "pilot-school"]
    done = small_store.change(ids, lambda each: write_update(each, AS_OF, status=Status.STALLED))
    assert done.label == "3 commitments: stalled"
    done = small_store.change(ids, lambda each: write_update(each, AS_OF, progress=60))
    assert done.label == "3 commitments: 60%"
    small_store.undo()
    small_store.undo()
    assert plain(small_store.register) == SMALL_REGISTER


def test_those_of_many_that_stay_the_same_are_left_out(small_store: Store) -> None:
    def edit(each: Commitment) -> Commitment:
        return replace(each, tags=("port",)) if each.id == "port-visits" else each

    done = small_store.change(["port-visits", "pilot-school"], edit)
    assert list(done.touched) == ["port-visits"]
    assert done.label == "port-visits: tags edited"


@pytest.mark.only_files
def test_a_bulk_write_is_one_transaction_and_one_undo(small_store: Store) -> None:
    told: list[tuple[int, int]] = []
    done = small_store.write_all(
        _imported(), "import of a.csv", progress=lambda *each: told.append(each)
    )
    assert (done.label, told) == ("import of a.csv", [(1, 4), (2, 4), (3, 4), (4, 4)])
    small_store.close(checkpoint=True)
    store = open_store(small_store.path)
    after = store.register
    assert after.title == "Wider partnership"
    assert after.domains[-1] == Domain("space", "Space")
    assert after.views == (View("open", "is:open"),)
    assert after.instruments[-1] == Instrument("treaty", "Treaty", "agreement")
    assert _ids(store)[-1] == "sea-lanes"
    assert after.commitments[2].title == "Code"
    tables = {name: TinyDB(store.path).table(name).all() for name in ("register", "commitments")}
    assert tables["register"][0]["x_office"] == "room 4"
    assert tables["commitments"][-1]["x_row"] == 7
    store.undo()
    assert plain(open_store(store.path).register) == SMALL_REGISTER
    assert "x_office" not in store.head()
    store.redo()
    assert plain(open_store(store.path).register) == plain(after)
    assert [each.get("x_page") for each in store.instrument_documents()] == [None, None, 3]


def test_the_same_again_changes_nothing(small_store: Store) -> None:
    small_store.write_all(_imported(), "imported")
    with pytest.raises(NothingToDo):
        small_store.write_all(_imported(), "imported")
    assert len(small_store.log()) == 1


@pytest.mark.only_files
@pytest.mark.parametrize("failure", [KeyboardInterrupt, ValueError])
@pytest.mark.parametrize("at", [1, 4])
def test_what_progress_raises_leaves_the_register_as_it_was(
    small_store: Store, failure: type[BaseException], at: int
) -> None:
    def progress(done: int, total: int) -> None:
        if done == at:
            raise failure

    before = small_store.path.read_bytes()
    with pytest.raises(failure):
        small_store.write_all(_imported(), "imported", progress=progress)
    assert small_store.path.read_bytes() == before
    assert small_store.register == SMALL_REGISTER == open_store(small_store.path).register
    small_store.write_all(_imported(), "imported")


@pytest.mark.only_files
def test_what_is_written_anew_keeps_the_unknown_fields_of_both(small_store: Store) -> None:
    tables = json.loads(small_store.path.read_text())
    del tables["_meta"]
    document = tables["commitments"]["1"]
    document["x_desk"] = {"room": 4}
    document["x_both"] = "old"
    document["milestones"][1]["x_note"] = "keep me"
    tables["instruments"]["1"]["x_page"] = 12
    small_store.path.write_text(json.dumps(tables))
    store = open_store(small_store.path)
    changes = ChangeSet()
    milestones = [{"id": "m2", "title": "Second", "x_new": 1}, {"id": "m1", "title": "First"}]
    changes.commitment(
        {"id": "port-visits", "title": "Visits", "x_both": "new", "milestones": milestones}
    )
    changes.instrument({"id": "pact-2025", "title": "Pact"})
    store.write_all(changes, "imported")
    kept = store.document("port-visits")
    assert kept["x_desk"] == {"room": 4}
    assert (kept["x_both"], kept["revision"]) == ("new", 1)
    assert kept["milestones"] == [
        {"id": "m2", "title": "Second", "x_new": 1, "x_note": "keep me"},
        {"id": "m1", "title": "First"},
    ]
    assert "summary" not in kept
    assert next(store.instrument_documents()) == {"id": "pact-2025", "title": "Pact", "x_page": 12}


def test_what_was_removed_comes_back_by_an_import_and_no_second_time(small_store: Store) -> None:
    gone = small_store.document("port-visits")
    small_store.remove(["port-visits"])
    changes = ChangeSet()
    changes.commitment(gone)
    open_store(small_store.path, user="ben").write_all(changes, "imported")
    with pytest.raises(ChangeRefused, match="ben"):
        small_store.undo()
    assert plain(small_store.register) == SMALL_REGISTER


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"id": "Sea Lanes", "title": "x"}, "cannot be an id"),
        ({"id": "", "title": "x"}, "cannot be an id"),
        ({"id": "sea", "title": 4}, "commitment sea.*title"),
        ({"title": "x"}, "commitment.*id"),
        ({"id": "sea", "title": "x", "due": "soon"}, "sea.*'soon' is not a date.*due"),
        ({"id": "sea", "title": "x", "x": {1, 2}}, "set"),
    ],
)
def test_what_is_no_commitment_is_refused(
    small_store: Store, document: dict[str, object], said: str
) -> None:
    with pytest.raises(BadValue, match=said):
        changes = ChangeSet()
        changes.commitment(document)
        small_store.write_all(changes, "imported")
    assert open_store(small_store.path).register == SMALL_REGISTER


def test_another_program_s_bulk_write_is_noticed(small_store: Store) -> None:
    _ = small_store.register
    open_store(small_store.path, user="ben").write_all(_imported(), "import of a.csv")
    assert [each.label for each in small_store.refresh() or []] == ["import of a.csv"]
    seen = small_store.register
    assert seen == open_store(small_store.path).register
    assert seen.domains[-1].id == "space"
    assert seen.instruments[-1].id == "treaty"


def test_undo_of_a_bulk_write_leaves_somebody_else_s_domain(small_store: Store) -> None:
    small_store.write_all(_imported(), "imported")
    theirs = ChangeSet()
    theirs.domain(Domain("cyber", "Cyber"))
    open_store(small_store.path, user="ben").write_all(theirs, "cyber added")
    small_store.undo()
    assert [each.id for each in small_store.register.domains] == ["maritime", "air", "cyber"]
    assert small_store.register.title == SMALL_REGISTER.title

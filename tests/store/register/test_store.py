"""The door to a register: what is saved, found again, undone and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from store.errors import (
    BadValue,
    CannotRead,
    ChangeRefused,
    Damaged,
    EntenteError,
    NoRegister,
    NotFound,
    NothingToDo,
    ReadOnly,
)
from store.model.conflict import Conflict
from store.model.dates import PartialDate
from store.model.edits import tick, write_update
from store.model.entities import Commitment, Register, SourceKind, Update
from store.model.status import Status
from store.register.store import Store
from tests.conftest import AS_OF, make_store, open_store, plain
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER, SMALL_REGISTER_MARKED

pytestmark = pytest.mark.usefixtures("either_storage")

FIRST_LAYOUT = Path(__file__).parent / "first_layout.json"
"""`SMALL_REGISTER` with one mark, as the first version of Entente wrote it."""


def _mark(progress: int) -> object:
    return lambda each: write_update(each, AS_OF, progress=progress)


def _commitment(store: Store, commitment_id: str) -> Commitment:
    return next(each for each in store.register.commitments if each.id == commitment_id)


def test_a_register_comes_back_as_it_went_in(register_path: Path) -> None:
    make_store(register_path, SMALL_REGISTER)
    assert open_store(register_path).register == SMALL_REGISTER


def test_hostile_texts_come_back_as_they_went_in(register_path: Path) -> None:
    make_store(register_path, HOSTILE_REGISTER)
    assert open_store(register_path).register == HOSTILE_REGISTER


def test_a_change_is_on_disk_when_the_call_returns(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=60))
    found = _commitment(open_store(small_store.path), "port-visits")
    assert found.updates[-1].progress == 60


@pytest.mark.only_files
def test_stock_tinydb_reads_the_file(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: replace(each, title="Visits"))
    small_store.close(checkpoint=True)
    db = TinyDB(small_store.path)
    titles = [each["title"] for each in db.table("commitments")]
    assert titles == ["Visits", *(each.title for each in SMALL_REGISTER.commitments[1:])]


def test_undo_and_redo_walk_back_and_forth(small_store: Store) -> None:
    start = plain(small_store.register)
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=60))
    first = plain(small_store.register)
    small_store.change(["port-visits"], lambda each: tick(each, "m2", AS_OF))
    second = plain(small_store.register)
    small_store.undo()
    assert plain(small_store.register) == first
    small_store.undo()
    assert plain(small_store.register) == start
    small_store.redo()
    small_store.redo()
    assert plain(small_store.register) == second
    with pytest.raises(NothingToDo):
        small_store.redo()


def test_undo_survives_a_restart(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=60))
    later = open_store(small_store.path)
    later.undo()
    assert plain(open_store(small_store.path).register) == SMALL_REGISTER


def test_a_new_change_ends_what_could_be_redone(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=60))
    small_store.undo()
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=30))
    with pytest.raises(NothingToDo):
        small_store.redo()


def test_undo_takes_back_ones_own_changes_only(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=60))
    other = open_store(small_store.path, user="ben")
    other.change(["airfield-code"], lambda each: write_update(each, AS_OF, progress=10))
    small_store.undo()
    assert _commitment(small_store, "airfield-code").updates
    assert _commitment(small_store, "port-visits").updates[-1].progress is None


def test_undo_never_loses_somebodys_later_change(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: replace(each, title="Visits"))
    other = open_store(small_store.path, user="ben")
    other.change(["port-visits"], lambda each: replace(each, title="Harbour calls"))
    with pytest.raises(ChangeRefused, match="ben"):
        small_store.undo()
    assert _commitment(open_store(small_store.path), "port-visits").title == "Harbour calls"


def test_undo_of_one_item_leaves_somebodys_other_item(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=60))
    other = open_store(small_store.path, user="ben")
    other.change(["port-visits"], lambda each: write_update(each, AS_OF, note="Seen."))
    small_store.undo()
    left = _commitment(open_store(small_store.path), "port-visits").updates
    assert [(each.id, each.note) for each in left[:2]] == [
        ("u1", "Agreed."),
        ("u2", "A first ship called."),
    ]
    assert [(each.by, each.note) for each in left[2:]] == [("ben", "Seen.")]
    small_store.redo()
    back = _commitment(open_store(small_store.path), "port-visits").updates
    assert [each.progress for each in back[2:]] == [60, None], "it is where it was, before Ben's"


def test_a_change_is_made_to_the_newest_state(small_store: Store) -> None:
    other = open_store(small_store.path, user="ben")
    other.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=70))
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, note="Seen."))
    assert [each.progress for each in _commitment(small_store, "port-visits").updates[-2:]] == [
        70,
        None,
    ]


def test_another_process_is_noticed(small_store: Store) -> None:
    assert small_store.refresh() is None
    open_store(small_store.path).change(
        ["port-visits"], lambda each: write_update(each, AS_OF, progress=70)
    )
    news = small_store.refresh()
    assert news is not None
    assert [each.label for each in news] == ["port-visits: 50% → 70%"]
    assert _commitment(small_store, "port-visits").updates[-1].progress == 70


def test_what_an_edit_gives_another_id_is_found_by_that(small_store: Store) -> None:
    assert "port-visits" in small_store.ids()
    small_store.change(["port-visits"], lambda each: replace(each, id="harbour-calls"))
    assert "port-visits" not in small_store.ids()
    assert small_store.document("harbour-calls")["title"] == "Port visits every year"


def test_several_commitments_are_one_change(small_store: Store) -> None:
    done = small_store.change(
        ["port-visits", "airfield-code"], lambda each: write_update(each, AS_OF, status=Status.KEPT)
    )
    assert done.label == "2 commitments: kept"
    small_store.undo()
    assert plain(small_store.register) == SMALL_REGISTER


def test_the_label_says_what_changed(small_store: Store) -> None:
    def label(edit: object) -> str:
        return small_store.change(["port-visits"], edit).label  # type: ignore[arg-type]  # a lambda

    stalled = label(lambda each: write_update(each, AS_OF, status=Status.STALLED))
    assert stalled == "port-visits: in progress → stalled"
    assert label(_mark(60)) == "port-visits: 50% → 60%"
    assert label(lambda each: tick(each, "m2", AS_OF)) == (
        "port-visits: milestone “Second visit” met"
    )
    assert label(lambda each: tick(each, "f1", AS_OF)) == (
        "port-visits: follow-up “Ask for the visit plan” done"
    )
    assert label(lambda each: replace(each, title="Visits", tags=("port",))) == (
        "port-visits: title, tags edited"
    )
    late = label(
        lambda each: write_update(
            each, AS_OF, status=Status.KEPT, seen=PartialDate.parse("2025-03")
        )
    )
    assert late == "port-visits: kept recorded for 2025-03"


def test_the_log_is_newest_first_and_signed(small_store: Store) -> None:
    small_store.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=60))
    small_store.change(["airfield-code"], lambda each: write_update(each, AS_OF, progress=10))
    small_store.undo()
    assert [(each.kind, each.number) for each in small_store.log()] == [
        ("undo", 3),
        ("change", 2),
        ("change", 1),
    ]
    newest = small_store.log("airfield-code")[0]
    assert (newest.user, newest.time, newest.of) == ("ana", "2026-11-22T09:30:00Z", 2)
    assert len(small_store.log("port-visits")) == 1


@pytest.mark.only_files
def test_unknown_fields_stay_at_every_depth(small_store: Store) -> None:
    tables = json.loads(small_store.path.read_text())
    del tables["_meta"]  # as a plain TinyDB file
    document = tables["commitments"]["1"]
    document["x_desk"] = {"room": 4}
    document["milestones"][1]["x_note"] = "keep me"
    document["updates"][0]["source"]["x_page"] = 12
    small_store.path.write_text(json.dumps(tables))
    store = open_store(small_store.path)
    store.change(["port-visits"], lambda each: tick(each, "m2", AS_OF))
    store.undo()
    store.redo()
    store.close(checkpoint=True)
    kept = json.loads(store.path.read_text())["commitments"]["1"]
    assert kept["x_desk"] == {"room": 4}
    assert kept["milestones"][1]["x_note"] == "keep me"
    assert kept["milestones"][1]["met"] == str(AS_OF)
    assert kept["updates"][0]["source"]["x_page"] == 12


@pytest.mark.only_files
def test_a_change_that_changes_nothing_is_said_to(small_store: Store) -> None:
    before = small_store.path.read_bytes()
    with pytest.raises(NothingToDo):
        small_store.change(["port-visits"], lambda each: each)
    assert small_store.path.read_bytes() == before


@pytest.mark.only_files
def test_an_edit_that_fails_saves_nothing(small_store: Store) -> None:
    before = small_store.path.read_bytes()

    def fails(each: Commitment) -> Commitment:
        if each.id == "airfield-code":
            raise BadValue("no")
        return write_update(each, AS_OF, progress=60)

    with pytest.raises(BadValue):
        small_store.change(["port-visits", "airfield-code"], fails)
    assert small_store.path.read_bytes() == before
    assert small_store.register == SMALL_REGISTER


def test_an_unknown_id_is_answered_with_the_nearest(small_store: Store) -> None:
    with pytest.raises(NotFound, match="'port-visit'") as caught:
        small_store.change(["port-visit"], lambda each: each)
    assert "port-visits" in caught.value.hint
    with pytest.raises(NotFound, match="'we'") as caught:
        small_store.change(["we"], lambda each: each)
    assert caught.value.hint == "did you mean weather-data?"


@pytest.mark.only_files
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b'{"commitments": []}',
        b"{}",
        b'{"register": {"1": {"schema": 1, "title": 3}}}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_register_is_refused_and_left_alone(
    register_path: Path, content: bytes
) -> None:
    register_path.write_bytes(content)
    with pytest.raises(Damaged, match=r"register\.json"):
        open_store(register_path)
    assert register_path.read_bytes() == content


@pytest.mark.only_files
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2025-13", "'2025-13' is not in the calendar"),
        (2025, "expected a date as text, got 2025"),
        (["2025"], r"expected a date as text, got \['2025'\]"),
    ],
)
def test_damage_is_named_by_commitment_and_field(
    small_store: Store, written: object, said: str
) -> None:
    tables = json.loads(small_store.path.read_text())
    del tables["_meta"]
    tables["commitments"]["1"]["milestones"][1]["date"] = written
    small_store.path.write_text(json.dumps(tables))
    before = small_store.path.read_bytes()
    with pytest.raises(Damaged, match=rf"port-visits.*{said}.*milestones\[1\]"):
        open_store(small_store.path)
    assert small_store.path.read_bytes() == before


@pytest.mark.only_files
def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoRegister):
        open_store(tmp_path / "none.json")
    with pytest.raises(CannotRead):
        open_store(tmp_path)


@pytest.mark.only_files
def test_an_existing_register_is_never_made_anew(small_store: Store) -> None:
    before = small_store.path.read_bytes()
    with pytest.raises(EntenteError, match="exists"):
        make_store(small_store.path, HOSTILE_REGISTER)
    assert small_store.path.read_bytes() == before


def test_a_commitment_is_added_once_and_its_id_never_used_again(small_store: Store) -> None:
    small_store.add(Commitment("sea-lanes", "Sea lanes kept open"))
    assert _commitment(open_store(small_store.path), "sea-lanes").revision == 1
    small_store.undo()
    for taken in ("sea-lanes", "port-visits"):
        with pytest.raises(BadValue, match="taken"):
            small_store.add(Commitment(taken, "Again"))
    with pytest.raises(BadValue, match="cannot be an id"):
        small_store.add(Commitment("Sea Lanes", "Again"))
    small_store.redo()
    assert [each.id for each in small_store.register.commitments][-1] == "sea-lanes"


def test_an_edit_of_an_old_revision_is_refused_with_both_versions(small_store: Store) -> None:
    base = _commitment(small_store, "port-visits")
    open_store(small_store.path, user="ben").change(
        ["port-visits"], lambda each: replace(each, title="Harbour calls")
    )
    mine = replace(base, title="Visits")
    with pytest.raises(Conflict, match="ben") as caught:
        small_store.save(base, mine)
    assert (caught.value.mine.title, caught.value.theirs.title) == ("Visits", "Harbour calls")
    small_store.save(caught.value.theirs, replace(caught.value.theirs, title="Visits"))
    assert _commitment(open_store(small_store.path), "port-visits").title == "Visits"


@pytest.mark.only_files
def test_a_register_of_the_first_layout_is_copied_and_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(FIRST_LAYOUT.read_bytes())
    store = open_store(path)
    assert store.read_only_reason is None
    assert plain(store.register) == _unsaid(SMALL_REGISTER_MARKED)
    assert (tmp_path / "register.json.schema-1").read_bytes() == FIRST_LAYOUT.read_bytes()
    assert store.log()[0].label == "port-visits: 50% → 60%"
    store.undo()
    assert plain(open_store(path).register) == _unsaid(SMALL_REGISTER)


def _unsaid(register: Register) -> Register:
    """Return a register in which nobody has said that a source is independent."""

    def updates(each: Commitment) -> tuple[Update, ...]:
        return tuple(
            replace(one, source=replace(one.source, kind=SourceKind.UNKNOWN))
            if one.source and one.source.independent
            else one
            for one in each.updates
        )

    commitments = (replace(each, updates=updates(each)) for each in register.commitments)
    return replace(register, commitments=tuple(commitments))


def test_a_register_of_a_newer_entente_is_opened_for_reading(
    small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.register.store.SCHEMA", 1)
    older = open_store(small_store.path)
    assert older.read_only_reason is not None
    assert "newer" in older.read_only_reason
    assert older.register == SMALL_REGISTER
    with pytest.raises(ReadOnly, match="newer"):
        older.change(["port-visits"], lambda each: write_update(each, AS_OF, progress=60))

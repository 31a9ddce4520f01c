"""Registers of earlier layouts open whatever people keep in them, and their copies are whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from store.errors import Damaged
from store.model.edits import write_update
from store.model.entities import Commitment, Instrument, Milestone, Source, SourceKind, Update
from store.model.status import Status
from store.register.codec import RegisterHead
from store.register.layouts import as_layout_2, up_to_date
from store.register.past import PastDay
from store.register.store import Store
from store.storage import Database
from tests.conftest import AS_OF, make_store, open_store
from tests.registers import SMALL_REGISTER

pytestmark = pytest.mark.only_files

FIRST_LAYOUT = Path(__file__).parent / "first_layout.json"
OF_LAYOUT_2: dict[type[Struct], str] = {
    Source: "title publisher date url",
    Update: "id date note source status progress",
    Milestone: "id title date met source",
    Commitment: "id title summary instrument clause parties lead domains start due priority tags "
    "milestones follow_ups updates revision",
    Instrument: "id title kind date start end supersedes source",
    RegisterHead: "title start end domains views",
}
"""What layout 2 knew; every other name was free for whatever somebody kept under it."""
WRONG: tuple[Any, ...] = ("mine", 7, True, [7], [["mine"]], {"mine": [7]}, None)


def since(kind: type[Struct]) -> Iterator[str]:
    """Yield the fields that a kind of value has had since layout 2."""
    known = OF_LAYOUT_2[kind].split()
    yield from (each for each in kind.__struct_fields__ if each not in known)


def places(tables: dict[str, Any]) -> list[tuple[type[Struct], dict[str, Any]]]:
    """Return a document of each kind, at every level that there is."""
    commitment, instrument = tables["commitments"]["1"], tables["instruments"]["1"]
    milestone, update = commitment["milestones"][0], commitment["updates"][0]
    milestone.setdefault("source", {"title": "a"})
    instrument.setdefault("source", {"title": "b"})
    return [
        (RegisterHead, tables["register"]["1"]),
        (Instrument, instrument),
        (Source, instrument["source"]),
        (Commitment, commitment),
        (Update, update),
        (Source, update["source"]),
        (Milestone, milestone),
        (Source, milestone["source"]),
    ]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_whatever_has_a_name_of_today_is_kept_and_the_register_opens(
    tmp_path: Path, wrong: Any
) -> None:
    tables = json.loads(FIRST_LAYOUT.read_bytes())
    for kind, document in places(tables):
        document.update((name, wrong) for name in since(kind))
    path = tmp_path / "register.json"
    path.write_text(json.dumps(tables))
    before = path.read_bytes()
    store = open_store(path)
    assert len(store.register.commitments) == 4
    assert (tmp_path / "register.json.schema-1").read_bytes() == before
    store.close(checkpoint=True)
    told = json.loads(path.read_bytes())
    for kind, document in places(told):
        for name in since(kind):
            # Under its own name where it can mean that, and beside it where it cannot.
            assert document.get(f"{name}_as_written", document.get(name)) == wrong, (kind, name)


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_an_older_register_is_looked_at_in_the_layout_of_today(tmp_path: Path, wrong: Any) -> None:
    tables = json.loads(FIRST_LAYOUT.read_bytes())
    for kind, document in places(tables):
        document.update((name, wrong) for name in since(kind))
    path = tmp_path / "register.json"
    path.write_text(json.dumps(tables))
    before = path.read_bytes()
    for past in (None, PastDay(AS_OF), PastDay(AS_OF, known_on=AS_OF)):
        store = Store(path, user="ana", read_only=True, past=past)
        assert store.read_only_reason is not None
        school = store.register.commitments[1]
        assert [each.source.kind for each in school.updates if each.source][-1:] in (
            [SourceKind.OFFICIAL],
            [],  # nobody knows when it was written: on no day it was known
        )
        store.refresh()
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_what_others_write_meanwhile_is_seen_where_an_older_register_is_looked_at(
    tmp_path: Path,
) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(FIRST_LAYOUT.read_bytes())
    looking = Store(path, user="ana", read_only=True)
    assert looking.register.commitments[0].updates[-1].note == ""
    _mark(open_store(path), "by another, in the layout of today")
    looking.refresh()
    assert looking.register.commitments[0].updates[-1].note == "by another, in the layout of today"
    kinds = [each.source.kind for each in looking.register.commitments[1].updates if each.source]
    assert kinds == [SourceKind.UNKNOWN, SourceKind.OFFICIAL]


def test_nothing_that_was_written_makes_way_for_something_else() -> None:
    written = {
        "id": "a",
        "title": "A",
        "measure": 7,
        "measure_as_written": "mine",
        "measure_as_written_2": "too",
    }
    told = up_to_date(written, Commitment)
    assert "measure" not in told
    assert sorted(map(str, told.values())) == sorted(map(str, written.values()))
    assert told["measure_as_written"] == "mine"
    assert told["measure_as_written_3"] == 7


@pytest.mark.parametrize(
    ("official", "kind"), [(True, SourceKind.OFFICIAL), (False, SourceKind.INDEPENDENT)]
)
def test_what_is_official_is_so_whatever_stands_beside_it(official: bool, kind: SourceKind) -> None:
    source = {"title": "a", "official": official, "kind": "press"}
    assert up_to_date({"source": source}, Update)["source"] == {
        "title": "a",
        "kind": kind.value,
        "kind_as_written": "press",
    }
    for sure in ({"title": "a", "kind": "independent", "official": True}, {"title": "a"}):
        assert up_to_date({"source": sure}, Update)["source"] == sure


def test_a_removed_commitment_comes_back_with_what_was_kept_in_it(register_path: Path) -> None:
    store = make_store(register_path, SMALL_REGISTER)
    store.remove(["pilot-school"])
    store.close(checkpoint=True)
    database = Database(register_path, schema=2**31)
    with database.storage.transaction() as batch:
        for name in batch.names():
            for row, raw in list(batch.items(name)):
                document = as_layout_2(json.loads(raw))
                if name == "history":
                    document["touched"]["pilot-school"]["before"]["continues"] = "x"
                batch.save(name, row, document)
        batch.schema = 2
    database.storage.close(checkpoint=True)
    later = open_store(register_path)
    later.undo()
    assert len(later.register.commitments) == 4
    assert later.document("pilot-school")["continues_as_written"] == "x"


def test_a_register_that_does_not_open_is_copied_no_time(tmp_path: Path) -> None:
    tables = json.loads(FIRST_LAYOUT.read_bytes())
    tables["commitments"]["1"]["parties"] = "all of them"
    path = tmp_path / "register.json"
    path.write_text(json.dumps(tables))
    for _ in range(2):
        with pytest.raises(Damaged, match="port-visits"):
            open_store(path)
    assert [each.name for each in tmp_path.iterdir() if "schema" in each.name] == []


def test_an_opening_that_fails_again_makes_no_second_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "register.json"
    path.write_bytes(FIRST_LAYOUT.read_bytes())
    (tmp_path / "register.json.schema-1").write_text("somebody's")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("store.storage.journal.write", fail)
        for _ in range(3):
            with pytest.raises(Exception, match="No space left"):
                open_store(path)
    open_store(path).close()
    copies = sorted(each for each in tmp_path.iterdir() if "schema" in each.name)
    assert [each.name for each in copies] == ["register.json.schema-1", "register.json.schema-1.2"]
    assert copies[0].read_text() == "somebody's"
    assert copies[1].read_bytes() == FIRST_LAYOUT.read_bytes()


def test_the_copy_has_what_only_the_journal_had(register_path: Path) -> None:
    store = make_store(register_path, SMALL_REGISTER)
    _mark(store, "only in the journal")
    raws = {each: store.raw(each) for each in store.ids()}
    store.close(checkpoint=False)
    _as_layout(register_path, 2)
    assert b"only in the journal" not in register_path.read_bytes()
    open_store(register_path).close()
    copy = register_path.with_name(f"{register_path.name}.schema-2")
    alone = copy.rename(register_path.with_name("alone.json"))
    database = Database(alone, schema=2)
    assert database.storage.schema == 2
    assert database.storage.read_only_reason is None
    found = {json.loads(raw)["id"]: raw for _, raw in database.storage.view.items("commitments")}
    assert found == raws
    assert not [each for each in alone.parent.iterdir() if each.name.startswith(f"{copy.name}.")]


def _mark(store: Store, note: str) -> None:
    store.change(
        ["port-visits"],
        lambda each: write_update(each, AS_OF, status=Status.STALLED, note=note),
    )


def _as_layout(path: Path, schema: int) -> None:
    """Say in the journal alone that a register is of an earlier layout."""
    database = Database(path, schema=2**31)
    with database.storage.transaction() as batch:
        batch.schema = schema
    database.storage.close(checkpoint=False)

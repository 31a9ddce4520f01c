"""Importing what was imported before: after it changed there, after it changed here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from exchange.importers.columns.mapping import ColumnMapping
from exchange.importers.importer import ImportRequest, import_files
from store.errors import BadFile, ChangeRefused, NothingToDo
from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.edits import write_update
from store.model.entities import Commitment, Priority, Register
from store.model.status import Status
from store.register.store import Store
from store.storage.documents import Document
from tests.conftest import NOW, open_store
from tests.exchange.importers.files import (
    AS_OF,
    LATER,
    bring,
    csv_text,
    documents,
    sample,
    statuses,
    written,
)


def gao(folder: Path, old: str = "", new: str = "") -> Path:
    """Return the recommendations with something written otherwise."""
    return written(folder, "gao.csv", sample("gao.csv").read_text().replace(old, new))


def test_what_was_done_here_stays_while_the_file_says_the_same(
    empty: Store, tmp_path: Path
) -> None:
    bring(empty, sample("gao.csv"))

    def edit(commitment: Commitment) -> Commitment:
        edited = replace(commitment, title="Chart them all", priority=Priority.LOW)
        return write_update(edited, LATER, status=Status.STALLED, note="Nobody is charting.")

    empty.change(["gao-26-900001-1"], edit)
    before = documents(empty)
    assert bring(empty, sample("gao.csv"), as_of=LATER).change is None
    assert documents(empty) == before


def test_a_new_status_there_is_one_more_update_and_the_old_one_stays(
    empty: Store, tmp_path: Path
) -> None:
    bring(empty, gao(tmp_path))
    later = gao(tmp_path, "Nov 20, 2026", "Dec 20, 2026")
    later.write_text(
        later.read_text().replace(',Open,No,"When we', ',Closed--Implemented,No,"When we')
    )
    (report,), _ = bring(empty, later, as_of=LATER)
    assert report.changed == ["gao-26-900001-1"]
    assert report.unchanged == 2
    log = documents(empty)["gao-26-900001-1"]["updates"]
    assert [(each["date"], each["status"]) for each in log] == [
        ("2026-11-20", "not-started"),
        ("2026-12-20", "kept"),
    ]
    commitment = empty.register.commitments[0]
    assert derive(commitment, AS_OF).status is Status.NOT_STARTED
    assert derive(commitment, LATER).status is Status.KEPT


def test_other_words_there_change_fields_and_repeat_no_update(empty: Store, tmp_path: Path) -> None:
    bring(empty, gao(tmp_path))
    empty.change(
        ["gao-26-900001-1"],
        lambda each: write_update(each, LATER, status=Status.KEPT, note="Seen on site."),
    )
    (report,), _ = bring(empty, gao(tmp_path, "should chart", "should surely chart"))
    assert report.changed == ["gao-26-900001-1"]
    found = documents(empty)["gao-26-900001-1"]
    assert found["title"] == "The Secretary of Ports should surely chart every harbour."
    assert len(found["updates"]) == 2
    assert statuses(empty)["gao-26-900001-1"] is Status.KEPT


def test_tags_and_follow_ups_of_ours_are_never_taken_away(empty: Store, tmp_path: Path) -> None:
    bring(empty, sample("nz-promises.csv"))
    empty.change(["grain-act-silos"], lambda each: replace(each, tags=(*each.tags, "mine")))
    text = sample("nz-promises.csv").read_text().replace("Sell the silos", "Sell two silos")
    bring(empty, written(tmp_path, "nz.csv", text))
    assert documents(empty)["grain-act-silos"]["tags"] == ["national", "act", "mine"]
    assert documents(empty)["grain-act-silos"]["title"] == "Sell two silos."


def test_a_date_that_became_readable_is_no_longer_kept_as_written(
    empty: Store, tmp_path: Path
) -> None:
    bring(empty, sample("ogp.csv"))
    text = sample("ogp.csv").read_text().replace("Spring 2021", "4/30/2021")
    bring(empty, written(tmp_path, "ogp.csv", text))
    courts = documents(empty)["bo0001"]
    assert courts["due"] == "2021-04-30"
    assert "End Date" not in courts["imported"]["ogp"]["columns"]


def test_several_files_are_one_change_and_one_undo(empty: Store) -> None:
    before = documents(empty), empty.register.domains, list(empty.instrument_documents())
    done = bring(empty, sample("gao.csv"), sample("nz-promises.csv"), sample("canada-letters.csv"))
    assert [each.new for each in done.reports] == [3, 4, 0]
    assert len(empty.log()) == 1
    assert empty.log()[0].label.startswith("import of gao.csv, nz-promises.csv, canada-letters.csv")
    empty.undo()
    now = documents(empty), empty.register.domains, list(empty.instrument_documents())
    assert now == before
    empty.redo()
    assert len(documents(empty)) == 7


def test_a_later_file_sees_what_an_earlier_one_brought(empty: Store, tmp_path: Path) -> None:
    first = written(tmp_path, "1.csv", csv_text([["id", "title"], ["a", "One"]]))
    second = written(tmp_path, "2.csv", csv_text([["id", "title", "lead"], ["a", "One", "Ana"]]))
    reports, _ = bring(empty, first, second)
    assert [(each.new, len(each.changed)) for each in reports] == [(1, 0), (0, 1)]
    (found,) = documents(empty).values()
    assert (found["id"], found["title"], found["lead"]) == ("a", "One", "Ana")


def test_when_one_of_several_files_cannot_be_read_none_is_imported(
    empty: Store, tmp_path: Path
) -> None:
    with pytest.raises(BadFile):
        bring(empty, sample("gao.csv"), written(tmp_path, "bad.json", "{"))
    assert documents(empty) == {}
    assert empty.log() == []


def test_a_dry_run_reports_the_same_and_writes_nothing(empty: Store) -> None:
    before = empty.path.read_bytes()
    (dry,), change = bring(empty, sample("ogp.csv"), dry_run=True)
    assert change is None
    assert empty.path.read_bytes() == before
    (real,), _ = bring(empty, sample("ogp.csv"))
    assert dry == real


def test_somebody_elses_change_meanwhile_is_not_overwritten(empty: Store) -> None:
    bring(empty, sample("gao.csv"))

    def meddle(done: int, total: int) -> None:
        other = open_store(empty.path, user="ben")
        other.change(["gao-26-900001-1"], lambda each: replace(each, title="Ben's"))

    # The first look at the register and the writing are apart; another writer comes in between.
    text = csv_text([["id", "title"], *([f"a-{n}", f"Title {n}"] for n in range(600))])
    path = written(empty.path.parent, "many.csv", text)
    with pytest.raises(ChangeRefused, match="changed by someone else"):
        import_files(empty, [path], ImportRequest(as_of=AS_OF, progress=meddle))
    assert len(documents(empty)) == 3


@pytest.mark.parametrize("key", ["id", "nr"])
def test_a_long_json_file_tells_how_far_it_is_and_is_stopped_on_the_way(
    empty: Store, tmp_path: Path, key: str
) -> None:
    items = [{key: f"a-{number}", "title": f"Title {number}"} for number in range(3000)]
    path = written(tmp_path, "many.json", json.dumps({"commitments": items}))
    told: list[float] = []

    def note(done: int, total: int) -> None:
        told.append(done / total)

    columns = None if key == "id" else ColumnMapping({"id": "nr", "title": "title"})
    bring(empty, path, progress=note, columns=columns, dry_run=True)
    assert told == sorted(told)
    assert len(set(told)) >= 5
    assert told[-1] > 0.8

    def stop(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(empty, path, progress=stop, columns=columns)
    assert documents(open_store(empty.path)) == {}


@pytest.mark.parametrize("stop_at", [0, 1, 2])
def test_stopped_at_any_moment_the_register_is_as_it_was(
    empty: Store, tmp_path: Path, stop_at: int
) -> None:
    rows = [["id", "title"], *([f"a-{n}", f"Title {n}"] for n in range(1200))]
    path = written(tmp_path, "many.csv", csv_text(rows))
    seen = 0

    def stop(done: int, total: int) -> None:
        nonlocal seen
        seen += 1
        if seen > stop_at * 3:
            raise KeyboardInterrupt

    before = empty.path.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        bring(empty, path, progress=stop)
    assert empty.path.read_bytes() == before
    assert documents(open_store(empty.path)) == {}
    with pytest.raises(NothingToDo):
        empty.undo()


def test_a_new_register_is_there_wholly_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "made" / "new.json"
    with (
        pytest.raises(KeyboardInterrupt),
        Store.being_made(path, Register(title="New"), user="ana", clock=lambda: NOW) as store,
    ):
        bring(store, sample("gao.csv"), fresh=True)
        raise KeyboardInterrupt
    assert not path.parent.exists()
    with Store.being_made(path, Register(title="New"), user="ana", clock=lambda: NOW) as store:
        bring(store, sample("gao.csv"), fresh=True)
    assert [each.name for each in path.parent.iterdir()] == ["new.json"]
    again = open_store(path)
    assert len(documents(again)) == 3
    again.undo()
    assert documents(again) == {}


def test_a_removed_commitment_comes_back_when_its_file_is_imported_again(empty: Store) -> None:
    bring(empty, sample("gao.csv"))
    empty.remove(["gao-26-900001-1"])
    (report,), _ = bring(empty, sample("gao.csv"))
    assert (report.new, report.unchanged) == (1, 2)


def test_a_dry_run_says_what_is_kept_otherwise_too(empty: Store, tmp_path: Path) -> None:
    first = "id,title,budget,due\na,Salt,5,2031\nb,Rice,6,soon\n"
    bring(empty, written(tmp_path, "x.csv", first))
    later = "id,title,budget,due\na,Salt,7,2031\nb,Rice,6,later\n"
    (report,), _ = bring(empty, written(tmp_path, "x.csv", later), dry_run=True)
    assert report.changed == ["a", "b"]
    told = [(each.row, each.id, each.field, each.before, each.after) for each in report.changes]
    assert told == [
        (2, "a", "imported budget", "5", "7"),
        (3, "b", "imported due", "soon", "later"),
    ]


def test_a_date_set_here_outlives_words_that_the_file_has_always_said(
    empty: Store, tmp_path: Path
) -> None:
    bring(empty, written(tmp_path, "x.csv", "id,title,due,cost\na,Salt,ongoing,5\n"))
    empty.change(["a"], lambda each: replace(each, due=PartialDate("2033")))
    bring(empty, written(tmp_path, "x.csv", "id,title,due,cost\na,Salt,ongoing,6\n"))
    assert documents(empty)["a"]["due"] == "2033"
    (report,), _ = bring(
        empty, written(tmp_path, "x.csv", "id,title,due,cost\na,Salt,permanent,6\n")
    )
    assert "due" not in documents(empty)["a"]
    assert ("due", "2033", "") in [(each.field, each.before, each.after) for each in report.changes]


def test_updates_name_those_of_their_own_file_when_another_one_has_their_id(
    empty: Store, tmp_path: Path
) -> None:
    """Two people's `u1` are two updates: the correction of the one strikes not the other."""
    ours: list[Document] = [
        {"id": "u1", "date": "2025-01-01", "status": "in-progress", "note": "Ours."}
    ]
    theirs: list[Document] = [
        {"id": "u4", "date": "2025-05-01", "note": "Read.", "confirms": "u3"},
        {"id": "u1", "date": "2025-03-01", "status": "not-kept", "note": "Theirs, wrong."},
        {"id": "u2", "date": "2025-04-01", "status": "stalled", "note": "So.", "corrects": "u1"},
        {"id": "u3", "date": "2025-04-02", "status": "kept", "weighs": ["u1", "u2"]},
    ]

    def of(updates: list[Document]) -> Path:
        row = [{"id": "a", "title": "Dredge", "updates": updates}]
        return written(tmp_path, "a.json", json.dumps(row))

    bring(empty, of(ours))
    bring(empty, of(theirs))
    first, wrong, right, weighing, reading = documents(empty)["a"]["updates"]
    assert (first["id"], first["note"]) == ("u1", "Ours.")
    assert wrong["id"] not in ("u1", "u2", "u3")
    assert right["corrects"] == wrong["id"]
    assert weighing["weighs"] == [wrong["id"], right["id"]]
    assert reading["confirms"] == weighing["id"] == "u3"
    before = documents(empty)
    bring(empty, of(theirs))
    bring(empty, of(ours))
    assert documents(empty) == before
    # What is named and not in the file is what is here.
    late: Document = {"id": "u9", "date": "2025-06-01", "note": "Not ours.", "corrects": "u1"}
    bring(empty, of([late]))
    assert documents(empty)["a"]["updates"][-1]["corrects"] == "u1"


def test_updates_that_name_each_other_are_taken_as_they_are(empty: Store, tmp_path: Path) -> None:
    knot = [
        {"id": "u1", "date": "2025-01-01", "note": "One.", "corrects": "u2"},
        {"id": "u2", "date": "2025-01-02", "note": "Other.", "corrects": "u1"},
        {"id": "u3", "date": "2025-01-03", "note": "Itself.", "corrects": "u3"},
    ]
    row = [{"id": "a", "title": "Dredge", "updates": knot}]
    bring(empty, written(tmp_path, "a.json", json.dumps(row)))
    found = {each["id"]: each["corrects"] for each in documents(empty)["a"]["updates"]}
    assert found == {"u1": "u2", "u2": "u1", "u3": "u3"}

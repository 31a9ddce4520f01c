"""What Entente writes itself, read back: nothing is lost, nothing is added."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from store.model.entities import Register, View
from store.model.status import Status
from store.register.store import Store
from tests.conftest import NOW, make_store, plain
from tests.exchange.importers.files import (
    AS_OF,
    as_csv,
    as_folder,
    as_json,
    as_lines,
    as_xlsx,
    bring,
    csv_text,
    documents,
    own_sheets,
    sample,
    statuses,
    whole,
    workbook,
    written,
)
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

Make = Callable[[Path], Path]
WHOLE = (as_json, as_lines, as_folder)
EVERY = (*WHOLE, as_csv, as_xlsx)


def fresh(path: Path, *files: Path) -> Store:
    """Make a register of files, as `--into` a new path does."""
    title = Register(title="By its name")
    with Store.being_made(path, title, user="ana", clock=lambda: NOW) as store:
        bring(store, *files, fresh=True)
    return Store(path, user="ana", clock=lambda: NOW)


@pytest.mark.parametrize("make", WHOLE)
def test_a_register_comes_back_with_every_unknown_field(tmp_path: Path, make: Make) -> None:
    store = fresh(tmp_path / "back.json", make(tmp_path))
    assert list(documents(store).values()) == whole()["commitments"]
    assert plain(store.register) == plain(SMALL_REGISTER)
    assert store.head()["keeper"] == "ana"
    assert "order" not in store.head()


@pytest.mark.parametrize("make", EVERY)
def test_into_the_register_it_came_from_nothing_is_new(
    small_store: Store, tmp_path: Path, make: Make
) -> None:
    path = make(tmp_path)
    if make in WHOLE:
        bring(small_store, path)  # brings the unknown fields
    before = documents(small_store)
    (report,), change = bring(small_store, path)
    assert (report.new, report.changed, report.unchanged) == (0, [], 4)
    assert change is None
    assert documents(small_store) == before


@pytest.mark.parametrize("register", [SMALL_REGISTER, HOSTILE_REGISTER])
def test_a_workbook_gives_the_same_commitments(tmp_path: Path, register: object) -> None:
    assert isinstance(register, type(SMALL_REGISTER))
    path = workbook(tmp_path / "own.xlsx", own_sheets(register))
    store = fresh(tmp_path / "back.json", path)
    assert plain(store.register).commitments == plain(register).commitments


def test_a_csv_gives_the_same_commitments_at_the_same_status(
    small_store: Store, tmp_path: Path
) -> None:
    store = fresh(tmp_path / "back.json", as_csv(tmp_path))
    assert statuses(store) == statuses(small_store)

    def bare(found: Store) -> list[object]:
        return [
            replace(each, revision=0, updates=(), milestones=(), follow_ups=())
            for each in found.register.commitments
        ]

    assert bare(store) == bare(small_store)


@pytest.mark.parametrize("name", ["milestones", "follow-ups", "updates"])
def test_a_sheet_of_items_alone_goes_to_the_commitments_there_are(
    tmp_path: Path, small_store: Store, name: str
) -> None:
    bare = tuple(
        replace(each, milestones=(), follow_ups=(), updates=())
        for each in SMALL_REGISTER.commitments
    )
    store = make_store(tmp_path / "bare.json", replace(SMALL_REGISTER, commitments=bare))
    path = written(tmp_path, "items.csv", csv_text(own_sheets()[name]))
    bring(store, path)
    field = name.replace("-", "_")
    wanted = {each.id: getattr(each, field) for each in small_store.register.commitments}
    assert {each.id: getattr(each, field) for each in store.register.commitments} == wanted


def test_a_status_changed_in_our_own_sheet_becomes_an_update(
    small_store: Store, tmp_path: Path
) -> None:
    rows = own_sheets()["commitments"]
    place = rows[0].index("status")
    rows[1][place], rows[1][place + 2] = "withdrawn", "2026-11-01"
    path = written(tmp_path, "own.csv", csv_text(rows))
    (report,), _ = bring(small_store, path)
    assert report.changed == [rows[1][0]]
    update = documents(small_store)[rows[1][0]]["updates"][-1]
    assert (update["date"], update["status"]) == ("2026-11-01", "withdrawn")
    assert statuses(small_store)[rows[1][0]] is Status.WITHDRAWN
    assert bring(small_store, path).change is None


def test_cells_made_harmless_for_spreadsheets_are_read_as_they_were(
    empty: Store, tmp_path: Path
) -> None:
    rows = [["id", "title", "lead"], ["a", "'=1+1", "'@home"], ["b", "'tis", "''-"]]
    bring(empty, written(tmp_path, "own.csv", csv_text(rows)))
    found = documents(empty)
    assert (found["a"]["title"], found["a"]["lead"]) == ("=1+1", "@home")
    assert (found["b"]["title"], found["b"]["lead"]) == ("'tis", "'-")


def test_what_list_prints_can_be_imported(small_store: Store, empty: Store, tmp_path: Path) -> None:
    items = [
        each | {"status": "kept", "progress": 100, "attention": 1.5, "due": each.get("due")}
        for each in documents(small_store).values()
    ]
    envelope = {"schema": 1, "as_of": "2026-11-22", "query": "", "count": 4, "items": items}
    bring(empty, written(tmp_path, "list.json", json.dumps(envelope)))
    assert documents(empty) == documents(small_store)


def test_another_registers_file_is_read_with_its_journal_and_left_alone(
    small_store: Store, empty: Store
) -> None:
    small_store.remove(["port-visits"])
    folder = small_store.path.parent
    before = {each: each.read_bytes() for each in folder.glob("register.json*")}
    (report,), _ = bring(empty, small_store.path)
    assert report.format == "register"
    assert documents(empty) == documents(small_store)
    assert "port-visits" not in documents(empty)
    assert {each: each.read_bytes() for each in folder.glob("register.json*")} == before


def test_a_folder_keeps_its_order_and_follows_no_links(empty: Store, tmp_path: Path) -> None:
    folder = as_folder(tmp_path)
    head = json.loads((folder / "register.json").read_text())
    head["order"].reverse()
    (folder / "register.json").write_text(json.dumps(head))
    (folder / "commitments" / "link.json").symlink_to("/etc/passwd")
    (report,), _ = bring(empty, folder)
    assert list(documents(empty)) == head["order"]
    (refused,) = report.refused
    assert "link.json is a link" in refused.reason


def test_a_known_registers_title_stays_and_views_are_added(
    small_store: Store, tmp_path: Path
) -> None:
    small_store.save_view("Late", "is:overdue")
    told = whole() | {"title": "Another", "views": [{"name": "late", "query": "is:stale"}]}
    told["views"].append({"name": "Mine", "query": "owner:mira"})
    bring(small_store, written(tmp_path, "whole.json", json.dumps(told)))
    assert small_store.register.title == SMALL_REGISTER.title
    assert small_store.register.views == (View("Late", "is:overdue"), View("Mine", "owner:mira"))


def test_a_colleagues_copy_adds_to_the_log_and_never_rewrites_it(
    small_store: Store, tmp_path: Path
) -> None:
    told = whole()
    mine = documents(small_store)["port-visits"]["updates"]
    theirs = {"id": mine[-1]["id"], "date": "2026-11-01", "note": "Seen by a colleague."}
    told["commitments"][0]["updates"][-1] = theirs
    path = written(tmp_path, "whole.json", json.dumps(told))
    bring(small_store, path)
    log = documents(small_store)["port-visits"]["updates"]
    assert log[: len(mine)] == mine
    assert [each["note"] for each in log[len(mine) :]] == ["Seen by a colleague."]
    assert len({each["id"] for each in log}) == len(log)
    assert bring(small_store, path).change is None


def test_commitments_that_are_none_are_refused_with_the_field(empty: Store, tmp_path: Path) -> None:
    items = [
        {"id": "good", "title": "Good"},
        {"id": "bad-date", "title": "Bad", "due": "soon"},
        {"id": "no title"},
        {"id": "../../etc/passwd", "title": "Up"},
        7,
    ]
    path = written(tmp_path, "x.json", json.dumps({"title": "X", "commitments": items}))
    (report,), _ = bring(empty, path)
    assert list(documents(empty)) == ["good"]
    assert [each.row for each in report.refused] == [2, 3, 4, 5]
    assert "'soon' is not a date" in report.refused[0].reason
    assert "due" in report.refused[0].reason
    assert "title" in report.refused[1].reason
    assert "cannot be an id" in report.refused[2].reason
    assert "no commitment" in report.refused[3].reason


def test_a_new_register_takes_its_title_from_the_file_or_from_its_own_name(
    tmp_path: Path,
) -> None:
    assert fresh(tmp_path / "one.json", as_json(tmp_path)).register.title == SMALL_REGISTER.title
    assert fresh(tmp_path / "two.json", sample("gao.csv")).register.title == "By its name"


def test_as_of_has_no_part_in_what_our_own_files_say(tmp_path: Path) -> None:
    store = fresh(tmp_path / "back.json", as_xlsx(tmp_path))
    dates = {each["date"] for one in documents(store).values() for each in one.get("updates", [])}
    assert AS_OF.isoformat() not in dates


def test_a_workbook_that_lost_what_other_trackers_wrote_adds_nothing(
    empty: Store, tmp_path: Path
) -> None:
    bring(empty, sample("nz-promises.csv"), sample("taskwarrior.json"))
    before = documents(empty)
    path = workbook(tmp_path / "own.xlsx", own_sheets(empty.register))
    assert bring(empty, path).change is None
    assert documents(empty) == before

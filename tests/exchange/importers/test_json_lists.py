"""Lists in JSON files: found by the columns that are wanted, or named by a path."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exchange.importers.columns.mapping import read_mapping
from exchange.importers.readers.json_lists import lists_in
from store.errors import BadFile, BadValue
from store.register.store import Store
from tests.exchange.importers.files import bring, documents, written

BOARD = {
    "name": "Treaty board",
    "actions": [{"id": f"x{n}", "type": "moved"} for n in range(9)],
    "lists": [{"id": "l1", "name": "in progress"}, {"id": "l2", "name": "kept"}],
    "members": [{"id": "m1", "fullName": "Ana Lima"}],
    "cards": [
        {
            "id": "c1",
            "name": "Sign the accord",
            "idList": "l2",
            "idMembers": ["m1"],
            "labels": [{"name": "defence", "color": "red"}, {"name": "urgent"}],
        }
    ],
}
GEO = {
    "type": "FeatureCollection",
    "features": [
        {
            "geometry": {"type": "Point", "coordinates": [3, 4]},
            "properties": {"id": "g", "title": "G"},
        }
    ],
}
API = {"data": [{"id": "7", "attributes": {"title": "Dredge", "by": "2031"}}], "meta": {"n": 1}}
DEEP = {"data": {"result": [{"code": "x", "pledge": "Dredge"}], "other": [{"code": "y"}] * 5}}


def file(folder: Path, document: Any) -> Path:
    """Write a JSON file."""
    return written(folder, "x.json", json.dumps(document))


@pytest.mark.parametrize(
    ("document", "pairs", "found"),
    [
        (BOARD, ("id=id", "title=name", "status=lists[idList].name"), "c1"),
        (GEO, ("id=id", "title=title"), "g"),
        (API, ("id=id", "title=title", "due=by"), "7"),
        (DEEP, ("id=code", "title=pledge"), "x"),
    ],
)
def test_the_list_is_found_by_the_mapping(
    empty: Store, tmp_path: Path, document: Any, pairs: tuple[str, ...], found: str
) -> None:
    bring(empty, file(tmp_path, document), columns=read_mapping(pairs))
    assert list(documents(empty)) == [found]


@pytest.mark.parametrize("document", [GEO, API])
def test_an_id_and_a_title_need_no_mapping_however_deep(
    empty: Store, tmp_path: Path, document: Any
) -> None:
    assert bring(empty, file(tmp_path, document)).reports[0].new == 1


@pytest.mark.parametrize(
    ("document", "path", "kept"),
    [
        (
            GEO,
            "features[].properties",
            {"geometry.coordinates": "[3, 4]", "geometry.type": "Point"},
        ),
        (GEO, "features", {"geometry.coordinates": "[3, 4]", "geometry.type": "Point"}),
        (API, "data[].attributes", {"by": "2031"}),
        (API, "data", {"attributes.by": "2031"}),
    ],
)
def test_a_path_names_the_list_and_what_is_around_it_is_kept(
    empty: Store, tmp_path: Path, document: Any, path: str, kept: dict[str, str]
) -> None:
    bring(empty, file(tmp_path, document), list_path=path)
    (found,) = documents(empty).values()
    assert found["imported"]["sheet"]["columns"] == kept


def test_what_stands_beside_the_list_is_named(empty: Store, tmp_path: Path) -> None:
    columns = read_mapping(
        ["id=id", "title=name", "lead=members[idMembers].fullName", "tags=labels"]
    )
    (report,), _ = bring(empty, file(tmp_path, BOARD), columns=columns)
    assert "left beside it: name “Treaty board”, actions (9), lists (2), members (1)" in " ".join(
        report.remarks
    )
    card = documents(empty)["c1"]
    assert (card["lead"], card["tags"]) == ("Ana Lima", ["defence", "urgent"])
    assert json.loads(card["imported"]["sheet"]["columns"]["labels"]) == BOARD["cards"][0]["labels"]  # type: ignore[index]  # a dict of mixed values


@pytest.mark.parametrize("path", ["data.nothing", "cards", "data.result.code"])
def test_a_path_that_leads_nowhere_is_named_with_the_lists_there_are(
    empty: Store, tmp_path: Path, path: str
) -> None:
    with pytest.raises(BadValue, match="--list") as caught:
        bring(empty, file(tmp_path, DEEP), list_path=path)
    assert "data.result, data.other" in caught.value.hint


def test_ids_may_be_numbers_and_a_mapping_counts_for_json_too(empty: Store, tmp_path: Path) -> None:
    items = [
        {"id": 4, "title": "Dredge", "state": "kept", "flag": True},
        {"id": 5, "title": "Chart"},
    ]
    columns = read_mapping(["id=id", "title=title", "status=state"])
    (report,), _ = bring(empty, file(tmp_path, items), columns=columns)
    assert list(documents(empty)) == ["4", "5"]
    assert documents(empty)["4"]["updates"][0]["status"] == "kept"
    assert documents(empty)["4"]["imported"]["sheet"]["columns"] == {"flag": "true"}
    assert any("“flag”" in each for each in report.remarks)


def test_a_list_with_a_status_is_a_sheet_and_no_list_of_ours(empty: Store, tmp_path: Path) -> None:
    bring(empty, file(tmp_path, [{"id": "a", "title": "Dredge", "status": "kept", "when": "x"}]))
    assert documents(empty)["a"]["updates"][0]["status"] == "kept"


def test_what_is_no_object_is_refused_with_its_number(empty: Store, tmp_path: Path) -> None:
    (report,), _ = bring(empty, file(tmp_path, [{"id": 1, "title": "A"}, "loose", 3]))
    assert [each.row for each in report.refused] == [2, 3]


def test_lists_are_found_some_objects_deep_and_not_for_ever() -> None:
    document: Any = [{"id": 1}]
    for _ in range(50):
        document = {"a": document}
    assert lists_in(document) == []
    assert [each.path for each in lists_in(DEEP)] == ["data.result", "data.other"]


def test_objects_kept_by_key_are_a_list_with_their_keys(empty: Store, tmp_path: Path) -> None:
    document = {"pledges": {"p1": {"title": "Dredge"}, "p2": {"title": "Chart"}}}
    columns = read_mapping(["id=key", "Title=title"])
    bring(empty, file(tmp_path, document), columns=columns)
    assert {each["id"]: each["title"] for each in documents(empty).values()} == {
        "p1": "Dredge",
        "p2": "Chart",
    }


def test_keys_that_no_commitment_has_make_a_sheet_and_are_named(
    empty: Store, tmp_path: Path
) -> None:
    items = [{"id": "a", "title": "Dredge", "deadline": "2031"}]
    (report,), _ = bring(empty, file(tmp_path, items))
    assert any("--map due=deadline" in each for each in report.remarks)


def test_what_stands_beside_the_way_to_a_list_is_named(empty: Store, tmp_path: Path) -> None:
    inner = {"count": 2, "items": [{"id": "a", "title": "Dredge"}, {"id": "b", "title": "Pave"}]}
    told = {"generated_by": "x", "generated": "2031", "data": {"page": 1, "result": inner}}
    (report,), _ = bring(empty, written(tmp_path, "x.json", json.dumps(told)))
    (said,) = (each for each in report.remarks if "left beside it" in each)
    for each in ("generated_by “x”", "generated “2031”", "data.page “1”", "count “2”"):
        assert each in said


def test_what_a_path_passes_over_is_named(empty: Store, tmp_path: Path) -> None:
    groups = [
        {"name": "One", "items": [{"id": "a", "title": "Dredge"}]},
        {"name": "Two"},
        {"name": "Three", "items": []},
        "Four",
    ]
    path = written(tmp_path, "x.json", json.dumps({"groups": groups}))
    (report,), _ = bring(empty, path, list_path="groups[].items")
    assert report.new == 1
    (said,) = (each for each in report.remarks if "left beside it" in each)
    assert all(f"number {place} of groups, with no items" in said for place in (2, 3, 4))


def test_of_one_object_alone_nothing_is_said_to_be_left(empty: Store, tmp_path: Path) -> None:
    alone = {"id": "a", "title": "Dredge", "more": {"k": 1}}
    (report,), _ = bring(empty, written(tmp_path, "x.json", json.dumps(alone)))
    assert not any("left beside it" in each for each in report.remarks)


@pytest.mark.parametrize(
    "document",
    [
        [["id", "title", "due"], ["a", "Salt", "2031"], ["b", "Rice", None]],
        {"values": [["id", "title", "due"], ["a", "Salt", 2031], ["b", "Rice"]]},
        {"columns": ["id", "title", "due"], "data": [["a", "Salt", "2031"], ["b", "Rice", None]]},
    ],
)
def test_rows_of_cells_are_a_table(empty: Store, tmp_path: Path, document: object) -> None:
    bring(empty, written(tmp_path, "x.json", json.dumps(document)))
    found = documents(empty)
    assert [each["title"] for each in found.values()] == ["Salt", "Rice"]
    assert found["a"]["due"] == "2031"


def test_dates_of_another_program_make_a_list_a_table(empty: Store, tmp_path: Path) -> None:
    items = [
        {"id": "a", "title": "Salt", "due": "31/12/2031", "lead": None},
        {"id": "b", "title": "Rice", "due": "to be said", "parties": ["Fiji", "N/A"]},
    ]
    (report,), _ = bring(empty, written(tmp_path, "x.json", json.dumps(items)))
    assert documents(empty)["a"]["due"] == "2031-12-31"
    assert documents(empty)["b"]["parties"] == ["Fiji"]
    assert [(each.row, each.written) for each in report.unread] == [(2, "to be said")]


def test_lists_of_names_alone_do_not_make_a_commitment_of_ours(
    empty: Store, tmp_path: Path
) -> None:
    items = [{"id": "a", "title": "Salt", "tags": ["x"], "status": "Done", "deadline": "2031"}]
    (report,), _ = bring(empty, written(tmp_path, "x.json", json.dumps(items)))
    assert report.format == "sheet"
    assert [(each.column, each.written) for each in report.unread] == [("status", "Done")]
    assert any("--map due=deadline" in each for each in report.remarks)


def test_columns_of_nested_names_are_guessed_by_what_is_named(empty: Store, tmp_path: Path) -> None:
    issue = {
        "key": "P-1",
        "fields": {
            "status": {"name": "Open"},
            "assignee": {"displayName": "Ana"},
            "summary": "Salt the roads",
            "createdAt": "2026-01-02",
            "dueOn": "2031-01-02",
        },
    }
    with pytest.raises(BadFile) as caught:
        bring(empty, written(tmp_path, "x.json", json.dumps({"issues": [issue]})))
    hint = caught.value.hint or ""
    for pair in ("title=fields.summary", "due=fields.dueOn", "status=fields.status.name"):
        assert f"--map {pair}" in hint
    assert "createdAt" not in hint


def test_keys_may_be_blank_or_hold_anything(empty: Store, tmp_path: Path) -> None:
    item = {"": "nameless", "id": "a", "title": "Salt", "x\ny": "two lines", "\x1b[31m": "red"}
    (report,), _ = bring(empty, written(tmp_path, "x.json", json.dumps([item])))
    kept = documents(empty)["a"]["imported"]["sheet"]["columns"]
    assert kept == {"": "nameless", "x\ny": "two lines", "\x1b[31m": "red"}
    assert any("columns without a field" in each for each in report.remarks)


def test_a_line_that_is_no_object_is_refused_and_named(empty: Store, tmp_path: Path) -> None:
    text = '{"id": "a", "title": "Salt"}\n["b", "Rice"]\n{"id": "c", "title": "Tea"}\n'
    (report,), _ = bring(empty, written(tmp_path, "x.jsonl", text))
    assert list(documents(empty)) == ["a", "c"]
    assert [each.row for each in report.refused] == [2]


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ('[{"id": "a",\n "done": NaN}]', "line 2, at “NaN", "write null"),
        ('[{"id": "a"},\n]', "line 2, at “]”", ""),
    ],
)
def test_damaged_json_is_shown_where_it_is_damaged(
    empty: Store, tmp_path: Path, text: str, said: str, hint: str
) -> None:
    with pytest.raises(BadFile) as caught:
        bring(empty, written(tmp_path, "x.json", text))
    assert said in caught.value.message
    assert hint in caught.value.hint


def test_ticks_are_no_percentages(empty: Store, tmp_path: Path) -> None:
    text = "Pledge,Deadline,Done\nSalt the roads,2031,TRUE\nMend the roads,2032,FALSE\n"
    with pytest.raises(BadFile) as caught:
        bring(empty, written(tmp_path, "x.csv", text))
    assert "title=Pledge" in caught.value.hint
    assert "progress" not in caught.value.hint

"""The mapping files that the manual shows, on small exports of the shape they are for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from docs.import_examples import EXAMPLES
from exchange.importers.columns.mapping import ColumnMapping, mapping_text, read_mapping
from store.register.store import Store
from store.storage.documents import Document
from tests.exchange.importers.files import bring, csv_text, documents, workbook, written

TRELLO = {
    "name": "Board",
    "actions": [{"id": "a1", "type": "updateCard"}] * 3,
    "lists": [{"id": "l1", "name": "Doing"}, {"id": "l2", "name": "Someday"}],
    "members": [{"id": "m1", "fullName": "Ana Lima", "username": "ana"}],
    "cards": [
        {
            "id": "1",
            "shortLink": "aB3",
            "name": "Sign the accord",
            "desc": "By May.",
            "due": "2031-05-02T12:00:00.000Z",
            "idList": "l1",
            "idMembers": ["m1"],
            "labels": [{"name": "defence"}],
            "shortUrl": "https://trello.example/c/aB3",
        }
    ],
}
GITHUB = [
    {
        "number": 7,
        "title": "Publish the annex",
        "body": "All of it.",
        "state": "closed",
        "labels": [{"name": "trade"}],
        "html_url": "https://code.example/7",
        "milestone": {"title": "M1", "due_on": "2031-05-02T12:00:00Z"},
    }
]
JIRA = [
    ["Summary", "Issue key", "Status", "Priority", "Due date", "Labels", "Labels", "Assignee"],
    ["Second act", "PAY-2", "Done", "Medium", "31/Mar/31 12:00 AM", "trade", "urgent", "Ana"],
]
API = {"data": [{"id": "3", "type": "x", "attributes": {"title": "Dredge", "due": "2031"}}]}
GEO = {
    "type": "FeatureCollection",
    "features": [{"geometry": {"type": "Point"}, "properties": {"id": "g1", "title": "G"}}],
}
GEO["features"][0]["properties"]["due"] = "2031"  # type: ignore[index]  # a dict of mixed values
IATI: dict[str, list[list[Any]]] = {
    "Read me": [["About this workbook"]],
    "activities 2030": [
        *[["iati-identifier", "title", "activity-date start", "activity-date end"]],
        ["XM-1", "Build wells", "2030-01-01", "2031-12-31"],
    ],
    "transactions": [["iati-identifier", "value"], ["XM-1", 5]],
}
IATI["activities 2030"][0] += ["activity-status", "description", "recipient-country"]
IATI["activities 2030"][0] += ["participating-org", "sector"]
IATI["activities 2030"][1] += ["2", "Forty wells.", "KE", "Ministry of Water", "Water"]
IATI["activities 2031"] = [IATI["activities 2030"][0], ["XM-2", *IATI["activities 2030"][1][1:]]]


def files(folder: Path) -> list[Path]:
    """Write an export for each example, in their order."""
    return [
        written(folder, "board.json", json.dumps(TRELLO)),
        written(folder, "issues.json", json.dumps(GITHUB)),
        written(folder, "jira.csv", csv_text([[*JIRA[0], "Description"], [*JIRA[1], "Long."]])),
        written(folder, "pledges.json", json.dumps(API)),
        written(folder, "sites.geojson", json.dumps(GEO)),
        workbook(folder / "activities.xlsx", IATI),
    ]


WANTED: list[Document] = [
    {"id": "ab3", "lead": "Ana Lima", "tags": ["defence"], "due": "2031-05-02"},
    {"id": "7", "tags": ["trade"], "due": "2031-05-02"},
    {"id": "pay-2", "tags": ["trade", "urgent"], "due": "2031-03-31", "lead": "Ana"},
    {"id": "3", "title": "Dredge", "due": "2031"},
    {"id": "g1", "title": "G", "due": "2031"},
    {"id": "xm-1", "start": "2030-01-01", "due": "2031-12-31", "parties": ["KE"]},
]
STATUSES = ("in-progress", "kept", "kept", None, None, "in-progress")


@pytest.mark.parametrize("place", range(len(EXAMPLES)))
def test_a_mapping_of_the_manual_reads_its_export(empty: Store, tmp_path: Path, place: int) -> None:
    mapping = written(tmp_path, "m.toml", mapping_text(EXAMPLES[place].mapping))
    columns: ColumnMapping = read_mapping([str(mapping)])
    assert columns == EXAMPLES[place].mapping
    (report,), _ = bring(empty, files(tmp_path)[place], columns=columns)
    assert report.refused == []
    found = next(iter(documents(empty).values()))
    assert {name: found.get(name) for name in WANTED[place]} == WANTED[place]
    updates = found.get("updates", [])
    assert (updates[0].get("status") if updates else None) == STATUSES[place]
    assert bring(empty, files(tmp_path)[place], columns=columns).change is None


def test_sheets_of_several_tabs_are_read_together_and_the_others_named(
    empty: Store, tmp_path: Path
) -> None:
    (report,), _ = bring(empty, files(tmp_path)[5], columns=EXAMPLES[5].mapping)
    assert list(documents(empty)) == ["xm-1", "xm-2"]
    assert any("left “Read me”, “transactions”" in each for each in report.remarks)

"""What a file with several sheets or lists offers to choose from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from exchange.importers.importer import parts_of
from tests.exchange.importers.files import (
    as_csv,
    as_folder,
    as_json,
    as_lines,
    as_xlsx,
    every_kind,
    workbook,
    written,
)

Make = Callable[[Path], Path]
SEALS = [["Nr", "Promise"], ["a1", "Count the seals every spring"]]
NOTES = [["Hello", "World"], ["only", "notes"]]


@pytest.mark.parametrize("make", [as_json, as_lines, as_folder, as_csv, as_xlsx])
def test_nothing_is_asked_of_what_entente_wrote(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    assert parts_of(make(tmp_path)) == []


def test_nothing_is_asked_of_published_formats(tmp_path: Path) -> None:
    assert [path.name for path in every_kind(tmp_path) if parts_of(path)] == []


def test_the_sheet_that_is_read_by_itself_is_offered_first_and_a_hidden_one_last(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "b.xlsx", {"Notes": NOTES, "Seals": SEALS})
    assert [each.names for each in parts_of(path)] == [("Seals",), ("Notes",)]
    assert parts_of(path)[0].columns == ("Nr", "Promise")
    path = workbook(tmp_path / "c.xlsx", {"2030": SEALS, "2031": SEALS, "Notes": NOTES})
    names = [each.names for each in parts_of(path)]
    assert names == [("2030", "2031"), ("2030",), ("2031",), ("Notes",)]


def test_the_lists_of_a_json_file_are_offered_with_their_sizes(tmp_path: Path) -> None:
    inner = {"plans": [{"nr": "p1", "promise": "Mend the nets"}]}
    file = {"people": [{"name": "Ana"}, {"name": "Ben"}], "data": inner}
    path = written(tmp_path, "lists.json", json.dumps(file))
    assert [(each.names, each.items) for each in parts_of(path)] == [
        (("data.plans",), 1),
        (("people",), 2),
    ]
    assert parts_of(written(tmp_path, "one.json", json.dumps(inner))) == []

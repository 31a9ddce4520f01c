"""JSON says everything that is kept, also what Entente has no word for."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from exchange.exporters import Selection
from store.register.changeset import ChangeSet
from store.register.store import Store
from tests.exchange.exporters.exports import selected, written

_NEVER = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def as_json(selection: Selection) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(selection, "json")[0])
    return found


def as_lines(selection: Selection) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(selection, "jsonl")[0].splitlines()]


@pytest.fixture
def with_unknown_fields(small_store: Store) -> Store:
    changes = ChangeSet()
    document = small_store.document("port-visits")
    document["our-number"] = {"deep": [1, None, 2.5]}
    document["milestones"][0]["weight"] = 3
    changes.commitment(document)
    changes.head({"owner": "desk 4"})
    instrument = next(small_store.instrument_documents())
    changes.instrument(instrument | {"treaty-series": "UNTS 1"})
    small_store.write_all(changes, "unknown fields")
    return small_store


def test_json_holds_the_documents_as_they_are_kept(with_unknown_fields: Store) -> None:
    store = with_unknown_fields
    found = as_json(selected(store))
    kept = [{**each} for each in store.documents()]
    assert sum(each.pop("revision", 0) for each in kept)
    assert found.pop("commitments") == kept
    assert found.pop("instruments") == list(store.instrument_documents())
    assert found.pop("schema") == 1
    assert found == store.head()
    assert found["owner"] == "desk 4"


def test_jsonl_says_the_same_line_by_line(with_unknown_fields: Store) -> None:
    selection = selected(with_unknown_fields)
    head, *commitments = as_lines(selection)
    assert head | {"commitments": commitments} == as_json(selection)


def test_a_query_brings_only_what_its_commitments_use(small_store: Store) -> None:
    small_store.save_view("late", "is:overdue")
    found = as_json(selected(small_store, "id:airfield-code"))
    assert [each["id"] for each in found["commitments"]] == ["airfield-code"]
    assert [each["id"] for each in found["instruments"]] == ["pact-2015"]
    assert [each["id"] for each in found["domains"]] == ["air"]
    assert "views" not in found


def test_an_instrument_brings_those_it_superseded(small_store: Store) -> None:
    found = as_json(selected(small_store, "id:port-visits"))
    assert [each["id"] for each in found["instruments"]] == ["pact-2025", "pact-2015"]


def test_all_of_it_brings_the_views_and_what_nobody_uses(small_store: Store) -> None:
    small_store.save_view("late", "is:overdue")
    small_store.remove(["airfield-code", "port-visits", "pilot-school"])
    found = as_json(selected(small_store, "sort:-due"))
    assert found["views"] == [{"name": "late", "query": "is:overdue"}]
    assert len(found["instruments"]) == len(found["domains"]) == 2


def test_nothing_found_is_still_a_register(small_store: Store) -> None:
    found = as_json(selected(small_store, "id:nobody"))
    assert (found["title"], found["commitments"]) == ("Harbour partnership", [])


@pytest.mark.parametrize("name", ["json", "jsonl", "taskwarrior"])
def test_no_terminal_acts_on_it(dangerous: Selection, name: str) -> None:
    assert not _NEVER.search(written(dangerous, name)[0].decode())

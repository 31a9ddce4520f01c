"""Follow-ups as Taskwarrior takes them."""

from __future__ import annotations

import json
from typing import Any

from msgspec.structs import replace

from exchange.exporters import Selection, Written
from store.model.dates import PartialDate
from store.register.changeset import ChangeSet
from store.register.store import Store
from tests.exchange.exporters.exports import selected, written

_UUID = "11111111-2222-4333-8444-555555555555"


def tasks(selection: Selection) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(selection, "taskwarrior")[0])
    return found


def test_every_follow_up_is_a_task(small: Selection) -> None:
    first, second, third = tasks(small)
    uuid = first.pop("uuid")
    assert first == {
        "status": "pending",
        "entry": "20261122T120000Z",
        "description": "Ask for the visit plan",
        "due": "20261110T120000Z",
        "project": "port-visits",
        "entente": "port-visits/f1",
        "entente_owner": "mira",
    }
    assert second["due"] == "20261201T120000Z"
    assert "due" not in third
    assert len({uuid, second["uuid"], third["uuid"]}) == 3
    assert written(small, "taskwarrior")[1] == Written(3, "follow-ups")


def test_a_date_that_is_no_day_is_kept_as_it_was_written(small_store: Store) -> None:
    task = replace(
        small_store.register.commitments[0].follow_ups[0],
        due=PartialDate.parse("2026-Q3"),
        done=PartialDate.parse("2026-10"),
    )
    small_store.change(["port-visits"], lambda each: replace(each, follow_ups=(task,)))
    found = tasks(selected(small_store, "id:port-visits"))[0]
    assert (found["entente_due"], found["entente_done"]) == ("2026-Q3", "2026-10")
    assert "due" not in found
    assert "end" not in found


def test_a_done_one_is_completed_on_its_day(small_store: Store) -> None:
    task = replace(
        small_store.register.commitments[0].follow_ups[0], done=PartialDate.parse("2026-11-20")
    )
    small_store.change(["port-visits"], lambda each: replace(each, follow_ups=(task,)))
    found = tasks(selected(small_store, "id:port-visits"))[0]
    assert (found["status"], found["end"]) == ("completed", "20261120T120000Z")


def test_what_an_import_brought_goes_out_again(small_store: Store) -> None:
    changes = ChangeSet()
    document = small_store.document("airfield-code")
    brought = {"uuid": _UUID, "tags": ["a", "b"], "annotations": [{"description": "x"}]}
    brought |= {"status": "waiting", "wait": "20270101T000000Z", "entry": "20240101T000000Z"}
    document["follow_ups"][0] |= brought
    changes.commitment(document)
    small_store.write_all(changes, "import")
    (found,) = tasks(selected(small_store, "id:airfield-code"))
    assert {key: found[key] for key in brought} == brought
    assert found["description"] == "Find the draft"


def test_the_uuid_stays_from_export_to_export(small_store: Store) -> None:
    before = tasks(selected(small_store))
    small_store.change(["port-visits"], lambda each: replace(each, title="Another title"))
    assert [each["uuid"] for each in tasks(selected(small_store))] == [
        each["uuid"] for each in before
    ]


def test_no_description_makes_taskwarrior_fall_over(dangerous: Selection) -> None:
    found = tasks(dangerous)
    assert found
    for task in found:
        assert task["description"]
        assert "\0" not in "".join(map(str, task.values()))


def test_nothing_to_do_is_an_empty_list(small_store: Store) -> None:
    assert tasks(selected(small_store, "id:pilot-school")) == []

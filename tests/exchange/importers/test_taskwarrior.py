"""Tasks as follow-ups."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.register.store import Store
from tests.exchange.importers.files import bring, documents, sample, written


@pytest.fixture
def in_delhi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Be in India, five and a half hours ahead."""
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_tasks_go_to_the_commitment_they_name_or_to_one_of_their_project(
    small_store: Store,
) -> None:
    (report,), _ = bring(small_store, sample("taskwarrior.json"))
    found = documents(small_store)
    assert report.changed == ["port-visits"]
    assert report.new == 2
    task = found["port-visits"]["follow_ups"][-1]
    assert (task["title"], task["due"]) == ("Ask for the visit plan", "2026-11-30")
    assert found["harbour-office"]["title"] == "Harbour Office"
    titles = [each["title"] for each in found["harbour-office"]["follow_ups"]]
    assert titles == ["Count the visits", "Write to the harbour master"]
    assert found["harbour-office"]["follow_ups"][0]["done"] == "2026-10-15"
    assert [each["title"] for each in found["tasks"]["follow_ups"]] == ["Buy chalk"]


def test_attributes_without_a_field_are_kept_as_they_are(empty: Store) -> None:
    bring(empty, sample("taskwarrior.json"))
    (counted, waiting) = documents(empty)["harbour-office"]["follow_ups"]
    assert counted["uuid"] == "22222222-2222-4222-8222-222222222222"
    assert counted["colour"] == "green"
    assert counted["depends"] == "11111111-1111-4111-8111-111111111111"
    assert counted["annotations"] == [{"entry": "20261002T080000Z", "description": "twice"}]
    assert (waiting["status"], waiting["wait"]) == ("waiting", "20270101T000000Z")
    assert waiting["depends"] == ["22222222-2222-4222-8222-222222222222"]


def test_a_date_that_cannot_be_read_is_reported_and_kept_as_written(empty: Store) -> None:
    (report,), _ = bring(empty, sample("taskwarrior.json"))
    assert [(each.column, each.written) for each in report.words("date")] == [("due", "next week")]
    task = documents(empty)["harbour-office"]["follow_ups"][1]
    assert "due" not in task
    assert task["as_written"] == {"due": [None, "next week"]}


def test_tasks_a_line_are_the_same_as_an_array(empty: Store, tmp_path: Path) -> None:
    tasks = json.loads(sample("taskwarrior.json").read_text())
    bring(empty, sample("taskwarrior.json"))
    lines = "".join(json.dumps(each) + "\n" for each in tasks)
    (report,), change = bring(empty, written(tmp_path, "tasks.json", lines))
    assert report.rows == 4
    assert change is None


def test_a_task_done_meanwhile_is_ticked_and_reopened(small_store: Store, tmp_path: Path) -> None:
    tasks = json.loads(sample("taskwarrior.json").read_text())
    bring(small_store, sample("taskwarrior.json"))
    done = tasks[0] | {"status": "completed", "end": "20261120T120000Z"}
    bring(small_store, written(tmp_path, "t.json", json.dumps([done])))
    assert documents(small_store)["port-visits"]["follow_ups"][-1]["done"] == "2026-11-20"
    bring(small_store, written(tmp_path, "t.json", json.dumps([tasks[0]])))
    assert "done" not in documents(small_store)["port-visits"]["follow_ups"][-1]
    assert len(documents(small_store)["port-visits"]["follow_ups"]) == 3


@pytest.mark.usefixtures("in_delhi")
def test_a_due_date_is_the_day_its_owner_sees(empty: Store, tmp_path: Path) -> None:
    # Midnight of New Year's Eve in Delhi is still the day before in UTC.
    task = {"uuid": "a", "description": "Count", "due": "20261230T183000Z", "project": "x"}
    bring(empty, written(tmp_path, "t.json", json.dumps([task])))
    assert documents(empty)["x"]["follow_ups"][0]["due"] == "2026-12-31"


def test_our_own_task_comes_back_to_its_follow_up(small_store: Store, tmp_path: Path) -> None:
    before = documents(small_store)
    task = {
        "uuid": "e811023e-9756-55eb-ba85-8d25f3ce7b45",
        "status": "pending",
        "entry": "20261122T120000Z",
        "description": "Ask for the visit plan",
        "project": "port-visits",
        "entente": "port-visits/f1",
        "entente_owner": "mira",
        "due": "20261110T120000Z",
    }
    path = written(tmp_path, "t.json", json.dumps([task]))
    assert bring(small_store, path).change is None
    done = task | {"status": "completed", "end": "20261121T120000Z", "urgency": 4.2, "id": 7}
    bring(small_store, written(tmp_path, "t.json", json.dumps([done])))
    wanted = before["port-visits"]["follow_ups"][0] | {"done": "2026-11-21"}
    assert documents(small_store)["port-visits"]["follow_ups"][0] == wanted
    assert len(documents(small_store)["port-visits"]["follow_ups"]) == 2


def test_a_task_without_a_uuid_is_known_again_by_its_words(empty: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "t.json", json.dumps([{"description": "Buy chalk", "project": "x"}]))
    bring(empty, path, format="taskwarrior")
    assert bring(empty, path, format="taskwarrior").change is None
    assert len(documents(empty)["x"]["follow_ups"]) == 1


def test_a_time_of_day_is_kept_beside_the_day(empty: Store, tmp_path: Path) -> None:
    task = {"uuid": "a", "description": "Count", "due": "20261130T153000Z", "project": "x"}
    bring(empty, written(tmp_path, "t.json", json.dumps([task])))
    (item,) = documents(empty)["x"]["follow_ups"]
    assert item["due"] == "2026-11-30"
    assert item["as_written"] == {"due": ["2026-11-30", "20261130T153000Z"]}


def test_a_date_that_taskwarrior_changed_wins_over_our_period(
    small_store: Store, tmp_path: Path
) -> None:
    task = {
        "uuid": "e811023e-9756-55eb-ba85-8d25f3ce7b45",
        "description": "Ask for the visit plan",
        "entente": "port-visits/f1",
        "entente_due": "2026-Q3",
        "due": "20261220T120000Z",
    }
    bring(small_store, written(tmp_path, "t.json", json.dumps([task])))
    assert documents(small_store)["port-visits"]["follow_ups"][0]["due"] == "2026-12-20"


def test_a_task_that_is_closed_at_no_time_is_named_with_its_status(
    empty: Store, tmp_path: Path
) -> None:
    task = {"uuid": "11111111-2222-3333-4444-555555555555", "description": "Sign"}
    path = written(tmp_path, "x.json", json.dumps([task | {"status": "deleted"}]))
    (report,), _ = bring(empty, path)
    assert [(each.row, each.column, each.written) for each in report.unread] == [
        (1, "status", "deleted")
    ]
    (item,) = documents(empty)["tasks"]["follow_ups"]
    assert item["as_written"]["status"] == [None, "deleted"]

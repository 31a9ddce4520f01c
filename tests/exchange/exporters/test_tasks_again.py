"""Tasks of Taskwarrior that went through a register: they come out as they went in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from exchange.importers.importer import ImportRequest, import_files
from store.model.dates import PartialDate
from store.model.entities import Register
from store.register.store import Store
from tests.conftest import AS_OF
from tests.exchange.exporters.exports import selected, store_of, written

moments = st.datetimes().map(lambda moment: f"{moment:%Y%m%dT%H%M%SZ}".rjust(16, "0"))
words = st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=12)
values = words | st.integers(0, 9) | st.lists(words, max_size=2)
further = {
    "project": words,
    "tags": st.lists(words, max_size=3),
    "depends": st.lists(st.uuids(version=4).map(str), max_size=2) | st.uuids(version=4).map(str),
    "annotations": st.lists(st.fixed_dictionaries({"entry": moments, "description": words})),
    "due": moments | st.sampled_from(["next week", "2026-12-01", "2026-Q3", ""]),
    "end": moments,
    "wait": moments,
    "scheduled": moments,
    "modified": moments,
    "recur": st.sampled_from(["weekly", "P1M"]),
    "rtype": st.just("periodic"),
    "mask": st.just("-+"),
    "imask": st.integers(0, 3),
    "parent": st.uuids(version=4).map(str),
    "priority": st.sampled_from("HML"),
    # The user's own, also by names that a follow-up has for its fields.
    "owner": values,
    "title": values,
    "done": values,
    "as_written": values,
    "x_size": values,
}
tasks = st.fixed_dictionaries(
    {
        "uuid": st.uuids(version=4).map(str),
        "description": words.filter(str.strip),
        "entry": moments,
        "status": st.sampled_from(["pending", "waiting", "recurring", "completed", "deleted"]),
    },
    optional=further,
)


def through(found: list[dict[str, Any]], folder: Path) -> tuple[Store, list[dict[str, Any]]]:
    """Import tasks into an empty register; return it, and what it exports."""
    path = folder / "tasks.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    store = store_of(folder, Register(title="Tasks"))
    import_files(store, [path], ImportRequest(as_of=AS_OF))
    return store, json.loads(written(selected(store), "taskwarrior")[0])


def by_uuid(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return tasks without what Taskwarrior counts anew and what says that they were here."""
    ours = ("id", "urgency", "entente")
    return {
        each["uuid"]: {key: value for key, value in each.items() if key not in ours}
        for each in found
    }


@settings(max_examples=60)
@given(found=st.lists(tasks, min_size=1, max_size=4, unique_by=lambda task: task["uuid"]))
def test_every_attribute_comes_out_as_it_went_in(found: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        _, out = through(found, Path(one))
        assert by_uuid(out) == by_uuid(found)
        _, again = through(out, Path(other))
        assert again == out


def test_a_date_changed_here_goes_out_as_it_is_here(tmp_path: Path) -> None:
    task = {"uuid": "6b1f7c9a-52b4-4c3e-9d27-0f6a1f0e8a11", "description": "Ask", "project": "x"}
    store, _ = through([task | {"due": "20261130T153000Z"}], tmp_path)
    later = PartialDate.parse("2026-12-24")
    store.change(
        ["x"],
        lambda each: replace(each, follow_ups=(replace(each.follow_ups[0], due=later),)),
    )
    (out,) = json.loads(written(selected(store), "taskwarrior")[0])
    assert out["due"] == "20261224T120000Z"


@pytest.mark.skipif(shutil.which("task") is None, reason="Taskwarrior is not installed")
def test_taskwarrior_itself_takes_and_gives_the_same(tmp_path: Path) -> None:
    settings = tmp_path / "taskrc"
    settings.write_text(
        "confirmation=off\nverbose=nothing\nhooks=off\nrecurrence=on\n"
        "uda.owner.type=string\nuda.size.type=numeric\n"
    )

    def task(data: str, *words: str) -> str:
        (tmp_path / data).mkdir(exist_ok=True)
        own = {"TASKRC": str(settings), "TASKDATA": str(tmp_path / data)}
        done = subprocess.run(
            ["task", *words], env=os.environ | own, capture_output=True, text=True, check=True
        )
        return done.stdout

    task("first", "add", "Ask the port", "due:2026-11-30T15:30", "project:harbour.north", "+call")
    task("first", "add", "No project", "due:2026-12-01", "depends:1", "owner:mira", "size:3")
    task("first", "add", "Weekly report", "due:2099-12-04T09:00", "recur:weekly")
    task("first", "add", "Wait for it", "wait:2099-01-01", "scheduled:2098-12-24T18:00")
    task("first", "add", "Done")
    task("first", "1", "annotate", "called twice; no answer")
    task("first", "5", "done")
    task("first", "add", "Deleted")
    task("first", "description:Deleted", "delete")
    before = json.loads(task("first", "export"))
    assert len(before) >= 6
    store, out = through(before, tmp_path)
    (tmp_path / "out.json").write_text(json.dumps(out), encoding="utf-8")
    task("second", "import", str(tmp_path / "out.json"))
    after = json.loads(task("second", "export"))
    dated = [by_uuid(each) for each in (before, after)]
    for found in dated:
        for each in found.values():
            del each["modified"]
    assert dated[1] == dated[0]
    (tmp_path / "back.json").write_text(json.dumps(after), encoding="utf-8")
    (report,), transaction = import_files(
        store, [tmp_path / "back.json"], ImportRequest(as_of=AS_OF)
    )
    assert (report.new, report.changed, transaction) == (0, [], None)

"""Lines: commands in a fresh process, held against Taskwarrior on as many tasks."""

from __future__ import annotations

import json
import shutil
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from benchmarks.cases import Case, Pair, Skipped, Workshop
from benchmarks.processes import entente, output_of
from benchmarks.registers import make_register
from benchmarks.timing import nothing, take_turns
from store.model.dates import PartialDate

ROUNDS = 15
COUNT = 10_000
OURS = "domain:maritime priority:high due:<2020"
THEIRS = ("+maritime", "priority:H", "due.before:2020-01-01")

_PRIORITIES = {"high": "H", "normal": "M", "low": "L"}
_SETTINGS = """
data.location={folder}
confirmation=off
verbose=nothing
uda.progress.type=numeric
uda.progress.label=Progress
"""


class Taskwarrior:
    """A private Taskwarrior with a task for each commitment."""

    def __init__(self, folder: Path, commitments: list[dict[str, Any]]) -> None:
        """Import the tasks at once. Raises `Skipped` where there is no Taskwarrior."""
        if shutil.which("task") is None:
            raise Skipped("Taskwarrior is not installed")
        settings = folder / "taskrc"
        settings.write_text(_SETTINGS.format(folder=folder))
        self._environment = {"TASKRC": str(settings), "TASKDATA": str(folder)}
        tasks = folder / "tasks.json"
        tasks.write_text(json.dumps([_task(*each) for each in enumerate(commitments, start=1)]))
        self.run("import", str(tasks))

    def run(self, *arguments: str) -> str:
        """Run one command."""
        return output_of(["task", *arguments], self._environment)


def _task(number: int, commitment: dict[str, Any]) -> dict[str, Any]:
    due = PartialDate.parse(commitment["due"]).last
    return {
        "uuid": str(UUID(int=number)),
        "status": "pending",
        "entry": _moment(date(2015, 1, 1)),
        "description": commitment["title"],
        "project": commitment["instrument"],
        "priority": _PRIORITIES[commitment["priority"]],
        "due": _moment(due),
        "tags": commitment["domains"],
        "annotations": [
            {"entry": _moment(date.fromisoformat(each["date"])), "description": each["note"]}
            for each in commitment["updates"]
        ],
    }


def _moment(day: date) -> str:
    return f"{day:%Y%m%d}T000000Z"


def _list(form: str, workshop: Workshop) -> Pair:
    theirs = Taskwarrior(workshop.new_folder(), make_register(COUNT)["commitments"])
    ours = entente("list", OURS, "--register", str(workshop.register(COUNT)))
    ours += ["--json"] if form == "export" else []
    if form == "export":
        found = {item["title"] for item in json.loads(output_of(ours))["items"]}
        if found != {task["description"] for task in json.loads(theirs.run(*THEIRS, "export"))}:
            raise ValueError(f"Taskwarrior finds something else than {OURS}")
    return take_turns(
        workshop.rounds(ROUNDS),
        lambda _: output_of(ours),
        lambda _: theirs.run(*THEIRS, form),
        before=nothing,
    )


def _mark(workshop: Workshop) -> Pair:
    theirs = Taskwarrior(workshop.new_folder(), make_register(COUNT)["commitments"])
    register = ["--register", str(workshop.copy(workshop.register(COUNT)))]
    return take_turns(
        workshop.rounds(ROUNDS),
        lambda number: output_of(entente("mark", f"c{1 + 97 * number}", "40%", *register)),
        lambda number: theirs.run(str(1 + 97 * number), "modify", "progress:40"),
        before=nothing,
    )


CASES = (
    Case(
        "`list FILTER --json`, fresh process, 10,000",
        "`task FILTER export`",
        0.7,
        partial(_list, "export"),
    ),
    Case("`list FILTER`, fresh process, 10,000", "`task FILTER list`", 0.7, partial(_list, "list")),
    Case("`mark ID 40%`, fresh process, 10,000", "`task ID modify`", 0.7, _mark),
)

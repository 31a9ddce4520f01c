"""Tasks of Taskwarrior, as follow-ups of the commitments they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from store.codec import Document
from store.dates import PartialDate
from store.errors import BadValue
from store.importing.batch import Brought, Refused, Unread
from store.importing.known import Known
from store.importing.words import short_sum, slug

OURS = "entente"
"""The user attribute by which a task of ours says whose it is: `commitment/follow-up`."""
ALONE = "tasks"
"""The commitment of tasks that name no project."""
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z", re.ASCII)
_READ = frozenset(("description", "due", "end", "id", "urgency", f"{OURS}_owner"))
_PARTIAL = {"due": f"{OURS}_due", "done": f"{OURS}_done"}
_BOOKKEEPING = frozenset(("uuid", "entry", "modified", "project", OURS))
"""What our own export says of every task."""
_CLOSED = ("completed", "deleted")
_USUAL = ("pending", "completed")


def is_task(document: object) -> bool:
    """Whether an object looks like a task."""
    return isinstance(document, dict) and {"uuid", "description"} <= set(document)


def read(tasks: Iterable[object], known: Known) -> Iterator[Brought | Refused]:
    """Read tasks, each into the commitment it names, or into one of its project.

    Attributes that a follow-up has no field for are kept in it as they are.
    """
    gathered: dict[str, list[Document]] = {}
    names: dict[str, str] = {}
    rows: dict[str, int] = {}
    unread: dict[str, list[Unread]] = {}
    for number, task in enumerate(tasks, start=1):
        if not isinstance(task, dict) or not isinstance(task.get("description"), str):
            yield Refused(number, "it is no task: it has no description")
            continue
        commitment_id, name = _commitment(task, known)
        item, lost = _follow_up(task, number)
        gathered.setdefault(commitment_id, []).append(item)
        names.setdefault(commitment_id, name)
        rows.setdefault(commitment_id, number)
        unread.setdefault(commitment_id, []).extend(lost)
    for commitment_id, items in gathered.items():
        fields: Document = {"follow_ups": items}
        if commitment_id not in known.commitments:
            fields["title"] = names[commitment_id]
        yield Brought(
            row=rows[commitment_id],
            id=commitment_id,
            fields=fields,
            unread=tuple(unread[commitment_id]),
            foreign=False,
        )


def _commitment(task: Mapping[str, Any], known: Known) -> tuple[str, str]:
    """Return the id of the commitment a task belongs to, and a title should it be new."""
    ours = str(task.get(OURS, "")).partition("/")[0]
    project = task.get("project") if isinstance(task.get("project"), str) else ""
    tags = task.get("tags") if isinstance(task.get("tags"), list) else []
    for name in (ours, project, *(tags or ())):
        if isinstance(name, str) and name in known.commitments:
            return name, name
    name = ours or project or "Tasks"
    return slug(name) or ALONE, name


def _follow_up(task: Mapping[str, Any], number: int) -> tuple[Document, list[Unread]]:
    unread: list[Unread] = []
    ours = str(task.get(OURS, "")).partition("/")[2]
    left_out = _READ | {OURS} | (_BOOKKEEPING if ours and _is_made_here(task) else frozenset())
    item: Document = {key: value for key, value in task.items() if key not in left_out}
    for name in _PARTIAL.values():
        item.pop(name, None)
    if ours:
        item["id"] = ours
    elif not (isinstance(task.get("uuid"), str) and task["uuid"]):
        # It is known again by what it says.
        item = {key: value for key, value in item.items() if key != "uuid"}
        item["id"] = f"t{short_sum(task['description'])}"
    status = task.get("status", "pending")
    if status in _USUAL:
        item.pop("status", None)
    item["title"] = task["description"]
    if isinstance(owner := task.get(f"{OURS}_owner"), str):
        item["owner"] = owner
    item["due"] = _day(task, "due", _PARTIAL["due"], number, unread)
    item["done"] = None
    if status in _CLOSED:
        ended = "end" if "end" in task or _PARTIAL["done"] in task else "modified"
        item["done"] = _day(task, ended, _PARTIAL["done"], number, unread)
        if item["done"] is None and not unread:
            unread.append(Unread(number, "end", "", "date"))
    return item, unread


def _is_made_here(task: Mapping[str, Any]) -> bool:
    """Whether our export gave a task its UUID: Taskwarrior makes them by chance, not by name."""
    try:
        return UUID(str(task.get("uuid"))).version == 5
    except ValueError:
        return False


def _day(
    task: Mapping[str, Any], name: str, partial: str, number: int, unread: list[Unread]
) -> str | None:
    """Return a task's date on the day it shows here; what cannot be read is reported."""
    written = task.get(partial) or task.get(name)
    if written is None:
        return None
    match = _MOMENT.fullmatch(written) if isinstance(written, str) else None
    try:
        if match:
            # Taskwarrior keeps midnight of the user's own day, in UTC.
            year, month, day, hour, minute, second = map(int, match.groups())
            moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
            return moment.astimezone().date().isoformat()
        return PartialDate.parse(str(written)).text
    except (BadValue, ValueError, OverflowError, OSError):
        unread.append(Unread(number, name, str(written)[:80], "date"))
        return None

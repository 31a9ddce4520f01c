"""Tasks of Taskwarrior, as follow-ups of the commitments they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exchange.importers.records import ImportedCommitment, KnownIds, RefusedCommitment, UnreadCell
from exchange.taskwarrior import (
    AS_WRITTEN,
    CLOSED,
    OURS,
    OWNER,
    PARTIAL,
    day_of,
    is_made_here,
    moment_of,
)
from store.errors import BadValue
from store.model.dates import PartialDate
from store.model.entities import FollowUp
from store.model.ids import short_sum, slug
from store.storage.documents import Document

ALONE = "tasks"
"""The commitment of tasks that name no project."""
_READ = frozenset(("description", "due", "end", "id", "urgency", OURS, OWNER, *PARTIAL.values()))
_BOOKKEEPING = frozenset(("uuid", "entry", "modified", "project"))
"""What our own export says of every task."""
_USUAL = ("pending", "completed")
_FIELDS = (*FollowUp.__struct_fields__, AS_WRITTEN)


def is_task(document: object) -> bool:
    """Whether an object looks like a task."""
    return isinstance(document, dict) and {"uuid", "description"} <= set(document)


def read(
    tasks: Iterable[object], known: KnownIds
) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Read tasks, each into the commitment it names, or into one of its project.

    Attributes that a follow-up has no field for are kept in it as they are.
    """
    gathered: dict[str, list[Document]] = {}
    names: dict[str, str] = {}
    rows: dict[str, int] = {}
    unread: dict[str, list[UnreadCell]] = {}
    for number, task in enumerate(tasks, start=1):
        if not isinstance(task, dict) or not isinstance(task.get("description"), str):
            yield RefusedCommitment(number, "it is no task: it has no description")
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
        yield ImportedCommitment(
            row=rows[commitment_id],
            id=commitment_id,
            fields=fields,
            unread=tuple(unread[commitment_id]),
            foreign=False,
        )


def _commitment(task: Mapping[str, Any], known: KnownIds) -> tuple[str, str]:
    """Return the id of the commitment a task belongs to, and a title should it be new."""
    ours = str(task.get(OURS, "")).partition("/")[0]
    project = task.get("project") if isinstance(task.get("project"), str) else ""
    tags = task.get("tags") if isinstance(task.get("tags"), list) else []
    for name in (ours, project, *(tags or ())):
        if isinstance(name, str) and name in known.commitments:
            return name, name
    name = ours or project or "Tasks"
    return slug(name) or ALONE, name


def _follow_up(task: Mapping[str, Any], number: int) -> tuple[Document, list[UnreadCell]]:
    unread: list[UnreadCell] = []
    ours = str(task.get(OURS, "")).partition("/")[2]
    left_out = _READ | (_BOOKKEEPING if ours and is_made_here(task.get("uuid")) else frozenset())
    kept = {key: value for key, value in task.items() if key not in left_out}
    item: Document = {key: value for key, value in kept.items() if key not in _FIELDS}
    # An attribute of the user's own may have the name of a field of ours.
    written: Document = {key: [None, value] for key, value in kept.items() if key in _FIELDS}
    if ours:
        item["id"] = ours
    elif not (isinstance(task.get("uuid"), str) and task["uuid"]):
        # It is known again by what it says.
        item.pop("uuid", None)
        item["id"] = f"t{short_sum(task['description'])}"
    status = task.get("status", "pending")
    if status in _USUAL:
        item.pop("status", None)
    item["title"] = task["description"]
    if isinstance(owner := task.get(OWNER), str) or isinstance(owner := task.get("owner"), str):
        item["owner"] = owner
    item["due"] = _date(task, "due", number, unread, written)
    item["done"] = None
    if status in CLOSED:
        item["done"] = _date(task, "end", number, unread, written)
        if item["done"] is None and "end" not in written:
            # Nothing else says when.
            item["done"] = _date({"end": task.get("modified")}, "end", number, unread, {})
            written["end"] = [item["done"], None]
        if item["done"] is None:
            # It stays open here, for nobody knows since when it is not.
            written["status"] = [None, item.pop("status", status)]
            if not unread:
                unread.append(UnreadCell(number, "status", str(status), "value"))
    elif "end" in task:
        written["end"] = [None, task["end"]]
    item[AS_WRITTEN] = written or None
    return item, unread


def _date(
    task: Mapping[str, Any],
    name: str,
    number: int,
    unread: list[UnreadCell],
    written: Document,
) -> str | None:
    """Return a task's date; what cannot be read, or is no day alone, is kept as it is written."""
    partial = task.get(PARTIAL[name])
    value = task.get(name)
    # A task that was closed gets a moment, also where we knew but the month.
    if value is None or (name == "end" and partial is not None):
        value = partial
    if value is None:
        return None
    text = str(value)
    day = day_of(text)
    try:
        found = day.isoformat() if day else PartialDate.parse(text).text
    except BadValue:
        unread.append(UnreadCell(number, name, text[:80], "date"))
        written[name] = [None, value]
        return None
    if value is not partial and (day is None or text != moment_of(day)):
        written[name] = [found, value]
    return found

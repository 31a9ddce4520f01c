"""Taskwarrior: follow-ups as the JSON array that `task import` takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import BinaryIO

from exchange.exporters.formats import ExportOptions, Written, reported
from exchange.exporters.json import one_line
from exchange.exporters.selection import Selection
from exchange.taskwarrior import (
    AS_WRITTEN,
    CLOSED,
    OPEN,
    OURS,
    OWNER,
    PARTIAL,
    is_made_here,
    moment_of,
    stable_id,
)
from store.model.dates import PartialDate
from store.model.entities import FollowUp
from store.model.entry import Entry
from store.register.reader import ReportProgress
from store.storage.documents import Document

_OURS = frozenset((*FollowUp.__struct_fields__, AS_WRITTEN))
# Taskwarrior's own JSON is broken by control characters, and a NUL makes 2.6 crash.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"}
_PICTURES |= {0x7F: "\u2421"} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")


def write_taskwarrior(
    selection: Selection, out: BinaryIO, options: ExportOptions, progress: ReportProgress | None
) -> Written:
    """Write one task a line, as Taskwarrior's own export does."""
    out.write(b"[")
    count = 0
    for number in reported(range(len(selection.entries)), progress):
        entry = selection.entries[number]
        for task, document in zip(
            entry.commitment.follow_ups, _documents(selection.raw[number]), strict=True
        ):
            out.write(b",\n" if count else b"\n")
            out.write(one_line(_task(selection, entry, task, document)))
            count += 1
    out.write(b"\n]\n" if count else b"]\n")
    return Written(count, "follow-ups")


def _documents(raw: bytes) -> list[Document]:
    found: list[Document] = json.loads(raw).get("follow_ups", [])
    return found


def _task(
    selection: Selection, entry: Entry, task: FollowUp, document: Mapping[str, object]
) -> Document:
    # What an import brought and we have no word for goes out again as it came.
    told: Document = {key: value for key, value in document.items() if key not in _OURS}
    usual = CLOSED if task.done else OPEN
    if told.get("status") not in usual:
        told["status"] = usual[0]
    told.setdefault("uuid", stable_id(selection.title, entry.id, "Follow-up", task.id))
    told.setdefault("entry", moment_of(selection.as_of))
    if is_made_here(told["uuid"]):
        # A task of Taskwarrior's that had no project gets none.
        told.setdefault("project", _text(entry.id))
    # An empty description makes it crash too.
    told["description"] = _text(task.title) or "(no title)"
    told[OURS] = _text(f"{entry.id}/{task.id}")
    if task.owner:
        told[OWNER] = _text(task.owner)
    _date(told, "due", task.due)
    _date(told, "end", task.done)
    _as_written(told, task, document.get(AS_WRITTEN))
    return told


def _date(told: Document, name: str, when: PartialDate | None) -> None:
    """Say an exact date the way Taskwarrior does, and any other as it was written."""
    if when is not None and when.precision == "day":
        told[name] = moment_of(when.first)
    elif when is not None:
        told[PARTIAL[name]] = when.text


def _as_written(told: Document, task: FollowUp, kept: object) -> None:
    """Put back what a task said in its own way, where the follow-up still says the same."""
    done = _said(task.done)
    dates = {"due": _said(task.due), "end": done, "status": done}
    for name, pair in kept.items() if isinstance(kept, dict) else ():
        if not isinstance(pair, list) or len(pair) != 2 or dates.get(name, pair[0]) != pair[0]:
            continue
        told.pop(name, None)
        told.pop(PARTIAL.get(name, ""), None)
        if pair[1] is not None:
            told[name] = pair[1]
        if name == "owner" and pair[1] == task.owner:
            told.pop(OWNER, None)


def _said(when: PartialDate | None) -> str | None:
    return when.text if when else None


def _text(text: str) -> str:
    return text.translate(_PICTURES)

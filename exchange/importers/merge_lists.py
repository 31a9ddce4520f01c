"""The lists of a commitment when a file brings items and assessments: nothing is taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

import msgspec

from exchange.escaping import CUT, list_cell
from exchange.importers.records import ImportedAssessment, ImportedCommitment
from exchange.merge.renaming import names_in, naming
from store.errors import BadValue, Damaged
from store.model.dates import PartialDate
from store.model.derived import derive
from store.model.entities import Commitment
from store.model.ids import LETTERS, new_id
from store.model.status import Status
from store.register.codec import from_document, to_document
from store.storage.documents import Document

_SAID = ("date", "note", "source", "status", "progress")
_SUMMED = frozenset(("id", "date", "source", "status", "progress"))
_CITED = ("title", "publisher", "date", "url")


def with_items(
    document: Mapping[str, object], name: str, items: Iterable[Document]
) -> list[Document]:
    """Return milestones or follow-ups with the file's own: in the place of those they are.

    An item is known again by its id, a Taskwarrior task by its uuid, also where a sheet has
    lost that; one without an id, or whose id another one has, gets one made of what it says.
    """
    merged = [dict(each) for each in _list(document.get(name))]
    by_uuid = {each["uuid"]: place for place, each in enumerate(merged) if _is_task(each)}
    by_id = {str(each.get("id", "")): place for place, each in enumerate(merged)}
    for item in items:
        place = by_uuid.get(item["uuid"]) if _is_task(item) else None
        if place is None:
            place = by_id.get(str(item.get("id", "")))
            if place is not None and _is_task(item) and _is_task(merged[place]):
                place = None
        if place is not None:
            both = {**merged[place], **item, "id": merged[place]["id"]}
            merged[place] = {key: value for key, value in both.items() if value is not None}
            continue
        fresh = {key: value for key, value in item.items() if value is not None}
        if not fresh.get("id") or fresh["id"] in by_id:
            fresh = {**fresh, "id": _new_id(name, fresh, by_id)}
        by_id[fresh["id"]] = len(merged)
        if _is_task(fresh):
            by_uuid[fresh["uuid"]] = len(merged)
        merged.append(fresh)
    return merged


def with_updates(document: Mapping[str, object], items: Iterable[Document]) -> list[Document]:
    """Return the log with those of the file's updates that it does not have yet.

    What is in the log stays as it is: an update that differs from the one of its id is
    another one, and what the file says of that by its id is said of it under its new one. A
    sheet has lost the fields that nobody knows; that alone is no difference. What a sheet of
    commitments summed up of these updates gives way to them.
    """
    items = list(items)
    there = [dict(each) for each in _list(document.get("updates"))]
    merged = [each for each in there if not _sums_up(each, items)]
    called: dict[str, str] = {}
    for item in _named_first(items):
        said = naming(item, called)
        known = next((each for each in merged if _says_no_more(said, each)), None)
        if known is None:
            free = said.get("id") and said["id"] not in [each.get("id") for each in merged]
            known = said if free else {"id": _next(merged, said), **_without_id(said)}
            merged.append(known)
        called.setdefault(_id(item), _id(known))
    return merged


def _named_first(items: list[Document]) -> list[Document]:
    """Return updates in their order, but none before one of them that it names."""
    ordered: list[Document] = []
    waiting, left = set(map(_id, items)), items
    while left:
        later: list[Document] = []
        for item in left:
            if waiting & (names_in(item) - {_id(item)}):
                later.append(item)
            else:
                ordered.append(item)
                waiting.discard(_id(item))
        if len(later) == len(left):
            return ordered + left  # they name each other
        left = later
    return ordered


def _id(item: Document) -> str:
    return str(item.get("id") or "")


def _sums_up(update: Document, items: Iterable[Document]) -> bool:
    """Whether an update is how a row of commitments told of these, which a file brings whole.

    Such a one has the date and the source of one of them, the status that one of them set, no
    words of its own, and an id made of that.
    """
    if not update.keys() <= _SUMMED or update.get("id") != _next((), update):
        return False
    status = update.get("status")
    return (
        all(each.get("id") != update["id"] for each in items)
        and any(
            each.get("date") == update.get("date") and _cites_alike(each, update) for each in items
        )
        and (status is None or any(each.get("status") == status for each in items))
    )


def _cites_alike(item: Document, update: Document) -> bool:
    one, other = (each.get("source") or {} for each in (item, update))
    return all(one.get(name) == other.get(name) for name in _CITED)


class CutText(NamedTuple):
    """A text that a workbook has cut, because a cell cannot hold it."""

    where: str
    """The fields that lead to it, such as `updates u1 note`."""
    is_known: bool
    """Whether it is known here as a whole."""


def mended(value: Any, known: Any, where: str, cut: list[CutText]) -> Any:
    """Return what a file says, each text that was cut there as it is `known` if that begins so.

    What was cut is added to `cut`.
    """
    match value:
        case str() if value.endswith(CUT):
            is_known = isinstance(known, str) and known.startswith(value.removesuffix(CUT))
            cut.append(CutText(where, is_known))
            return known if is_known else value
        case [*_, str()] if value[-1].endswith(CUT):
            there = list_cell(known) if isinstance(known, list) else ""
            whole = mended(list_cell(value), there, where, cut)
            return known if whole == there else value
        case [dict(), *_]:
            ours = {each.get("id"): each for each in _list(known)}
            return [
                mended(each, ours.get(each.get("id")), f"{where} {each.get('id', '')}", cut)
                for each in value
            ]
        case dict():
            ours = known if isinstance(known, dict) else {}
            return {
                name: mended(each, ours.get(name), f"{where} {name}".strip(), cut)
                for name, each in value.items()
            }
        case _:
            return value


def with_update(updates: list[Document], entry: Document) -> list[Document]:
    """Return a log with one more entry, under an id made of what it says."""
    return [*updates, {"id": _next(updates, entry), **entry}]


def _next(updates: Iterable[Document], entry: Document) -> str:
    return _new_id("updates", entry, {str(each.get("id", "")) for each in updates})


def _new_id(name: str, item: Mapping[str, object], taken: Collection[str]) -> str:
    """Return an id made of what an item says: the same file gives the same on every machine."""
    return new_id(
        LETTERS[name], msgspec.json.encode(_without_id(item), order="sorted").decode(), taken
    )


def _is_task(item: Mapping[str, object]) -> bool:
    uuid = item.get("uuid")
    return isinstance(uuid, str) and uuid != ""


def _says_no_more(item: Mapping[str, object], there: Mapping[str, object]) -> bool:
    """Whether an update of the log says all that another one says.

    Sheets of earlier versions have lost who wrote it and of what kind its source is.
    """
    if any(name in there and name not in item for name in _SAID):
        return False
    for name, value in item.items():
        known = there.get(name)
        if name == "source" and isinstance(value, dict) and isinstance(known, dict):
            known = {key: each for key, each in known.items() if key in (*_CITED, *value)}
        if name != "id" and known != value:
            return False
    return True


def _without_id(item: Mapping[str, object]) -> Document:
    return {name: value for name, value in item.items() if name != "id"}


def _list(items: object) -> list[Document]:
    return [each for each in items if isinstance(each, dict)] if isinstance(items, list) else []


UNDATED = "Dated by the day it was imported: the file gives no date."
NOT_OVER = "Dated by the day it was imported: the file says"
EVIDENCE = "Evidence."


def with_assessments(
    document: Document, imported: ImportedCommitment, as_of: date
) -> list[Document]:
    """Return the log of a commitment with what a row says, where it does not have that yet.

    What another tracker wrote is kept with its update, under `as_written`: while it writes
    the same, nothing is added, whatever was marked here since.
    """
    updates: list[Document] = document.get("updates", [])
    today = _day_of(as_of)
    cited = (
        {(each.get("source") or {}).get("url") for each in updates} if imported.evidence else set()
    )
    for source in imported.evidence:
        if source.url not in cited:
            seen = (imported.evidence_seen or today).text
            entry = {"date": seen, "note": EVIDENCE, "source": to_document(source)}
            updates = with_update(updates, entry)
    for assessment in imported.assessments:
        if imported.foreign:
            known = _is_written(updates, assessment)
        else:
            known = _says({**document, "updates": updates}, assessment, as_of)
        if not known:
            entry = _entry(assessment, today)
            if imported.foreign:
                written = {assessment.column: assessment.written}
                if assessment.dated and assessment.seen and entry["date"] != assessment.seen.text:
                    written["assessed"] = assessment.seen.text
                entry["as_written"] = written
            updates = with_update(updates, entry)
    return updates


_day_of = cache(PartialDate.of)
"""The same day for every row of a file."""


def read_commitment(document: Document) -> Commitment:
    """Return a document as a commitment. Raises `BadValue`, naming the field."""
    try:
        return from_document(document, Commitment, "it")
    except Damaged as error:
        raise BadValue(error.message) from error


def _entry(assessment: ImportedAssessment, today: PartialDate) -> Document:
    seen, note = assessment.seen, assessment.note
    if seen is None:
        note = "\n\n".join(filter(None, (note, UNDATED)))
        seen = today
    elif seen.first <= today.first < seen.last:
        # An entry of a year that is not over would say nothing until it is.
        note = "\n\n".join(filter(None, (note, f"{NOT_OVER} {seen}.")))
        seen = today
    entry: Document = {"date": seen.text}
    if note:
        entry["note"] = note
    if assessment.status is not None:
        entry["status"] = assessment.status.value
    if assessment.progress is not None:
        entry["progress"] = assessment.progress
    if assessment.source:
        entry["source"] = to_document(assessment.source)
    return entry


def _says(document: Document, assessment: ImportedAssessment, as_of: date) -> bool:
    """Whether the log of a commitment says already what our own sheet says of it."""
    commitment = read_commitment(document)
    state = derive(commitment, as_of)
    status, progress = assessment.status, assessment.progress
    if status in (None, state.status) and progress in (None, state.progress):
        return bool(commitment.updates) or status in (None, Status.NOT_ASSESSED)
    return any(
        (each.status, each.progress, each.date) == (status, progress, assessment.seen)
        for each in commitment.updates
    )


def _is_written(updates: list[Document], assessment: ImportedAssessment) -> bool:
    """Whether the last update of a column says all that its file says now."""
    last = _last_written(updates, assessment.column)
    if last is None or str(last["as_written"][assessment.column]) != assessment.written:
        return False
    if assessment.source and last.get("source") != to_document(assessment.source):
        return False
    seen = last["as_written"].get("assessed", last.get("date"))
    return not assessment.dated or not assessment.seen or seen == assessment.seen.text


def _last_written(updates: list[Document], column: str) -> Document | None:
    for each in reversed(updates):
        written = each.get("as_written")
        if isinstance(written, dict) and column in written:
            return each
    return None

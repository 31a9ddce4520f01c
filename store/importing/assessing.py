"""From what a file assesses to entries of a commitment's log, each dated and written once."""

from __future__ import annotations

from datetime import date

from store.codec import Document, from_document, to_document
from store.dates import PartialDate
from store.derived import derive
from store.errors import BadValue, Damaged
from store.importing.batch import Assessment, Brought
from store.importing.lists import with_update
from store.model import Commitment
from store.status import Status

UNDATED = "Dated by the day it was imported: the file gives no date."
NOT_OVER = "Dated by the day it was imported: the file says"
EVIDENCE = "Evidence."


def with_assessments(document: Document, brought: Brought, as_of: date) -> list[Document]:
    """Return the log of a commitment with what a row says, where it does not have that yet.

    What another tracker wrote is kept with its update, under `as_written`: while it writes
    the same, nothing is added, whatever was marked here since.
    """
    updates: list[Document] = document.get("updates", [])
    today = PartialDate.of(as_of)
    cited = {(each.get("source") or {}).get("url") for each in updates}
    for source in brought.evidence:
        if source.url not in cited:
            seen = (brought.evidence_seen or today).text
            entry = {"date": seen, "note": EVIDENCE, "source": to_document(source)}
            updates = with_update(updates, entry)
    for assessment in brought.assessments:
        if brought.foreign:
            known = _last_written(updates, assessment.column) == assessment.written
        else:
            known = _says({**document, "updates": updates}, assessment, as_of)
        if not known:
            entry = _entry(assessment, today)
            if brought.foreign:
                entry["as_written"] = {assessment.column: assessment.written}
            updates = with_update(updates, entry)
    return updates


def read_commitment(document: Document) -> Commitment:
    """Return a document as a commitment. Raises `BadValue`, naming the field."""
    try:
        return from_document(document, Commitment, "it")
    except Damaged as error:
        raise BadValue(error.message) from error


def _entry(assessment: Assessment, today: PartialDate) -> Document:
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


def _says(document: Document, assessment: Assessment, as_of: date) -> bool:
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


def _last_written(updates: list[Document], column: str) -> str | None:
    for each in reversed(updates):
        written = each.get("as_written")
        if isinstance(written, dict) and column in written:
            return str(written[column])
    return None

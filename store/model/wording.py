"""What is said of a commitment and its updates wherever one is shown whole: board, show, brief."""

from __future__ import annotations

from collections.abc import Callable

from store.model.dates import PartialDate
from store.model.derived import Derived
from store.model.entities import Measure, Source, SourceKind, Update
from store.model.entry import Entry, moved_words
from store.model.log import confirmation, counting_updates, former_dues, status_run
from store.text import counted

WriteDate = Callable[[PartialDate], str]
"""Writes a date as the reader is used to; `str` writes it as it is kept."""

_MEASURES = {
    Measure.DELIVERY: "delivery: ends when it is there",
    Measure.DUTY: "duty: kept as long as it runs",
    Measure.AIM: "aim: a direction without a measure",
}


def answers(entry: Entry, written: WriteDate = str) -> list[tuple[str, str]]:
    """Return what is claimed, what is seen, and how it stands with its date, each with its name.

    What nobody claims or has seen is said too: that is the point of asking.
    """
    state = entry.derived
    measure = _MEASURES[state.measure]
    if entry.commitment.measure is Measure.UNSAID:
        measure += " (taken as one)"
    told = [
        ("measure", measure),
        ("claimed", state.claimed.words if state.claimed else "nothing by an official source"),
        ("seen", state.seen.words if state.seen else "nothing by an independent source"),
        ("schedule", schedule_words(entry, written)),
    ]
    if state.steps:
        told.append(("steps", f"{state.steps_met} of {state.steps} met"))
    if state.last_kept is not None:
        kept = "last kept" if state.measure is Measure.DUTY else "last done"
        told.append((kept, written(state.last_kept)))
    if state.confidence is not None:
        told.append(("confidence", state.confidence.value))
    if state.status.settled and (reader := _second_reader(entry, written)):
        told.append(("confirmed", reader))
    return told


def _second_reader(entry: Entry, written: WriteDate) -> str:
    """Return who confirmed a settled status, and when; empty where nobody has to."""
    updates = counting_updates(entry.commitment, entry.as_of)
    found = confirmation(status_run(updates), updates)
    if found is not None:
        return f"by {found.by} on {written(found.date)}"
    return "not yet by anybody but its writer" if entry.derived.to_confirm else ""


def schedule_words(entry: Entry, written: WriteDate = str) -> str:
    """Return how a commitment stands with its date, with the dates it had before."""
    state = entry.derived
    words = _schedule(state)
    if state.moved:
        before = ", ".join(map(written, former_dues(entry.commitment, entry.as_of)))
        words += f"; moved {moved_words(state)}, first {before}"
    return words


def _schedule(state: Derived) -> str:
    days = state.overdue_days
    if state.status.settled:
        return "settled"
    if days is None:
        return "no date"
    if days > 0:
        return f"overdue by {counted(days, 'day')}"
    return f"due soon, in {counted(-days, 'day')}" if state.due_soon else "in time"


def update_remarks(update: Update, struck: frozenset[str] = frozenset()) -> list[str]:
    """Return what an update says besides status, percent and note, and who wrote it."""
    said = ["corrected: counts no more"] if update.id in struck else []
    said += [f"corrects {update.corrects}"] if update.corrects else []
    said += [f"weighs {', '.join(update.weighs)}"] if update.weighs else []
    said += [f"confirms {update.confirms}"] if update.confirms else []
    said += [f"due moved to {update.due}"] if update.due else []
    said += [f"looked in {', '.join(update.searched)}"] if update.searched else []
    said += [f"{update.confidence} confidence"] if update.confidence else []
    if update.by or update.written:
        written = f" on {update.written[:10]}" if update.written else ""
        said.append(f"written{f' by {update.by}' if update.by else ''}{written}")
    return said


def kind_words(source: Source) -> str:
    """Return whose word a source is; that nobody has said it is said."""
    return "kind unknown" if source.kind is SourceKind.UNKNOWN else source.kind.value


def source_remarks(source: Source) -> list[str]:
    """Return the words a source gives, or why it gives none, and where else it is kept."""
    said = [f"“{source.excerpt}”"] if source.excerpt else []
    said += [f"no excerpt: {source.no_excerpt}"] if source.no_excerpt else []
    said += [f"read on {source.accessed}"] if source.accessed else []
    said += [f"archived at {source.archive_url}"] if source.archive_url else []
    said += [f"copy kept, {source.copy[:12]}"] if source.copy else []
    return said

"""One commitment in plain lines: what is told, then its columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cli.facts import facts, lineage, origin, span_of
from cli.look import done
from store.derived import is_met, known_updates
from store.entry import Entry
from store.model import Register
from store.wording import standing


def commitment_lines(entry: Entry, register: Register, as_of: date) -> Iterator[tuple[str, ...]]:
    """Yield the lines of one commitment as it stood on a day, updates newest first."""
    commitment = entry.commitment
    yield "id", commitment.id
    yield "title", commitment.title
    yield "status", entry.derived.status.value
    yield "done", done(entry)
    for said in standing(entry):
        yield "standing", said
    yield from facts(entry, register, as_of)
    for place, instrument in enumerate(lineage(entry, register)):
        name = "supersedes" if place else "instrument"
        yield name, instrument.title, instrument.kind, span_of(instrument)
    for milestone in commitment.milestones:
        met = f"met {milestone.met}" if is_met(milestone, as_of) else "open"
        yield "milestone", milestone.id, str(milestone.date or ""), met, milestone.title
    for task in commitment.follow_ups:
        state = f"done {task.done}" if task.done else "open"
        yield "follow-up", task.id, str(task.due or ""), state, task.owner, task.title
    for update in reversed(known_updates(commitment, as_of)):
        status = update.status.value if update.status else ""
        progress = f"{update.progress}%" if update.progress is not None else ""
        url = update.source.url if update.source else ""
        told = (update.id, update.date.text, status, progress, update.note)
        yield ("update", *told, origin(update.source), url)

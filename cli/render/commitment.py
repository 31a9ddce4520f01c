"""What is to be said of one commitment: as facts for any form, and as plain lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cli.render.columns import done_words
from store.model.conflict import clash_words
from store.model.derived import explain_attention
from store.model.entities import Instrument, MilestoneKind, Register, Source
from store.model.entry import Entry, standing, term_of
from store.model.glyphs import Glyphs
from store.model.log import is_done, is_met, known_milestones, known_updates, struck_ids
from store.model.wording import WriteDate, answers, kind_words, source_remarks, update_remarks
from store.portfolio.drawing import DrawnLine, heard_strip
from store.portfolio.links import continued_by, link_words
from store.portfolio.pictures import heard_in, month_of_day
from store.portfolio.review import reason_words


def facts(
    entry: Entry, register: Register, as_of: date, written: WriteDate = str
) -> list[tuple[str, str]]:
    """Return the commitment's own fields that say something, each with its name."""
    commitment = entry.commitment
    names = {domain.id: domain.name for domain in register.domains}
    explained = explain_attention(commitment, as_of, entry.thresholds)
    terms = sorted(explained, key=lambda term: -term[1])
    ranked = " + ".join(f"{words} {weight:g}" for words, weight in terms)
    told = [
        ("summary", commitment.summary),
        ("parties", ", ".join(commitment.parties)),
        ("lead", commitment.lead),
        ("domains", ", ".join(names.get(each, each) for each in commitment.domains)),
        ("horizon", _horizon(entry, written)),
        # One that the register does not know is only a name; the others have a part of their own.
        ("instrument", "" if entry.instrument else commitment.instrument),
        ("clause", commitment.clause),
        ("priority", commitment.priority.value),
        ("tags", ", ".join(commitment.tags)),
        ("formerly", ", ".join(commitment.former_ids)),
        ("continues", "; ".join(link_words(register, commitment.continues))),
        ("continued by", "; ".join(link_words(register, continued_by(register, commitment)))),
        ("clash", clash_words(commitment)),
        ("attention", f"{entry.derived.attention:g}" + (f" = {ranked}" if ranked else "")),
    ]
    return [(name, text) for name, text in told if text]


def _horizon(entry: Entry, written: WriteDate) -> str:
    start, due, term = entry.commitment.start, entry.derived.due, term_of(entry)
    if start and due:
        return f"{written(start)} to {written(due)}"
    if start:
        return f"from {written(start)}, {f'kept until {written(term)}' if term else 'no due date'}"
    return f"by {written(due)}" if due else ""


def origin(source: Source | None, written: WriteDate = str) -> str:
    """Return where something was read, in one line; empty without a source."""
    if source is None:
        return ""
    published = written(source.date) if source.date else ""
    parts = (source.publisher, source.title, published)
    return f"{kind_words(source)}: {', '.join(part for part in parts if part)}"


def lineage(entry: Entry, register: Register) -> list[Instrument]:
    """Return the commitment's instrument, then what it superseded, back to the first."""
    by_id = {each.id: each for each in register.instruments}
    found: list[Instrument] = []
    current = by_id.get(entry.commitment.instrument)
    # A register may say that two instruments supersede each other.
    while current is not None and current not in found:
        found.append(current)
        current = by_id.get(current.supersedes)
    return found


def span_of(instrument: Instrument, written: WriteDate = str) -> str:
    """Return when an instrument was made, and how long it holds where that is known."""
    made = written(instrument.date) if instrument.date else ""
    held = [written(each) for each in (instrument.start, instrument.end) if each]
    return made + (f", in force {' to '.join(held)}" if len(held) == 2 else "")


HEARD_MONTHS = 24
"""Over how many months it is shown what was heard, the running one included."""


def heard_words(entry: Entry, glyphs: Glyphs) -> tuple[str, str, DrawnLine] | None:
    """Return the first and the last month shown, and a mark for each: news, a look, or silence.

    The first is that of the promise, where it falls into them; None before the promise.
    """
    last = month_of_day(entry.as_of)
    window = range(max(12, last - HEARD_MONTHS + 1), last + 1)
    told = [each is not None for each in heard_in(entry, window)]
    if not any(told):
        return None
    months = window[told.index(True) :]
    first, until = (f"{month // 12:04}-{month % 12 + 1:02}" for month in (months[0], last))
    return first, until, heard_strip(entry, months, glyphs)


def commitment_lines(
    entry: Entry, register: Register, as_of: date, glyphs: Glyphs
) -> Iterator[tuple[str, ...]]:
    """Yield the lines of one commitment as it stood on a day, updates newest first."""
    commitment = entry.commitment
    yield "id", commitment.id
    yield "title", commitment.title
    yield "status", entry.derived.status.value
    yield "done", done_words(entry)
    for said in standing(entry):
        yield "standing", said
    for said in reason_words(entry):
        yield "why here", said
    yield from answers(entry)
    yield from facts(entry, register, as_of)
    if heard := heard_words(entry, glyphs):
        first, last, strip = heard
        yield "heard", first, last, "".join(mark for mark, _ in strip)
    for place, instrument in enumerate(lineage(entry, register)):
        name = "supersedes" if place else "instrument"
        yield name, instrument.title, instrument.kind, span_of(instrument)
    for milestone in known_milestones(commitment, as_of):
        met = f"met {milestone.met}" if is_met(milestone, as_of) else "open"
        kind = () if milestone.kind is MilestoneKind.STEP else (milestone.kind.value,)
        yield "milestone", milestone.id, str(milestone.date or ""), met, milestone.title, *kind
    for task in commitment.follow_ups:
        state = f"done {task.done}" if is_done(task, as_of) else "open"
        yield "follow-up", task.id, str(task.due or ""), state, task.owner, task.title
    struck = struck_ids(commitment, as_of)
    for update in reversed(known_updates(commitment, as_of)):
        status = update.status.value if update.status else ""
        progress = f"{update.progress}%" if update.progress is not None else ""
        url = update.source.url if update.source else ""
        told = (update.id, update.date.text, status, progress, update.note)
        remarks = update_remarks(update, struck)
        remarks += source_remarks(update.source) if update.source else []
        yield ("update", *told, origin(update.source), url, *remarks)

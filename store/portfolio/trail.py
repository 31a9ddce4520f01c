"""The why-trail: what a status, a percent, a date or a score rests on, down to the words.

`why` answers for one commitment, part by part. What the copies of sources are like on the disk is
for who can look there: it is handed in, and everything here stays a pure function.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from store.model.entities import Measure, MilestoneKind, Source, Update
from store.model.entry import Entry, progress_words, warnings
from store.model.glyphs import UNICODE, Glyphs
from store.model.log import (
    claim_of,
    confirmation,
    counting_updates,
    due_moves,
    is_met,
    is_missed,
    known_milestones,
    known_updates,
    sight_of,
    struck_ids,
)
from store.model.wording import kind_words, schedule_words
from store.portfolio.review import reason_words
from store.text import counted

TrailPart = Literal["status", "done", "due", "attention", "review", "counts"]
"""What a part of the trail explains."""

LinkKind = Literal[
    "value", "update", "note", "excerpt", "source", "copy", "against", "step", "term", "row"
]
"""What a link of the chain is."""

NO_COPIES: Mapping[str, str] = MappingProxyType({})
_OF_DATES = ("overdue", "moved", "behind", "at risk")
"""Warnings that speak of the calendar and not of the status."""
_MOST_BACKING = 3
"""So many of the updates in a row that say a status are followed down to their words."""


class TrailTarget(NamedTuple):
    """Where a link leads: to a commitment, to an item of it, or to what a query finds."""

    commitment: str = ""
    item: str = ""
    """The id of an update or a milestone; empty for the commitment itself."""
    query: str = ""


class TrailLink(NamedTuple):
    """One link of the chain, as a line says it."""

    part: TrailPart
    depth: int
    """0 for what is explained, more for what that rests on."""
    kind: LinkKind
    words: str
    style: str = "plain"
    """A tone, `strong` or `muted`."""
    target: TrailTarget | None = None
    source: Source | None = None
    """The source that it is about: to be opened."""


def why(
    entry: Entry, glyphs: Glyphs = UNICODE, copies: Mapping[str, str] = NO_COPIES
) -> list[TrailLink]:
    """Return the chain of everything a list says of a commitment.

    Its status with updates, words and sources, and what speaks against it; its percent with its
    steps; its date with the dates it had; its attention with the terms; why it wants a look.
    `copies` says of kept copies, by their names, whether they are as they were.

    >>> from datetime import date
    >>> from store.model.dates import PartialDate
    >>> from store.model.entities import Commitment, SourceKind
    >>> from store.model.status import Status
    >>> page = Source("Press note", "Ministry", kind=SourceKind.OFFICIAL, excerpt="It is open.")
    >>> opened = Update("u1", PartialDate.parse("2025-10-31"), "", page, Status.KEPT)
    >>> school = Commitment("school", "Pilot school opened", updates=(opened,))
    >>> chain = why(Entry(school, None, date(2026, 11, 22)))
    >>> [link.words for link in chain if link.part == "status"][:3]
    ['Status ✓ kept', 'update u1 of 2025-10-31: kept', '“It is open.”']
    """
    return [
        *_status_part(entry, glyphs, copies),
        *_done_part(entry, glyphs, copies),
        *_due_part(entry, glyphs, copies),
        *_attention_part(entry),
        *_review_part(entry),
    ]


def footnote(entry: Entry) -> str:
    """Return what a status rests on as a footnote: status, words, source, who wrote it down."""
    state = entry.derived
    backing = _backing(entry)
    head = f"{entry.commitment.title}: {state.status.words}, as of {entry.as_of}."
    if not backing:
        return f"{head} Nobody has assessed it."
    update = next((each for each in backing if each.source is not None), backing[0])
    return " ".join(filter(None, (head, _cited(update.source), _signed(update)))).strip()


def _cited(source: Source | None) -> str:
    if source is None:
        return "No source."
    said = f"“{source.excerpt}” " if source.excerpt else ""
    parts = (
        source.title,
        source.publisher,
        str(source.date or ""),
        source.url,
        f"read on {source.accessed}" if source.accessed else "",
        f"archived at {source.archive_url}" if source.archive_url else "",
        f"copy {source.copy[:12]}" if source.copy else "",
        kind_words(source),
    )
    return f"{said}{', '.join(filter(None, parts))}."


def _signed(update: Update) -> str:
    return f"Update {update.id} of {update.date}{_writer(update)}."


def _writer(update: Update) -> str:
    written = f" on {update.written[:10]}" if update.written else ""
    by = f" by {update.by}" if update.by else ""
    return f", written{by}{written}" if by or written else ""


def _backing(entry: Entry) -> list[Update]:
    """Return the updates in a row that say the present status, the latest first."""
    found = []
    for update in reversed(counting_updates(entry.commitment, entry.as_of)):
        if update.status is None:
            continue
        if update.status is not entry.derived.status:
            break
        found.append(update)
    return found


# The status


def _status_part(entry: Entry, glyphs: Glyphs, copies: Mapping[str, str]) -> Iterator[TrailLink]:
    status = entry.derived.status
    here = TrailTarget(entry.id)
    words = f"Status {glyphs.status(status)} {status.words}"
    yield TrailLink("status", 0, "value", words, status.tone, here)
    backing = _backing(entry)
    if not backing:
        yield TrailLink("status", 1, "note", "nobody has assessed it", "muted", here)
    for update in backing[:_MOST_BACKING]:
        yield from _update_links("status", 1, entry, update, copies)
    if len(backing) > _MOST_BACKING:
        more = f"{counted(len(backing) - _MOST_BACKING, 'earlier update')} said so too"
        yield TrailLink("status", 1, "note", more, "muted", here)
    updates = counting_updates(entry.commitment, entry.as_of)
    confirming = confirmation(backing, updates) if status.settled else None
    if confirming is not None:
        words = f"confirmed by {confirming.by} on {confirming.date}, who did not write it"
        yield TrailLink("status", 1, "note", words, "green", TrailTarget(entry.id, confirming.id))
    yield from _against(entry, backing, copies)


def _against(entry: Entry, backing: list[Update], copies: Mapping[str, str]) -> Iterator[TrailLink]:
    """Yield what speaks against a status, or that nothing does."""
    updates = counting_updates(entry.commitment, entry.as_of)
    status = entry.derived.status
    others = [
        each
        for each in (claim_of(updates), sight_of(updates))
        if each is not None and each.status is not status
    ]
    weighed = {each for update in updates for each in update.weighs}
    doubts = [each for each in warnings(entry) if not each.startswith(_OF_DATES)]
    struck = struck_ids(entry.commitment, entry.as_of)
    corrected = [
        each
        for each in known_updates(entry.commitment, entry.as_of)
        if each.id in struck and each.status is not None
    ]
    if not (others or doubts or corrected):
        yield TrailLink("status", 1, "against", "nothing speaks against it", "muted")
        return
    yield TrailLink("status", 1, "against", "Against it", "orange")
    for words in doubts:
        yield TrailLink("status", 2, "against", words, "orange")
    for update in others:
        official = update.source is not None and update.source.official
        remark = f"; the latest {'official' if official else 'independent'} word"
        remark += ", weighed since" if update.id in weighed else ""
        yield from _update_links("status", 2, entry, update, copies, remark)
    for update in corrected:
        said = update.status.words if update.status else ""
        words = f"update {update.id} of {update.date} said {said}; it was corrected"
        yield TrailLink("status", 2, "against", words, "muted", TrailTarget(entry.id, update.id))


def _update_links(
    part: TrailPart,
    depth: int,
    entry: Entry,
    update: Update,
    copies: Mapping[str, str],
    remark: str = "",
) -> Iterator[TrailLink]:
    """Yield an update, and below it its words, its source, and what is kept of that."""
    target, source = TrailTarget(entry.id, update.id), update.source
    said = [update.status.words] if update.status else []
    said += [f"{update.progress}%"] if update.progress is not None else []
    said += [f"due {update.due}"] if update.due else []
    told = f"update {update.id} of {update.date}"
    told += f": {', '.join(said)}" if said else ""
    told += _writer(update)
    told += remark
    yield TrailLink(part, depth, "update", told, "strong", target, source)
    depth += 1
    if source is None:
        words = "no source: only a mark" if not update.note else "no source"
        if update.note:
            yield TrailLink(part, depth, "note", update.note, "plain", target)
        yield TrailLink(part, depth, "source", words, "orange", target)
        return
    if source.excerpt:
        yield TrailLink(part, depth, "excerpt", f"“{source.excerpt}”", "plain", target, source)
    else:
        none = f"no words kept: {source.no_excerpt}" if source.no_excerpt else "no words kept"
        if update.note:
            yield TrailLink(part, depth, "note", update.note, "plain", target, source)
        yield TrailLink(part, depth, "excerpt", none, "orange", target, source)
    facts = (source.title, source.publisher, str(source.date or ""), kind_words(source))
    yield TrailLink(part, depth, "source", ", ".join(filter(None, facts)), "muted", target, source)
    if source.url:
        yield TrailLink(part, depth, "source", source.url, "blue", target, source)
    if source.archive_url:
        words = f"archived at {source.archive_url}"
        yield TrailLink(part, depth, "copy", words, "muted", target, source)
    if source.copy:
        is_like = copies.get(source.copy, "")
        style = "orange" if is_like and is_like != "still the same" else "muted"
        words = f"copy kept, {source.copy[:12]}" + (f": {is_like}" if is_like else "")
        yield TrailLink(part, depth, "copy", words, style, target, source)
    elif not source.archive_url:
        yield TrailLink(part, depth, "copy", "no copy kept", "muted", target, source)


# Percent, date, attention


def _done_part(entry: Entry, glyphs: Glyphs, copies: Mapping[str, str]) -> Iterator[TrailLink]:
    state, here = entry.derived, TrailTarget(entry.id)
    words = f"Done {progress_words(entry, glyphs.dash)}"
    yield TrailLink("done", 0, "value", words, "strong", here)
    updates = counting_updates(entry.commitment, entry.as_of)
    stating = next((each for each in reversed(updates) if each.progress is not None), None)
    if state.progress is None:
        why_none = {
            Measure.DUTY: "a duty is kept as long as it runs: no percent",
            Measure.AIM: "an aim has no measure: no percent",
        }.get(state.measure, "nobody has said how far it is, and no step is counted")
        yield TrailLink("done", 1, "note", why_none, "muted", here)
    elif state.counted:
        words = f"{state.steps_met} of {counted(state.steps, 'step')} met"
        yield TrailLink("done", 1, "note", words, "plain", here)
    elif stating is not None and stating.progress == state.progress:
        yield from _update_links("done", 1, entry, stating, copies)
    else:
        yield TrailLink("done", 1, "note", "a delivery that is kept is all there", "plain", here)
    for each in known_milestones(entry.commitment, entry.as_of):
        if each.kind is not MilestoneKind.STEP:
            continue
        mark, style, how = glyphs.pending, "plain", f"planned for {each.date or 'no day'}"
        if is_met(each, entry.as_of):
            mark, style, how = glyphs.met, "green", f"met {each.met}"
        elif is_missed(each, entry.as_of):
            mark, style, how = glyphs.missed, "red", f"planned for {each.date}, not confirmed"
        target = TrailTarget(entry.id, each.id)
        words = f"{mark} {each.title}, {how}"
        yield TrailLink("done", 2, "step", words, style, target, each.source)


def _due_part(entry: Entry, glyphs: Glyphs, copies: Mapping[str, str]) -> Iterator[TrailLink]:
    state, here, commitment = entry.derived, TrailTarget(entry.id), entry.commitment
    words = f"Due {state.due or glyphs.dash}, {schedule_words(entry)}"
    style = "red" if state.overdue else "strong"
    yield TrailLink("due", 0, "value", words, style, here)
    made_in = entry.instrument.title if entry.instrument else commitment.instrument
    first = f"first promised for {commitment.due}" if commitment.due else "no date was promised"
    first += f" in {made_in}" if made_in else ""
    first += f", {commitment.clause}" if commitment.clause else ""
    source = entry.instrument.source if entry.instrument else None
    yield TrailLink("due", 1, "note", first, "plain", here, source)
    for move in due_moves(commitment, entry.as_of):
        yield from _update_links("due", 1, entry, move, copies)


def _attention_part(entry: Entry) -> Iterator[TrailLink]:
    here, state = TrailTarget(entry.id), entry.derived
    yield TrailLink("attention", 0, "value", f"Attention {state.attention:g}", "strong", here)
    terms = sorted(state.attention_terms(), key=lambda term: -term[1])
    for words, weight in terms:
        yield TrailLink("attention", 1, "term", f"{weight:>4g}  {words}", "plain", here)
    if not terms:
        yield TrailLink("attention", 1, "term", "settled: no term counts any more", "muted", here)


def _review_part(entry: Entry) -> Iterator[TrailLink]:
    reasons = reason_words(entry)
    if not reasons:
        return
    here = TrailTarget(entry.id)
    yield TrailLink("review", 0, "value", "Wants a look", "strong", here)
    for words in reasons:
        yield TrailLink("review", 1, "term", words, "plain", here)

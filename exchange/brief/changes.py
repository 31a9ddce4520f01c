"""What changed since a day, as a brief tells it: each change with the notes it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from exchange.brief.model import (
    Addition,
    BriefChanges,
    BriefRow,
    DateMove,
    Listing,
    Move,
    News,
    Silence,
    Subject,
)
from exchange.brief.notes import NumberedNotes, assessments
from store.model.entry import Entry
from store.register.changes import (
    DUE,
    MovedDate,
    NewUpdate,
    StatusMove,
    changes_since,
    newest_news,
    stale_on,
)
from store.register.history import HistoryEntry

ReportedItem = TypeVar("ReportedItem")


def listing(
    found: Sequence[ReportedItem], make: Callable[[ReportedItem], BriefRow], limit: int | None
) -> Listing[BriefRow]:
    """Return the first rows, made only for what is listed: notes are numbered as they go."""
    return Listing(tuple(make(each) for each in found[:limit]), len(found))


def changes_of(
    entries: Sequence[Entry],
    history: Iterable[HistoryEntry],
    since: date,
    evidence: NumberedNotes,
    limit: int | None,
) -> BriefChanges:
    """Return the changes between the ends of two days, as the updates and the history tell."""
    found = changes_since(entries, history, since)
    added = [(each.entry, each.day, each.by) for each in found.added if each.by is not None]
    return BriefChanges(
        moves=listing(found.moved, lambda each: _move(each, since, evidence), limit),
        dates=listing(found.dates, lambda each: _date_move(each, evidence), limit),
        slipped=sum((each.days or 0) > 0 for each in found.dates),
        news=listing(found.news, lambda each: _news(each, evidence), limit),
        silent=listing(found.silent, lambda entry: silence_of(entry, evidence), limit),
        added=listing(added, lambda each: _addition(*each, evidence), limit),
    )


def subject_of(entry: Entry) -> Subject:
    """Return what names a commitment."""
    return Subject(entry.id, entry.commitment.title)


def silence_of(entry: Entry, evidence: NumberedNotes) -> Silence:
    """Return the row of a commitment that is stale on the as-of date."""
    newest = newest_news(entry)
    return Silence(
        subject_of(entry),
        heard=newest.date,
        days=entry.derived.unheard_days or 0,
        since=stale_on(entry, newest),
        notes=(evidence.update(entry.commitment, newest),),
        standing=evidence.standing(entry),
    )


def _move(move: StatusMove, since: date, evidence: NumberedNotes) -> Move:
    entry = move.entry
    run, correction = assessments(entry.commitment, entry.as_of), move.correction
    said = correction or (run[0] if run else None)
    return Move(
        subject_of(entry),
        move.before,
        before_notes=(evidence.status(entry, since),),
        standing=evidence.standing(entry),
        when=correction.date if correction else entry.derived.assessed,
        text=said.note if said else "",
        notes=(evidence.update(entry.commitment, correction),)
        if correction
        else evidence.first_assessment(entry),
    )


def _date_move(moved: MovedDate, evidence: NumberedNotes) -> DateMove:
    entry, by = moved.entry, moved.by
    titles = {each.id: each.title for each in entry.commitment.milestones}
    if isinstance(by, HistoryEntry):
        user, note = by.user, evidence.change(by)
    else:
        user, note = by.by, evidence.update(entry.commitment, by)
    return DateMove(
        subject_of(entry),
        milestone="" if moved.item == DUE else titles[moved.item],
        before=moved.before,
        after=moved.after,
        days=moved.days,
        saved=moved.day,
        user=user,
        edited=isinstance(by, HistoryEntry),
        notes=(note,),
    )


def _news(new: NewUpdate, evidence: NumberedNotes) -> News:
    entry, update = new.entry, new.update
    return News(
        subject_of(entry),
        when=update.date,
        text=update.note,
        status=update.status,
        progress=update.progress,
        recorded=new.recorded,
        notes=(evidence.update(entry.commitment, update),),
    )


def _addition(entry: Entry, day: date, by: HistoryEntry, evidence: NumberedNotes) -> Addition:
    return Addition(subject_of(entry), saved=day, user=by.user, notes=(evidence.change(by),))

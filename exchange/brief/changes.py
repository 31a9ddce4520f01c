"""What changed since a day: statuses moved, dates moved, new updates, silence, additions.

`read_period` gathers what the history saved after that day; `changes_of` makes the rows of the
brief from it and from the updates, each with the notes it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

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
from store.errors import BadValue
from store.model.dates import PartialDate
from store.model.derived import NEAR_DUE_DAYS, derive
from store.model.entities import Update
from store.model.entry import Entry
from store.model.log import counting_updates, due_moves, due_on, is_news
from store.model.status import Status
from store.register.delta import Delta
from store.register.history import HistoryEntry
from store.storage.documents import Document

DUE = ""
"""What a due date is called where milestones go by their ids."""


class Saved(NamedTuple):
    """A transaction, and the day it was saved, in UTC."""

    day: date
    change: HistoryEntry


class Shift(NamedTuple):
    """A date before the first and after the last change of the period."""

    before: PartialDate | None
    after: PartialDate | None
    last: Saved


class MovedDate(NamedTuple):
    """A date that is not what it was, with what says so."""

    entry: Entry
    item: str
    """The id of a milestone, or `DUE`."""
    before: PartialDate | None
    after: PartialDate | None
    day: date
    by: HistoryEntry | Update
    """The change in the register, or the update that moved a promised date."""

    @property
    def days(self) -> int | None:
        """How many days later it is; negative is earlier; None when one of the two is unknown."""
        if self.before is None or self.after is None:
            return None
        return (self.after.last - self.before.last).days


class Period(NamedTuple):
    """What was saved from one day to another, both included; days are those of UTC."""

    shifts: dict[tuple[str, str], Shift]
    """By commitment id and milestone id, or `DUE`; only dates that are not as they were."""
    recorded: dict[tuple[str, str], Saved]
    """Where an update was written down, by commitment id and update id."""
    added: dict[str, Saved]
    """Where a commitment was added, by its id."""


def read_period(history: Iterable[HistoryEntry], since: date, until: date) -> Period:
    """Return what a history says of a period; an entry without a readable time says nothing."""
    period = Period({}, {}, {})
    for change in sorted(history, key=lambda each: each.number):
        day = _saved_on(change)
        if day is None or not since <= day <= until:
            continue
        for commitment_id, delta in change.touched.items():
            _take_in(period, commitment_id, delta, Saved(day, change))
    stayed = [key for key, shift in period.shifts.items() if shift.before == shift.after]
    for key in stayed:
        del period.shifts[key]
    return period


def _saved_on(change: HistoryEntry) -> date | None:
    try:
        return date.fromisoformat(change.time[:10])
    except ValueError:
        return None


def _take_in(period: Period, commitment_id: str, delta: Delta, saved: Saved) -> None:
    if delta.before is None:
        # What comes with a new commitment is new with it, and has not moved.
        period.added.setdefault(commitment_id, saved)
        return
    if delta.after is None:
        return
    if "due" in delta.before or "due" in delta.after:
        dates = _date(delta.before, "due"), _date(delta.after, "due")
        _shift(period, (commitment_id, DUE), *dates, saved)
    for key, (before, after) in _items(delta, "milestones").items():
        if before is not None and after is not None:
            dates = _date(before, "date"), _date(after, "date")
            _shift(period, (commitment_id, key), *dates, saved)
    for key, (before, _) in _items(delta, "updates").items():
        if before is None:
            period.recorded.setdefault((commitment_id, key), saved)


def _shift(
    period: Period,
    key: tuple[str, str],
    before: PartialDate | None,
    after: PartialDate | None,
    saved: Saved,
) -> None:
    if before != after:
        first = period.shifts[key].before if key in period.shifts else before
        period.shifts[key] = Shift(first, after, saved)


def _items(delta: Delta, name: str) -> dict[str, tuple[Document | None, Document | None]]:
    """Return the items of one list that changed, however the history keeps them."""
    changed = {key: (each.before, each.after) for key, each in delta.items.get(name, {}).items()}
    old, new = _by_id(delta.before, name), _by_id(delta.after, name)
    return changed | {
        key: (old.get(key), new.get(key)) for key in old | new if old.get(key) != new.get(key)
    }


def _by_id(document: Document | None, name: str) -> dict[str, Document]:
    listed = (document or {}).get(name)
    items = listed if isinstance(listed, list) else []
    return {str(each["id"]): each for each in items if isinstance(each, dict) and "id" in each}


def _date(document: Document, name: str) -> PartialDate | None:
    written = document.get(name)
    try:
        return PartialDate.parse(written) if isinstance(written, str) else None
    except BadValue:
        return None


def later(day: date, days: int) -> date:
    """Return the day so many days later, earlier when negative; at most the calendar's ends."""
    number = day.toordinal() + days
    return date.fromordinal(min(date.max.toordinal(), max(date.min.toordinal(), number)))


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
    as_of: date,
    evidence: NumberedNotes,
    limit: int | None,
) -> BriefChanges:
    """Return the changes between the ends of two days, as the updates and the history tell."""
    period = read_period(history, since, as_of)
    by_id = {entry.id: entry for entry in entries}
    before = {entry.id: derive(entry.commitment, since).status for entry in entries}
    moved = [entry for entry in entries if before[entry.id] is not entry.derived.status]
    silent = stale_by(entries, as_of, as_of, after=since)
    shifts = [
        MovedDate(by_id[name], item, shift.before, shift.after, shift.last.day, shift.last.change)
        for (name, item), shift in period.shifts.items()
        if name in by_id and _still_there(by_id[name], item)
    ]
    shifts += [each for entry in entries for each in _moved_since(entry, since)]
    news = [
        (entry, update, _recorded(period, entry, update, since))
        for entry in entries
        for update in counting_updates(entry.commitment, as_of)
        if update.date.last > since or (entry.id, update.id) in period.recorded
    ]
    added = [(by_id[name], each) for name, each in period.added.items() if name in by_id]
    moved.sort(key=_newest_first)
    shifts.sort(key=lambda each: (-(each.days or 0), each.entry.id, each.item))
    news.sort(key=lambda each: (-each[1].date.last.toordinal(), each[0].id, each[1].id))
    return BriefChanges(
        moves=listing(
            moved, lambda entry: _move(entry, before[entry.id], since, as_of, evidence), limit
        ),
        dates=listing(shifts, lambda each: _date_move(each, evidence), limit),
        slipped=sum((each.days or 0) > 0 for each in shifts),
        news=listing(news, lambda each: _news(*each, evidence), limit),
        silent=listing(silent, lambda entry: silence_of(entry, as_of, evidence), limit),
        added=listing(added, lambda each: _addition(*each, evidence), limit),
    )


def subject_of(entry: Entry) -> Subject:
    """Return what names a commitment."""
    return Subject(entry.id, entry.commitment.title)


def stale_by(
    entries: Sequence[Entry], day: date, as_of: date, after: date = date.min
) -> list[Entry]:
    """Return those stale on the as-of date that became so by a day, the longest silence first."""
    found = [
        entry
        for entry in entries
        if entry.derived.stale and after < _stale_on(entry, _newest(entry, as_of)) <= day
    ]
    return sorted(found, key=lambda entry: (-(entry.derived.unheard_days or 0), entry.id))


def silence_of(entry: Entry, as_of: date, evidence: NumberedNotes) -> Silence:
    """Return the row of a commitment that is stale on the as-of date."""
    newest = _newest(entry, as_of)
    return Silence(
        subject_of(entry),
        heard=newest.date,
        days=entry.derived.unheard_days or 0,
        since=_stale_on(entry, newest),
        notes=(evidence.update(entry.commitment, newest),),
        standing=evidence.standing(entry),
    )


def _newest(entry: Entry, as_of: date) -> Update:
    """Return the latest news of a commitment that has been silent; else its first mark."""
    known = counting_updates(entry.commitment, as_of)
    return next((each for each in reversed(known) if is_news(each)), known[0])


def _stale_on(entry: Entry, newest: Update) -> date:
    """Return the day on which a commitment became stale, unless it was closed then."""
    heard, due = newest.date.last, entry.derived.due
    usual = later(heard, entry.thresholds.stale)
    if due is not None:
        near_due = later(heard, entry.thresholds.stale_near_due)
        usual = min(usual, max(near_due, later(due.last, -NEAR_DUE_DAYS)))
    unlooked = entry.derived.unlooked_days
    if unlooked is None or unlooked == entry.derived.unheard_days:
        return usual
    looked = later(entry.as_of, -unlooked)
    return max(usual, later(looked, entry.thresholds.unlooked))


def _move(entry: Entry, before: Status, since: date, as_of: date, evidence: NumberedNotes) -> Move:
    run = assessments(entry.commitment, as_of)
    return Move(
        subject_of(entry),
        before,
        before_notes=(evidence.status(entry, since),),
        standing=evidence.standing(entry),
        when=entry.derived.assessed,
        text=run[0].note if run else "",
        notes=evidence.first_assessment(entry),
    )


def _moved_since(entry: Entry, since: date) -> list[MovedDate]:
    """Return the due date that updates moved since a day, as one move."""
    if not entry.derived.moved:
        return []
    before, after = due_on(entry.commitment, since), entry.derived.due
    moves = [each for each in due_moves(entry.commitment, entry.as_of) if each.date.last > since]
    if not moves or before is None or before == after:
        return []
    return [MovedDate(entry, DUE, before, after, moves[-1].date.last, moves[-1])]


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


def _news(entry: Entry, update: Update, recorded: date | None, evidence: NumberedNotes) -> News:
    return News(
        subject_of(entry),
        when=update.date,
        text=update.note,
        status=update.status,
        progress=update.progress,
        recorded=recorded,
        notes=(evidence.update(entry.commitment, update),),
    )


def _addition(entry: Entry, saved: Saved, evidence: NumberedNotes) -> Addition:
    return Addition(
        subject_of(entry),
        saved=saved.day,
        user=saved.change.user,
        notes=(evidence.change(saved.change),),
    )


def _newest_first(entry: Entry) -> tuple[int, str]:
    assessed = entry.derived.assessed
    return -(assessed.last.toordinal() if assessed else 0), entry.id


def _still_there(entry: Entry, item: str) -> bool:
    return item == DUE or any(each.id == item for each in entry.commitment.milestones)


def _recorded(period: Period, entry: Entry, update: Update, since: date) -> date | None:
    saved = period.recorded.get((entry.id, update.id))
    return saved.day if saved and update.date.last <= since else None

"""What changed since a day: statuses moved, dates moved, new updates, silence, additions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from store.brief.brief import Changes
from store.brief.claims import Addition, DateMove, Move, News, Silence, Subject
from store.brief.days import later
from store.brief.evidence import Evidence, assessments
from store.brief.history import DUE, Period, Saved, Shift, read_period
from store.brief.listing import listing
from store.derived import NEAR_DUE_DAYS, derive, known_updates
from store.entry import Entry
from store.history import Transaction
from store.model import Update
from store.status import Status


def changes_of(
    entries: Sequence[Entry],
    transactions: Iterable[Transaction],
    since: date,
    as_of: date,
    evidence: Evidence,
    limit: int | None,
) -> Changes:
    """Return the changes between the ends of two days, as the updates and the history tell."""
    period = read_period(transactions, since, as_of)
    by_id = {entry.id: entry for entry in entries}
    before = {entry.id: derive(entry.commitment, since).status for entry in entries}
    moved = [entry for entry in entries if before[entry.id] is not entry.derived.status]
    silent = stale_by(entries, as_of, as_of, after=since)
    shifts = [
        (by_id[name], item, shift)
        for (name, item), shift in period.shifts.items()
        if name in by_id and _still_there(by_id[name], item)
    ]
    news = [
        (entry, update, _recorded(period, entry, update, since))
        for entry in entries
        for update in known_updates(entry.commitment, as_of)
        if update.date.last > since or (entry.id, update.id) in period.recorded
    ]
    added = [(by_id[name], each) for name, each in period.added.items() if name in by_id]
    moved.sort(key=_newest_first)
    shifts.sort(key=lambda each: (-(_days(each[2]) or 0), each[0].id, each[1]))
    news.sort(key=lambda each: (-each[1].date.last.toordinal(), each[0].id, each[1].id))
    return Changes(
        moves=listing(
            moved, lambda entry: _move(entry, before[entry.id], since, as_of, evidence), limit
        ),
        dates=listing(shifts, lambda each: _date_move(*each, evidence), limit),
        slipped=sum((_days(shift) or 0) > 0 for _, _, shift in shifts),
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
    return sorted(found, key=lambda entry: (-(entry.derived.stale_days or 0), entry.id))


def silence_of(entry: Entry, as_of: date, evidence: Evidence) -> Silence:
    """Return the row of a commitment that is stale on the as-of date."""
    newest = _newest(entry, as_of)
    return Silence(
        subject_of(entry),
        heard=newest.date,
        days=entry.derived.stale_days or 0,
        since=_stale_on(entry, newest),
        notes=(evidence.update(entry.commitment, newest),),
        standing=evidence.standing(entry),
    )


def _newest(entry: Entry, as_of: date) -> Update:
    return known_updates(entry.commitment, as_of)[-1]


def _stale_on(entry: Entry, newest: Update) -> date:
    """Return the day on which a commitment became stale, unless it was closed then."""
    heard, due = newest.date.last, entry.commitment.due
    usual = later(heard, entry.thresholds.stale)
    if due is None:
        return usual
    near_due = later(heard, entry.thresholds.stale_near_due)
    return min(usual, max(near_due, later(due.last, -NEAR_DUE_DAYS)))


def _move(entry: Entry, before: Status, since: date, as_of: date, evidence: Evidence) -> Move:
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


def _date_move(entry: Entry, item: str, shift: Shift, evidence: Evidence) -> DateMove:
    titles = {each.id: each.title for each in entry.commitment.milestones}
    return DateMove(
        subject_of(entry),
        milestone="" if item == DUE else titles[item],
        before=shift.before,
        after=shift.after,
        days=_days(shift),
        saved=shift.last.day,
        user=shift.last.transaction.user,
        notes=(evidence.change(shift.last.transaction),),
    )


def _news(entry: Entry, update: Update, recorded: date | None, evidence: Evidence) -> News:
    return News(
        subject_of(entry),
        when=update.date,
        text=update.note,
        status=update.status,
        progress=update.progress,
        recorded=recorded,
        notes=(evidence.update(entry.commitment, update),),
    )


def _addition(entry: Entry, saved: Saved, evidence: Evidence) -> Addition:
    return Addition(
        subject_of(entry),
        saved=saved.day,
        user=saved.transaction.user,
        notes=(evidence.change(saved.transaction),),
    )


def _newest_first(entry: Entry) -> tuple[int, str]:
    assessed = entry.derived.assessed
    return -(assessed.last.toordinal() if assessed else 0), entry.id


def _still_there(entry: Entry, item: str) -> bool:
    return item == DUE or any(each.id == item for each in entry.commitment.milestones)


def _days(shift: Shift) -> int | None:
    if shift.before is None or shift.after is None:
        return None
    return (shift.after.last - shift.before.last).days


def _recorded(period: Period, entry: Entry, update: Update, since: date) -> date | None:
    saved = period.recorded.get((entry.id, update.id))
    return saved.day if saved and update.date.last <= since else None

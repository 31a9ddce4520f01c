"""What changed between two days: statuses, dates, updates, silence, new commitments.

`read_period` gathers what the history saved in that time; `changes_since` puts it together with
what the updates tell. The board, the printed list and the brief all show what it returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from store.errors import BadValue
from store.model.dates import PartialDate
from store.model.derived import NEAR_DUE_DAYS, derive
from store.model.entities import Update
from store.model.entry import Entry
from store.model.log import counting_updates, due_on, is_news, promised_on
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


class StatusMove(NamedTuple):
    """A status that is not what it was; the entry has the one that holds."""

    entry: Entry
    before: Status

    @property
    def settles(self) -> bool:
        """Whether a commitment that was open is settled by it."""
        return self.entry.derived.status.settled and not self.before.settled

    @property
    def correction(self) -> Update | None:
        """The update by which the status before was taken back, where none sets the new one.

        What holds then is what had been said earlier: it is not of the day of the move.
        """
        commitment, as_of = self.entry.commitment, self.entry.as_of
        wrong = {each.id for each in commitment.updates if each.status is self.before}
        counting = counting_updates(commitment, as_of)
        found = next((each for each in reversed(counting) if each.corrects in wrong), None)
        later = next((each for each in reversed(counting) if each.status is not None), None)
        if found is None or found.status is not None:
            return None
        return None if later is not None and later.date.last > found.date.last else found


class NewUpdate(NamedTuple):
    """An update that was seen, or written down, in the period."""

    entry: Entry
    update: Update
    recorded: date | None
    """When it was written down, for one dated before the period."""


class NewCommitment(NamedTuple):
    """A commitment that was added to the register in the period, or promised in it."""

    entry: Entry
    day: date
    by: HistoryEntry | None
    """The change that added it; None for one that was promised then and was there before."""


class Changes(NamedTuple):
    """What is not as it was at the end of a day, each list with the most pressing first."""

    moved: list[StatusMove]
    dates: list[MovedDate]
    news: list[NewUpdate]
    """Also looks that found nothing; `is_news` tells them apart."""
    silent: list[Entry]
    """Those that went stale, the longest unheard of first."""
    added: list[NewCommitment]

    @property
    def total(self) -> int:
        """How many changes there are."""
        return sum(len(each) for each in self)


def changes_since(
    entries: Sequence[Entry], history: Iterable[HistoryEntry], since: date
) -> Changes:
    """Return what changed from the end of a day to the end of the entries' as-of date.

    `history` may be all of the register's, in any order; what was saved on the day itself is
    counted in. Without it nothing is known of edited dates, of what was written down late and of
    what was added.

    >>> from store.model.entities import Commitment
    >>> seen = Update("u1", PartialDate.parse("2026-10-31"), "Signed", status=Status.KEPT)
    >>> framework = Commitment("frame", "A framework", updates=(seen,))
    >>> found = changes_since([Entry(framework, None, date(2026, 11, 22))], (), date(2026, 9, 1))
    >>> [(move.before.words, move.settles) for move in found.moved]
    [('not assessed', True)]
    """
    until = entries[0].as_of if entries else since
    period = read_period(history, since, until)
    late = {commitment_id for commitment_id, _ in period.recorded}
    # A status moves, and news comes, only where there is an update of the period.
    told = [
        entry
        for entry in entries
        if entry.id in late or any(each.date.last > since for each in entry.commitment.updates)
    ]
    before = [(entry, derive(entry.commitment, since).status) for entry in told]
    moved = [
        StatusMove(entry, status) for entry, status in before if status is not entry.derived.status
    ]
    news = [
        NewUpdate(entry, update, _recorded(period, entry, update, since))
        for entry in told
        for update in counting_updates(entry.commitment, until)
        if update.date.last > since or (entry.id, update.id) in period.recorded
    ]
    moved.sort(key=_newest_first)
    news.sort(key=lambda each: (-each.update.date.last.toordinal(), each.entry.id, each.update.id))
    return Changes(
        moved,
        _dates(entries, told, period, since),
        news,
        stale_by(entries, until, after=since),
        list(_new_commitments(entries, period, since)),
    )


def _dates(
    entries: Sequence[Entry], told: Sequence[Entry], period: Period, since: date
) -> list[MovedDate]:
    shifted = {commitment_id for commitment_id, _ in period.shifts}
    by_id = {entry.id: entry for entry in entries if entry.id in shifted} if shifted else {}
    found = [
        MovedDate(by_id[name], item, shift.before, shift.after, shift.last.day, shift.last.change)
        for (name, item), shift in period.shifts.items()
        if name in by_id and _still_there(by_id[name], item)
    ]
    found += [each for entry in told for each in _moved_since(entry, since)]
    return sorted(found, key=lambda each: (-(each.days or 0), each.entry.id, each.item))


def _new_commitments(
    entries: Sequence[Entry], period: Period, since: date
) -> Iterable[NewCommitment]:
    """Yield what was added, in the order of the history, then what was promised meanwhile."""
    by_id = {entry.id: entry for entry in entries}
    for name, saved in period.added.items():
        if name in by_id:
            yield NewCommitment(by_id[name], saved.day, saved.change)
    for entry in entries:
        if entry.id not in period.added:
            promised = promised_on(entry.commitment, entry.instrument)
            if promised is not None and since < promised <= entry.as_of:
                yield NewCommitment(entry, promised, None)


def stale_by(entries: Sequence[Entry], day: date, after: date = date.min) -> list[Entry]:
    """Return those stale on their as-of date that became so by a day, the longest silence first."""
    found = [
        entry
        for entry in entries
        if entry.derived.stale
        and not _long_stale(entry, after)
        and after < stale_on(entry, newest_news(entry)) <= day
    ]
    return sorted(found, key=lambda entry: (-(entry.derived.unheard_days or 0), entry.id))


def _long_stale(entry: Entry, day: date) -> bool:
    """Whether it shows at a glance that something had gone stale by the end of a day."""
    state, days = entry.derived, (entry.as_of - day).days
    if state.unheard_days is None or state.unlooked_days is None:
        return False
    return (
        state.unheard_days - entry.thresholds.stale >= days
        and state.unlooked_days - entry.thresholds.unlooked >= days
    )


def newest_news(entry: Entry) -> Update:
    """Return the latest news of a commitment that has been silent; else its first mark."""
    known = counting_updates(entry.commitment, entry.as_of)
    return next((each for each in reversed(known) if is_news(each)), known[0])


def stale_on(entry: Entry, newest: Update) -> date:
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


def _moved_since(entry: Entry, since: date) -> list[MovedDate]:
    """Return the due date that updates moved since a day, or took back, as one move."""
    commitment = entry.commitment
    dating: set[str] = set()
    for each in commitment.updates:
        # A correction, too, of what set a date, or of what took that back.
        if each.due is not None or each.corrects in dating:
            dating.add(each.id)
    if not dating:
        return []
    before, after = due_on(commitment, since), entry.derived.due
    counting = counting_updates(commitment, entry.as_of)
    told = [each for each in counting if each.date.last > since and each.id in dating]
    if before is None or before == after or not told:
        return []
    return [MovedDate(entry, DUE, before, after, told[-1].date.last, told[-1])]


def _newest_first(move: StatusMove) -> tuple[int, str]:
    assessed = move.entry.derived.assessed
    return -(assessed.last.toordinal() if assessed else 0), move.entry.id


def _still_there(entry: Entry, item: str) -> bool:
    return item == DUE or any(each.id == item for each in entry.commitment.milestones)


def _recorded(period: Period, entry: Entry, update: Update, since: date) -> date | None:
    saved = period.recorded.get((entry.id, update.id))
    return saved.day if saved and update.date.last <= since else None

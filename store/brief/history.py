"""What the register's history tells of a period: dates moved, updates and commitments added."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from store.codec import Document
from store.dates import PartialDate
from store.errors import BadValue
from store.history import Transaction
from store.touch import Touch

DUE = ""
"""What a due date is called where milestones go by their ids."""


class Saved(NamedTuple):
    """A transaction, and the day it was saved, in UTC."""

    day: date
    transaction: Transaction


class Shift(NamedTuple):
    """A date before the first and after the last change of the period."""

    before: PartialDate | None
    after: PartialDate | None
    last: Saved


class Period(NamedTuple):
    """What was saved from one day to another, both included; days are those of UTC."""

    shifts: dict[tuple[str, str], Shift]
    """By commitment id and milestone id, or `DUE`; only dates that are not as they were."""
    recorded: dict[tuple[str, str], Saved]
    """Where an update was written down, by commitment id and update id."""
    added: dict[str, Saved]
    """Where a commitment was added, by its id."""


def read_period(transactions: Iterable[Transaction], since: date, until: date) -> Period:
    """Return what a history says of a period; an entry without a readable time says nothing."""
    period = Period({}, {}, {})
    for transaction in sorted(transactions, key=lambda each: each.number):
        day = _saved_on(transaction)
        if day is None or not since <= day <= until:
            continue
        for commitment_id, touch in transaction.touched.items():
            _take_in(period, commitment_id, touch, Saved(day, transaction))
    stayed = [key for key, shift in period.shifts.items() if shift.before == shift.after]
    for key in stayed:
        del period.shifts[key]
    return period


def _saved_on(transaction: Transaction) -> date | None:
    try:
        return date.fromisoformat(transaction.time[:10])
    except ValueError:
        return None


def _take_in(period: Period, commitment_id: str, touch: Touch, saved: Saved) -> None:
    if touch.before is None:
        # What comes with a new commitment is new with it, and has not moved.
        period.added.setdefault(commitment_id, saved)
        return
    if touch.after is None:
        return
    if "due" in touch.before or "due" in touch.after:
        dates = _date(touch.before, "due"), _date(touch.after, "due")
        _shift(period, (commitment_id, DUE), *dates, saved)
    for key, (before, after) in _items(touch, "milestones").items():
        if before is not None and after is not None:
            dates = _date(before, "date"), _date(after, "date")
            _shift(period, (commitment_id, key), *dates, saved)
    for key, (before, _) in _items(touch, "updates").items():
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


def _items(touch: Touch, name: str) -> dict[str, tuple[Document | None, Document | None]]:
    """Return the items of one list that changed, however the history keeps them."""
    changed = {key: (each.before, each.after) for key, each in touch.items.get(name, {}).items()}
    old, new = _by_id(touch.before, name), _by_id(touch.after, name)
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

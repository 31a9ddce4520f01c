"""The why-trail of what is counted: the rows behind each number of a header or a domain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator

from store.model.entry import Entry, progress_words, quiet_words
from store.model.glyphs import UNICODE, Glyphs
from store.model.status import Status
from store.portfolio.counts import overdue_words, stale_words
from store.portfolio.portfolio import Portfolio
from store.portfolio.trail import TrailLink, TrailTarget
from store.text import counted

MOST_ROWS = 100
"""Of more than so many rows behind a number the first are named; the number leads to all."""


class _CountedRows:
    """The rows behind one number: how many, and the first of them."""

    def __init__(self) -> None:
        self.number = 0
        self.rows: list[Entry] = []

    def add(self, entry: Entry) -> None:
        self.number += 1
        if self.number <= MOST_ROWS:
            self.rows.append(entry)


def why_counts(portfolio: Portfolio, glyphs: Glyphs = UNICODE) -> list[TrailLink]:
    """Return every number that is counted over what a portfolio matches, each with its rows.

    Overdue, stale, each status, and the mean with the deliveries it is made of. A number leads
    to a query that finds what it counts, a row to its commitment.

    >>> from datetime import date
    >>> from store.model.dates import PartialDate
    >>> from store.model.entities import Commitment, Register
    >>> promise = Commitment("p8i", "Six more P-8I aircraft", due=PartialDate.parse("2026-10"))
    >>> shown = Portfolio(Register("Pledges", commitments=(promise,)), date(2026, 11, 22))
    >>> [link.words for link in why_counts(shown)][:3]
    ['all 1', '1 overdue of 1 dated', 'p8i: Six more P-8I aircraft, overdue by 22 days']
    """
    groups: defaultdict[Hashable, _CountedRows] = defaultdict(_CountedRows)
    dated = unsettled = percents = 0
    for entry in portfolio.matching:
        state = entry.derived
        unsettled += not state.status.settled
        dated += state.overdue_days is not None
        groups[state.status].add(entry)
        if state.overdue:
            groups["overdue"].add(entry)
        if state.stale:
            groups["stale"].add(entry)
        if state.progress is not None and state.is_measured:
            groups["mean"].add(entry)
            percents += state.progress
    links = [TrailLink("counts", 0, "value", portfolio.describe(), "strong")]
    if group := groups.get("overdue"):
        words = overdue_words(group.number, dated)
        links += _numbered(words, "is:overdue", "red", group, _overdue)
    if group := groups.get("stale"):
        words = stale_words(group.number, unsettled)
        links += _numbered(words, "is:stale", "purple", group, _quiet)
    for status in Status:
        if group := groups.get(status):
            words = f"{glyphs.status(status)} {group.number:,} {status.words}"
            links += _numbered(words, f"status:{status.value}", status.tone, group, _assessed)
    if group := groups.get("mean"):
        number = counted(group.number, "delivery", "deliveries")
        words = f"{round(percents / group.number)}% done, the mean of {number}"
        links += _numbered(words, "", "strong", group, progress_words)
    return links


def _numbered(
    words: str, query: str, style: str, group: _CountedRows, says: Callable[[Entry], str]
) -> Iterator[TrailLink]:
    """Yield a number, and below it the rows that it counts."""
    target = TrailTarget(query=query) if query else None
    yield TrailLink("counts", 1, "value", words, style, target)
    for entry in group.rows:
        told = f"{entry.id}: {entry.commitment.title}, {says(entry)}"
        yield TrailLink("counts", 2, "row", told, "plain", TrailTarget(entry.id))
    if group.number > MOST_ROWS:
        more = f"and {group.number - MOST_ROWS:,} more"
        more += ": the number above leads to all" if query else ""
        yield TrailLink("counts", 2, "note", more, "muted", target)


def _overdue(entry: Entry) -> str:
    return f"overdue by {counted(entry.derived.overdue_days or 0, 'day')}"


def _quiet(entry: Entry) -> str:
    return quiet_words(entry.derived)


def _assessed(entry: Entry) -> str:
    state = entry.derived
    return f"since {state.assessed}" if state.assessed else "never assessed"

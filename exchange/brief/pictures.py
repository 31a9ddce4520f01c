"""The numbers that a brief draws: statuses, scorecards, compliance, months heard, instruments.

They are those of `store.portfolio.pictures`, as a brief keeps them: by name, so that JSON has
them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from store.model.dates import PartialDate
from store.model.entities import Register
from store.model.entry import Entry
from store.model.status import Status
from store.portfolio.pictures import (
    Score,
    ScorecardBy,
    compliance_grid,
    heard_in,
    instrument_tree,
    month_of_day,
    scorecard,
    statuses_by_month,
)

STATUS_MONTHS = 36
"""Over how many months statuses are told, the running one included."""
HEARD_MONTHS = 24
"""Over how many months it is told what was heard, the running one included."""


class StatusesInMonth(Struct, frozen=True):
    """How many commitments had each status at the end of a month."""

    last: date
    """Its last day, or the as-of date in the month that is running."""
    statuses: dict[Status, int]


class ScoreRow(Struct, frozen=True):
    """How the commitments of one party, domain or instrument stand."""

    id: str
    """Empty for all, and for those that name none."""
    name: str
    size: int
    """How many are counted: those settled without a source are left out."""
    kept: int
    partly_kept: int
    not_kept: int
    open: int
    unknown: int
    """Not assessed."""
    unknown_percent: int
    withdrawn: int
    provisional: int
    """How many are left out."""
    statuses: dict[Status, int]


class BriefScorecard(Struct, frozen=True):
    """A scorecard: the row of all first."""

    rows: tuple[ScoreRow, ...]
    left_out: int
    """How many rows are not listed."""

    @property
    def compares(self) -> bool:
        """Whether any row says something else than that of all."""
        return any(row.statuses != self.rows[0].statuses for row in self.rows[1:])


class GridMember(Struct, frozen=True):
    """A member of a summit, over its column of the compliance grid."""

    name: str
    code: str
    """Two letters, or a number, that no other member has."""


class BriefGridRow(Struct, frozen=True):
    """What every member did about one commitment of a summit."""

    id: str
    """What the ids of the members' commitments begin with."""
    title: str
    marks: tuple[str, ...]
    """For each member `+1`, `0`, `-1`, a status's glyph, or nothing where none was assessed."""


class BriefGrid(Struct, frozen=True):
    """The compliance of the members of a summit, commitment by commitment."""

    members: tuple[GridMember, ...]
    rows: tuple[BriefGridRow, ...]
    left_out: int
    """How many rows are not listed."""


class HeardCount(Struct, frozen=True):
    """What came of one commitment in one month."""

    news: int
    looks: int
    """Looks that found nothing."""


class HeardRow(Struct, frozen=True):
    """What came of one commitment, month by month."""

    id: str
    title: str
    months: tuple[HeardCount | None, ...]
    """One for each of the months told of; None before it was promised."""


class InstrumentBranch(Struct, frozen=True):
    """An instrument in the tree of what took the place of what."""

    id: str
    title: str
    date: PartialDate | None
    depth: int
    """How many took its place, one after the other."""
    size: int
    """How many commitments it still carries."""
    statuses: dict[Status, int]


class Pictures(Struct, frozen=True):
    """The numbers of every picture of a brief."""

    statuses: tuple[StatusesInMonth, ...]
    by_domain: BriefScorecard
    by_party: BriefScorecard
    by_instrument: BriefScorecard
    compliance: BriefGrid | None
    """Where the register has one commitment a member; None in any other."""
    months: tuple[date, ...]
    """The months that `heard` tells of, each by its first day."""
    heard: tuple[HeardRow, ...]
    """Of open commitments, the longest silent first."""
    heard_left_out: int
    instruments: tuple[InstrumentBranch, ...]
    """The newest first, each over the one it took the place of."""
    instruments_left_out: int


def pictures_of(
    entries: Sequence[Entry], register: Register, as_of: date, limit: int | None
) -> Pictures:
    """Return the numbers of the pictures of some commitments; `limit` is the most rows of a list.

    >>> from store.model.entities import Commitment
    >>> entry = Entry(Commitment("c", "C", parties=("Peru",)), None, date(2026, 11, 22))
    >>> made = pictures_of([entry], Register("Pledges"), date(2026, 11, 22), None)
    >>> [(row.name, row.size, row.unknown) for row in made.by_party.rows]
    [('All', 1, 1), ('Peru', 1, 1)]
    """
    last = month_of_day(as_of)
    months = range(max(12, last - HEARD_MONTHS + 1), last + 1)
    silent = sorted((each for each in entries if not each.derived.status.settled), key=_silence)
    branches = instrument_tree(register, entries)
    return Pictures(
        statuses=tuple(
            StatusesInMonth(month.last, _counts(month.counts.items()))
            for month in statuses_by_month(entries, STATUS_MONTHS)
        ),
        by_domain=_scorecard(entries, register, "domain", limit),
        by_party=_scorecard(entries, register, "party", limit),
        by_instrument=_scorecard(entries, register, "instrument", limit),
        compliance=_grid(entries, limit),
        months=tuple(date(month // 12, month % 12 + 1, 1) for month in months),
        heard=tuple(_heard(entry, months) for entry in silent[:limit]),
        heard_left_out=len(silent) - len(silent[:limit]),
        instruments=tuple(
            InstrumentBranch(
                each.instrument.id,
                each.instrument.title,
                each.instrument.date,
                each.depth,
                sum(each.statuses.values()),
                _counts(each.statuses.items()),
            )
            for each in branches[:limit]
        ),
        instruments_left_out=len(branches) - len(branches[:limit]),
    )


def _grid(entries: Sequence[Entry], limit: int | None) -> BriefGrid | None:
    grid = compliance_grid(entries)
    if grid is None:
        return None
    listed = grid.rows[:limit]
    return BriefGrid(
        tuple(map(GridMember, grid.members, grid.codes)),
        tuple(BriefGridRow(*row) for row in listed),
        len(grid.rows) - len(listed),
    )


def _silence(entry: Entry) -> tuple[bool, int, str]:
    days = entry.derived.unheard_days
    return days is not None, -(days or 0), entry.id


def _heard(entry: Entry, months: Iterable[int]) -> HeardRow:
    found = heard_in(entry, months)
    cells = tuple(HeardCount(each.news, each.looks) if each else None for each in found)
    return HeardRow(entry.id, entry.commitment.title, cells)


def _counts(statuses: Iterable[tuple[Status, int]]) -> dict[Status, int]:
    """Return counts in the order of the statuses: JSON is to be the same bytes each time."""
    found = dict(statuses)
    return {status: found[status] for status in Status if found.get(status)}


def _scorecard(
    entries: Sequence[Entry], register: Register, by: ScorecardBy, limit: int | None
) -> BriefScorecard:
    scores = scorecard(entries, register, by)
    listed = scores if limit is None else scores[: limit + 1]
    return BriefScorecard(tuple(map(_row, listed)), len(scores) - len(listed))


def _row(score: Score) -> ScoreRow:
    return ScoreRow(
        score.id,
        score.name,
        score.size,
        kept=score.kept,
        partly_kept=score.partly,
        not_kept=score.broken,
        open=score.open,
        unknown=score.unknown,
        unknown_percent=score.unknown_percent,
        withdrawn=score.withdrawn,
        provisional=score.provisional,
        statuses=_counts(score.statuses.items()),
    )

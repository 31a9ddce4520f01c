"""The one table between our statuses and the words other trackers use for theirs.

Import reads foreign words through it, export writes them. A word that is not here has no
meaning for us: it is reported and nothing is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from store.model.status import Status, folded_word


class Scheme(NamedTuple):
    """One tracker's way of saying how far something has come."""

    name: str
    title: str


class StatusWord(NamedTuple):
    """A foreign word, and what it says in ours."""

    scheme: str
    word: str
    """As its tracker writes it."""
    status: Status
    progress: int | None = None
    """Percent done, where the word says so much."""


SCHEMES = (
    Scheme("entente", "Entente"),
    Scheme("ogp", "Open Government Partnership, completion"),
    Scheme("politifact", "PolitiFact"),
    Scheme("g20", "G20 and G7 compliance"),
    Scheme("gao", "GAO open recommendations"),
    Scheme("iati", "IATI activity status"),
    Scheme("nz", "New Zealand promises"),
    Scheme("trumptracker", "Trump Tracker"),
    Scheme("scorecard", "Agreement scorecard"),
)

_ASSESSED, _STARTED = Status.NOT_ASSESSED, Status.NOT_STARTED
_GOING, _STALLED = Status.IN_PROGRESS, Status.STALLED
_KEPT, _PARTLY = Status.KEPT, Status.PARTLY_KEPT
_NOT, _WITHDRAWN = Status.NOT_KEPT, Status.WITHDRAWN

# Where several words of a scheme mean one status, the first is the one to write.
WORDS = (
    *(StatusWord("entente", each.value, each) for each in Status),
    StatusWord("ogp", "No Evidence Available", _ASSESSED),
    StatusWord("ogp", "Not Started", _STARTED),
    StatusWord("ogp", "Limited", _GOING, 33),
    StatusWord("ogp", "Substantial", _GOING, 67),
    StatusWord("ogp", "Complete", _KEPT),
    StatusWord("ogp", "Completed", _KEPT),
    StatusWord("ogp", "Withdrawn", _WITHDRAWN),
    StatusWord("politifact", "Not Yet Rated", _ASSESSED),
    StatusWord("politifact", "In the Works", _GOING),
    StatusWord("politifact", "Stalled", _STALLED),
    StatusWord("politifact", "Promise Kept", _KEPT),
    StatusWord("politifact", "Compromise", _PARTLY),
    StatusWord("politifact", "Promise Broken", _NOT),
    StatusWord("g20", "0", _GOING),
    StatusWord("g20", "+1", _KEPT),
    StatusWord("g20", "1", _KEPT),
    StatusWord("g20", "+", _KEPT),
    StatusWord("g20", "-1", _NOT),
    StatusWord("g20", "-", _NOT),
    StatusWord("gao", "Open", _STARTED),
    StatusWord("gao", "Open--Partially Addressed", _GOING),
    StatusWord("gao", "Closed--Implemented", _KEPT),
    StatusWord("gao", "Closed--Not Implemented", _NOT),
    StatusWord("iati", "1", _STARTED),
    StatusWord("iati", "2", _GOING),
    StatusWord("iati", "3", _GOING),
    StatusWord("iati", "4", _KEPT),
    StatusWord("iati", "5", _WITHDRAWN),
    StatusWord("iati", "6", _STALLED),
    StatusWord("nz", "in-progress", _GOING),
    StatusWord("nz", "delivered", _KEPT),
    StatusWord("nz", "partly", _PARTLY),
    StatusWord("nz", "largely", _PARTLY),
    StatusWord("nz", "not-delivered", _NOT),
    StatusWord("nz", "abandoned", _WITHDRAWN),
    StatusWord("nz", "superseded", _WITHDRAWN),
    StatusWord("trumptracker", "Not started", _STARTED),
    StatusWord("trumptracker", "In progress", _GOING),
    StatusWord("trumptracker", "Achieved", _KEPT),
    StatusWord("trumptracker", "Compromised", _PARTLY),
    StatusWord("trumptracker", "Broken", _NOT),
    StatusWord("scorecard", "not_started", _STARTED),
    StatusWord("scorecard", "in_progress", _GOING),
    StatusWord("scorecard", "delayed", _STALLED),
    StatusWord("scorecard", "completed", _KEPT),
)


def read_word(scheme: str, text: str) -> StatusWord | None:
    """Return what a tracker's word means, however its dashes, spaces and case are written.

    None for a word that is not in the table.
    """
    return _BY_WORD.get((scheme, folded_word(text)))


def write_word(scheme: str, status: Status, progress: int | None = None) -> str | None:
    """Return a tracker's word for a status; None where it has none.

    Where several words share the status, the one nearest to `progress` is taken.
    """
    words = [each for each in WORDS if each.scheme == scheme and each.status is status]
    measured = [each for each in words if each.progress is not None]
    if measured and progress is not None:
        return min(measured, key=lambda each: abs((each.progress or 0) - progress)).word
    return words[0].word if words else None


def words_of(scheme: str, status: Status) -> Iterator[StatusWord]:
    """Yield the words of a tracker that mean a status, in the order of the table."""
    return (each for each in WORDS if each.scheme == scheme and each.status is status)


_BY_WORD = {(each.scheme, folded_word(each.word)): each for each in WORDS}

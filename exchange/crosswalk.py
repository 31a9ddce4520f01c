"""The one table between our statuses and the words other trackers use for theirs.

Import reads foreign words through it, export writes them. A word that is not here has no
meaning for us: it is reported and nothing is set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from store.model.status import Status


class Scheme(NamedTuple):
    """One tracker's way of saying how far something has come."""

    name: str
    title: str


class Word(NamedTuple):
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
    *(Word("entente", each.value, each) for each in Status),
    Word("ogp", "No Evidence Available", _ASSESSED),
    Word("ogp", "Not Started", _STARTED),
    Word("ogp", "Limited", _GOING, 33),
    Word("ogp", "Substantial", _GOING, 67),
    Word("ogp", "Complete", _KEPT),
    Word("ogp", "Completed", _KEPT),
    Word("ogp", "Withdrawn", _WITHDRAWN),
    Word("politifact", "Not Yet Rated", _ASSESSED),
    Word("politifact", "In the Works", _GOING),
    Word("politifact", "Stalled", _STALLED),
    Word("politifact", "Promise Kept", _KEPT),
    Word("politifact", "Compromise", _PARTLY),
    Word("politifact", "Promise Broken", _NOT),
    Word("g20", "0", _GOING),
    Word("g20", "+1", _KEPT),
    Word("g20", "1", _KEPT),
    Word("g20", "+", _KEPT),
    Word("g20", "-1", _NOT),
    Word("g20", "-", _NOT),
    Word("gao", "Open", _STARTED),
    Word("gao", "Open--Partially Addressed", _GOING),
    Word("gao", "Closed--Implemented", _KEPT),
    Word("gao", "Closed--Not Implemented", _NOT),
    Word("iati", "1", _STARTED),
    Word("iati", "2", _GOING),
    Word("iati", "3", _GOING),
    Word("iati", "4", _KEPT),
    Word("iati", "5", _WITHDRAWN),
    Word("iati", "6", _STALLED),
    Word("nz", "in-progress", _GOING),
    Word("nz", "delivered", _KEPT),
    Word("nz", "partly", _PARTLY),
    Word("nz", "largely", _PARTLY),
    Word("nz", "not-delivered", _NOT),
    Word("nz", "abandoned", _WITHDRAWN),
    Word("nz", "superseded", _WITHDRAWN),
    Word("trumptracker", "Not started", _STARTED),
    Word("trumptracker", "In progress", _GOING),
    Word("trumptracker", "Achieved", _KEPT),
    Word("trumptracker", "Compromised", _PARTLY),
    Word("trumptracker", "Broken", _NOT),
    Word("scorecard", "not_started", _STARTED),
    Word("scorecard", "in_progress", _GOING),
    Word("scorecard", "delayed", _STALLED),
    Word("scorecard", "completed", _KEPT),
)

_DASHES = re.compile(r"[‐‑‒–—―−]")
_BETWEEN_WORDS = re.compile(r"(?<=\w)[\s_-]+(?=\w)")


def read_word(scheme: str, text: str) -> Word | None:
    """Return what a tracker's word means, however its dashes, spaces and case are written.

    None for a word that is not in the table.
    """
    return _BY_WORD.get((scheme, _folded(text)))


def write_word(scheme: str, status: Status, progress: int | None = None) -> str | None:
    """Return a tracker's word for a status; None where it has none.

    Where several words share the status, the one nearest to `progress` is taken.
    """
    words = [each for each in WORDS if each.scheme == scheme and each.status is status]
    measured = [each for each in words if each.progress is not None]
    if measured and progress is not None:
        return min(measured, key=lambda each: abs((each.progress or 0) - progress)).word
    return words[0].word if words else None


def words_of(scheme: str, status: Status) -> Iterator[Word]:
    """Yield the words of a tracker that mean a status, in the order of the table."""
    return (each for each in WORDS if each.scheme == scheme and each.status is status)


def _folded(text: str) -> str:
    dashed = _DASHES.sub("-", text.strip().casefold())
    return _BETWEEN_WORDS.sub(" ", dashed).removesuffix(".0")


_BY_WORD = {(each.scheme, _folded(each.word)): each for each in WORDS}

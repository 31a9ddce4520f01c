"""The one table between our statuses and the words other trackers use for theirs.

Import reads foreign words through it, export writes them. A word that is not here has no
meaning for us: it is reported and nothing is set. A register may have words of its own, which
come first: `RegisterWords`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from store.model.entities import OwnStatusWord
from store.model.status import Status, StatusMeaning, folded_word, is_status_word, read_meaning
from store.text import one_line


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


REGISTER_SCHEME = "register"
"""The scheme of words that a register has itself."""


class RegisterWords:
    """Reads the status words of one register, and remembers those that it met.

    >>> words = RegisterWords([OwnStatusWord("on track", "in-progress")])
    >>> words.read("On Track").status.value
    'in-progress'
    >>> list(words.remarks())
    ['read by the status words of this register: “On Track” is in-progress']
    """

    def __init__(self, words: Sequence[OwnStatusWord] = ()) -> None:
        """Read these words; those that name no status mean nothing."""
        self._words = tuple(words)
        self._meanings = _meanings(words)
        self._met: dict[str, str] = {}

    def fresh(self) -> RegisterWords:
        """Return the same words, none of which was met."""
        return RegisterWords(self._words)

    def read(self, written: str) -> StatusWord | None:
        """Return what a word means in this register; None where it says nothing of it."""
        if not self._meanings:
            return None
        folded = folded_word(written)
        meant = self._meanings.get(folded)
        if meant is None:
            return None
        percent = "" if meant.progress is None else f" {meant.progress}%"
        said = f"“{one_line(written.strip())}” is {meant.status.value}{percent}"
        self._met.setdefault(folded, said)
        return StatusWord(REGISTER_SCHEME, written, meant.status, meant.progress)

    @property
    def any_met(self) -> bool:
        """Whether any of the words was met."""
        return bool(self._met)

    def remarks(self) -> Iterator[str]:
        """Yield in one line which words were met, and what they were read as, if any were."""
        if self._met:
            yield f"read by the status words of this register: {', '.join(self._met.values())}"


def _meanings(words: Sequence[OwnStatusWord]) -> dict[str, StatusMeaning]:
    """Return by folded word what can be read; of two alike the first counts."""
    found: dict[str, StatusMeaning] = {}
    for each in words:
        folded, meant = folded_word(each.word), read_meaning(each.means)
        if folded and not is_status_word(each.word) and meant is not None:
            found.setdefault(folded, meant)
    return found


NO_WORDS = RegisterWords()
"""Of a register that has none."""

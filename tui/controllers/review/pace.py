"""How far a review is, and how long the rest will take at this person's pace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import ceil

from store.text import counted
from store.user.review_book import ReviewSession

USUAL_SECONDS = 27.0
"""What a commitment takes, until this person's own pace is known."""
_KNOWN_FROM = 3
"""So many answers tell a pace."""
_LEAST_SECONDS, _MOST_SECONDS = 10.0, 180.0


class ReviewPace:
    """Takes the time between answers. Whoever goes away in between is not taken for slow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._taken: list[float] = []
        self._since = clock()

    def begin(self) -> None:
        """Look at the first commitment now."""
        self._since = self._clock()

    def take_answer(self) -> None:
        """Look at the next one now."""
        now = self._clock()
        self._taken.append(min(_MOST_SECONDS, now - self._since))
        self._since = now

    @property
    def seconds(self) -> float:
        """What a commitment takes."""
        if len(self._taken) < _KNOWN_FROM:
            return USUAL_SECONDS
        return max(_LEAST_SECONDS, sum(self._taken) / len(self._taken))

    def tally(self, session: ReviewSession) -> str:
        """Return how far it is, such as `12 of 45 · 31 left · about 14 min`."""
        total, left = len(session.order), len(session.left)
        if session.here not in session.order:
            return f"{total:,} of {total:,} · done"
        minutes = ceil(left * self.seconds / 60)
        place = session.order.index(session.here) + 1
        return f"{place:,} of {total:,} · {left:,} left · about {minutes:,} min"


def answered_words(session: ReviewSession) -> str:
    """Return what was answered, counted."""
    answers = Counter(session.answers.values())
    total = f"{counted(answers.total(), 'commitment')} answered"
    return (
        f"{total}: {answers['looked']} nothing found, {answers['changed']} changed, "
        f"{answers['later']} put off"
    )

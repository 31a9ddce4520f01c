"""Which passages of the later side may carry an undertaking of the earlier one."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from statements.capture.details import names_in
from statements.comparing.undertaking import Side, Spoken, Undertaking
from statements.language.lexicon import lexicon
from statements.matching.index import Hit, Passage, PassageIndex, Weights, weighted
from statements.matching.terms import acronyms_in, terms_of

if TYPE_CHECKING:
    from store.register.reader import ReportProgress

LIMIT = 5
"""Candidates that are shown for an undertaking."""
NEAR = 0.72
"""The share of a candidate's score at which the sentence beside it belongs to its passage."""
FOUND = 0.37
"""The score below which an undertaking counts as not found again."""

_AROUND = 0.6
_SECTION = 0.5
_REST = 0.3
_PROMISES = 1.35
_PARTY = 0.1
_NAME = 1.5
_RIVALRY = 0.5
_WEIGHTS = Weights(repeated=0.25, rarity=0.8, topics=0.18, length=0.7, acronym=0.0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of one or two neighbouring sentences that may carry an undertaking."""

    places: tuple[int, ...]
    main: int
    """The likelier of its sentences."""
    quote: str
    paragraph: str
    score: float
    shared: tuple[str, ...]


class Aligner:
    """Finds the passages of one side for undertakings of the other."""

    def __init__(self, earlier: Side, later: Side) -> None:
        self._earlier = earlier
        self._later = later
        self._names = _rare_names(earlier, later)
        self._parties = _party_stems(earlier, later)
        promising = {each.place for each in later.undertakings}
        passages = [
            self._passage(each, prior=_PROMISES if place in promising else 1.0)
            for place, each in enumerate(later.passages)
        ]
        self._index = PassageIndex(
            passages,
            background=[terms_of(each.text).stems for each in earlier.passages],
            acronyms=acronyms_in((earlier.text, later.text)),
            weights=_WEIGHTS,
        )

    def candidates(
        self, undertakings: Sequence[Undertaking], *, progress: ReportProgress | None = None
    ) -> list[list[Candidate]]:
        """Return up to `LIMIT` passages for each undertaking, the likeliest first.

        They are asked together: a passage that answers a promise of another sentence better is
        less likely the answer to this one.
        """
        asked: list[tuple[int, Passage, array[float]]] = []
        for number, each in enumerate(undertakings, 1):
            query = self._query(each)
            asked.append((each.place, query, array("d", self._index.scores(query))))
            if progress is not None:
                progress(number, len(undertakings))
        rivals = _Rivals(len(self._later.passages))
        for place, _, scores in asked:
            rivals.add(place, scores)
        return [
            self._merged(self._index.ranked(query, rivals.lessened(place, scores), 4 * LIMIT))
            for place, query, scores in asked
        ]

    def _query(self, undertaking: Undertaking) -> Passage:
        whole = self._earlier.passages[undertaking.place]
        around = self._passage(whole)
        own = terms_of(undertaking.quote)
        words = {word: _REST * weight for word, weight in around.words.items()}
        for word in own.stems:
            words[word] = words.get(word, 0.0) + self._weight(word)
        topics = dict.fromkeys(terms_of(whole.text).topics, _WEIGHTS.topics)
        for name in own.topics:
            topics[name] = topics.get(name, 0.0) + 1.0
        return Passage(words, topics)

    def _weight(self, word: str) -> float:
        """Return how much a word counts: the parties' own names little, other names more."""
        if word in self._parties:
            return _PARTY
        return _NAME if word in self._names else 1.0

    def _passage(self, spoken: Spoken, prior: float = 1.0) -> Passage:
        terms = terms_of(spoken.text)
        words = {
            word: weight * self._weight(word) for word, weight in weighted(terms, _WEIGHTS).items()
        }
        _add(words, terms_of(spoken.around).stems, _AROUND)
        _add(words, terms_of(spoken.section).stems, _SECTION)
        return Passage(words, dict.fromkeys(terms.topics, 1.0), prior)

    def _merged(self, hits: list[Hit]) -> list[Candidate]:
        """Join a sentence with one beside it that is nearly as likely."""
        by_place = {each.place: each for each in hits}
        taken: set[int] = set()
        found: list[Candidate] = []
        for hit in hits:
            if hit.place in taken:
                continue
            places = [hit.place]
            for near in (hit.place - 1, hit.place + 1):
                other = by_place.get(near)
                if other is None or near in taken or other.score < NEAR * hit.score:
                    continue
                if self._later.passages[near].group == self._later.passages[hit.place].group:
                    places.append(near)
                    break
            taken.update(places)
            found.append(self._candidate(tuple(sorted(places)), hit))
            if len(found) == LIMIT:
                break
        return found

    def _candidate(self, places: tuple[int, ...], hit: Hit) -> Candidate:
        first, last = self._later.passages[places[0]], self._later.passages[places[-1]]
        quote = first.text if len(places) == 1 else self._later.text[first.start : last.end]
        label = self._later.passages[hit.place].paragraph
        return Candidate(places, hit.place, quote, label, hit.score, hit.shared)


class _Rivals:
    """The highest score of each later passage, and the highest of any other sentence."""

    def __init__(self, passages: int) -> None:
        self._first = [0.0] * passages
        self._second = [0.0] * passages
        self._whose = [-1] * passages
        """The sentence that the highest score is of."""

    def add(self, sentence: int, scores: Sequence[float]) -> None:
        """Take the scores that the passages have for an undertaking of a sentence."""
        for place, score in enumerate(scores):
            if score <= self._second[place]:
                continue
            if self._whose[place] == sentence:
                self._first[place] = max(self._first[place], score)
            elif score > self._first[place]:
                self._second[place] = self._first[place]
                self._first[place] = score
                self._whose[place] = sentence
            else:
                self._second[place] = score

    def lessened(self, sentence: int, scores: Sequence[float]) -> list[float]:
        """Return scores for an undertaking of a sentence, less where others have higher ones.

        The promises of one sentence are no rivals: one passage may answer all of them.
        """
        rivals = (
            second if whose == sentence else first
            for first, second, whose in zip(self._first, self._second, self._whose, strict=True)
        )
        return [
            score if score >= rival else score * (score / rival) ** _RIVALRY
            for score, rival in zip(scores, rivals, strict=True)
        ]


def _rare_names(*sides: Side) -> frozenset[str]:
    """Return the stems of what is named: bodies, instruments, places, acronyms."""
    words = lexicon("en")
    return frozenset(
        stem
        for side in sides
        for each in side.passages
        for name in names_in(each.text, words)
        for stem in terms_of(name).stems
    )


def _party_stems(*sides: Side) -> frozenset[str]:
    words = lexicon("en")
    parties = {each for side in sides for each in side.parties}
    names = [name for name, shown in words.states.items() if shown in parties]
    return frozenset(stem for name in names for stem in terms_of(name).stems)


def _add(words: dict[str, float], more: Mapping[str, int], weight: float) -> None:
    for word in more:
        words[word] = words.get(word, 0.0) + weight

"""Passages ranked by how likely they bear on a query, by rarity of the words they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from operator import mul

from statements.matching.terms import Terms


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts. Found on pairs of statements that a reader had aligned."""

    repeated: float = 0.25
    """Of a word that comes again in the same passage, against its first time."""
    rarity: float = 0.8
    """The power of a word's rarity."""
    topics: float = 0.3
    """Of subjects in common, against words in common."""
    length: float = 0.3
    """How far a long passage is held to be one that shares words by chance: 0 not, 1 fully."""
    acronym: float = 0.1
    """Of the words an acronym stands for, against the acronym."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can be found: weighted words, subjects, and how likely any passage is it."""

    words: Mapping[str, float]
    topics: Mapping[str, float]
    prior: float = 1.0


_SHOWN = 6
_FEWEST = 100
"""Passages that a collection counts as at least."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found, and how strongly."""

    place: int
    score: float
    shared: tuple[str, ...]
    """The stems it shares with the query, those that weigh most first."""


def weighted(terms: Terms, weights: Weights) -> dict[str, float]:
    """Return the words of a text with the weight of how often they come."""
    return {word: 1 + weights.repeated * log(count) for word, count in terms.stems.items()}


class PassageIndex:
    """Passages that can be asked which of them a query bears on.

    >>> def passage(text):
    ...     from statements.matching.terms import terms_of
    ...     return Passage(weighted(terms_of(text), Weights()), {})
    >>> index = PassageIndex([passage("open a consulate"), passage("buy aircraft")])
    >>> [hit.place for hit in index.search(passage("new consulates in Seattle"))]
    [0]
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        *,
        background: Iterable[Iterable[str]] = (),
        acronyms: Mapping[str, tuple[str, ...]] | None = None,
        weights: Weights | None = None,
    ) -> None:
        """Take the passages; `background` are further texts that tell how rare a word is."""
        self._weights = weights or Weights()
        self._acronyms = acronyms or {}
        self._priors = [each.prior for each in passages]
        expanded = [self._expanded(each.words) for each in passages]
        counts: Counter[str] = Counter()
        total = 0
        for words in (*expanded, *background):
            counts.update(set(words))
            total += 1
        # Among a handful of passages every word is common; rarity is that of a usual document.
        total = self._total = max(total, _FEWEST)
        # A word that is nowhere is as rare as can be.
        self._unknown = self._rarity(0)
        self._rarities = {word: self._rarity(count) for word, count in counts.items()}
        topic_counts = Counter(name for each in passages for name in each.topics)
        self._topic_rarity = {
            name: log(1 + total / (1 + count)) for name, count in topic_counts.items()
        }
        self._values: list[dict[str, float]] = []
        self._words: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._topics: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (words, passage) in enumerate(zip(expanded, passages, strict=True)):
            values = {word: weight * self._rarities[word] for word, weight in words.items()}
            length = sqrt(sum(value * value for value in values.values())) or 1.0
            scale = length**self._weights.length * 8 ** (1 - self._weights.length)
            self._values.append(values)
            for word, value in values.items():
                self._words[word].append((place, value / scale))
            known = {name: self._topic_rarity[name] for name in passage.topics}
            size = sqrt(sum(value * value for value in known.values())) or 1.0
            for name, value in known.items():
                self._topics[name].append((place, value / size))

    def _rarity(self, count: int) -> float:
        rarity = log(1 + (self._total - count + 0.5) / (count + 0.5))
        return float(rarity**self._weights.rarity)

    def _expanded(self, words: Mapping[str, float]) -> dict[str, float]:
        more = dict(words)
        for word, weight in words.items():
            for each in self._acronyms.get(word, ()):
                more[each] = max(more.get(each, 0.0), self._weights.acronym * weight)
        return more

    def search(self, query: Passage, limit: int = 0) -> list[Hit]:
        """Return the passages that share a word or a subject with a query, the likeliest first."""
        return self.ranked(query, self.scores(query), limit)

    def scores(self, query: Passage) -> list[float]:
        """Return how strongly each passage bears on a query, in their order; 0 is not at all."""
        words = self._valued(query)
        length = sqrt(sum(value * value for value in words.values())) or 1.0
        scores = [0.0] * len(self._priors)
        for word, value in words.items():
            share = value / length
            for place, weight in self._words.get(word, ()):
                scores[place] += share * weight
        topics = {
            name: weight * self._topic_rarity[name]
            for name, weight in query.topics.items()
            if name in self._topic_rarity
        }
        size = sqrt(sum(value * value for value in topics.values())) or 1.0
        for name, value in topics.items():
            share = self._weights.topics * value / size
            for place, weight in self._topics[name]:
                scores[place] += share * weight
        return list(map(mul, scores, self._priors))

    def ranked(self, query: Passage, scores: Sequence[float], limit: int = 0) -> list[Hit]:
        """Return the passages by the score each has for a query, those without one left out."""
        places = sorted(
            (place for place, score in enumerate(scores) if score > 0),
            key=lambda place: -scores[place],
        )
        words = self._valued(query)
        return [
            Hit(place, scores[place], self._shared(words, place))
            for place in (places[:limit] if limit else places)
        ]

    def _valued(self, query: Passage) -> dict[str, float]:
        return {
            word: weight * self._rarities.get(word, self._unknown)
            for word, weight in self._expanded(query.words).items()
        }

    def _shared(self, words: Mapping[str, float], place: int) -> tuple[str, ...]:
        held = self._values[place]
        common = sorted((words[word] * held[word], word) for word in words if word in held)
        return tuple(word for _, word in reversed(common[-_SHOWN:]))

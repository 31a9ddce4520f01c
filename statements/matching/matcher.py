"""Which commitments of a register a passage bears on: a shortlist with reasons, never a link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from statements.matching.index import Passage, PassageIndex, Weights
from statements.matching.terms import stem_of, terms_of
from store.model.entities import Commitment, Register
from store.text import fold

_WEIGHTS = Weights(repeated=0.25, rarity=1.0, topics=0.1, length=0.5, acronym=0.0)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

TITLE, SUMMARY, STEP, LOG, NAME = 1.6, 1.0, 1.0, 0.4, 0.5
"""How much the words of each part of a commitment count.

What it says of itself counts for more than what others wrote about it, and its milestones name
what is to come.
"""

LIKELY = 0.28
"""The score from which a passage may well be about a commitment."""


@dataclass(frozen=True, slots=True)
class CommitmentMatch:
    """A commitment that a passage may bear on."""

    id: str
    title: str
    score: float
    shared: tuple[str, ...]
    """The words they share, as the passage writes them."""

    @property
    def is_likely(self) -> bool:
        """Whether it is worth being shown unasked."""
        return self.score >= LIKELY


class Matcher:
    """Asks the commitments of one register about passages.

    What is searched of a commitment: title, summary, milestones, the notes and sources of its
    log, lead, parties and instrument.

    >>> from store.model.entities import Commitment, Register
    >>> register = Register("R", commitments=(
    ...     Commitment("visas", "Process visas faster"), Commitment("jets", "Deliver jet engines")))
    >>> [each.id for each in Matcher(register).match("Engines for the jets were delivered")]
    ['jets']
    """

    def __init__(self, register: Register) -> None:
        instruments = {each.id: each.title for each in register.instruments}
        self._commitments = register.commitments
        logs = Counter(title for each in self._commitments for title in _source_titles(each))
        self._index = PassageIndex(
            [
                _passage(each, instruments.get(each.instrument, ""), logs)
                for each in self._commitments
            ],
            weights=_WEIGHTS,
        )

    def match(self, text: str, *, limit: int = 5) -> list[CommitmentMatch]:
        """Return the commitments a passage bears on, the likeliest first; none share no word."""
        terms = terms_of(text)
        query = Passage(dict.fromkeys(terms.stems, 1.0), dict.fromkeys(terms.topics, 1.0))
        found = []
        for hit in self._index.search(query):
            if not hit.shared:
                continue
            each = self._commitments[hit.place]
            found.append(
                CommitmentMatch(each.id, each.title, hit.score, words_of(hit.shared, text))
            )
            if len(found) == limit:
                break
        return found


def _source_titles(commitment: Commitment) -> set[str]:
    return {each.source.title for each in commitment.updates if each.source is not None}


def _passage(commitment: Commitment, instrument: str, logs: Mapping[str, int]) -> Passage:
    words: dict[str, float] = {}
    topics: dict[str, float] = {}
    for text, weight in _parts(commitment, instrument, logs):
        terms = terms_of(text)
        for word in terms.stems:
            # Said again elsewhere a word counts more, but less each time.
            held = words.get(word, 0.0)
            words[word] = max(held, weight) + 0.25 * min(held, weight)
        if weight >= SUMMARY:
            topics.update(dict.fromkeys(terms.topics, 1.0))
    return Passage(words, topics)


def _parts(
    commitment: Commitment, instrument: str, logs: Mapping[str, int]
) -> Iterator[tuple[str, float]]:
    yield commitment.title, TITLE
    yield commitment.summary, SUMMARY
    for milestone in commitment.milestones:
        yield milestone.title, STEP
    for update in commitment.updates:
        yield update.note, LOG
        if update.source is not None:
            # A joint statement that stands in ten logs tells little about any one of the ten.
            yield update.source.title, LOG / logs[update.source.title]
            yield update.source.excerpt, LOG
    yield commitment.lead, NAME
    yield " ".join((*commitment.tags, *commitment.domains)), NAME
    yield instrument, NAME / 2


def words_of(stems: Iterable[str], text: str) -> tuple[str, ...]:
    """Return the words of a text that have these stems, in the order of the stems."""
    written: dict[str, str] = {}
    for word in _WORD.findall(text):
        folded = fold(word.replace("’", "'"))
        for part in (folded, *folded.split("-")):
            written.setdefault(stem_of(part), word)
    found = (written[stem] for stem in stems if stem in written)
    return tuple(dict.fromkeys(found))

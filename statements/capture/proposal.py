"""What is proposed: a commitment as a document words it, with every reason."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from statements.language.lexicon import Level
from store.model.dates import PartialDate

_DIGITS = 16
"""Hexadecimal digits of a digest that are kept: enough for the sentences of one text."""

ALL = "all"
"""Stands for all the parties of a document together."""


@dataclass(frozen=True, slots=True)
class Target:
    """One of several targets that a sentence holds, as a split would offer it."""

    quote: str
    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A commitment that a document makes; places are those of `Document.text`."""

    quote: str
    """The exact words."""
    start: int
    end: int
    sentence: int
    """Its place in `Document.sentences`."""
    paragraph: str
    """The number people cite it by; empty where the document has none."""
    section: tuple[str, ...]
    stem: str
    """The words of a list that an item completes, such as "We will:"."""
    level: Level
    by: str
    """`all`, or the party that promises."""
    when: str
    """The words of its date or deadline; empty where it has none."""
    due: PartialDate | None
    """The date those words name, None where they name none."""
    due_note: str
    title: str
    """What it would be called: the promised act."""
    amounts: tuple[str, ...]
    named: tuple[str, ...]
    """Bodies, instruments and programmes that it names."""
    testable: bool
    """Whether a date, an amount or a thing that is there or not lets somebody check it."""
    cues: tuple[tuple[int, int], ...]
    """Where the words stand that make it a commitment."""
    targets: tuple[Target, ...]
    """The split that is offered, empty where it is one target."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided about one sentence, whether or not it is proposed."""

    sentence: int
    proposals: tuple[Proposal, ...]
    reason: str
    """Why nothing is proposed; empty where something is."""


@dataclass(frozen=True, slots=True)
class Capture:
    """All that was found in a document, in its order."""

    verdicts: tuple[Verdict, ...]
    parties: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """The proposals of all sentences."""
        return tuple(each for verdict in self.verdicts for each in verdict.proposals)


def bare_words(words: str) -> str:
    """Return words as they are compared: without case, and without the marks around them.

    >>> bare_words(' “We will  meet.” ')
    'we will meet'
    """
    return " ".join(words.split()).strip(" “”\"'.,;").lower()


def passage_id(words: str, repeated: int = 0) -> str:
    """Return what a passage is known by: a digest of its words.

    `repeated` says how often the same words were said before in the same text.

    >>> passage_id("We will meet.") == passage_id("we will  meet")
    True
    >>> passage_id("We will meet.") == passage_id("We will meet.", 1)
    False
    """
    said = bare_words(words) + (f"\n{repeated}" if repeated else "")
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:_DIGITS]

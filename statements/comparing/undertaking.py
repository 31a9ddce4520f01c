"""What is compared: the undertakings of a document, or of an instrument in a register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from statements.capture.capture import capture
from statements.capture.details import amounts_in, names_in
from statements.capture.proposal import ALL, Proposal, Verdict
from statements.dates.grammar import deadline_of, find_dates
from statements.language.lexicon import Level, lexicon
from statements.reading.document import StatementDocument
from store.model.dates import PartialDate
from store.model.entities import Commitment

if TYPE_CHECKING:
    from store.register.reader import ReportProgress


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One thing promised, with what is compared of it."""

    quote: str
    place: int
    """The passage it stands in: its place in `Side.passages`."""
    paragraph: str
    title: str
    level: Level | None
    """None for a position, and where only a register's words are known."""
    by: str
    when: str
    due: PartialDate | None
    amounts: tuple[str, ...]
    named: tuple[str, ...]
    id: str = ""
    """The commitment's id, where it is one of a register."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of a document, or a commitment of a register, with what stands around it."""

    text: str
    around: str
    """The sentences next to it in its paragraph."""
    section: str
    group: int
    """Its paragraph: only sentences of one paragraph make a passage together."""
    start: int
    end: int
    paragraph: str
    reason: str
    """Why it promises nothing; empty where it does."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison."""

    title: str
    text: str
    """The whole text that the places of `passages` are in; empty for a register's commitments."""
    said: PartialDate | None
    passages: tuple[Spoken, ...]
    undertakings: tuple[Undertaking, ...]
    parties: tuple[str, ...] = ()
    positions: tuple[Undertaking, ...] = ()
    """What else is said: renewed, supported, welcomed, told or asked of others, not promised."""


_NO_POSITION = ("only introduces", "is in a language")
_SHORTEST = 5
"""Words that a sentence without a promise has at least to be compared."""


def side_of_document(
    document: StatementDocument,
    *,
    parties: Iterable[str] = (),
    progress: ReportProgress | None = None,
) -> Side:
    """Return a document's sentences and its undertakings, one a target. Raises as `capture`."""
    found = capture(document, parties=parties, progress=progress)
    passages = tuple(_passages(document, found.verdicts))
    undertakings = tuple(
        each for proposal in found.proposals for each in _targets(proposal, document.date)
    )
    positions = tuple(
        _position(document, place, passages[place], words)
        for place, verdict in enumerate(found.verdicts)
        if not verdict.proposals and not verdict.reason.startswith(_NO_POSITION)
        for words in _parts(passages[place].text)
        if len(words.split()) >= _SHORTEST
    )
    return Side(
        document.title,
        document.text,
        document.date,
        passages,
        undertakings,
        found.parties,
        positions,
    )


def _parts(text: str) -> list[str]:
    """Return the members of an enumeration that semicolons part; any other text whole."""
    parts = [each.strip() for each in text.split("; ")]
    return parts if len(parts) > 2 else [text]


def _position(document: StatementDocument, place: int, spoken: Spoken, quote: str) -> Undertaking:
    words = lexicon("en")
    phrase = deadline_of(find_dates(quote, document.date), document.date)
    return Undertaking(
        quote,
        place,
        spoken.paragraph,
        quote,
        None,
        ALL,
        phrase.words if phrase else "",
        phrase.date if phrase else None,
        amounts_in(quote, words),
        names_in(quote, words),
    )


def _passages(document: StatementDocument, verdicts: tuple[Verdict, ...]) -> Iterator[Spoken]:
    sentences = document.sentences
    for place, (sentence, verdict) in enumerate(zip(sentences, verdicts, strict=True)):
        paragraph = document.paragraphs[sentence.paragraph]
        around = [
            document.words_of(sentences[near])
            for near in (place - 1, place + 1)
            if 0 <= near < len(sentences) and sentences[near].paragraph == sentence.paragraph
        ]
        yield Spoken(
            document.words_of(sentence),
            " ".join((document.stem_of(sentence), *around)),
            " ".join(paragraph.path),
            sentence.paragraph,
            sentence.start,
            sentence.end,
            verdict.proposals[0].paragraph if verdict.proposals else paragraph.label,
            verdict.reason,
        )


def _targets(proposal: Proposal, said: PartialDate | None) -> Iterator[Undertaking]:
    if not proposal.targets:
        yield _undertaking(proposal, proposal.quote, proposal.title, said)
    for target in proposal.targets:
        yield _undertaking(proposal, target.quote, target.title, said)


def _undertaking(
    proposal: Proposal, quote: str, title: str, said: PartialDate | None
) -> Undertaking:
    words = lexicon("en")
    phrase = deadline_of(find_dates(quote, said), said)
    return Undertaking(
        quote,
        proposal.sentence,
        proposal.paragraph,
        title,
        proposal.level,
        proposal.by,
        phrase.words if phrase else "",
        phrase.date if phrase else None,
        amounts_in(quote, words),
        names_in(quote, words),
    )


def side_of_commitments(
    title: str, said: PartialDate | None, commitments: Iterable[Commitment]
) -> Side:
    """Return the commitments of an instrument as a side: each is a passage and an undertaking."""
    words = lexicon("en")
    held = list(commitments)
    passages = []
    undertakings = []
    for place, each in enumerate(held):
        text = each.title if each.summary in ("", each.title) else f"{each.title}. {each.summary}"
        section = " ".join(each.domains)
        passages.append(Spoken(text, "", section, place, 0, 0, each.clause, ""))
        undertakings.append(
            Undertaking(
                text,
                place,
                each.clause,
                each.title,
                None,
                each.parties[0] if len(each.parties) == 1 else ALL,
                each.due.text if each.due else "",
                each.due,
                amounts_in(text, words),
                names_in(text, words),
                each.id,
            )
        )
    states = {words.states.get(each.lower(), each) for one in held for each in one.parties}
    return Side(title, "", said, tuple(passages), tuple(undertakings), tuple(sorted(states)))

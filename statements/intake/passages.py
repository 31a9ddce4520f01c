"""A document on the desk: its passages one by one, and what is decided about each.

`StatementReading` is a document with what was decided about it so far. It changes as a reader
decides, knows no screen and writes nothing: `statements.intake.intake.Intake` does that with all
of it at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from statements.capture.proposal import ALL, Capture, Proposal, Target, Verdict, passage_id
from statements.language.lexicon import Level
from statements.reading.document import StatementDocument
from store.errors import BadValue
from store.model.reading_decisions import Decided, PassageDecision

BY_HAND = "taken by hand: no rule finds a commitment in it"


@dataclass
class ReadPassage:
    """One passage, as it would become a commitment, and what was decided about it."""

    id: str
    proposal: Proposal
    proposed: bool
    """Whether a rule finds a commitment in it."""
    reason: str = ""
    """Why no rule does."""
    decided: Decided | None = None
    commitment: str = ""
    """The id of the commitment that it became or says again; empty until that is known."""
    answers: dict[str, str] = field(default_factory=dict)
    """What a reader wrote of the commitment instead of what is proposed, by the field's name."""
    said: str = ""
    """What an existing commitment's update says of it: reaffirmed, firmer and so on."""
    kept: bool = False
    """Whether the decision is in the register already."""

    @property
    def is_open(self) -> bool:
        """Whether nothing was decided yet, or it was put off."""
        return self.decided in (None, Decided.LATER)


class StatementReading:
    """The passages of one document, in the order of its text.

    >>> from statements.capture.capture import capture
    >>> from statements.reading.reader import read_text
    >>> document = read_text("We will open a port and train pilots. We intend to meet.")
    >>> reading = StatementReading(document, capture(document))
    >>> reading.decide(1, Decided.REFUSED)
    >>> [each.decided for each in reading.passages], reading.done
    ([None, <Decided.REFUSED: 'no-commitment'>], 1)
    """

    def __init__(
        self,
        document: StatementDocument,
        found: Capture,
        decisions: Iterable[PassageDecision] = (),
    ) -> None:
        """Lay out what was found, with what was decided when it was read before."""
        self.document = document
        self.parties = found.parties
        self.remarks = found.remarks
        self._joined: list[tuple[str, str]] = []
        self._split: dict[str, ReadPassage] = {}
        self.passages = list(_laid_out(document, found.verdicts))
        """Every passage: those without a proposal too."""
        self._recall(decisions)
        self._before_all = self.decisions()

    def _recall(self, decisions: Iterable[PassageDecision]) -> None:
        known = {each.id: each for each in decisions}
        for decided, act in ((Decided.SPLIT, self.split), (Decided.JOINED, self.join)):
            for passage in list(self.passages):
                said = known.get(passage.id)
                if said is not None and said.decided is decided:
                    with suppress(BadValue):  # the text, or what is found in it, is another now
                        act(self.passages.index(passage))
        for passage in self.passages:
            said = known.get(passage.id)
            if said is not None and said.decided not in (Decided.SPLIT, Decided.JOINED):
                passage.decided, passage.commitment = said.decided, said.commitment
                passage.kept = True

    # What is decided

    def decide(
        self,
        place: int,
        decided: Decided | None,
        *,
        commitment: str = "",
        said: str = "",
        answers: Mapping[str, str] | None = None,
    ) -> None:
        """Decide about a passage, or open it again.

        Raises `BadValue` for one whose commitment is in the register already: undoing that is a
        matter of the register.
        """
        passage = self.passages[place]
        if passage.kept and passage.decided is Decided.TAKEN:
            raise BadValue(
                f"this passage is {passage.commitment} already",
                hint="edit or remove that commitment on the board",
            )
        passage.decided = decided
        passage.commitment = commitment
        passage.said = said
        passage.answers = dict(answers or {})
        passage.kept = False

    def split(self, place: int) -> None:
        """Put the parts of a passage in its place. Raises `BadValue` where it is one thing."""
        passage = self.passages[place]
        if not passage.proposal.targets:
            raise BadValue("no rule finds several things promised here")
        self._require_open(passage)
        self._split[passage.id] = passage
        taken = Counter(each.id for each in self.passages)
        parts = []
        for target in passage.proposal.targets:
            name = passage_id(target.quote)
            name = passage_id(target.quote, taken[name]) if taken[name] else name
            parts.append(ReadPassage(name, _part(passage.proposal, target), proposed=True))
        self.passages[place : place + 1] = parts

    def join(self, place: int) -> int:
        """Put a passage together with the one proposed before it; return where that is.

        Raises `BadValue` where there is none near enough to be one thing with it.
        """
        passage, before = self.passages[place], self._before(place)
        if before is None:
            raise BadValue("there is nothing before it that it could belong to")
        first = self.passages[before]
        self._require_open(passage)
        self._require_open(first)
        self._joined.append((passage.id, first.id))
        text = self.document.text
        between = " ".join(text[first.proposal.end : passage.proposal.start].split())
        quote = " ".join(filter(None, (first.proposal.quote, between, passage.proposal.quote)))
        both, other = first.proposal, passage.proposal
        self.passages[before] = replace(
            first,
            proposal=replace(
                both,
                quote=quote,
                end=other.end,
                due=both.due or other.due,
                when=both.when or other.when,
                due_note=both.due_note or other.due_note,
                cues=(*both.cues, *other.cues),
                targets=(),
                named=tuple(dict.fromkeys((*both.named, *other.named))),
                amounts=tuple(dict.fromkeys((*both.amounts, *other.amounts))),
                reasons=(*both.reasons, "joined with the passage after it"),
            ),
            proposed=True,
        )
        del self.passages[before + 1 : place + 1]
        return before

    def _before(self, place: int) -> int | None:
        """Return the passage that one can be joined to: the last in the same or the last text."""
        here = self._paragraph(place)
        for before in range(place - 1, -1, -1):
            if here - self._paragraph(before) > 1:
                return None
            if self.passages[before].proposed or before == place - 1:
                return before
        return None

    def _paragraph(self, place: int) -> int:
        return self.document.sentences[self.passages[place].proposal.sentence].paragraph

    @staticmethod
    def _require_open(passage: ReadPassage) -> None:
        if not passage.is_open:
            raise BadValue("it is decided already", hint="open it again first")

    # How far it is

    @property
    def counted(self) -> list[ReadPassage]:
        """The passages that are to be decided: proposed, or decided all the same."""
        return [each for each in self.passages if each.proposed or each.decided is not None]

    @property
    def done(self) -> int:
        """How many of them are decided."""
        return sum(not each.is_open for each in self.counted)

    @property
    def unsaved(self) -> int:
        """How many decisions are not in the register yet; 0 where all is as it was."""
        if self.decisions() == self._before_all and not self.repeated() and not self.taken():
            return 0
        return max(1, sum(not each.kept and each.decided is not None for each in self.passages))

    @property
    def ids(self) -> frozenset[str]:
        """What all passages are known by, those that were split or joined among them."""
        shown = (each.id for each in self.passages)
        return frozenset((*shown, *self._split, *(name for name, _ in self._joined)))

    def shown(self, *, everything: bool) -> list[int]:
        """Return the places of what is gone through: all passages, or those proposed."""
        return [
            place
            for place, each in enumerate(self.passages)
            if everything or each.proposed or each.decided is not None
        ]

    def decisions(self, names: Mapping[str, str] | None = None) -> tuple[PassageDecision, ...]:
        """Return what is decided, to be kept with the instrument.

        `names` gives the ids of the commitments that passages become just now.
        """
        found: dict[str, PassageDecision] = {}
        for name in self._split:
            found[name] = PassageDecision(name, Decided.SPLIT)
        for name, _ in self._joined:
            found[name] = PassageDecision(name, Decided.JOINED)
        for each in self.passages:
            if each.decided is not None:
                name = each.commitment or (names or {}).get(each.id, "")
                found[each.id] = PassageDecision(each.id, each.decided, name)
        return tuple(found.values())

    def pending(self) -> dict[str, str]:
        """Return what is decided and not in the register yet, to be kept until it is."""
        held: dict[str, str] = {}
        for each in self.decisions():
            if each.decided in (Decided.SPLIT, Decided.JOINED):
                held[each.id] = json.dumps([each.decided.value])
        for passage in self.passages:
            if not passage.kept and passage.decided is not None:
                said = [passage.decided.value, passage.commitment, passage.said, passage.answers]
                held[passage.id] = json.dumps(said)
        return held

    def begin_here(self) -> None:
        """Take what is decided so far for what the register knows already."""
        self._before_all = self.decisions()

    def resume(self, pending: Mapping[str, str]) -> int:
        """Decide again what `pending` returned once; return how many decisions came back.

        What does not fit this text is left out.
        """
        said: dict[str, list[Any]] = {}
        for name, text in pending.items():
            with suppress(ValueError):
                said[name] = json.loads(text)
        shape = [
            PassageDecision(name, Decided(each[0]))
            for name, each in said.items()
            if each and each[0] in (Decided.SPLIT.value, Decided.JOINED.value)
        ]
        self._recall(shape)
        count = 0
        for place, passage in enumerate(self.passages):
            each = said.get(passage.id, [])
            if len(each) == 4:
                with suppress(BadValue, ValueError):
                    self.decide(
                        place,
                        Decided(each[0]),
                        commitment=str(each[1]),
                        said=str(each[2]),
                        answers={str(key): str(value) for key, value in dict(each[3]).items()},
                    )
                    count += 1
        return count

    def written(self, names: Mapping[str, str]) -> None:
        """Know that all decisions are in the register, under these names."""
        for each in self.passages:
            each.commitment = each.commitment or names.get(each.id, "")
            each.kept = each.decided is not None
        self._before_all = self.decisions()

    def taken(self) -> list[ReadPassage]:
        """Return the passages to become commitments that are none yet."""
        return [
            each for each in self.passages if each.decided is Decided.TAKEN and not each.commitment
        ]

    def repeated(self) -> list[ReadPassage]:
        """Return the passages that say again what is there, and whose update is not written."""
        return [
            each
            for each in self.passages
            if each.decided is Decided.EXISTING and not each.kept and each.commitment and each.said
        ]


def _laid_out(document: StatementDocument, verdicts: Iterable[Verdict]) -> Iterator[ReadPassage]:
    seen: Counter[str] = Counter()
    for verdict in verdicts:
        proposals = verdict.proposals or (_by_hand(document, verdict),)
        for proposal in proposals:
            name = passage_id(proposal.quote)
            count = seen[name]
            seen[name] += 1
            name = passage_id(proposal.quote, count) if count else name
            yield ReadPassage(name, proposal, bool(verdict.proposals), verdict.reason)


def _by_hand(document: StatementDocument, verdict: Verdict) -> Proposal:
    """Return a sentence as the commitment that a person may see in it."""
    sentence = document.sentences[verdict.sentence]
    paragraph = document.paragraphs[sentence.paragraph]
    words = document.words_of(sentence)
    return Proposal(
        quote=words,
        start=sentence.start,
        end=sentence.end,
        sentence=verdict.sentence,
        paragraph=paragraph.label,
        section=paragraph.path,
        stem=document.stem_of(sentence),
        level=Level.WEAK,
        by=ALL,
        when="",
        due=None,
        due_note="",
        title=words if len(words) <= 110 else words[: words.rfind(" ", 40, 110)],
        amounts=(),
        named=(),
        testable=False,
        cues=(),
        targets=(),
        reasons=(BY_HAND,),
    )


def _part(proposal: Proposal, target: Target) -> Proposal:
    return replace(
        proposal,
        quote=target.quote,
        start=target.start,
        end=target.end,
        title=target.title,
        cues=tuple(each for each in proposal.cues if target.start <= each[0] < target.end),
        due=proposal.due if proposal.when and proposal.when in target.quote else None,
        when=proposal.when if proposal.when in target.quote else "",
        targets=(),
        reasons=("a part of what the sentence promises", *proposal.reasons),
    )

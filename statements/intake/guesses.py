"""What is guessed of a passage before a person looks: its commitment, ids, domains, names.

Each guess comes from the register's own words, and is shown as a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from statements.capture.proposal import ALL, Proposal
from statements.intake.passages import ReadPassage
from statements.language.lexicon import lexicon
from statements.matching.matcher import CommitmentMatch
from statements.matching.terms import stem_of
from store.model.entities import Commitment, Instrument, Register
from store.model.fields import edited
from store.text import fold

_KINDS = (
    "joint statement",
    "vision statement",
    "declaration",
    "communique",
    "action plan",
    "framework",
    "agreement",
    "memorandum of understanding",
    "roadmap",
    "fact sheet",
    "statement",
)
_WORD = re.compile(r"[a-z0-9]+")
_ID_WORDS = 4
_ID_LENGTH = 40


@dataclass(frozen=True, slots=True)
class GuessingGround:
    """What guesses are made from, besides the passage."""

    register: Register
    parties: Sequence[str]
    """The states that speak in the document."""
    as_of: date


def commitment_of(
    passage: ReadPassage,
    instrument: Instrument,
    ground: GuessingGround,
    matches: Sequence[CommitmentMatch] = (),
) -> Commitment:
    """Return the commitment that a passage would become, without an id and a log.

    What a reader wrote of it instead is in it. Raises `BadValue` for what cannot be read.
    """
    proposal, register = passage.proposal, ground.register
    parties = ground.parties if proposal.by == ALL else (proposal.by,)
    guessed = Commitment(
        id="",
        title=proposal.title,
        instrument=instrument.id,
        clause=proposal.paragraph,
        parties=tuple(dict.fromkeys(spelled_as_in(register, each) for each in parties)),
        domains=tuple(domains_of(register, proposal, matches)),
        due=proposal.due,
    )
    if not passage.answers:
        return guessed
    instruments = {each.id: each for each in (instrument, *register.instruments)}
    knowing = replace(register, instruments=tuple(instruments.values()))
    return edited(guessed, passage.answers, knowing, ground.as_of)


def kind_of_instrument(title: str) -> str:
    """Return what kind of document a title names; empty where it names none.

    >>> kind_of_instrument("Joint Statement of the Ministers")
    'joint statement'
    """
    low = fold(title)
    return next((each for each in _KINDS if each in low), "")


def spelled_as_in(register: Register, party: str) -> str:
    """Return a party as the register writes it, so that one state has one name."""
    states = lexicon("en").states
    for commitment in register.commitments:
        for each in commitment.parties:
            if states.get(each.lower(), each) == party:
                return each
    return party


def domains_of(
    register: Register, proposal: Proposal, matches: Sequence[CommitmentMatch] = ()
) -> list[str]:
    """Return the domains a proposal seems to belong to; a guess to be looked at.

    They are those whose names its headings or its words say; where none is said, those of the
    likeliest commitment that speaks of the same.
    """
    said = _stems(proposal.quote)
    headed = _stems(" ".join(proposal.section))
    found = []
    for domain in register.domains:
        stems = _stems(domain.name) - {"and"}
        if stems & headed or stems & said:
            found.append((not stems & headed, domain.id))
    if found:
        return [domain for _, domain in sorted(found)]
    likely = {each.id for each in matches if each.is_likely}
    counts = Counter(
        each.domains[0] for each in register.commitments if each.id in likely and each.domains
    )
    return [domain for domain, _ in counts.most_common(1)]


def commitment_slug(instrument_id: str, title: str) -> str:
    """Return an id for what an instrument promises under a title."""
    stops = lexicon("en").words.stop
    words = [each for each in _WORD.findall(fold(title)) if each not in stops]
    return slug_of(f"{instrument_id[:20]} {' '.join(words[:_ID_WORDS])}")


def instrument_slug(title: str, date: str) -> str:
    """Return an id for an instrument of a title and a date."""
    stops = lexicon("en").words.function
    words = [each for each in _WORD.findall(fold(title)) if each not in stops]
    return slug_of(f"{' '.join(words[:_ID_WORDS])} {date}")


def slug_of(text: str) -> str:
    """Return a text as an id: small letters, digits and hyphens, cut between words.

    >>> slug_of("Joint Statement, 2025")
    'joint-statement-2025'
    """
    made = "-".join(_WORD.findall(fold(text)))
    if len(made) > _ID_LENGTH:
        made = made[: made.rfind("-", 0, _ID_LENGTH)] if "-" in made else made[:_ID_LENGTH]
    return made or "statement"


def numbered(base: str, used: Container[str]) -> Iterable[str]:
    """Yield an id and, for when it is taken, the same with a number after it, for ever."""
    number = 1
    while True:
        wanted = base if number == 1 else f"{base}-{number}"
        if wanted not in used:
            yield wanted
        number += 1


def _stems(text: str) -> set[str]:
    return {stem_of(each) for each in _WORD.findall(fold(text))}

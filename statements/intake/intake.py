"""Taking proposals into a register: as commitments of an instrument, all as one change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from statements.capture.proposal import ALL, Proposal
from statements.language.lexicon import lexicon
from statements.matching.terms import stem_of
from statements.reading.document import StatementDocument
from store.errors import BadValue, NotFound
from store.model.dates import PartialDate
from store.model.entities import Commitment, Instrument, Register, Source, SourceKind, Update
from store.model.ids import with_ids
from store.register.changeset import ChangeSet
from store.register.history import HistoryEntry
from store.register.store import Store
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
class Taken:
    """A proposal with the commitment it became, or already was."""

    proposal: Proposal
    commitment_id: str


class Intake:
    """Proposals of one document on their way into one register."""

    def __init__(
        self,
        store: Store,
        document: StatementDocument,
        parties: Sequence[str],
        as_of: date,
        now: datetime,
    ) -> None:
        """Take the document that was read, who its parties are, and the moment of taking."""
        self._written = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._store = store
        self._document = document
        self._parties = parties
        self._as_of = as_of
        self._state = store.state
        self._register = store.register

    def instrument(self, wanted: str) -> Instrument:
        """Return the instrument that a document is: by its id, or `new` for one of its own.

        Raises `NotFound` for an id the register does not have, and `BadValue` where a new one
        cannot be named because the document has no title.
        """
        known = {each.id: each for each in self._register.instruments}
        if wanted != "new":
            if wanted not in known:
                from difflib import get_close_matches

                near = get_close_matches(wanted, known, n=1)
                hint = f"did you mean {near[0]}?" if near else "`--instrument new` makes one"
                raise NotFound(f"no instrument has the id '{wanted}'", hint=hint)
            return known[wanted]
        title = self._document.title
        if not title:
            raise BadValue(
                "the document has no title to name a new instrument by", hint="give --title"
            )
        said = self._document.date
        for each in known.values():
            if each.title == title and each.date == said:
                return each
        base = _slug(f"{_short(title)} {said.text if said else ''}")
        return Instrument(
            _free(base, known), title, kind=_kind(title), date=said, source=self._source()
        )

    def already(self, proposals: Iterable[Proposal], instrument: Instrument | None) -> list[Taken]:
        """Return the proposals whose very words a commitment of the instrument already holds."""
        if instrument is None:
            return []
        kept = {
            words: each.id
            for each in self._register.commitments
            if each.instrument == instrument.id
            for words in (_bare(each.summary), *_excerpts(each))
            if words
        }
        return [
            Taken(each, kept[_bare(each.quote)]) for each in proposals if _bare(each.quote) in kept
        ]

    def take(self, proposals: Sequence[Proposal], instrument: Instrument) -> _Written:
        """Write proposals as commitments not yet assessed, all as one change.

        Each keeps its clause, its due date and, in the first entry of its log, the document
        as its source with the exact words as the excerpt. Raises `ChangeRefused` where somebody
        changed the register meanwhile, and what `Store.write_all` raises; then nothing is written.
        """
        changes = ChangeSet()
        if instrument.id not in {each.id for each in self._register.instruments}:
            changes.instrument(_builtins(instrument))
        used = set(self._store.ids())
        taken = []
        for proposal in proposals:
            commitment = self._commitment(proposal, instrument, used)
            used.add(commitment.id)
            changes.commitment(_builtins(commitment))
            taken.append(Taken(proposal, commitment.id))
        count = f"{len(taken)} commitment{'' if len(taken) == 1 else 's'}"
        label = f"{count} taken from {instrument.title}"
        return _Written(taken, self._store.write_all(changes, label, state=self._state))

    def _commitment(self, proposal: Proposal, instrument: Instrument, used: set[str]) -> Commitment:
        kept = Update(
            id="",
            date=self._document.date or PartialDate.of(self._as_of),
            note=f"Promised in {instrument.title}",
            source=self._source(proposal.quote),
        )
        parties = self._parties if proposal.by == ALL else (proposal.by,)
        commitment = Commitment(
            id=self._id(proposal, instrument, used),
            title=proposal.title,
            instrument=instrument.id,
            clause=proposal.paragraph,
            parties=tuple(dict.fromkeys(spelled_as_in(self._register, each) for each in parties)),
            domains=tuple(domains_of(self._register, proposal)),
            due=proposal.due,
            updates=(kept,),
        )
        return with_ids(None, commitment, self._store.user, self._written)

    def _id(self, proposal: Proposal, instrument: Instrument, used: set[str]) -> str:
        stops = lexicon("en").words.stop
        words = [each for each in _WORD.findall(_ascii(proposal.title)) if each not in stops]
        base = _slug(f"{instrument.id[:20]} {' '.join(words[:_ID_WORDS])}")
        number = 1
        while True:
            wanted = base if number == 1 else f"{base}-{number}"
            try:
                if wanted not in used:
                    self._store.check_new(wanted)
                    return wanted
            except BadValue:
                used.add(wanted)
            number += 1

    def _source(self, excerpt: str = "") -> Source:
        document = self._document
        # A document that the parties issued themselves is a party speaking of itself.
        return Source(
            document.title or "the document",
            date=document.date,
            url=document.url,
            kind=SourceKind.OFFICIAL,
            excerpt=excerpt,
        )


def _excerpts(commitment: Commitment) -> Iterator[str]:
    for update in commitment.updates:
        if update.source is not None:
            yield _bare(update.source.excerpt)


@dataclass(frozen=True, slots=True)
class _Written:
    """What was taken, and the change it was written as."""

    taken: list[Taken]
    entry: HistoryEntry


def spelled_as_in(register: Register, party: str) -> str:
    """Return a party as the register writes it, so that one state has one name."""
    states = lexicon("en").states
    for commitment in register.commitments:
        for each in commitment.parties:
            if states.get(each.lower(), each) == party:
                return each
    return party


def domains_of(register: Register, proposal: Proposal) -> list[str]:
    """Return the domains whose names a proposal or its headings say; a guess to be looked at."""
    said = {stem_of(each) for each in _WORD.findall(_ascii(proposal.quote))}
    headed = {stem_of(each) for each in _WORD.findall(_ascii(" ".join(proposal.section)))}
    found = []
    for domain in register.domains:
        stems = {stem_of(each) for each in _WORD.findall(_ascii(domain.name))} - {"and"}
        if stems & headed or stems & said:
            found.append((not stems & headed, domain.id))
    return [domain for _, domain in sorted(found)]


def _builtins(value: Commitment | Instrument) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(value, enc_hook=str)
    return made


def _bare(words: str) -> str:
    return " ".join(words.split()).strip(" “”\"'.,;").lower()


def _ascii(text: str) -> str:
    return fold(text)


def _slug(text: str) -> str:
    made = "-".join(_WORD.findall(_ascii(text)))
    if len(made) > _ID_LENGTH:
        made = made[: made.rfind("-", 0, _ID_LENGTH)] if "-" in made else made[:_ID_LENGTH]
    return made or "statement"


def _free(base: str, known: Iterable[str]) -> str:
    used = set(known)
    number = 1
    while True:
        wanted = base if number == 1 else f"{base}-{number}"
        if wanted not in used:
            return wanted
        number += 1


def _short(title: str) -> str:
    stops = lexicon("en").words.function
    words = [each for each in _WORD.findall(_ascii(title)) if each not in stops]
    return " ".join(words[:_ID_WORDS])


def _kind(title: str) -> str:
    low = _ascii(title)
    return next((each for each in _KINDS if each in low), "")

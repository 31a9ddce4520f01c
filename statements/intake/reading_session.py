"""One session of reading a statement: its document, its instrument, and what is known already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from statements.capture.capture import capture
from statements.capture.proposal import Capture, bare_words
from statements.intake.guesses import (
    GuessingGround,
    commitment_of,
    instrument_slug,
    kind_of_instrument,
    numbered,
)
from statements.intake.news import commitments_in_the_news
from statements.intake.passages import ReadPassage, StatementReading
from statements.matching.matcher import CommitmentMatch, Matcher
from statements.reading.document import StatementDocument
from statements.reading.reader import read_bytes, read_file
from store.errors import BadValue, NotFound
from store.model.entities import Commitment, Instrument, Register, Source, SourceKind
from store.model.reading_decisions import Decided
from store.register.kept_copies import KeptCopies
from store.register.store import Store
from store.text import did_you_mean

if TYPE_CHECKING:
    from store.register.reader import ReportProgress

NEW = "new"
_SHORTLIST = 5
_LEAST_WORDS = 4
"""Words that a quote has at least to say which passage it is from."""


@dataclass(frozen=True, slots=True)
class OpenedStatement:
    """A document as it was read, what was found in it, and the register it was read for."""

    document: StatementDocument
    found: Capture
    register: Register
    matcher: Matcher
    raw: bytes
    """The file as it was, to be kept."""
    suffix: str
    """Its ending, such as `.pdf`."""
    news: Sequence[CommitmentMatch] = ()
    """The commitments that it may be news of, if it is no statement."""


@dataclass
class ReadingSession:
    """A document on the desk, with all that is needed to decide about it."""

    reading: StatementReading
    instrument: Instrument
    ground: GuessingGround
    matcher: Matcher
    digest: str
    """The SHA-256 of the file that was read: what unsaved decisions are kept under."""
    shortlists: dict[str, list[CommitmentMatch]] = field(default_factory=dict)

    def shortlist(self, passage: ReadPassage) -> list[CommitmentMatch]:
        """Return the commitments that a passage may be, the likeliest first."""
        # A passage that was joined with the next keeps its id and says more.
        key = f"{passage.id} {passage.proposal.end}"
        if key not in self.shortlists:
            found = self.matcher.match(passage.proposal.quote, limit=_SHORTLIST)
            self.shortlists[key] = self.shortlists[passage.id] = found
        return self.shortlists[key]

    def instrument_of(self, commitment_id: str) -> str:
        """Return the instrument that a commitment of the register was made in."""
        known = {each.id: each.instrument for each in self.ground.register.commitments}
        return known.get(commitment_id, "")

    def commitment(self, passage: ReadPassage) -> Commitment:
        """Return the commitment that a passage would become."""
        return commitment_of(passage, self.instrument, self.ground, self.shortlist(passage))


def open_statement(
    store: Store,
    name: str,
    *,
    path: Path | None = None,
    raw: bytes | None = None,
    instrument_id: str = "",
    progress: ReportProgress | None = None,
) -> OpenedStatement:
    """Read a file, a text that was pasted, or the kept text of an instrument.

    Raises what `read_bytes` and `capture` raise, and `NotFound` where the kept text is gone.
    """
    register = store.register
    suffix = path.suffix if path else ".txt"
    if instrument_id:
        path = _kept_text(store, register, instrument_id)
        suffix = path.suffix
    if path is not None:
        raw = read_file(path)
    assert raw is not None, "a path, a text or an instrument is given"
    document = read_bytes(raw, str(path or name), progress=progress)
    found = capture(document, progress=progress)
    matcher = Matcher(register)
    news = () if instrument_id else commitments_in_the_news(document, matcher)
    return OpenedStatement(document, found, register, matcher, raw, suffix, news)


def _kept_text(store: Store, register: Register, instrument_id: str) -> Path:
    known = {each.id: each for each in register.instruments}
    source = known[instrument_id].source if instrument_id in known else None
    file = None
    if source is not None and source.copy and isinstance(store.place, Path):
        file = KeptCopies(store.path).find(source.copy)
    if file is None:
        raise NotFound(
            f"the text of {instrument_id} is not beside the register any more",
            hint="give the path of the document once more",
        )
    return file


def begin_session(
    opened: OpenedStatement, wanted: str, as_of: date, *, title: str = ""
) -> tuple[ReadingSession, StatementDocument]:
    """Lay a document on the desk as an instrument: the id of one, or `new`.

    `title` is what a new one is called, where the document has none or another. What was
    decided when it was read before is decided. Raises what `instrument_for` raises.
    """
    document = replace(opened.document, title=title or opened.document.title)
    instrument = instrument_for(document, wanted, opened.register)
    document = titled(document, instrument)
    reading = StatementReading(document, opened.found, instrument.decisions)
    recognise(reading, instrument, opened.register)
    ground = GuessingGround(opened.register, opened.found.parties, as_of)
    digest = sha256(opened.raw).hexdigest()
    return ReadingSession(reading, instrument, ground, opened.matcher, digest), document


def instrument_for(document: StatementDocument, wanted: str, register: Register) -> Instrument:
    """Return the instrument that a document is: by its id, or `new` for one of its own.

    Raises `NotFound` for an id the register does not have, and `BadValue` where a new one
    cannot be named because the document has no title.
    """
    known = {each.id: each for each in register.instruments}
    if wanted != NEW:
        if wanted not in known:
            hint = did_you_mean(wanted, list(known)) or "`--instrument new` makes one"
            raise NotFound(f"no instrument has the id '{wanted}'", hint=hint)
        return known[wanted]
    title, said = document.title, document.date
    if not title:
        raise BadValue("the document has no title to name a new instrument by", hint="give --title")
    for each in known.values():
        if each.title == title and each.date == said:
            return each
    name = next(iter(numbered(instrument_slug(title, said.text if said else ""), known)))
    return Instrument(
        name,
        title,
        kind=kind_of_instrument(title),
        date=said,
        source=source_of(document),
    )


def source_of(document: StatementDocument, excerpt: str = "", copy: str = "") -> Source:
    """Return a document as the source of what it says.

    The parties issued it themselves: it is a party speaking of itself.
    """
    return Source(
        document.title or "the document",
        date=document.date,
        url=document.url,
        kind=SourceKind.OFFICIAL,
        excerpt=excerpt,
        copy=copy,
    )


def recognise(reading: StatementReading, instrument: Instrument, register: Register) -> None:
    """Mark passages whose words a commitment of the instrument holds already.

    One that holds the very words is what was taken; one that quotes a part of them is there
    already, and can be decided about otherwise.
    """
    kept = {
        words: each.id
        for each in register.commitments
        if each.instrument == instrument.id
        for words in (bare_words(each.summary), *_excerpts(each))
        if words
    }
    for passage in reading.passages:
        name = kept.get(bare_words(passage.proposal.quote))
        if name and passage.is_open:
            passage.decided, passage.commitment, passage.kept = Decided.TAKEN, name, True
            continue
        said = bare_words(passage.proposal.quote)
        name = next((each for words, each in kept.items() if _is_in(words, said)), None)
        if name and passage.decided is None:
            passage.decided, passage.commitment, passage.kept = Decided.EXISTING, name, True
    reading.begin_here()


def _is_in(excerpt: str, words: str) -> bool:
    return len(excerpt.split()) >= _LEAST_WORDS and excerpt in words


def titled(document: StatementDocument, instrument: Instrument) -> StatementDocument:
    """Return a document that calls itself what its instrument is called, where it says nothing."""
    source = instrument.source
    return replace(
        document,
        title=document.title or instrument.title,
        date=document.date or instrument.date,
        url=document.url or (source.url if source else ""),
    )


def _excerpts(commitment: Commitment) -> Iterator[str]:
    for update in commitment.updates:
        if update.source is not None:
            yield bare_words(update.source.excerpt)

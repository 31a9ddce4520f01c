"""The sides of a comparison that are instruments of a register: their text, or what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from statements.capture.proposal import bare_words, passage_id
from statements.comparing.undertaking import (
    Side,
    Undertaking,
    side_of_commitments,
    side_of_document,
)
from statements.reading.document import StatementDocument
from statements.reading.reader import read_document
from store.errors import NotFound
from store.model.entities import Commitment, Instrument
from store.register.kept_copies import KeptCopies
from store.register.store import Store

if TYPE_CHECKING:
    from store.register.reader import ReportProgress


def side_of_instrument(
    store: Store,
    instrument: Instrument,
    *,
    parties: Sequence[str] = (),
    progress: ReportProgress | None = None,
) -> Side:
    """Return an instrument as a side: its kept text where there is one, else its commitments.

    What a passage became, or a commitment's log quotes, is known as that commitment. Raises
    `NotFound` where there is neither, and what reading the text raises.
    """
    commitments = [each for each in store.register.commitments if each.instrument == instrument.id]
    text = _kept_text(store, instrument)
    if text is None:
        if not commitments:
            raise NotFound(
                f"the instrument '{instrument.id}' has no text and no commitments to compare",
                hint="read its statement first, or give the document itself",
            )
        return side_of_commitments(instrument.title, instrument.date, commitments)
    document = read_document(text, progress=progress)
    document = replace(
        document,
        title=document.title or instrument.title,
        date=document.date or instrument.date,
    )
    return side_of_text(document, instrument, commitments, parties=parties, progress=progress)


def side_of_text(
    document: StatementDocument,
    instrument: Instrument,
    commitments: Sequence[Commitment],
    *,
    parties: Sequence[str] = (),
    progress: ReportProgress | None = None,
) -> Side:
    """Return a document as a side, its undertakings known as an instrument's commitments.

    Commitments that no passage is known as stand at the end, as the register words them.
    """
    side = side_of_document(document, parties=parties, progress=progress)
    names = _NamedPassages(instrument, commitments)
    undertakings = tuple(replace(each, id=names.of(each)) for each in side.undertakings)
    known = {each.id for each in undertakings}
    rest = [each for each in commitments if each.id not in known]
    if not rest:
        return replace(side, undertakings=undertakings)
    others = side_of_commitments(instrument.title, instrument.date, rest)
    first = len(side.passages)
    return replace(
        side,
        passages=(
            *side.passages,
            *(replace(each, group=-1 - each.group) for each in others.passages),
        ),
        undertakings=(
            *undertakings,
            *(replace(each, place=first + each.place) for each in others.undertakings),
        ),
    )


class _NamedPassages:
    """Which commitment a passage is: as it was decided, or by the words that a log quotes."""

    def __init__(self, instrument: Instrument, commitments: Sequence[Commitment]) -> None:
        self._decided = {each.id: each.commitment for each in instrument.decisions}
        self._quoted = [
            (words, each.id) for each in commitments for words in _excerpts(each) if words
        ]

    def of(self, undertaking: Undertaking) -> str:
        """Return the id of the commitment; empty where the passage is none."""
        decided = self._decided.get(passage_id(undertaking.quote), "")
        if decided:
            return decided
        said = bare_words(undertaking.quote)
        return next((name for words, name in self._quoted if words in said or said in words), "")


def _excerpts(commitment: Commitment) -> Iterator[str]:
    for update in commitment.updates:
        if update.source is not None:
            yield bare_words(update.source.excerpt)


def _kept_text(store: Store, instrument: Instrument) -> Path | None:
    source = instrument.source
    if source is None or not source.copy or not isinstance(store.place, Path):
        return None
    return KeptCopies(store.path).find(source.copy)

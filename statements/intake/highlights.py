"""What a reader's eye is led to in a passage: the words that promise, dates, and parties."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from statements.dates.grammar import find_dates
from statements.intake.passages import ReadPassage
from statements.language.lexicon import lexicon
from statements.reading.document import StatementDocument


class HighlightKind(str, Enum):
    """What is marked."""

    CUE = "cue"
    DATE = "date"
    PARTY = "party"

    def __str__(self) -> str:
        return self.value


class TextHighlight(NamedTuple):
    """Marked words: the characters `start` to `end` of a document's text."""

    start: int
    end: int
    kind: HighlightKind


def highlights_of(document: StatementDocument, passage: ReadPassage) -> list[TextHighlight]:
    """Return what to mark in a passage, in the order of the text; no two overlap.

    >>> from statements.capture.capture import capture
    >>> from statements.intake.passages import StatementReading
    >>> from statements.reading.reader import read_text
    >>> document = read_text("India will open a port by 2030.")
    >>> passage = StatementReading(document, capture(document)).passages[0]
    >>> [(document.text[each.start:each.end], each.kind.value)
    ...  for each in highlights_of(document, passage)]
    [('India', 'party'), ('will', 'cue'), ('by 2030', 'date')]
    """
    proposal = passage.proposal
    start, end = max(0, proposal.start), proposal.end
    words = document.text[start:end]
    found = [TextHighlight(*each, HighlightKind.CUE) for each in proposal.cues]
    for date in find_dates(words, document.date):
        found.append(TextHighlight(start + date.start, start + date.end, HighlightKind.DATE))
    for state in lexicon("en").state.finditer(words):
        found.append(TextHighlight(start + state.start(), start + state.end(), HighlightKind.PARTY))
    marks: list[TextHighlight] = []
    for each in sorted(found):
        if not marks or each.start >= marks[-1].end:
            marks.append(each)
    return marks

"""A page of news about a commitment: what it says of it, and what it is cited as."""

from __future__ import annotations

from dataclasses import dataclass

from statements.matching.matcher import CommitmentMatch, Matcher
from statements.reading.document import BlockKind, StatementDocument

_MOST_SENTENCES = 400
"""Sentences of a page that are looked at: what it is about stands before that."""
_LONGEST = 300
"""Characters of an excerpt: a short quotation."""
_OFFERED = 5


@dataclass(frozen=True, slots=True)
class NewsExcerpt:
    """The words of a page that speak of a commitment."""

    words: str
    """Exact; empty where no sentence shares anything with the commitment."""
    heading: str
    """The headline, and what stands below it until the text begins: date, place, publisher."""


def commitments_in_the_news(document: StatementDocument, matcher: Matcher) -> list[CommitmentMatch]:
    """Return the commitments a page bears on that are likely enough to be offered.

    >>> from statements.reading.reader import read_text
    >>> from store.model.entities import Commitment, Register
    >>> register = Register("R", commitments=(
    ...     Commitment("jets", "Deliver jet engines"), Commitment("visas", "Process visas")))
    >>> page = read_text("Jet engines delivered\\n\\nThe jet engines were delivered today.")
    >>> [each.id for each in commitments_in_the_news(page, Matcher(register))]
    ['jets']
    """
    found = matcher.match(f"{document.title}\n{document.text}", limit=_OFFERED)
    return [each for each in found if each.is_likely]


def excerpt_for(document: StatementDocument, commitment_id: str, matcher: Matcher) -> NewsExcerpt:
    """Return the sentence of a page that bears on a commitment most, and the page's heading."""
    best, words = 0.0, ""
    for sentence in document.sentences[:_MOST_SENTENCES]:
        if document.paragraphs[sentence.paragraph].kind == BlockKind.HEADING:
            continue
        said = document.words_of(sentence)
        if len(said.split()) < 4:
            continue
        for each in matcher.match(said, limit=3):
            if each.id == commitment_id and each.score > best:
                best, words = each.score, said
    return NewsExcerpt(_short(words), _heading(document))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: words.rfind(" ", 40, _LONGEST)]


def _heading(document: StatementDocument) -> str:
    """Return the first lines of a page, as far as they are no sentences."""
    lines = []
    for paragraph in document.paragraphs[:6]:
        words = document.words_of(paragraph)
        if len(words) > 160 or words.endswith("."):
            break
        lines.append(words)
    return "\n".join(lines)

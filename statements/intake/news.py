"""A page of news about a commitment: what it says of it, and what it is cited as."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from statements.matching.matcher import CommitmentMatch, Matcher
from statements.reading.document import BlockKind, StatementDocument
from store.text import addresses_in

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


@dataclass(frozen=True, slots=True)
class NewsPage:
    """A page that was pasted as news: what it is cited as, and which commitments it bears on."""

    document: StatementDocument
    heading: str
    """The headline, and what stands below it until the text begins."""
    url: str
    """The address of the page: its own, or the only one that stands in it; else empty."""
    likely: Sequence[CommitmentMatch]
    excerpts: Mapping[str, str]
    """By the id of a commitment, the words that speak of it; none where no sentence does."""


def read_news(document: StatementDocument, matcher: Matcher, asked: Collection[str]) -> NewsPage:
    """Return what a page says: its heading, its address, what it bears on and in which words.

    The commitments `asked` for stand first among the likely ones, where they are among them, and
    words are looked for that speak of them in any case.

    >>> from statements.reading.reader import read_text
    >>> from store.model.entities import Commitment, Register
    >>> register = Register("R", commitments=(Commitment("jets", "Deliver jet engines"),))
    >>> text = "Engines delivered\\n\\nThe jet engines were delivered today, the ministry said."
    >>> page = read_news(read_text(text), Matcher(register), ["jets"])
    >>> page.heading, page.excerpts["jets"]
    ('Engines delivered', 'The jet engines were delivered today, the ministry said.')
    """
    likely = commitments_in_the_news(document, matcher)
    likely.sort(key=lambda each: each.id not in asked)
    addresses = list(dict.fromkeys(each.url for each in addresses_in(document.text)))
    url = document.url or (addresses[0] if len(addresses) == 1 else "")
    ids = {*asked, *(each.id for each in likely)}
    return NewsPage(document, _heading(document), url, likely, _excerpts(document, ids, matcher))


def excerpt_for(document: StatementDocument, commitment_id: str, matcher: Matcher) -> NewsExcerpt:
    """Return the sentence of a page that bears on a commitment most, and the page's heading."""
    words = _excerpts(document, {commitment_id}, matcher).get(commitment_id, "")
    return NewsExcerpt(words, _heading(document))


def _excerpts(
    document: StatementDocument, ids: Collection[str], matcher: Matcher
) -> dict[str, str]:
    best: dict[str, float] = {}
    words: dict[str, str] = {}
    for sentence in document.sentences[:_MOST_SENTENCES]:
        if document.paragraphs[sentence.paragraph].kind == BlockKind.HEADING:
            continue
        said = document.words_of(sentence)
        if len(said.split()) < 4:
            continue
        for each in matcher.match(said, limit=3):
            if each.id in ids and each.score > best.get(each.id, 0.0):
                best[each.id], words[each.id] = each.score, _short(said)
    return words


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

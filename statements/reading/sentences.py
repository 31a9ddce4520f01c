"""Sentences with exact places: what one paragraph says, item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statements.language.lexicon import lexicon
from statements.limits import Limits
from statements.reading.extras import needs

_ABBREVIATED = re.compile(
    r"(?:\b(?:[A-Z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Adm|Sen|Rep|St|No|Nos|Art|Arts|para"
    r"|paras|vs|Jr|Sr|Inc|Ltd|Co|Corp|cf|e\.g|i\.e|approx|Res|Vol|pp|Sec|Fig|Ch|Hon)\.)[”\"')]*$"
)

_GLUED = re.compile(r"[.!?][”\"]?(?=[“\"]?[A-Z][a-z]+[\s,])")
"""Where a sentence can end with no space behind it, as in many a ministry's pages."""
_CLOSED = re.compile(r"(?:^|[\s(“\"'-])(?:[a-z][a-z'’-]+|\d+)[)”\"’%]{0,2}[.!?][”\"]?$|[)”%][.!?]$")
_LAST_WORD = re.compile(r"[\w'’-]+[.!?][”\"]?$")


def sentence_spans(text: str, limits: Limits) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a paragraph starts and ends, white space left out.

    Together they hold every word. A run longer than the limit is parted at a semicolon, a
    comma or a space.

    >>> from statements.limits import Limits
    >>> text = "The U.S. Army and India will meet. They will report by 5 p.m. on Monday."
    >>> [text[start:end] for start, end in sentence_spans(text, Limits())]
    ['The U.S. Army and India will meet.', 'They will report by 5 p.m. on Monday.']
    """
    held: tuple[int, int] | None = None
    for start, end in _split(text):
        if held is not None and _goes_on(text[held[0] : held[1]], text[start:end]):
            held = (held[0], end)
            continue
        if held is not None:
            yield from _pieces(text, *held, limits.sentence)
        held = (start, end)
    if held is not None:
        yield from _pieces(text, *held, limits.sentence)


def _split(text: str) -> Iterator[tuple[int, int]]:
    with needs("documents"):
        from nupunkt import sent_spans  # here: it takes a while, and only this needs it

    for start, end in sent_spans(text):
        for begin, stop in _parted(text, start, end):
            words = text[begin:stop]
            first = begin + len(words) - len(words.lstrip())
            last = begin + len(words.rstrip())
            if last > first:
                yield first, last


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one whose full stops have no space behind them."""
    begin = start
    for found in _GLUED.finditer(text, start, end):
        before = text[max(begin, found.end() - 30) : found.end()]
        following = re.match(r"\w+", text[found.end() : found.end() + 40].lstrip('“"'))
        is_start = following is not None and following[0].lower() in lexicon("en").words.starters
        is_closed = _CLOSED.search(before) and not _ABBREVIATED.search(before)
        if is_closed or (is_start and _LAST_WORD.search(before)):
            yield begin, found.end()
            begin = found.end()
    yield begin, end


def _goes_on(before: str, after: str) -> bool:
    """Whether what was taken for a new sentence only follows an abbreviation."""
    if after[:1].islower() or after[:1] in ",;)":
        return True
    if before.count("(") > before.count(")") and ")" in after and len(before) < 600:
        return True
    first = re.match(r"[\w'’-]+", after)
    if first is None or not _ABBREVIATED.search(before[-20:]):
        return False
    return first[0].lower() not in lexicon("en").words.starters


def _pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    while end - start > longest:
        cut = text.rfind("; ", start, start + longest)
        if cut <= start:
            cut = text.rfind(", ", start + longest // 2, start + longest)
        if cut <= start:
            cut = text.rfind(" ", start + 1, start + longest)
        stop = cut + 1 if cut > start else start + longest
        piece = text[start:stop]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end

"""Plain text as blocks: paragraphs wrapped or not, headings, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statements.reading.document import Block, BlockKind, Reading
from statements.reading.numbering import leading_number

_ENDS = (".", "!", "?", ":", ";", ".”", '."', ".)")
_HEADING_WORDS = 12
_WRAPPED = 0.7
"""The share of the widest line from which a line was wrapped, rather than ended."""
_RULE = re.compile(r"[\s\-=_*#~.·]+")


def read_plain_text(text: str) -> Reading:
    """Return the paragraphs of a text.

    Blank lines part paragraphs; lines that a program has wrapped are joined again; a short
    line without a full stop that stands alone is a heading.

    >>> [str(each.kind) for each in read_plain_text("Trade\\n\\nWe will\\nmeet.").blocks]
    ['heading', 'text']
    """
    return Reading(tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[Block]:
    for group in _groups(text):
        pieces = list(_pieces(group))
        for piece in pieces:
            yield to_block(piece, alone=len(pieces) == 1)


def to_block(text: str, *, alone: bool) -> Block:
    """Return a paragraph as a heading, a list item or a text, told from its words."""
    number, length, sub = leading_number(text)
    rest = text[length:].strip()
    if length and (not number or sub):
        return Block(text, BlockKind.ITEM, 2 if sub and number else 1)
    if alone and looks_like_heading(rest or text):
        return Block(text, BlockKind.HEADING, 2)
    return Block(text)


def looks_like_heading(text: str) -> bool:
    """Whether a line alone is too short and too open to be a sentence."""
    words = text.split()
    return (
        0 < len(words) <= _HEADING_WORDS
        and len(text) <= 100
        and not text.endswith(_ENDS)
        and ". " not in text
        and (text[0].isupper() or not text[0].isalpha())
    )


def _groups(text: str) -> Iterator[list[str]]:
    held: list[str] = []
    for line in text.splitlines():
        if line.strip() and not _RULE.fullmatch(line):
            held.append(line)
        elif held:
            yield held
            held = []
    if held:
        yield held


def _pieces(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs of lines that no blank line parts."""
    width = max(len(" ".join(line.split())) for line in lines)
    held = last = ""
    for line in lines:
        words = " ".join(line.split())
        if held and not _goes_on(last, line, words, width):
            yield held
            held = words
        else:
            held = f"{held} {words}" if held else words
        last = words
    if held:
        yield held


def _goes_on(last: str, line: str, words: str, width: int) -> bool:
    """Whether a line belongs to the paragraph whose last line stands above it."""
    _, length, _ = leading_number(words)
    if length and length < len(words):
        return False
    if words[0].islower() or line[:1].isspace():
        return True
    return not last.endswith(_ENDS) and len(last) >= _WRAPPED * width

"""Plain text as blocks: paragraphs wrapped or not, headings, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from statements.dates.grammar import find_dates
from statements.language.lexicon import lexicon
from statements.reading.document import Block, BlockKind, Reading
from statements.reading.numbering import leading_number

_ENDS = (".", "!", "?", ":", ";", ".”", '."', ".)")
_HEADING_WORDS = 12
_WRAPPED = 0.7
"""The share of the widest line from which a line was wrapped, rather than ended."""
_MOST_HEAD_LINES = 8
_DATE_WORDS = 9
"""Words that a line with the place and the day of a document has at the most."""
_GOES_ON = ("of", "on", "between", "by", "from", "for", "and")
"""A line of a title that begins with one of these goes on with the line above it."""
_INNER = "◦▪▫○□·o\uf0a7"
"""Marks of items below others, as word processors set them."""
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
    depths: list[float] = []
    for place, group in enumerate(_groups(text)):
        count = _head_length(group) if place == 0 else 0
        for line in _joined(group[:count]):
            block = to_block(line, alone=True)
            is_long = block.kind == BlockKind.TEXT and not block.text.endswith(_ENDS)
            yield replace(block, kind=BlockKind.HEADING, level=2) if is_long else block
        pieces = list(_pieces(group[count:])) if group[count:] else []
        for indent, piece in pieces:
            block = to_block(piece, alone=len(pieces) == 1)
            if block.kind == BlockKind.ITEM:
                block = replace(block, level=max(block.level, _depth(depths, indent)))
            else:
                depths.clear()
            yield block


def _depth(depths: list[float], indent: float) -> int:
    """Return how deep an item stands below those before it, by how far it is set in."""
    while depths and indent < depths[-1]:
        depths.pop()
    if not depths or indent > depths[-1]:
        depths.append(indent)
    return len(depths)


def _indent(line: str) -> float:
    """Return how far a line is set in; a mark of inner items counts for half a character."""
    bare = line.lstrip()
    return len(line.expandtabs(4)) - len(bare.expandtabs(4)) + 0.5 * (bare[:1] in _INNER)


def _head_length(lines: list[str]) -> int:
    """Return how many lines at the beginning say who speaks, what this is, where and when.

    They end with the line that has the day. Without one, all of the group are such lines where
    none of them could be a sentence.
    """
    for place, line in enumerate(lines[:_MOST_HEAD_LINES]):
        words = line.strip()
        if words.endswith(_ENDS):
            return 0
        if place and len(words.split()) <= _DATE_WORDS and _has_day(words):
            return place + 1
    return len(lines) if all(looks_like_heading(each.strip()) for each in lines) else 0


def _has_day(words: str) -> bool:
    return any(
        each.date is not None and each.date.precision == "day" for each in find_dates(words, None)
    )


def _joined(lines: list[str]) -> Iterator[str]:
    """Yield the lines of a head, those of one title together."""
    held = ""
    small = lexicon("en").words.function
    for line in lines:
        words = " ".join(line.split())
        ends = (held.split() or [""])[-1].lower(), words.split()[0].lower()
        goes_on = held and (words[0].islower() or ends[0] in small or ends[1] in _GOES_ON)
        if held and not goes_on:
            yield held
        held = f"{held} {words}" if goes_on else words
    if held:
        yield held


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


def _pieces(lines: list[str]) -> Iterator[tuple[float, str]]:
    """Yield the paragraphs of lines that no blank line parts, and how far each is set in."""
    width = max(len(" ".join(line.split())) for line in lines)
    held = last = ""
    indent = 0.0
    for line in lines:
        words = " ".join(line.split())
        if held and not _goes_on(last, line, words, width):
            yield indent, held
            held = ""
        indent = indent if held else _indent(line)
        held = f"{held} {words}" if held else words
        last = words
    if held:
        yield indent, held


def _goes_on(last: str, line: str, words: str, width: int) -> bool:
    """Whether a line belongs to the paragraph whose last line stands above it."""
    _, length, _ = leading_number(words)
    if length and length < len(words):
        return False
    if words[0].islower() or line[:1].isspace():
        return True
    return not last.endswith(_ENDS) and len(last) >= _WRAPPED * width

"""One text out of blocks: numbers, headings, stems of lists, sentences with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from statements.language.lexicon import lexicon
from statements.limits import Limits
from statements.reading.document import (
    Block,
    BlockKind,
    Paragraph,
    Reading,
    Sentence,
    StatementDocument,
)
from statements.reading.issue_date import find_issue_date
from statements.reading.numbering import inline_items, is_chapter, leading_number
from statements.reading.sentences import sentence_spans
from store.errors import BadFile

_HEAD = 6
"""Paragraphs at the beginning among which the title is looked for."""
_LONG_HEAD = 300
_OPENS = ("including", "namely", "especially", "particularly")
_STEM_ENDS = (":", ":-", "—", "–", ": –", "…", "...")


def assemble(reading: Reading, name: str, limits: Limits) -> StatementDocument:
    """Return the document that a format's reader found.

    Every paragraph becomes one line of the text, parted from the next by an empty one. Raises
    `BadFile` where the text is longer than the limits allow.
    """
    builder = _Builder(limits)
    for block in reading.blocks:
        builder.add(block)
        if builder.length > limits.characters:
            raise BadFile(
                f"{name} holds more than {limits.characters:,} characters",
                hint="give a part of it",
            )
    text = "\n\n".join(builder.texts)
    paragraphs = tuple(builder.paragraphs)
    title = " ".join(reading.title.split()) or _title(text, paragraphs)
    date, remark = find_issue_date(
        reading.date, title, _words(text, paragraphs[:6]), _words(text, paragraphs[6:][-3:])
    )
    return StatementDocument(
        text,
        paragraphs,
        tuple(builder.sentences()),
        title,
        date,
        reading.url,
        (*reading.remarks, *((remark,) if remark else ())),
    )


@dataclass(frozen=True, slots=True)
class _Stem:
    """Words that introduce items, and how deep those are that they introduce."""

    places: tuple[tuple[int, int], ...]
    level: int
    sentence: int


class _Builder:
    """Collects paragraphs in order; knows the headings and numbers above the next one."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.texts: list[str] = []
        self.paragraphs: list[Paragraph] = []
        self.length = 0
        self._headings: list[tuple[int, str]] = []
        self._listed = 0
        """The number of the last item of a numbered list, 0 outside one."""
        self._chapter = ""
        self._label = ""
        self._labels: list[tuple[int, str]] = []

    def add(self, block: Block) -> None:
        """Take the next paragraph."""
        text = " ".join(block.text.split())
        number, length, sub = leading_number(text)
        if block.number:
            text = f"{block.number} {text}"
            number, length, sub = block.number, len(block.number) + 1, block.number[:1] == "("
        if length >= len(text):
            if not is_chapter(number):
                return
            length = len(text)
        kind, level = block.kind, block.level
        if kind == BlockKind.HEADING:
            self._head(level or 2, text)
        elif number and kind == BlockKind.TEXT and (sub or self._is_listed(number, text[length:])):
            kind, level = BlockKind.ITEM, 1
        elif kind == BlockKind.ITEM and self._listed:
            level += 1
        if kind in (BlockKind.HEADING, BlockKind.TEXT):
            self._listed = 0
        if is_chapter(number):
            self._chapter = number.rstrip(".:")
        start = self.length
        self.texts.append(text)
        self.paragraphs.append(
            Paragraph(
                start,
                start + len(text),
                kind,
                level,
                number,
                tuple(words for _, words in self._headings),
                self._labelled(kind, level, number),
            )
        )
        self.length = start + len(text) + 2

    def _is_listed(self, number: str, words: str) -> bool:
        """Whether a numbered paragraph is an item of a stem before it: "The sides will: 1) …"."""
        place = number.strip(".()")
        count = int(place) if place.isdecimal() else 0
        before = self.texts[-1].rstrip() if self.texts else ""
        leads = before[:-1].rpartition(" ")[2].lower() in lexicon("en").words.leads_on
        is_first = count == 1 and before.endswith(":") and (leads or words[:1].islower())
        if is_first or (self._listed and count == self._listed + 1):
            self._listed = count
            return True
        return False

    def _head(self, level: int, text: str) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, text))

    def _labelled(self, kind: BlockKind, level: int, number: str) -> str:
        own = number.rstrip(".:") if number else ""
        if kind == BlockKind.ITEM:
            while self._labels and self._labels[-1][0] >= level:
                self._labels.pop()
            self._labels.append((level, own))
            inner = [each for _, each in self._labels if each]
            return " ".join((*((self._label,) if self._label else ()), *inner))
        self._labels.clear()
        if own:
            inside = self._chapter and own != self._chapter and own[0].isdigit()
            self._label = f"{self._chapter}, {own}" if inside else own
        elif kind == BlockKind.HEADING:
            self._label = self._chapter
        else:
            self._label = self._chapter
        return self._label if own else ""

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences of all that is no heading, each item with its stem."""
        found: list[Sentence] = []
        stems: list[_Stem] = []
        for place, paragraph in enumerate(self.paragraphs):
            if paragraph.kind == BlockKind.HEADING:
                stems.clear()
                continue
            is_item = paragraph.kind == BlockKind.ITEM
            level = paragraph.level if is_item else 0
            while stems and stems[-1].level >= level:
                stems.pop()
            if is_item and found and self._is_open(found[-1], place, level):
                # "map what there is, including" goes on in the items below it.
                stems.append(self._stem_of(found))
            fresh = list(self._of(place, paragraph, stems[-1] if stems and is_item else None))
            if is_item and stems and fresh:
                stem = found[stems[-1].sentence]
                found[stems[-1].sentence] = replace(stem, is_stem=True)
            found += fresh
            last = fresh[-1] if fresh else None
            if last is not None and self._text(last).rstrip().endswith(_STEM_ENDS):
                places = (*last.stems, (last.start, last.end))
                stems.append(_Stem(places, level, len(found) - 1))
            elif not is_item and paragraph.kind != BlockKind.NOTE:
                stems.clear()
        return iter(found)

    def _is_open(self, last: Sentence, place: int, level: int) -> bool:
        """Whether the item before a deeper one ends without a stop, and so goes on in it."""
        before = self.paragraphs[last.paragraph]
        is_deeper = before.kind == BlockKind.ITEM and before.level < level
        words = self._text(last).rstrip()
        is_stem = words.endswith(_STEM_ENDS) or last.is_stem
        return is_deeper and last.paragraph == place - 1 and not is_stem and _is_open(words)

    def _stem_of(self, found: list[Sentence]) -> _Stem:
        last = found[-1]
        level = self.paragraphs[last.paragraph].level
        return _Stem((*last.stems, (last.start, last.end)), level, len(found) - 1)

    def _text(self, sentence: Sentence) -> str:
        paragraph = self.paragraphs[sentence.paragraph]
        offset = paragraph.start
        return self.texts[sentence.paragraph][sentence.start - offset : sentence.end - offset]

    def _of(self, place: int, paragraph: Paragraph, stem: _Stem | None) -> Iterator[Sentence]:
        text = self.texts[place]
        skip = _number_length(text, paragraph.number)
        begin = paragraph.start + skip
        words = text[skip:]
        marked = stem.places if stem else ()
        for start, end in sentence_spans(words, self._limits):
            items = inline_items(words[start:end], paragraph.number if start == 0 else "")
            if not items:
                yield Sentence(begin + start, begin + end, place, marked)
                marked = ()
                continue
            lead_end = start + items[0][0]
            lead = words[start:lead_end].rstrip()
            inner = marked
            if lead:
                lead_place = (begin + start, begin + start + len(lead))
                yield Sentence(*lead_place, place, marked, is_stem=True)
                inner = (*marked, lead_place)
            for index, (_, after, _) in enumerate(items):
                stop = items[index + 1][0] if index + 1 < len(items) else end - start
                piece = words[start + after : start + stop].rstrip()
                first = begin + start + after
                yield Sentence(first, first + len(piece), place, inner)
            marked = ()


def _is_open(words: str) -> bool:
    last = words.rpartition(" ")[2].lower()
    return last in lexicon("en").words.function or last in _OPENS


def _number_length(text: str, number: str) -> int:
    if number:
        rest = text[len(number) :]
        return len(text) - len(rest.lstrip())
    _, length, _ = leading_number(text)
    return length


def _title(text: str, paragraphs: tuple[Paragraph, ...]) -> str:
    """Return the heading at the beginning that says what the document is, else the first."""
    found: list[str] = []
    for paragraph in paragraphs[:_HEAD]:
        words = text[paragraph.start : paragraph.end]
        if paragraph.kind == BlockKind.HEADING:
            found += [words] if len(words) > 3 else []
        elif found or paragraph.start > _LONG_HEAD:
            break
    kinds = lexicon("en").words.documents
    return next((each for each in found if kinds.search(each.lower())), "".join(found[:1]))


def _words(text: str, paragraphs: tuple[Paragraph, ...]) -> list[str]:
    return [text[each.start : each.end] for each in paragraphs]

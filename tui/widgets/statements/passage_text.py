"""A document's text around a passage, in lines, with the passage and what counts in it marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rich.cells import cell_len

from statements.intake.highlights import HighlightKind, TextHighlight
from statements.intake.passages import ReadPassage
from statements.reading.document import BlockKind, Paragraph, StatementDocument
from store.model.glyphs import Glyphs
from store.model.reading_decisions import Decided
from store.text import one_line
from tui.rendering.line_widget import Part
from tui.widgets.statements.two_panes import PaneLine

_GUTTER = 2
_AROUND = 3000
"""Characters of a paragraph before and after the passage that are laid out at all."""
_WORD = re.compile(r"\S+")
_MARK_STYLES = {
    HighlightKind.CUE: "key",
    HighlightKind.DATE: "orange",
    HighlightKind.PARTY: "green",
}


def decision_mark(passage: ReadPassage, glyphs: Glyphs) -> Part:
    """Return the sign that says what was decided about a passage."""
    signs: Mapping[Decided | None, Part] = {
        Decided.TAKEN: (glyphs.done, "green"),
        Decided.EXISTING: ("=", "blue"),
        Decided.REFUSED: ("x", "muted"),
        Decided.LATER: ("~", "orange"),
        None: (glyphs.pending if passage.proposed else " ", "plain"),
    }
    return signs.get(passage.decided, (" ", "plain"))


def text_around(
    document: StatementDocument,
    passages: Sequence[ReadPassage],
    place: int,
    marks: Sequence[TextHighlight],
    width: int,
    height: int,
    glyphs: Glyphs,
) -> list[PaneLine]:
    """Return the paragraphs around a passage, as many as fill the room.

    A line's value is the place of the passage that begins in it, or goes on there.
    """
    passage = passages[place]
    here = document.sentences[passage.proposal.sentence].paragraph
    begins = {max(0, each.proposal.start): at for at, each in enumerate(passages)}
    lines: list[PaneLine] = []
    before = _paragraphs_before(document, here, height)
    seen = {document.words_of(each) for each in document.paragraphs[before:here]}
    heads = " › ".join(each for each in document.paragraphs[here].path if each not in seen)
    if heads:
        lines.append(PaneLine(((glyphs.words(one_line(heads)), "muted"),)))
    for number in range(before, len(document.paragraphs)):
        paragraph = document.paragraphs[number]
        lines += _paragraph(document, paragraph, passages, place, begins, marks, width, glyphs)
        lines.append(PaneLine())
        if number > here and len(lines) > 3 * height:
            break
    return lines


def _paragraphs_before(document: StatementDocument, here: int, height: int) -> int:
    """Return the first paragraph to lay out: a few that fill what is above the passage."""
    room = height * 40
    first = here
    while first > 0 and room > 0:
        first -= 1
        paragraph = document.paragraphs[first]
        room -= min(paragraph.end - paragraph.start, _AROUND) + 40
    return first


def _paragraph(
    document: StatementDocument,
    paragraph: Paragraph,
    passages: Sequence[ReadPassage],
    place: int,
    begins: Mapping[int, int],
    marks: Sequence[TextHighlight],
    width: int,
    glyphs: Glyphs,
) -> Iterator[PaneLine]:
    """Yield a paragraph's lines; of one beyond all reading, what is around the passage."""
    proposal = passages[place].proposal
    start, end = paragraph.start, paragraph.end
    if end - start > 3 * _AROUND:
        middle = proposal.start if start <= proposal.start < end else start
        start = max(start, middle - _AROUND)
        end = min(end, max(middle, proposal.end) + _AROUND)
    heading = paragraph.kind == BlockKind.HEADING
    inside = sorted(at for at in begins if start <= at < end)
    spans = list(pairwise([*inside, end])) if inside else []
    for words in _wrapped(document.text, start, end, max(8, width - _GUTTER - 1)):
        first = words[0][0]
        at = next((begins[one] for one, last in reversed(spans) if one <= words[-1][1] - 1), None)
        starting = next((begins[one] for one in inside if first <= one < words[-1][1]), None)
        is_here = first < proposal.end and words[-1][1] > proposal.start
        sign: Part = (" ", "plain")
        if is_here:
            sign = (glyphs.cursor, "key")
        elif starting is not None:
            sign = decision_mark(passages[starting], glyphs)
        parts: list[Part] = [sign, (" ", "plain")]
        parts += _styled(document.text, words, proposal.start, proposal.end, marks, heading=heading)
        value = "" if at is None else str(at if starting is None else starting)
        yield PaneLine(tuple(parts), value, is_here)


def _styled(
    text: str,
    words: Sequence[tuple[int, int]],
    start: int,
    end: int,
    marks: Sequence[TextHighlight],
    *,
    heading: bool,
) -> Iterator[Part]:
    for place, (first, last) in enumerate(words):
        style = "strong" if heading else "muted"
        if first < end and last > start:
            style = "plain"
            for each in marks:
                if each.start < last and each.end > first:
                    style = _MARK_STYLES[each.kind]
                    break
        joint = " " if place else ""
        yield joint + one_line(text[first:last]), style


def _wrapped(text: str, start: int, end: int, width: int) -> Iterator[list[tuple[int, int]]]:
    """Yield lines as the places of their words; a word longer than a line is cut."""
    line: list[tuple[int, int]] = []
    used = 0
    for found in _WORD.finditer(text, start, end):
        for first, last in _pieces(text, found.start(), found.end(), width):
            cells = cell_len(one_line(text[first:last]))
            if line and used + 1 + cells > width:
                yield line
                line, used = [], 0
            used += cells + (1 if line else 0)
            line.append((first, last))
    if line:
        yield line


def _pieces(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    while end - start > 1 and cell_len(one_line(text[start:end])) > width:
        last = start + 1
        while last < end and cell_len(one_line(text[start : last + 1])) <= width:
            last += 1
        yield start, last
        start = last
    if start < end:
        yield start, end

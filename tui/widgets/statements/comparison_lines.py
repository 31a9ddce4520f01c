"""Two passages held against each other, in lines: the words of both, and what differs."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from statements.comparing.compare import StatementComparison
from statements.comparing.confirming import ReviewedPair
from store.model.glyphs import Glyphs
from store.text import one_line
from tui.rendering.cells import wrap
from tui.rendering.line_widget import Part
from tui.widgets.statements.two_panes import PaneLine

CANDIDATE = "candidate:"
"""What a click on a later passage tells, with its number after it."""
_LABEL = 9
_LONGEST = 3000
_ROOMY = 14
"""Lines from which both passages have room beside what became of their words."""
_CHANGES = {
    "same": ("", "", "plain"),
    "removed": ("[-", "-]", "red"),
    "added": ("{+", "+}", "green"),
}


def words_of_both(
    pair: ReviewedPair, titles: tuple[str, str], width: int, height: int, glyphs: Glyphs
) -> Iterator[PaneLine]:
    """Yield the earlier words, the later ones, and both in one with the differing words marked.

    `titles` are those of the two instruments. Where there is little room, the last alone.
    """
    found = pair.found
    room = max(8, width - 1)
    if found.diff and found.earlier is not None and height < _ROOMY:
        ids = [one_line(each) for each in (pair.earlier, pair.later) if each]
        if ids:
            yield PaneLine(((glyphs.words(" → ".join(ids)), "key"),))
        yield from _wrapped(list(_pieces(found)), room)
        return
    if found.earlier is not None:
        yield from _headed(titles[0], found.earlier.paragraph, pair.earlier, room, glyphs)
        yield from _plain(found.earlier.quote, room, "strong")
        yield PaneLine()
    yield from _headed(titles[1], found.paragraph, pair.later, room, glyphs)
    if found.quote:
        yield from _plain(found.quote, room, "strong")
    else:
        yield from _plain("No passage shares enough of its words.", room, "orange")
    if found.diff and found.earlier is not None:
        yield PaneLine()
        yield PaneLine((("What became of the words", "muted"),))
        yield from _wrapped(list(_pieces(found)), room)


def _headed(
    title: str, paragraph: str, commitment: str, width: int, glyphs: Glyphs
) -> Iterator[PaneLine]:
    place = f", {paragraph}" if paragraph else ""
    for line in wrap(f"{one_line(title)}{one_line(place)}", width):
        yield PaneLine(((line, "muted"),))
    if commitment:
        yield PaneLine(((glyphs.words("is "), "muted"), (one_line(commitment), "key")))


def _plain(text: str, width: int, style: str) -> Iterator[PaneLine]:
    for line in wrap(one_line(text[:_LONGEST]), width):
        yield PaneLine(((line, style),))


def _pieces(found: StatementComparison) -> Iterator[Part]:
    for piece in found.diff:
        before, after, style = _CHANGES[piece.change]
        words = one_line(piece.words[:_LONGEST]).split()
        for place, word in enumerate(words):
            lead = before if place == 0 else ""
            tail = after if place == len(words) - 1 else ""
            yield f"{lead}{word}{tail}", style


def _wrapped(words: list[Part], width: int) -> Iterator[PaneLine]:
    line: list[Part] = []
    used = 0
    for text, style in words:
        cells = cell_len(text)
        if line and used + 1 + cells > width:
            yield PaneLine(tuple(line))
            line, used = [], 0
        used += cells + (1 if line else 0)
        line.append((f" {text}" if line else text, style))
    if line:
        yield PaneLine(tuple(line))


def relation_lines(pair: ReviewedPair, width: int, glyphs: Glyphs) -> Iterator[PaneLine]:
    """Yield what is proposed and confirmed, the facts, the reasons, and the passages to choose."""
    found = pair.found
    if pair.confirmed is not None:
        sign: Part = (f"{glyphs.done} confirmed: {pair.confirmed.words}", "green")
        yield PaneLine((sign,))
        if pair.confirmed is not found.relation:
            yield PaneLine(((f"  proposed: {found.relation.words}", "muted"),))
    else:
        yield PaneLine(((f"{glyphs.pending} proposed: {found.relation.words}", "strong"),))
    if pair.confirmed is None and found.relation.value == "not-found-again":
        yield from _fact("", "It may stand there in other words: see the passages.", width, glyphs)
    if found.is_position:
        yield from _fact("", "a position, no promise", width, glyphs)
    for place, fact in enumerate(found.facts):
        yield from _fact("Facts" if place == 0 else "", str(fact), width, glyphs)
    if found.earlier is not None and found.later is not None and not found.facts:
        yield from _fact("Facts", "level, date and amount do not differ", width, glyphs)
    for place, reason in enumerate(found.reasons):
        yield from _fact("Why" if place == 0 else "", reason, width, glyphs)
    linked = pair.earlier and pair.later and pair.relation.continues
    if linked:
        said = f"{pair.later} continues {pair.earlier}"
        yield from _fact("Link", said if pair.kept else f"{said}, once confirmed", width, glyphs)
    if found.earlier is not None:
        yield from _candidates(pair, width, glyphs)


def _candidates(pair: ReviewedPair, width: int, glyphs: Glyphs) -> Iterator[PaneLine]:
    for number, each in enumerate(pair.found.candidates, start=1):
        label = "Passages" if number == 1 else ""
        place = f"{each.paragraph}: " if each.paragraph else ""
        text = one_line(f"{place}{each.quote[:_LONGEST]}")
        held = number - 1 == pair.chosen and bool(pair.found.quote)
        for row, words in enumerate(wrap(text, max(8, width - _LABEL - 3))[:4]):
            parts: tuple[Part, ...] = (
                (f"{label if row == 0 else '':<{_LABEL}}", "muted"),
                (f"{number} " if row == 0 else "  ", "key"),
                (glyphs.words(words), "plain" if held else "muted"),
            )
            yield PaneLine(parts, f"{CANDIDATE}{number}")


def _fact(label: str, text: str, width: int, glyphs: Glyphs) -> Iterator[PaneLine]:
    for place, words in enumerate(wrap(one_line(text), max(8, width - _LABEL - 1))):
        shown = label if place == 0 else ""
        yield PaneLine(((f"{shown:<{_LABEL}}", "muted"), (glyphs.words(words), "plain")))

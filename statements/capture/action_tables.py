"""Tables and lists of actions: what each row or item is to do, who leads it and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from statements.dates.grammar import DatePhrase, deadline_of, find_dates
from statements.language.lexicon import Lexicon
from statements.reading.document import BlockKind, Sentence, StatementDocument

_FEWEST_WORDS = 3
_BY = "by "
_MOST_HEADS = 8
"""Cells at the beginning of a table among which those of its head are looked for."""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What the cells beside an action say of it."""

    verb: int
    """The length of the verb that the action begins with."""
    deadline: DatePhrase | None
    lead: str
    """The words of the cell that names who leads; empty where none does."""
    is_done: bool
    """Whether a cell says that it has been done."""


def action_rows(document: StatementDocument, words: Lexicon) -> dict[int, ActionRow]:
    """Return the rows of a document's tables of actions, by the paragraph of the action.

    A table counts where its head names actions, and a cell where it begins with a verb of doing.
    A date counts where the head has it behind the action: only then is it certain whose it is.
    """
    rows: dict[int, ActionRow] = {}
    for cells in _tables(document):
        texts = [document.words_of(document.paragraphs[place]).strip() for place in cells]
        starts = [number for number, text in enumerate(texts) if _is_action(text, words)]
        head = texts[: min(starts[0], _MOST_HEADS)] if starts else []
        named = [
            number for number, text in enumerate(head) if words.tables.actions.search(text.lower())
        ]
        if not named:
            continue
        before, after = head[: named[0]], _before_number(head[named[0] + 1 :])
        is_dated = _names(words.tables.deadlines, after) and not _names(
            words.tables.deadlines, before
        )
        is_led = _names(words.tables.leads, after) and not _names(words.tables.leads, before)
        for start, stop in zip(starts, [*starts[1:], len(texts)], strict=True):
            # No further than its row: what follows may be a row whose action is not known as one.
            beside = _before_number(texts[start + 1 : min(stop, start + 1 + len(after))])
            rows[cells[start]] = ActionRow(
                len(texts[start].split()[0]),
                _deadline(beside, document, words) if is_dated else None,
                _lead(beside, words) if is_led else "",
                any(words.tables.done.fullmatch(each.lower()) for each in beside),
            )
    return rows


def _tables(document: StatementDocument) -> Iterator[list[int]]:
    """Yield the cells that stand together, as places of paragraphs."""
    cells: list[int] = []
    for place, paragraph in enumerate(document.paragraphs):
        if paragraph.kind == BlockKind.CELL:
            cells.append(place)
        elif cells:
            yield cells
            cells = []
    if cells:
        yield cells


def _is_action(text: str, words: Lexicon) -> bool:
    """Whether a cell begins with a verb of doing, not with a noun of the same form."""
    if words.tables.nominal.match(text.lower()):
        return True
    said = text.split()
    if len(said) < _FEWEST_WORDS or said[0].lower() not in words.words.doing:
        return False
    is_noun = said[0].lower() in words.words.doubtful and said[1].lower() in words.sets.prepositions
    return not is_noun


_LABEL = re.compile(r"(?:[^\s:;.]+\s+){0,6}[^\s:;.]+:\s+(?=\S)")
_HEADLINE = re.compile(r"\s+to\s+(?:be\s+)?([a-z][\w-]+)")
_FAR = 60
_MOST_BEFORE = 90
"""Characters before the "to" of "India to send two ships"."""


def action_span(
    document: StatementDocument, sentence: Sentence, words: Lexicon
) -> tuple[int, int] | None:
    """Return the first words of an action that an item of a list of actions consists of.

    They are a verb of doing or a noun of it ("Launch of a fund"), and places in the sentence.
    """
    paragraph = document.paragraphs[sentence.paragraph]
    if paragraph.kind != BlockKind.ITEM:
        return None
    stem = document.stem_of(sentence)
    context = " ".join((stem,) if stem else (document.title, *paragraph.path)).lower()
    tables = words.tables
    before = stem or _introduction(document, sentence.paragraph)
    is_plan = (tables.plans.search(context) or tables.introduces.search(before.lower())) is not None
    if not is_plan and not tables.outcomes.search(context):
        return None
    text = document.words_of(sentence)
    start = _after_label(text)
    said = text[start:].lower()
    noun = tables.nominal.match(said) or (tables.nominal_done.match(said) if is_plan else None)
    if noun is not None and not tables.finite.search(said[:_MOST_BEFORE]):
        return start, start + noun.end()
    if is_plan and _is_action(text[start:], words):
        return start, start + len(text[start:].split()[0])
    return None


def _introduction(document: StatementDocument, place: int) -> str:
    """Return the paragraph that introduces the lists below it, across their headings."""
    for paragraph in reversed(document.paragraphs[max(0, place - _FAR) : place]):
        if paragraph.kind == BlockKind.TEXT:
            return document.words_of(paragraph)
    return ""


def headline_span(
    document: StatementDocument, sentence: Sentence, words: Lexicon
) -> tuple[int, int, int] | None:
    """Return where "India to send two ships" begins, and where its "to" does and ends.

    It is told without a finite verb, and what is done to something counts only in a list.
    """
    text = document.words_of(sentence)
    start = _after_label(text)
    found = _HEADLINE.search(text, start)
    if found is None or found.start() - start > _MOST_BEFORE or "," in text[start : found.start()]:
        return None
    if words.tables.finite.search(text[start : found.start()].lower()):
        return None
    is_passive = " be " in found[0]
    is_listed = document.paragraphs[sentence.paragraph].kind in (BlockKind.ITEM, BlockKind.CELL)
    if is_passive:
        is_known = is_listed and words.around.done_passive.match(found[1]) is not None
    else:
        is_known = found[1] in words.words.doing
    begin = found.start() + len(found[0]) - len(found[0].lstrip())
    return (start, begin, begin + len("to")) if is_known else None


def _after_label(text: str) -> int:
    """Return where an item begins after its label, as in "Training: …"."""
    label = _LABEL.match(text)
    return label.end() if label else 0


def _before_number(cells: Sequence[str]) -> list[str]:
    """Return cells up to the number that the next row begins with."""
    return list(takewhile(lambda each: not each.rstrip(".").isdigit() or len(each) > 3, cells))


def _names(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    return any(pattern.search(each.lower()) for each in cells)


def _deadline(
    cells: Sequence[str], document: StatementDocument, words: Lexicon
) -> DatePhrase | None:
    for each in cells:
        # In such a cell a bare year is a date too: it says by when.
        for lead in (_BY, ""):
            said = f"{lead}{each}"
            found = deadline_of(find_dates(said, document.date, words.language), document.date)
            if found is not None and (found.start, found.end) == (0, len(said)):
                return replace(found, end=len(each), words=each)
    return None


def _lead(cells: Sequence[str], words: Lexicon) -> str:
    return next((each for each in cells if words.state.match(each)), "")

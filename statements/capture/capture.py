"""The way in: the commitments of a document, proposed one by one with their reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from statements.capture.action_tables import (
    ActionRow,
    action_rows,
    action_span,
    headline_span,
)
from statements.capture.clauses import HEADLINE, TABLE, Clause, ClauseFinder, lowered
from statements.capture.details import amounts_in, is_testable, names_in
from statements.capture.detection import language_remark, looks_foreign, require_known
from statements.capture.parties import Parties, find_parties
from statements.capture.proposal import ALL, Capture, Proposal, Target, Verdict
from statements.capture.subjects import SubjectFinder, Who
from statements.capture.titles import imperative, shortened, split_places, title_of, without_lead
from statements.dates.grammar import DatePhrase, deadline_of, find_dates
from statements.language.lexicon import Level, Lexicon, lexicon
from statements.reading.document import BlockKind, Sentence, StatementDocument

if TYPE_CHECKING:
    from store.register.reader import ReportProgress


def capture(
    document: StatementDocument,
    *,
    parties: Iterable[str] = (),
    language: str = "en",
    progress: ReportProgress | None = None,
) -> Capture:
    """Propose the commitments of a document, in the order of its text.

    `parties` are the states that speak in it, where that is known better than the document
    says. Raises `UnknownLanguage` for a text in a language without a lexicon.

    >>> from statements.reading.reader import read_bytes
    >>> found = capture(read_bytes(b"We will open two consulates by 2027.", "note.txt"))
    >>> [(each.level.value, each.when, str(each.due)) for each in found.proposals]
    [('strong', 'by 2027', '2027')]
    """
    words = lexicon(language)
    require_known(document, words)
    speaking = find_parties(document, words, parties)
    reader = _Reader(document, words, speaking)
    verdicts = []
    foreign = 0
    total = len(document.sentences)
    for place in range(total):
        verdict = reader.verdict(place)
        foreign += verdict.reason == _FOREIGN
        verdicts.append(verdict)
        if progress is not None:
            progress(place + 1, total)
    remarks = (*document.remarks, *language_remark(foreign))
    return Capture(tuple(verdicts), tuple(sorted(speaking.names)), remarks)


_FOREIGN = "is in a language the lexicon does not know"
_ROW = "begins an action in a table of actions"
_ITEM = "begins an action in a list of actions"
_HEADLINE = "says in short what is to be done"
_ARTICLE = re.compile(r"(?:The|the|Both)?\s*")
_GOES_ON = ("to ", "that ")
_DONE_ROW = "stands in a row that says it is done"
_STEM = "only introduces the items after it"


@dataclass(frozen=True, slots=True)
class _Group:
    """Promises of one sentence that are alike in level and party, and where they stand."""

    clauses: tuple[Clause, ...]
    start: int
    end: int


class _Reader:
    """Goes through the sentences of one document."""

    def __init__(self, document: StatementDocument, words: Lexicon, parties: Parties) -> None:
        self._document = document
        self._words = words
        self._subjects = SubjectFinder(words, parties)
        self._finder = ClauseFinder(words, parties, self._subjects)
        self._rows = action_rows(document, words)

    def verdict(self, place: int) -> Verdict:
        """Decide about one sentence."""
        sentence = self._document.sentences[place]
        own = self._document.words_of(sentence)
        is_introduction = own.endswith(":") and self._words.tables.introduces.search(own.lower())
        if sentence.is_stem or is_introduction:
            return Verdict(place, (), _STEM)
        if looks_foreign(own, self._words):
            return Verdict(place, (), _FOREIGN)
        stem = self._document.stem_of(sentence)
        if stem.endswith(":") and (
            own.startswith(_GOES_ON) or self._finder.ends_with_parties(stem[:-1])
        ):
            # "On trade, both sides:" or "They agreed:" goes on in each item.
            stem = f"{stem[:-1]} "
        shift = len(stem) + 1 if stem else 0
        text = f"{stem} {own}" if stem else own
        found = self._finder.find(text)
        if self._words.around.sets_up.search(own):
            for name in names_in(own, self._words):
                self._subjects.learn_programme(name)
        clauses = self._in_item(found.clauses, shift, len(text))
        row = self._rows.get(sentence.paragraph)
        if row is not None and row.is_done:
            return Verdict(place, (), _DONE_ROW)
        if row is not None and not clauses:
            clauses = [
                Clause(
                    shift,
                    shift,
                    shift + row.verb,
                    Level.STRONG,
                    self._subjects.party_in(row.lead),
                    TABLE,
                    _ROW,
                )
            ]
        if not clauses:
            clauses = self._without_cue(sentence, text, shift)
        if not clauses:
            return Verdict(place, (), found.reason or "its promise is in its other items")
        proposals = tuple(
            self._proposal(place, sentence, text, shift, group, row)
            for group in _groups(clauses, shift, text)
        )
        return Verdict(place, proposals, "")

    def _without_cue(self, sentence: Sentence, text: str, shift: int) -> list[Clause]:
        """Return the promise of words without a verb of promise: an action, a headline."""
        action = action_span(self._document, sentence, self._words)
        if action is not None:
            start, end = (shift + each for each in action)
            return [Clause(start, start, end, Level.STRONG, ALL, TABLE, _ITEM)]
        headline = headline_span(self._document, sentence, self._words)
        if headline is None or shift:
            return []
        start, cue, end = headline
        subject = self._subjects.before(text, lowered(text), cue, start)
        is_passive = text[end:].startswith(" be ")
        is_first = _ARTICLE.fullmatch(text[start : subject.start]) is not None
        by = subject.by
        is_own = subject.who == Who.OWN and subject.adjacent
        if not is_passive and not (is_own and is_first):
            # "Indian airlines to buy aircraft" stands in a list for what India is to see done.
            by = self._subjects.party_at(text, start)
            is_item = self._document.paragraphs[sentence.paragraph].kind == BlockKind.ITEM
            if not is_item or (by == ALL and not is_own):
                return []
        return [Clause(start, cue, end, Level.STRONG, by, HEADLINE, _HEADLINE)]

    def _in_item(self, clauses: tuple[Clause, ...], shift: int, length: int) -> list[Clause]:
        """Return the promises that an item makes: its own, else the last one of its stem."""
        inside = [each for each in clauses if each.cue_start >= shift]
        before = [each for each in clauses if each.cue_start < shift]
        if before and (not inside or inside[0].cue_start - shift > 25):
            inside.insert(0, before[-1])
        return inside

    def _proposal(
        self,
        place: int,
        sentence: Sentence,
        text: str,
        shift: int,
        group: _Group,
        row: ActionRow | None,
    ) -> Proposal:
        first = group.clauses[0]
        words = text[group.start : group.end]
        offset = sentence.start - shift
        phrase = self._deadline(words, max(0, first.cue_start - group.start))
        if phrase is None and row is not None:
            phrase = row.deadline
        amounts = amounts_in(words, self._words)
        named = names_in(words, self._words)
        testable, why = is_testable(
            words,
            amounts,
            has_date=phrase is not None and phrase.date is not None,
            lexicon=self._words,
        )
        paragraph = self._document.paragraphs[sentence.paragraph]
        return Proposal(
            quote=words,
            start=offset + group.start,
            end=offset + group.end,
            sentence=place,
            paragraph=paragraph.label or self._label_before(sentence.paragraph),
            section=paragraph.path,
            stem=self._document.stem_of(sentence),
            level=first.level,
            by=first.by,
            when=phrase.words if phrase else "",
            due=phrase.date if phrase else None,
            due_note=phrase.note if phrase else "",
            title=self._title(text, group, first, shift),
            amounts=amounts,
            named=named,
            testable=testable,
            cues=tuple(
                (offset + each.cue_start, offset + each.cue_end)
                for each in group.clauses
                if each.cue_start >= shift
            ),
            targets=self._targets(text, group, offset, shift),
            reasons=tuple(self._reasons(text, group, phrase, why, shift)),
        )

    def _deadline(self, words: str, cue: int) -> DatePhrase | None:
        """Return the deadline of a promise: one said after its cue, else one before it."""
        said = self._document.date
        found = find_dates(words, said, self._words.language)
        after = [each for each in found if each.start >= cue]
        return deadline_of(after, said) or deadline_of(found, said)

    def _label_before(self, place: int) -> str:
        """Return the number of the paragraph that an unnumbered one belongs to."""
        section = self._document.paragraphs[place].path
        for paragraph in reversed(self._document.paragraphs[max(0, place - 12) : place]):
            if paragraph.path != section:
                return ""
            if paragraph.label:
                return paragraph.label
        return ""

    def _title(self, text: str, group: _Group, clause: Clause, shift: int) -> str:
        said = text[group.start : group.end]
        if clause.cue_start < shift:  # the stem promises, the item says what
            item = without_lead(said)
            begun = without_lead(text[clause.cue_end : shift].strip(" :,–—"))
            first = item.split(None, 1)[0].lower()
            if begun and first not in self._words.words.doing and not first.endswith("ing"):
                item = f"{begun} {said[:1].lower() if _is_small(said) else said[:1]}{said[1:]}"
            return _cut(imperative(item, self._words))
        return title_of(text, clause, group.end, self._words) or _cut(said)

    def _targets(self, text: str, group: _Group, offset: int, shift: int) -> tuple[Target, ...]:
        places: list[tuple[int, Clause]] = []
        for index, clause in enumerate(group.clauses):
            last = index + 1 == len(group.clauses)
            end = group.end if last else group.clauses[index + 1].start
            places.append((max(clause.start, group.start), clause))
            places += [
                (each, clause)
                for each in split_places(text, clause, end, self._words)
                if each > shift
            ]
        if len(places) < 2:
            return ()
        ends = [start for start, _ in places[1:]] + [group.end]
        targets = []
        for (start, clause), end in zip(places, ends, strict=True):
            begin = group.start if start == places[0][0] else start
            words = _trimmed(text[begin:end])
            is_first = start == max(clause.start, group.start)
            title = title_of(text, clause, end, self._words) if is_first else _cut(words)
            targets.append(
                Target(words, offset + begin, offset + begin + len(words), title or _cut(words))
            )
        return tuple(targets)

    def _reasons(
        self, text: str, group: _Group, phrase: DatePhrase | None, why: str, shift: int
    ) -> Iterable[str]:
        for clause in group.clauses:
            cue = text[clause.cue_start : clause.cue_end]
            place = "the stem" if clause.cue_start < shift else ""
            told = f" in {place}" if place else ""
            yield f"“{cue}”{told}: {clause.note} ({clause.level})"
        by = group.clauses[0].by
        yield "of all the parties" if by == ALL else f"of {by}"
        if phrase is not None:
            date = f" is {phrase.date}" if phrase.date else " names no date"
            note = f": {phrase.note}" if phrase.note else ""
            yield f"“{phrase.words}”{date}{note}"
        yield why


def _groups(clauses: list[Clause], shift: int, text: str) -> list[_Group]:
    """Return neighbouring promises together where they are alike in level and party.

    The first begins where the sentence does; none holds the joint to the next.
    """
    runs: list[list[Clause]] = []
    for clause in clauses:
        if runs and (runs[-1][0].level, runs[-1][0].by) == (clause.level, clause.by):
            runs[-1].append(clause)
        else:
            runs.append([clause])
    groups = []
    for place, run in enumerate(runs):
        start = shift if place == 0 else run[0].start
        end = runs[place + 1][0].start if place + 1 < len(runs) else len(text)
        groups.append(_Group(tuple(run), start, start + len(_trimmed(text[start:end]))))
    return groups


_JOINTS = re.compile(
    r"[\s,;–—-]+(?:(?:and|but|or|while|with|as well as|to|also|ahead of which|which)[\s,;]*)*$"
)


def _trimmed(words: str) -> str:
    """Return words without the joint to what follows them."""
    return _JOINTS.sub("", words)


def _is_small(words: str) -> bool:
    """Whether a first capital is only that of an item, not of a name."""
    return words[1:2].islower() and not any(each[:1].isupper() for each in words.split()[1:3])


def _cut(words: str) -> str:
    words = shortened(words.strip(" ,;."))
    return words[:1].upper() + words[1:]

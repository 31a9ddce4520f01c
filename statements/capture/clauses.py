"""The promises in one sentence: which verbs make them, and what speaks against each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from statements.capture.judgement import Judge, Match, No
from statements.capture.parties import Parties
from statements.capture.proposal import ALL
from statements.capture.subjects import SentenceSubject, SubjectFinder, Who
from statements.language.lexicon import Level, Lexicon

_PLAIN = str.maketrans({"’": "'", "‘": "'", "‑": "-", "‐": "-", "\u00a0": " ", "\u3000": " "})


def lowered(text: str) -> str:
    """Return a text in small letters and plain marks, character for character.

    >>> lowered("India’s İzmir")
    "india's İzmir"
    """
    plain = text.translate(_PLAIN)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in plain)


@dataclass(frozen=True, slots=True)
class Clause:
    """A promise: where it begins, where its cue stands, how firm it is and whose."""

    start: int
    cue_start: int
    cue_end: int
    level: Level
    by: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class ClauseMatch:
    """The promises of a sentence; without any, why there are none."""

    clauses: tuple[Clause, ...]
    reason: str


_FLOOR = re.compile(r"[;]|:\s|\.\s+(?=[A-Z])")
_DETERMINER = re.compile(r"\b(?:the|our|their|both|all|two)\s+$")
_WILL = re.compile(r"\b(?:will|would|shall|intends?\s+to|plans?\s+to)\b")
_LETTER = re.compile(r"\w")
_SAID = re.compile(
    r"[”\"]\s+(?:(?:said|says|added|announced|told\s+\w+)\s+([^.;“”\"]{3,80})"
    r"|([^.;“”\"]{3,80}?)\s+(?:said|says|added|announced)\b)"
)
_LONGEST_SUBJECT = 170
_MOST_CUES = 60
"""Cues of one sentence that are looked at; no sentence of a person has as many."""
TABLE = "table"
"""The kind of a cue that promises by standing in a table of actions."""
HEADLINE = "headline"
"""The kind of a "to" that tells in short what is to be done: "India to send two ships"."""
RUNS = "runs"
"""The kind of a modal whose subject is something that the parties run: a panel, a fund."""
_NOTHING = "no verb of promise"
_OPENING = "only opens the sentence"


def _blocks(match: Match) -> bool:
    """Whether a verb that makes no promise governs what follows it."""
    return match.words.endswith(" that") or match.cue.kind in ("ask", "call", "welcome")


def _holds(clause: Clause, low: str) -> bool:
    """Whether a promise holds what is told after it: "agreed that both would meet"."""
    return clause.kind == "welcome" or low[: clause.cue_end].endswith(" that")


class ClauseFinder:
    """Finds the promises in the sentences of one document."""

    def __init__(self, lexicon: Lexicon, parties: Parties, subjects: SubjectFinder) -> None:
        self._lexicon = lexicon
        self._subjects = subjects
        self._judge = Judge(lexicon, parties)

    def find(self, text: str) -> ClauseMatch:
        """Return the promises of a sentence, or of an item with its stem before it."""
        low = lowered(text)
        clauses: list[Clause] = []
        reason = _NOTHING
        blocked = ""
        previous = floor = 0
        inherited: SentenceSubject | None = None
        for match in self._matches(text, low):
            if match.start < previous:
                continue
            for cut in _FLOOR.finditer(low, floor, match.start):
                floor = cut.end()
            subject = self._subjects.before(text, low, match.start, floor)
            if blocked and not self._begins_anew(match, previous, subject, blocked):
                reason = blocked
                continue
            blocked = ""
            if subject.is_ours and subject.adjacent:
                inherited = subject
            elif subject.who == Who.NONE and low[floor : match.start].strip():
                inherited = inherited or self._subjects.first(text, low, match.start, floor)
                if inherited is not None:
                    subject = replace(inherited, start=match.start)
                elif match.cue.kind not in ("renew", "modal"):
                    continue
            if match.first in ("with", "and") or (clauses and subject.start < previous):
                subject = replace(subject, start=match.start)
            if self._goes_on(match, clauses, subject):
                continue
            if match.cue.kind == "told" and clauses and _holds(clauses[-1], low):
                continue
            if match.words.endswith(" that") and self._tells(match):
                continue
            judgement = self._judge.judge(match, subject)
            if isinstance(judgement, No):
                reason = judgement.reason or reason
                if match.cue.level is None or _blocks(match):
                    # What a sentence opens with, such as "Noting that …", ends at its comma.
                    opening = match.first.endswith("ing") and not self._subjects.first(
                        text, low, match.start, floor
                    )
                    blocked = _OPENING if opening else judgement.reason
                    previous = match.end
                continue
            clause = self._clause(match, subject, judgement.level)
            by = judgement.by or clause.by
            if match.first == "with" and clauses:
                by = clauses[-1].by
            clauses.append(replace(clause, by=by))
            previous = match.end
        self._subjects.remember(text, self._subjects.first(text, low, len(text)), bool(clauses))
        return ClauseMatch(tuple(clauses), "" if clauses else reason)

    def ends_with_parties(self, text: str) -> bool:
        """Whether the last words of a text name the parties as the subject of what follows."""
        subject = self._subjects.before(text, lowered(text), len(text))
        return subject.who == Who.OWN and subject.adjacent

    def _matches(self, text: str, low: str) -> list[Match]:
        """Return the cues of a sentence in order; of those that begin alike the longest."""
        masked = low
        for name in self._lexicon.state.finditer(text):
            # No verb begins inside a name: "the United States" states nothing.
            hidden = _LETTER.sub("x", name[0])
            masked = f"{masked[: name.start()]}{hidden}{masked[name.end() :]}"
        found = [
            Match(text, low, each.start(), each.end(), cue)
            for cue in (*self._lexicon.cues, *self._lexicon.blocks)
            for each in cue.pattern.finditer(masked)
        ]
        found.sort(key=lambda each: (each.start, -each.end, each.cue.level is None))
        return [
            each
            for place, each in enumerate(found)
            if not place or each.start != found[place - 1].start
        ][:_MOST_CUES]

    def _goes_on(self, match: Match, clauses: list[Clause], subject: SentenceSubject) -> bool:
        """Whether a verb only goes on with the promise before it: "will build and support"."""
        joined = subject.start == match.start and match.low[: match.start].strip() != ""
        bare = not match.first.endswith(("s", "ed", "ing"))
        if match.first.startswith("continue"):
            return joined and bool(clauses)
        return joined and bare and bool(clauses) and match.cue.kind == "support"

    def _tells(self, match: Match) -> bool:
        """Whether a party tells what it will do: "Japan confirmed that it will"."""
        around = self._lexicon.around
        will = _WILL.search(match.low, match.end, match.end + _LONGEST_SUBJECT)
        if will is None or match.cue.level is not None or not around.tells.match(match.first):
            return False
        said = match.low[match.end : will.start()].strip()
        subject = self._subjects.before(match.text, match.low, will.start(), match.end)
        return said in ("it", "he", "she") or (subject.is_ours and subject.adjacent)

    def _begins_anew(
        self, match: Match, previous: int, subject: SentenceSubject, blocked: str
    ) -> bool:
        """Whether a verb begins a clause of its own after what blocks."""
        between = match.low[previous : match.start]
        if ";" in between:
            return True
        if match.cue.kind == "told":
            return self._lexicon.around.tells.search(between) is not None
        thought = blocked.startswith("says what is thought")
        if subject.who == Who.OWN and subject.adjacent and subject.start >= previous:
            lead = _DETERMINER.sub("", match.low[previous : subject.start]).rstrip()
            if match.cue.kind == "modal" and lead.endswith((" which", "whereby")):
                return True
            return lead.endswith(("and", "but", "while")) or (not thought and lead.endswith(","))
        if match.cue.kind == "modal":
            return not thought and self._follows_and(between)
        if match.first.endswith("ing"):
            return False
        # After "urged them to act", a bare form after "and" is one more thing they are to do.
        bare = not match.first.endswith(("s", "ed", "ght")) and " to " in between
        return self._follows_and(between) and not bare

    def _follows_and(self, between: str) -> bool:
        words = between.split()
        while words and self._lexicon.around.adverb.fullmatch(f"{words[-1]} "):
            words.pop()
        return bool(words) and (words[-1] in ("and", "but") or words[-1].endswith(","))

    def _clause(self, match: Match, subject: SentenceSubject, level: Level) -> Clause:
        start = subject.start if subject.who != Who.NONE else match.start
        while (before := _DETERMINER.search(match.low[:start])) is not None:
            start = before.start()
        if start > match.start or match.start - start > _LONGEST_SUBJECT:
            start = match.start
        cue = match.cue
        by = subject.by if subject.by != ALL else self._speaker(match)
        kind = cue.kind
        if kind == "modal" and subject.who in (Who.PROGRAMME, Who.UNKNOWN):
            kind = RUNS
        return Clause(start, match.start, match.end, level, by, kind, cue.note)

    def _speaker(self, match: Match) -> str:
        """Return the party whose words a cue stands in: “We will pay,” said the Polish minister."""
        said = _SAID.search(match.text, match.end)
        if said is None:
            return ALL
        before = match.text[: match.start]
        is_quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
        return self._subjects.party_in(said[1] or said[2]) if is_quoted else ALL

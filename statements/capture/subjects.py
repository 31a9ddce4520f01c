"""Who the subject of a verb is: the parties, something they run, or somebody else."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from statements.capture.parties import Parties
from statements.capture.proposal import ALL
from statements.language.lexicon import Lexicon


class Who(str, Enum):
    """What stands before a verb."""

    OWN = "own"
    PROGRAMME = "programme"
    OTHER = "other"
    UNKNOWN = "unknown"
    RELATIVE = "relative"
    DEMONSTRATIVE = "demonstrative"
    NONE = "none"
    """Nothing: the verb begins the sentence, or goes on after "and"."""


@dataclass(frozen=True, slots=True)
class SentenceSubject:
    """A subject, where it begins, and the party it names."""

    who: Who
    start: int
    by: str = ALL
    adjacent: bool = True
    """Whether nothing but adverbs stands between it and its verb."""

    @property
    def is_ours(self) -> bool:
        """Whether the parties or something they run do what the verb says."""
        return self.who in (Who.OWN, Who.PROGRAMME)


_CUTS = re.compile(r"[,;:(]|\s[-–—]\s|—")
_LEADING = re.compile(
    r"(?:(?:and|but|or|as well as|while|also|as|then|with|that|yet|whereby|today|where"
    r"|(?:ahead of|in|for|through|under|to) which)\s+)+"
)
_WHICH = re.compile(r"\b(?:(?:under|through|by|in|for|to|at|on)\s+which|whereby)\s+")
_SAID_IT = re.compile(r"\s(?:it|he|she|(?:its|his|her)\s+(?:government|administration|country))$")
_THEY = re.compile(r"(?:we|they|he|she)\b", re.IGNORECASE)
_MOST_JOINED = 6
"""Words of a body that is joined to a state by "and"."""
_APPOSITION = re.compile(r",[^,;:]{1,90},\s*$")
_LAST_WORD = re.compile(r"([\w'.&-]+)\W*$")
_DETERMINER = re.compile(
    r"\b(?:the|our|their|both|its|all|each|these|those|a|an|two|other|many|some)\s+$"
)
_AND_STATE = re.compile(r"\s*(?:,|and|nor|&)\s+(?:the\s+)?")
_JOINED = re.compile(r"\w\s+and\s+(?:the\s+|its\s+)?$")
_AFTER_OFFICE = re.compile(r"(?:\s+(?:and|of|the|&|[A-Z][\w.'’-]*))+")
_WORD = re.compile(r"[\w'’-]+")
_AND = re.compile(r"\band\b|s['’]?$")
_FARTHEST = 400
"""Characters before a verb in which its subject is looked for."""
_NEAR = 60
"""Characters before a noun that tell whether it is the head of its phrase."""
_OPEN = re.compile(r"(?:(?:\band|\bbut|\bor|\bas well as|\bwhile|\balso)|,)$")
_WITH_STATE = frozenset(["side", "government", "administration", "and", "has", "have", "is", "are"])


class SubjectFinder:
    """Finds subjects in the sentences of one document."""

    def __init__(self, lexicon: Lexicon, parties: Parties) -> None:
        self._lexicon = lexicon
        self._parties = parties
        self._programmes: dict[str, None] = {}
        self._person = ALL
        self._it = ALL
        self._is_it_ours = False

    def learn_programme(self, name: str) -> None:
        """Remember something the parties have just set up, so that what it will do is theirs."""
        self._programmes[name] = None

    def remember(self, text: str, subject: SentenceSubject | None, is_promise: bool) -> None:
        """Remember the subject of a sentence, which "he", "she" or "it" of the next one means."""
        if subject is not None and not _THEY.match(text, subject.start):
            self._person = subject.by
        begin = len("The ") if text.startswith("The ") else 0
        named = self._parties.actor_at(text, begin)
        self._it = named.state if named and self._parties.is_party(named.state) else ALL
        self._is_it_ours = is_promise

    def party_in(self, words: str) -> str:
        """Return the only party that words name, or `all`."""
        found = {each.state for each in self._parties.actors_in(words)}
        found |= {
            state for name, state in self._parties.people.items() if name in words.lower().split()
        }
        found |= {
            state for office, state in self._parties.offices.items() if office in words.lower()
        }
        named = {each for each in found if self._parties.is_party(each)}
        return named.pop() if len(named) == 1 else ALL

    def party_at(self, text: str, place: int) -> str:
        """Return the party that a text names at a place, or `all`."""
        named = self._parties.actor_at(text, place)
        return named.state if named and self._parties.is_party(named.state) else ALL

    def before(self, text: str, low: str, verb: int, floor: int = 0) -> SentenceSubject:
        """Return the subject of the verb at a place, looking back no further than `floor`.

        `low` is the text in small letters, character for character.
        """
        floor = max(floor, verb - _FARTHEST)
        head = _without_adverbs(low[floor:verb].rstrip(), self._lexicon)
        if _ends_with(head, self._lexicon.around.relative):
            return SentenceSubject(Who.RELATIVE, verb)
        cut = _APPOSITION.search(head + " ") if head.endswith(",") else None
        if cut:
            head = head[: cut.start()]
        begin = max((each.end() for each in _CUTS.finditer(head)), default=0)
        begin += len(head[begin:]) - len(head[begin:].lstrip())
        lead = _LEADING.match(head, begin)
        begin = lead.end() if lead else begin
        for inner in _WHICH.finditer(head, begin):
            begin = inner.end()
        chunk = head[begin:]
        if not chunk or _OPEN.fullmatch(chunk):
            return SentenceSubject(Who.NONE, verb)
        place = floor + begin
        subject = self._classified(text[place : place + len(chunk)], chunk, place)
        if subject.by != ALL and self._ends_with_state(text[floor:place]):
            return replace(subject, by=ALL)  # "Brazil, Chile and Peru"
        return subject

    def _ends_with_state(self, before: str) -> bool:
        """Whether the last piece before a comma is the name of a state and nothing else."""
        if not before.rstrip().endswith(","):
            return False
        last = before.rstrip(" ,").rsplit(",", 1)[-1].strip()
        named = self._parties.actor_at(last, 0)
        return named is not None and named.end == len(last)

    def first(self, text: str, low: str, end: int, floor: int = 0) -> SentenceSubject | None:
        """Return the first subject before a place that means the parties, none where there is none.

        It is what a verb after "and" goes on with.
        """
        begin = floor = max(floor, end - 4 * _FARTHEST)
        for piece in re.split(r"(?<=[,;:])\s", low[floor:end]):
            own = self._own(text[begin : begin + len(piece)], piece)
            if own is not None and not low[floor : begin + own[0]].rstrip().endswith("that"):
                return SentenceSubject(Who.OWN, begin + own[0], own[2])
            begin += len(piece) + 1
        return None

    def _classified(self, text: str, chunk: str, start: int) -> SentenceSubject:
        told = self._told(chunk)
        if told:
            # "The U.S. side informed that it will": the side itself.
            named = self._parties.actor_at(text, 0)
            if named is not None and self._parties.is_party(named.state):
                return SentenceSubject(Who.OWN, start, named.state)
            speaker = self._own(text[:told], chunk[:told])
            if speaker is not None:
                return SentenceSubject(Who.OWN, start + speaker[0], speaker[2])
        if chunk.endswith(" that it"):
            return SentenceSubject(Who.DEMONSTRATIVE, start)
        programme = self._programme(text, chunk)
        is_open = _OPEN.search(chunk) is not None
        own = self._own(text, chunk)
        if own is not None:
            begin, end, by = own
            adjacent = is_open or not self._has_more(chunk[end:])
            if adjacent or not programme or programme[1] <= end:
                return SentenceSubject(Who.OWN, start + begin, by, adjacent)
        if is_open:
            return SentenceSubject(Who.NONE, start + len(chunk))
        if programme:
            adjacent = not self._has_more(chunk[programme[1] :])
            return SentenceSubject(Who.PROGRAMME, start + programme[0], ALL, adjacent)
        if chunk == "it" and (self._is_it_ours or self._it != ALL):
            return SentenceSubject(Who.PROGRAMME, start, self._it)
        if chunk.split(None, 1)[0] in self._lexicon.sets.demonstratives:
            return SentenceSubject(Who.DEMONSTRATIVE, start)
        state = next(self._parties.actors_in(text), None)
        if (
            state and not self._has_more(chunk[state.end :])
        ) or self._lexicon.subjects.others.search(chunk):
            return SentenceSubject(Who.OTHER, start)
        return SentenceSubject(Who.UNKNOWN, start)

    def _told(self, chunk: str) -> int:
        """Return where what a party says begins, before "that it"; 0 where it says nothing."""
        found = _SAID_IT.search(chunk)
        told = list(self._lexicon.around.tells.finditer(chunk)) if found else []
        return told[-1].start() if told else 0

    def _has_more(self, words: str) -> bool:
        """Whether more than adverbs and what belongs to a noun follows a subject."""
        words = words.strip()
        if not words:
            return False
        if words.split(None, 1)[0] in ("of", "from", "in", "for", "on", "and"):
            return len(words.split()) > 9
        return bool(_without_adverbs(words, self._lexicon))

    def _own(self, text: str, chunk: str) -> tuple[int, int, str] | None:
        """Return where a subject that means the parties stands in a chunk, and who it is."""
        subjects = self._lexicon.subjects
        pronouns = [
            each for each in subjects.pronouns.finditer(chunk) if self._is_head(chunk, each.start())
        ]
        if pronouns:
            last = pronouns[-1]
            by = self._person if last[0] in ("he", "she") else ALL
            return last.start(), last.end(), by
        state = self._state(text, chunk)
        for found in subjects.own.finditer(chunk):
            if self._is_head(chunk, found.start()) and (state is None or found.start() <= state[0]):
                by = state[2] if state else self._holder(chunk, found.end())
                end = max(found.end(), state[1] if state else 0)
                return found.start(), self._name_end(text, chunk, end), by
        return state or self._group_or_person(chunk)

    def _state(self, text: str, chunk: str) -> tuple[int, int, str] | None:
        """Return the first party named as the subject itself, not as "U.S. companies"."""
        for found in self._parties.actors_in(text):
            state = found.state
            if not self._parties.is_party(state) or not self._is_head(chunk, found.start):
                continue
            end, by = self._joined(text, chunk, found.end, state)
            before = chunk[: found.start].split()
            if _JOINED.search(chunk, 0, found.start) and self._is_name(before[:-1]):
                by = ALL  # "the Commission and the Brazilian Government"
            rest = chunk[end:].split()
            if not rest or rest[0] in _WITH_STATE or not self._has_more(chunk[end:]):
                return found.start, end, by
        return None

    def _is_name(self, words: list[str]) -> bool:
        """Whether words before "and" are a name alone, not a clause of their own."""
        return len(words) <= _MOST_JOINED and "to" not in words

    def _joined(self, text: str, chunk: str, end: int, by: str) -> tuple[int, str]:
        """Follow "India and the U.S. Army" to its end; more than one state is all."""
        while True:
            body = self._lexicon.subjects.bodies.search(chunk, end, end + 40)
            if body and len(chunk[end : body.start()].split()) <= 2:
                end = body.end()
            joint = _AND_STATE.match(text, end)
            following = self._parties.actor_at(text, joint.end()) if joint else None
            if following is None:
                return end, by
            end, by = following.end, ALL

    def _group_or_person(self, chunk: str) -> tuple[int, int, str] | None:
        named = {each.lower(): ALL for each in self._parties.groups} | self._parties.people
        for name, by in named.items():
            found = re.search(rf"\b{re.escape(name)}\b", chunk)
            if found and self._is_head(chunk, found.start()):
                end = found.end()
                members = self._lexicon.subjects.group_nouns.match(chunk, end + 1)
                if by == ALL and members:
                    end = members.end()
                if by == ALL and self._has_more(chunk[end:]):
                    continue
                return found.start(), end, by
        return None

    def _holder(self, chunk: str, end: int) -> str:
        """Return the state of the person an office is named with, `all` for several."""
        words = _WORD.findall(chunk[end : end + 60])[:7]
        states = {self._parties.people[each] for each in words if each in self._parties.people}
        if not states and not _AND.search(chunk):
            offices = {each for each in self._parties.offices if each in chunk[:end]}
            if "prime minister" in offices:
                offices.discard("minister")
            states = {self._parties.offices[each] for each in offices}
        return states.pop() if len(states) == 1 else ALL

    def _name_end(self, text: str, chunk: str, end: int) -> int:
        """Return where the names after an office end: "President X and Prime Minister Y"."""
        names = _AFTER_OFFICE.match(text, end)
        if names is None:
            return end
        words = chunk[end : names.end()].rstrip()
        return end + len(words) - (4 if words.endswith(" and") else 0)

    def _is_head(self, chunk: str, place: int) -> bool:
        """Whether a noun is the head of its phrase, not "of the parties"."""
        before = chunk[max(0, place - _NEAR) : place]
        while (shorter := _DETERMINER.sub("", before)) != before:
            before = shorter
        last = _LAST_WORD.search(before)
        return last is None or last[1] not in self._lexicon.sets.prepositions

    def _programme(self, text: str, chunk: str) -> tuple[int, int] | None:
        heads = [
            (each.start(), each.end())
            for each in self._lexicon.subjects.programmes.finditer(chunk)
            if self._is_head(chunk, each.start())
        ]
        for start, end in heads:
            if not self._has_more(chunk[end:]):
                return start, end
        if heads:
            return heads[0]
        for name in self._programmes:
            place = text.find(name)
            after = chunk[place + len(name) :] if place >= 0 else ""
            if place >= 0 and self._is_head(chunk, place) and not self._has_more(after):
                return place, place + len(name)
        return None


def _without_adverbs(head: str, lexicon: Lexicon) -> str:
    """Return words without the adverbs and auxiliaries at their end."""
    adverb = lexicon.around.adverb
    words = head.split(" ")
    last = len(words)
    while last and (
        words[last - 1] in ("have", "has", "had", "") or adverb.fullmatch(f"{words[last - 1]} ")
    ):
        last -= 1
    return " ".join(words[:last])


def _ends_with(head: str, words: re.Pattern[str]) -> bool:
    last = _LAST_WORD.search(head)
    return last is not None and not head.endswith(",") and words.fullmatch(last[1]) is not None

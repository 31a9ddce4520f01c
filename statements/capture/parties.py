"""Who the parties of a document are, and by which names it speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from statements.language.lexicon import Lexicon
from statements.reading.document import BlockKind, StatementDocument

_MOST_LOOKED_AT = 3
"""Paragraphs, the title first, in which the states are looked for that speak."""
_OPENING = 8
"""Paragraphs at the beginning in which a document names those who speak."""
_OFFICE = r"(?:President|Prime Minister|Chancellor|Premier|King|Minister|Secretary)"
_NAME = (
    r"(?:(?:The|Shri|Smt|Mr|Mrs|Ms|Dr|Honorable|Honourable|[A-Z])\.?\s+)*"
    r"(?:[A-Z][\w.'’-]*\s+){0,3}?[A-Z][\w'’-]{2,}"
)
_FULL_NAME = r"(?:[A-Z][\w.'’-]*\s+){0,4}[A-Z][\w'’-]{2,}"
_NAME_OF = re.compile(
    rf"{_OFFICE}\s+(?P<name>{_NAME})(?:,\s+Jr\.)?\s+of\s+(?:the\s+)?(?P<rest>.{{3,40}})"
)
_OF_NAME = re.compile(rf"{_OFFICE}\s+of\s+(?:the\s+)?(?=(?P<rest>.{{3,80}}))")
_OFFICE_OF = re.compile(
    rf"(?P<office>President|Prime Minister|Chancellor|Premier)(?:\s+{_NAME})?(?:,\s+Jr\.)?"
    r"\s+of\s+(?:the\s+)?(?=(?P<rest>.{3,40}))"
)
_AFTER = re.compile(rf"^,?\s+(?P<name>{_NAME})")
_NO_NAMES = frozenset(
    ["The", "Honorable", "Honourable", "Shri", "Excellency", "Official", "Republic", "Minister"]
)


class NamedActor(NamedTuple):
    """A state, or an agency of a party, where a text names it."""

    start: int
    end: int
    state: str


@dataclass(frozen=True, slots=True)
class Parties:
    """The states that speak in a document; none where it does not say."""

    names: frozenset[str]
    people: dict[str, str]
    """The last name of somebody who speaks for a state, in small letters, to the state."""
    groups: frozenset[str]
    offices: Mapping[str, str]
    """An office that only one of those who speak holds, in small letters, to its state."""
    agencies: Mapping[str, str]
    """An agency of a party, as it is written, to its state."""
    lexicon: Lexicon
    _actor: re.Pattern[str]

    def actors_in(self, text: str, start: int = 0) -> Iterator[NamedActor]:
        """Yield the states, and the agencies of parties, that a text names from a place on."""
        for found in self._actor.finditer(text, start):
            yield NamedActor(found.start(), found.end(), self._state_of(found[0]))

    def actor_at(self, text: str, place: int) -> NamedActor | None:
        """Return the state or agency that a text names at a place."""
        found = self._actor.match(text, place)
        return NamedActor(place, found.end(), self._state_of(found[0])) if found else None

    def _state_of(self, words: str) -> str:
        return self.agencies.get(words) or self.lexicon.states[words.lower()]

    def is_party(self, state: str) -> bool:
        """Whether a state speaks here; where the document does not say who does, any may."""
        return not self.names or state in self.names


def find_parties(
    document: StatementDocument, lexicon: Lexicon, given: Iterable[str] = ()
) -> Parties:
    """Return the parties of a document.

    They are those given, else the states and groups its title names, else those its first
    paragraphs do.
    """
    opening = [
        document.words_of(each)
        for each in document.paragraphs[:6]
        if document.words_of(each) != document.title
        and (each.kind != BlockKind.HEADING or len(document.words_of(each)) > 12)
    ][: _MOST_LOOKED_AT + 1]
    states = {lexicon.states.get(each.lower(), each) for each in given if each.strip()}
    groups: set[str] = set()
    for place, words in enumerate((document.title, *opening)):
        groups |= {each for each in lexicon.groups if re.search(rf"\b{each}\b", words)}
        if given or len(states) > 1 or place > _MOST_LOOKED_AT:
            continue
        members = {each for group in groups for each in lexicon.groups[group]}
        states = members or states | _states(words, lexicon)
    said = " ".join(document.words_of(each) for each in document.paragraphs[:_OPENING])
    people = _people(said, lexicon)
    offices = _offices(said, lexicon, states)
    for name, state in _office_holders(said, offices):
        _add(people, name, state)
    agencies = {each: state for state in states for each in lexicon.agencies.get(state, ())}
    names = sorted(agencies, key=lambda each: -len(each))
    pattern = "|".join((*map(re.escape, names), lexicon.state.pattern))
    return Parties(
        frozenset(states),
        people,
        frozenset(groups),
        offices,
        agencies,
        lexicon,
        re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)"),
    )


def _offices(words: str, lexicon: Lexicon, states: set[str]) -> dict[str, str]:
    """Return the offices that one person alone holds among those who speak.

    It is told by the opening ("the Prime Minister of Nepal"), else by which of the parties
    has a head of government of that name.
    """
    told: dict[str, set[str]] = {}
    for found in _OFFICE_OF.finditer(words):
        state = lexicon.state.match(found["rest"])
        # An office of no state, as in "President of the World Bank", is somebody else's.
        holder = lexicon.states[state[0].lower()] if state else found["rest"]
        told.setdefault(found["office"].lower(), set()).add(holder)
    for office, holders in lexicon.heads.items():
        if len(states) > 1:
            told.setdefault(office, states & holders)
        if len(told.get(office, ())) == 1 and not told[office] <= states:
            del told[office]
    return {office: next(iter(held)) for office, held in told.items() if len(held) == 1}


def _office_holders(words: str, offices: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the names that follow an office in the opening, with the state of the office."""
    for office, state in offices.items():
        names = re.finditer(rf"\b(?i:{office})\s+(?P<name>{_FULL_NAME})", words)
        held = {each["name"].split()[-1]: each["name"] for each in names}
        if len(held) == 1:
            yield next(iter(held.values())), state


def _states(words: str, lexicon: Lexicon) -> set[str]:
    """Return the states named in words, both of a pair such as "India-Norway" too."""
    if words.isupper():  # a title in capitals
        capitals = re.finditer(lexicon.state.pattern, words, re.IGNORECASE)
        return {lexicon.states[each[0].lower()] for each in capitals}
    named = [each[0] for each in lexicon.state.finditer(words)]
    rest = lexicon.state.sub(" ", words).replace("-", " ")
    named += [each[0] for each in lexicon.state.finditer(rest)]
    return {lexicon.states[each.lower()] for each in named}


def _people(words: str, lexicon: Lexicon) -> dict[str, str]:
    people: dict[str, str] = {}
    for found in _NAME_OF.finditer(words):
        state = lexicon.state.match(found["rest"])
        if state:
            _add(people, found["name"], lexicon.states[state[0].lower()])
    for found in _OF_NAME.finditer(words):
        state = lexicon.state.match(found["rest"])
        name = _AFTER.match(found["rest"][state.end() :]) if state else None
        if state and name:
            _add(people, name["name"], lexicon.states[state[0].lower()])
    return people


def _add(people: dict[str, str], name: str, state: str) -> None:
    words = [each for each in name.split() if each not in _NO_NAMES and len(each.rstrip(".")) > 2]
    for word in words[-2:]:
        if not word.endswith("."):
            people.setdefault(word.lower(), state)

"""Who the parties of a document are, and by which names it speaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from statements.language.lexicon import Lexicon
from statements.reading.document import BlockKind, StatementDocument

_OFFICE = r"(?:President|Prime Minister|Chancellor|Premier|King|Minister|Secretary)"
_NAME = (
    r"(?:(?:The|Shri|Smt|Mr|Mrs|Ms|Dr|Honorable|Honourable|[A-Z])\.?\s+)*"
    r"(?:[A-Z][\w.'’-]*\s+){0,3}?[A-Z][\w'’-]{2,}"
)
_NAME_OF = re.compile(
    rf"{_OFFICE}\s+(?P<name>{_NAME})(?:,\s+Jr\.)?\s+of\s+(?:the\s+)?(?P<rest>.{{3,40}})"
)
_OF_NAME = re.compile(rf"{_OFFICE}\s+of\s+(?:the\s+)?(?P<rest>.{{3,80}})")
_AFTER = re.compile(rf"^,?\s+(?P<name>{_NAME})")
_NO_NAMES = frozenset(
    ["The", "Honorable", "Honourable", "Shri", "Excellency", "Official", "Republic"]
)


@dataclass(frozen=True, slots=True)
class Parties:
    """The states that speak in a document; none where it does not say."""

    names: frozenset[str]
    people: dict[str, str]
    """The last name of somebody who speaks for a state, in small letters, to the state."""
    groups: frozenset[str]

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
        if each.kind != BlockKind.HEADING or len(document.words_of(each)) > 12
    ][:3]
    states = {lexicon.states.get(each.lower(), each) for each in given if each.strip()}
    groups: set[str] = set()
    for place, words in enumerate((document.title, *opening)):
        groups |= {each for each in lexicon.groups if re.search(rf"\b{each}\b", words)}
        if given or len(states) > 1 or place > 1:
            continue
        members = {each for group in groups for each in lexicon.groups[group]}
        states = members or states | _states(words, lexicon)
    return Parties(frozenset(states), _people(" ".join(opening), lexicon), frozenset(groups))


def _states(words: str, lexicon: Lexicon) -> set[str]:
    """Return the states named in words, both of a pair such as "India-Norway" too."""
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
    words = [each for each in name.split() if each not in _NO_NAMES and len(each) > 2]
    for word in words[-2:]:
        people.setdefault(word.lower(), state)

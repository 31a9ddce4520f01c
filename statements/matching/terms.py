"""Texts as terms that can be compared: stems without endings, acronyms, subjects."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from statements.language.lexicon import lexicon
from store.text import fold

_WORD = re.compile(r"[^\W_]+(?:[-'&.][^\W_]+)*")
_DOTTED = re.compile(r"(?<![A-Za-z])((?:[A-Z]\.){2,})")
_DEFINED = re.compile(
    r"((?:[A-Z][\w’'-]*\s+(?:(?:of|and|for|on|the|in)\s+)?){2,8})\(([A-Z][A-Za-z-]{1,9})\)"
)
_SPELLED = (
    ("isations", "izations"),
    ("isation", "ization"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ise", "ize"),
)
_ENDINGS = (
    *(
        "izations",
        "ization",
        "ations",
        "ation",
        "ating",
        "ated",
        "ates",
        "ate",
        "ments",
        "ment",
        "ities",
        "ity",
        "ings",
        "ing",
    ),
    *("ions", "ion", "ives", "ive", "ness", "ences", "ence", "ances", "ance", "ies"),
    *("ers", "er", "ed", "es", "al", "ly", "s", "e", "y"),
)
_SHORTEST = 4
_BEGINNING = 2
"""Letters that words of subjects are looked up by; none has fewer."""
_START = re.compile(rf"(?<!\w)\w{{{_BEGINNING}}}")


@dataclass(frozen=True, slots=True)
class Terms:
    """A text as it is compared: how often each stem occurs in it, and its subjects."""

    stems: Mapping[str, int]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class _TopicWord:
    """How a word or phrase of a subject begins, and whether nothing may follow it."""

    written: str
    is_whole: bool
    topic: str

    def is_at(self, text: str, place: int) -> bool:
        end = place + len(self.written)
        return text.startswith(self.written, place) and not (
            self.is_whole and text[end : end + 1].isalnum()
        )


@dataclass(frozen=True, slots=True)
class _Topics:
    """The words of subjects by how they begin, and one spelling for those that have two."""

    words: Mapping[str, tuple[_TopicWord, ...]]
    spelling: Mapping[str, str]

    def of(self, folded: str) -> frozenset[str]:
        """Return the subjects of a text in small letters."""
        found: set[str] = set()
        for start in _START.finditer(folded):
            for word in self.words.get(start[0], ()):
                if word.topic not in found and word.is_at(folded, start.start()):
                    found.add(word.topic)
        return frozenset(found)


@cache
def _topics(language: str) -> _Topics:
    text = files("statements.language").joinpath(language, "topics.toml").read_text("utf-8")
    data = tomllib.loads(text)
    words: dict[str, list[_TopicWord]] = defaultdict(list)
    for topic, written in data["topics"].items():
        for each in written:
            word = _TopicWord(each.removeprefix("="), each.startswith("="), topic)
            words[word.written[:_BEGINNING]].append(word)
    return _Topics({start: tuple(each) for start, each in words.items()}, data["spelling"])


@lru_cache(maxsize=20_000)
def terms_of(text: str, language: str = "en") -> Terms:
    """Return a text as terms; the same object for the same text.

    >>> sorted(terms_of("co-producing vehicles").stems)
    ['co', 'co-produc', 'produc', 'vehicl']
    """
    stops = _stop_stems(language)
    words = lexicon(language).words.stop
    stems: list[str] = []
    folded = fold(_DOTTED.sub(lambda found: found[1].replace(".", ""), text.replace("’", "'")))
    for found in _WORD.finditer(folded):
        word = found[0]
        parts = [*word.split("-"), word] if "-" in word else [word]
        for part in parts:
            stem = stem_of(part, language)
            if len(stem) > 1 and part not in words and stem not in stops:
                stems.append(stem)
    return Terms(Counter(stems), _topics(language).of(folded))


@cache
def _stop_stems(language: str) -> frozenset[str]:
    return frozenset(stem_of(each, language) for each in lexicon(language).words.stop)


@lru_cache(maxsize=50_000)
def stem_of(word: str, language: str = "en") -> str:
    """Return a folded word without its ending, in one spelling of the two there may be.

    >>> [stem_of(word) for word in ("organisations", "organization", "defence", "2030")]
    ['organ', 'organ', 'defens', '2030']
    """
    word = word.removesuffix("'s").removesuffix("'")
    spelling = _topics(language).spelling
    word = spelling.get(word) or spelling.get(word.removesuffix("s"), word)
    if word.isdigit():
        return word
    for british, american in _SPELLED:
        if len(word) > 6 and word.endswith(british):
            word = word[: -len(british)] + american
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def acronyms_in(texts: Iterable[str], language: str = "en") -> dict[str, tuple[str, ...]]:
    """Return what acronyms stand for where a text says so: the stems of their words.

    >>> acronyms_in(["the Indian Ocean Rim Association (IORA)"])
    {'iora': ('indian', 'ocean', 'rim', 'associ')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for each in _DEFINED.finditer(text):
            capitals = [word for word in each[1].split() if word[0].isupper()]
            letters = each[2].replace("-", "").upper()
            if letters in "".join(word[0] for word in capitals):
                long = tuple(stem_of(fold(word), language) for word in capitals[-len(letters) :])
                found[stem_of(fold(each[2]), language)] = long
    return found

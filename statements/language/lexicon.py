"""The cues and words of one language, read from its data files and made ready for use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from statements.language.patterns import Notation


class Level(str, Enum):
    """How firmly something is promised."""

    STRONG = "strong"
    MID = "mid"
    WEAK = "weak"

    def __str__(self) -> str:
        return self.value

    @property
    def rank(self) -> int:
        """3 for strong, 2 for mid, 1 for weak."""
        return {"strong": 3, "mid": 2, "weak": 1}[self.value]


@dataclass(frozen=True, slots=True)
class Cue:
    """A group of forms that speak for a commitment, or, without a level, against one."""

    kind: str
    level: Level | None
    note: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language by what they do; each set as its data file lists it."""

    function: frozenset[str]
    stop: frozenset[str]
    starters: frozenset[str]
    doing: frozenset[str]
    doubtful: frozenset[str]
    determiners: frozenset[str]
    titled: Mapping[str, str]
    """Forms of verbs that a title keeps before what they are said of, to the verb."""
    deliverables: re.Pattern[str]
    documents: re.Pattern[str]
    page_ends: frozenset[str]
    leads_on: frozenset[str]
    amounts: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a cue and changes its meaning."""

    negation: re.Pattern[str]
    relative: re.Pattern[str]
    conditional: re.Pattern[str]
    perfect: re.Pattern[str]
    past: re.Pattern[str]
    forward: re.Pattern[str]
    values: re.Pattern[str]
    joint: re.Pattern[str]
    should: re.Pattern[str]
    happens: re.Pattern[str]
    happens_be: re.Pattern[str]
    remains_doing: re.Pattern[str]
    follows: re.Pattern[str]
    done_passive: re.Pattern[str]
    mid_verbs: re.Pattern[str]
    weak_verbs: re.Pattern[str]
    own_bodies: re.Pattern[str]
    resolve: re.Pattern[str]
    sets_up: re.Pattern[str]
    adverb: re.Pattern[str]
    reported_ends: re.Pattern[str]
    tells: re.Pattern[str]
    begins: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class WordSets:
    """Words that change the meaning of one beside them, as the data file lists them."""

    reports: frozenset[str]
    joints: frozenset[str]
    noun_before: frozenset[str]
    noun_forms: frozenset[str]
    auxiliaries: frozenset[str]
    passives: frozenset[str]
    earlier: frozenset[str]
    participle_after: frozenset[str]
    prepositions: frozenset[str]
    demonstratives: frozenset[str]
    meetings: frozenset[str]
    discussed: frozenset[str]
    runs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Who can be the subject of a promise."""

    pronouns: re.Pattern[str]
    own: re.Pattern[str]
    group_nouns: re.Pattern[str]
    programmes: re.Pattern[str]
    bodies: re.Pattern[str]
    others: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class TableWords:
    """Words of the heads and cells of tables of actions, and of lists of actions."""

    actions: re.Pattern[str]
    deadlines: re.Pattern[str]
    leads: re.Pattern[str]
    done: re.Pattern[str]
    plans: re.Pattern[str]
    outcomes: re.Pattern[str]
    introduces: re.Pattern[str]
    nominal: re.Pattern[str]
    nominal_done: re.Pattern[str]
    finite: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that is known of one language."""

    language: str
    cues: tuple[Cue, ...]
    blocks: tuple[Cue, ...]
    around: Around
    sets: WordSets
    subjects: Subjects
    tables: TableWords
    words: Words
    states: Mapping[str, str]
    """Every name of a state and its people, to the name shown."""
    state: re.Pattern[str]
    groups: Mapping[str, tuple[str, ...]]
    agencies: Mapping[str, tuple[str, ...]]
    """The agencies and seats by which a state is spoken of."""
    heads: Mapping[str, frozenset[str]]
    """An office of a head of government, in small letters, to the states that have it."""


def languages() -> tuple[str, ...]:
    """Return the languages there are data files for, by their codes."""
    folder = files("statements.language")
    return tuple(sorted(each.name for each in folder.iterdir() if len(each.name) == 2))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    parts = sorted(words, key=lambda word: (-len(word), word))
    made = "|".join(
        re.escape(each).replace(r"\ ", r"\s+").replace(r"\s+_\s+", r"\s+(?:[\w'.,&/-]+\s+){0,14}?")
        for each in parts
    )
    return re.compile(rf"(?<![\w'-])(?:{made})(?![\w-])")


def _data(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads(files("statements.language").joinpath(language, name).read_text("utf-8"))


@cache
def lexicon(language: str) -> Lexicon:
    """Read a language's data files; they come with the package, so they are sound.

    >>> lexicon("en").states["u.s."]
    'United States'
    """
    cues, words, parties = (
        _data(language, name) for name in ("cues.toml", "words.toml", "parties.toml")
    )
    around = cues["around"]
    notation = Notation(cues["irregular"], around["adverbs"])
    states = {
        name.lower(): each.split("|")[0] for each in parties["states"] for name in each.split("|")
    }
    exact = sorted(
        (name for each in parties["states"] for name in each.split("|")),
        key=lambda word: -len(word),
    )
    return Lexicon(
        language=language,
        cues=tuple(_cue(each, notation) for each in cues["cue"]),
        blocks=tuple(_cue(each, notation) for each in cues["block"]),
        around=_around(around),
        sets=msgspec.convert(around, WordSets),
        subjects=Subjects(**{name: _whole(value) for name, value in cues["subjects"].items()}),
        tables=TableWords(**{name: _whole(value) for name, value in cues["tables"].items()}),
        words=Words(
            function=frozenset(words["function_words"]),
            stop=frozenset((*words["function_words"], *words["stop_words"])),
            starters=frozenset(words["starters"]),
            doing=frozenset(words["doing"]),
            doubtful=frozenset(words["doubtful"]),
            determiners=frozenset(words["determiners"]),
            titled={form: verb for verb in words["titled"] for form in notation.forms(verb)},
            deliverables=_whole(
                (*words["deliverables"], *(f"{each}s" for each in words["deliverables"]))
            ),
            documents=_whole(words["documents"]),
            leads_on=frozenset(words["leads_on"]),
            page_ends=frozenset(words["page_ends"]),
            amounts=_amounts(words),
        ),
        states=states,
        state=re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, exact))})(?!\w)"),
        groups={name: tuple(members) for name, members in parties["groups"].items()},
        agencies={name: tuple(each) for name, each in parties["agencies"].items()},
        heads=_heads(parties),
    )


def _heads(parties: dict[str, Any]) -> dict[str, frozenset[str]]:
    states = {each.split("|")[0] for each in parties["states"]}
    presidents = frozenset(parties["heads"]["president"])
    without = presidents - frozenset(parties["heads"]["both"])
    return {
        "president": presidents,
        "prime minister": frozenset(states - without - {"European Union"}),
    }


def _cue(data: dict[str, Any], notation: Notation) -> Cue:
    level = Level(data["level"]) if "level" in data else None
    note = data.get("note") or data["reason"]
    return Cue(data["kind"], level, note, notation.any_of(data["forms"]))


def _around(data: dict[str, Any]) -> Around:
    whole = {
        "negation": "negations",
        "relative": "relatives",
        "conditional": "conditionals",
        "perfect": "perfect",
        "past": "past_markers",
        "reported_ends": "reported_ends",
        **{
            name: name
            for name in (
                "forward",
                "values",
                "joint",
                "should",
                "happens",
                "happens_be",
                "remains_doing",
                "follows",
                "done_passive",
                "mid_verbs",
                "weak_verbs",
                "own_bodies",
                "resolve",
                "tells",
                "begins",
            )
        },
    }
    adverbs = "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in data["adverbs"])
    return Around(
        **{name: _whole(data[source]) for name, source in whole.items()},
        sets_up=re.compile("|".join(data["sets_up"])),
        adverb=re.compile(rf"(?:(?:\w+ly|{adverbs})\s+)*"),
    )


def _amounts(words: dict[str, Any]) -> re.Pattern[str]:
    number = r"\d[\d,.]*\d|\d"
    scale = r"(?:\s*(?:thousand|million|billion|trillion|crore|lakh)(?!\w))?"
    money = "|".join(re.escape(each) for each in words["currencies"])
    units = "|".join(
        re.escape(each).replace(r"\ ", r"\s+")
        for each in sorted(words["amount_units"], key=lambda word: -len(word))
    )
    more = r"(?:(?:more than|at least|up to|over|nearly|approximately|around|about|some)\s+)?"
    return re.compile(
        rf"(?<![\w.,/-]){more}(?:(?:{money})\s?(?:{money})?\s?(?:{number}){scale}"
        rf"|(?:{number}){scale}[\s-]?(?:additional\s+|new\s+|of\s+\w+\s+)?(?:{units})(?!\w)|(?:{number})%)",
        re.IGNORECASE,
    )

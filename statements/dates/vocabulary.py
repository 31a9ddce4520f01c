"""The words of dates in one language, read from its data file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec


@dataclass(frozen=True, slots=True)
class WordsOnly:
    """Phrases that say a time no calendar knows; some are patterns."""

    events: tuple[str, ...]
    event_prepositions: tuple[str, ...]
    event_words: tuple[str, ...]
    phrases: tuple[str, ...]
    recurring: tuple[str, ...]
    fiscal: str


@dataclass(frozen=True, slots=True)
class DateVocabulary:
    """Words of dates, all in small letters."""

    months: tuple[str, ...]
    """Every name and abbreviation of a month."""
    numbers_of_months: Mapping[str, int]
    seasons: tuple[str, ...]
    ordinals: Mapping[str, int]
    deadline: tuple[str, ...]
    before: tuple[str, ...]
    point: tuple[str, ...]
    start: tuple[str, ...]
    past: tuple[str, ...]
    issued: tuple[str, ...]
    part: tuple[str, ...]
    end: tuple[str, ...]
    within: tuple[str, ...]
    over: tuple[str, ...]
    next: tuple[str, ...]
    this: tuple[str, ...]
    said_anchor: tuple[str, ...]
    anchor: tuple[str, ...]
    units: Mapping[str, str]
    numbers: Mapping[str, int]
    words_only: WordsOnly

    @staticmethod
    def alternatives(words: Iterable[str]) -> str:
        """Return a pattern for any of the words, the longest first."""
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)

    def month(self, name: str) -> int:
        """Return the number of a month by its name."""
        return self.numbers_of_months[name]

    def is_said(self, anchor: str) -> bool:
        """Whether what a deadline is counted from is the document itself."""
        return any(
            anchor.endswith(each) or f" {each} " in f"{anchor} " for each in self.said_anchor
        )


@cache
def vocabulary(language: str) -> DateVocabulary:
    """Read the words of a language. The data files come with the package."""
    text = files("statements.language").joinpath(language, "dates.toml").read_text("utf-8")
    data = tomllib.loads(text)
    months = data["months"]
    numbers = {
        name: place for place, names in enumerate(months, start=1) for name in names.split("|")
    }
    return msgspec.convert(
        data | {"months": list(numbers), "numbers_of_months": numbers}, DateVocabulary
    )

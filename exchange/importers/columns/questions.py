"""What is still to be asked of a table once its columns are told: words, days, years, shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exchange.crosswalk import SCHEMES, read_word
from exchange.importers.columns.fitting import FittedMapping, fitted
from exchange.importers.columns.mapping import ColumnMapping
from exchange.importers.readers.table import SourceTable, TableRow
from exchange.importers.values.cleaning import clean, says_nothing

MOST_WORDS = 30
"""Different words in a column of statuses; where there are more, they are no statuses."""


class OpenQuestions(NamedTuple):
    """What a table leaves open under a mapping; empty where it leaves nothing."""

    words: Mapping[str, int]
    """Status words that the mapping does not know, and how often each is met."""
    order: str
    """A date that can mean two days."""
    years: str
    """A date whose year is none of ours."""
    fractions: str
    """A number that may be a share of one."""

    def __bool__(self) -> bool:
        return bool(self.words or self.order or self.years or self.fractions)


def open_questions(
    mapping: ColumnMapping, table: SourceTable, sample: Sequence[TableRow]
) -> OpenQuestions:
    """Return what is still to be asked. Raises `BadValue` for a column that is not there."""
    fit = fitted(mapping, table, sample)
    facts = list(fit.facts.values())
    told = mapping.dates
    return OpenQuestions(
        _unknown(fit, sample),
        next((each.doubtful for each in facts if each.doubtful and not (told or each.order)), ""),
        next((each.other_years for each in facts if each.other_years), ""),
        "" if mapping.percent else next((each.fractions for each in facts if each.fractions), ""),
    )


def _unknown(fit: FittedMapping, sample: Sequence[TableRow]) -> dict[str, int]:
    met = status_words(fit.columns.get("status", ()), sample)
    unknown = {word: count for word, count in met.items() if fit.read_status(word) is None}
    return unknown if len(unknown) <= MOST_WORDS else {}


def status_words(columns: Sequence[str], sample: Sequence[TableRow]) -> dict[str, int]:
    """Return the words of columns of statuses, the most frequent first."""
    met = Counter(
        text
        for row in sample
        for column in columns
        if not says_nothing(text := clean(row.get(column, "")))
    )
    return dict(met.most_common())


def known_words(words: Sequence[str]) -> dict[str, int]:
    """Return by scheme how many of some status words it knows.

    >>> known_words(["Promise Kept", "Stalled"])["politifact"]
    2
    """
    return {
        each.name: sum(read_word(each.name, word) is not None for word in words) for each in SCHEMES
    }


def likeliest_scheme(words: Sequence[str]) -> str:
    """Return the scheme that knows most of some status words; ours where none knows more."""
    known = known_words(words)
    return max(SCHEMES, key=lambda each: known[each.name]).name

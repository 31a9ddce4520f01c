"""The forms dates and deadlines take in a language, and what reads each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from statements.dates import readings
from statements.dates.readings import DateReading
from statements.dates.vocabulary import DateVocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class DateForm:
    """A way to write a date."""

    pattern: re.Pattern[str]
    read: DateReading
    needs: frozenset[str]
    """Words of which a text has one wherever it holds the form; empty where it needs none."""
    has_year: bool
    """Whether a text without a year cannot hold it."""


_YEARS = r"(?:19|20|21)\d{2}"
YEAR = re.compile(_YEARS)
"""A year of a date, which is quickly looked for."""
WORD = re.compile(r"[^\W\d_]+")
_YEAR = rf"(?P<year>{_YEARS})(?![\d%]|,\d|\.\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_UNIT = r"(?P<unit>year|month|quarter)"
_NO_VERBS = r"(?!may\b|march\b)"
"""Months whose names are verbs too, where nothing else tells that a month is meant."""


@cache
def forms(language: str) -> tuple[DateForm, ...]:
    """Return the forms of a language; of two that begin and end alike the first one counts."""
    words = vocabulary(language)
    table = (*_written(words), *_relative(words), *_words_only(words))
    return tuple(
        DateForm(re.compile(form, re.IGNORECASE), read, frozenset(needs), has_year)
        for form, read, needs, has_year in table
    )


_DateForm = tuple[str, DateReading, Iterable[str], bool]


def _lead(words: DateVocabulary) -> str:
    """Return what may stand before a date; the group that matches tells what the date is."""
    named = words.alternatives
    return (
        rf"(?:(?P<past>{named(words.past)})\s+|(?P<before>{named(words.before)})\s+"
        rf"|(?P<deadline>{named(words.deadline)})\s+|(?P<start>{named(words.start)})\s+"
        rf"|(?P<point>{named(words.point)})\s+)"
    )


def _part(words: DateVocabulary) -> str:
    """Return the words that take a part of a period: its end, its first half."""
    named = words.alternatives
    ended = rf"(?:(?P<ended>{named(words.end)})[\s-]*(?:the\s+)?)?"
    return rf"(?:the\s+)?{ended}(?:(?P<part>{named(words.part)})[\s-]*)?"


def _written(words: DateVocabulary) -> list[_DateForm]:
    """Return the forms that name a year."""
    named = words.alternatives
    month = rf"(?P<month>{named(words.months)})\.?"
    lead, part = _lead(words), _part(words)
    opening = rf"\b(?:{lead})?{part}"
    days = r"\d{1,2}\s*(?:-|to|and)\s*"
    to_last = r"\s*(?:-|\s+to\s+|\s+and\s+|\s+until\s+|\s+through\s+)\s*"
    ordinal = rf"(?P<ordinal>{named(words.ordinals)})\s+quarter(?:\s+of)?\s+"
    fiscal = words.words_only.fiscal
    rows = [
        (rf"{opening}\b{days}{_DAY}\s+{month},?\s+{_YEAR}", readings.days_reading),
        (rf"{opening}\b{month}\s+{days}{_DAY},?\s+{_YEAR}", readings.days_reading),
        (rf"{opening}\b{_DAY}\s+(?:of\s+)?{month},?\s+{_YEAR}", readings.day_reading),
        (rf"{opening}\b{month}\s+{_DAY},?\s+{_YEAR}", readings.day_reading),
        (
            rf"{opening}\b{_YEAR}-(?P<number>\d{{2}})-(?P<day>\d{{2}})(?!\d)",
            readings.day_reading,
        ),
        (
            rf"{opening}\b(?P<day>\d{{1,2}})[./](?P<number>\d{{1,2}})[./]{_YEAR}",
            readings.slashed_reading,
        ),
        (rf"{opening}\b{month},?\s+(?:of\s+)?{_YEAR}", readings.month_reading),
        (rf"{opening}\b{ordinal}{_YEAR}", readings.quarter_reading),
        (
            rf"{opening}\b(?:q(?P<quarter>[1-4])(?:\s+of|/)?[\s-]+{_YEAR})",
            readings.quarter_reading,
        ),
        (rf"{opening}\b(?:{_YEAR}[\s-]q(?P<quarter>[1-4]))\b", readings.quarter_reading),
        (
            rf"{opening}(?:the\s+)?\b(?:{named(words.seasons)})(?:\s+of)?,?\s+{_YEAR}",
            readings.season_reading,
        ),
        (
            rf"\b(?:(?:between|from|in|for|during)\s+)?(?P<first>{_YEARS}){to_last}"
            rf"(?P<last>{_YEARS}|\d{{2}})(?![\d%-]|,\d|\s*(?:percent|%))",
            readings.range_reading,
        ),
        (
            rf"\b(?:{lead}){part}{_YEAR}(?!-\d|[a-z]|/\d)(?=(?P<next>\s+\w+)?)",
            readings.year_reading,
        ),
    ]
    fiscal_year = rf"\b(?:{lead}){part}{fiscal}\s*\d{{2,4}}(?:[-/]\d{{2,4}})?"
    return [
        *((form, read, (), True) for form, read in rows),
        (fiscal_year, readings.words_reading, WORD.findall(fiscal), False),
    ]


def _relative(words: DateVocabulary) -> list[_DateForm]:
    """Return the forms that are counted from the day of the document."""
    named = words.alternatives
    lead, part = _lead(words), _part(words)
    opening = rf"\b(?:{lead})?{part}"
    ended = rf"(?P<ended>{named(words.end)})[\s-]*(?:the\s+)?"
    count = rf"(?P<count>\d{{1,4}}|{named(words.numbers)})"
    unit = rf"(?P<unit>{named(words.units)})"
    anchor = rf"(?:\s+(?P<anchor>(?:{named(words.anchor)})\s+[^,.;:()]{{1,60}}))?"
    following = named(words.next)
    kind = r"(?:calendar\s+|working\s+|business\s+)?"
    rows = [
        (
            rf"{opening}(?:(?P<later>later|earlier|early|late)\s+)?"
            rf"(?P<which>{named(words.this)}|next|last)\s+{_UNIT}(?:'s)?(?:\s+end)?\b",
            readings.this_reading,
        ),
        (rf"\b(?:{lead})?{ended}{_UNIT}\b(?!\s+(?:of|{_YEARS}))", readings.this_reading),
        (
            rf"\b(?:{lead})(?:the\s+)?(?P<ended>year[\s-]end|end of (?:the )?year)\b"
            rf"(?!\s+{_YEARS})",
            readings.this_reading,
        ),
        (rf"\bwithin\s+the\s+{_UNIT}\b", readings.this_reading),
        (
            rf"\b(?:{named(words.within)})\s+(?:a\s+period\s+of\s+)?(?:the\s+)?"
            rf"(?:(?:{following})\s+)?{count}[\s-]+{kind}{unit}\b{anchor}",
            readings.within_reading,
        ),
        (
            rf"\b(?:{named(words.over)})\s+(?:the\s+)?(?:{following})\s+{count}[\s-]+{unit}\b",
            readings.over_reading,
        ),
        (rf"\b(?:no|not)\s+later\s+than\s+{count}[\s-]+{unit}\b{anchor}", readings.within_reading),
        (rf"\bin\s+{count}\s+{unit}(?:'|'s)?\s+time\b", readings.over_reading),
        (rf"\b{count}\s+{unit}\s+from\s+(?:now|today)\b", readings.over_reading),
        (
            rf"\b(?:over|in|during)\s+the\s+(?:{following})\s+(?P<unit>year)\b(?P<count>)",
            readings.over_reading,
        ),
    ]
    return [(form, read, words.units, False) for form, read in rows]


def _words_only(words: DateVocabulary) -> list[_DateForm]:
    """Return the forms that name no year, an event, or only haste."""
    named = words.alternatives
    months, seasons = named(words.months), named(words.seasons)
    lead, only = _lead(words), words.words_only
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    no_year = rf"(?![\d,]*\s*{_YEARS}|\d|%)"
    early = r"(?:early\s+|mid-|late\s+|the\s+end\s+of\s+)?"
    which = rf"(?:{named(only.event_words)}|\d{{1,3}}(?:st|nd|rd|th))"
    rows: list[tuple[str, DateReading, Iterable[str]]] = [
        (
            rf"\b(?:{lead})(?:this|next|the coming|last)\s+(?:{seasons}|{months})\b",
            readings.words_reading,
            (*words.seasons, *words.months),
        ),
        (
            rf"\b(?:this|next)\s+(?:{seasons}|{_NO_VERBS}(?:{months}))\b",
            readings.words_reading,
            (*words.seasons, *words.months),
        ),
        (
            rf"\b(?:{lead})(?:{day}\s+(?:{months})|(?!may\s+\d)(?:{months})\s+{day}){no_year}\b",
            readings.words_reading,
            words.months,
        ),
        (
            rf"\b(?:by|until|before|since|in)\s+{early}{_NO_VERBS}(?:{months})\b"
            r"(?!\s*,?\s*(?:\d|of\s+\d))",
            readings.words_reading,
            words.months,
        ),
        (
            rf"\b(?:{named(only.event_prepositions)})\s+(?:the|their|our|its|a|any)\s+"
            rf"(?:[\w'&.-]+\s+){{0,3}}?{which}\s+(?:[\w'&.\-/]+\s+){{0,6}}?"
            rf"(?:{named(only.events)})\b(?:\s+(?:in|on)\s+{_YEAR})?",
            readings.event_reading,
            (*only.events, *only.event_words),
        ),
        (
            r"\b(?:ahead of|before|by|at|during|in time for|no later than|until|prior to)\s+"
            r"(?:the\s+)?COP\s?-?\d{1,2}\b",
            readings.event_reading,
            ("cop",),
        ),
        (rf"\b(?:{'|'.join(only.phrases)})\b", readings.vague_reading, ()),
        (rf"\b(?:{'|'.join(only.recurring)})(?!\w)", readings.every_reading, ()),
    ]
    return [(form, read, needs, False) for form, read, needs in rows]

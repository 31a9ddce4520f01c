"""What may stand behind a field's colon: read, checked and put in canonical spelling.

Every function raises `BadValue`, naming the word and the nearest valid one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from store.errors import BadValue
from store.model.dates import is_relative, read_date, spell_date
from store.model.entities import Priority
from store.model.status import Status, read_status
from store.query.ast import Between, Compared, Comparison, FlagPrefix, Same, SortTerm, TermValue
from store.query.fields import (
    FLAGS_BY_NAME,
    THINGS_BY_NAME,
    ChoiceField,
    DomainField,
    QueryField,
    RangeField,
)
from store.query.sort import SORT_KEYS_BY_NAME
from store.query.vocabulary import Vocabulary
from store.text import did_you_mean, shown

_COMPARISONS: tuple[Comparison, ...] = ("<=", ">=", "<", ">")
_PERCENT = re.compile(r"(\d{1,3})%?", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_SIGNED = re.compile(r"[+-]?\d{1,6}", re.ASCII)
_UNITS = {"day": "a date", "percent": "a percentage", "number": "a whole number"}

FLAG_PREFIXES: Mapping[str, FlagPrefix] = {"is": "is", "has": "has", "no": "no"}

_FLAG_NAMES: Mapping[FlagPrefix, tuple[str, ...]] = {
    "is": tuple(FLAGS_BY_NAME),
    "has": tuple(THINGS_BY_NAME),
    "no": tuple(THINGS_BY_NAME),
}

_TERM_OF_WORD = {
    **{priority.value: f"priority:{priority.value}" for priority in Priority},
    **{name: f"has:{name}" for name in THINGS_BY_NAME},
    **{status.value: f"status:{status.value}" for status in Status},
    **{name: f"is:{name}" for name in FLAGS_BY_NAME},
}
"""The term a fixed word belongs in, for those who wrote it behind another colon."""


def read_value(field: QueryField, vocabulary: Vocabulary, text: str) -> TermValue:
    """Read one value of a field."""
    match field:
        case DomainField():
            return Same(_domain(text, vocabulary))
        case ChoiceField():
            return Same(_choice(field, text))
        case RangeField():
            return _range(field, text)
        case _:
            return Same(text)


def read_flag(prefix: FlagPrefix, text: str) -> str:
    """Read a flag's name."""
    word = text.strip().lower()
    if word in _FLAG_NAMES[prefix]:
        return word
    raise BadValue(
        f"{shown(text)} cannot follow '{prefix}:'", hint=_elsewhere(word, _FLAG_NAMES[prefix])
    )


def read_sort(text: str) -> SortTerm:
    """Read a sort key, turned around by a hyphen before it."""
    word = text.strip().lower()
    key = word.removeprefix("-")
    if key in SORT_KEYS_BY_NAME:
        known = SORT_KEYS_BY_NAME[key]
        return SortTerm(key, known.last_first if known.one_way else word != key)
    raise BadValue(f"nothing is sorted by {shown(text)}", hint=did_you_mean(key, SORT_KEYS_BY_NAME))


def read_percent(text: str) -> int:
    """Read a percentage of 0 to 100, with or without its sign."""
    match = _PERCENT.fullmatch(text.strip())
    if match and int(match[1]) <= 100:
        return int(match[1])
    raise BadValue(
        f"{shown(text)} is not a percentage", hint="write 0 to 100, such as progress:>=50"
    )


def _domain(text: str, vocabulary: Vocabulary) -> str:
    found = vocabulary.domain_id(text)
    if found is None:
        names = {domain.name: domain.id for domain in vocabulary.domains}
        hint = did_you_mean(text, vocabulary.domain_ids, spellings=names)
        raise BadValue(f"this register has no domain {shown(text)}", hint=hint)
    return found


def _choice(field: ChoiceField, text: str) -> str:
    if field.name == "status":
        with suppress(BadValue):
            return read_status(text).value
    word = text.strip().lower()
    if word in field.choices:
        return word
    raise BadValue(f"{shown(text)} is not a {field.name}", hint=_elsewhere(word, field.choices))


def _elsewhere(word: str, valid: tuple[str, ...]) -> str:
    term = _TERM_OF_WORD.get(word)
    return f"did you mean {term}?" if term else did_you_mean(word, valid)


def _range(field: RangeField, text: str) -> TermValue:
    for comparison in _COMPARISONS:
        if text.startswith(comparison):
            return Compared(comparison, _spell(field, text[len(comparison) :]))
    low, dots, high = text.partition("..")
    if not dots:
        return Same(_spell(field, text))
    if not low and not high:
        raise BadValue("'..' has no end", hint=f"write {field.name}:a..b, a.. or ..b")
    between = Between(_spell(field, low) if low else "", _spell(field, high) if high else "")
    if low and high and _is_backwards(field, between):
        raise BadValue(f"{shown(text)} ends before it begins", hint=f"did you mean {high}..{low}?")
    return between


def _spell(field: RangeField, text: str) -> str:
    if not text:
        what = _UNITS[field.unit]
        raise BadValue(f"'{field.name}:' needs {what} here", hint=f"such as {field.example}")
    if field.unit == "day":
        return spell_date(text)
    return str(read_percent(text) if field.unit == "percent" else _read_number(field, text))


def _read_number(field: RangeField, text: str) -> int:
    if (_SIGNED if field.signed else _NUMBER).fullmatch(text.strip()):
        return int(text)
    raise BadValue(f"{shown(text)} is not a whole number", hint=f"such as {field.example}")


def _is_backwards(field: RangeField, between: Between) -> bool:
    low, high = between.low, between.high
    if field.unit != "day":
        return int(low) > int(high)
    # Relative dates are only known on a day: there a range the wrong way round is empty.
    if is_relative(low) or is_relative(high):
        return False
    return read_date(low, date.min).first > read_date(high, date.min).last

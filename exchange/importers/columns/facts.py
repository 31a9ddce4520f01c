"""What a column proves of its own cells: which of day and month comes first, codes, fractions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exchange.importers.values.calendars import year_in_ours
from exchange.importers.values.cleaning import says_nothing
from exchange.importers.values.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    DateStyle,
    Order,
    plain_date_text,
    read_date,
)
from exchange.importers.values.percents import plain_number

_NUMBERS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?:\D.*)?")
_SPAN = re.compile(r"(\d{4})[-/](\d{2})")
_CODE = re.compile(r"[A-Z]{2,3}|[a-z]{2,3}")
_BETWEEN_CODES = re.compile(r"[;,|/\s]+")
_CODED_HEADING = re.compile(r"\b(code|codes|iso|iso2|iso3|iso-2|iso-3|alpha-2|alpha-3)\b")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")


class ColumnFacts(NamedTuple):
    """What is known of a column by looking at many of its cells."""

    order: Order = ""
    """Proven by a date that can be read in one way only."""
    proof: str = ""
    """That date."""
    doubtful: str = ""
    """A date that could be read both ways without the proof; empty if there is none."""
    fiscal: bool = False
    """Whether it holds years such as 2012-13, so that 2011-12 is no December."""
    fractions: str = ""
    """A number that shows that 1 need not be 1 %, in a column of nothing greater; or empty."""
    codes: str = ""
    """One of the short codes that it holds, beside which NA is one; empty if it holds none."""
    other_years: str = ""
    """A date whose year is none of ours; empty if there is none."""


NO_FACTS = ColumnFacts()


def date_facts(cells: Iterable[str], style: DateStyle) -> ColumnFacts:
    """Return what a column of dates proves, beside what the mapping says of it.

    >>> date_facts(["16/02/2026", "08/02/2026"], DateStyle()).order
    'day-first'
    """
    proofs: dict[Order, str] = {}
    doubtful = other_years = ""
    fiscal = False
    for cell in dict.fromkeys(cells):
        text = plain_date_text(cell)
        if match := _NUMBERS.fullmatch(text):
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second >= 1 and first <= 31:
                proofs.setdefault("day-first", cell)
            elif second > 12 >= first >= 1 and second <= 31:
                proofs.setdefault("month-first", cell)
            elif first != second:
                doubtful = doubtful or cell
        elif match := _SPAN.fullmatch(text):
            # 2011-12 may be a December; 2012-13 cannot.
            fiscal = fiscal or int(match[2]) == (int(match[1]) + 1) % 100 > 12
        if not other_years and _is_of_other_years(text, style) and read_date(cell, style) is None:
            other_years = cell
    order, proof = next(iter(proofs.items())) if len(proofs) == 1 else ("", "")
    return ColumnFacts(order, proof, doubtful, fiscal, other_years=other_years)


def _is_of_other_years(text: str, style: DateStyle) -> bool:
    match = _YEAR.search(text)
    if match is None:
        return False
    year = year_in_ours(int(match[1]), style.calendar)
    return year is not None and not FIRST_YEAR <= year <= LAST_YEAR and int(match[1]) > 0


def number_facts(cells: Iterable[str]) -> ColumnFacts:
    """Return whether a column of progress holds fractions, or may well do.

    >>> number_facts(["0", "0.25", "1"]).fractions
    '0.25'
    """
    shown = ""
    for cell in dict.fromkeys(cells):
        number = plain_number(cell)
        if number is None:
            continue
        if number > 1:
            return NO_FACTS
        if number > 0 and (not shown or number < 1):
            shown = cell.strip()
    return ColumnFacts(fractions=shown)


def code_facts(heading: str, cells: Sequence[str]) -> ColumnFacts:
    """Return whether a column holds codes: most of what is surely said in it is one.

    >>> code_facts("party", ["NA", "NO", "None"]).codes
    'NO'
    """
    parts = (each for cell in cells for each in _BETWEEN_CODES.split(cell.strip()))
    said = [each for each in parts if each and not says_nothing(each)]
    coded = [each for each in said if _CODE.fullmatch(each)]
    if 2 * len(coded) > len(said):
        return ColumnFacts(codes=coded[0])
    return ColumnFacts(codes="XX" if _CODED_HEADING.search(heading.casefold()) else "")


def is_code(text: str, like: str) -> bool:
    """Whether a cell that could say that nothing is known is a code, where such codes stand."""
    plain = text.strip()
    return _CODE.fullmatch(plain) is not None and plain.isupper() == like.isupper()

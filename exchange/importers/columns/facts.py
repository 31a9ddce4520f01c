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
_CODE = re.compile(r"[A-Z]{2,3}")
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
    codes: bool = False
    """Whether it holds short codes, among which NA is one."""
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
    True
    """
    if _CODED_HEADING.search(heading.casefold()):
        return ColumnFacts(codes=True)
    said = [text for cell in cells if (text := cell.strip()) and not says_nothing(text)]
    coded = sum(1 for text in said if _CODE.fullmatch(text))
    return ColumnFacts(codes=bool(said) and 2 * coded > len(said))


def is_code(text: str) -> bool:
    """Whether a cell that could say that nothing is known is a code, where codes stand."""
    return _CODE.fullmatch(text.strip()) is not None

"""Which row of a sheet names its columns, and what a reader should know of that choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from exchange.importers.values.cleaning import clean, is_number, is_year, says_nothing
from exchange.importers.values.dates import DateStyle, read_date
from exchange.importers.values.percents import read_percent
from store.text import fold, one_line

KnownHeadings = Callable[[Sequence[str]], int]
"""Counts the texts that are usual headings."""

_LONGEST = 80
"""Characters of a heading; what is longer says something."""
_BELOW = 3
"""How many rows below a likely one are looked at for usual headings."""
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://\S+|\S+@\S+\.\S+")


class HeadingRow(NamedTuple):
    """The row that names the columns."""

    place: int
    """Among the rows that were looked at."""
    is_sure: bool
    """Whether its texts say that they are headings; any other row may be one of the table."""


def likely_heading_row(rows: Sequence[Sequence[str]], known: KnownHeadings) -> HeadingRow | None:
    """Return the row that most likely names the columns; None where all are empty.

    As a rule that is the first row with more than half as many texts as the fullest one has. A
    row near it with more usual headings is preferred, and so is a shorter row above it, where
    that can be headings and the long one cannot.
    """
    texts = [[text for cell in cells if (text := clean(cell))] for cells in rows]
    most = max(map(len, texts), default=0)
    if most == 0:
        return None
    wide = next(place for place, each in enumerate(texts) if 2 * len(each) > most)
    counts = [known(each) for each in texts[: wide + _BELOW + 1]]

    def is_usual(place: int) -> bool:
        count, said = counts[place], len(texts[place])
        return count >= 2 and said <= 3 * count and are_names(texts[place])

    def chosen(place: int, *, is_known: bool) -> HeadingRow:
        # What stands above it may be the headings that were meant.
        return HeadingRow(place, is_known and not any(texts[:place]))

    usual = [each for each in range(len(counts)) if is_usual(each)]
    best = max(usual, key=lambda each: counts[each], default=wide)
    if counts[best] > counts[wide]:
        return chosen(best, is_known=counts[best] > 2 or not are_names(texts[wide]))
    if are_names(texts[wide]):
        return chosen(wide, is_known=counts[wide] > 0)
    above = [
        place
        for place, each in enumerate(texts[:wide])
        if are_names(each)
        and counts[place] >= counts[wide]
        # One text alone is the title of the table, unless it is a heading anywhere.
        and (len(each) > 1 or counts[place])
    ]
    if above:
        first = texts.index(texts[above[-1]])  # headings may come again
        return chosen(first, is_known=counts[first] > 0)
    return chosen(wide, is_known=False)


def are_names(texts: Sequence[str]) -> bool:
    """Whether all of some texts can be headings: no dates, numbers, addresses or sentences.

    >>> are_names(["Pledge", "Due", "2031"]), are_names(["Dredge the bay", "31.12.2031"])
    (True, False)
    """
    different = {fold(text) for text in texts}
    return bool(texts) and len(different) > len(texts) // 2 and not any(map(_is_value, texts))


def doubt_about(number: int, cells: Sequence[str]) -> str:
    """Return what a reader should know of a row that is taken for the headings."""
    shown = ", ".join(f"“{one_line(text)}”" for cell in cells if (text := clean(cell)))
    return (
        f"row {number} is taken for the headings: if it is a commitment, put a row of headings "
        f"above it; it says {shown}"
    )


def _is_value(text: str) -> bool:
    if is_year(text):
        return False  # columns are called by years as well
    return (
        len(text) > _LONGEST
        or says_nothing(text)
        or is_number(text)
        or _ADDRESS.fullmatch(text) is not None
        or read_percent(text) is not None
        or read_date(text, DateStyle("day-first")) is not None
    )

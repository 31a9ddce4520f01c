"""A mapping on a table: its columns found as the table spells them, and what they prove.

A column proves of its own cells which of day and month comes first, whether it holds codes, and
whether its numbers may be fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from exchange.crosswalk import StatusWord, read_word
from exchange.importers.columns.guessing import guess
from exchange.importers.columns.mapping import TOGETHER, ColumnMapping
from exchange.importers.readers.table import SourceTable, TableRow, is_unnamed
from exchange.importers.records import ReadDomains
from exchange.importers.values.cleaning import is_struck_out, says_nothing
from exchange.importers.values.dates import (
    DateStyle,
    Order,
    is_of_other_years,
    plain_date_text,
    read_date,
)
from exchange.importers.values.percents import plain_number
from store.errors import BadValue
from store.model.dates import PartialDate
from store.model.status import folded_word, read_meaning
from store.text import one_line

DATES = ("start", "due", "assessed", "source_date", "source_accessed")
_CODED = ("id", "parties", "lead", "tags", "domains", "instrument", "clause")
_LISTS = ("parties", "domains", "tags")
_SHOWN = 30
_MOST_KNOWN = 4096
"""Cells that are remembered with what they say."""
Key = TypeVar("Key")
Read = TypeVar("Read")
_NUMBERS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?:\D.*)?")
_NEPALI = re.compile(r"(?:.*\D)?20[789]\d(?:\D.*)?")
"""The years 2070 to 2099 of the Bikram Sambat calendar are 2013 to 2043 of ours."""
_SPAN = re.compile(r"(\d{4})[-/](\d{2})")
_CODE = re.compile(r"[A-Z]{2,3}|[a-z]{2,3}")
_BETWEEN_CODES = re.compile(r"[;,|/\s]+")
_CODED_HEADING = re.compile(r"\b(code|codes|iso|iso2|iso3|iso-2|iso-3|alpha-2|alpha-3)\b")


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
    nepali: str = ""
    """A date in a column of nothing but years that it is in Nepal now; empty for any other."""


NO_FACTS = ColumnFacts()


class ReadDate(NamedTuple):
    """A cell of a column of dates, read."""

    date: PartialDate | None
    has_no_end: bool
    """Whether it says in words that there is no date."""
    is_all: bool
    """Whether the date is all that the cell says."""


class FittedMapping(NamedTuple):
    """What each field of a table's rows is read from, and how."""

    mapping: ColumnMapping
    columns: Mapping[str, tuple[str, ...]]
    """The columns of each field, as the table spells them."""
    facts: Mapping[str, ColumnFacts]
    """What each column that is read proves."""
    styles: Mapping[str, DateStyle]
    """How the dates of each column of dates are written."""
    parts: frozenset[str]
    """Columns that only show a part of others."""
    words: dict[str, StatusWord | None]
    """What the status words met so far mean."""
    pairs: tuple[tuple[str, str], ...]
    """Each field with each of its columns."""
    known_cells: dict[str, str]
    """What short cells met so far say, as they are written; none that says nothing."""
    known_dates: dict[tuple[str, str], ReadDate]
    """The dates met so far, by column and text."""
    known_domains: dict[str, ReadDomains]
    """The cells of domains met so far."""

    def read_status(self, written: str) -> StatusWord | None:
        """Return what a status word means; None for one that nobody has told."""
        if written not in self.words:
            self.words[written] = status_word(self.mapping, written)
        return self.words[written]


def remember(known: dict[Key, Read], written: Key, read: Read) -> None:
    """Keep what a cell was read as, for the rows that say it again, as far as there is room."""
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[written] = read


def status_word(mapping: ColumnMapping, written: str) -> StatusWord | None:
    """Return what a status word means under a mapping; None for one that nobody has.

    The mapping's own words come first, then those of the register, then the scheme's.
    """
    for word, meant in mapping.words.items():
        if folded_word(word) == folded_word(written):
            found = read_meaning(meant)
            return found and StatusWord("mapping", written, found.status, found.progress)
    return mapping.register_words.read(written) or read_word(mapping.statuses, written)


def columns_for(field: str, written: str, table: SourceTable) -> tuple[str, ...]:
    """Return the columns of a field. Raises `BadValue` for one that the table does not have."""
    found = table.columns_named(written)
    if found:
        return found
    names = [each.strip() for each in written.split(TOGETHER)]
    together: list[str] = []
    for name in names:
        columns = table.columns_named(name)
        if not columns:
            raise BadValue(
                f"the sheet has no column '{name}', which {field} is to be read from",
                hint=f"its columns: {', '.join(map(one_line, table.columns[:_SHOWN]))}",
            )
        together += columns
    return tuple(dict.fromkeys(together))


def has_columns(mapping: ColumnMapping, table: SourceTable) -> int:
    """Return how many fields of a mapping a table has columns for."""
    found = 0
    for field, written in mapping.fields.items():
        try:
            columns_for(field, written, table)
        except BadValue:
            continue
        found += 1
    return found


def fitted(mapping: ColumnMapping, table: SourceTable, sample: Sequence[TableRow]) -> FittedMapping:
    """Return a mapping on a table, a sample of whose rows shows what its columns hold.

    Raises `BadValue` for a column that the table does not have.
    """
    columns = {
        field: columns_for(field, written, table) for field, written in mapping.fields.items()
    }
    facts: dict[str, ColumnFacts] = {}
    style = DateStyle(mapping.dates, mapping.calendar)
    for field, names in columns.items():
        for name in names:
            cells = [text for row in sample if (text := row.get(name, ""))]
            if field in DATES:
                facts[name] = date_facts(cells, style)
            elif field == "progress":
                facts[name] = number_facts(cells)
            elif field in _CODED:
                facts[name] = code_facts(name, cells)
    styles = {
        name: DateStyle(mapping.dates or facts[name].order, mapping.calendar, facts[name].fiscal)
        for field in DATES
        for name in columns.get(field, ())
    }
    pairs = tuple((field, name) for field, names in columns.items() for name in names)
    return FittedMapping(mapping, columns, facts, styles, table.parts, {}, pairs, {}, {}, {})


def remarks_on(fit: FittedMapping, table: SourceTable, sample: Sequence[TableRow]) -> Iterator[str]:
    """Yield what a reader should know of how a table is read: what was proven, what is left."""
    for field, names in fit.columns.items():
        for name in names:
            facts = fit.facts.get(name, NO_FACTS)
            shown = one_line(name)
            if facts.order and facts.doubtful and not fit.mapping.dates:
                yield (
                    f"“{shown}” is read {facts.order}, so “{one_line(facts.doubtful)}” too: "
                    f"“{one_line(facts.proof)}” can be read in no other way"
                )
            if facts.other_years:
                yield (
                    f"“{shown}” has years of another calendar, such as "
                    f"“{one_line(facts.other_years)}”: --map calendar=buddhist, minguo or persian "
                    "would read them; days of the Hijri calendar, as of all others, stay as written"
                )
            if facts.nepali:
                yield (
                    f"“{shown}” is read as years of ours, such as “{one_line(facts.nepali)}”: if "
                    "they are of the Bikram Sambat calendar, leave the column without a field, "
                    "and its days are kept as written"
                )
            if facts.fractions and not fit.mapping.percent and field == "progress":
                yield (
                    f"“{shown}” may hold fractions, such as “{one_line(facts.fractions)}”, and was "
                    "not read: say --map percent=fraction (1 is all) or --map percent=percent"
                )
    for field in _LISTS:
        for name in () if fit.mapping.own or fit.mapping.separator else fit.columns.get(field, ()):
            if shown := _with_commas([row.get(name, "") for row in sample]):
                yield (
                    f"“{one_line(name)}” has commas in most of its cells, and each is read as one "
                    f"name, such as “{one_line(shown)}”: --map separator=, would part them"
                )
    yield from _left(fit, table, sample)


def unmet_words(fit: FittedMapping) -> Iterator[str]:
    """Yield, once all rows are read, which status words of the mapping none of them has."""
    met = {folded_word(each) for each in fit.words}
    unmet = [f"“{one_line(each)}”" for each in fit.mapping.words if folded_word(each) not in met]
    if unmet and "status" not in fit.columns:
        yield (
            "the mapping says what status words mean, but not where they stand: add --map "
            "status=COLUMN"
        )
    elif unmet:
        yield f"status words of the mapping that no row has: {', '.join(unmet[:_SHOWN])}"


def _with_commas(cells: Iterable[str]) -> str:
    """Return a cell of a column that may list several things between commas; empty if none may."""
    said = [text for cell in cells if (text := cell.strip())]
    if any(";" in text or "\n" in text for text in said):
        return ""
    several = [text for text in said if "," in text.strip(",")]
    return several[0] if len(several) > 1 and 2 * len(several) > len(said) else ""


def _left(fit: FittedMapping, table: SourceTable, sample: Sequence[TableRow]) -> Iterator[str]:
    used = {name for names in fit.columns.values() for name in names}
    left = [
        each
        for each in table.columns
        if each not in used
        and each not in table.parts
        and (not is_unnamed(each) or any(row.get(each, "").strip() for row in sample))
    ]
    if not left or fit.mapping.own:
        return
    shown = ", ".join(f"“{one_line(each)}”" for each in left[:_SHOWN])
    more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
    guesses = {
        field: column
        for field, column in guess(table.columns, sample).items()
        if field not in fit.columns and column not in used
    }
    ways = " ".join(f"--map {shell_pair(f'{field}={column}')}" for field, column in guesses.items())
    yield f"columns without a field, kept as they are: {shown}{more}" + (
        f"; to take some: {ways}" if ways else ""
    )


def shell_pair(pair: str) -> str:
    """Return a pair of a mapping as a shell takes it.

    >>> shell_pair("due=Due date")
    "'due=Due date'"
    """
    from shlex import quote

    return quote(one_line(pair))


def date_facts(cells: Iterable[str], style: DateStyle) -> ColumnFacts:
    """Return what a column of dates proves, beside what the mapping says of it.

    >>> date_facts(["16/02/2026", "08/02/2026"], DateStyle()).order
    'day-first'
    """
    proofs: dict[Order, str] = {}
    doubtful = other_years = nepali = ""
    all_nepali = style.calendar == "gregorian"
    fiscal = False
    for cell in dict.fromkeys(cells):
        text = plain_date_text(cell)
        if all_nepali and not says_nothing(cell):
            all_nepali = _NEPALI.fullmatch(text) is not None
            nepali = nepali or cell
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
        if not other_years and is_of_other_years(text, style) and read_date(cell, style) is None:
            other_years = cell
    order, proof = next(iter(proofs.items())) if len(proofs) == 1 else ("", "")
    nepali = nepali if all_nepali else ""
    return ColumnFacts(order, proof, doubtful, fiscal, other_years=other_years, nepali=nepali)


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
    told = (text for cell in cells if (text := cell.strip()) and not says_nothing(text))
    parts = (each for text in told for each in _BETWEEN_CODES.split(text))
    said = [each for each in parts if not says_nothing(each) and not is_struck_out(each)]
    coded = [each for each in said if _CODE.fullmatch(each)]
    if 2 * len(coded) > len(said):
        return ColumnFacts(codes=coded[0])
    return ColumnFacts(codes="XX" if _CODED_HEADING.search(heading.casefold()) else "")


def is_code(text: str, like: str) -> bool:
    """Whether a cell that could say that nothing is known is a code, where such codes stand."""
    plain = text.strip()
    return _CODE.fullmatch(plain) is not None and plain.isupper() == like.isupper()

"""A mapping on a table: its columns found as the table spells them, and what they prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from exchange.crosswalk import StatusWord
from exchange.importers.columns.facts import (
    NO_FACTS,
    ColumnFacts,
    code_facts,
    date_facts,
    number_facts,
)
from exchange.importers.columns.guessing import guess
from exchange.importers.columns.mapping import TOGETHER, ColumnMapping
from exchange.importers.readers.table import (
    SourceTable,
    TableRow,
    heading_of,
    is_unnamed,
    plain_name,
)
from exchange.importers.values.dates import DateStyle
from store.errors import BadValue
from store.text import one_line

DATES = ("start", "due", "assessed", "source_date", "source_accessed")
_CODED = ("id", "parties", "lead", "tags", "domains", "instrument", "clause")
_SHOWN = 30


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

    def read_status(self, written: str) -> StatusWord | None:
        """Return what a status word means; None for one that nobody has told."""
        if written not in self.words:
            self.words[written] = self.mapping.read_status(written)
        return self.words[written]


def columns_named(name: str, table: SourceTable) -> tuple[str, ...]:
    """Return the columns that a name means; empty when it means none, or cannot be told.

    A heading that several columns have means all of them. The last part of a nested column's
    name is enough where no other one ends so.
    """
    wanted = plain_name(name)
    for heading, columns in table.repeated.items():
        if plain_name(heading) == wanted:
            return columns
    named = [each for each in table.columns if plain_name(each) == wanted]
    # What the objects of a list are called says more than the objects do.
    inside = [
        each
        for each in table.columns
        if each in table.parts and "[]." in each and plain_name(heading_of(each)) == wanted
    ]
    if inside:
        return tuple(inside[:1])
    if named:
        return tuple(named[:1])
    last = [each for each in table.columns if plain_name(heading_of(each)) == wanted]
    return tuple(last) if len(last) == 1 else ()


def columns_for(field: str, written: str, table: SourceTable) -> tuple[str, ...]:
    """Return the columns of a field. Raises `BadValue` for one that the table does not have."""
    found = columns_named(written, table)
    if found:
        return found
    names = [each.strip() for each in written.split(TOGETHER)]
    together: list[str] = []
    for name in names:
        columns = columns_named(name, table)
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
    return FittedMapping(mapping, columns, facts, styles, table.parts, {})


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
                    "would read them"
                )
            if facts.fractions and not fit.mapping.percent and field == "progress":
                yield (
                    f"“{shown}” may hold fractions, such as “{one_line(facts.fractions)}”, and was "
                    "not read: say --map percent=fraction (1 is all) or --map percent=percent"
                )
    yield from _left(fit, table, sample)


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
    ways = " ".join(f"--map {_shell(f'{field}={column}')}" for field, column in guesses.items())
    yield f"columns without a field, kept as they are: {shown}{more}" + (
        f"; to take some: {ways}" if ways else ""
    )


def _shell(pair: str) -> str:
    from shlex import quote

    return quote(one_line(pair))

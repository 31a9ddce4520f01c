"""Tables on their way in: read as a published format, as items, or as their columns are mapped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, takewhile

from exchange.crosswalk import RegisterWords
from exchange.importers.columns.fitting import (
    DATES,
    FittedMapping,
    fitted,
    has_columns,
    remarks_on,
    shell_pair,
    unmet_words,
)
from exchange.importers.columns.guessing import guess
from exchange.importers.columns.mapping import TOGETHER, ColumnMapping
from exchange.importers.columns.sheet_fields import NAMES, NEWEST, WRITTEN, WRITTEN_BEFORE
from exchange.importers.formats import preset_named
from exchange.importers.items import HEADINGS_AGAIN, OWNER, imported_items, is_items
from exchange.importers.mapped_row import MappedRow
from exchange.importers.presets import PRESETS, Preset, PresetSetting
from exchange.importers.readers.files import AS_STATEMENT
from exchange.importers.readers.heading_row import are_names
from exchange.importers.readers.table import (
    SourceTable,
    TableRow,
    is_unnamed,
    plain_name,
    says_headings,
)
from exchange.importers.records import (
    ImportedCommitment,
    ImportedPiece,
    KnownIds,
    RefusedCommitment,
    UnreadCell,
)
from exchange.importers.values.dates import read_date
from store.errors import BadFile
from store.text import one_line

Ask = Callable[[str, SourceTable, Sequence[TableRow], RegisterWords], ColumnMapping | None]
"""Asks which column is which; None: nobody is there.

Of a file's name, its table and some rows, and the status words of the register it is read into.
"""

AskRest = Callable[[ColumnMapping, SourceTable, Sequence[TableRow]], ColumnMapping]
"""Asks for what a mapping leaves open of a table and some rows, such as words for statuses."""

Rows = Iterable[tuple[int, TableRow]]
SAMPLE = 10_000
"""How many rows are looked at for what a column proves."""
_SHOWN = 30
_TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "subtotal", "sub-total", "sum", "summe", "gesamt"),
        *("insgesamt", "gesamtsumme", "zwischensumme", "somme", "sous-total", "total général"),
        *("suma", "total general", "totale", "totaal", "razem", "ogółem", "celkem", "итого"),
        *("всего", "разом", "усього", "σύνολο", "toplam", "összesen", "합계", "합 계", "合计"),
        *("合計", "总计", "總計", "小计", "小計", "รวม", "tổng", "tổng cộng", "कुल", "المجموع"),
        *("الإجمالي", "جمع", "סה״כ", 'סה"כ', "jumlah"),
    )
)
_NOTE = re.compile(
    r"(?:\*|†|(?:sources?|notes?|quellen?|hinweis|anmerkung|fuente|nota|fonte|bron|źródło|источник|"
    r"примечание|来源|注|出典|자료|หมายเหตุ|المصدر) ?[:：])",
    re.IGNORECASE,
)
_LINES, _LONGEST_LINE = 5, 200
"""How many lines above a table are said in a remark, and their characters."""


def nobody(name: str, table: SourceTable, sample: Sequence[TableRow], words: RegisterWords) -> None:
    """Ask nobody."""


def nothing_more(
    mapping: ColumnMapping, table: SourceTable, sample: Sequence[TableRow]
) -> ColumnMapping:
    """Ask nothing, and return the mapping as it is."""
    return mapping


@dataclass
class ImportInput:
    """One opened file."""

    format: str
    pieces: Iterator[ImportedPiece]
    """What it brings, read as it is drawn."""
    encoding: str = ""
    remarks: list[str] = field(default_factory=list)
    """What a reader should know; complete once all pieces are drawn."""
    rows: int = 0
    """How many rows were read so far."""
    left: list[UnreadCell] = field(default_factory=list)
    """Cells outside of the table."""

    def with_late(self, remarks: Iterable[str]) -> ImportInput:
        """Return the same, with remarks that grow while the pieces are drawn, or come after."""
        pieces = self.pieces

        def all_pieces() -> Iterator[ImportedPiece]:
            yield from pieces
            self.remarks.extend(remarks)

        self.pieces = all_pieces()
        return self


@dataclass(frozen=True)
class TableImport:
    """How tables are to be read: what was asked for, and what the register has."""

    known: KnownIds
    wanted: str = ""
    """The format to take them for; empty to tell by their columns."""
    mapping: ColumnMapping | None = None
    ask: Ask = nobody
    ask_rest: AskRest = nothing_more

    def is_header(self, names: frozenset[str]) -> bool:
        """Whether a row names the columns of a format that is known, or was mapped."""
        plain = frozenset(map(plain_name, names))
        if self.mapping is not None:
            return all(
                plain_name(each) in plain
                or all(plain_name(part) in plain for part in each.split(TOGETHER))
                for each in self.mapping.fields.values()
            )
        named = {each for each in plain if not is_unnamed(each)}
        return preset_for(plain) is not None or {"id", "title"} <= named <= set(NAMES)

    def likeness(self, table: SourceTable, sample: Sequence[TableRow]) -> float:
        """Return how much a table looks like one of commitments, to choose among several."""
        if self.mapping is not None:
            return has_columns(self.mapping, table)
        if preset_for(frozenset(map(plain_name, table.columns))) is not None:
            return 1000
        if table.columns_named("id") and table.columns_named("title"):
            return 100
        guessed = guess(table.columns, sample)
        return len(guessed) if "title" in guessed else 0

    def open(self, name: str, table: SourceTable, generated: str = "") -> ImportInput:
        """Read a table as what its columns say it is, or as it was asked for.

        Raises `BadFile` for a table of a kind that nobody has mapped, or not of the kind wanted.
        """
        plain = frozenset(map(plain_name, table.columns))
        preset = preset_named(self.wanted) if self.wanted else preset_for(plain)
        if preset is not None and not preset.columns <= plain:
            missing = sorted(preset.columns - plain)
            raise BadFile(
                f"{name} is no {preset.title}: it has no column '{missing[0]}'",
                hint=f"its columns: {_shown(table.columns)}",
            )
        if preset is not None and self.mapping is None:
            found = self._preset(preset, table, generated)
        elif self.mapping is None and OWNER in table.columns and is_items(table.columns):
            found = counted("table", imported_items(table))
        else:
            found = self._mapped(name, table)
        return with_surroundings(found, table)

    def _preset(self, preset: Preset, table: SourceTable, generated: str) -> ImportInput:
        names = tuple(each for each in table.columns if each not in table.parts)
        words = RegisterWords(self.known.status_words)
        setting = PresetSetting(table.preamble, generated, names, words)

        def read(number: int, row: TableRow) -> Iterable[ImportedPiece]:
            if table.parts:
                row = {name: text for name, text in row.items() if name not in table.parts}
            return preset.read(number, row, setting)

        return _rows(preset.name, table.rows, read).with_late(words.remarks())

    def _mapped(self, name: str, table: SourceTable) -> ImportInput:
        sample = list(islice(table.rows, SAMPLE))
        rows = [row for _, row in sample]
        words = RegisterWords(self.known.status_words)
        mapping = self.mapping or self._told(name, table, rows, words)
        words = words.fresh()
        mapping = mapping._replace(register_words=words)
        fit: FittedMapping = fitted(mapping, table, rows)
        late: list[str] = []
        every = chain(sample, table.rows)
        found = _rows(
            "table" if mapping.own else "sheet",
            every if mapping.own else _doubtful(fit, every, late),
            lambda number, row: (MappedRow(number, row, fit, self.known).read(),),
        )
        found.remarks.extend(remarks_on(fit, table, rows))
        if not sample:
            found.remarks.append("no row stands below the headings")
        return found.with_late(late).with_late(unmet_words(fit)).with_late(words.remarks())

    def _told(
        self, name: str, table: SourceTable, sample: Sequence[TableRow], words: RegisterWords
    ) -> ColumnMapping:
        """Return the mapping that a table's own columns say, or that somebody answers."""
        if self.wanted != "sheet" and table.columns_named("id") and table.columns_named("title"):
            fields = {each: each for each in NAMES if table.columns_named(each)}
            own = is_exact(table.columns)
            told = ColumnMapping(fields, own=own, register_words=words)
            return told if own else self.ask_rest(told, table, sample)
        mapping = self.ask(name, table, sample[:200], words)
        if mapping is not None:
            return mapping
        guessed = guess(table.columns, sample[:200])
        ways = " ".join(
            f"--map {shell_pair(f'{field}={column}')}" for field, column in guessed.items()
        )
        raise BadFile(
            f"{name} is a sheet of a kind not known here; its columns: {_shown(table.columns)}",
            hint="say which is which: "
            + (ways if "title" in guessed else "--map title=COLUMN --map due=COLUMN")
            + ", or a mapping file"
            + (f"; {AS_STATEMENT}" if len(table.columns) == 1 else ""),
        )


def _doubtful(fit: FittedMapping, rows: Rows, remarks: list[str]) -> Rows:
    """Yield rows, and say in `remarks` at the end which of them are likely no commitments.

    That is a row of totals, a note on the table, or the headings of another one below it. A sheet
    says that by no more than blank rows and what is in the row, so they are read all the same.
    """
    named = (*fit.columns.get("title", ()), *fit.columns.get("id", ()))
    read = tuple(name for field in (*DATES, "progress") for name in fit.columns.get(field, ()))
    ids = fit.columns.get("id", ())
    found: list[str] = []
    before = 0
    has_ids = False
    for number, row in rows:
        text = next((said for name in named if (said := row.get(name, "").strip())), "")
        is_apart = bool(before) and number > before + 1
        before = number
        is_named = any(row.get(name, "").strip() for name in ids)
        # Where the others have ids, a text alone is the heading of what follows.
        is_apart = is_apart or (has_ids and not is_named)
        has_ids = has_ids or is_named
        if (
            len(text) <= _LONGEST_LINE
            and (
                text.casefold().rstrip(" :.") in _TOTALS
                or ((is_apart or _NOTE.match(text)) and _is_beside(row, read, is_apart=is_apart))
            )
            and not says_headings(row)
        ):
            found.append(f"row {number} “{one_line(text)}”")
        yield number, row
    if found:
        more = f" and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
        remarks.append(
            "read as commitments, but likely totals, notes, headings or another table: "
            f"{', '.join(found[:_SHOWN])}{more}; take them out of the file if so"
        )


def _is_beside(row: TableRow, read: Sequence[str], *, is_apart: bool) -> bool:
    """Whether a row holds but one text, or headings where other rows hold dates and numbers."""
    said = [text for each in row.values() if (text := each.strip())]
    if len(said) == 1:
        return len(row) > 1
    if not is_apart or not are_names(said):
        return False
    # Years may head a column, but where a date is due they are one.
    cells = [text for name in read if (text := row.get(name, "").strip())]
    return bool(cells) and not any(map(read_date, cells))


def with_surroundings(found: ImportInput, table: SourceTable) -> ImportInput:
    """Return what a table brings, with what was found around it: above, hidden, pinned to it.

    A line above is no more than said; what is too long for that, and cells that stand beside each
    other, are named one by one.
    """
    in_row = Counter(each.row for each in table.above)
    alone = [each for each in table.above if in_row[each.row] == 1]
    lines = [f"row {each.row} “{one_line(each.written)}”" for each in alone]
    said = list(takewhile(lambda line: len(line) <= _LONGEST_LINE, lines[:_LINES]))
    if said:
        found.remarks.append(f"above the table, no part of it: {', '.join(said)}")
    told = {each.row for each in alone[: len(said)]}
    found.left += [each for each in table.above if each.row not in told]
    if table.doubt:
        found.remarks.append(table.doubt)
    return found if table.remarks is None else found.with_late(table.remarks)


def preset_for(columns: frozenset[str]) -> Preset | None:
    """Return the published format that has these columns, named plainly; None if none has."""
    return next((each for each in PRESETS if each.columns <= columns), None)


def _shown(columns: Sequence[str]) -> str:
    return ", ".join(map(one_line, columns[:_SHOWN]))


def _rows(
    name: str,
    rows: Iterable[tuple[int, TableRow]],
    read: Callable[[int, TableRow], Iterable[ImportedPiece]],
) -> ImportInput:
    def pieces() -> Iterator[ImportedPiece]:
        for number, row in rows:
            found.rows += 1
            if says_headings(row):
                yield RefusedCommitment(number, HEADINGS_AGAIN)
            else:
                yield from read(number, row)

    found = ImportInput(name, pieces())
    return found


def counted(name: str, stream: Iterable[ImportedPiece]) -> ImportInput:
    """Return pieces that are no rows of a table as they are drawn, each counted."""

    def pieces() -> Iterator[ImportedPiece]:
        for piece in stream:
            if isinstance(piece, ImportedCommitment):
                tasks = piece.fields.get("follow_ups", ()) if name == "taskwarrior" else (1,)
                found.rows += len(tasks)
            elif isinstance(piece, RefusedCommitment):
                found.rows += 1
            yield piece

    found = ImportInput(name, pieces())
    return found


def is_exact(columns: tuple[str, ...]) -> bool:
    """Whether Entente wrote a table itself: its columns are all of ours, and no others."""
    there = {each for each in columns if not is_unnamed(each)} - NEWEST
    ours = (set(WRITTEN) - NEWEST, set(WRITTEN_BEFORE))
    return there in ours or (OWNER in there and is_items(columns))

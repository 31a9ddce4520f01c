"""Opening a file for import: told apart by its content, ready to be read piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from exchange.importers import csv_reader, json_reader, taskwarrior_reader, xlsx_reader
from exchange.importers.files import encoding_of, json_lines, kind_of, load_json, quiet
from exchange.importers.formats import preset_named
from exchange.importers.items import imported_items, is_items
from exchange.importers.mapped_row import MappedRow
from exchange.importers.mapping import NAMES, WRITTEN, ColumnMapping
from exchange.importers.presets import PRESETS, PresetSetting, preset_for
from exchange.importers.records import (
    ImportedCommitment,
    ImportedPiece,
    KnownIds,
    RefusedCommitment,
)
from exchange.importers.table import (
    SourceTable,
    TableRow,
    list_in,
    plain_name,
    table_from,
    table_of,
)
from exchange.importers.xlsx_reader import whole_workbook
from store.errors import BadFile
from store.register.reader import ReportProgress

_PRESET_NAMES = tuple(each.name for each in PRESETS)

Ask = Callable[[str, SourceTable, Sequence[TableRow]], ColumnMapping | None]
"""Asks which column is which, of a file's name, its table and some rows; None: nobody is there."""

_SAMPLE = 200


def nobody(name: str, table: SourceTable, sample: Sequence[TableRow]) -> None:
    """Ask nobody."""


@dataclass
class ImportInput:
    """One opened file."""

    format: str
    pieces: Iterator[ImportedPiece]
    """What it brings, read as it is drawn."""
    encoding: str = ""
    remarks: list[str] = field(default_factory=list)
    rows: int = 0
    """How many rows were read so far."""


@dataclass(frozen=True)
class ImportOpener:
    """How files are to be opened: what was asked for, and what the register has."""

    known: KnownIds
    wanted: str = ""
    """The format to take it for; empty to tell by content."""
    columns: ColumnMapping | None = None
    ask: Ask = nobody
    progress: ReportProgress = quiet
    encoding: str = ""
    """What tables in text files are written in; empty to tell by their bytes."""

    def open(self, path: Path, held: ExitStack) -> ImportInput:
        """Open a file; what must be closed is closed by `held`. Raises `BadFile`, `BadValue`."""
        found = self._told(path, held)
        if self.wanted and found.format != self.wanted:
            raise BadFile(
                f"{path.name} is not of the format {self.wanted}, but of {found.format}",
                hint="leave --format out: files are told by their content",
            )
        return found

    def _told(self, path: Path, held: ExitStack) -> ImportInput:
        match kind_of(path):
            case "folder":
                return self._counted("folder", json_reader.read_folder(path, self.progress))
            case "workbook":
                return self._workbook(path, held)
            case "json":
                return self._json(path)
            case "lines":
                return self._lines(path)
            case _:
                encoding = self.encoding or encoding_of(path)
                records = csv_reader.records(path, encoding, self.progress)
                table = table_of("", records, self._is_header, is_exact)
                if table is None:
                    raise BadFile(f"{path.name} holds no table")
                found = self._table(path, table)
                found.encoding = encoding
                return found

    def _is_header(self, names: frozenset[str]) -> bool:
        """Whether a row names the columns of a format that is known, or was mapped."""
        plain = frozenset(map(plain_name, names))
        if self.columns is not None:
            return plain >= frozenset(map(plain_name, self.columns.fields.values()))
        return preset_for(plain) is not None or {"id", "title"} <= plain <= set(NAMES)

    def _json(self, path: Path) -> ImportInput:
        document = load_json(path)
        if self.wanted not in ("sheet", *_PRESET_NAMES):
            if json_reader.is_register(document):
                return self._counted("register", json_reader.read_register_file(path))
            if isinstance(document, dict) and isinstance(
                document.get("commitments", document.get("items")), list
            ):
                return self._counted("json", json_reader.read_whole(document))
            if json_reader.is_head(document) and "schema" in document:
                # One line of our JSON lines: a register without commitments.
                return self._counted("jsonl", json_reader.read_head(document))
            values = document if isinstance(document, list) else [document]
            first = next((each for each in values if isinstance(each, dict)), None)
            if taskwarrior_reader.is_task(first) or self.wanted == "taskwarrior":
                return self._counted("taskwarrior", taskwarrior_reader.read(values, self.known))
            if json_reader.is_commitment(first) and preset_for(_plain(first)) is None:
                return self._counted("json", json_reader.read_commitments(values))
        found = list_in(document)
        if found is None:
            raise BadFile(f"{path.name} holds no list of commitments")
        made = document.get("generated") if isinstance(document, dict) else None
        table = table_from(found[0], found[1], is_exact)
        return self._table(path, table, generated=made if isinstance(made, str) else "")

    def _lines(self, path: Path) -> ImportInput:
        stream = json_lines(path, self.progress)
        number, first = next(stream)
        if taskwarrior_reader.is_task(first) or self.wanted == "taskwarrior":
            tasks = chain([first], (value for _, value in stream))
            return self._counted("taskwarrior", taskwarrior_reader.read(tasks, self.known))
        if self.wanted not in ("sheet", *_PRESET_NAMES) and (
            json_reader.is_head(first) or json_reader.is_commitment(first)
        ):
            return self._counted("jsonl", _own_lines(number, first, stream))
        values = [first, *(value for _, value in stream)]
        return self._table(path, table_from("", values, is_exact))

    def _workbook(self, path: Path, held: ExitStack) -> ImportInput:
        book = held.enter_context(xlsx_reader.workbook(path))
        tables = []
        for sheet in book.worksheets:
            if not hasattr(sheet, "iter_rows"):
                continue
            records = xlsx_reader.records(path, sheet, self.progress)
            table = table_of(str(sheet.title), records, self._is_header, is_exact)
            if table is not None:
                tables.append(table)
        if not tables:
            raise BadFile(f"{path.name} holds no table")
        known = (each for each in tables if self._is_header(frozenset(each.columns)))
        main = next(known, tables[0])
        further = [each for each in tables if each is not main and is_items(each.columns)]
        if is_exact(main.columns) and not is_items(main.columns) and further:
            return self._counted("table", whole_workbook(main, further, self.known))
        found = self._table(path, main)
        left = [f"“{each.name}”" for each in tables if each is not main]
        if left:
            found.remarks.append(f"read the sheet “{main.name}”; left {', '.join(left)}")
        return found

    def _table(self, path: Path, table: SourceTable, generated: str = "") -> ImportInput:
        """Read a table as what its columns say it is, or as it was asked for."""
        plain = frozenset(map(plain_name, table.columns))
        preset = preset_named(self.wanted) if self.wanted else preset_for(plain)
        if preset is not None and not preset.columns <= plain:
            missing = sorted(preset.columns - plain)
            raise BadFile(
                f"{path.name} is no {preset.title}: it has no column '{missing[0]}'",
                hint=f"its columns: {', '.join(table.columns[:30])}",
            )
        if preset is not None and self.columns is None:
            setting = PresetSetting(table.preamble, generated, table.columns)
            return self._rows(preset.name, table, lambda n, row: preset.read(n, row, setting))
        if self.columns is None and is_items(table.columns):
            return self._counted("table", imported_items(table))
        sample = list(islice(table.rows, _SAMPLE))
        table = table._replace(rows=chain(sample, table.rows))
        if self.columns:
            columns = self.columns.fitted(table.columns)
        else:
            columns = self._mapped(path, table, [row for _, row in sample])
        name = "table" if columns.own else "sheet"
        return self._rows(
            name, table, lambda n, row: (MappedRow(n, row, columns, self.known).read(),)
        )

    def _mapped(self, path: Path, table: SourceTable, sample: Sequence[TableRow]) -> ColumnMapping:
        if {"id", "title"} <= set(table.columns) and self.wanted != "sheet":
            fields = {name: name for name in NAMES if name in table.columns}
            return ColumnMapping(fields, own=is_exact(table.columns))
        columns = self.ask(path.name, table, sample)
        if columns is None:
            shown = ", ".join(table.columns[:30])
            raise BadFile(
                f"{path.name} is a sheet of a kind not known here; its columns: {shown}",
                hint="say which is which: --map title=COLUMN --map due=COLUMN, or a mapping file",
            )
        return columns

    def _rows(
        self,
        name: str,
        table: SourceTable,
        read: Callable[[int, TableRow], Iterable[ImportedPiece]],
    ) -> ImportInput:
        def pieces() -> Iterator[ImportedPiece]:
            for number, row in table.rows:
                found.rows += 1
                yield from read(number, row)

        found = ImportInput(name, pieces())
        return found

    def _counted(self, name: str, stream: Iterable[ImportedPiece]) -> ImportInput:
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
    return is_items(columns) or set(columns) == set(WRITTEN)


def _own_lines(
    number: int, first: Any, stream: Iterator[tuple[int, Any]]
) -> Iterator[ImportedPiece]:
    if json_reader.is_head(first):
        yield from json_reader.read_head(first)
    else:
        yield json_reader.read_one(first, number)
    for line, value in stream:
        yield json_reader.read_one(value, line)


def _plain(item: object) -> frozenset[str]:
    return frozenset(plain_name(name) for name in item) if isinstance(item, dict) else frozenset()

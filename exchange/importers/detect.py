"""Opening a file for import: told apart by its content, ready to be read piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from exchange.importers.columns.guessing import count_headings
from exchange.importers.columns.mapping import ColumnMapping
from exchange.importers.items import list_of
from exchange.importers.presets import PRESETS
from exchange.importers.readers import csv_reader, json_reader, taskwarrior_reader, xlsx_reader
from exchange.importers.readers.files import (
    encoding_of,
    is_surely,
    json_lines,
    kind_of,
    load_json,
    quiet,
    telling,
)
from exchange.importers.readers.json_lists import JsonList, chosen_list, left_of, lists_by_rank
from exchange.importers.readers.json_table import table_from
from exchange.importers.readers.table import SourceTable, plain_name, saying_wide, table_of
from exchange.importers.readers.zip_check import kind_of_package
from exchange.importers.records import FilePart, ImportedPiece, KnownIds, RefusedCommitment
from exchange.importers.table_import import (
    Ask,
    AskRest,
    ImportInput,
    TableImport,
    counted,
    nobody,
    nothing_more,
    preset_for,
)
from exchange.importers.values.dates import read_date
from exchange.importers.workbook_import import open_sheets, sheets_to_choose
from store.errors import BadFile
from store.model.entities import Commitment
from store.register.reader import ReportProgress
from store.text import one_line

_PRESET_NAMES = tuple(each.name for each in PRESETS)
_SAMPLE = 50
_ITEMS = ("updates", "milestones", "follow_ups")
"""What only a commitment of ours has."""
_LISTS = ("parties", "domains", "tags")
"""What few others have as a list."""


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
    list_path: str = ""
    """The way to the list in a JSON file; empty to find it."""
    sheets: tuple[str, ...] = ()
    """The sheets of a workbook; empty to choose."""
    ask_rest: AskRest = nothing_more

    def open(self, path: Path, held: ExitStack) -> ImportInput:
        """Open a file; what must be closed is closed by `held`. Raises `BadFile`, `BadValue`."""
        found = self._told(path, held)
        found.remarks.extend(self._passed_over(kind_of(path), found))
        if self.wanted and found.format != self.wanted:
            raise BadFile(
                f"{path.name} is not of the format {self.wanted}, but of {found.format}",
                hint="leave --format out: files are told by their content",
            )
        return found

    def _passed_over(self, kind: str, found: ImportInput) -> Iterator[str]:
        """Yield which options mean nothing for a file, of several files perhaps."""
        if self.sheets and kind != "workbook":
            yield "--sheet was passed over: the file is no workbook"
        if self.list_path and kind != "json":
            yield "--list was passed over: the file is no JSON with lists in it"
        if self.encoding and kind in ("workbook", "folder"):
            yield "--encoding was passed over: the file says itself how its letters are written"
        if self.columns is not None and found.format == "folder":
            yield "--map was passed over: a folder of Entente's own has no columns"

    @property
    def _tables(self) -> TableImport:
        return TableImport(self.known, self.wanted, self.columns, self.ask, self.ask_rest)

    def _told(self, path: Path, held: ExitStack) -> ImportInput:
        match kind_of(path):
            case "folder":
                remarks: list[str] = []
                pieces = json_reader.read_folder(path, self.progress, remarks)
                return counted("folder", pieces).with_late(remarks)
            case "workbook":
                return self._workbook(path, held)
            case "json":
                return self._json(path)
            case "lines":
                return self._lines(path)
            case _:
                return self._text(path)

    def _text(self, path: Path) -> ImportInput:
        encoding = self.encoding or encoding_of(path)
        remarks: list[str] = []
        records = csv_reader.records(path, encoding, self.progress, remarks)
        table = table_of("", records, self._tables.is_header, count_headings)
        if table is None:
            raise BadFile(f"{path.name} holds no table")
        doubt = list(self._doubt(encoding))
        table = table._replace(rows=saying_wide(table, remarks), remarks=remarks)
        try:
            found = self._tables.open(path.name, table)
        except BadFile as error:
            raise BadFile(error.message, hint="; ".join([error.hint or "", *doubt])) from error
        found.encoding = encoding
        found.remarks.extend(doubt)
        return found

    def _doubt(self, encoding: str) -> Iterator[str]:
        """Yield a warning where an encoding was told by letters alone, which may be wrong."""
        if not self.encoding and not is_surely(encoding):
            yield (
                f"nothing in the file says how its letters are written; they look like {encoding}:"
                " if they are wrong, say --encoding NAME, such as cp1252, cp1251, cp874 or gb18030"
            )

    def _workbook(self, path: Path, held: ExitStack) -> ImportInput:
        sheets = self.sheets or (self.columns.sheets if self.columns else ())
        return open_sheets(path.name, self._sheets(path, held), self._tables, sheets)

    def parts(self, path: Path, held: ExitStack) -> list[FilePart]:
        """Return the tables that somebody may choose from, what is read by itself first.

        Empty for a file that holds one only, or is of a kind that is known. Raises `BadFile`.
        """
        kind = kind_of(path)
        if kind == "workbook":
            return sheets_to_choose(self._sheets(path, held), self._tables)
        if kind != "json":
            return []
        document = load_json(path, self.encoding or encoding_of(path))
        if self._ours(path, document) is not None:
            return []
        lists = lists_by_rank(document, self._likeness)
        if (
            len(lists) < 2
            or preset_for(frozenset(map(plain_name, _columns_of(lists[0])))) is not None
        ):
            return []
        return [
            FilePart((each.path,), _columns_of(each), is_sheet=False, items=len(each.items))
            for place, each in enumerate(lists)
            if each.path or not place  # no path means the one that is read by itself
        ]

    def list_in(self, path: Path) -> str:
        """Return which list a text file of Entente's own holds, such as `updates`; else nothing.

        Raises `BadFile` for a file that cannot be read.
        """
        if self.columns is not None or kind_of(path) != "text":
            return ""
        encoding = self.encoding or encoding_of(path)
        table = table_of(
            "", csv_reader.records(path, encoding), self._tables.is_header, count_headings
        )
        return list_of(table.columns) if table is not None else ""

    def _sheets(self, path: Path, held: ExitStack) -> list[SourceTable]:
        if kind_of_package(path) == "opendocument":
            return list(self._ods_tables(path))
        return list(self._excel_tables(path, held))

    def _ods_tables(self, path: Path) -> Iterator[SourceTable]:
        from exchange.importers.readers import ods_reader

        for sheet in ods_reader.sheets(path):
            remarks: list[str] = []
            records = ods_reader.records(path, sheet, remarks, self.progress)
            table = table_of(sheet.name, records, self._tables.is_header, count_headings)
            if table is not None:
                yield table._replace(hidden=sheet.hidden, remarks=remarks)

    def _excel_tables(self, path: Path, held: ExitStack) -> Iterator[SourceTable]:
        book = held.enter_context(xlsx_reader.workbook(path))
        for sheet in xlsx_reader.sheets(book):
            remarks: list[str] = []
            records = xlsx_reader.records(path, sheet, remarks, self.progress)
            name = str(sheet.title)
            table = table_of(name, records, self._tables.is_header, count_headings)
            if table is not None:
                hidden = xlsx_reader.is_hidden(sheet)
                yield table._replace(hidden=hidden, remarks=remarks)

    def _json(self, path: Path) -> ImportInput:
        encoding = self.encoding or encoding_of(path)
        self.progress(0, 1)
        remarks = list(self._doubt(encoding))
        document = load_json(path, encoding, remarks)
        if self._may_be_ours:
            found = self._ours(path, document)
            if found is not None:
                found.remarks.extend(remarks)
                return found
        wanted = self.list_path or (self.columns.list_path if self.columns else "")
        listed = chosen_list(document, wanted, self._likeness)
        if listed is None and isinstance(document, dict):
            alone = JsonList("", [document], {})
            listed = alone if self._likeness(alone) else None
        if listed is None:
            raise BadFile(
                f"{path.name} holds no list of commitments",
                hint="they are a list of objects, each with keys such as id and title",
            )
        made = document.get("generated") if isinstance(document, dict) else None
        generated = made if isinstance(made, str) else ""
        found = self._listed(path, listed, generated)
        found.remarks.extend(remarks)
        left = [] if listed.items == [document] else left_of(document, listed)
        if found.format == "nz-promises" and read_date(generated) is not None:
            left = [each for each in left if not each.startswith("generated “")]
        if left:
            found.remarks.append(
                f"read the list “{one_line(listed.path)}”; left beside it: {', '.join(left)}; "
                "--list PATH reads another one"
            )
        return found

    @property
    def _may_be_ours(self) -> bool:
        """Whether a JSON file may be of a kind that needs no columns."""
        return (
            self.columns is None
            and not self.list_path
            and (self.wanted not in ("sheet", *_PRESET_NAMES))
        )

    def _ours(self, path: Path, document: Any) -> ImportInput | None:
        """Read a JSON file of Entente's own or of Taskwarrior's; None for any other."""
        if json_reader.is_register(document):
            return counted("register", json_reader.read_register_file(path))
        if isinstance(document, dict):
            listed = document.get("commitments", document.get("items"))
            if isinstance(listed, list) and _are_ours(listed, document):
                return counted("json", json_reader.read_whole(document, self.progress))
            if json_reader.is_head(document) and "schema" in document:
                # One line of our JSON lines: a register without commitments.
                return counted("jsonl", json_reader.read_head(document))
        values = document if isinstance(document, list) else [document]
        first = next((each for each in values if isinstance(each, dict)), None)
        if taskwarrior_reader.is_task(first) or self.wanted == "taskwarrior":
            return counted("taskwarrior", taskwarrior_reader.read(values, self.known))
        if _are_ours(values):
            return counted("json", json_reader.read_commitments(values, self.progress))
        return None

    def _likeness(self, listed: JsonList) -> float:
        table = table_from("", listed.items, listed.around)
        rows = [row for _, row in table.rows]
        return self._tables.likeness(table, rows)

    def _listed(self, path: Path, listed: JsonList, generated: str = "") -> ImportInput:
        # They are looked at twice: for the columns that they have, and row by row.
        size = len(listed.items)
        items = telling(listed.items, self.progress, 0, 2 * size)
        table = table_from("", items, listed.around)
        rows = telling(table.rows, self.progress, size, 2 * size)
        return self._tables.open(path.name, table._replace(rows=rows), generated)

    def _lines(self, path: Path) -> ImportInput:
        encoding = self.encoding or encoding_of(path)
        remarks = list(self._doubt(encoding))
        stream = json_lines(path, encoding, self.progress, remarks)
        number, first = next(stream)
        if self._may_be_ours:
            if taskwarrior_reader.is_task(first) or self.wanted == "taskwarrior":
                tasks = chain([first], (value for _, value in stream))
                found = counted("taskwarrior", taskwarrior_reader.read(tasks, self.known))
                return found.with_late(remarks)
            if (json_reader.is_head(first) and "schema" in first) or _are_ours([first]):
                return counted("jsonl", _own_lines(number, first, stream)).with_late(remarks)
        values = [first, *(value for _, value in stream)]
        return self._listed(path, JsonList("", values, {})).with_late(remarks)


def _columns_of(listed: JsonList) -> tuple[str, ...]:
    return table_from("", listed.items[:_SAMPLE], listed.around).columns


def _are_ours(items: Sequence[Any], around: Mapping[str, Any] | None = None) -> bool:
    """Whether objects are commitments as Entente writes them, rather than rows of a sheet."""
    first = next((each for each in items if isinstance(each, dict)), None)
    if first is None:
        return around is not None and (not items or "schema" in around)
    if not json_reader.is_commitment(first):
        return around is not None and "schema" in around
    if preset_for(frozenset(map(plain_name, first))) is not None and around is None:
        return False
    if not isinstance(first["id"], str):
        return False
    if any(isinstance(first.get(name), list) for name in _ITEMS):
        return True
    if around is not None and ("schema" in around or json_reader.is_head(around)):
        return True
    beyond = [each for each in first if each not in Commitment.__struct_fields__]
    if count_headings(beyond) or (
        beyond and not any(isinstance(first.get(n), list) for n in _LISTS)
    ):
        return False
    # Whoever writes other dates than we do has made the list with another program.
    some = [each for each in items[:_SAMPLE] if isinstance(each, dict)]
    return not any(isinstance(json_reader.read_one(each, 0), RefusedCommitment) for each in some)


def _own_lines(
    number: int, first: Any, stream: Iterator[tuple[int, Any]]
) -> Iterator[ImportedPiece]:
    if json_reader.is_head(first):
        yield from json_reader.read_head(first)
    else:
        yield json_reader.read_one(first, number)
    for line, value in stream:
        yield json_reader.read_one(value, line)

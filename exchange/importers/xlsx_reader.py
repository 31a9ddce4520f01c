"""Excel workbooks, streamed row by row, and refused when they unpack to more than they should.

Those that Entente wrote are read as a whole: the sheets of items go with their commitments.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from exchange.importers.files import quiet, reading
from exchange.importers.items import items, list_of
from exchange.importers.mapped_row import MappedRow
from exchange.importers.mapping import NAMES, ColumnMapping
from exchange.importers.records import (
    ImportedCommitment,
    ImportedPiece,
    KnownIds,
    RefusedCommitment,
)
from exchange.importers.table import MOST_COLUMNS, SourceTable, TableRecord
from store.errors import BadFile
from store.register.reader import ReportProgress
from store.storage.documents import Document

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes of all parts together; a sheet of a million rows has some 300 MB."""
MOST_SHARED = 128 * 1024 * 1024
"""Bytes of the texts that all sheets share: these are held in memory."""
MOST_PARTS = 2000
_MOST_RATIO = 200
"""XML shrinks to a tenth, repetitive sheets to a hundredth; bombs to a thousandth and less."""
_SMALL = 16 * 1024 * 1024
"""Below so many bytes no ratio does harm."""


@contextmanager
def workbook(path: Path) -> Iterator[Workbook]:
    """Open a workbook for reading. Raises `BadFile` for what is none, or not to be trusted."""
    check(path)
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise BadFile("defusedxml is not installed", hint="install entente with what it needs")
    with reading(path), _whole(path):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        yield book
    finally:
        book.close()


def records(path: Path, sheet: Any, progress: ReportProgress = quiet) -> Iterator[TableRecord]:
    """Yield the rows of a sheet as text, dates the ISO way. Raises `BadFile`."""
    with reading(path), _whole(path):
        total = sheet.max_row or 0
        # What a sheet says of its own size may be wrong, or meant to make us pad a million cells.
        sheet.reset_dimensions()
        rows = iter(sheet.iter_rows(max_col=MOST_COLUMNS))
    for number in count(1):
        with _whole(path):
            row = next(rows, None)
            cells = None if row is None else [_text(cell) for cell in row]
        if cells is None:
            return
        if number % 512 == 0:
            progress(min(number, total), total)
        if any(cells):
            yield number, cells


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Name a workbook that turns out damaged while it is read."""
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # What it grumbles about is for its programmers, and would land on the terminal.
        with warnings.catch_warnings(action="ignore"):
            yield
    except (
        *(BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError),
        *(SyntaxError, IndexError, EOFError, AssertionError, NotImplementedError, OverflowError),
        *(RecursionError, zlib.error),
    ) as error:
        # The reader meets damage in many ways: XML that ends early is a SyntaxError.
        if _is_forbidden(error):
            raise BadFile(
                f"{path.name} defines XML entities, which no workbook needs", hint="it was not read"
            ) from error
        raise BadFile(
            f"{path.name} is a damaged workbook: {type(error).__name__}",
            hint="open it in a spreadsheet and save it as CSV or anew as XLSX",
        ) from error


def _is_forbidden(error: BaseException | None) -> bool:
    """Whether XML was refused for what it defines, however the reader wrapped that up."""
    from defusedxml.common import DefusedXmlException

    while error is not None and not isinstance(error, DefusedXmlException):
        error = error.__cause__ or error.__context__
    return error is not None


def check(path: Path) -> None:
    """Look at the parts of a zip file before any is unpacked. Raises `BadFile`."""
    try:
        with reading(path), ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise BadFile(f"{path.name} is a damaged zip file: {error}") from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, path.stat().st_size)
    shared = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or shared > MOST_SHARED
        or (unpacked > _SMALL and unpacked > _MOST_RATIO * packed)
    ):
        raise BadFile(
            f"{path.name} would unpack to {unpacked:,} bytes in {len(parts):,} parts",
            hint="no table is packed like this; if yours is, save it as CSV",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile(f"{path.name} is encrypted", hint="save it without a password")
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise BadFile(
            f"{path.name} is a zip file, but no Excel workbook",
            hint="unpack it and import what is in it",
        )


def _text(cell: Any) -> str:
    value: object = cell.value
    match value:
        case None:
            return ""
        case str():
            return _unescaped(value) if "_x" in value else value
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case int() | float() if not isinstance(value, bool) and "%" in str(cell.number_format):
            # It is 0.4 that is shown as 40 %.
            return f"{value * 100:.10g}%"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)


def _unescaped(text: str) -> str:
    """Return text with what Excel writes as `_x001B_` as the character it is."""
    from openpyxl.utils.escape import unescape

    return str(unescape(text))


def whole_workbook(
    main: SourceTable, further: Iterable[SourceTable], known: KnownIds
) -> Iterator[ImportedPiece]:
    """Read the sheets of items first: they win over what the main sheet sums up."""
    gathered: dict[str, dict[str, list[Document]]] = {}
    logged = False
    for table in further:
        name = list_of(table.columns)
        logged = logged or name == "updates"
        for each in items(table):
            if isinstance(each, RefusedCommitment):
                yield each._replace(reason=f"sheet “{table.name}”: {each.reason}")
            else:
                _, commitment_id, item = each
                gathered.setdefault(commitment_id, {}).setdefault(name, []).append(item)
    columns = ColumnMapping({name: name for name in NAMES if name in main.columns}, own=True)
    for number, row in main.rows:
        piece = MappedRow(number, row, columns, known).read()
        if isinstance(piece, ImportedCommitment):
            brought = gathered.pop(piece.id, {})
            piece = piece._replace(fields=piece.fields | brought)
            piece = piece._replace(assessments=()) if logged else piece
        yield piece
    for commitment_id, brought in gathered.items():
        yield ImportedCommitment(0, commitment_id, dict(brought), foreign=False)

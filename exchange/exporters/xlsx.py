"""XLSX: a workbook of four sheets, in memory that does not grow with them."""

from __future__ import annotations

import re
import tempfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, BinaryIO

from exchange.escaping import CUT, guarded
from exchange.exporters.formats import ExportOptions, Written, reported
from exchange.exporters.patient_file import PatientFile
from exchange.exporters.selection import Selection
from exchange.exporters.sheets import ALL_SHEETS, Sheet, SheetCell, notes_of_clashes
from store.errors import EntenteError
from store.model.dates import PartialDate
from store.register.reader import ReportProgress
from store.text import counted

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""What a sheet can hold, its header included."""
LONGEST = 32_767
"""Characters, as UTF-16 counts them, that a cell can hold."""
FIRST_DAY = date(1900, 3, 1)
"""Earlier ones Excel does not know, or counts wrongly."""
_LOOKS_RICH = re.compile(r"<r>.*</r>", re.DOTALL)


class TooManyRows(EntenteError):
    """A sheet would have more rows than a workbook can hold."""


def write_xlsx(
    selection: Selection, out: BinaryIO, options: ExportOptions, progress: ReportProgress | None
) -> Written:
    """Write the workbook. Raises `TooManyRows`, and `OSError` when the disk is full."""
    from xlsxwriter import Workbook

    # What is cut off half-way leaves its temporary files in this folder, and goes with it.
    with tempfile.TemporaryDirectory(prefix="entente-") as folder, PatientFile(out) as file:
        book = Workbook(file, {"constant_memory": True, "tmpdir": folder})
        # The clock stays out of it: the same data and date give the same bytes.
        made = datetime.combine(selection.as_of, time())
        book.set_properties({"title": selection.title[:255], "created": made})
        header = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        plain = book.add_format()
        cut = 0
        steps = len(ALL_SHEETS) * len(selection.entries)
        for number, sheet in enumerate(ALL_SHEETS.values()):
            page = _SheetWriter(book.add_worksheet(sheet.name), header, day, plain)
            page.begin(sheet)
            before = number * len(selection.entries)

            def report(done: int, _: int, before: int = before) -> None:
                if progress is not None:
                    progress(before + done, steps)

            for entry in reported(selection.entries, report):
                for row in sheet.rows(entry):
                    page.add(row)
            page.end(sheet)
            cut += page.cut
        _close(book)
    notes = (f"{counted(cut, 'text')} cut at {LONGEST:,} characters",) if cut else ()
    dropped = notes_of_clashes(selection.entries, ALL_SHEETS)
    return Written(len(selection.entries), "commitments", notes + dropped)


def _close(book: Workbook) -> None:
    """Put the workbook together. Raises `OSError` for its temporary files."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        book.close()
    except FileCreateError as error:
        if isinstance(error.__context__, OSError):
            raise error.__context__ from None
        raise


class _SheetWriter:
    """One sheet while it is being written."""

    def __init__(self, sheet: Worksheet, header: Format, day: Format, plain: Format) -> None:
        self._sheet = sheet
        self._header = header
        self._day = day
        self._plain = plain
        self._row = 0
        self.cut = 0
        """How many texts were longer than a cell can be."""

    def begin(self, sheet: Sheet) -> None:
        """Write the header, which stays in sight."""
        for column, (name, width) in enumerate(sheet.columns):
            self._sheet.set_column(column, column, width)
            self._sheet.write_string(0, column, name, self._header)
        self._sheet.freeze_panes(1, 0)

    def add(self, row: tuple[SheetCell, ...]) -> None:
        """Write the next row. Raises `TooManyRows`."""
        self._row += 1
        if self._row >= MOST_ROWS:
            raise TooManyRows(
                f"the sheet {self._sheet.get_name()} would have more than {MOST_ROWS:,} rows",
                hint="export part of it with a query, or as csv",
            )
        for column, cell in enumerate(row):
            self._write(column, cell)

    def end(self, sheet: Sheet) -> None:
        """Let every column be filtered."""
        self._sheet.autofilter(0, 0, self._row, len(sheet.columns) - 1)

    def _write(self, column: int, cell: SheetCell) -> None:
        match cell:
            case None | "":
                return
            case int():
                self._sheet.write_number(self._row, column, cell)
            case PartialDate() if cell.precision == "day" and cell.first >= FIRST_DAY:
                self._sheet.write_datetime(self._row, column, cell.first, self._day)
            case PartialDate():
                self._sheet.write_string(self._row, column, cell.text)
            case _:
                self._write_text(column, cell)

    def _write_text(self, column: int, text: str) -> None:
        if text.startswith("'"):
            text = guarded(text)  # for the import, which takes one quote away
        text = self._fitting(text)
        if _LOOKS_RICH.fullmatch(text):
            # The library takes such a text for markup of its own; in two runs it is text again.
            self._sheet.write_rich_string(self._row, column, "<r>", self._plain, text[3:])
        else:
            self._sheet.write_string(self._row, column, text)

    def _fitting(self, text: str) -> str:
        if len(text.encode("utf-16-le")) // 2 <= LONGEST:
            return text
        self.cut += 1
        kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
        return kept.decode("utf-16-le", errors="ignore") + CUT

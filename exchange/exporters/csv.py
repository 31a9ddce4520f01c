"""CSV: one sheet, as RFC 4180 writes it and spreadsheets like it."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from exchange.escaping import guarded
from exchange.exporters.formats import SHEETS, ExportOptions, Written, reported
from exchange.exporters.selection import Selection
from exchange.exporters.sheets import ALL_SHEETS, SheetCell, notes_of_clashes
from store.errors import BadValue
from store.model.dates import PartialDate
from store.register.reader import ReportProgress


def write_csv(
    selection: Selection, out: BinaryIO, options: ExportOptions, progress: ReportProgress | None
) -> Written:
    """Write the header, then the rows of the chosen sheet. Raises `BadValue` for no such sheet."""
    if options.sheet not in ALL_SHEETS:
        raise BadValue(f"there is no sheet '{options.sheet}'", hint=f"one of {', '.join(SHEETS)}")
    sheet = ALL_SHEETS[options.sheet]
    # The mark is written by hand: the codec would write it again in every piece.
    out.write(b"\xef\xbb\xbf" if options.bom else b"")
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([name for name, _ in sheet.columns])
    count = 0
    try:
        for entry in reported(selection.entries, progress):
            for row in sheet.rows(entry):
                rows.writerow(map(_cell, row))
                count += 1
    finally:
        text.detach()  # the stream is the caller's to close
    return Written(count, sheet.name, notes_of_clashes(selection.entries, (sheet.name,)))


def _cell(cell: SheetCell) -> str:
    match cell:
        case None:
            return ""
        case PartialDate():
            return cell.text
        case int():
            return str(cell)
        case _:
            # No program reads a NUL in a CSV file; its picture is read by all.
            return guarded(cell.replace("\0", "\u2400"))

"""What an import could not take, row by row."""

from __future__ import annotations

from collections.abc import Iterator

from store.importing.report import Report
from tui.drawing.marks import Marks
from tui.screens.choosing import Listed
from tui.widgets.chooser import Row

_MOST = 500


def has_remarks(report: Report) -> bool:
    """Whether there is anything that was not taken as it stands."""
    return bool(report.refused or report.duplicates or report.unread or report.remarks)


def report_screen(report: Report, marks: Marks) -> Listed:
    """Return a screen that lists what was not taken, and why."""
    listed = [Row(((line, "plain"),), line, hint=line) for line in _lines(report)]
    rest = len(listed) - _MOST
    if rest > 0:
        listed[_MOST:] = [Row(((f"and {rest} more: `entente import` lists all", "muted"),))]
    title = f"Import of {report.file}: {report.summary}"
    return Listed(title, marks, listed, foot="type to narrow · enter or esc closes")


def _lines(report: Report) -> Iterator[str]:
    for each in report.refused:
        yield f"row {each.row} refused: {each.reason}"
    for each in report.duplicates:
        yield f"row {each.row}, id {each.id} twice: {each.reason}"
    for value in report.unread:
        yield f"row {value.row}, {value.column}: {value.kind} “{value.written}” not read"
    yield from report.remarks

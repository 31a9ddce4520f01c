"""A piece of work over the board: it shows how far it is, and Esc stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from exchange.importers.report import ImportReport
from store.errors import EntenteError
from store.model.glyphs import Glyphs
from store.register.reader import ReportProgress
from store.text import one_line
from tui.background import Job, Working
from tui.dialogs.dialog import Dialog
from tui.dialogs.picker import ListedScreen
from tui.rendering.cells import wrap
from tui.widgets.chooser import ChoiceRow
from tui.widgets.job_view import JobView

T = TypeVar("T")


class JobScreen(Working, Dialog[T | EntenteError | None], Generic[T]):
    """Gives what the work gave, the error it ended in, or None when it was stopped."""

    STOPPED_BY = frozenset({"escape", "ctrl+c"})

    def __init__(self, title: str, work: Callable[[ReportProgress], T], glyphs: Glyphs) -> None:
        super().__init__()
        self._job = Job(work)
        self._view = JobView(title, self._job, glyphs, "esc stops it, and nothing is changed")

    def compose(self) -> ComposeResult:
        """Lay out the one widget in its frame."""
        with Container(classes="job-frame"):
            yield self._view

    def on_mount(self) -> None:
        """Begin."""
        self.run_worker(self._run())

    async def _run(self) -> None:
        self.dismiss(await self._job.outcome())

    def on_key(self, event: events.Key) -> None:
        """Stop with Esc."""
        event.stop()
        if event.key in self.STOPPED_BY:
            self._job.cancel()


_MOST = 500


def has_remarks(report: ImportReport) -> bool:
    """Whether there is anything that was not taken as it stands."""
    return bool(report.refused or report.duplicates or report.unread or report.remarks)


def report_screen(report: ImportReport, glyphs: Glyphs) -> ListedScreen:
    """Return a screen that lists what was not taken, and why."""
    listed = [ChoiceRow(((line, "plain"),), line, hint=line) for line in _lines(report)]
    rest = len(listed) - _MOST
    if rest > 0:
        listed[_MOST:] = [ChoiceRow(((f"and {rest} more: `entente import` lists all", "muted"),))]
    title = f"Import of {report.file}: {report.summary}"
    return ListedScreen(title, glyphs, listed, foot="type to narrow · enter or esc closes")


TAKE, BACK = "take", "back"


class DryRunScreen(ListedScreen):
    """Lists what an import would do; gives `take` or `back`, and nothing when it was left."""

    def __init__(self, report: ImportReport, glyphs: Glyphs) -> None:
        told = f"Take it: {report.summary}"
        # Enter has asked for this list: it must take another key to write.
        rows = [ChoiceRow((("Back to the columns", "plain"),), BACK)]
        rows.append(ChoiceRow(((told, "plain"),), TAKE, hint="One change, which undo takes back."))
        lines = [*_changes(report), *_lines(report)]
        rows += [ChoiceRow(((line, "muted"),)) for line in lines[:_MOST]]
        if len(lines) > _MOST:
            rest = f"and {len(lines) - _MOST:,} more: `entente import --report` lists all"
            rows.append(ChoiceRow(((rest, "muted"),)))
        title = f"What would come of {one_line(report.file)}"
        super().__init__(title, glyphs, rows, foot="enter chooses · type to narrow · esc gives up")

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return those with all the words, what is only read over as many lines as it needs."""
        return [each for row in super().rows(text, width) for each in _wrapped(row, width)]


def _wrapped(row: ChoiceRow, width: int) -> Iterator[ChoiceRow]:
    if row.value:
        yield row
        return
    for number, line in enumerate(wrap("".join(text for text, _ in row.parts), width - 4)):
        yield ChoiceRow(((f"  {line}" if number else line, "muted"),))


def _changes(report: ImportReport) -> Iterator[str]:
    for each in report.changes:
        before, after = each.before or "(nothing)", each.after or "(nothing)"
        yield f"{each.id}: {each.field}: {before} → {after}"


def _lines(report: ImportReport) -> Iterator[str]:
    for each in report.refused:
        yield f"row {each.row} refused: {each.reason}"
    for each in report.duplicates:
        yield f"row {each.row}, id {each.id} twice: {each.reason}"
    for value in report.unread:
        yield f"row {value.row}, {value.column}: {value.kind} “{value.written}” not read"
    yield from report.remarks

"""Files in and out: what others wrote down, and what other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.model.entry import counted
from store.register.reader import ReportProgress
from store.register.store import Store
from store.text import one_line
from store.user.paths import expanded
from tui.controllers.base import Controller

if TYPE_CHECKING:
    from exchange.exporters import Written
    from exchange.importers.importer import ImportResult


class FilesController(Controller):
    """Imports and exports, with a bar over the board; either can be stopped."""

    def export_list(self) -> None:
        """Ask where to, and write what the list shows."""
        from tui.dialogs.path import ExportPathScreen

        board = self.board
        many = counted(len(board.view.shown), "commitment")
        screen = ExportPathScreen(self.glyphs, "commitments", many)
        board.open_dialog(screen, lambda path: self._export(path) if path else None)

    def _export(self, name: str) -> None:
        from exchange.exporters import format_for, save, select

        board = self.board
        view, path = board.view, expanded(name)
        form = format_for(path, is_folder=name.endswith("/"))

        def job(store: Store, progress: ReportProgress) -> Written:
            return save(select(store, view), form, path, progress=progress)

        def done(written: Written) -> None:
            notes = "".join(f" · {note}" for note in written.notes)
            board.say(f"{written.told} written to {path}{notes}", "green")

        self.store_worker.work(f"Export to {one_line(path.name)}", job, done)

    def import_file(self) -> None:
        """Ask which file, and bring it in as one change."""
        from tui.dialogs.path import ImportPathScreen

        board = self.board
        board.open_dialog(
            ImportPathScreen(self.glyphs),
            lambda path: self._import(expanded(path)) if path else None,
        )

    def _import(self, path: Path) -> None:
        from exchange.importers.importer import ImportRequest, import_files

        board = self.board
        request = ImportRequest(as_of=board.view.as_of)

        def job(store: Store, progress: ReportProgress) -> ImportResult:
            return import_files(store, [path], request.showing(progress))

        self.store_worker.work(f"Import of {one_line(path.name)}", job, self._tell)

    def _tell(self, done: ImportResult) -> None:
        from tui.dialogs.progress import has_remarks, report_screen

        board, report = self.board, done.reports[0]
        ways = self.keyed(" · saved · {undo} undo") if done.change else " · nothing changed"
        style = "green" if done.change and not report.refused else "orange"
        board.say(f"{one_line(report.file)}: {report.summary}{ways}", style)
        if has_remarks(report):
            board.open_dialog(report_screen(report, self.glyphs))

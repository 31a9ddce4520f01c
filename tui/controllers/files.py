"""Files in and out: what others wrote down, and what other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from store.errors import EntenteError
from store.model.address import required_path
from store.register.reader import ReportProgress
from store.register.store import Store
from store.text import counted, one_line
from store.user.paths import expanded
from tui.controllers.base import Controller

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exchange.crosswalk import RegisterWords
    from exchange.exporters import Written
    from exchange.importers.columns.mapping import ColumnMapping
    from exchange.importers.importer import ImportResult
    from exchange.importers.readers.table import SourceTable, TableRow
    from exchange.importers.records import FilePart
    from store.model.entities import Commitment
    from tui.dialogs.import_columns import AskedTable


class _ImportQuestion(NamedTuple):
    """A file whose columns are asked for."""

    path: Path
    part: FilePart | None
    """What was chosen of it; None where there was nothing to choose."""
    table: AskedTable


class FilesController(Controller):
    """Imports and exports, with a bar over the board; either can be stopped."""

    def export_list(self) -> None:
        """Ask where to, and write what is selected, else what the list shows."""
        from tui.dialogs.path import ExportPathScreen

        board = self.board
        picked = board.picked
        many = counted(len(picked or board.view.shown), "commitment")
        if picked:
            many = f"{len(picked):,} selected"
        screen = ExportPathScreen(self.glyphs, "commitments", many)
        board.open_dialog(screen, lambda path: self._export(path, picked) if path else None)

    def _export(self, name: str, picked: frozenset[str]) -> None:
        from exchange.exporters import format_for, save, select

        board = self.board
        view, path = board.view, expanded(name).absolute()
        form = format_for(path, is_folder=name.endswith("/"))

        def job(store: Store, progress: ReportProgress) -> Written:
            return save(select(store, view, picked), form, path, progress=progress)

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
            lambda path: self._choose_part(expanded(path)) if path else None,
        )

    def _choose_part(self, path: Path) -> None:
        """Ask which sheet or list of a file that holds several, and import it."""
        from exchange.importers.importer import parts_of

        def job(_: Store, progress: ReportProgress) -> list[FilePart]:
            progress(0, 1)
            return parts_of(path)

        def found(parts: list[FilePart]) -> None:
            from tui.dialogs.import_part import part_screen

            if not parts:
                self._import(path, None)
                return
            self.board.open_dialog(
                part_screen(path.name, parts, self.glyphs),
                lambda place: self._import(path, parts[int(place)]) if place else None,
            )

        self.store_worker.work(f"Look at {one_line(path.name)}", job, found)

    def _import(self, path: Path, part: FilePart | None) -> None:
        """Import a file whose columns are known; else ask which is which."""
        from exchange.importers.importer import ImportRequest, import_files
        from store.errors import BadFile
        from tui.dialogs.import_columns import AskedTable

        asked: list[AskedTable] = []

        def ask(
            name: str, table: SourceTable, sample: Sequence[TableRow], words: RegisterWords
        ) -> None:
            # The rest of the rows belongs to the work, which ends here.
            asked.append(AskedTable(name, table._replace(rows=iter(())), sample, words))

        request = ImportRequest(as_of=self.board.view.as_of, ask=ask).of_part(part)

        def job(store: Store, progress: ReportProgress) -> ImportResult | AskedTable:
            try:
                return import_files(store, [path], request.showing(progress))
            except BadFile:
                if not asked:
                    raise
                return asked[0]

        def done(found: ImportResult | AskedTable) -> None:
            if isinstance(found, AskedTable):
                self._ask_columns(_ImportQuestion(path, part, found), None)
            else:
                self._tell(found)

        self.store_worker.work(f"Import of {one_line(path.name)}", job, done)

    def _ask_columns(self, asked: _ImportQuestion, told: ColumnMapping | None) -> None:
        """Ask which column is which, then show what would come of it."""
        from tui.dialogs.import_columns import ImportColumnsScreen

        self.board.open_dialog(
            ImportColumnsScreen(asked.table, self.glyphs, told),
            lambda mapping: self._try(asked, mapping) if mapping else None,
        )

    def _try(self, asked: _ImportQuestion, mapping: ColumnMapping) -> None:
        from tui.dialogs.progress import BACK, TAKE, DryRunScreen

        def answered(answer: str | None) -> None:
            if answer == TAKE:
                self._work(asked, mapping, dry_run=False)
            elif answer == BACK:
                self._ask_columns(asked, mapping)

        def tried(done: ImportResult) -> None:
            self.board.open_dialog(DryRunScreen(done.reports[0], self.glyphs), answered)

        self._work(asked, mapping, dry_run=True, done=tried)

    def _work(
        self,
        asked: _ImportQuestion,
        mapping: ColumnMapping,
        *,
        dry_run: bool,
        done: Callable[[ImportResult], None] | None = None,
    ) -> None:
        from exchange.importers.importer import ImportRequest, import_files

        day, path = self.board.view.as_of, asked.path
        request = ImportRequest(as_of=day, columns=mapping, dry_run=dry_run).of_part(asked.part)

        def job(store: Store, progress: ReportProgress) -> ImportResult:
            return import_files(store, [path], request.showing(progress))

        def taken(result: ImportResult) -> None:
            # What was not read was listed before it was taken.
            self._say(result)

        what = "Look at" if dry_run else "Import of"
        self.store_worker.work(f"{what} {one_line(path.name)}", job, done or taken)

    def keep_copy(self) -> None:
        """Ask which file, and keep a copy of it for the update under the cursor, or the newest."""
        from store.model.edits import sourced_update
        from tui.dialogs.path import ImportPathScreen

        board = self.board
        entry, item = board.entry, board.item_here
        if entry is None:
            return
        update = item.id if item and item.kind == "update" else ""
        try:
            required_path(self.store_worker.path)
            source = sourced_update(entry.commitment, update).source
        except EntenteError as error:
            board.say(f"{error.message}: {error.hint}", "orange")
            return
        title = f"Keep which file as a copy of “{one_line(source.title) if source else ''}”?"
        board.open_dialog(
            ImportPathScreen(self.glyphs, self.glyphs.words(title)),
            lambda path: (
                self._keep_copy(entry.commitment, update, expanded(path)) if path else None
            ),
        )

    def _keep_copy(self, commitment: Commitment, update: str, path: Path) -> None:
        from store.register.keeping import KeptSource, keep_source
        from store.register.kept_copies import read_source

        def job(store: Store, progress: ReportProgress) -> KeptSource:
            data = read_source(path)
            return keep_source(
                store, commitment, update, data, suffix=path.suffix, called=path.name
            )

        def done(kept: KeptSource) -> None:
            undo = self.keyed(" · saved · {undo} undo") if kept.is_change else ""
            self.board.say(f"{one_line(kept.words)}{undo}", "green")

        self.store_worker.work(f"Copy of {one_line(path.name)}", job, done)

    def _tell(self, done: ImportResult) -> None:
        from tui.dialogs.progress import has_remarks, report_screen

        self._say(done)
        if has_remarks(done.reports[0]):
            self.board.open_dialog(report_screen(done.reports[0], self.glyphs))

    def _say(self, done: ImportResult) -> None:
        board, report = self.board, done.reports[0]
        ways = self.keyed(" · saved · {undo} undo") if done.change else " · nothing changed"
        style = "green" if done.change and not report.refused else "orange"
        board.say(f"{one_line(report.file)}: {report.summary}{ways}", style)

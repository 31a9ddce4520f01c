"""The brief of what the list shows: read on the board, saved as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.text import one_line
from store.user.paths import expanded
from tui.commands.needs import own_files
from tui.controllers.base import Controller

if TYPE_CHECKING:
    from exchange.brief import Brief
    from exchange.brief.page import BriefStyle
    from store.register.reader import ReportProgress
    from store.register.store import Store


class BriefController(Controller):
    """Composes a brief of what is filtered, as of the board's day."""

    def read(self) -> None:
        """Show the first page of the brief over the board."""
        view = self.board.view

        def job(store: Store, progress: ReportProgress) -> Brief:
            from exchange.brief import USUAL_DAYS, compose
            from store.register.changes import later

            brief = compose(view, later(view.as_of, -USUAL_DAYS), history=store.log())
            progress(1, 1)  # where it was stopped meanwhile, nothing comes of it
            return brief

        self.store_worker.work("Brief", job, self._show)

    def _show(self, brief: Brief) -> None:
        from tui.dialogs.brief import BriefScreen

        def read(style: BriefStyle | None) -> None:
            if style is not None:
                self._ask_path(brief, style)

        self.board.open_dialog(BriefScreen(brief, self.glyphs), read)

    def _keep_day(self) -> None:
        """Remember that a brief was made today, so that what changes from now on can be listed."""
        from store.user.visits import Visits

        if self.store_worker.past is None:
            path = self.preferences.visits_file
            Visits(path, self.store_worker.path).keep_brief(self.board.present)

    def _ask_path(self, brief: Brief, style: BriefStyle) -> None:
        from tui.dialogs.brief import FORMS
        from tui.dialogs.path import SavePathScreen

        reason = own_files(self.board.state())
        if reason:
            self.board.say(reason, "orange")
            return

        def named(path: str | None) -> None:
            if path:
                self._save(brief, style._replace(ascii_only=False), path)

        screen = SavePathScreen("Save the brief as", self.glyphs, "brief", FORMS)
        self.board.open_dialog(screen, named)

    def _save(self, brief: Brief, style: BriefStyle, name: str) -> None:
        path = expanded(name).absolute()

        def job(store: Store, progress: ReportProgress) -> None:
            from exchange.exporters.atomic import replacing
            from tui.dialogs.brief import written_brief

            written = written_brief(brief, style, path).encode()
            progress(1, 1)  # where it was stopped meanwhile, nothing is written
            with replacing(path, force=False) as file:
                file.write(written)

        def done(_: None) -> None:
            self.board.say(f"Brief written to {one_line(str(path))}", "green")
            self._keep_day()

        self.store_worker.work(f"Brief to {one_line(path.name)}", job, done)

"""The board as a whole: palette, help, the end."""

from __future__ import annotations

import sys

from store.model.entities import View
from store.query.suggestions import with_shipped
from store.text import one_line
from tui.board.board import BoardContext
from tui.controllers.base import Controller
from tui.controllers.filter import FilterController
from tui.controllers.saved_views import SavedViewsController


class AppController(Controller):
    """Opens what lies over the board, and closes it."""

    def __init__(
        self, context: BoardContext, filtering: FilterController, saved_views: SavedViewsController
    ) -> None:
        super().__init__(context)
        self._filter = filtering
        self._saved_views = saved_views

    def open_palette(self) -> None:
        """Open the palette, and go where it says."""
        from tui.dialogs.palette import PaletteScreen

        board = self.board
        palette = PaletteScreen(
            board.view, self._views, self.keymap, self.glyphs, self.board.why_not
        )
        board.open_dialog(palette, self._go)

    def open_help(self) -> None:
        """Show the keys of where one is, and run the one chosen."""
        from tui.dialogs.help import HelpScreen

        board, remarks = self.board, self.preferences.remarks
        screen = HelpScreen(
            self.layout.place,
            self.keymap,
            self.glyphs,
            board.why_not,
            remarks,
            board.view.thresholds,
        )
        board.open_dialog(screen, lambda chosen: board.run_command(chosen) if chosen else None)

    def _go(self, chosen: str | None) -> None:
        kind, _, name = (chosen or "").partition(":")
        if kind == "command":
            self.board.run_command(name)
        elif kind == "domain":
            self.layout.domains.choose(name)
            self._filter.choose_domains()
            self.layout.go_to_panel("commitments")
        elif kind == "view":
            self._show_view(name)
        elif kind == "commitment":
            self._go_to_commitment(name)

    @property
    def _views(self) -> tuple[View, ...]:
        return with_shipped(self.board.view.register.views, self.store_worker.user)

    def _show_view(self, name: str) -> None:
        for view in self._views:
            if view.name == name:
                self._saved_views.show(view)

    def _go_to_commitment(self, commitment_id: str) -> None:
        board = self.board
        hidden = commitment_id not in board.view.matching_ids
        if hidden:
            board.show(board.view.with_held([commitment_id]))
        board.selected = commitment_id
        self.layout.go_to_panel("commitments")
        if hidden:
            board.say(f"{one_line(commitment_id)} does not match the filter; it is shown with it")

    def suspend(self) -> None:
        """Go back to the shell once everything is saved, or say why not."""
        app = self.board.app
        if app.is_web or app.is_headless or sys.platform == "win32":
            self.board.say("There is no shell here to go back to", "orange")
        else:
            self.board.run_in_background("suspend", self._suspend)

    async def _suspend(self) -> None:
        # Stopped amid a change it would hold the register's lock.
        await self.store_worker.settle()
        self.board.app.action_suspend_process()

    def quit(self) -> None:
        """Close the board once everything is saved."""
        self.board.run_in_background("quit", self._quit)

    async def _quit(self) -> None:
        await self.store_worker.settle()
        self.board.app.exit()

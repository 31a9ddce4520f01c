"""Saved views: naming what is shown, and going back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import BadQuery
from store.model.entities import View
from store.query import parse_query
from store.text import one_line
from tui.board.store_worker import Desk
from tui.controllers.base import Controller
from tui.controllers.filter import FilterController

if TYPE_CHECKING:
    from tui.dialogs.saved_views import ViewChoice


class SavedViewsController(Controller):
    """Keeps queries in the register under names."""

    def __init__(self, board: Desk, filtering: FilterController) -> None:
        super().__init__(board)
        self._filtering = filtering

    def why_not(self, command_id: str) -> str:
        """There must be something to save, and something saved to go to."""
        board = self.board
        if command_id == "views" and not board.view.register.views:
            return self.keyed("No view was saved yet: {filter} filters, then {save-view} saves it")
        if command_id == "save-view":
            if board.read_only_reason:
                return f"The register can only be read: {board.read_only_reason}"
            if board.view.query.is_empty and not board.view.domains:
                return self.keyed("There is nothing to save: {filter} filters, {sort} sorts")
        return ""

    def do_views(self) -> None:
        """List the saved views."""
        from tui.dialogs.saved_views import ViewsScreen

        board = self.board
        views, vocabulary = board.view.register.views, self._filtering.vocabulary
        screen = ViewsScreen(views, board.view.view_name, vocabulary, board.glyphs)
        board.app.push_screen(screen, self._follow)

    def _follow(self, chosen: ViewChoice | None) -> None:
        if chosen is None:
            return
        if not chosen.remove:
            self.show(chosen.view)
        elif self.board.read_only_reason:
            self.board.say(
                f"The register can only be read: {self.board.read_only_reason}", "orange"
            )
        else:
            self.board.remove_view(chosen.view.name)

    def show(self, view: View) -> None:
        """Show what a view finds, in all domains; one that cannot be read changes nothing."""
        try:
            query = parse_query(view.query, self._filtering.vocabulary)
        except BadQuery as error:
            name, hint = one_line(view.name), f" · {error.hint}" if error.hint else ""
            self.board.say(f"“{name}” cannot be read: {error.message}{hint}", "red")
            return
        self.board.domains.clear()
        self._filtering.use(query, domains=())
        self.board.go_to_panel("commitments")

    def do_save_view(self) -> None:
        """Ask for a name, and keep the query, the domains chosen and the order under it."""
        from tui.dialogs.saved_views import NameScreen

        board = self.board
        query = str(board.view.query.with_domains(board.view.domains))

        def named(name: str | None) -> None:
            if name is None:
                board.say("No view was saved")
            else:
                board.save_view(name, query)

        board.app.push_screen(
            NameScreen(" Save view as ", board.view.view_name, query, board.glyphs), named
        )

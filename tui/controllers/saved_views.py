"""Saved views: naming what is shown, and going back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import BadQuery
from store.model.entities import View
from store.query import parse_query
from store.query.suggestions import with_shipped
from store.text import one_line
from tui.board.board import BoardContext
from tui.controllers.base import Controller
from tui.controllers.filter import FilterController

if TYPE_CHECKING:
    from tui.dialogs.saved_views import ViewChoice


class SavedViewsController(Controller):
    """Keeps queries in the register under names."""

    def __init__(self, context: BoardContext, filtering: FilterController) -> None:
        super().__init__(context)
        self._filter = filtering

    def open(self) -> None:
        """List the saved views."""
        from tui.dialogs.saved_views import ViewsScreen

        board = self.board
        vocabulary = self._filter.vocabulary
        views = with_shipped(board.view.register.views, self.store_worker.user)
        screen = ViewsScreen(views, board.view.view_name, vocabulary, self.glyphs, self.keymap)
        board.open_dialog(screen, self._follow)

    def _follow(self, chosen: ViewChoice | None) -> None:
        if chosen is None:
            return
        if not chosen.remove:
            self.show(chosen.view)
        elif chosen.view not in self.board.view.register.views:
            self.board.say(f"“{one_line(chosen.view.name)}” is there in every register", "orange")
        elif self.store_worker.read_only_reason:
            self.board.say(
                f"The register can only be read: {self.store_worker.read_only_reason}", "orange"
            )
        else:
            self.store_worker.remove_view(chosen.view.name)

    def show(self, view: View) -> None:
        """Show what a view finds, in all domains; one that cannot be read changes nothing."""
        try:
            query = parse_query(view.query, self._filter.vocabulary)
        except BadQuery as error:
            name, hint = one_line(view.name), f" · {error.hint}" if error.hint else ""
            self.board.say(f"“{name}” cannot be read: {error.message}{hint}", "red")
            return
        self.layout.domains.clear()
        self._filter.use(query, domains=(), from_top=bool(query.sort))
        self.layout.go_to_panel("commitments")

    def save(self) -> None:
        """Ask for a name, and keep the query, the domains chosen and the order under it."""
        from tui.dialogs.saved_views import NameScreen

        board = self.board
        query = str(board.view.query.with_domains(board.view.domains))

        def named(name: str | None) -> None:
            if name is None:
                board.say("No view was saved")
            else:
                self.store_worker.save_view(name, query)

        board.open_dialog(
            NameScreen(" Save view as ", board.view.view_name, query, self.glyphs), named
        )

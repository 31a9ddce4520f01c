"""The board as a whole: palette, help, the end."""

from __future__ import annotations

from collections.abc import Callable

from store.errors import BadQuery
from store.text import one_line
from tui.board.store_worker import Desk
from tui.controllers.base import Controller
from tui.controllers.filter import FilterController


class AppController(Controller):
    """Opens what lies over the board, and closes it."""

    def __init__(
        self,
        board: Desk,
        filtering: FilterController,
        run: Callable[[str], None],
        reason: Callable[[str], str],
    ) -> None:
        super().__init__(board)
        self._filtering = filtering
        self._run = run
        self._reason = reason

    def do_palette(self) -> None:
        """Open the palette, and go where it says."""
        from tui.dialogs.palette import PaletteScreen

        board = self.board
        palette = PaletteScreen(board.view, board.keymap, board.glyphs, self._reason)
        board.app.push_screen(palette, self._go)

    def do_help(self) -> None:
        """Show the keys of where one is, and run the one chosen."""
        from tui.dialogs.help import HelpScreen

        board = self.board
        screen = HelpScreen(
            board.place, board.keymap, board.glyphs, self._reason, board.preferences.remarks
        )
        board.app.push_screen(screen, lambda chosen: self._run(chosen) if chosen else None)

    def _go(self, chosen: str | None) -> None:
        kind, _, name = (chosen or "").partition(":")
        if kind == "command":
            self._run(name)
        elif kind == "domain":
            self.board.domains.choose(name)
            self._filtering.choose_domains()
            self.board.go_to_panel("commitments")
        elif kind == "view":
            self._show_view(name)
        elif kind == "commitment":
            self._go_to_commitment(name)

    def _show_view(self, name: str) -> None:
        from store.query import Vocabulary, parse_query

        register = self.board.view.register
        text = next((each.query for each in register.views if each.name == name), "")
        try:
            query = parse_query(text, Vocabulary.of(register))
        except BadQuery as error:
            self.board.say_error(error)
        else:
            self.board.domains.clear()
            self._filtering.choose_domains()
            self._filtering.use(query)
            self.board.go_to_panel("commitments")

    def _go_to_commitment(self, commitment_id: str) -> None:
        board = self.board
        hidden = commitment_id not in board.view.matching_ids
        if hidden:
            board.show(board.view.with_held([commitment_id]))
        board.selected = commitment_id
        board.go_to_panel("commitments")
        if hidden:
            board.say(f"{one_line(commitment_id)} does not match the filter; it is shown with it")

    def do_quit(self) -> None:
        """Close the board once everything is saved."""
        self.board.run_worker(self._quit(), group="quit", exclusive=True)

    async def _quit(self) -> None:
        await self.board.settle()
        self.board.app.exit()

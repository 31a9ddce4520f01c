"""Arranging the list and the timeline: order, columns, bands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from store.query import SortTerm
from tui.board.store_worker import Desk
from tui.controllers.base import Controller
from tui.controllers.filter import FilterController
from tui.panels.columns import COLUMNS_BY_ID
from tui.preferences import remember, remembered
from tui.rendering.bands import lanes
from tui.themes import by_word, word_of

_COLUMNS, _BANDS = "columns", "bands"


class ListSettingsController(Controller):
    """Decides how what is shown is arranged, and remembers it for the next time."""

    def __init__(self, board: Desk, filtering: FilterController, state_file: Path | None) -> None:
        super().__init__(board)
        self._filtering = filtering
        self._state_file = state_file

    def why_not(self, command_id: str) -> str:
        """An order must be there to be turned around, columns and periods in view."""
        board = self.board
        if command_id == "columns" and not board.commitments.display:
            return self.keyed("The list is not in view: {panel-2} shows it")
        if command_id == "turn-around" and not board.view.query.sort:
            return self.keyed("The list is in the register's order: {sort} sorts it")
        if command_id == "bands" and not board.bands:
            if not board.timeline.display:
                return self.keyed("The timeline is not in view: {panel-3} shows it")
            if not lanes(board.view.register.instruments, 1).lines:
                return "No instrument of this register has a period"
        return ""

    def restore(self) -> str:
        """Arrange the board as it was the last time; return in words what could not be read."""
        path = self._state_file
        if path is None or not path.exists():
            return ""
        kept = remembered(path)
        columns, bands = kept.get(_COLUMNS, []), kept.get(_BANDS, False)
        known = isinstance(columns, list) and all(
            isinstance(each, str) and each in COLUMNS_BY_ID for each in columns
        )
        if known:
            self.board.commitments.columns = tuple(dict.fromkeys(columns))
        if bands is True:
            self._show_bands(True)
        if not kept or not known or not isinstance(bands, bool):
            return f"What the board remembered in {path} cannot be read, and is left out"
        return ""

    def do_sort(self) -> None:
        """Ask for an order."""
        from tui.dialogs.sort import SortScreen

        board = self.board
        sort = board.view.query.sort

        def chosen(key: str | None) -> None:
            if key:
                self.sort_by(key)
            elif key is not None:
                self._order(())

        board.app.push_screen(SortScreen(sort[0] if sort else None, board.glyphs), chosen)

    def sort_by(self, key: str) -> None:
        """Sort by a key; by the same key again, the other way round."""
        sort = self.board.view.query.sort
        if sort and sort[0].key == key:
            self.do_turn_around()
        else:
            from store.query.sort import SORT_KEYS_BY_NAME

            self._order([SortTerm(key, SORT_KEYS_BY_NAME[key].last_first)])

    def do_turn_around(self) -> None:
        """Turn the order around; keys that only part ties keep theirs."""
        first, *rest = self.board.view.query.sort
        self._order([SortTerm(first.key, not first.descending), *rest])

    def _order(self, terms: Iterable[SortTerm]) -> None:
        board = self.board
        at_top = board.commitments.cursor == 0
        self._filtering.use(board.view.query.with_sort(*terms))
        if at_top:
            # Whoever had not gone anywhere yet wants to see what comes first now.
            board.commitments.place(0)
            board.settle_selection()

    def do_columns(self) -> None:
        """Ask for the columns of the list."""
        from tui.dialogs.columns import ColumnsScreen

        board = self.board
        panel = board.commitments

        def chosen(columns: tuple[str, ...] | None) -> None:
            if columns is not None:
                panel.columns = columns
                said = "Columns kept" if columns else "The list shows the columns that fit"
                board.say(said + self._remember(columns=list(columns)))

        board.app.push_screen(ColumnsScreen(panel.columns, panel.placed, board.glyphs), chosen)

    def do_bands(self) -> None:
        """Show the periods of instruments, or hide them."""
        shown = not self.board.bands
        self._show_bands(shown)
        words = "Periods of instruments are shown" if shown else "Periods of instruments are hidden"
        self.board.say(words + self._remember(bands=shown))

    def _show_bands(self, shown: bool) -> None:
        self.board.bands = shown
        self.board.arrange_panels()

    def _remember(self, **news: object) -> str:
        if self._state_file is None or remember(self._state_file, **news):
            return ""
        return f", until you quit: {self._state_file} cannot be written"


class AppearanceController(Controller):
    """Maximises panels and chooses the theme."""

    def why_not(self, command_id: str) -> str:
        """The smallest layout has its one panel in full already; no colour is no colour."""
        if command_id == "maximise" and self.board.layout_name == "tiny":
            return "The list has all the room there is"
        if command_id == "theme" and self.board.app.no_color:
            return "NO_COLOR is set: there are no colours to choose"
        return ""

    def do_maximise(self) -> None:
        """Give the active panel all the room, or put the others back."""
        board = self.board
        board.maximise(not board.maximised)
        name = board.active_panel.NAME
        ways = self.keyed(" has all the room · {maximise} or {back} puts the others back")
        board.say(f"{name}{ways}" if board.maximised else "All panels are back")

    def do_theme(self) -> None:
        """Choose the colours; each is shown while the cursor is on it."""
        from tui.dialogs.picker import ThemeScreen

        app, board = self.board.app, self.board
        before = app.theme

        def chosen(word: str | None) -> None:
            theme = by_word(word or "")
            app.theme = theme.name if theme else before
            if theme and word:
                board.say(f"Theme {word}{board.preferences.keep_theme(word)}")

        app.push_screen(ThemeScreen(word_of(before), board.glyphs), chosen)

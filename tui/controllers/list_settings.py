"""Arranging the list and the timeline: order, columns, bands."""

from __future__ import annotations

from collections.abc import Iterable

from store.portfolio.columns import COLUMNS_BY_ID
from store.query import SortTerm
from store.user.remembered import remember, remembered
from tui.board.board import BoardContext
from tui.controllers.base import Controller
from tui.controllers.filter import FilterController

_COLUMNS, _BANDS = "columns", "bands"


class ListSettingsController(Controller):
    """Decides how what is shown is arranged, and remembers it for the next time."""

    def __init__(self, context: BoardContext, filtering: FilterController) -> None:
        super().__init__(context)
        self._filter = filtering
        self._state_file = context.preferences.state_file

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
            self.layout.commitments.columns = tuple(dict.fromkeys(columns))
        if bands is True:
            self._show_bands(True)
        if not kept or not known or not isinstance(bands, bool):
            return f"What the board remembered in {path} cannot be read, and is left out"
        return ""

    def choose_order(self) -> None:
        """Ask for an order."""
        from tui.dialogs.sort import SortScreen

        board = self.board
        sort = board.view.query.sort

        def chosen(key: str | None) -> None:
            if key:
                self.sort_by(key)
            elif key is not None:
                self._order(())

        board.open_dialog(SortScreen(sort[0] if sort else None, self.glyphs, self.keymap), chosen)

    def sort_by(self, key: str) -> None:
        """Sort by a key; by the same key again, the other way round."""
        sort = self.board.view.query.sort
        if sort and sort[0].key == key:
            self.turn_around()
        else:
            from store.query.sort import SORT_KEYS_BY_NAME

            self._order([SortTerm(key, SORT_KEYS_BY_NAME[key].last_first)])

    def turn_around(self) -> None:
        """Turn the order around; keys that only part ties keep theirs."""
        from store.query.sort import SORT_KEYS_BY_NAME

        first, *rest = self.board.view.query.sort
        if SORT_KEYS_BY_NAME[first.key].one_way:
            self.board.say(f"By {first.key} the most pressing always come first", "orange")
            return
        self._order([SortTerm(first.key, not first.descending), *rest])

    def _order(self, terms: Iterable[SortTerm]) -> None:
        # Whoever sorts wants to see what comes first now.
        self._filter.use(self.board.view.query.with_sort(*terms), from_top=True)

    def choose_columns(self) -> None:
        """Ask for the columns of the list."""
        from tui.dialogs.columns import ColumnsScreen

        board = self.board
        panel = self.layout.commitments

        def chosen(columns: tuple[str, ...] | None) -> None:
            if columns is not None:
                panel.columns = columns
                said = "Columns kept" if columns else "The list shows the columns that fit"
                board.say(said + self._remember(columns=list(columns)))

        board.open_dialog(
            ColumnsScreen(panel.columns, panel.placed, self.glyphs, self.keymap), chosen
        )

    def toggle_bands(self) -> None:
        """Show the periods of instruments, or hide them."""
        shown = not self.layout.bands
        self._show_bands(shown)
        words = "Periods of instruments are shown" if shown else "Periods of instruments are hidden"
        self.board.say(words + self._remember(bands=shown))

    def _show_bands(self, shown: bool) -> None:
        self.layout.bands = shown
        self.layout.arrange_panels()

    def _remember(self, **news: object) -> str:
        if self._state_file is None or remember(self._state_file, **news):
            return ""
        return f", until you quit: {self._state_file} cannot be written"

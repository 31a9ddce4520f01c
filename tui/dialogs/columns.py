"""Choosing the columns of the list, and their order."""

from __future__ import annotations

from textual import events, on

from store.model.glyphs import Glyphs
from store.portfolio.columns import COLUMNS, COLUMNS_BY_ID
from tui.commands.keymap import Keymap
from tui.dialogs.picker import ChoicesScreen
from tui.panels.columns import Placed
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part
from tui.widgets.chooser import Choices

_NAME = 12
_SAME_ON_THE_BOARD = ("when",)
"""Printed, this column has days where `due` has a date; on the board both have the days."""
_KEYS = "space shows or hides · J K move · a as wide as fits · enter keeps · esc gives up"


class ColumnsScreen(ChoicesScreen[tuple[str, ...] | None]):
    """Lists all columns, those shown ticked and in their order.

    Gives back the ids to show, empty for those that come by themselves, None to change nothing.
    """

    def __init__(
        self, chosen: tuple[str, ...], placed: Placed, glyphs: Glyphs, keymap: Keymap
    ) -> None:
        in_view = tuple(column.id for column, _ in placed)
        columns = _ListColumnChoices(chosen or in_view, in_view, glyphs)
        columns.keymap = keymap
        super().__init__(columns)
        self._list = columns

    @on(Choices.Taken)
    def take(self, event: Choices.Taken) -> None:
        """Tick what was clicked."""
        self._list.toggle()

    def on_key(self, event: events.Key) -> None:
        """Tick, move, keep or give up."""
        event.stop()
        match self._list.key_meant(event):
            case "escape" | "q":
                self.dismiss(None)
            case "enter":
                self.dismiss(self._list.ticked)
            case "a":
                self.dismiss(())
            case "space" | "x":
                self._list.toggle()
            case "J" | "plus" | "shift+down":
                self._list.shift(1)
            case "K" | "minus" | "shift+up":
                self._list.shift(-1)


class _ListColumnChoices(Choices):
    def __init__(self, ticked: tuple[str, ...], in_view: tuple[str, ...], glyphs: Glyphs) -> None:
        super().__init__("Columns", _KEYS, glyphs)
        left_out = {*ticked, *_SAME_ON_THE_BOARD}
        self._order = [*ticked, *(each.id for each in COLUMNS if each.id not in left_out)]
        self._ticked = {*ticked, "title"}
        self._started = self._ticked - {*in_view}

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids of the columns ticked, in their order."""
        return tuple(each for each in self._order if each in self._ticked)

    def toggle(self) -> None:
        """Tick the row under the cursor, or take its tick away; the title always stays."""
        here = self._order[self.cursor]
        if here != "title":
            self._ticked ^= {here}
            self.refresh()

    def shift(self, rows: int) -> None:
        """Move the row under the cursor, and the cursor with it."""
        target = self.cursor + rows
        if 0 <= target < len(self._order):
            order = self._order
            order[self.cursor], order[target] = order[target], order[self.cursor]
            self.go_to(target)

    def row_count(self) -> int:
        return len(self._order)

    def row_parts(self, index: int, width: int) -> list[Part]:
        column = COLUMNS_BY_ID[self._order[index]]
        on = column.id in self._ticked
        remark = " (no room for it now)" if on and column.id in self._started else ""
        remark = " (always there)" if column.id == "title" else remark
        meaning = fit(column.meaning + remark, width - _NAME - 4, self.glyphs.ellipsis)
        return [
            (f"[{self.glyphs.done if on else ' '}] ", "key" if on else "muted"),
            (fit(column.title, _NAME), "plain"),
            (meaning, "muted"),
        ]

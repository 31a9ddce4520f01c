"""Selecting rows, to mark several commitments at once."""

from __future__ import annotations

from tui.controllers.base import Controller


class SelectionController(Controller):
    """Selects rows and takes them out again."""

    def select_row(self) -> None:
        """Select the row or take it out, and go one down."""
        board = self.board
        board.picked = board.picked ^ {board.selected}
        self.layout.active_panel.move(1)
        self._say()

    def select_all(self) -> None:
        """Select every row shown; when all are, none of them."""
        board = self.board
        shown = frozenset(entry.id for entry in board.view.shown)
        board.picked = board.picked - shown if shown <= board.picked else board.picked | shown
        self._say()

    def clear(self) -> None:
        """Select nothing."""
        self.board.picked = frozenset()
        self._say()

    def _say(self) -> None:
        count = len(self.board.picked)
        if count:
            noun = "commitment" if count == 1 else "commitments"
            ways = self.keyed(" · {mark} marks · {back} selects none")
            self.board.say(f"{count} {noun} selected{ways}")
        else:
            self.board.say("Nothing is selected")
        self.board.update_keys()

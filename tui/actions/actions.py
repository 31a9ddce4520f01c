"""What all groups of actions share."""

from __future__ import annotations

from tui.screens.desk import Desk


class Actions:
    """Some commands of the board, each a method `do_` and its id."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def why_not(self, command_id: str) -> str:
        """Return why one of these commands cannot act now; empty when it can."""
        return ""

    def keyed(self, text: str) -> str:
        """Return our own words with `{undo}` and the like as the keys in force."""
        return self.desk.keymap.words(text)

    def nothing_here(self) -> str:
        """Return why there is no commitment to act on, and the way out."""
        if self.desk.view.entries:
            return self.keyed("There is no commitment here: {back} clears the filter")
        return self.keyed("This register has no commitments yet: {add} adds one")

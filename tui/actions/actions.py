"""What all groups of actions share."""

from __future__ import annotations

from collections.abc import Callable

from tui.commands import Command
from tui.screens.desk import Desk


class Actions:
    """Some commands of the board, each a method `do_` and its id."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def method_of(self, command: Command) -> Callable[[], None] | None:
        """Return the method that does a command, or None when it is another group's."""
        method: Callable[[], None] | None = getattr(self, command.method, None)
        return method

    def why_not(self, command_id: str) -> str:
        """Return why one of these commands cannot act now; empty when it can."""
        return ""

    def nothing_here(self) -> str:
        """Return why there is no commitment to act on, and the way out."""
        if self.desk.view.entries:
            return "There is no commitment here: esc clears the filter"
        return "This register has no commitments yet: a adds one"

"""What a command of the board is."""

from __future__ import annotations

from msgspec import Struct

MARK, WRITE, LOOK, MOVE, BOARD = "Mark", "Write", "Look", "Move", "Board"
GROUPS = (MARK, WRITE, LOOK, MOVE, BOARD)


class Command(Struct, frozen=True):
    """Something a user can do from the keyboard."""

    id: str
    keys: tuple[str, ...]
    """As Textual names keys; the first is the one shown."""
    name: str
    """A few words, for palette and help."""
    tooltip: str
    """One sentence on what it does."""
    group: str

    @property
    def method(self) -> str:
        """The method that does it, of one of the objects in `tui.actions`."""
        return f"do_{self.id.replace('-', '_')}"

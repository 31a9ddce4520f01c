"""Every command of the board, defined once, one file a group.

Keys, footer, help, palette and the keys page are all made from this table. What a
command does is the method `do_` and its id of one of the objects in `tui.actions`.
"""

from __future__ import annotations

from tui.commands import board, looking, marking, moving, writing
from tui.commands.command import GROUPS, Command

__all__ = ["BY_ID", "COMMANDS", "LONGEST_NAME", "Command", "grouped"]

COMMANDS: tuple[Command, ...] = (
    *marking.COMMANDS,
    *writing.COMMANDS,
    *looking.COMMANDS,
    *moving.COMMANDS,
    *board.COMMANDS,
)

BY_ID = {command.id: command for command in COMMANDS}
LONGEST_NAME = max(len(command.name) for command in COMMANDS)
"""Cells that a column of names needs."""


def grouped() -> list[tuple[str, list[Command]]]:
    """Return the commands under their groups, as help and the keys page list them."""
    return [(name, [each for each in COMMANDS if each.group == name]) for name in GROUPS]

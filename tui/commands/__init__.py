"""Every command of the board, defined once, one file a group.

Bindings, footer, help, palette and the keys page are all made from this table. What a
command does is the method `do_` and its id of one of the objects in `tui.actions`.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.commands import board, looking, marking, moving, writing
from tui.commands.command import GROUPS, Command, show_key

__all__ = ["BY_ID", "COMMANDS", "FOOTER", "Command", "bindings", "grouped", "show_key"]

COMMANDS: tuple[Command, ...] = (
    *marking.COMMANDS,
    *writing.COMMANDS,
    *looking.COMMANDS,
    *moving.COMMANDS,
    *board.COMMANDS,
)

BY_ID = {command.id: command for command in COMMANDS}

FOOTER = tuple(
    BY_ID[each]
    for each in (
        "mark",
        "filter",
        "write-update",
        "add-follow-up",
        "undo",
        "palette",
        "help",
        "quit",
    )
)
"""The commands of the footer in their order; the last two are always shown."""


def grouped() -> list[tuple[str, list[Command]]]:
    """Return the commands under their groups, as help and the keys page list them."""
    return [(name, [each for each in COMMANDS if each.group == name]) for name in GROUPS]


def bindings() -> list[BindingType]:
    """Return the screen's bindings: every command by its id, so keys can be remapped."""
    return [
        Binding(
            ",".join(command.keys),
            f"command('{command.id}')",
            command.name,
            show=False,
            tooltip=command.tooltip,
            id=command.id,
        )
        for command in COMMANDS
    ]

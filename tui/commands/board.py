"""The commands of the board as a whole."""

from __future__ import annotations

from tui.commands.command import BOARD, Command

COMMANDS = (
    Command(
        "palette",
        ("colon", "ctrl+p"),
        "Commands",
        "Find any command by its name.",
        BOARD,
        "commands",
    ),
    Command(
        "help", ("question_mark", "f1"), "Help", "Show the keys of where you are.", BOARD, "help"
    ),
    Command(
        "quit",
        ("q", "ctrl+q"),
        "Quit",
        "Close the board; everything is saved already.",
        BOARD,
        "quit",
    ),
)

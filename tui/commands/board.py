"""The commands of the board as a whole."""

from __future__ import annotations

from tui.commands.command import BOARD, Command

COMMANDS = (
    Command(
        "open",
        ("o",),
        "Open source",
        "Open a source in the browser, or show its address where there is none.",
        BOARD,
    ),
    Command(
        "copy",
        ("y",),
        "Copy",
        "Copy id, title, status and source; in the detail, the address under the cursor.",
        BOARD,
    ),
    Command("copy-all", ("Y",), "Copy all", "Copy all that the detail says, as text.", BOARD),
    Command("export", ("x",), "Export", "Write what the list shows to a file.", BOARD),
    Command(
        "import",
        ("I",),
        "Import",
        "Bring in commitments from a file; one undo takes them back.",
        BOARD,
    ),
    Command(
        "mouse",
        ("M",),
        "Mouse",
        "Leave the mouse to the terminal, to select and copy with; again takes it back.",
        BOARD,
    ),
    Command(
        "palette",
        ("colon", "ctrl+p"),
        "Commands",
        "Find any command, domain, saved view or commitment by its name.",
        BOARD,
    ),
    Command("help", ("question_mark", "f1"), "Help", "Show the keys of where you are.", BOARD),
    Command(
        "quit",
        ("q", "ctrl+q"),
        "Quit",
        "Close the board; everything is saved already.",
        BOARD,
    ),
)

"""The commands that mark progress and take it back."""

from __future__ import annotations

from tui.commands.command import MARK, Command

COMMANDS = (
    Command(
        "mark",
        ("space",),
        "Mark",
        "Set a status or percent; tick a milestone or follow-up; combine domains.",
        MARK,
    ),
    Command("more", ("plus", "equals_sign"), "5 % more", "Move progress up by five points.", MARK),
    Command("less", ("minus",), "5 % less", "Move progress down by five points.", MARK),
    Command(
        "repeat",
        ("full_stop",),
        "Repeat mark",
        "Set once more the status or percentage that was set last, or take the last step.",
        MARK,
    ),
    Command(
        "pick",
        ("v",),
        "Select",
        "Select the row, or take it out, to mark several at once.",
        MARK,
    ),
    Command(
        "pick-all",
        ("V",),
        "Select all",
        "Select every row in view; once more, none of them.",
        MARK,
    ),
    Command(
        "undo",
        ("u",),
        "Undo",
        "Take back your last change, also one made before a restart.",
        MARK,
    ),
    Command("redo", ("U",), "Redo", "Do again what you took back.", MARK),
)

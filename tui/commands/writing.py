"""The commands that write down something new."""

from __future__ import annotations

from tui.commands.command import WRITE, Command

COMMANDS = (
    Command(
        "write-update",
        ("w",),
        "Write update",
        "Write down what was seen, with its source.",
        WRITE,
    ),
    Command(
        "add",
        ("a",),
        "Add commitment",
        "Write down a new commitment.",
        WRITE,
    ),
    Command(
        "edit",
        ("e",),
        "Edit",
        "Edit title, summary, parties, domains, dates, priority and tags.",
        WRITE,
    ),
    Command(
        "add-follow-up",
        ("f",),
        "Add follow-up",
        "Write down something to be done about this commitment.",
        WRITE,
    ),
)

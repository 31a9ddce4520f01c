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
        "Edit what is under the cursor: a commitment, a milestone, a follow-up; give an update "
        "its source.",
        WRITE,
    ),
    Command(
        "edit-outside",
        ("E",),
        "Edit in editor",
        "Edit the commitment as a text in VISUAL or EDITOR.",
        WRITE,
    ),
    Command(
        "add-milestone",
        ("m",),
        "Add milestone",
        "Write down a dated step of this commitment.",
        WRITE,
    ),
    Command(
        "add-follow-up",
        ("f",),
        "Add follow-up",
        "Write down something to be done about this commitment.",
        WRITE,
    ),
    Command(
        "remove",
        ("D", "delete"),
        "Remove",
        "Remove the commitment, or the milestone or follow-up under the cursor; y confirms.",
        WRITE,
    ),
)

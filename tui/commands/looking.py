"""The commands that change what is seen."""

from __future__ import annotations

from tui.commands.command import LOOK, Command

COMMANDS = (
    Command(
        "filter",
        ("slash",),
        "Filter",
        "Filter by words, domain:, status:, party:, is:overdue and more.",
        LOOK,
    ),
    Command(
        "zoom-in",
        ("less_than_sign",),
        "Zoom in",
        "Show less time in each cell of the timeline.",
        LOOK,
    ),
    Command(
        "zoom-out",
        ("greater_than_sign",),
        "Zoom out",
        "Show more time in each cell of the timeline.",
        LOOK,
    ),
    Command(
        "maximise",
        ("z",),
        "Maximise",
        "Give the panel all the room, or put the others back.",
        LOOK,
    ),
    Command(
        "theme", ("C",), "Colours", "Choose the theme: dark, light or the terminal's own.", LOOK
    ),
    Command("today", ("t",), "Today", "Put today in the middle of the timeline.", LOOK),
)

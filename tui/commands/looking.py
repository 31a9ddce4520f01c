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
    Command("views", ("apostrophe",), "Saved views", "Go to a saved view, or remove one.", LOOK),
    Command(
        "save-view",
        ("W",),
        "Save view",
        "Keep the filter, the domains and the order under a name, in the register.",
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
    Command(
        "find-bar",
        ("T",),
        "Find bar",
        "Put the bar of this commitment in the middle of the timeline.",
        LOOK,
    ),
    Command(
        "bands",
        ("b",),
        "Bands",
        "Show the periods of frameworks and other instruments over the timeline, or hide them.",
        LOOK,
    ),
    Command("sort", ("s",), "Sort", "Choose what the list is sorted by.", LOOK),
    Command("turn-around", ("S",), "Turn the order around", "Sort the other way round.", LOOK),
    Command("columns", ("c",), "Columns", "Choose the columns of the list and their order.", LOOK),
)

"""The commands that move about."""

from __future__ import annotations

from tui.commands.command import MOVE, Command

COMMANDS = (
    Command(
        "enter",
        ("enter",),
        "Open",
        "Go from a domain to its commitments, from a row to its detail.",
        MOVE,
    ),
    Command(
        "back",
        ("escape",),
        "Step back",
        "From a maximised panel back, then clear the selection; from the detail back, then clear "
        "the filter, then the domains. Never quits.",
        MOVE,
    ),
    Command("panel-1", ("1",), "Domains", "Go to the domains.", MOVE),
    Command("panel-2", ("2",), "Commitments", "Go to the list of commitments.", MOVE),
    Command("panel-3", ("3",), "Timeline", "Go to the timeline.", MOVE),
    Command("panel-4", ("4",), "Follow-ups", "Go to the follow-ups.", MOVE),
    Command("panel-5", ("5",), "Detail", "Go to the detail of the commitment.", MOVE),
    Command("next-panel", ("tab",), "Next panel", "Go to the next panel.", MOVE),
    Command("previous-panel", ("shift+tab",), "Previous panel", "Go to the panel before.", MOVE),
    Command("down", ("down", "j"), "Down", "Move one row down.", MOVE),
    Command("up", ("up", "k"), "Up", "Move one row up.", MOVE),
    Command(
        "left",
        ("left", "h"),
        "Left",
        "On the timeline, earlier; elsewhere, to the panel before.",
        MOVE,
    ),
    Command(
        "right",
        ("right", "l"),
        "Right",
        "On the timeline, later; elsewhere, to the next panel.",
        MOVE,
    ),
    Command("page-down", ("pagedown",), "Page down", "Move one page down.", MOVE),
    Command("page-up", ("pageup",), "Page up", "Move one page up.", MOVE),
    Command("first", ("home", "g"), "First row", "Go to the first row.", MOVE),
    Command("last", ("end", "G"), "Last row", "Go to the last row.", MOVE),
)

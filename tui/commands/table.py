"""Every command of the board, defined once, one file a group.

Keys, footer, help, palette and the keys page are all made from this table. What a
command does is the method `do_` and its id of one of the objects in `tui.controllers`.
"""

from __future__ import annotations

from msgspec import Struct

MARK, WRITE, LOOK, MOVE, BOARD = "Mark", "Write", "Look", "Move", "Board"
GROUPS = (MARK, WRITE, LOOK, MOVE, BOARD)


class Command(Struct, frozen=True):
    """Something a user can do from the keyboard."""

    id: str
    keys: tuple[str, ...]
    """As Textual names keys; the first is the one shown."""
    name: str
    """A few words, for palette and help."""
    tooltip: str
    """One sentence on what it does."""
    group: str

    @property
    def method(self) -> str:
        """The method that does it, of one of the objects in `tui.controllers`."""
        return f"do_{self.id.replace('-', '_')}"


_BOARD = (
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


_LOOKING = (
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


_MARKING = (
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


_MOVING = (
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


_WRITING = (
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


__all__ = ["BY_ID", "COMMANDS", "LONGEST_NAME", "Command", "grouped"]

COMMANDS: tuple[Command, ...] = (*_MARKING, *_WRITING, *_LOOKING, *_MOVING, *_BOARD)

BY_ID = {command.id: command for command in COMMANDS}
LONGEST_NAME = max(len(command.name) for command in COMMANDS)
"""Cells that a column of names needs."""


def grouped() -> list[tuple[str, list[Command]]]:
    """Return the commands under their groups, as help and the keys page list them."""
    return [(name, [each for each in COMMANDS if each.group == name]) for name in GROUPS]

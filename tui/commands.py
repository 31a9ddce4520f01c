"""Every command of the board, defined once.

Bindings, footer, help, palette and the keys page are all made from this table; the screen
has one method for each command, `do_` and its id.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """Something a user can do from the keyboard."""

    id: str
    keys: tuple[str, ...]
    """As Textual names keys; the first is the one shown."""
    name: str
    """A few words, for palette and help."""
    tooltip: str
    """One sentence on what it does."""
    group: str
    footer: str = ""
    """One word for the footer; empty keeps it out."""

    @property
    def method(self) -> str:
        """The screen's method that does it."""
        return f"do_{self.id.replace('-', '_')}"

    @property
    def key_words(self) -> str:
        """All its keys as a person reads them."""
        return " ".join(show_key(key) for key in self.keys)


MARK, WRITE, LOOK, MOVE, BOARD = "Mark", "Write", "Look", "Move", "Board"
GROUPS = (MARK, WRITE, LOOK, MOVE, BOARD)

COMMANDS = (
    Command(
        "mark",
        ("space",),
        "Mark",
        "Set a status or percent; tick a milestone or follow-up; combine domains.",
        MARK,
        "mark",
    ),
    Command("more", ("plus", "equals_sign"), "5 % more", "Move progress up by five points.", MARK),
    Command("less", ("minus",), "5 % less", "Move progress down by five points.", MARK),
    Command(
        "filter",
        ("slash",),
        "Filter",
        "Filter by words, domain:, status:, party:, is:overdue and more.",
        LOOK,
        "filter",
    ),
    Command(
        "write-update",
        ("w",),
        "Write update",
        "Write down what was seen, with its source.",
        WRITE,
        "update",
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
        "follow-up",
    ),
    Command(
        "undo",
        ("u",),
        "Undo",
        "Take back your last change, also one made before a restart.",
        MARK,
        "undo",
    ),
    Command("redo", ("U",), "Redo", "Do again what you took back.", MARK),
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
        "Clear the filter, then the domains, then go to the list. Never quits.",
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
    Command("today", ("t",), "Today", "Put today in the middle of the timeline.", LOOK),
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

BY_ID = {command.id: command for command in COMMANDS}

_KEY_WORDS = {
    "slash": "/",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "colon": ":",
    "question_mark": "?",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "f1": "F1",
}


def show_key(key: str) -> str:
    """Return a key as a person reads it."""
    return _KEY_WORDS.get(key, key)


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

"""What a command of the board is."""

from __future__ import annotations

from dataclasses import dataclass

MARK, WRITE, LOOK, MOVE, BOARD = "Mark", "Write", "Look", "Move", "Board"
GROUPS = (MARK, WRITE, LOOK, MOVE, BOARD)


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
        """The method that does it, of one of the objects in `tui.actions`."""
        return f"do_{self.id.replace('-', '_')}"

    @property
    def key_words(self) -> str:
        """All its keys as a person reads them."""
        return " ".join(show_key(key) for key in self.keys)


_KEY_WORDS = {
    "slash": "/",
    "apostrophe": "'",
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

"""The bottom line: the keys that matter, as many as fit."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.commands import FOOTER, Command, show_key
from tui.drawing.ink import Drawn, Part


class FooterLine(Drawn):
    """One line; a command that cannot act is dimmed, never hidden. A click runs it."""

    unavailable: reactive[frozenset[str]] = reactive(frozenset)

    class Clicked(Message):
        """A command's word was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        parts: list[Part] = [(" ", "plain")]
        for command, _, _ in self._placed():
            dim = command.id in self.unavailable
            parts.append((show_key(command.keys[0]), "muted" if dim else "key"))
            parts.append((f" {command.footer}  ", "muted"))
        return self.strip(parts, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        for command, first, last in self._placed():
            if first <= event.x < last:
                self.post_message(self.Clicked(command))

    def _placed(self) -> list[tuple[Command, int, int]]:
        # Help and quit always fit: whoever finds them finds the rest.
        shown = list(FOOTER)
        while len(shown) > 2 and 1 + sum(map(_length, shown)) > self.size.width:
            del shown[-3]
        placed, column = [], 1
        for command in shown:
            placed.append((command, column, column + _length(command)))
            column += _length(command)
        return placed


def _length(command: Command) -> int:
    return len(show_key(command.keys[0])) + len(command.footer) + 3

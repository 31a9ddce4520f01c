"""The keys of a screen, in as many lines as they need."""

from __future__ import annotations

from itertools import pairwise

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.commands.footer import PLACES
from tui.rendering.line_widget import LineWidget, Part

_MOST_LINES = 3


class KeyHints(LineWidget):
    """Names the keys of a place: those of its own, then those of the board that count there.

    Where even three lines have no room for all of them, those at the end are left out.
    """

    def __init__(self, place: str, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own
        super().__init__(id=id)
        self._place = PLACES[place]
        self.renamed: dict[str, str] = {}
        """Other words for keys, while they do something else."""

    def rename(self, **words: str) -> None:
        """Call keys of the place's own otherwise from now on."""
        if words != self.renamed:
            self.renamed = words
            self.refresh()

    class Clicked(Message):
        """A key was clicked: it means what pressing it does."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def on_click(self, event: events.Click) -> None:
        """Tell which key is under the pointer."""
        column = 0
        parts = self._lines(self.size.width)[event.y]
        for (key, style), (word, _) in pairwise(parts):
            column += cell_len(key)
            if style == "key" and column - cell_len(key) <= event.x < column + cell_len(word):
                self.post_message(self.Clicked(key))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Take as many lines as all keys need."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Draw one line of keys."""
        width = self.size.width
        lines = self._lines(width)
        return self.strip(lines[y] if y < len(lines) else [], width)

    def _lines(self, width: int) -> list[list[Part]]:
        own = [(key, self.renamed.get(key, word)) for key, word in self._place.keys]
        # How to leave is named last, where it is looked for, and always has room.
        *own, last = own
        named = [(self.keymap.first(each), word) for each, word in self._place.footer]
        lines: list[list[Part]] = [[(" ", "plain")]]
        used = 1
        for key, word in (*own, last, *named):
            cells = cell_len(key) + cell_len(word) + 3
            if used + cells > width and used > 1:
                if len(lines) == _MOST_LINES:
                    break
                lines.append([(" ", "plain")])
                used = 1
            lines[-1] += [(key, "key"), (f" {word}  ", "muted")]
            used += cells
        return lines

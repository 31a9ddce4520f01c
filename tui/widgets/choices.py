"""A framed list to choose from, in the middle of the screen."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.drawing.cells import fit, wrap
from tui.drawing.ink import Drawn, Part, length
from tui.drawing.marks import Marks

_EDGES = 2
_WIDTH = 66
"""Cells of a list whose keys need no more."""


class Choices(Drawn, can_focus=True):
    """Rows with a cursor, a title in the frame and the keys below. Scrolls when it must.

    A subclass says what its rows are and what is done with the one under the cursor.
    """

    class Taken(Message):
        """A row was chosen by a click."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, title: str, keys: str, marks: Marks) -> None:
        super().__init__()
        self.marks = marks
        self.cursor = 0
        self._title = title
        self._keys = marks.words(keys)
        self._top = 0

    def row_count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Return what one row shows in `width` cells."""
        raise NotImplementedError

    def go_to(self, index: int) -> None:
        """Move the cursor to a row, as far as there are any."""
        self.cursor = max(0, min(index, self.row_count() - 1))
        self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width that keeps the keys on one line."""
        return max(_WIDTH, cell_len(self._keys) + 4)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it would fill."""
        return self.row_count() + _EDGES + len(self._key_lines(width))

    def render_line(self, y: int) -> Strip:
        """Draw an edge, a row, or the keys."""
        width, height = self.size
        marks, inside = self.marks, width - 2
        if y in (0, height - 1):
            return self._edge(width, top=y == 0)
        keys = self._key_lines(width)
        page = max(1, height - _EDGES - len(keys))
        self._top = max(min(self._top, self.cursor), self.cursor - page + 1)
        line = y - 1
        if line >= page:
            said = keys[line - page] if line - page < len(keys) else ""
            middle = self.strip([(f" {said}", "muted")], inside)
        elif self._top + line < self.row_count():
            index = self._top + line
            ground = "cursor" if index == self.cursor else "plain"
            mark = marks.cursor if index == self.cursor else " "
            parts = [(f"{mark} ", "key"), *self.row_parts(index, inside - 3)]
            middle = self.strip(parts, inside, ground)
        else:
            middle = self.strip([], inside)
        edge = self.strip([(marks.edge, "frame-focus")], 1)
        return Strip.join([edge, middle, edge])

    def on_key(self, event: events.Key) -> None:
        """Move the cursor as everywhere."""
        step = _STEPS.get(event.key)
        if step is not None:
            event.stop()
            self.go_to(self.cursor + step)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        event.stop()
        index = self._top + event.y - 1
        page = self.size.height - _EDGES - len(self._key_lines(self.size.width))
        if 0 < event.y <= page and index < self.row_count():
            self.go_to(index)
            self.post_message(self.Taken(index))

    def _key_lines(self, width: int) -> list[str]:
        return wrap(self._keys, width - 4)

    def _edge(self, width: int, *, top: bool) -> Strip:
        marks = self.marks
        left = marks.corner_top_left if top else marks.corner_bottom_left
        right = marks.corner_top_right if top else marks.corner_bottom_right
        title = fit(self._title, min(cell_len(self._title), width - 6)) if top else ""
        words: list[Part] = [(f" {title} ", "strong")] if title else []
        rule = marks.rule * (width - 2 - length(words))
        parts = [(left, "frame-focus"), *words, (rule, "frame-focus"), (right, "frame-focus")]
        return self.strip(parts, width)


_ALL = 10_000
_STEPS = {
    "down": 1,
    "j": 1,
    "up": -1,
    "k": -1,
    "pagedown": 10,
    "pageup": -10,
    "home": -_ALL,
    "g": -_ALL,
    "end": _ALL,
    "G": _ALL,
}

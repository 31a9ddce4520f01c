"""What a change would do, line by line, before it is made."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Size

from store.model.glyphs import Glyphs
from tui.dialogs.picker import ChoicesScreen
from tui.rendering.cells import fit
from tui.rendering.line_widget import Part
from tui.widgets.chooser import Choices

_LEAST = 40
_AROUND = 8
"""Cells of a line's frame, mark and margin."""


class ConfirmScreen(ChoicesScreen[bool]):
    """Gives whether `y` was pressed; every other way out leaves all as it is."""

    CSS_PATH = "../dialogs.tcss"

    def __init__(self, question: str, lines: Sequence[str], does: str, glyphs: Glyphs) -> None:
        super().__init__(_Lines(question, lines, does, glyphs))

    def on_key(self, event: events.Key) -> None:
        """Do it with `y`, leave it with Esc; arrows scroll."""
        event.stop()
        if event.character == "y":
            self.dismiss(True)
        elif event.key in ("escape", "n", "q"):
            self.dismiss(False)


class _Lines(Choices):
    def __init__(self, question: str, lines: Sequence[str], does: str, glyphs: Glyphs) -> None:
        super().__init__(question, f"y {does} · esc leaves all as it is", glyphs)
        self._lines = [glyphs.words(each) for each in lines]

    def row_count(self) -> int:
        """Return how many lines there are."""
        return len(self._lines)

    def row_parts(self, index: int, width: int) -> list[Part]:
        """Return a line, cut where it must be."""
        return [(fit(self._lines[index], width, self.glyphs.ellipsis), "plain")]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of the longest line, as far as there is room."""
        longest = max(map(cell_len, (self._title, self._keys, *self._lines)), default=0)
        return min(max(_LEAST, longest + _AROUND), container.width - 2)

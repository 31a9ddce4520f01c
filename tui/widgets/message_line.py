"""The line above the footer: what just happened, and what can be done about it."""

from __future__ import annotations

from textual.reactive import reactive
from textual.strip import Strip

from tui.drawing.cells import fit, fit_right
from tui.drawing.ink import Drawn


class MessageLine(Drawn):
    """One line of words; errors in the colour of errors, and with a leading `!`."""

    words: reactive[tuple[str, str, str]] = reactive((" ", "", "plain"))
    """What stands before the message, the message, and its ink."""

    def say(self, text: str, ink: str = "plain") -> None:
        """Show a message until the next one."""
        self.words = ("! " if ink == "red" else " "), text, ink

    def point(self, column: int, cells: int, text: str) -> None:
        """Show carets under a mistake in the line above, and what is wrong with it."""
        self.words = " " * column + "^" * max(1, cells) + " ", text, "red"

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        before, text, ink = self.words
        width = self.size.width
        column = len(before) - len(before.lstrip())
        if "^" in before and column > width // 2:
            # No room behind the carets: the words stand before them.
            words = fit_right(self.marks.words(text), column - 1, self.marks.ellipsis)
            return self.strip([(f"{words} {before.lstrip()}", ink)], width)
        text = fit(self.marks.words(text), width - len(before), self.marks.ellipsis)
        return self.strip([(before, ink), (text, ink)], width)

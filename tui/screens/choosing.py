"""A modal list to choose from; what it lists is for its subclasses to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from store.text import fold
from tui.drawing.marks import Marks
from tui.screens.modal import Modal
from tui.widgets.chooser import Chooser, Row


class ChoosingScreen(Modal[str]):
    """Gives the value of the row chosen; empty when none was."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, title: str, marks: Marks, *, prompt: str = "> ", foot: str = "") -> None:
        super().__init__()
        self.chooser = Chooser(title, prompt, foot or "type to narrow · enter chooses · esc closes")
        self.chooser.marks = marks
        self.marks = marks

    def rows(self, text: str, width: int) -> Sequence[Row]:
        """Return the rows that match a text, for so many cells."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out the one widget in its frame."""
        with Container(classes="chooser-frame"):
            yield self.chooser

    @on(Chooser.Typed)
    def take_text(self) -> None:
        """Show what matches now."""
        self.narrow()

    def narrow(self) -> None:
        """Show what matches the text."""
        text = self.chooser.text
        self.chooser.show(self.rows(text, self.chooser.room), first=bool(text))

    @on(Chooser.Chosen)
    def leave(self, event: Chooser.Chosen) -> None:
        """Hand over what was chosen."""
        self.dismiss(event.value)


class Listed(ChoosingScreen):
    """A few rows known beforehand."""

    def __init__(self, title: str, marks: Marks, listed: Iterable[Row], *, foot: str = "") -> None:
        super().__init__(title, marks, foot=foot)
        self._listed = tuple(listed)

    def rows(self, text: str, width: int) -> Sequence[Row]:
        """Return those with all the words."""
        return [
            row for row in self._listed if matches(text, "".join(part for part, _ in row.parts))
        ]


def matches(text: str, within: str) -> bool:
    """Tell whether all words of a text are in another, without case and accents."""
    folded = fold(within)
    return all(word in folded for word in fold(text).split())

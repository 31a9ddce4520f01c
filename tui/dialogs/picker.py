"""A modal list to choose from; what it lists is for its subclasses to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from store.model.glyphs import Glyphs
from store.text import fold
from tui.dialogs.dialog import Dialog
from tui.themes import by_word
from tui.widgets.chooser import ChoiceRow, Choices, Chooser


class ChoosingScreen(Dialog[str]):
    """Gives the value of the row chosen; empty when none was."""

    def __init__(self, title: str, glyphs: Glyphs, *, prompt: str = "> ", foot: str = "") -> None:
        super().__init__()
        self.chooser = Chooser(title, prompt, foot or "type to narrow · enter chooses · esc closes")
        self.chooser.glyphs = glyphs
        self.glyphs = glyphs

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
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


class ListedScreen(ChoosingScreen):
    """A few rows known beforehand."""

    def __init__(
        self, title: str, glyphs: Glyphs, listed: Iterable[ChoiceRow], *, foot: str = ""
    ) -> None:
        super().__init__(title, glyphs, foot=foot)
        self._listed = tuple(listed)

    def rows(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Return those with all the words."""
        return [
            row for row in self._listed if matches(text, "".join(part for part, _ in row.parts))
        ]


def matches(text: str, within: str) -> bool:
    """Tell whether all words of a text are in another, without case and accents."""
    folded = fold(within)
    return all(word in folded for word in fold(text).split())


T = TypeVar("T")


class ChoicesScreen(Dialog[T], Generic[T]):
    """Shows the list; a subclass says what its keys do and what comes of it."""

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield self._choices

    def on_mount(self) -> None:
        """Give the list the keys."""
        self._choices.focus()


_WORDS = {
    "dark": "Light text on a dark ground.",
    "light": "Dark text on a light ground.",
    "terminal": "The terminal's own sixteen colours and its own ground.",
}


class ThemeScreen(ListedScreen):
    """Shows each theme while the cursor is on it; gives the word of the one chosen."""

    def __init__(self, now: str, glyphs: Glyphs) -> None:
        rows = [
            ChoiceRow(((f"{word:<10}", "plain"), (words, "muted")), word, hint=words)
            for word, words in _WORDS.items()
        ]
        super().__init__("Theme", glyphs, rows)
        self._now = now

    def on_mount(self) -> None:
        """Start on the present theme."""
        self.chooser.show(self.rows("", self.chooser.room), start=self._now)

    @on(Chooser.Moved)
    def show(self, event: Chooser.Moved) -> None:
        """Draw everything in the theme under the cursor."""
        theme = by_word(event.value)
        if theme:
            self.app.theme = theme.name

"""A screen with one framed list, which has the keys."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.app import ComposeResult

from tui.screens.modal import Modal
from tui.widgets.choices import Choices

T = TypeVar("T")


class ChoicesScreen(Modal[T], Generic[T]):
    """Shows the list; a subclass says what its keys do and what comes of it."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Show the list."""
        yield self._choices

    def on_mount(self) -> None:
        """Give the list the keys."""
        self._choices.focus()

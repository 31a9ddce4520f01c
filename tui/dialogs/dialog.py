"""What all dialogs have in common.

A dialog is a screen that lies over the board until it is answered or left. The controller that
needs one makes it, opens it with `Board.open_dialog`, and is called back with the answer: None
when there is none. A dialog takes values and glyphs; it knows neither board nor store.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Answer = TypeVar("Answer")
"""What a dialog gives: a key, a name, a commitment …"""


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """A screen that is left once.

    What was on its way to it, such as a click, may reach it after that, and then does nothing.
    """

    CSS_PATH = "dialogs.tcss"

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave the screen with an answer, unless it was left already."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        return super().dismiss(result)

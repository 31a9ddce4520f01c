"""What every screen over the board has in common."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """A screen that is left once: keys typed ahead, which reach it after that, do nothing."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave the screen with a result, unless it was left already."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        return super().dismiss(result)

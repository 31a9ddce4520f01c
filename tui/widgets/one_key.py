"""What lines that wait for one key share: they open, take it, and close."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tui.drawing.ink import Drawn


class OneKeyLine(Drawn, can_focus=True):
    """One line over the still visible list, gone with the next key. A subclass takes the key."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self._asking = False

    def open(self) -> None:
        """Show the line and take the keys."""
        self._asking = True
        self.display = True
        self.screen.set_focus(self)  # at once: the next key may be waiting already
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Take one key. Those typed ahead, which come after it, do nothing."""
        if event.key == "f1":
            return
        event.stop()
        event.prevent_default()
        if self._asking:
            self.take(event)

    def take(self, event: events.Key) -> None:
        """Do what a key stands for."""
        raise NotImplementedError

    def answer(self, message: Message) -> None:
        """Go, and tell what was chosen."""
        self._asking = False
        self.display = False
        self.post_message(message)

    def close(self) -> None:
        """Go with nothing chosen, if it is there."""
        if self._asking:
            self.answer(self.left())

    def left(self) -> Message:
        """Return what to tell when nothing was chosen."""
        raise NotImplementedError

    def on_blur(self) -> None:
        """Leave when something else on the board takes over; another window does not count."""
        back_again = self.screen.focused is self
        if self._asking and self.app.app_focus and not back_again:
            self.close()

"""The evidence line: the source of what was just settled, typed in one line."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events

from tui.messages import EvidenceGiven, EvidenceLeft
from tui.rendering.cells import fit
from tui.widgets.line_editor import EditedLine
from tui.widgets.typed_line import TypedLine


class EvidenceLine(TypedLine):
    """A line to type in. Enter saves; Esc leaves the status provisional.

    Tab opens the whole form of an update with what was typed.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(placeholder="source title, url  (tab: the whole form)", id=id)
        self.ids: tuple[str, ...] = ()
        """The commitments whose status is to be sourced."""
        self._asking = False

    def ask(self, ids: tuple[str, ...], subject: str, status: str) -> None:
        """Open for commitments, called so together, that were settled so."""
        self.ids = ids
        room = max(8, self.screen.size.width // 2 - cell_len(status) - 8)
        glyphs = self.glyphs
        name = fit(subject, min(room, cell_len(subject)), glyphs.ellipsis)
        long = f" evidence for {name}: {status} {glyphs.dash} "
        short = f" {name}: {status} "
        self.prompt = long if cell_len(long) <= self.screen.size.width // 2 else short
        self.put(EditedLine())
        self._asking = True
        self.display = True
        self.screen.set_focus(self)

    def ask_again(self) -> None:
        """Stay open with what was typed: it is not enough."""
        self._asking = True
        self.screen.set_focus(self)

    def on_key(self, event: events.Key) -> None:
        """Hand in the source with Enter; leave with Esc, for the form with Tab."""
        if event.key not in ("enter", "escape", "tab", "ctrl+e"):
            return
        event.stop()
        event.prevent_default()
        if event.key == "enter" and self.text.strip():
            if self._asking:
                self._asking = False
                self.post_message(EvidenceGiven(self.text))
        else:
            # An empty line is as good as leaving.
            self.close(for_the_form=event.key in ("tab", "ctrl+e"))

    def on_blur(self) -> None:
        """Leave when something else on the board takes over; another window does not count."""
        back_again = self.screen.focused is self
        if self._asking and self.app.app_focus and not back_again:
            self.close()

    def close(self, *, for_the_form: bool = False) -> None:
        """Leave without saving; what was typed goes along."""
        if self._asking:
            self._asking = False
            self.post_message(EvidenceLeft(self.text, for_the_form=for_the_form))

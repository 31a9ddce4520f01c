"""The evidence line: the source of what was just settled, typed in one line."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Label

from tui.drawing.cells import fit
from tui.drawing.marks import UNICODE, Marks
from tui.messages import EvidenceGiven, EvidenceLeft
from tui.widgets.one_line import OneLine


class EvidenceLine(Horizontal):
    """A prompt and a line to type in. Enter saves; Esc leaves the status provisional.

    Tab opens the whole form of an update with what was typed.
    """

    marks: Marks = UNICODE

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's own name
        super().__init__(id=id)
        self.ids: tuple[str, ...] = ()
        """The commitments whose status is to be sourced."""
        self._asking = False

    def compose(self) -> ComposeResult:
        """Lay out the prompt and the line."""
        yield Label("", id="evidence-prompt", markup=False)
        yield OneLine(
            compact=True,
            select_on_focus=False,
            placeholder="source title, url  (tab: the whole form)",
        )

    def ask(self, ids: tuple[str, ...], subject: str, status: str) -> None:
        """Open for commitments, called so together, that were settled so."""
        self.ids = ids
        room = max(8, self.screen.size.width // 2 - cell_len(status) - 8)
        marks = self.marks
        name = fit(subject, min(room, cell_len(subject)), marks.ellipsis)
        long = f" evidence for {name}: {status} {marks.dash} "
        prompt = long if cell_len(long) <= self.screen.size.width // 2 else f" {name}: {status} "
        self.query_one(Label).update(prompt)
        self.query_one(Input).value = ""
        self._asking = True
        self.display = True
        self.screen.set_focus(self.query_one(Input))

    @on(Input.Changed)
    def keep_to_itself(self, event: Input.Changed) -> None:
        """Nothing follows what is typed before it is handed in."""
        event.stop()

    @on(Input.Submitted)
    def give(self, event: Input.Submitted) -> None:
        """Hand in the source; an empty line is as good as leaving."""
        event.stop()
        if event.value.strip():
            self._asking = False
            self.post_message(EvidenceGiven(event.value))
        else:
            self.close()

    def on_key(self, event: events.Key) -> None:
        """Leave with Esc, for the form with Tab."""
        if event.key in ("escape", "tab", "ctrl+e"):
            event.stop()
            event.prevent_default()
            self.close(for_the_form=event.key != "escape")

    def on_descendant_blur(self) -> None:
        """Leave when something else on the board takes over; another window does not count."""
        if self._asking and self.app.app_focus:
            self.close()

    def close(self, *, for_the_form: bool = False) -> None:
        """Leave without saving; what was typed goes along."""
        if self._asking:
            self._asking = False
            typed = self.query_one(Input).value
            self.post_message(EvidenceLeft(typed, for_the_form=for_the_form))

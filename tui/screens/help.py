"""The help screen: the keys of where you are, made from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import grouped
from tui.drawing.marks import Marks
from tui.widgets.mark_strip import ORDER

_KEY_COLUMN = 12

ABOUT = {
    "domains": "Where the cursor is filters the other panels. Space combines domains, "
    "Enter goes to their commitments.",
    "commitments": "Space opens the marking strip: a letter sets the status, a digit tens of "
    "percent. s sorts, c chooses the columns.",
    "timeline": "Left and right move in time, < and > change how much one cell shows, "
    "t finds today, T the bar of this row, b shows the periods of instruments.",
    "follow-ups": "Overdue first. Space ticks one off; Enter opens its commitment.",
    "detail": "Space ticks the milestone or follow-up under the cursor; elsewhere it marks "
    "the commitment.",
}


class HelpScreen(ModalScreen[None]):
    """All keys, those of the present panel explained first. Any closing key leaves it."""

    def __init__(self, panel_id: str, panel_name: str, marks: Marks) -> None:
        super().__init__()
        self._panel = panel_id, panel_name
        self._marks = marks

    def compose(self) -> ComposeResult:
        """Lay the text out."""
        with VerticalScroll(id="help"):
            yield Static(Content("\n").join(self._lines()), id="help-text", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Scroll as everywhere, or leave."""
        text = self.query_one(VerticalScroll)
        scroll = {
            "j": text.scroll_down,
            "k": text.scroll_up,
            "g": text.scroll_home,
            "G": text.scroll_end,
        }.get(event.character or "")
        if scroll:
            event.stop()
            scroll(animate=False)
        elif event.key in ("escape", "question_mark", "f1", "q", "enter"):
            event.stop()
            self.dismiss(None)

    def _lines(self) -> Iterable[Content]:
        panel_id, name = self._panel
        yield Content.styled(name, "bold $primary")
        yield Content(ABOUT[panel_id])
        for group, commands in grouped():
            yield Content("")
            yield Content.styled(group, "bold $primary")
            for command in commands:
                keys = Content.styled(f"{command.key_words:<{_KEY_COLUMN}}", "$primary")
                yield keys + Content(command.tooltip)
        yield Content("")
        yield Content.styled("In the marking strip", "bold $primary")
        for status in ORDER:
            shown = f"{self._marks.status(status)} {status.code}"
            keys = Content.styled(f"{status.key:<{_KEY_COLUMN}}", "$primary")
            yield keys + Content(f"{status.words}, shown as {shown}")
        yield Content.styled(f"{'0-9':<{_KEY_COLUMN}}", "$primary") + Content("tens of percent")
        yield Content("")
        yield Content(self._marks.words(self._legend()))
        yield Content.styled("esc closes this", "$tone-muted")

    def _legend(self) -> str:
        marks = self._marks
        band = f"{marks.band_start}{marks.band}{marks.band_end}"
        own_band = f"{marks.band_start}{marks.band_own}{marks.band_end}"
        return (
            f"Timeline: {marks.elapsed} gone {marks.ahead} ahead {marks.open_end} start or end not "
            f"known {marks.met} met {marks.pending} open {marks.missed} past, not confirmed "
            f"{marks.today} today {marks.earlier} {marks.later} goes on out of view "
            f"{band} instrument in force {own_band} that of this row.  "
            f"~40% counted from milestones.  * settled without a source."
        )

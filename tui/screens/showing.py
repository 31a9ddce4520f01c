"""What the board shows: one portfolio, one selection, one message."""

from __future__ import annotations

from datetime import date

from textual.reactive import var

from store.entry import Entry
from store.errors import EntenteError
from store.portfolio import Portfolio
from tui.panels.items import Item
from tui.screens.frame import Frame
from tui.setup import Setup


class Showing(Frame):
    """Holds the one portfolio, and lets every panel draw it."""

    selected: var[str] = var("")
    """The id of the commitment that the whole board is about."""

    def __init__(self, view: Portfolio, setup: Setup) -> None:
        super().__init__(setup.marks, setup.keymap)
        self.setup = setup
        self.set_reactive(Showing.portfolio, view)

    @property
    def view(self) -> Portfolio:
        """The portfolio; there is one from the start."""
        if self.portfolio is None:
            raise RuntimeError("the board has no portfolio")
        return self.portfolio

    @property
    def entry(self) -> Entry | None:
        """The commitment that the board is about, if the filters leave any."""
        return self.view.by_id.get(self.selected)

    @property
    def item_here(self) -> Item | None:
        """The milestone, follow-up or update under the cursor of the active panel."""
        if self.layout_name == "tiny":
            return None
        if self.active == "follow-ups" and self.follow_ups.here:
            entry, follow_up, _ = self.follow_ups.here
            return Item("follow-up", entry.id, follow_up.id, follow_up.title)
        return self.detail.here if self.active == "detail" else None

    def show(self, portfolio: Portfolio) -> None:
        """Let every panel draw another portfolio; the cursor stays where it can."""
        self.portfolio = portfolio
        self.settle_selection()

    def show_day(self, as_of: date) -> None:
        """Show the register as it stands on another day."""
        self.show(self.view.with_as_of(as_of))

    def settle_selection(self) -> None:
        """Take the commitment under the list's cursor as the board's."""
        here = self.commitments.here
        self.selected = here.id if here else ""
        self.follow_in_preview()
        self.update_footer()

    def arrange_panels(self) -> None:
        """Show what the terminal has room for."""
        super().arrange_panels()
        self.follow_in_preview()

    def follow_in_preview(self) -> None:
        """Show the selected commitment in the preview, where there is one."""
        if self.has_made("preview"):
            self.preview.entry = self.entry

    def say(self, words: str, ink: str = "plain") -> None:
        """Show a message until the next one."""
        self.message.say(words, ink)

    def say_error(self, error: EntenteError, kept: str = "") -> None:
        """Show what went wrong, the way out, and where what was written is kept."""
        words = filter(None, (error.message, error.hint, kept))
        self.say(" · ".join(words), "red")

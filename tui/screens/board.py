"""The board: what its panels, its lines and the keys tell it, handed to what does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from textual import events, on

from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from tui.board.store_worker import Desk
from tui.commands.footer import named_in
from tui.controllers.dispatch import Dispatcher
from tui.layout import PANELS
from tui.messages import (
    CommandClicked,
    CompletionTaken,
    EvidenceGiven,
    EvidenceLeft,
    FilterLeft,
    MarkingLeft,
    ProgressMarked,
    QuestionLeft,
    SortChosen,
)
from tui.panels.domains import DomainsPanel
from tui.panels.follow_ups import FollowUpsPanel
from tui.panels.panel import Panel
from tui.panels.rows import CommitmentRowsPanel
from tui.preferences import Preferences

if TYPE_CHECKING:
    from store.user.drafts import Drafts

_BREATH_SECONDS = 0.01
"""What it takes to hand a picture to the terminal."""


class BoardScreen(Desk, inherit_bindings=False):
    """Turns keys and messages into actions, and says why one cannot act."""

    def __init__(
        self,
        store: Store,
        view: Portfolio,
        preferences: Preferences,
        drafts: Drafts,
        *,
        greeting: str = "",
        when_read: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(store, view, preferences, drafts)
        self._greeting = greeting
        self._when_read = when_read
        self.groups = Dispatcher(self, self.action_command)

    def on_mount(self) -> None:
        """Start on the first commitment."""
        unread = self.groups.arranging.restore()
        self.settle_selection()
        reason = self.read_only_reason
        if reason:
            self.header.state = "read-only"
            self.say(f"This register can only be read: {reason}", "orange")
        elif self.preferences.remarks:
            self._say_remarks()
        elif unread:
            self.say(unread, "orange")
        else:
            ways = self.keymap.words(" · {help} help")
            self.say(self._greeting or f"{self.path_words}{ways}")
        self.call_after_refresh(self.set_timer, _BREATH_SECONDS, self._read)

    def _read(self) -> None:
        """See to what can wait until the first picture is on the screen."""
        if self.read_whole():
            self.groups.filtering.prepare()
            if self._when_read:
                self.call_after_refresh(self._when_read)

    def show_day(self, as_of: date) -> None:
        """Show the register as it stands on another day."""
        super().show_day(as_of)
        self.groups.filtering.prepare()

    def _say_remarks(self) -> None:
        first, *others = self.preferences.remarks
        many = f"{len(others) + 1} lines cannot be used, {{help}} lists them: " if others else ""
        self.say(f"{self.keymap.words(many)}{first}", "orange")

    def update_footer(self) -> None:
        """Name the keys that matter here, dim those that cannot act, and say how one got here."""
        footer, place = self.footer, self.place
        footer.place, footer.without_rows = place, not self.commitments.row_count()
        named = named_in(place, without_rows=footer.without_rows)
        footer.unavailable = frozenset(each for each, _ in named if self.groups.why_not(each))
        into = (self.selected,) if place == "detail" and self.selected else ()
        selected = (f"{len(self.picked)} selected",) if self.picked else ()
        alone = (f"{self.active_panel.NAME} alone",) if self.maximised else ()
        self.header.further = (*into, *selected, *alone)

    # What the panels tell

    def watch_selected(self, selected: str) -> None:
        """Let every panel follow."""
        self.commitments.select(selected)
        self.timeline.select(selected)
        self.detail.follow(selected)
        self.follow_in_preview()
        if self.active == "detail":
            self.update_footer()

    @on(Panel.Moved)
    def follow_cursor(self, event: Panel.Moved) -> None:
        """Take a panel's new row as the board's."""
        self._take_cursor(event.panel)

    def _take_cursor(self, panel: Panel) -> None:
        if panel.followed:
            return
        panel.followed = True
        if isinstance(panel, DomainsPanel):
            self.groups.filtering.choose_domains()
        elif isinstance(panel, CommitmentRowsPanel) and panel.here:
            self.selected = panel.here.id
        elif isinstance(panel, FollowUpsPanel) and panel.here:
            self.selected = panel.here.entry.id

    @on(events.DescendantFocus)
    def take_follow_up(self, event: events.DescendantFocus) -> None:
        """Make the follow-up's commitment the board's when its panel gets the keys."""
        if event.widget is self.follow_ups and self.follow_ups.here:
            self.selected = self.follow_ups.here.entry.id

    @on(Panel.Scrolled)
    def follow_wheel(self, event: Panel.Scrolled) -> None:
        """Keep list and timeline on the same rows while they stand side by side."""
        if self.layout_name == "wide" and isinstance(event.panel, CommitmentRowsPanel):
            self.commitments.scroll_rows_to(event.panel.top)
            self.timeline.scroll_rows_to(event.panel.top)

    @on(Panel.Entered)
    def open_row(self, event: Panel.Entered) -> None:
        """Open what was clicked twice."""
        self.action_command("enter")

    @on(ProgressMarked)
    def mark_progress(self, event: ProgressMarked) -> None:
        """Save the mark chosen in the strip."""
        self.groups.marking.mark(event.status, event.progress)

    @on(MarkingLeft)
    def leave_marking(self) -> None:
        """Go back to the list with nothing marked."""
        self.groups.marking.leave()

    @on(QuestionLeft)
    def leave_question(self, event: QuestionLeft) -> None:
        """Put the lines back; do what was answered, or say what was not done."""
        self.rest_lines()
        if event.act:
            event.act()
        else:
            self.say(event.words)

    @on(EvidenceGiven)
    def add_evidence(self, event: EvidenceGiven) -> None:
        """Save the source of what was settled."""
        self.groups.evidencing.give(event.text)

    @on(EvidenceLeft)
    def leave_evidence(self, event: EvidenceLeft) -> None:
        """Leave what was settled provisional, or open the whole form."""
        self.groups.evidencing.leave(event.text, for_the_form=event.for_the_form)

    @on(SortChosen)
    def sort_by(self, event: SortChosen) -> None:
        """Sort by the column whose title was clicked."""
        self.groups.arranging.sort_by(event.key)

    @on(CompletionTaken)
    def complete_filter(self, event: CompletionTaken) -> None:
        """Write the completion that was clicked."""
        self.filter_line.take(event.completion)

    @on(FilterLeft)
    def leave_filter(self, event: FilterLeft) -> None:
        """Keep the filter, or go back to what was there before."""
        self.groups.filtering.leave(kept=event.kept, for_the_list=event.for_the_list)

    @on(CommandClicked)
    def run_clicked(self, event: CommandClicked) -> None:
        """Run the command whose word was clicked."""
        self.action_command(event.command_id)

    # Commands

    def take(self, event: events.Key) -> bool:
        """Run what a key stands for, by the keys in force; return whether it stands for anything.

        A line that is typed into has keys of its own.
        """
        command = self.keymap.command(event.key)
        if command is None:
            return False
        if self.place not in PANELS and (command.id != "help" or event.is_printable):
            return False
        # The key before it may have moved the cursor only just now.
        self._take_cursor(self.active_panel)
        self.action_command(command.id)
        return True

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why it cannot run."""
        if self.layout_name == "too-small" and command_id != "quit":
            return  # what acts must be seen to act
        reason = self.groups.why_not(command_id)
        if reason:
            self.say(reason, "orange")
        else:
            self.groups.run(command_id)

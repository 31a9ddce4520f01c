"""The board: what its panels, its lines and the keys tell it, handed to what does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from textual import events, on
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from store.errors import EntenteError
from store.model.conflict import Conflict
from store.model.entities import Commitment, Register
from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from tui.board.board import BoardContext, state_of
from tui.board.layout import BoardLayout
from tui.board.store_worker import StoreWorker
from tui.commands.needs import BoardState
from tui.commands.table import BY_ID, Command
from tui.controllers.controllers import Controllers
from tui.messages import (
    CommandClicked,
    CompletionTaken,
    CountsClicked,
    EvidenceGiven,
    EvidenceLeft,
    FilterLeft,
    HistoryWanted,
    MarkingLeft,
    ProgressMarked,
    QuestionLeft,
    SortChosen,
    Unreadable,
)
from tui.panels.domains import DomainsPanel
from tui.panels.follow_ups import FollowUpsPanel
from tui.panels.panel import DetailItem, Panel
from tui.panels.rows import CommitmentRowsPanel
from tui.preferences import Preferences

if TYPE_CHECKING:
    from store.register.reader import ReportProgress
    from store.user.drafts import Drafts

Answer = TypeVar("Answer")
Result = TypeVar("Result")

_BREATH_SECONDS = 0.01
"""What it takes to hand a picture to the terminal."""


class BoardScreen(BoardLayout, inherit_bindings=False):
    """Holds the one portfolio, and turns keys and messages into commands.

    Its controllers do what the commands say, and its `StoreWorker` what changes the register.
    """

    selected: var[str] = var("", init=False)
    """The id of the commitment that the whole board is about."""

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
        super().__init__(preferences)
        self.set_reactive(BoardLayout.portfolio, view)
        self.present = view.as_of
        """The day that is today for this board, whichever one is shown."""
        self._greeting = greeting
        self._when_read = when_read
        self.store_worker = StoreWorker(store, self, self.keymap)
        self.board_context = BoardContext(self, self, self.store_worker, preferences, drafts)
        self.controllers = Controllers(self.board_context)

    def on_mount(self) -> None:
        """Start on the first commitment."""
        if not self.is_composed:
            return
        unread = self.controllers.list_settings.restore()
        self.settle_selection()
        reason = self.store_worker.read_only_reason
        if past := self.store_worker.past:
            self.past, self.header.known_on = True, past.known_on
        if reason:
            self.show_state(self.store_worker.rest_state)
            self.say(f"This register can only be read: {reason}", "orange")
        elif self.preferences.remarks:
            self._say_remarks()
        elif unread:
            self.say(unread, "orange")
        else:
            ways = self.keymap.words(" · {help} help")
            self.say(self._greeting or f"{self.store_worker.path}{ways}")
        self.store_worker.start_polling()
        self.call_next(self.await_less)
        self.call_after_refresh(self.set_timer, _BREATH_SECONDS, self._read)

    def on_unmount(self) -> None:
        """Look no more for what other processes save."""
        self.store_worker.stop_polling()

    def _read(self) -> None:
        """See to what can wait until the first picture is on the screen."""
        if self.read_whole():
            self.controllers.filter.prepare()
            if self._when_read:
                self.call_after_refresh(self._when_read)

    def _say_remarks(self) -> None:
        first, *others = self.preferences.remarks
        many = f"{len(others) + 1} lines cannot be used, {{help}} lists them: " if others else ""
        self.say(f"{self.keymap.words(many)}{first}", "orange")

    # What is shown

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
    def item_here(self) -> DetailItem | None:
        """The milestone, follow-up or update under the cursor of the active panel."""
        if self.layout_name == "tiny":
            return None
        if self.active == "follow-ups" and self.follow_ups.here:
            entry, follow_up, _ = self.follow_ups.here
            return DetailItem("follow-up", entry.id, follow_up.id, follow_up.title)
        return self.detail.here if self.active == "detail" else None

    def read_whole(self) -> bool:
        """Show the whole register, if only its first rows are shown so far.

        Return whether it is shown whole: one that cannot be read ends the program.
        """
        if not self.view.is_whole:
            try:
                self.show(self.view.with_register(self.store_worker.register))
            except EntenteError as error:
                self.post_message(Unreadable(error))
        return self.view.is_whole

    def show(self, portfolio: Portfolio) -> None:
        """Let every panel draw another portfolio; the cursor stays where it can."""
        self.portfolio = portfolio
        self.settle_selection()

    def show_day(self, as_of: date) -> None:
        """Let another day be today; who looks at the past stays there."""
        self.present = as_of
        if self.store_worker.past_day is None:
            self.show(self.view.with_as_of(as_of))
            self.controllers.filter.prepare()

    def show_register(
        self, register: Register, touched: Iterable[str] = (), select: str = ""
    ) -> None:
        """Show a newer state of the register; what was removed is selected no more."""
        newer = self.view.with_register(register).with_held(touched)
        if self.picked:
            self.picked = frozenset(each for each in self.picked if each in newer.by_id)
        self.show(newer)
        if select in newer.by_id:
            self.selected = select

    def settle_selection(self) -> None:
        """Take the commitment under the list's cursor as the board's."""
        here = self.commitments.here
        self.selected = here.id if here else ""
        self.follow_in_preview()
        self.update_keys()

    def arrange_panels(self) -> None:
        """Show what the terminal has room for."""
        super().arrange_panels()
        self.follow_in_preview()

    def follow_in_preview(self) -> None:
        """Show the selected commitment in the preview, where there is one."""
        if self.is_made("preview"):
            self.preview.entry = self.entry

    # What is said and asked

    @property
    def in_front(self) -> bool:
        """Whether no dialog lies over the board."""
        return self.is_active

    def open_dialog(
        self, dialog: Screen[Answer], answered: Callable[[Answer | None], None] | None = None
    ) -> None:
        """Open a screen over the board; `answered` gets what it gives, None when it was left."""
        self.app.push_screen(dialog, answered)

    def settle_conflict(
        self, conflict: Conflict, decided: Callable[[Commitment | None], None]
    ) -> None:
        """Put an edit that clashed to the user; None keeps the other one's."""
        from tui.dialogs.conflict import ConflictScreen

        self.open_dialog(ConflictScreen(conflict, self.glyphs), decided)

    # What goes on meanwhile

    def start_work(self, work: Coroutine[None, None, None], *, opens: bool = False) -> None:
        """Run work of the store worker as long as the board is there."""
        self.awaited += opens
        self.run_worker(self._opened(work) if opens else work, group="store")

    async def _opened(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        finally:
            self.await_less()

    async def run_job(
        self, title: str, work: Callable[[ReportProgress], Result]
    ) -> Result | EntenteError | None:
        """Run work under a bar; return what it gave, its error, or None when it was stopped."""
        from tui.dialogs.progress import JobScreen

        return await self.app.push_screen_wait(JobScreen(title, work, self.glyphs))

    def run_in_background(
        self, group: str, work: Callable[[], Awaitable[None]], *, exclusive: bool = True
    ) -> None:
        """Run work in the event loop, in place of what of its group still runs."""
        self.run_worker(work, group=group, exclusive=exclusive)

    def stop_background(self, group: str) -> None:
        """Give up what of a group still runs."""
        self.workers.cancel_group(self, group)

    def after_picture(self, act: Callable[[], None]) -> None:
        """Do something once what is shown now is on the screen."""
        self.call_after_refresh(act)

    # What the panels tell

    def watch_selected(self, selected: str) -> None:
        """Let every panel follow."""
        self.commitments.select(selected)
        self.timeline.select(selected)
        self.detail.follow(selected)
        self.follow_in_preview()
        if self.active == "detail":
            self.update_keys()

    @on(Panel.CursorMoved)
    def follow_cursor(self, event: Panel.CursorMoved) -> None:
        """Take a panel's new row as the board's."""
        self._take_cursor(event.panel)

    @property
    def selected_now(self) -> str:
        """The selected commitment, where the cursor was moved this instant too."""
        if not isinstance(self.active_panel, DomainsPanel):
            self._take_cursor(self.active_panel)
        return self.selected

    def _take_cursor(self, panel: Panel) -> None:
        if panel.followed:
            return
        panel.followed = True
        if isinstance(panel, DomainsPanel):
            self.controllers.filter.choose_domains()
        elif isinstance(panel, CommitmentRowsPanel) and panel.here:
            self.selected = panel.here.id
        elif isinstance(panel, FollowUpsPanel) and panel.here:
            self.selected = panel.here.entry.id

    def watch_focused(self, focused: Widget | None) -> None:
        """Make the follow-up's commitment the board's when its panel gets the keys."""
        super().watch_focused(focused)
        if isinstance(focused, FollowUpsPanel) and focused.here:
            self.selected = focused.here.entry.id

    @on(Panel.Scrolled)
    def follow_wheel(self, event: Panel.Scrolled) -> None:
        """Keep list and timeline on the same rows while they stand side by side."""
        if self.layout_name == "wide" and isinstance(event.panel, CommitmentRowsPanel):
            self.commitments.scroll_rows_to(event.panel.top)
            self.timeline.scroll_rows_to(event.panel.top)

    @on(Panel.Entered)
    def open_row(self, event: Panel.Entered) -> None:
        """Open what was clicked twice."""
        self.run_command("enter")

    # What the lines tell

    @on(ProgressMarked)
    def mark_progress(self, event: ProgressMarked) -> None:
        """Save the mark chosen in the strip."""
        self.controllers.marking.mark(event.status, event.progress)

    @on(MarkingLeft)
    def leave_marking(self) -> None:
        """Go back to the list with nothing marked."""
        self.controllers.marking.leave()

    @on(QuestionLeft)
    def leave_question(self, event: QuestionLeft) -> None:
        """Put the lines back; do what was answered, or say what was not done."""
        self.close_lines()
        if event.act:
            event.act()
        elif event.words:
            self.say(event.words)

    @on(EvidenceGiven)
    def add_evidence(self, event: EvidenceGiven) -> None:
        """Save the source of what was settled."""
        self.controllers.evidence.give(event.text)

    @on(EvidenceLeft)
    def leave_evidence(self, event: EvidenceLeft) -> None:
        """Leave what was settled provisional, or open the whole form."""
        self.controllers.evidence.leave(event.text, for_the_form=event.for_the_form)

    @on(HistoryWanted)
    def look_up_history(self, event: HistoryWanted) -> None:
        """Look up what was done to the commitment that is read."""
        self.controllers.past.look_up_history(event.commitment_id)

    @on(SortChosen)
    def sort_by(self, event: SortChosen) -> None:
        """Sort by the column whose title was clicked."""
        self.controllers.list_settings.sort_by(event.key)

    @on(CompletionTaken)
    def complete_filter(self, event: CompletionTaken) -> None:
        """Write the completion that was clicked."""
        self.filter_line.take(event.completion)

    @on(FilterLeft)
    def leave_filter(self, event: FilterLeft) -> None:
        """Keep the filter, or go back to what was there before."""
        self.controllers.filter.leave(kept=event.kept, for_the_list=event.for_the_list)

    @on(CommandClicked)
    def run_clicked(self, event: CommandClicked) -> None:
        """Run the command whose word was clicked."""
        self.give_way()
        self.run_command(event.command_id)

    @on(CountsClicked)
    def explain_counts(self) -> None:
        """Show the rows behind the counts."""
        if self.read_whole():
            self.controllers.why.open_counts()

    # Commands

    def take(self, event: events.InputEvent) -> bool:
        """Run what a key stands for, by the keys in force; return whether it stands for anything.

        A line that is typed into has keys of its own. Nothing is done to what cannot be read.
        """
        if self.awaited or not self.read_whole():
            return True
        if not isinstance(event, events.Key):
            return False
        if self.focused is not None and self.focused.id == "question":
            self.give_way(event)
        command = self.keymap.command(event.key, event.character)
        if command is None:
            if event.is_printable and event.character and isinstance(self.focused, Panel):
                self.say(self.keymap.unknown(event.character), "orange")
            return False
        if self.open_line and (command.id != "help" or event.is_printable):
            return False
        # The key before it may have moved the cursor only just now.
        self._take_cursor(self.active_panel)
        self._run(command)
        return True

    def run_command(self, command_id: str) -> None:
        """Run a command, or say why it cannot act."""
        self._run(BY_ID[command_id])

    def _run(self, command: Command) -> None:
        if self.layout_name == "too-small" and command.id not in ("quit", "suspend"):
            return  # what acts must be seen to act
        reason = command.why_not(self.state())
        if reason:
            self.say(reason, "orange")
        else:
            command.run(self.controllers)

    def why_not(self, command_id: str) -> str:
        """Return why a command cannot act now; empty when it can."""
        return BY_ID[command_id].why_not(self.state())

    def state(self) -> BoardState:
        """Return all that decides which commands can act."""
        return state_of(self.board_context, marked=self.controllers.marking.marked)

    def update_keys(self) -> None:
        """Name the keys that matter here, if they are others now, and say how one got here."""
        if (state := self.state()) != self.footer.state:
            self.footer.show(state)
        into = (self.selected,) if state.place == "detail" and self.selected else ()
        selected = (f"{len(self.picked)} selected",) if self.picked else ()
        alone = (f"{self.active_panel.NAME} alone",) if self.maximised else ()
        self.header.further = (*into, *selected, *alone)

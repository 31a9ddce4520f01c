"""The board: one portfolio, the panels that draw it, and what every command does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from rich.cells import cell_len
from textual import events, on
from textual.reactive import var

from store.editing import edited
from store.entry import Entry
from store.errors import BadQuery, Conflict, EntenteError
from store.history import Transaction
from store.marking import step_progress, tick, write_update
from store.model import Commitment
from store.portfolio import Portfolio
from store.query import EMPTY_QUERY, Vocabulary, parse_query
from store.store import Store
from tui.commands import BY_ID, MARK, WRITE, bindings
from tui.drawing.marks import Marks
from tui.layout import PANELS
from tui.messages import FilterLeft, FilterTyped, MarkingLeft, ProgressMarked
from tui.palette import BoardCommands
from tui.panels.commitments import EntriesPanel
from tui.panels.domains import DomainsPanel
from tui.panels.follow_ups import FollowUpsPanel
from tui.panels.panel import Panel
from tui.screens.conflict import ConflictScreen
from tui.screens.form import Answers, FormScreen
from tui.screens.forms import (
    add_fields,
    added_commitment,
    edit_fields,
    follow_up_fields,
    update_fields,
    written_follow_up,
    written_update,
)
from tui.screens.frame import Frame
from tui.screens.help import HelpScreen
from tui.widgets.filter_line import PROMPT
from tui.widgets.footer import FooterLine
from tui.widgets.header import HeaderLine
from tui.widgets.preview import Preview

_STEP = 5
"""Percentage points that one press of + or - moves."""
_FOLLOW_SECONDS = 0.5
"""How often to look whether another process saved something: two `stat` calls."""
_AFTER_WRITING = " · saved · u undo"
_AFTER_MARK = " · saved · u undo · w add evidence"

_NEED_PANELS = {
    *("panel-1", "panel-3", "panel-4", "panel-5", "next-panel", "previous-panel"),
    *("left", "right", "enter", "zoom-in", "zoom-out", "today"),
}
"""What the tiny layout, with its list alone, has no room for."""

Today = Callable[[], date]
Edit = Callable[[Commitment], Commitment]


class BoardScreen(Frame, inherit_bindings=False):
    """Holds the one portfolio. Nobody else calls the store."""

    BINDINGS = bindings()
    COMMANDS = {BoardCommands}  # noqa: RUF012  # Textual's own declaration

    selected: var[str] = var("")
    """The id of the commitment that the whole board is about."""

    def __init__(self, store: Store, as_of: date, marks: Marks, *, greeting: str = "") -> None:
        super().__init__(marks)
        self._store = store
        self._greeting = greeting
        self._filter_text = ""
        self._before_filter = ("", EMPTY_QUERY, "")
        self._mistaken = False
        self.set_reactive(BoardScreen.portfolio, Portfolio(store.register, as_of))

    def on_mount(self) -> None:
        """Start on the first commitment."""
        self._settle_selection()
        reason = self._store.read_only_reason
        if reason:
            self.query_one(HeaderLine).state = "read-only"
            self.message.say(f"This register can only be read: {reason}", "orange")
        else:
            self.message.say(self._greeting or f"{self._store.path} · ? help")
        self.set_interval(_FOLLOW_SECONDS, self._follow)

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

    def show_day(self, as_of: date) -> None:
        """Show the register as it stands on another day."""
        self._show(self.view.with_as_of(as_of))

    # Data in: one portfolio, one selection

    def _show(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio
        self._settle_selection()

    def _settle_selection(self) -> None:
        here = self.commitments.here
        self.selected = here.id if here else ""
        self.query_one(Preview).entry = self.entry
        self.query_one(FooterLine).unavailable = frozenset(
            each for each in BY_ID if self._why_not(each)
        )

    def watch_selected(self, selected: str) -> None:
        """Let every panel follow."""
        self.commitments.select(selected)
        self.timeline.select(selected)
        self.detail.follow(selected)
        self.query_one(Preview).entry = self.entry

    @on(Panel.Moved)
    def follow_cursor(self, event: Panel.Moved) -> None:
        """Take a panel's new row as the board's."""
        panel = event.panel
        if isinstance(panel, DomainsPanel):
            self._choose_domains()
        elif isinstance(panel, EntriesPanel) and panel.here:
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
        if self.layout_name == "wide" and isinstance(event.panel, EntriesPanel):
            self.commitments.scroll_rows_to(event.panel.top)
            self.timeline.scroll_rows_to(event.panel.top)

    @on(Panel.Entered)
    def open_row(self, event: Panel.Entered) -> None:
        """Open what was clicked twice."""
        self.do_enter()

    def _follow(self) -> None:
        """Show what other processes saved, and say who changed what."""
        try:
            news = self._store.refresh()
        except EntenteError as error:
            self._say_error(error)
            return
        if news is None:
            return
        self._show(self.view.with_register(self._store.register))
        if news:
            last = news[-1]
            more = f" (and {len(news) - 1} more)" if len(news) > 1 else ""
            who = "You, elsewhere" if last.user == self._store.user else last.user
            did = {"change": "", "undo": "took back ", "redo": "did again "}[last.kind]
            self.message.say(f"{who}: {did}{last.label}{more}", "orange")

    def _choose_domains(self) -> None:
        chosen = self.domains.chosen
        if chosen != self.view.domains:
            self._show(self.view.with_domains(chosen))
            self.message.say(self.view.describe())
        elif self.domains.combined:
            self.message.say(f"{self.view.describe()} · space adds or takes out · esc clears")

    # Commands

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why it cannot run."""
        if self.layout_name == "too-small" and command_id != "quit":
            return  # what acts must be seen to act
        reason = self._why_not(command_id)
        if reason:
            self.message.say(reason, "orange")
        else:
            getattr(self, BY_ID[command_id].method)()

    @on(FooterLine.Clicked)
    def run_clicked(self, event: FooterLine.Clicked) -> None:
        """Run the command whose word was clicked."""
        self.action_command(event.command.id)

    def _why_not(self, command_id: str) -> str:
        needs_one = ("more", "less", "write-update", "add-follow-up", "edit")
        if command_id in needs_one and self.entry is None:
            return self._nothing_here()
        changing = BY_ID[command_id].group in (MARK, WRITE)
        if changing and self._store.read_only_reason and not self._combines(command_id):
            return f"The register can only be read: {self._store.read_only_reason}"
        if self.layout_name == "tiny" and command_id in _NEED_PANELS:
            return "Only the list fits here; the other panels need 60x16"
        if command_id in ("zoom-in", "zoom-out", "today") and not self.timeline.display:
            return "The timeline is not in view: 3 shows it"
        return ""

    def _nothing_here(self) -> str:
        if self.view.entries:
            return "There is no commitment here: esc clears the filter"
        return "This register has no commitments yet: a adds one"

    def _combines(self, command_id: str) -> bool:
        return command_id == "mark" and self.active == "domains" and self.layout_name != "tiny"

    def do_mark(self) -> None:
        """Combine a domain, tick an item, or open the marking strip."""
        if self._combines("mark"):
            self.domains.combine()
            self._choose_domains()
            self.domains.refresh()
            return
        item = self._item_here()
        if item:
            commitment_id, item_id = item
            self._change(commitment_id, lambda each: tick(each, item_id, self.view.as_of))
        elif self.entry is None:
            self.message.say(self._nothing_here(), "orange")
        else:
            self.message.display = False
            self.strip.ask(self.entry.id)

    def _item_here(self) -> tuple[str, str] | None:
        if self.layout_name == "tiny":
            return None
        if self.active == "follow-ups" and self.follow_ups.here:
            listed = self.follow_ups.here
            return listed.entry.id, listed.follow_up.id
        if self.active == "detail" and self.detail.item:
            return self.selected, self.detail.item
        return None

    @on(ProgressMarked)
    def mark_progress(self, event: ProgressMarked) -> None:
        """Save the mark chosen in the strip."""
        self.rest_lines()
        as_of = self.view.as_of
        self._change(
            self.selected,
            lambda each: write_update(each, as_of, status=event.status, progress=event.progress),
        )

    @on(MarkingLeft)
    def leave_marking(self) -> None:
        """Go back to the list with nothing marked."""
        self.rest_lines()
        self.message.say("Nothing was marked")

    def do_more(self) -> None:
        """Move progress up."""
        self._change(self.selected, lambda each: step_progress(each, self.view.as_of, _STEP))

    def do_less(self) -> None:
        """Move progress down."""
        self._change(self.selected, lambda each: step_progress(each, self.view.as_of, -_STEP))

    def do_undo(self) -> None:
        """Take back the last change."""
        self._travel(self._store.undo, "Took back {}", "U redo")

    def do_redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self._store.redo, "Did again {}", "u undo")

    def do_write_update(self) -> None:
        """Ask for an update and save it."""
        entry, as_of = self.entry, self.view.as_of
        if entry:
            self._ask(
                f"Update of {entry.id}",
                FormScreen(
                    f"Update: {entry.commitment.title}", update_fields(entry, as_of), self.marks
                ),
                lambda answers: self._change(
                    entry.id, written_update(answers, as_of), _AFTER_WRITING
                ),
            )

    def do_add(self) -> None:
        """Ask for a new commitment and save it."""
        register, as_of = self.view.register, self.view.as_of
        self._ask(
            "New commitment",
            FormScreen(
                "New commitment", add_fields(register, as_of, self.view.domains), self.marks
            ),
            self._add,
        )

    def _add(self, answers: Answers) -> None:
        try:
            commitment = added_commitment(answers, self.view.register, self.view.as_of)
            transaction = self._store.add(commitment)
        except EntenteError as error:
            self._say_error(error)
            return
        self._show_changed([commitment.id])
        self.selected = commitment.id
        self.message.say(transaction.label + _AFTER_WRITING, "green")

    def do_edit(self) -> None:
        """Ask for the fields of the commitment and save them."""
        entry = self.entry
        if entry:
            register, as_of = self.view.register, self.view.as_of
            self._ask(
                f"Edit of {entry.id}",
                FormScreen(f"Edit {entry.id}", edit_fields(entry, register, as_of), self.marks),
                lambda answers: self._save_edit(entry.commitment, answers),
            )

    def _save_edit(self, base: Commitment, answers: Answers) -> None:
        try:
            mine = edited(base, answers, self.view.register, self.view.as_of)
        except EntenteError as error:
            self._say_error(error)
            return
        self._save(base, mine)

    def _save(self, base: Commitment, mine: Commitment) -> None:
        self._follow()  # what others did is said before what we did
        try:
            transaction = self._store.save(base, mine)
        except Conflict as conflict:
            self._settle(conflict)
        except EntenteError as error:
            self._say_error(error)
        else:
            self._show_changed([base.id])
            self.message.say(f"{transaction.label} · saved · u undo", "green")

    def _settle(self, conflict: Conflict) -> None:
        self._show_changed([conflict.theirs.id])

        def decided(chosen: Commitment | None) -> None:
            if chosen is None:
                self.message.say(f"{conflict.theirs.id}: theirs stays, your edit was dropped")
            else:
                self._save(conflict.theirs, chosen)

        self.app.push_screen(ConflictScreen(conflict, self.marks), decided)

    def do_add_follow_up(self) -> None:
        """Ask for a follow-up and save it."""
        entry, as_of = self.entry, self.view.as_of
        if entry:
            self._ask(
                f"Follow-up of {entry.id}",
                FormScreen(
                    f"Follow up: {entry.commitment.title}", follow_up_fields(as_of), self.marks
                ),
                lambda answers: self._change(
                    entry.id, written_follow_up(answers, as_of), _AFTER_WRITING
                ),
            )

    def _ask(self, name: str, form: FormScreen, save: Callable[[Answers], None]) -> None:
        def answered(answers: Answers | None) -> None:
            if answers is None:
                self.message.say(f"{name}: nothing was written")
            else:
                save(answers)

        self.app.push_screen(form, answered)

    def _change(self, commitment_id: str, edit: Edit, after: str = _AFTER_MARK) -> None:
        self._follow()  # what others did is said before what we did
        try:
            transaction = self._store.change([commitment_id], edit)
        except EntenteError as error:
            self._say_error(error)
            return
        self._show_changed([commitment_id])
        self.selected = commitment_id
        self.message.say(transaction.label + after, "green")

    def _show_changed(self, ids: list[str]) -> None:
        self._show(self.view.with_register(self._store.register).with_held(ids))

    def _travel(self, go: Callable[[], Transaction], words: str, offer: str) -> None:
        self._follow()  # what others did is said before what we did
        try:
            transaction = go()
        except EntenteError as error:
            self._say_error(error)
            return
        touched = list(transaction.touched)
        self._show_changed(touched)
        if touched and touched[0] in self.view.by_id:
            self.selected = touched[0]
        self.message.say(f"{words.format(transaction.label)} · saved · {offer}", "green")

    def _say_error(self, error: EntenteError) -> None:
        hint = f" · {error.hint}" if error.hint else ""
        self.message.say(f"{error.message}{hint}", "red")

    # Filtering

    def do_filter(self) -> None:
        """Open the filter line."""
        self._before_filter = (self._filter_text, self.view.query, self.selected)
        self._mistaken = False
        self.filter_line.ask(self._filter_text)
        self.arrange_panels()

    @on(FilterTyped)
    def filter_by(self, event: FilterTyped) -> None:
        """Filter while typing. A mistake is pointed at; what stands before it filters on."""
        vocabulary = Vocabulary.of(self.view.register)
        try:
            query = parse_query(event.text, vocabulary)
        except BadQuery as error:
            self._mistaken = True
            self._point_at(error, event.text)
            with suppress(BadQuery):
                self._show(self.view.with_query(parse_query(_but_last(event.text), vocabulary)))
            return
        self._mistaken = False
        self._filter_text = event.text
        self._show(self.view.with_query(query))
        self.message.say(self.view.describe())

    def _point_at(self, error: BadQuery, text: str) -> None:
        hint = f": {error.hint}" if error.hint else ""
        start = len(PROMPT) + cell_len(text[: error.start])
        said = error.message.partition(" (at character")[0]
        self.message.point(start, cell_len(text[error.start : error.end]), f"{said}{hint}")

    @on(FilterLeft)
    def leave_filter(self, event: FilterLeft) -> None:
        """Keep the filter, or go back to what was there before."""
        if not self.filter_line.display:
            return
        if event.kept and self._mistaken and event.for_the_list:
            return  # the caret still shows what to mend; esc gives up
        if not event.kept or self._mistaken:
            self._filter_text, query, selected = self._before_filter
            self._show(self.view.with_query(query))
            self.selected = selected
            self.message.say(self.view.describe())
        self.rest_lines()
        if event.for_the_list:
            self.go_to_panel("commitments")

    def _clear_filter(self) -> None:
        self._filter_text = ""
        self._show(self.view.with_query(EMPTY_QUERY))
        self.message.say(self.view.describe())

    def do_back(self) -> None:
        """Clear the filter, then the domains, then go to the list."""
        if not self.view.query.is_empty:
            self._clear_filter()
        elif self.view.domains:
            self.domains.clear()
            self._choose_domains()
        else:
            self.go_to_panel("commitments")

    # Finding one's way

    def do_enter(self) -> None:
        """Open what is under the cursor."""
        if self.active == "domains" and self.domains.here not in self.domains.combined:
            self.domains.combined = ()
            self._choose_domains()
        self.go_to_panel(
            "detail" if self.active in ("commitments", "timeline", "detail") else "commitments"
        )

    def do_panel_1(self) -> None:
        """Go to the domains."""
        self.go_to_panel(PANELS[0])

    def do_panel_2(self) -> None:
        """Go to the commitments."""
        self.go_to_panel(PANELS[1])

    def do_panel_3(self) -> None:
        """Go to the timeline."""
        self.go_to_panel(PANELS[2])

    def do_panel_4(self) -> None:
        """Go to the follow-ups."""
        self.go_to_panel(PANELS[3])

    def do_panel_5(self) -> None:
        """Go to the detail."""
        self.go_to_panel(PANELS[4])

    def do_next_panel(self) -> None:
        """Go to the next panel."""
        self.step_panel(1)

    def do_previous_panel(self) -> None:
        """Go to the panel before."""
        self.step_panel(-1)

    def do_down(self) -> None:
        """Move one row down."""
        self.active_panel.move(1)

    def do_up(self) -> None:
        """Move one row up."""
        self.active_panel.move(-1)

    def do_page_down(self) -> None:
        """Move one page down."""
        self.active_panel.move(self.active_panel.page)

    def do_page_up(self) -> None:
        """Move one page up."""
        self.active_panel.move(-self.active_panel.page)

    def do_first(self) -> None:
        """Go to the first row."""
        self.active_panel.go_to(0)

    def do_last(self) -> None:
        """Go to the last row."""
        self.active_panel.go_to(self.active_panel.row_count())

    def do_left(self) -> None:
        """Go earlier on the timeline, elsewhere to the panel before."""
        self._sideways(-1)

    def do_right(self) -> None:
        """Go later on the timeline, elsewhere to the next panel."""
        self._sideways(1)

    def _sideways(self, steps: int) -> None:
        if self.active == "timeline":
            self.timeline.pan(steps)
        else:
            self.step_panel(steps)

    def do_zoom_in(self) -> None:
        """Show less time in a cell."""
        self.timeline.zoom(-1)

    def do_zoom_out(self) -> None:
        """Show more time in a cell."""
        self.timeline.zoom(1)

    def do_today(self) -> None:
        """Find today on the timeline."""
        self.timeline.go_to_today()

    def do_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def do_help(self) -> None:
        """Show the keys of the active panel."""
        panel = self.active_panel
        self.app.push_screen(HelpScreen(panel.id or "", panel.NAME, self.marks))

    def do_quit(self) -> None:
        """Close the board."""
        self.app.exit()


def _but_last(text: str) -> str:
    """Return a query without the word that is still being typed."""
    return text.rpartition(" ")[0]

"""The board laid out: which panels are in view, which one is active, what has the keys."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import var
from textual.screen import Screen
from textual.widget import Widget

from store.errors import EntenteError
from store.portfolio.portfolio import Portfolio
from tui.layout import LAYOUTS, LEAST_HEIGHT, LEAST_WIDTH, PANELS, Layout, in_view, layout_for, tabs
from tui.messages import KeysAwaited, TabChosen
from tui.panels.commitments import CommitmentsPanel
from tui.panels.detail import DetailPanel
from tui.panels.domains import DomainsPanel
from tui.panels.follow_ups import FollowUpsPanel
from tui.panels.panel import Panel
from tui.panels.timeline import TimelinePanel
from tui.preferences import Preferences
from tui.rendering.line_widget import BlankBackground, LineWidget
from tui.widgets.bars import FooterLine, HeaderLine, MessageLine

if TYPE_CHECKING:
    from textual.widgets import Static

    from tui.widgets.evidence_line import EvidenceLine
    from tui.widgets.filter_line import FilterLine
    from tui.widgets.mark_strip import MarkStrip
    from tui.widgets.prompts import Choice, QuestionLine
    from tui.widgets.tabs import Preview, TabLine

Line = TypeVar("Line", bound=LineWidget)


class Body(BlankBackground, Container, inherit_css=False):
    """What the panels stand in."""


class BoardLayout(BlankBackground, Screen[None]):
    """Five panels, bound to the portfolio, and the lines around them, laid out at every size.

    The lines that are not there from the start are made when they are first needed. The active
    panel is remembered by its id, so it has the focus again when a terminal that was too small
    for it grows back.
    """

    ALLOW_SELECT = False
    AUTO_FOCUS = ""

    portfolio: var[Portfolio | None] = var(None, always_update=True)
    picked: var[frozenset[str]] = var(frozenset)
    """The ids of the commitments selected to be marked together."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.glyphs = preferences.glyphs
        self.keymap = preferences.keymap
        self.opened: dict[str, LineWidget] = {}
        """The lines below the panels that were ever opened, by the place that each is."""
        self.maximised = False
        """Whether the active panel has all the room."""
        self.active = "commitments"
        self._lower = "timeline"
        self.bands = False
        """Whether the periods of instruments are shown over the timeline."""
        self._composed = False
        self.awaited = 1
        """How much is to be seen before keys act: the board itself, what is about to open."""
        # Known before anything is styled: a class set later styles the whole tree again.
        self.layout_name: Layout = layout_for(*self.app.size)
        self.add_class(f"-{self.layout_name}", update=False)

    def compose(self) -> ComposeResult:
        """Make every widget once; sizes only decide which are in view."""
        yield HeaderLine(id="header").data_bind(BoardLayout.portfolio)
        with Body(id="body"):
            yield DomainsPanel(id="domains").data_bind(BoardLayout.portfolio)
            yield CommitmentsPanel(id="commitments").data_bind(
                BoardLayout.portfolio, BoardLayout.picked
            )
            yield TimelinePanel(id="timeline").data_bind(BoardLayout.portfolio, BoardLayout.picked)
            yield FollowUpsPanel(id="follow-ups").data_bind(BoardLayout.portfolio)
            yield DetailPanel(id="detail").data_bind(BoardLayout.portfolio)
        yield MessageLine(id="message")
        yield FooterLine(id="footer")

    def on_mount(self) -> None:
        """Give every widget its glyphs, and the list the focus."""
        for widget in self.query(LineWidget):
            self._prepared(widget)
        self.arrange_panels()

    @property
    def is_composed(self) -> bool:
        """Whether the widgets are there: not when the program ends while they are being made."""
        if not self._composed:
            self._composed = any(body.is_mounted for body in self.query(Body))
        return self._composed

    def await_less(self) -> None:
        """Wait for one thing less, and for nothing more: for the keys that came meanwhile."""
        self.awaited -= 1
        self.post_message(KeysAwaited())

    # Panels and the lines that are always there

    def panel(self, panel_id: str) -> Panel:
        """Return a panel by its id."""
        return self._panels[panel_id]

    @cached_property
    def _panels(self) -> dict[str, Panel]:
        return {panel.id or "": panel for panel in self.query(Panel)}

    @cached_property
    def domains(self) -> DomainsPanel:
        """Panel 1."""
        return self.query_one("#domains", DomainsPanel)

    @cached_property
    def commitments(self) -> CommitmentsPanel:
        """Panel 2."""
        return self.query_one("#commitments", CommitmentsPanel)

    @cached_property
    def timeline(self) -> TimelinePanel:
        """Panel 3."""
        return self.query_one("#timeline", TimelinePanel)

    @cached_property
    def follow_ups(self) -> FollowUpsPanel:
        """Panel 4."""
        return self.query_one("#follow-ups", FollowUpsPanel)

    @cached_property
    def detail(self) -> DetailPanel:
        """Panel 5."""
        return self.query_one("#detail", DetailPanel)

    @cached_property
    def message(self) -> MessageLine:
        """The line that says what happened."""
        return self.query_one(MessageLine)

    @cached_property
    def header(self) -> HeaderLine:
        """The line above everything."""
        return self.query_one(HeaderLine)

    @cached_property
    def footer(self) -> FooterLine:
        """The line of keys below everything."""
        return self.query_one(FooterLine)

    @cached_property
    def body(self) -> Body:
        """What the panels stand in."""
        return self.query_one(Body)

    # Lines that come and go

    @property
    def open_line(self) -> str:
        """The place of the line below the panels that has the keys; empty when none has."""
        return next((place for place, line in self.opened.items() if line.display), "")

    @cached_property
    def strip(self) -> MarkStrip:
        """The marking strip."""
        from tui.widgets.mark_strip import MarkStrip

        return self._line(MarkStrip(id="strip"), before="#footer")

    @cached_property
    def question(self) -> QuestionLine:
        """The line that asks before something is done."""
        from tui.widgets.prompts import QuestionLine

        return self._line(QuestionLine(id="question"), before="#footer")

    @cached_property
    def evidence(self) -> EvidenceLine:
        """The line for the source of what was just settled."""
        from tui.widgets.evidence_line import EvidenceLine

        return self._line(EvidenceLine(id="evidence"), before="#message")

    @cached_property
    def filter_line(self) -> FilterLine:
        """The filter line, with the list of completions over it."""
        from tui.widgets.completions import CompletionList
        from tui.widgets.filter_line import FilterLine

        completions = self._prepared(CompletionList(id="completions"))
        self.mount(completions, before="#message")
        return self._line(FilterLine(completions, id="filter"), before="#message")

    @cached_property
    def tab_line(self) -> TabLine:
        """The line of tabs, where panels share a place."""
        from tui.widgets.tabs import TabLine

        line = self._prepared(TabLine(id="tabs"))
        self.body.mount(line, before="#timeline")
        return line

    @cached_property
    def preview(self) -> Preview:
        """The few lines on the selected commitment, where its detail has no room."""
        from tui.widgets.tabs import Preview

        preview = self._prepared(Preview(id="preview"))
        self.body.mount(preview)
        return preview

    @cached_property
    def too_small(self) -> Static:
        """What a terminal shows that is too small for anything else."""
        from textual.widgets import Static

        notice = Static("", id="too-small", markup=False)
        self.mount(notice)
        return notice

    def is_made(self, name: str) -> bool:
        """Return whether one of these lines, by its name here, was ever needed."""
        return name in self.__dict__

    def hide_lines(self) -> None:
        """Close the lines below the panels."""
        if self.is_made("filter_line"):
            self.filter_line.completions.close()
        for line in self.opened.values():
            line.display = False

    def cancel_lines(self) -> None:
        """Leave the lines that ask something, with nothing answered."""
        if self.is_made("strip"):
            self.strip.close()
        if self.is_made("question"):
            self.question.close()
        if self.is_made("evidence"):
            self.evidence.close()

    # What the lines say and ask

    def show_state(self, state: str) -> None:
        """Say what becomes of changes: `saving`, `saved`, `read-only` or `no connection`."""
        self.header.state = state

    def say(self, words: str, style: str = "plain") -> None:
        """Show a message until the next one."""
        self.message.say(words, style)

    def say_error(self, error: EntenteError, kept: str = "") -> None:
        """Show what went wrong, the way out, and where what was written is kept."""
        words = filter(None, (error.message, error.hint, kept))
        self.say(" · ".join(words), "red")

    def ask(
        self,
        question: str,
        choices: tuple[Choice, ...],
        left: str,
        otherwise: Choice | None = None,
        *,
        gives_way: bool = False,
    ) -> None:
        """Ask in one line; `left` is what to say when nothing is answered, if anything.

        `otherwise` is done by every key that is none of the answers. A question that nobody has
        asked for `gives_way`: other keys do what they always do, and the message stays in view.
        """
        self.message.display = gives_way
        self.question.ask(question, choices, left, otherwise, gives_way=gives_way)

    def _prepared(self, widget: Line) -> Line:
        """Return a widget with its glyphs and the keys in force."""
        widget.glyphs, widget.keymap = self.glyphs, self.keymap
        return widget

    def _line(self, line: Line, *, before: str) -> Line:
        self.opened[line.id or ""] = self._prepared(line)
        self.mount(line, before=before)
        return line

    # What is in view

    @property
    def active_panel(self) -> Panel:
        """The panel that keys act on: in the tiniest layout always the list."""
        return self.panel("commitments" if self.layout_name == "tiny" else self.active)

    @property
    def place(self) -> str:
        """What takes the keys: a panel by its id, or a line below the panels.

        A question that gives way to keys leaves them to the panel.
        """
        line = self.open_line
        if line == "question" and self.question.gives_way:
            line = ""
        return line or self.active_panel.id or ""

    def update_keys(self) -> None:
        """Is called when what can be done from here may have changed."""

    @property
    def past(self) -> bool:
        """Whether a day that is gone is shown; the frames of all panels say so."""
        return self.commitments.past

    @past.setter
    def past(self, past: bool) -> None:
        for panel in self._panels.values():
            panel.past = past

    def maximise(self, wanted: bool) -> None:
        """Give the active panel all the room, or put the others back."""
        self.maximised = wanted
        self.arrange_panels()

    def go_to_panel(self, panel_id: str) -> None:
        """Make a panel the active one, bring it into view and give it the focus."""
        self.active = panel_id
        if panel_id in tabs("medium"):
            self._lower = panel_id
        self.arrange_panels()

    def step_panel(self, steps: int) -> None:
        """Go so many panels on, around the end."""
        self.go_to_panel(PANELS[(PANELS.index(self.active) + steps) % len(PANELS)])

    def arrange_panels(self) -> None:
        """Show what the terminal has room for, and restore the focus."""
        if not self.is_composed:
            return
        width, height = self.size
        layout = self.layout_name = layout_for(width, height)
        if not self.has_class(f"-{layout}"):
            self.update_classes({f"-{name}": name == layout for name in LAYOUTS})
        shown = in_view(layout, self.active, self._lower, maximised=self.maximised)
        self.set_class(self.maximised, "-maximised")
        for panel_id in PANELS:
            self.panel(panel_id).display = panel_id in shown
        beside = self.commitments.display and self.timeline.display and layout == "wide"
        self.timeline.labelled = not beside
        self.timeline.alone = not self.commitments.display
        self.timeline.banded = self.bands
        # Side by side the list has as many lines above its rows, so that rows stay level.
        self.commitments.banded = self.bands and beside
        self._arrange_tabs(layout, shown)
        self._arrange_lines(layout)
        if layout == "too-small":
            # Nothing may act on a board that cannot be seen.
            self.cancel_lines()
            self.too_small.update(
                f"Entente needs {LEAST_WIDTH}x{LEAST_HEIGHT}, has {width}x{height}"
            )
        elif not self.open_line:
            self.set_focus(self.active_panel, scroll_visible=False)
        self.update_keys()

    def give_way(self, event: events.Key | None = None) -> None:
        """Withdraw a question that came by itself, before a key that is none of its answers.

        Without a key, before a command that was clicked.
        """
        if self.is_made("question") and self.question.is_passed_by(event):
            self.question.withdraw()
            self.close_lines()

    def close_lines(self) -> None:
        """Put the message line and the footer back, and the focus on the active panel."""
        self.hide_lines()
        self.arrange_panels()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew."""
        self.arrange_panels()

    def watch_focused(self, focused: Widget | None) -> None:
        """Make the panel that a click or a key gave the focus the active one, at once.

        A widget tells that it has the focus only later, when the next may have it already.
        """
        if isinstance(focused, Panel) and focused.id and self.layout_name != "tiny":
            self.active = focused.id

    def on_descendant_focus(self) -> None:
        """Name the keys of what a click gave the focus."""
        if self.place != self.footer.place:
            self.update_keys()

    @on(TabChosen)
    def open_tab(self, event: TabChosen) -> None:
        """Bring the panel of a tab into view."""
        self.go_to_panel(event.panel_id)

    def _arrange_tabs(self, layout: Layout, shown: tuple[str, ...]) -> None:
        names = () if self.maximised else tabs(layout)
        if names or self.is_made("tab_line"):
            line, panels = self.tab_line, list(map(self.panel, names))
            line.display = bool(names)
            line.tabs = tuple((panel.id or "", panel.NUMBER, panel.title) for panel in panels)
            line.active = next((panel_id for panel_id in names if panel_id in shown), "")
        previewed = layout == "narrow" and self.active != "detail" and not self.maximised
        if previewed or self.is_made("preview"):
            self.preview.display = previewed

    def _arrange_lines(self, layout: Layout) -> None:
        fits, line = layout != "too-small", self.open_line
        self.header.display = self.body.display = fits
        if not fits or self.is_made("too_small"):
            self.too_small.display = not fits
        self.message.display = fits and self.place not in ("strip", "question")
        self.footer.display = fits and layout != "tiny" and line not in ("filter", "evidence")

"""The frame of the board: where the panels stand, which are in view, which one is active."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from store.portfolio import Portfolio
from tui.commands.keymap import Keymap
from tui.drawing.covered import Covered
from tui.drawing.ink import Drawn
from tui.drawing.marks import Marks
from tui.layout import (
    LAYOUTS,
    LEAST_HEIGHT,
    LEAST_WIDTH,
    PANELS,
    Layout,
    in_view,
    layout_for,
    tabs,
)
from tui.panels.commitments import CommitmentsPanel
from tui.panels.detail import DetailPanel
from tui.panels.domains import DomainsPanel
from tui.panels.follow_ups import FollowUpsPanel
from tui.panels.panel import Panel
from tui.panels.timeline import TimelinePanel
from tui.widgets.completions import CompletionList
from tui.widgets.evidence_line import EvidenceLine
from tui.widgets.filter_line import FilterLine
from tui.widgets.footer import FooterLine
from tui.widgets.header import HeaderLine
from tui.widgets.mark_strip import MarkStrip
from tui.widgets.message_line import MessageLine
from tui.widgets.preview import Preview
from tui.widgets.question import QuestionLine
from tui.widgets.tabs import TabLine


class Body(Covered, Container, inherit_css=False):
    """What the panels stand in."""


class Frame(Covered, Screen[None]):
    """Five panels and the lines around them, laid out anew at every size.

    The active panel is remembered by its id, so it has the focus again when a terminal
    that was too small for it grows back.
    """

    ALLOW_SELECT = False
    AUTO_FOCUS = ""

    portfolio: var[Portfolio | None] = var(None, always_update=True)
    picked: var[frozenset[str]] = var(frozenset)
    """The ids of the commitments selected to be marked together."""

    def __init__(self, marks: Marks, keymap: Keymap) -> None:
        super().__init__()
        self.marks = marks
        self.keymap = keymap
        self.maximised = False
        """Whether the active panel has all the room."""
        self.active = "commitments"
        self._lower = "timeline"
        self.bands = False
        """Whether the periods of instruments are shown over the timeline."""
        # Known before anything is styled: a class set later styles the whole tree again.
        self.layout_name: Layout = layout_for(*self.app.size)
        self.add_class(f"-{self.layout_name}")

    def compose(self) -> ComposeResult:
        """Make every widget once; sizes only decide which are in view."""
        yield HeaderLine(id="header").data_bind(Frame.portfolio)
        with Body(id="body"):
            yield DomainsPanel(id="domains").data_bind(Frame.portfolio)
            yield CommitmentsPanel(id="commitments").data_bind(Frame.portfolio, Frame.picked)
            yield TabLine(id="tabs")
            yield TimelinePanel(id="timeline").data_bind(Frame.portfolio, Frame.picked)
            yield FollowUpsPanel(id="follow-ups").data_bind(Frame.portfolio)
            yield DetailPanel(id="detail").data_bind(Frame.portfolio)
            yield Preview(id="preview")
        completions = CompletionList(id="completions")
        yield FilterLine(completions, id="filter")
        yield completions
        yield EvidenceLine(id="evidence")
        yield MessageLine(id="message")
        yield MarkStrip(id="strip")
        yield QuestionLine(id="question")
        yield FooterLine(id="footer")
        yield Static("", id="too-small", markup=False)

    def on_mount(self) -> None:
        """Give every widget its glyphs, and the list the focus."""
        for widget in self.query(Drawn):
            widget.marks = self.marks
            widget.keymap = self.keymap
        self.arrange_panels()

    @property
    def domains(self) -> DomainsPanel:
        """Panel 1."""
        return self.query_one("#domains", DomainsPanel)

    @property
    def commitments(self) -> CommitmentsPanel:
        """Panel 2."""
        return self.query_one("#commitments", CommitmentsPanel)

    @property
    def timeline(self) -> TimelinePanel:
        """Panel 3."""
        return self.query_one("#timeline", TimelinePanel)

    @property
    def follow_ups(self) -> FollowUpsPanel:
        """Panel 4."""
        return self.query_one("#follow-ups", FollowUpsPanel)

    @property
    def detail(self) -> DetailPanel:
        """Panel 5."""
        return self.query_one("#detail", DetailPanel)

    @property
    def message(self) -> MessageLine:
        """The line that says what happened."""
        return self.query_one(MessageLine)

    @property
    def strip(self) -> MarkStrip:
        """The marking strip."""
        return self.query_one(MarkStrip)

    @property
    def filter_line(self) -> FilterLine:
        """The filter line."""
        return self.query_one(FilterLine)

    @property
    def question(self) -> QuestionLine:
        """The line that asks before something is done."""
        return self.query_one(QuestionLine)

    @property
    def evidence(self) -> EvidenceLine:
        """The line for the source of what was just settled."""
        return self.query_one(EvidenceLine)

    @property
    def line_is_open(self) -> bool:
        """Whether a line below the panels has the keys."""
        lines = (self.strip, self.question, self.filter_line, self.evidence)
        return any(line.display for line in lines)

    @property
    def active_panel(self) -> Panel:
        """The panel that keys act on: in the tiniest layout always the list."""
        name = "commitments" if self.layout_name == "tiny" else self.active
        return self.query_one(f"#{name}", Panel)

    @property
    def place(self) -> str:
        """What takes the keys: a panel by its id, or a line below the panels."""
        lines = ("strip", self.strip), ("question", self.question), ("evidence", self.evidence)
        for name, line in (*lines, ("filter", self.filter_line)):
            if line.display:
                return name
        return self.active_panel.id or ""

    def update_footer(self) -> None:
        """Say what can be done from here."""

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
        width, height = self.size
        layout = self.layout_name = layout_for(width, height)
        if not self.has_class(f"-{layout}"):
            self.update_classes({f"-{name}": name == layout for name in LAYOUTS})
        shown = in_view(layout, self.active, self._lower, maximised=self.maximised)
        self.set_class(self.maximised, "-maximised")
        for panel_id in PANELS:
            self.query_one(f"#{panel_id}").display = panel_id in shown
        beside = self.commitments.display and self.timeline.display and layout == "wide"
        self.timeline.labelled = not beside
        self.timeline.banded = self.bands
        # Side by side the list has as many lines above its rows, so that rows stay level.
        self.commitments.banded = self.bands and beside
        self._arrange_tabs(layout, shown)
        self._arrange_lines(layout)
        if layout == "too-small":
            # Nothing may act on a board that cannot be seen.
            self.strip.close()
            self.question.close()
            self.evidence.close()
            self.query_one("#too-small", Static).update(
                f"Entente needs {LEAST_WIDTH}x{LEAST_HEIGHT}, has {width}x{height}"
            )
        elif not self.line_is_open:
            self.set_focus(self.active_panel, scroll_visible=False)
        self.update_footer()

    def rest_lines(self) -> None:
        """Put the message line and the footer back, and the focus on the active panel."""
        focused = self.focused
        if isinstance(focused, Panel) and focused.id and self.layout_name != "tiny":
            self.active = focused.id  # clicked, which it may not have told yet
        self.filter_line.completions.close()
        for line in (self.strip, self.question, self.filter_line, self.evidence):
            line.display = False
        self.arrange_panels()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew."""
        self.arrange_panels()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which panel a click or a key made active."""
        if isinstance(event.widget, Panel) and event.widget.id and self.layout_name != "tiny":
            self.active = event.widget.id
        self.update_footer()

    @on(TabLine.Clicked)
    def open_tab(self, event: TabLine.Clicked) -> None:
        """Bring the panel of a tab into view."""
        self.go_to_panel(event.panel_id)

    def _arrange_tabs(self, layout: Layout, shown: tuple[str, ...]) -> None:
        line, names = self.query_one(TabLine), () if self.maximised else tabs(layout)
        line.display = bool(names)
        panels = [self.query_one(f"#{panel_id}", Panel) for panel_id in names]
        line.tabs = tuple((panel.id or "", panel.NUMBER, panel.NAME) for panel in panels)
        line.active = next((panel_id for panel_id in names if panel_id in shown), "")
        self.query_one(Preview).display = (
            layout == "narrow" and self.active != "detail" and not self.maximised
        )

    def _arrange_lines(self, layout: Layout) -> None:
        fits = layout != "too-small"
        for name in ("header", "body"):
            self.query_one(f"#{name}").display = fits
        self.query_one("#too-small").display = not fits
        asking = self.strip.display or self.question.display
        typing = self.filter_line.display or self.evidence.display
        self.message.display = fits and not asking
        self.query_one(FooterLine).display = fits and layout != "tiny" and not typing

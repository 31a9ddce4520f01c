"""The pieces of the board: every widget, made once, and each by its name."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

from store.portfolio import Portfolio
from tui.drawing.covered import Covered
from tui.drawing.ink import Drawn
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


class Pieces(Covered, Screen[None]):
    """Five panels, bound to the portfolio, and the lines around them."""

    ALLOW_SELECT = False
    AUTO_FOCUS = ""

    portfolio: var[Portfolio | None] = var(None, always_update=True)
    picked: var[frozenset[str]] = var(frozenset)
    """The ids of the commitments selected to be marked together."""

    def compose(self) -> ComposeResult:
        """Make every widget once; sizes only decide which are in view."""
        yield HeaderLine(id="header").data_bind(Pieces.portfolio)
        with Body(id="body"):
            yield DomainsPanel(id="domains").data_bind(Pieces.portfolio)
            yield CommitmentsPanel(id="commitments").data_bind(Pieces.portfolio, Pieces.picked)
            yield TabLine(id="tabs")
            yield TimelinePanel(id="timeline").data_bind(Pieces.portfolio, Pieces.picked)
            yield FollowUpsPanel(id="follow-ups").data_bind(Pieces.portfolio)
            yield DetailPanel(id="detail").data_bind(Pieces.portfolio)
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

    def panel(self, panel_id: str) -> Panel:
        """Return a panel by its id."""
        return self.query_one(f"#{panel_id}", Panel)

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
    def lines(self) -> dict[str, Drawn]:
        """The lines that have the keys while they are open, by the place that they are."""
        return {
            "strip": self.strip,
            "question": self.question,
            "evidence": self.evidence,
            "filter": self.filter_line,
        }

    @property
    def header(self) -> HeaderLine:
        """The line above everything."""
        return self.query_one(HeaderLine)

    @property
    def footer(self) -> FooterLine:
        """The line of keys below everything."""
        return self.query_one(FooterLine)

    @property
    def tab_line(self) -> TabLine:
        """The line of tabs, where panels share a place."""
        return self.query_one(TabLine)

    @property
    def preview(self) -> Preview:
        """The few lines on the selected commitment, where its detail has no room."""
        return self.query_one(Preview)

    @property
    def body(self) -> Body:
        """What the panels stand in."""
        return self.query_one(Body)

    @property
    def too_small(self) -> Static:
        """What a terminal shows that is too small for anything else."""
        return self.query_one("#too-small", Static)

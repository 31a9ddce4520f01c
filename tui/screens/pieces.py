"""The pieces of the board that are always there, each by its name."""

from __future__ import annotations

from functools import cached_property

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import var
from textual.screen import Screen

from store.portfolio import Portfolio
from tui.drawing.covered import Covered
from tui.panels.commitments import CommitmentsPanel
from tui.panels.detail import DetailPanel
from tui.panels.domains import DomainsPanel
from tui.panels.follow_ups import FollowUpsPanel
from tui.panels.panel import Panel
from tui.panels.timeline import TimelinePanel
from tui.widgets.footer import FooterLine
from tui.widgets.header import HeaderLine
from tui.widgets.message_line import MessageLine


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
            yield TimelinePanel(id="timeline").data_bind(Pieces.portfolio, Pieces.picked)
            yield FollowUpsPanel(id="follow-ups").data_bind(Pieces.portfolio)
            yield DetailPanel(id="detail").data_bind(Pieces.portfolio)
        yield MessageLine(id="message")
        yield FooterLine(id="footer")

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

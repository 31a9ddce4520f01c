"""The frame of the board: which panels are in view, which one is active, what has the keys."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import var
from textual.screen import Screen

from store.errors import EntenteError
from store.model.entry import Entry
from store.portfolio.portfolio import Portfolio
from tui.commands.keymap import Keymap
from tui.layout import LAYOUTS, LEAST_HEIGHT, LEAST_WIDTH, PANELS, Layout, in_view, layout_for, tabs
from tui.messages import TabChosen
from tui.panels.commitments import CommitmentsPanel
from tui.panels.detail import DetailPanel
from tui.panels.domains import DomainsPanel
from tui.panels.follow_ups import FollowUpsPanel
from tui.panels.item import DetailItem
from tui.panels.panel import Panel
from tui.panels.timeline import TimelinePanel
from tui.preferences import Preferences
from tui.rendering.glyphs import Glyphs
from tui.rendering.line_widget import BlankBackground, LineWidget
from tui.widgets.bars import FooterLine, HeaderLine, MessageLine

if TYPE_CHECKING:
    from textual.widgets import Static

    from tui.widgets.evidence_line import EvidenceLine
    from tui.widgets.filter_line import FilterLine
    from tui.widgets.mark_strip import MarkStrip
    from tui.widgets.prompts import QuestionLine
    from tui.widgets.tabs import Preview, TabLine


class Body(BlankBackground, Container, inherit_css=False):
    """What the panels stand in."""


class Pieces(BlankBackground, Screen[None]):
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


D = TypeVar("D", bound=LineWidget)


class Lines(Pieces):
    """The lines that come and go around the panels."""

    def __init__(self, glyphs: Glyphs, keymap: Keymap) -> None:
        super().__init__()
        self.glyphs = glyphs
        self.keymap = keymap
        self.opened: dict[str, LineWidget] = {}
        """The lines below the panels that were ever opened, by the place that each is."""

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

        completions = self.furnished(CompletionList(id="completions"))
        self.mount(completions, before="#message")
        return self._line(FilterLine(completions, id="filter"), before="#message")

    @cached_property
    def tab_line(self) -> TabLine:
        """The line of tabs, where panels share a place."""
        from tui.widgets.tabs import TabLine

        line = self.furnished(TabLine(id="tabs"))
        self.body.mount(line, before="#timeline")
        return line

    @cached_property
    def preview(self) -> Preview:
        """The few lines on the selected commitment, where its detail has no room."""
        from tui.widgets.tabs import Preview

        preview = self.furnished(Preview(id="preview"))
        self.body.mount(preview)
        return preview

    @cached_property
    def too_small(self) -> Static:
        """What a terminal shows that is too small for anything else."""
        from textual.widgets import Static

        told = Static("", id="too-small", markup=False)
        self.mount(told)
        return told

    def has_made(self, piece: str) -> bool:
        """Return whether one of these pieces, by its name here, was ever needed."""
        return piece in self.__dict__

    def put_lines_away(self) -> None:
        """Close the lines below the panels."""
        if self.has_made("filter_line"):
            self.filter_line.completions.close()
        for line in self.opened.values():
            line.display = False

    def leave_lines(self) -> None:
        """Leave the lines that ask something, with nothing answered."""
        if self.has_made("strip"):
            self.strip.close()
        if self.has_made("question"):
            self.question.close()
        if self.has_made("evidence"):
            self.evidence.close()

    def furnished(self, piece: D) -> D:
        """Return a piece with its glyphs and the keys in force."""
        piece.glyphs, piece.keymap = self.glyphs, self.keymap
        return piece

    def _line(self, line: D, *, before: str) -> D:
        self.opened[line.id or ""] = self.furnished(line)
        self.mount(line, before=before)
        return line


class Frame(Lines):
    """The board laid out, anew at every size.

    The active panel is remembered by its id, so it has the focus again when a terminal
    that was too small for it grows back.
    """

    def __init__(self, glyphs: Glyphs, keymap: Keymap) -> None:
        super().__init__(glyphs, keymap)
        self.maximised = False
        """Whether the active panel has all the room."""
        self.active = "commitments"
        self._lower = "timeline"
        self.bands = False
        """Whether the periods of instruments are shown over the timeline."""
        # Known before anything is styled: a class set later styles the whole tree again.
        self.layout_name: Layout = layout_for(*self.app.size)
        self.add_class(f"-{self.layout_name}", update=False)

    def on_mount(self) -> None:
        """Give every widget its glyphs, and the list the focus."""
        for widget in self.query(LineWidget):
            self.furnished(widget)
        self.arrange_panels()

    @property
    def line_is_open(self) -> bool:
        """Whether a line below the panels has the keys."""
        return bool(self.open_line)

    @property
    def active_panel(self) -> Panel:
        """The panel that keys act on: in the tiniest layout always the list."""
        return self.panel("commitments" if self.layout_name == "tiny" else self.active)

    @property
    def place(self) -> str:
        """What takes the keys: a panel by its id, or a line below the panels."""
        return self.open_line or self.active_panel.id or ""

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
            self.leave_lines()
            self.too_small.update(
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
        self.put_lines_away()
        self.arrange_panels()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew."""
        self.arrange_panels()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which panel a click or a key made active."""
        if isinstance(event.widget, Panel) and event.widget.id and self.layout_name != "tiny":
            self.active = event.widget.id
        self.update_footer()

    @on(TabChosen)
    def open_tab(self, event: TabChosen) -> None:
        """Bring the panel of a tab into view."""
        self.go_to_panel(event.panel_id)

    def _arrange_tabs(self, layout: Layout, shown: tuple[str, ...]) -> None:
        names = () if self.maximised else tabs(layout)
        if names or self.has_made("tab_line"):
            line, panels = self.tab_line, list(map(self.panel, names))
            line.display = bool(names)
            line.tabs = tuple((panel.id or "", panel.NUMBER, panel.NAME) for panel in panels)
            line.active = next((panel_id for panel_id in names if panel_id in shown), "")
        previewed = layout == "narrow" and self.active != "detail" and not self.maximised
        if previewed or self.has_made("preview"):
            self.preview.display = previewed

    def _arrange_lines(self, layout: Layout) -> None:
        fits, line = layout != "too-small", self.open_line
        self.header.display = self.body.display = fits
        if not fits or self.has_made("too_small"):
            self.too_small.display = not fits
        self.message.display = fits and line not in ("strip", "question")
        self.footer.display = fits and layout != "tiny" and line not in ("filter", "evidence")


class Showing(Frame):
    """Holds the one portfolio, and lets every panel draw it."""

    selected: var[str] = var("")
    """The id of the commitment that the whole board is about."""

    def __init__(self, view: Portfolio, preferences: Preferences) -> None:
        super().__init__(preferences.glyphs, preferences.keymap)
        self.preferences = preferences
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
    def item_here(self) -> DetailItem | None:
        """The milestone, follow-up or update under the cursor of the active panel."""
        if self.layout_name == "tiny":
            return None
        if self.active == "follow-ups" and self.follow_ups.here:
            entry, follow_up, _ = self.follow_ups.here
            return DetailItem("follow-up", entry.id, follow_up.id, follow_up.title)
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

    def say(self, words: str, style: str = "plain") -> None:
        """Show a message until the next one."""
        self.message.say(words, style)

    def say_error(self, error: EntenteError, kept: str = "") -> None:
        """Show what went wrong, the way out, and where what was written is kept."""
        words = filter(None, (error.message, error.hint, kept))
        self.say(" · ".join(words), "red")

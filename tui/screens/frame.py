"""The frame of the board: which panels are in view, which one is active, what has the keys."""

from __future__ import annotations

from textual import events, on

from tui.commands.keymap import Keymap
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
from tui.messages import TabChosen
from tui.panels.panel import Panel
from tui.screens.lines import Lines


class Frame(Lines):
    """The board laid out, anew at every size.

    The active panel is remembered by its id, so it has the focus again when a terminal
    that was too small for it grows back.
    """

    def __init__(self, marks: Marks, keymap: Keymap) -> None:
        super().__init__(marks, keymap)
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
        for widget in self.query(Drawn):
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

"""Moving: rows, panels, and the time in view."""

from __future__ import annotations

from tui.controllers.base import Controller
from tui.layout import PANELS


class NavigationController(Controller):
    """Moves the cursor, the focus and the timeline's window."""

    def why_not(self, command_id: str) -> str:
        """The timeline moves only where it can be seen."""
        moves_time = command_id in ("zoom-in", "zoom-out", "today", "find-bar")
        if moves_time and not self.board.timeline.display:
            return self.keyed("The timeline is not in view: {panel-3} shows it")
        return ""

    def do_panel_1(self) -> None:
        """Go to the domains."""
        self.board.go_to_panel(PANELS[0])

    def do_panel_2(self) -> None:
        """Go to the commitments."""
        self.board.go_to_panel(PANELS[1])

    def do_panel_3(self) -> None:
        """Go to the timeline."""
        self.board.go_to_panel(PANELS[2])

    def do_panel_4(self) -> None:
        """Go to the follow-ups."""
        self.board.go_to_panel(PANELS[3])

    def do_panel_5(self) -> None:
        """Go to the detail."""
        self.board.go_to_panel(PANELS[4])

    def do_next_panel(self) -> None:
        """Go to the next panel."""
        self.board.step_panel(1)

    def do_previous_panel(self) -> None:
        """Go to the panel before."""
        self.board.step_panel(-1)

    def do_down(self) -> None:
        """Move one row down."""
        self.board.active_panel.move(1)

    def do_up(self) -> None:
        """Move one row up."""
        self.board.active_panel.move(-1)

    def do_page_down(self) -> None:
        """Move one page down."""
        panel = self.board.active_panel
        panel.move(panel.page)

    def do_page_up(self) -> None:
        """Move one page up."""
        panel = self.board.active_panel
        panel.move(-panel.page)

    def do_first(self) -> None:
        """Go to the first row."""
        self.board.active_panel.go_to(0)

    def do_last(self) -> None:
        """Go to the last row."""
        panel = self.board.active_panel
        panel.go_to(panel.row_count())

    def do_left(self) -> None:
        """Go earlier on the timeline, elsewhere to the panel before."""
        self._sideways(-1)

    def do_right(self) -> None:
        """Go later on the timeline, elsewhere to the next panel."""
        self._sideways(1)

    def _sideways(self, steps: int) -> None:
        if self.board.active == "timeline":
            self.board.timeline.pan(steps)
        else:
            self.board.step_panel(steps)

    def do_zoom_in(self) -> None:
        """Show less time in a cell."""
        self._zoom(-1)

    def do_zoom_out(self) -> None:
        """Show more time in a cell."""
        self._zoom(1)

    def _zoom(self, steps: int) -> None:
        timeline = self.board.timeline
        end = "coarsest" if steps > 0 else "finest"
        last = "" if timeline.zoom(steps) else f": this is the {end} scale"
        self.board.say(f"{timeline.window.scale.words}{last}")

    def do_today(self) -> None:
        """Find today on the timeline."""
        self.board.timeline.go_to_today()

    def do_find_bar(self) -> None:
        """Find the bar of the selected commitment on the timeline."""
        board = self.board
        if board.entry is None:
            board.say(self.nothing_here(), "orange")
        elif not board.timeline.find_bar():
            board.say(f"{board.entry.id} has no date yet, so it has no bar", "orange")

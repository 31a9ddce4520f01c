"""Moving: rows, panels, and the time in view."""

from __future__ import annotations

from tui.commands.needs import commitment
from tui.controllers.base import Controller
from tui.layout import PANELS


class NavigationController(Controller):
    """Moves the cursor, the focus and the timeline's window."""

    def go_to_domains(self) -> None:
        """Go to the domains."""
        self.layout.go_to_panel(PANELS[0])

    def go_to_commitments(self) -> None:
        """Go to the commitments."""
        self.layout.go_to_panel(PANELS[1])

    def go_to_timeline(self) -> None:
        """Go to the timeline."""
        self.layout.go_to_panel(PANELS[2])

    def go_to_follow_ups(self) -> None:
        """Go to the follow-ups."""
        self.layout.go_to_panel(PANELS[3])

    def go_to_detail(self) -> None:
        """Go to the detail."""
        self.layout.go_to_panel(PANELS[4])

    def next_panel(self) -> None:
        """Go to the next panel."""
        self.layout.step_panel(1)

    def previous_panel(self) -> None:
        """Go to the panel before."""
        self.layout.step_panel(-1)

    def down(self) -> None:
        """Move one row down."""
        self.layout.active_panel.move(1)

    def up(self) -> None:
        """Move one row up."""
        self.layout.active_panel.move(-1)

    def page_down(self) -> None:
        """Move one page down."""
        panel = self.layout.active_panel
        panel.move(panel.page)

    def page_up(self) -> None:
        """Move one page up."""
        panel = self.layout.active_panel
        panel.move(-panel.page)

    def first(self) -> None:
        """Go to the first row."""
        self.layout.active_panel.go_to(0)

    def last(self) -> None:
        """Go to the last row."""
        panel = self.layout.active_panel
        panel.go_to(panel.row_count())

    def left(self) -> None:
        """Go earlier on the timeline, elsewhere to the panel before."""
        self._sideways(-1)

    def right(self) -> None:
        """Go later on the timeline, elsewhere to the next panel."""
        self._sideways(1)

    def _sideways(self, steps: int) -> None:
        if self.layout.active == "timeline":
            self.layout.timeline.pan(steps)
        else:
            self.layout.step_panel(steps)

    def zoom_in(self) -> None:
        """Show less time in a cell."""
        self._zoom(-1)

    def zoom_out(self) -> None:
        """Show more time in a cell."""
        self._zoom(1)

    def _zoom(self, steps: int) -> None:
        timeline = self.layout.timeline
        end = "coarsest" if steps > 0 else "finest"
        last = "" if timeline.zoom(steps) else f": this is the {end} scale"
        self.board.say(f"{timeline.window.scale.words}{last}")

    def next_picture(self) -> None:
        """Show the next picture in the place of the timeline."""
        timeline = self.layout.timeline
        timeline.next_picture()
        if timeline.display:
            self.layout.arrange_panels()
        else:
            self.layout.go_to_panel("timeline")
        self.board.say(f"{timeline.title}{self.keyed(' · {pictures} next picture')}")

    def find_today(self) -> None:
        """Find today on the timeline."""
        self.layout.timeline.go_to_today()

    def find_bar(self) -> None:
        """Find the bar of the selected commitment on the timeline."""
        board = self.board
        reason = commitment(self.board.state())
        if reason or board.entry is None:
            board.say(reason, "orange")
        elif not self.layout.timeline.find_bar():
            board.say(f"{board.entry.id} has no date yet, so it has no bar", "orange")

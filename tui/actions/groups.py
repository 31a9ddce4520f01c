"""Every group of actions: which one does which command, and why none can now."""

from __future__ import annotations

from collections.abc import Callable

from tui.actions.actions import Actions
from tui.actions.arranging import Arranging
from tui.actions.board import Whole
from tui.actions.evidence import Evidencing
from tui.actions.files import Files
from tui.actions.filtering import Filtering
from tui.actions.here import Here
from tui.actions.looking import Looking
from tui.actions.marking import Marking
from tui.actions.moving import Moving
from tui.actions.outside import Outside
from tui.actions.picking import Picking
from tui.actions.reaching import Reaching
from tui.actions.removing import Removing
from tui.actions.views import Views
from tui.actions.writing import Writing
from tui.commands import BY_ID, COMMANDS, Command
from tui.commands.command import MARK, WRITE
from tui.screens.desk import Desk

_NEED_PANELS = {
    *("panel-1", "panel-3", "panel-4", "panel-5", "next-panel", "previous-panel"),
    *("left", "right", "enter", "zoom-in", "zoom-out", "today", "find-bar", "bands"),
}
"""What the tiny layout, with its list alone, has no room for."""


class Groups:
    """The groups of one board. `run` is how the board runs a command: not when it cannot act."""

    def __init__(self, desk: Desk, run: Callable[[str], None]) -> None:
        self._desk = desk
        self.filtering = Filtering(desk)
        self.marking = Marking(desk)
        self.picking = Picking(desk)
        self.evidencing = Evidencing(desk)
        self.arranging = Arranging(desk, self.filtering, desk.setup.state_file)
        self._here = Here(desk, self.filtering, self.marking, self.picking)
        self._groups: tuple[Actions, ...] = (
            self._here,
            self.marking,
            self.picking,
            self.filtering,
            self.arranging,
            Views(desk, self.filtering),
            Writing(desk),
            Removing(desk),
            Outside(desk),
            Moving(desk),
            Looking(desk),
            Files(desk),
            Reaching(desk),
            Whole(desk, self.filtering, run, self.why_not),
        )
        self._methods = {command.id: self._method_of(command) for command in COMMANDS}

    def _method_of(self, command: Command) -> Callable[[], None]:
        found = (group.method_of(command) for group in self._groups)
        return next(method for method in found if method)

    def run(self, command_id: str) -> None:
        """Run a command."""
        self._methods[command_id]()

    def why_not(self, command_id: str) -> str:
        """Return why a command cannot act now; empty when it can."""
        desk = self._desk
        changing = BY_ID[command_id].group in (MARK, WRITE)
        if changing and desk.read_only_reason and not self._here.combines(command_id):
            return f"The register can only be read: {desk.read_only_reason}"
        if desk.layout_name == "tiny" and command_id in _NEED_PANELS:
            return "Only the list fits here; the other panels need 60x16"
        return next(filter(None, (each.why_not(command_id) for each in self._groups)), "")

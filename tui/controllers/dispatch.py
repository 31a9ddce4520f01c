"""Every group of actions: which one does which command, and why none can now."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tui.board.store_worker import Desk
from tui.commands.table import BY_ID, MARK, WRITE
from tui.controllers.application import Whole
from tui.controllers.base import Actions
from tui.controllers.context import Here
from tui.controllers.filter import Filtering
from tui.controllers.forms import Writing
from tui.controllers.list_settings import Arranging, Looking
from tui.controllers.marking import Marking, Picking

if TYPE_CHECKING:
    from tui.controllers.clipboard import Reaching
    from tui.controllers.evidence import Evidencing
    from tui.controllers.external_editor import Outside
    from tui.controllers.files import Files
    from tui.controllers.navigation import Moving
    from tui.controllers.removal import Removing
    from tui.controllers.saved_views import Views

_COMMANDS = {
    "here": "mark enter back",
    "marking": "more less repeat undo redo",
    "picking": "pick pick-all",
    "filtering": "filter",
    "arranging": "sort turn-around columns bands",
    "views": "views save-view",
    "writing": "write-update add edit add-milestone add-follow-up",
    "removing": "remove",
    "outside": "edit-outside",
    "moving": "panel-1 panel-2 panel-3 panel-4 panel-5 next-panel previous-panel down up left right"
    " page-down page-up first last zoom-in zoom-out today find-bar",
    "looking": "maximise theme",
    "files": "export import",
    "reaching": "open copy copy-all mouse",
    "whole": "palette help quit",
}
_GROUP = {command: group for group, line in _COMMANDS.items() for command in line.split()}
_NEED_PANELS = {
    *("panel-1", "panel-3", "panel-4", "panel-5", "next-panel", "previous-panel"),
    *("left", "right", "enter", "zoom-in", "zoom-out", "today", "find-bar", "bands"),
}
"""What the tiny layout, with its list alone, has no room for."""


class Groups:
    """The groups of one board. `run` is how the board runs a command: not when it cannot act.

    Those that a board does not ask at its start are loaded when one of their commands is.
    """

    def __init__(self, desk: Desk, run: Callable[[str], None]) -> None:
        self._desk = desk
        self.filtering = Filtering(desk)
        self.marking = Marking(desk)
        self.picking = Picking(desk)
        self.arranging = Arranging(desk, self.filtering, desk.setup.state_file)
        self.writing = Writing(desk)
        self.looking = Looking(desk)
        self.here = Here(desk, self.filtering, self.marking, self.picking)
        self.whole = Whole(desk, self.filtering, run, self.why_not)

    @cached_property
    def evidencing(self) -> Evidencing:
        """What takes evidence."""
        from tui.controllers.evidence import Evidencing

        return Evidencing(self._desk)

    @cached_property
    def views(self) -> Views:
        """What saves views, and goes back to them."""
        from tui.controllers.saved_views import Views

        return Views(self._desk, self.filtering)

    @cached_property
    def removing(self) -> Removing:
        """What removes."""
        from tui.controllers.removal import Removing

        return Removing(self._desk)

    @cached_property
    def outside(self) -> Outside:
        """What edits in the user's own editor."""
        from tui.controllers.external_editor import Outside

        return Outside(self._desk)

    @cached_property
    def moving(self) -> Moving:
        """What moves about."""
        from tui.controllers.navigation import Moving

        return Moving(self._desk)

    @cached_property
    def files(self) -> Files:
        """What imports and exports."""
        from tui.controllers.files import Files

        return Files(self._desk)

    @cached_property
    def reaching(self) -> Reaching:
        """What reaches beyond the board."""
        from tui.controllers.clipboard import Reaching

        return Reaching(self._desk)

    def run(self, command_id: str) -> None:
        """Run a command."""
        act: Callable[[], None] = getattr(self._group(command_id), BY_ID[command_id].method)
        act()

    def why_not(self, command_id: str) -> str:
        """Return why a command cannot act now; empty when it can."""
        desk = self._desk
        changing = BY_ID[command_id].group in (MARK, WRITE)
        if changing and desk.read_only_reason and not self.here.combines(command_id):
            return f"The register can only be read: {desk.read_only_reason}"
        if desk.layout_name == "tiny" and command_id in _NEED_PANELS:
            return "Only the list fits here; the other panels need 60x16"
        return self._group(command_id).why_not(command_id)

    def _group(self, command_id: str) -> Actions:
        group: Actions = getattr(self, _GROUP[command_id])
        return group

"""Every group of actions: which one does which command, and why none can now."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tui.board.store_worker import Desk
from tui.commands.table import BY_ID, MARK, WRITE
from tui.controllers.application import AppController
from tui.controllers.base import Controller
from tui.controllers.context import ContextController
from tui.controllers.filter import FilterController
from tui.controllers.forms import FormsController
from tui.controllers.list_settings import AppearanceController, ListSettingsController
from tui.controllers.marking import MarkingController, SelectionController

if TYPE_CHECKING:
    from tui.controllers.clipboard import ClipboardController
    from tui.controllers.evidence import EvidenceController
    from tui.controllers.external_editor import ExternalEditorController
    from tui.controllers.files import FilesController
    from tui.controllers.navigation import NavigationController
    from tui.controllers.removal import RemovalController
    from tui.controllers.saved_views import SavedViewsController

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


class Dispatcher:
    """The groups of one board. `run` is how the board runs a command: not when it cannot act.

    Those that a board does not ask at its start are loaded when one of their commands is.
    """

    def __init__(self, board: Desk, run: Callable[[str], None]) -> None:
        self._board = board
        self.filtering = FilterController(board)
        self.marking = MarkingController(board)
        self.picking = SelectionController(board)
        self.arranging = ListSettingsController(board, self.filtering, board.preferences.state_file)
        self.writing = FormsController(board)
        self.looking = AppearanceController(board)
        self.here = ContextController(board, self.filtering, self.marking, self.picking)
        self.whole = AppController(board, self.filtering, run, self.why_not)

    @cached_property
    def evidencing(self) -> EvidenceController:
        """What takes evidence."""
        from tui.controllers.evidence import EvidenceController

        return EvidenceController(self._board)

    @cached_property
    def views(self) -> SavedViewsController:
        """What saves views, and goes back to them."""
        from tui.controllers.saved_views import SavedViewsController

        return SavedViewsController(self._board, self.filtering)

    @cached_property
    def removing(self) -> RemovalController:
        """What removes."""
        from tui.controllers.removal import RemovalController

        return RemovalController(self._board)

    @cached_property
    def outside(self) -> ExternalEditorController:
        """What edits in the user's own editor."""
        from tui.controllers.external_editor import ExternalEditorController

        return ExternalEditorController(self._board)

    @cached_property
    def moving(self) -> NavigationController:
        """What moves about."""
        from tui.controllers.navigation import NavigationController

        return NavigationController(self._board)

    @cached_property
    def files(self) -> FilesController:
        """What imports and exports."""
        from tui.controllers.files import FilesController

        return FilesController(self._board)

    @cached_property
    def reaching(self) -> ClipboardController:
        """What reaches beyond the board."""
        from tui.controllers.clipboard import ClipboardController

        return ClipboardController(self._board)

    def run(self, command_id: str) -> None:
        """Run a command."""
        act: Callable[[], None] = getattr(self._group(command_id), BY_ID[command_id].method)
        act()

    def why_not(self, command_id: str) -> str:
        """Return why a command cannot act now; empty when it can."""
        board = self._board
        changing = BY_ID[command_id].group in (MARK, WRITE)
        if changing and board.read_only_reason and not self.here.combines(command_id):
            return f"The register can only be read: {board.read_only_reason}"
        if board.layout_name == "tiny" and command_id in _NEED_PANELS:
            return "Only the list fits here; the other panels need 60x16"
        return self._group(command_id).why_not(command_id)

    def _group(self, command_id: str) -> Controller:
        group: Controller = getattr(self, _GROUP[command_id])
        return group

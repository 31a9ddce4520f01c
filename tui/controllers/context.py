"""What depends on where one is: marking, entering, stepping back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.board.store_worker import Desk
from tui.controllers.base import Controller
from tui.controllers.filter import FilterController
from tui.controllers.marking import MarkingController, SelectionController


class ContextController(Controller):
    """Decides by the active panel what a key that has several meanings does."""

    def __init__(
        self,
        board: Desk,
        filtering: FilterController,
        marking: MarkingController,
        picking: SelectionController,
    ) -> None:
        super().__init__(board)
        self._filtering = filtering
        self._marking = marking
        self._picking = picking

    def combines(self, command_id: str) -> bool:
        """Return whether a command combines domains here, which changes nothing."""
        board = self.board
        return command_id == "mark" and board.active == "domains" and board.layout_name != "tiny"

    def why_not(self, command_id: str) -> str:
        """Marks need something to mark, and steps back somewhere to step back from."""
        if command_id == "back" and self._step_back() is None:
            return self.keyed("There is nothing to step back from · {quit} quits")
        if command_id == "mark" and not self.combines("mark"):
            return self._marking.why_not("mark")
        return ""

    def do_mark(self) -> None:
        """Combine a domain, tick an item, or open the marking strip."""
        if self.combines("mark"):
            self._filtering.combine_domain()
        else:
            self._marking.mark_here()

    def do_enter(self) -> None:
        """Open what is under the cursor."""
        board = self.board
        if board.active == "domains" and board.domains.here not in board.domains.combined:
            board.domains.combined = ()
            self._filtering.choose_domains()
        board.go_to_panel(
            "detail" if board.active in ("commitments", "timeline", "detail") else "commitments"
        )

    def do_back(self) -> None:
        """Leave the maximised panel, the selection, the detail, the filter, then the domains."""
        step = self._step_back()
        if step:
            step()

    def _step_back(self) -> Callable[[], None] | None:
        board = self.board
        if board.maximised and board.layout_name != "tiny":
            return partial(board.maximise, wanted=False)
        if board.picked:
            return self._picking.clear
        if board.active == "detail" and board.layout_name != "tiny":
            return partial(board.go_to_panel, "commitments")
        if board.view.query.tree:
            return self._filtering.clear
        if board.view.domains:
            return self._all_domains
        if board.active != "commitments":
            return partial(board.go_to_panel, "commitments")
        return None

    def _all_domains(self) -> None:
        self.board.domains.clear()
        self._filtering.choose_domains()

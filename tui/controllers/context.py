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
        desk: Desk,
        filtering: FilterController,
        marking: MarkingController,
        picking: SelectionController,
    ) -> None:
        super().__init__(desk)
        self._filtering = filtering
        self._marking = marking
        self._picking = picking

    def combines(self, command_id: str) -> bool:
        """Return whether a command combines domains here, which changes nothing."""
        desk = self.desk
        return command_id == "mark" and desk.active == "domains" and desk.layout_name != "tiny"

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
        desk = self.desk
        if desk.active == "domains" and desk.domains.here not in desk.domains.combined:
            desk.domains.combined = ()
            self._filtering.choose_domains()
        desk.go_to_panel(
            "detail" if desk.active in ("commitments", "timeline", "detail") else "commitments"
        )

    def do_back(self) -> None:
        """Leave the maximised panel, the selection, the detail, the filter, then the domains."""
        step = self._step_back()
        if step:
            step()

    def _step_back(self) -> Callable[[], None] | None:
        desk = self.desk
        if desk.maximised and desk.layout_name != "tiny":
            return partial(desk.maximise, wanted=False)
        if desk.picked:
            return self._picking.clear
        if desk.active == "detail" and desk.layout_name != "tiny":
            return partial(desk.go_to_panel, "commitments")
        if desk.view.query.tree:
            return self._filtering.clear
        if desk.view.domains:
            return self._all_domains
        if desk.active != "commitments":
            return partial(desk.go_to_panel, "commitments")
        return None

    def _all_domains(self) -> None:
        self.desk.domains.clear()
        self._filtering.choose_domains()

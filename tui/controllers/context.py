"""What depends on where one is: marking, entering, stepping back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tui.board.board import BoardContext
from tui.controllers.base import Controller
from tui.controllers.filter import FilterController
from tui.controllers.marking import MarkingController
from tui.controllers.selection import SelectionController


class ContextController(Controller):
    """Decides by the active panel what a key that has several meanings does."""

    def __init__(
        self,
        context: BoardContext,
        filtering: FilterController,
        marking: MarkingController,
        selection: SelectionController,
        to_the_present: Callable[[], None],
    ) -> None:
        super().__init__(context)
        self._filter = filtering
        self._marking = marking
        self._selection = selection
        self._to_the_present = to_the_present

    def mark(self) -> None:
        """Combine a domain, tick an item, or open the marking strip."""
        if self.layout.active == "domains" and self.layout.layout_name != "tiny":
            self._filter.combine_domain()
        else:
            self._marking.mark_here()

    def enter(self) -> None:
        """Open what is under the cursor; a row of a scorecard filters the list by it."""
        layout = self.layout
        term = layout.timeline.score_term if layout.active == "timeline" else None
        if term is not None:
            if term:
                self._filter.narrow(term)
            layout.go_to_panel("commitments")
            return
        if layout.active == "domains" and layout.domains.here not in layout.domains.combined:
            layout.domains.combined = ()
            self._filter.choose_domains()
        into_detail = layout.active in ("commitments", "timeline", "detail")
        layout.go_to_panel("detail" if into_detail else "commitments")

    def step_back(self) -> None:
        """Leave the lone panel, the selection, the detail, the past, the filter, the domains."""
        step = self._step_back()
        if step:
            step()

    def _step_back(self) -> Callable[[], None] | None:
        board, layout = self.board, self.layout
        if layout.maximised and layout.layout_name != "tiny":
            return partial(layout.maximise, wanted=False)
        if board.picked:
            return self._selection.clear
        if layout.active == "detail" and layout.layout_name != "tiny":
            return partial(layout.go_to_panel, "commitments")
        if self.store_worker.past_day is not None:
            return self._to_the_present
        if board.view.query.tree:
            return self._filter.clear
        if board.view.domains:
            return self._all_domains
        if layout.active != "commitments":
            return partial(layout.go_to_panel, "commitments")
        return None

    def _all_domains(self) -> None:
        self.layout.domains.clear()
        self._filter.choose_domains()

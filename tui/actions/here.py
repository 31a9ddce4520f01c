"""What depends on where one is: marking, entering, stepping back."""

from __future__ import annotations

from tui.actions.actions import Actions
from tui.actions.filtering import Filtering
from tui.actions.marking import Marking
from tui.actions.picking import Picking
from tui.screens.desk import Desk


class Here(Actions):
    """Decides by the active panel what a key that has several meanings does."""

    def __init__(
        self, desk: Desk, filtering: Filtering, marking: Marking, picking: Picking
    ) -> None:
        super().__init__(desk)
        self._filtering = filtering
        self._marking = marking
        self._picking = picking

    def combines(self, command_id: str) -> bool:
        """Return whether a command combines domains here, which changes nothing."""
        desk = self.desk
        return command_id == "mark" and desk.active == "domains" and desk.layout_name != "tiny"

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
        desk = self.desk
        if desk.maximised and desk.layout_name != "tiny":
            desk.maximise(False)
        elif desk.picked:
            self._picking.clear()
        elif desk.active == "detail" and desk.layout_name != "tiny":
            desk.go_to_panel("commitments")
        elif desk.view.query.tree:
            self._filtering.clear()
        elif desk.view.domains:
            desk.domains.clear()
            self._filtering.choose_domains()
        elif desk.active != "commitments":
            desk.go_to_panel("commitments")
        else:
            desk.say(self.keyed("There is nothing to step back from · {quit} quits"))

"""Selecting several commitments, to be marked together."""

from __future__ import annotations

from tui.actions.actions import Actions


class Picking(Actions):
    """Selects rows and takes them out again."""

    def why_not(self, command_id: str) -> str:
        """Rows are selected in the list or on the timeline."""
        if command_id not in ("pick", "pick-all"):
            return ""
        desk = self.desk
        if desk.active not in ("commitments", "timeline") and desk.layout_name != "tiny":
            return "Commitments are selected in the list: 2 goes there"
        return self.nothing_here() if desk.entry is None else ""

    def do_pick(self) -> None:
        """Select the row or take it out, and go one down."""
        desk = self.desk
        desk.picked = desk.picked ^ {desk.selected}
        desk.active_panel.move(1)
        self._say()

    def do_pick_all(self) -> None:
        """Select every row shown; when all are, none of them."""
        desk = self.desk
        shown = frozenset(entry.id for entry in desk.view.shown)
        desk.picked = desk.picked - shown if shown <= desk.picked else desk.picked | shown
        self._say()

    def clear(self) -> None:
        """Select nothing."""
        self.desk.picked = frozenset()
        self._say()

    def _say(self) -> None:
        count = len(self.desk.picked)
        if count:
            noun = "commitment" if count == 1 else "commitments"
            ways = self.keyed(" · {mark} marks · {back} selects none")
            self.desk.say(f"{count} {noun} selected{ways}")
        else:
            self.desk.say("Nothing is selected")
        self.desk.update_footer()

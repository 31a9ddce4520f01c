"""Marking progress: the strip, ticks, steps, undo and redo."""

from __future__ import annotations

from store.marking import step_progress, tick, write_update
from store.status import Status
from tui.actions.actions import Actions

STEP = 5
"""Percentage points that one press of + or - moves."""
AFTER_MARK = " · saved · {undo} undo · {write-update} add evidence"


class Marking(Actions):
    """Sets statuses and percentages, ticks items, takes back."""

    def why_not(self, command_id: str) -> str:
        """Stepping needs a commitment."""
        if command_id in ("more", "less") and self.desk.entry is None:
            return self.nothing_here()
        return ""

    def do_mark(self) -> None:
        """Tick the item under the cursor, or open the marking strip."""
        desk = self.desk
        item = self._item_here()
        if item:
            commitment_id, item_id = item
            as_of = desk.view.as_of
            desk.change([commitment_id], lambda each: tick(each, item_id, as_of), AFTER_MARK)
        elif desk.entry is None:
            desk.say(self.nothing_here(), "orange")
        else:
            desk.message.display = False
            desk.strip.ask(desk.entry.id)
            desk.update_footer()

    def _item_here(self) -> tuple[str, str] | None:
        desk = self.desk
        if desk.layout_name == "tiny":
            return None
        if desk.active == "follow-ups" and desk.follow_ups.here:
            listed = desk.follow_ups.here
            return listed.entry.id, listed.follow_up.id
        if desk.active == "detail" and desk.detail.item:
            return desk.selected, desk.detail.item
        return None

    def mark(self, status: Status | None, progress: int | None) -> None:
        """Save the mark chosen in the strip."""
        self.desk.rest_lines()
        as_of = self.desk.view.as_of
        self.desk.change(
            [self.desk.selected],
            lambda each: write_update(each, as_of, status=status, progress=progress),
            AFTER_MARK,
        )

    def leave(self) -> None:
        """Go back to the list with nothing marked."""
        self.desk.rest_lines()
        self.desk.say("Nothing was marked")

    def do_more(self) -> None:
        """Move progress up."""
        self._step(STEP)

    def do_less(self) -> None:
        """Move progress down."""
        self._step(-STEP)

    def _step(self, points: int) -> None:
        as_of = self.desk.view.as_of
        self.desk.change(
            [self.desk.selected], lambda each: step_progress(each, as_of, points), AFTER_MARK
        )

    def do_undo(self) -> None:
        """Take back the last change."""
        self.desk.undo()

    def do_redo(self) -> None:
        """Do again what was taken back."""
        self.desk.redo()

"""Marking progress: the strip, ticks, steps, undo and redo."""

from __future__ import annotations

from collections.abc import Callable

from store.errors import NothingToDo
from store.model.edits import Edit, step_progress, tick, write_update
from store.model.entities import Commitment
from store.model.status import Status
from tui.board.store_worker import Desk
from tui.controllers.base import Controller, aim, named

STEP = 5
"""Percentage points that one press of + or - moves."""
AFTER_MARK = " · saved · {undo} undo · {write-update} add evidence"
NOTHING_MARKED = "Nothing was marked"


class MarkingController(Controller):
    """Sets statuses and percentages, ticks items, takes back."""

    def __init__(self, board: Desk) -> None:
        super().__init__(board)
        self._aimed: tuple[str, ...] = ()
        self._last: Callable[[tuple[str, ...]], None] | None = None

    def why_not(self, command_id: str) -> str:
        """Marks need a commitment, and repeating needs a mark."""
        if command_id == "repeat" and self._last is None:
            return self.keyed("Nothing was marked yet that could be repeated: {mark} marks")
        board = self.board
        ticks = command_id == "mark" and board.item_here and board.item_here.ticks
        needs_one = command_id in ("mark", "more", "less", "repeat") and not ticks
        if needs_one and board.entry is None and not board.picked:
            return self.nothing_here()
        return ""

    def mark_here(self) -> None:
        """Tick the item under the cursor, or open the marking strip."""
        board = self.board
        item = board.item_here
        if item and item.ticks:
            as_of, item_id = board.view.as_of, item.id
            board.change([item.of], lambda each: tick(each, item_id, as_of), AFTER_MARK)
        else:
            aim(board, "marks", self._open_strip, left=NOTHING_MARKED)

    def _open_strip(self, ids: tuple[str, ...]) -> None:
        self._aimed = ids
        self.board.message.display = False
        self.board.strip.ask(named(ids), len(ids))
        self.board.update_footer()

    def mark(self, status: Status | None, progress: int | None) -> None:
        """Save the mark chosen in the strip."""
        self.board.rest_lines()

        def again(ids: tuple[str, ...]) -> None:
            self._mark(ids, status, progress)

        self._last = again
        again(self._aimed)

    def _mark(self, ids: tuple[str, ...], status: Status | None, progress: int | None) -> None:
        from tui.controllers.evidence import ask_for_evidence

        board, as_of = self.board, self.board.view.as_of
        board.change(
            ids,
            lambda each: write_update(each, as_of, status=status, progress=progress),
            AFTER_MARK,
            then=lambda: ask_for_evidence(board, ids) if status and status.settled else None,
        )
        board.update_footer()

    def leave(self) -> None:
        """Go back to the list with nothing marked."""
        self.board.rest_lines()
        self.board.say(NOTHING_MARKED)

    def do_more(self) -> None:
        """Move progress up."""
        self._step(STEP)

    def do_less(self) -> None:
        """Move progress down."""
        self._step(-STEP)

    def _step(self, points: int) -> None:
        def again(ids: tuple[str, ...]) -> None:
            edit = self._stepping(points, alone=len(ids) == 1)
            self.board.change(ids, edit, AFTER_MARK)
            self.board.update_footer()

        self._last = again
        aim(self.board, "moves", again, left=NOTHING_MARKED)

    def _stepping(self, points: int, *, alone: bool) -> Edit:
        as_of = self.board.view.as_of

        def edit(commitment: Commitment) -> Commitment:
            try:
                return step_progress(commitment, as_of, points)
            except NothingToDo:
                if alone:
                    raise
                return commitment  # the others move on

        return edit

    def do_repeat(self) -> None:
        """Do the last mark once more, to what is selected or under the cursor now."""
        if self._last:
            aim(self.board, "marks", self._last, left=NOTHING_MARKED)

    def do_undo(self) -> None:
        """Take back the last change."""
        self.board.undo()

    def do_redo(self) -> None:
        """Do again what was taken back."""
        self.board.redo()


class SelectionController(Controller):
    """Selects rows and takes them out again."""

    def why_not(self, command_id: str) -> str:
        """Rows are selected in the list or on the timeline."""
        if command_id not in ("pick", "pick-all"):
            return ""
        board = self.board
        if board.active not in ("commitments", "timeline") and board.layout_name != "tiny":
            return "Commitments are selected in the list: 2 goes there"
        return self.nothing_here() if board.entry is None else ""

    def do_pick(self) -> None:
        """Select the row or take it out, and go one down."""
        board = self.board
        board.picked = board.picked ^ {board.selected}
        board.active_panel.move(1)
        self._say()

    def do_pick_all(self) -> None:
        """Select every row shown; when all are, none of them."""
        board = self.board
        shown = frozenset(entry.id for entry in board.view.shown)
        board.picked = board.picked - shown if shown <= board.picked else board.picked | shown
        self._say()

    def clear(self) -> None:
        """Select nothing."""
        self.board.picked = frozenset()
        self._say()

    def _say(self) -> None:
        count = len(self.board.picked)
        if count:
            noun = "commitment" if count == 1 else "commitments"
            ways = self.keyed(" · {mark} marks · {back} selects none")
            self.board.say(f"{count} {noun} selected{ways}")
        else:
            self.board.say("Nothing is selected")
        self.board.update_footer()

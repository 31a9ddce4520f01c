"""Marking progress: the strip, ticks, steps, undo and redo."""

from __future__ import annotations

from collections.abc import Callable

from store.errors import BadValue, NothingToDo
from store.model.describe import describe
from store.model.edits import Edit, confirm, reopened, step_progress, tick, write_update
from store.model.entities import Commitment
from store.model.status import Status
from tui.board.board import BoardContext
from tui.board.store_worker import nothing_more
from tui.controllers.base import Act, Controller, named

STEP = 5
"""Percentage points that one press of + or - moves."""
AFTER_MARK = " · saved · {undo} undo · {write-update} add evidence"
NOTHING_MARKED = "Nothing was marked"


class MarkingController(Controller):
    """Sets statuses and percentages, ticks items, takes back."""

    def __init__(self, context: BoardContext) -> None:
        super().__init__(context)
        self._aimed: tuple[str, ...] = ()
        self._settled_aimed: tuple[Commitment, ...] = ()
        self._last: Act | None = None
        self._being_ticked: set[tuple[str, str]] = set()
        """The open follow-ups, by the ids of commitment and follow-up, that are being saved."""

    @property
    def marked(self) -> bool:
        """Whether there is a mark that could be repeated."""
        return self._last is not None

    def mark_here(self) -> None:
        """Tick the item under the cursor, or open the marking strip."""
        board = self.board
        item = board.item_here
        if item and item.ticks:
            here = self.layout.follow_ups.here
            if self.layout.active == "follow-ups" and here is not None and not here.done:
                self._tick_next()
            else:
                self._tick(item.of, item.id)
        else:
            self.for_those_meant("marks", self._open_strip, left=NOTHING_MARKED)

    def _tick_next(self) -> None:
        """Tick the follow-up under the cursor; while that is saved, the one that comes after it.

        What is ticked leaves its row to the next one only when it is saved, and keys can come
        faster than that.
        """
        if not self.store_worker.waiting:
            self._being_ticked.clear()
        listed = self.layout.follow_ups.next_open(but=self._being_ticked)
        if listed is not None:
            ids = listed.entry.id, listed.follow_up.id
            self._being_ticked.add(ids)
            self._tick(*ids)

    def _tick(self, commitment_id: str, item_id: str) -> None:
        as_of = self.board.view.as_of
        self.store_worker.change(
            [commitment_id], lambda each: tick(each, item_id, as_of), AFTER_MARK
        )

    def _open_strip(self, ids: tuple[str, ...]) -> None:
        self._aimed, self._settled_aimed = ids, self._settled(ids)
        self.layout.message.display = False
        self.layout.strip.ask(named(ids), len(ids))
        self.board.update_keys()

    def mark(self, status: Status | None, progress: int | None) -> None:
        """Save the mark chosen in the strip."""

        def again(ids: tuple[str, ...]) -> None:
            self._mark(ids, self._settled(ids), status, progress)

        self._last = again
        asked = self._mark(self._aimed, self._settled_aimed, status, progress)
        if not asked:
            self.layout.close_lines()

    def _mark(
        self,
        ids: tuple[str, ...],
        settled: tuple[Commitment, ...],
        status: Status | None,
        progress: int | None,
    ) -> bool:
        as_of = self.board.view.as_of

        def edit(commitment: Commitment) -> Commitment:
            return write_update(commitment, as_of, status=status, progress=progress)

        def ask() -> None:
            from tui.controllers.evidence import ask_for_evidence

            ask_for_evidence(self.context, ids)

        return self._save(ids, settled, edit, ask if status and status.settled else nothing_more)

    def _settled(self, ids: tuple[str, ...]) -> tuple[Commitment, ...]:
        by_id = self.board.view.by_id
        found = (by_id.get(each) for each in ids)
        return tuple(each.commitment for each in found if each and each.derived.status.settled)

    def _save(
        self,
        ids: tuple[str, ...],
        settled: tuple[Commitment, ...],
        edit: Edit,
        then: Callable[[], None],
    ) -> bool:
        """Save a mark, or ask first whether what is settled is to be open again.

        Returns whether that is asked.
        """
        reopening = []
        for commitment in settled:
            changed = reopened(commitment, edit, self.board.view.as_of)
            if changed:
                reopening.append((commitment, changed))
        if not reopening:
            self.store_worker.change(ids, edit, AFTER_MARK, then=then)
            return False
        self.layout.close_lines()  # the question comes in their place
        from tui.widgets.prompts import Choice

        def save(chosen: tuple[str, ...]) -> None:
            self.store_worker.change(chosen, edit, AFTER_MARK, then=then)

        if len(ids) == 1:
            question = f"Settled. Reopen {describe(*reopening[0])}?"
            choices = [Choice("y", "reopens", "reopens", lambda: save(ids))]
        else:
            gone = {before.id for before, _ in reopening}
            rest = tuple(each for each in ids if each not in gone)
            are = "is" if len(gone) == 1 else "are"
            question = f"{len(gone):,} of {len(ids):,} {are} settled:"
            too = "reopens it too" if len(gone) == 1 else "reopens them too"
            choices = [Choice("y", too, f"all {len(ids):,}", lambda: save(ids))]
            if rest:
                others = f"{len(rest):,}"
                choices.append(Choice("n", f"marks the other {others}", others, lambda: save(rest)))
        self.board.ask(question, tuple(choices), NOTHING_MARKED)
        return True

    def leave(self) -> None:
        """Go back to the list with nothing marked."""
        self.layout.close_lines()
        self.board.say(NOTHING_MARKED)

    def increase(self) -> None:
        """Move progress up."""
        self._step(STEP)

    def decrease(self) -> None:
        """Move progress down."""
        self._step(-STEP)

    def _step(self, points: int) -> None:
        def again(ids: tuple[str, ...]) -> None:
            edit = self._stepping(points, alone=len(ids) == 1)
            self._save(ids, self._settled(ids), edit, nothing_more)

        self._last = again
        self.for_those_meant("moves", again, left=NOTHING_MARKED)

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

    def repeat(self) -> None:
        """Do the last mark once more, to what is selected or under the cursor now."""
        if self._last:
            self.for_those_meant("marks", self._last, left=NOTHING_MARKED)

    def confirm(self) -> None:
        """Confirm, as a second reader, what somebody else settled."""
        self.for_those_meant("confirms", self.confirm_those, left="Nothing was confirmed")

    def confirm_those(self, ids: tuple[str, ...]) -> None:
        """Confirm these commitments as a second reader."""
        as_of, reader = self.board.view.as_of, self.store_worker.user
        alone = len(ids) == 1

        def edit(commitment: Commitment) -> Commitment:
            try:
                return confirm(commitment, as_of, reader)
            except (BadValue, NothingToDo):
                if alone:
                    raise
                return commitment  # the others can be confirmed

        self.store_worker.change(ids, edit)

    def undo(self) -> None:
        """Take back the last change."""
        self.store_worker.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.store_worker.redo()

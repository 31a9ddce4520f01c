"""Writing down: updates, milestones, follow-ups, new commitments, edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import NotFound
from store.model.edits import find_follow_up, find_milestone
from store.model.entry import Entry
from tui.board.store_worker import AFTER_WRITING, Desk, DraftSaving
from tui.controllers.base import Controller, aim

if TYPE_CHECKING:
    from tui.forms.form import Answers


NEED_ONE = ("write-update", "add-milestone", "add-follow-up", "edit")


def write_update_of(board: Desk, ids: tuple[str, ...]) -> None:
    """Ask for one update of one or several commitments, and save it."""
    from tui.forms.update import update_form, written_update

    as_of = board.view.as_of
    entries = [board.view.by_id[each] for each in ids if each in board.view.by_id]
    if not entries:
        return

    def save(answers: Answers, saving: DraftSaving) -> None:
        edit = written_update(answers, as_of)
        board.change(ids, edit, AFTER_WRITING, then=saving.then, kept=saving.kept)

    board.ask(update_form(entries, as_of), save)


class FormsController(Controller):
    """Opens the forms and saves their answers."""

    def why_not(self, command_id: str) -> str:
        """All but adding need a commitment."""
        board = self.board
        if command_id not in NEED_ONE or board.entry is not None:
            return ""
        if command_id == "write-update" and board.picked:
            return ""
        return self.nothing_here()

    def do_write_update(self) -> None:
        """Ask for an update of what is selected, or of the commitment here, and save it."""
        board = self.board
        aim(
            board,
            "writes to",
            lambda ids: write_update_of(board, ids),
            left="Nothing was written",
        )

    def do_add(self) -> None:
        """Ask for a new commitment and save it."""
        from tui.forms.commitment import add_form, added_commitment

        board = self.board
        register, as_of = board.view.register, board.view.as_of

        def save(answers: Answers, saving: DraftSaving) -> None:
            commitment = added_commitment(answers, register, as_of)
            board.add(commitment, then=saving.then, kept=saving.kept)

        board.ask(add_form(register, as_of, board.view.domains), save)

    def do_edit(self) -> None:
        """Ask for the fields of what is under the cursor and save them."""
        board = self.board
        item = board.item_here
        entry = board.view.by_id.get(item.of) if item else board.entry
        if entry is None:
            return
        if item is None:
            self._edit_commitment(entry)
            return
        try:
            if item.kind == "milestone":
                self._ask_milestone(entry, item.id)
            elif item.kind == "follow-up":
                self._ask_follow_up(entry, item.id)
            else:
                self._ask_evidence(entry, item.id)
        except NotFound as error:
            board.say_error(error)

    def _edit_commitment(self, entry: Entry) -> None:
        from tui.forms.commitment import edit_form, edited_commitment

        board = self.board
        register, as_of = board.view.register, board.view.as_of
        form = edit_form(entry, register, as_of)

        def save(answers: Answers, saving: DraftSaving) -> None:
            mine = edited_commitment(form, answers, entry, register, as_of)
            board.save(entry.commitment, mine, then=saving.then, kept=saving.kept)

        board.ask(form, save)

    def do_add_milestone(self) -> None:
        """Ask for a milestone and save it."""
        if self.board.entry:
            self._ask_milestone(self.board.entry)

    def do_add_follow_up(self) -> None:
        """Ask for a follow-up and save it."""
        if self.board.entry:
            self._ask_follow_up(self.board.entry)

    def _ask_milestone(self, entry: Entry, item_id: str = "") -> None:
        from tui.forms.items import milestone_form, written_milestone

        board, as_of = self.board, self.board.view.as_of
        base = find_milestone(entry.commitment, item_id) if item_id else None

        def save(answers: Answers, saving: DraftSaving) -> None:
            edit = written_milestone(answers, as_of, base)
            board.change([entry.id], edit, then=saving.then, kept=saving.kept)

        board.ask(milestone_form(entry, as_of, item_id), save)

    def _ask_follow_up(self, entry: Entry, item_id: str = "") -> None:
        from tui.forms.items import follow_up_form, written_follow_up

        board, as_of = self.board, self.board.view.as_of
        base = find_follow_up(entry.commitment, item_id) if item_id else None

        def save(answers: Answers, saving: DraftSaving) -> None:
            edit = written_follow_up(answers, as_of, base)
            board.change([entry.id], edit, then=saving.then, kept=saving.kept)

        board.ask(follow_up_form(entry, board.view.register, as_of, item_id), save)

    def _ask_evidence(self, entry: Entry, update_id: str) -> None:
        from tui.forms.update import evidence_form, written_evidence

        board, as_of = self.board, self.board.view.as_of

        def save(answers: Answers, saving: DraftSaving) -> None:
            edit = written_evidence(answers, update_id, as_of)
            board.change([entry.id], edit, then=saving.then, kept=saving.kept)

        board.ask(evidence_form(entry, update_id, as_of), save)

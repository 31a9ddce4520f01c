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


def write_update_of(desk: Desk, ids: tuple[str, ...]) -> None:
    """Ask for one update of one or several commitments, and save it."""
    from tui.forms.update import update_form, written_update

    as_of = desk.view.as_of
    entries = [desk.view.by_id[each] for each in ids if each in desk.view.by_id]
    if not entries:
        return

    def save(answers: Answers, saving: DraftSaving) -> None:
        edit = written_update(answers, as_of)
        desk.change(ids, edit, AFTER_WRITING, then=saving.then, kept=saving.kept)

    desk.ask(update_form(entries, as_of), save)


class FormsController(Controller):
    """Opens the forms and saves their answers."""

    def why_not(self, command_id: str) -> str:
        """All but adding need a commitment."""
        desk = self.desk
        if command_id not in NEED_ONE or desk.entry is not None:
            return ""
        if command_id == "write-update" and desk.picked:
            return ""
        return self.nothing_here()

    def do_write_update(self) -> None:
        """Ask for an update of what is selected, or of the commitment here, and save it."""
        desk = self.desk
        aim(
            desk,
            "writes to",
            lambda ids: write_update_of(desk, ids),
            left="Nothing was written",
        )

    def do_add(self) -> None:
        """Ask for a new commitment and save it."""
        from tui.forms.commitment import add_form, added_commitment

        desk = self.desk
        register, as_of = desk.view.register, desk.view.as_of

        def save(answers: Answers, saving: DraftSaving) -> None:
            commitment = added_commitment(answers, register, as_of)
            desk.add(commitment, then=saving.then, kept=saving.kept)

        desk.ask(add_form(register, as_of, desk.view.domains), save)

    def do_edit(self) -> None:
        """Ask for the fields of what is under the cursor and save them."""
        desk = self.desk
        item = desk.item_here
        entry = desk.view.by_id.get(item.of) if item else desk.entry
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
            desk.say_error(error)

    def _edit_commitment(self, entry: Entry) -> None:
        from tui.forms.commitment import edit_form, edited_commitment

        desk = self.desk
        register, as_of = desk.view.register, desk.view.as_of
        form = edit_form(entry, register, as_of)

        def save(answers: Answers, saving: DraftSaving) -> None:
            mine = edited_commitment(form, answers, entry, register, as_of)
            desk.save(entry.commitment, mine, then=saving.then, kept=saving.kept)

        desk.ask(form, save)

    def do_add_milestone(self) -> None:
        """Ask for a milestone and save it."""
        if self.desk.entry:
            self._ask_milestone(self.desk.entry)

    def do_add_follow_up(self) -> None:
        """Ask for a follow-up and save it."""
        if self.desk.entry:
            self._ask_follow_up(self.desk.entry)

    def _ask_milestone(self, entry: Entry, item_id: str = "") -> None:
        from tui.forms.items import milestone_form, written_milestone

        desk, as_of = self.desk, self.desk.view.as_of
        base = find_milestone(entry.commitment, item_id) if item_id else None

        def save(answers: Answers, saving: DraftSaving) -> None:
            edit = written_milestone(answers, as_of, base)
            desk.change([entry.id], edit, then=saving.then, kept=saving.kept)

        desk.ask(milestone_form(entry, as_of, item_id), save)

    def _ask_follow_up(self, entry: Entry, item_id: str = "") -> None:
        from tui.forms.items import follow_up_form, written_follow_up

        desk, as_of = self.desk, self.desk.view.as_of
        base = find_follow_up(entry.commitment, item_id) if item_id else None

        def save(answers: Answers, saving: DraftSaving) -> None:
            edit = written_follow_up(answers, as_of, base)
            desk.change([entry.id], edit, then=saving.then, kept=saving.kept)

        desk.ask(follow_up_form(entry, desk.view.register, as_of, item_id), save)

    def _ask_evidence(self, entry: Entry, update_id: str) -> None:
        from tui.forms.update import evidence_form, written_evidence

        desk, as_of = self.desk, self.desk.view.as_of

        def save(answers: Answers, saving: DraftSaving) -> None:
            edit = written_evidence(answers, update_id, as_of)
            desk.change([entry.id], edit, then=saving.then, kept=saving.kept)

        desk.ask(evidence_form(entry, update_id, as_of), save)

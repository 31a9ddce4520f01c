"""Writing down: updates, follow-ups, new commitments, edits."""

from __future__ import annotations

from store.editing import edited
from store.errors import EntenteError
from store.model import Commitment
from tui.actions.actions import Actions
from tui.screens.form import Answers, FormScreen
from tui.screens.forms import (
    add_fields,
    added_commitment,
    edit_fields,
    follow_up_fields,
    update_fields,
    written_follow_up,
    written_update,
)


class Writing(Actions):
    """Opens the forms and saves their answers."""

    def why_not(self, command_id: str) -> str:
        """All but adding need a commitment."""
        needs_one = command_id in ("write-update", "add-follow-up", "edit")
        return self.nothing_here() if needs_one and self.desk.entry is None else ""

    def do_write_update(self) -> None:
        """Ask for an update and save it."""
        desk, entry, as_of = self.desk, self.desk.entry, self.desk.view.as_of
        if entry:
            form = FormScreen(
                f"Update: {entry.commitment.title}", update_fields(entry, as_of), desk.marks
            )
            desk.ask(
                f"Update of {entry.id}",
                form,
                lambda answers: desk.change([entry.id], written_update(answers, as_of)),
            )

    def do_add(self) -> None:
        """Ask for a new commitment and save it."""
        desk = self.desk
        register, as_of = desk.view.register, desk.view.as_of
        fields = add_fields(register, as_of, desk.view.domains)
        desk.ask("New commitment", FormScreen("New commitment", fields, desk.marks), self._add)

    def _add(self, answers: Answers) -> None:
        view = self.desk.view
        try:
            commitment = added_commitment(answers, view.register, view.as_of)
        except EntenteError as error:
            self.desk.say_error(error)
        else:
            self.desk.add(commitment)

    def do_edit(self) -> None:
        """Ask for the fields of the commitment and save them."""
        desk, entry = self.desk, self.desk.entry
        if entry:
            fields = edit_fields(entry, desk.view.register, desk.view.as_of)
            desk.ask(
                f"Edit of {entry.id}",
                FormScreen(f"Edit {entry.id}", fields, desk.marks),
                lambda answers: self._save_edit(entry.commitment, answers),
            )

    def _save_edit(self, base: Commitment, answers: Answers) -> None:
        view = self.desk.view
        try:
            mine = edited(base, answers, view.register, view.as_of)
        except EntenteError as error:
            self.desk.say_error(error)
        else:
            self.desk.save(base, mine)

    def do_add_follow_up(self) -> None:
        """Ask for a follow-up and save it."""
        desk, entry, as_of = self.desk, self.desk.entry, self.desk.view.as_of
        if entry:
            form = FormScreen(
                f"Follow up: {entry.commitment.title}", follow_up_fields(as_of), desk.marks
            )
            desk.ask(
                f"Follow-up of {entry.id}",
                form,
                lambda answers: desk.change([entry.id], written_follow_up(answers, as_of)),
            )

"""Changing commitments as wholes: duplicate, split, merge, another id, many edited alike."""

from __future__ import annotations

from store.errors import BadValue, EntenteError
from store.model.entities import Commitment
from store.model.entry import Entry
from store.model.fields import edited_alike, field_changes
from store.model.reshaping import RegisterEdit, find_commitment, merge_into, merge_words
from store.text import counted
from tui.controllers.base import Controller
from tui.controllers.forms import DraftSaving, ask_form
from tui.forms import reshaping as forms
from tui.forms.form import Answers, Form
from tui.widgets.chooser import ChoiceRow

NOTHING_CHANGED = "Nothing was changed"
_WAYS = {
    "duplicate": ("Duplicate", "another one that promises the same, under a new id"),
    "split": ("Split", "a part of it becomes a commitment of its own"),
    "merge": ("Merge into another", "one is left, and is found by the ids of both"),
    "id": ("Change the id", "it is found by the old one too"),
}


class ReshapingController(Controller):
    """Asks what a commitment is to become, says what comes of it, and saves it as one change."""

    def choose(self) -> None:
        """List the ways to change the commitment, and go the one that is chosen."""
        from tui.dialogs.picker import ListedScreen

        entry = self.board.entry
        if entry is None:
            return
        longest = max(len(name) for name, _ in _WAYS.values())
        rows = [
            ChoiceRow(((f"{name:<{longest}}  ", "plain"), (about, "muted")), way)
            for way, (name, about) in _WAYS.items()
        ]
        acts = {
            "duplicate": self._duplicate,
            "split": self._split,
            "merge": self._choose_target,
            "id": self._change_id,
        }

        def chosen(way: str | None) -> None:
            if way:
                acts[way](entry.commitment)

        self.board.open_dialog(ListedScreen(f"Change {entry.id}", self.glyphs, rows), chosen)

    def _duplicate(self, commitment: Commitment) -> None:
        form = forms.duplicate_form(commitment, self.board.view.register)

        def save(answers: Answers, saving: DraftSaving) -> None:
            label = f"{answers['id']}: duplicate of {commitment.id} added"
            self._save(forms.duplicate_edit(answers, commitment), label, answers["id"], saving)

        ask_form(self.context, form, save)

    def _split(self, commitment: Commitment) -> None:
        form = forms.split_form(commitment, self.board.view.register)

        def save(answers: Answers, saving: DraftSaving) -> None:
            label = f"{answers['id']}: split off {commitment.id}"
            self._save(forms.split_edit(answers, commitment), label, answers["id"], saving)

        ask_form(self.context, form, save)

    def _change_id(self, commitment: Commitment) -> None:
        form: Form = forms.id_form(commitment, self.board.view.register)

        def save(answers: Answers, saving: DraftSaving) -> None:
            label = f"{commitment.id}: id changed to {answers['id']}"
            self._save(forms.id_edit(answers, commitment), label, answers["id"], saving)

        ask_form(self.context, form, save)

    def _save(self, edit: RegisterEdit, label: str, select: str, saving: DraftSaving) -> None:
        self.store_worker.restructure(
            edit, label, select=select, then=saving.then, kept=saving.kept
        )

    def _choose_target(self, gone: Commitment) -> None:
        from tui.dialogs.registers.targets import TargetScreen

        others = [each for each in self.board.view.entries if each.id != gone.id]
        if not others:
            self.board.say("There is no other commitment to merge it into", "orange")
            return

        def chosen(target: str | None) -> None:
            if target:
                self._ask_merge(gone, target)

        self.board.open_dialog(TargetScreen(f"Merge {gone.id} into", others, self.glyphs), chosen)

    def _ask_merge(self, gone: Commitment, target: str) -> None:
        from tui.dialogs.registers.confirm import ConfirmScreen

        board = self.board
        try:
            after = merge_into(board.view.register, gone.id, target)
            into = find_commitment(board.view.register, target)
            lines = merge_words(into, gone, find_commitment(after, target), board.view.as_of)
        except EntenteError as error:
            board.say_error(error)
            return

        def decided(sure: bool | None) -> None:
            if sure:
                self.store_worker.restructure(
                    lambda register: merge_into(register, gone.id, target),
                    f"{target}: {gone.id} merged into it",
                    select=target,
                )
            else:
                board.say(NOTHING_CHANGED)

        question = f"Merge {gone.id} into {target}?"
        board.open_dialog(ConfirmScreen(question, lines, "merges them", self.glyphs), decided)

    def edit_alike(self, ids: tuple[str, ...]) -> None:
        """Ask what is to be the same in several, and say field by field what would change."""
        view = self.board.view
        entries = [view.by_id[each] for each in ids if each in view.by_id]
        if not entries:
            return
        form = forms.alike_form(entries, view.register, view.as_of)
        ask_form(
            self.context,
            form,
            lambda answers, saving: self._ask_alike(entries, answers, saving),
        )

    def _ask_alike(self, entries: list[Entry], answers: Answers, saving: DraftSaving) -> None:
        from tui.dialogs.registers.confirm import ConfirmScreen

        board = self.board
        register, as_of = board.view.register, board.view.as_of
        edit = forms.alike_edit(answers)
        changes = []
        for each in entries:
            try:
                after = edited_alike(each.commitment, edit, register, as_of)
            except BadValue as error:
                board.say_error(error, saving.kept)
                return
            changes += field_changes(each.commitment, after)
        touched = list(dict.fromkeys(each.commitment_id for each in changes))
        if not touched:
            saving.then()
            board.say("Nothing would change: all of them say so already")
            return
        lines = [
            f"{each.commitment_id}, {each.name}: {each.before or 'nothing'} → "
            f"{each.after or 'nothing'}"
            for each in changes
        ]

        def decided(sure: bool | None) -> None:
            if sure:
                self.store_worker.change(
                    touched,
                    lambda each: edited_alike(each, edit, register, as_of),
                    then=saving.then,
                    kept=saving.kept,
                )
            else:
                board.say(f"{NOTHING_CHANGED}: {saving.kept}")

        question = f"Change {counted(len(touched), 'commitment')}?"
        board.open_dialog(ConfirmScreen(question, lines, "changes them", self.glyphs), decided)

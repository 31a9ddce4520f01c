"""Changing commitments as wholes: edit one or many, duplicate, split, merge, another id."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from store.errors import BadValue, EntenteError
from store.model.dates import PartialDate
from store.model.edits import Edit
from store.model.entities import Commitment
from store.model.entry import Entry
from store.model.fields import AlikeEdit, edited_alike, field_changes
from store.model.reshaping import (
    RegisterEdit,
    find_commitment,
    merge_into,
    merge_words,
    with_edited,
)
from store.text import counted
from tui.board.store_worker import nothing_more
from tui.controllers.base import Controller
from tui.controllers.evidence import (
    ask_due,
    ask_whether_moved,
    forget_due,
    keep_only_due,
    to_the_form,
)
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

    def edit(self, entry: Entry) -> None:
        """Ask for the fields of a commitment and save them.

        A due date that has moved is not edited: it is asked what says so.
        """
        from tui.forms.commitment import edit_form, edited_commitment
        from tui.forms.new_names import NewNames

        base = entry.commitment
        names, as_of = NewNames(self.board.view.register), self.board.view.as_of
        form = edit_form(entry, names, as_of)

        def write(mine: Commitment, then: Callable[[], None], kept: str) -> None:
            made = names.needed(mine)
            if not made:
                self.store_worker.save(base, mine, then=then, kept=kept)
                return
            self.store_worker.restructure(
                lambda now: with_edited(names.made_for(now, mine), base, mine),
                f"{base.id}: edited, with the {', the '.join(made)}",
                select=base.id,
                then=then,
                kept=kept,
            )

        def save(answers: Answers, saving: DraftSaving) -> None:
            mine = edited_commitment(form, answers, entry, names.register, as_of)
            rest = replace(mine, due=base.due)

            def moved(_: tuple[str, ...], due: PartialDate) -> None:
                if rest != base:
                    typed = answers["due"]
                    write(rest, lambda: keep_only_due(self.context, form, typed), saving.kept)
                forget = partial(forget_due, self.context, form, saving)
                ask_due(self.context, [entry], str(due), forget)

            ask_whether_moved(
                self.context,
                [(base, mine)],
                correct=lambda: write(mine, saving.then, saving.kept),
                moved=moved,
                back=to_the_form(ask),
            )

        def ask() -> None:
            ask_form(self.context, form, save)

        ask()

    def edit_alike(self, ids: tuple[str, ...]) -> None:
        """Ask what is to be the same in several, and say field by field what would change."""
        view = self.board.view
        entries = [view.by_id[each] for each in ids if each in view.by_id]
        if not entries:
            return
        self._ask_alike(entries, forms.alike_form(entries, view.register, view.as_of))

    def _ask_alike(self, entries: list[Entry], form: Form) -> None:
        view = self.board.view

        def answered(answers: Answers, saving: DraftSaving) -> None:
            edit = forms.alike_edit(answers)

            def edited(commitment: Commitment) -> Commitment:
                return edited_alike(commitment, edit, view.register, view.as_of)

            try:
                changes = [(each.commitment, edited(each.commitment)) for each in entries]
            except BadValue as error:
                self.board.say_error(error, saving.kept)
                return
            ask_whether_moved(
                self.context,
                changes,
                correct=lambda: self._confirm_alike(entries, edited, saving.then, saving.kept),
                moved=lambda ids, due: self._move_alike(entries, ids, due, form, edit, saving),
                back=to_the_form(lambda: self._ask_alike(entries, form)),
            )

        ask_form(self.context, form, answered)

    def _move_alike(
        self,
        entries: list[Entry],
        ids: tuple[str, ...],
        due: PartialDate,
        form: Form,
        edit: AlikeEdit,
        saving: DraftSaving,
    ) -> None:
        """Save all but the dates that have moved, and ask for the update that moves those."""
        view = self.board.view
        others = {name: text for name, text in edit.answers.items() if name != "due"}
        but_due = edit._replace(answers=others)

        def edited(commitment: Commitment) -> Commitment:
            chosen = edit if commitment.due is None else but_due
            return edited_alike(commitment, chosen, view.register, view.as_of)

        def ask() -> None:
            moving = [each for each in entries if each.id in ids]
            ask_due(self.context, moving, str(due), lambda: forget_due(self.context, form, saving))

        if all(edited(each.commitment) == each.commitment for each in entries):
            ask()
            return
        keep = partial(keep_only_due, self.context, form, edit.answers["due"])
        self._confirm_alike(entries, edited, keep, saving.kept, ask)

    def _confirm_alike(
        self,
        entries: list[Entry],
        edited: Edit,
        then: Callable[[], None],
        kept: str,
        after: Callable[[], None] = nothing_more,
    ) -> None:
        """Say what an edit would change, and save it where that is wanted.

        `then` follows once it is saved, `after` at once when it was wanted.
        """
        from tui.dialogs.registers.confirm import ConfirmScreen

        board = self.board
        changes = [
            change
            for each in entries
            for change in field_changes(each.commitment, edited(each.commitment))
        ]
        touched = list(dict.fromkeys(each.commitment_id for each in changes))
        if not touched:
            then()
            board.say("Nothing would change: all of them say so already")
            return
        lines = [
            f"{each.commitment_id}, {each.name}: {each.before or 'nothing'} → "
            f"{each.after or 'nothing'}"
            for each in changes
        ]

        def decided(sure: bool | None) -> None:
            if sure:
                self.store_worker.change(touched, edited, then=then, kept=kept)
                after()
            else:
                board.say(f"{NOTHING_CHANGED}: {kept}")

        question = f"Change {counted(len(touched), 'commitment')}?"
        board.open_dialog(ConfirmScreen(question, lines, "changes them", self.glyphs), decided)

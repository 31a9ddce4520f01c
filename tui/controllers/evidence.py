"""Evidence for what was just changed: the source of what is settled, the word behind a new date.

A due date that an edit changes was wrong or has moved, and a person has to say which. Where it was
wrong, the edit corrects it. Where it has moved, the date first promised stays, and an update says
to when, since when and on what source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.model.edits import add_evidence, moves_due
from store.model.entities import Source, SourceKind
from store.model.entry import Entry
from store.model.log import due_on
from tui.board.board import BoardContext
from tui.board.store_worker import AFTER_WRITING, nothing_more
from tui.controllers.base import Controller, named
from tui.controllers.forms import (
    DraftSaving,
    ask_form,
    ask_kind,
    with_kind,
    write_update_of,
)

if TYPE_CHECKING:
    from store.model.dates import PartialDate
    from store.model.entities import Commitment
    from tui.forms.form import Answers, Form
    from tui.widgets.prompts import Choice


def ask_for_evidence(context: BoardContext, ids: tuple[str, ...]) -> None:
    """Open the evidence line for those that are settled without a source.

    Not when the user has gone on to something else meanwhile.
    """
    board, layout = context.board, context.layout
    entries = [board.view.by_id[each] for each in ids if each in board.view.by_id]
    unsourced = [entry for entry in entries if entry.derived.provisional]
    if not unsourced or layout.open_line or not board.in_front:
        return
    if layout.layout_name == "too-small":
        return
    found = tuple(entry.id for entry in unsourced)
    layout.evidence.ask(found, named(found), unsourced[0].derived.status.words)
    before = layout.message.words[1].partition(" · ")[0]
    board.say(f"{before} · saved · esc leaves it provisional *", "green")
    layout.arrange_panels()


class EvidenceController(Controller):
    """Takes what is typed in the evidence line."""

    def give(self, text: str) -> None:
        """Save the source of what was settled."""
        from exchange.source_intake import BARE_ADDRESS, read_source

        board = self.board
        ids, as_of = self.layout.evidence.ids, board.view.as_of
        found = read_source(text, board.view.register)
        if found.is_bare_address:
            self.layout.evidence.ask_again()
            board.say(f"{BARE_ADDRESS[0].upper()}{BARE_ADDRESS[1:]}", "orange")
            return
        self.layout.close_lines()
        self._keep(text, ids)
        if found.kind is SourceKind.UNKNOWN:
            ask_kind(
                self.context,
                found.title,
                lambda kind: self._save(ids, as_of, replace(found.source(), kind=kind)),
            )
            return
        self._save(ids, as_of, found.source())

    def _save(self, ids: tuple[str, ...], as_of: date, source: Source) -> None:
        from tui.forms.update import draft_of

        self.store_worker.change(
            ids,
            lambda each: add_evidence(each, as_of, source),
            AFTER_WRITING,
            then=lambda: self.drafts.drop("update", draft_of(ids)),
            kept=self.keyed("what you typed is kept: {write-update} brings it back"),
        )

    def leave(self, text: str, *, for_the_form: bool) -> None:
        """Leave what was settled provisional, or open the whole form with what was typed."""
        board = self.board
        ids = self.layout.evidence.ids
        self.layout.close_lines()
        if text.strip():
            self._keep(text, ids)
        if for_the_form:
            write_update_of(self.context, ids, just_marked=True)
            return
        stays = "stays" if len(ids) == 1 else "stay"
        back = "brings back what you typed" if text.strip() else "adds a source"
        ways = self.keyed(f" · {{undo}} undo · {{write-update}} {back}")
        board.say(f"{named(ids)} {stays} provisional, marked *{ways}", "orange")

    def _keep(self, text: str, ids: tuple[str, ...]) -> None:
        from tui.forms.update import draft_of, source_in

        answers = {name: each for name, each in source_in(text).items() if each}
        was = dict.fromkeys(answers, "")
        self.drafts.keep("update", draft_of(ids), answers, was)


def ask_whether_moved(
    context: BoardContext,
    changes: Sequence[tuple[Commitment, Commitment]],
    *,
    correct: Callable[[], None],
    moved: Callable[[tuple[str, ...], PartialDate], None],
    back: Choice,
) -> None:
    """Correct what is changed, or first ask in one line, where that changes a due date.

    `changes` are commitments before and after; `moved` gets the ids of those whose date has moved,
    and to when. Every key that is no answer goes `back` to what was typed.
    """
    from tui.widgets.prompts import Choice

    moving = [(before, after) for before, after in changes if moves_due(before, after)]
    if not moving:
        correct()
        return
    due = moving[0][1].due
    assert due is not None
    ids = tuple(before.id for before, _ in moving)
    dates = context.preferences.glyphs.date
    held = {dates(before.due) for before, _ in moving if before.due is not None}
    was = held.pop() if len(held) == 1 else f"{len(ids):,} dates"
    # What an update has moved it to holds on: only the date that was promised first is corrected.
    first = any(due_on(before, date.max) != before.due for before, _ in moving)
    context.board.ask(
        # The dates first: where there is little room, the keys still say what is asked.
        f"{was} → {dates(due)}: {'first date' if first else 'due'} wrong, or moved?",
        (
            Choice("c", "corrects a mistake", "wrong", correct),
            Choice("m", "has moved", "moved", lambda: moved(ids, due)),
        ),
        "",
        back,
    )


def to_the_form(again: Callable[[], None]) -> Choice:
    """Return the answer that opens a form again, as it was left."""
    from tui.widgets.prompts import Choice

    return Choice("esc", "goes back", "back", again)


def keep_only_due(context: BoardContext, form: Form, due: str) -> None:
    """Keep as the draft of a form that was saved what is still to be said of its due date."""
    was = {each.id: each.value for each in form.fields if each.id == "due"}
    context.drafts.keep(form.kind, form.of, {"due": due}, was)


def forget_due(context: BoardContext, form: Form, saving: DraftSaving) -> None:
    """Forget the draft of a form whose due date was moved, unless it holds something else."""
    draft = context.drafts.find(form.kind, form.of)
    if draft is not None and set(draft.answers) == {"due"}:
        saving.then()


def ask_due(
    context: BoardContext,
    entries: Sequence[Entry],
    due: str = "",
    then: Callable[[], None] = nothing_more,
) -> None:
    """Ask for the date that holds from now on, with who says so, and save it.

    `due` is what was typed for it already; `then` follows once it is saved.
    """
    from tui.forms.update import due_form, written_due

    as_of = context.board.view.as_of
    ids = [each.id for each in entries]

    def save(answers: Answers, saving: DraftSaving) -> None:
        def saved() -> None:
            saving.then()
            then()

        def write(answers: Answers) -> None:
            edit = written_due(answers, as_of, alone=len(ids) == 1)
            context.store_worker.change(ids, edit, then=saved, kept=saving.kept)

        with_kind(context, answers, write)

    ask_form(context, due_form(entries, as_of), save, typed={"due": due} if due else {})

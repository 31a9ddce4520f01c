"""The desk under the board: what may be asked of the store, and of the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from store.model import Commitment
from store.portfolio import Portfolio
from store.store import Store
from tui.screens.keeping import Keeping
from tui.screens.work import Saving, nothing_more
from tui.setup import Setup

if TYPE_CHECKING:
    from store.drafts import Drafts
    from store.history import Transaction
    from tui.forms.field import Answers, Form
    from tui.screens.work import Edit, Work

AFTER_WRITING = " · saved · {undo} undo"


class Desk(Keeping):
    """Turns what commands want into one call on the store, or one question. Nobody else does.

    What came of it is shown later, when the store has done it.
    """

    def __init__(self, store: Store, view: Portfolio, setup: Setup, drafts: Drafts) -> None:
        super().__init__(store, view, setup)
        self.drafts = drafts
        """What is typed in forms and not saved yet."""

    def change(
        self,
        ids: Iterable[str],
        edit: Edit,
        after: str = AFTER_WRITING,
        *,
        then: Callable[[], None] = nothing_more,
        kept: str = "",
    ) -> None:
        """Apply one edit to commitments as one transaction, show it and say what it was.

        `then` is what to do once it is saved, and `kept` where the user finds what was
        written when it cannot be saved.
        """
        chosen = tuple(ids)
        select = chosen[0] if len(chosen) == 1 else ""
        self._save(lambda: self._store.change(chosen, edit), select, after, then, kept)

    def add(
        self,
        commitment: Commitment,
        *,
        then: Callable[[], None] = nothing_more,
        kept: str = "",
    ) -> None:
        """Save a new commitment and go to it."""
        self._save(lambda: self._store.add(commitment), commitment.id, AFTER_WRITING, then, kept)

    def save(
        self,
        base: Commitment,
        mine: Commitment,
        *,
        then: Callable[[], None] = nothing_more,
        kept: str = "",
    ) -> None:
        """Save an edited commitment; what clashes with another's edit is put to the user."""
        self._save(lambda: self._store.save(base, mine), base.id, AFTER_WRITING, then, kept)

    def remove_commitments(self, ids: Iterable[str]) -> None:
        """Remove commitments."""
        chosen = tuple(ids)
        self._save(lambda: self._store.remove(chosen), "", AFTER_WRITING, nothing_more, "")

    def _save(
        self, work: Work, select: str, after: str, then: Callable[[], None], kept: str
    ) -> None:
        def done(transaction: Transaction) -> None:
            self._say_written(transaction, after)
            then()

        self.write(work, done, select=select, then=then, kept=kept)

    def save_view(self, name: str, query: str) -> None:
        """Keep a query under a name."""
        self._say_when_done(lambda: self._store.save_view(name, query))

    def remove_view(self, name: str) -> None:
        """Remove a saved view."""
        self._say_when_done(lambda: self._store.remove_view(name))

    def _say_when_done(self, work: Work) -> None:
        self.write(work, lambda done: self._say_written(done, " · {undo} undo"))

    def undo(self) -> None:
        """Take back the user's last change."""
        self._travel(self._store.undo, "Took back ", " · saved · {redo} redo")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self._store.redo, "Did again ", AFTER_WRITING)

    def _travel(self, go: Work, did: str, after: str) -> None:
        self.write(go, lambda transaction: self._say_written(transaction, after, did), travel=True)

    def _say_written(self, transaction: Transaction, after: str, did: str = "") -> None:
        self.say(f"{did}{transaction.label}{self.keymap.words(after)}", "green")

    def ask(self, form: Form, answered: Callable[[Answers, Saving], None]) -> None:
        """Open a form; what is typed is a draft until it is saved."""
        from tui.screens.form import FormScreen

        screen = FormScreen(form, self.drafts, self.marks)
        saving = Saving(
            lambda: self.drafts.drop(form.kind, form.of),
            "what you typed is kept: open the form again",
        )

        def closed(answers: Answers | None) -> None:
            if answers is not None:
                answered(answers, saving)
            elif screen.unsaved:
                self.say(f"{form.name}: not saved, kept as a draft")
            else:
                self.say(f"{form.name}: nothing was written")

        self.app.push_screen(screen, closed)

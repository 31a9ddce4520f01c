"""The desk under the board: one portfolio, one selection, and the only way to the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from textual.reactive import var

from store.entry import Entry
from store.errors import Conflict, EntenteError
from store.history import Transaction
from store.model import Commitment, Register
from store.portfolio import Portfolio
from store.store import Store
from tui.drawing.marks import Marks
from tui.screens.conflict import ConflictScreen
from tui.screens.form import Answers, FormScreen
from tui.screens.frame import Frame
from tui.widgets.header import HeaderLine
from tui.widgets.preview import Preview

AFTER_WRITING = " · saved · u undo"

Edit = Callable[[Commitment], Commitment]
Work = Callable[[], Transaction]
Done = Callable[[Transaction], None]


class Outcome(NamedTuple):
    """What came of work on the store."""

    result: Transaction | EntenteError
    register: Register
    news: list[Transaction] | None
    """What other processes had changed until then."""


class Desk(Frame):
    """Holds the one portfolio. Nobody else calls the store.

    The store works in a thread of its own, one piece of work after the other, so that a
    slow disk or another program's lock never holds up the keys.
    """

    selected: var[str] = var("")
    """The id of the commitment that the whole board is about."""

    def __init__(self, store: Store, as_of: date, marks: Marks) -> None:
        super().__init__(marks)
        self._store = store
        self._turn = asyncio.Lock()
        self.waiting = 0
        """How many pieces of work the store has not finished."""
        self.set_reactive(Desk.portfolio, Portfolio(store.register, as_of))

    @property
    def view(self) -> Portfolio:
        """The portfolio; there is one from the start."""
        if self.portfolio is None:
            raise RuntimeError("the board has no portfolio")
        return self.portfolio

    @property
    def entry(self) -> Entry | None:
        """The commitment that the board is about, if the filters leave any."""
        return self.view.by_id.get(self.selected)

    @property
    def read_only_reason(self) -> str | None:
        """Why the register cannot be changed, or None."""
        return self._store.read_only_reason

    @property
    def path_words(self) -> str:
        """Where the register is."""
        return str(self._store.path)

    # Showing

    def show(self, portfolio: Portfolio) -> None:
        """Let every panel draw another portfolio; the cursor stays where it can."""
        self.portfolio = portfolio
        self.settle_selection()

    def show_day(self, as_of: date) -> None:
        """Show the register as it stands on another day."""
        self.show(self.view.with_as_of(as_of))

    def settle_selection(self) -> None:
        """Take the commitment under the list's cursor as the board's."""
        here = self.commitments.here
        self.selected = here.id if here else ""
        self.query_one(Preview).entry = self.entry
        self.update_footer()

    def update_footer(self) -> None:
        """Dim what cannot act now."""

    def say(self, words: str, ink: str = "plain") -> None:
        """Show a message until the next one."""
        self.message.say(words, ink)

    def say_error(self, error: EntenteError) -> None:
        """Show what went wrong and the way out."""
        hint = f" · {error.hint}" if error.hint else ""
        self.say(f"{error.message}{hint}", "red")

    # Saving

    def change(self, ids: Iterable[str], edit: Edit, after: str = AFTER_WRITING) -> None:
        """Apply one edit to commitments as one transaction, show it and say what it was."""
        chosen = tuple(ids)
        self.write(
            lambda: self._store.change(chosen, edit),
            lambda transaction: self.say(transaction.label + after, "green"),
            select=chosen[0],
        )

    def add(self, commitment: Commitment) -> None:
        """Save a new commitment and go to it."""
        self.write(
            lambda: self._store.add(commitment),
            lambda transaction: self.say(transaction.label + AFTER_WRITING, "green"),
            select=commitment.id,
        )

    def save(self, base: Commitment, mine: Commitment) -> None:
        """Save an edited commitment; what clashes with another's edit is put to the user."""
        self.write(
            lambda: self._store.save(base, mine),
            lambda transaction: self.say(f"{transaction.label}{AFTER_WRITING}", "green"),
            select=base.id,
        )

    def save_view(self, name: str, query: str) -> None:
        """Keep a query under a name."""
        self._say_when_done(lambda: self._store.save_view(name, query))

    def remove_view(self, name: str) -> None:
        """Remove a saved view."""
        self._say_when_done(lambda: self._store.remove_view(name))

    def _say_when_done(self, work: Work) -> None:
        self.write(work, lambda done: self.say(f"{done.label} · u undo", "green"))

    def undo(self) -> None:
        """Take back the user's last change."""
        self._travel(self._store.undo, "Took back {} · saved · U redo")

    def redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self._store.redo, "Did again {} · saved · u undo")

    def _travel(self, go: Work, words: str) -> None:
        self.write(
            go, lambda transaction: self.say(words.format(transaction.label), "green"), travel=True
        )

    def write(self, work: Work, done: Done, *, select: str = "", travel: bool = False) -> None:
        """Have the store do a piece of work after those before it, then show what came of it.

        `select` is the commitment to go to; a `travel` goes to the first one it touched.
        """
        self.waiting += 1
        self.run_worker(self._write(work, done, select, travel), group="store")

    async def _write(self, work: Work, done: Done, select: str, travel: bool) -> None:
        slow = self.set_timer(_SLOW_SECONDS, self._say_saving)
        try:
            async with self._turn:
                outcome = await asyncio.to_thread(self._do, work)
            self._take(outcome, done, select, travel)
        finally:
            slow.stop()
            self.waiting -= 1
            if not self.waiting:
                self.query_one(HeaderLine).state = self._rest_state

    def _take(self, outcome: Outcome, done: Done, select: str, travel: bool) -> None:
        result = outcome.result
        if isinstance(result, Transaction):
            touched = list(result.touched)
            self.show(self.view.with_register(outcome.register).with_held(touched))
            first = select or (touched[0] if travel and touched else "")
            if first in self.view.by_id:
                self.selected = first
            done(result)
            return
        if outcome.news is not None:
            self.show(self.view.with_register(outcome.register))
        if isinstance(result, Conflict):
            self._settle(result)
        else:
            self.say_error(result)

    async def settle(self) -> None:
        """Wait until the store has done all it was given."""
        while self.waiting:
            await asyncio.sleep(0.01)

    def _do(self, work: Work) -> Outcome:
        news = None
        result: Transaction | EntenteError
        try:
            news = self._store.refresh()
            result = work()
        except EntenteError as error:
            result = error
        changed = news is not None or isinstance(result, Transaction)
        return Outcome(result, self._store.register if changed else self.view.register, news)

    def _say_saving(self) -> None:
        self.query_one(HeaderLine).state = "saving"

    @property
    def _rest_state(self) -> str:
        return "read-only" if self.read_only_reason else "saved"

    async def follow_others(self) -> None:
        """Show what other processes saved, and say who changed what."""
        if self._turn.locked():
            return
        try:
            async with self._turn:
                news, register = await asyncio.to_thread(self._look)
        except EntenteError as error:
            self.say_error(error)
            return
        if news is not None:
            self.show(self.view.with_register(register))
            self._say_news(news)

    def _look(self) -> tuple[list[Transaction] | None, Register]:
        news = self._store.refresh()
        return news, self._store.register if news is not None else self.view.register

    def _say_news(self, news: list[Transaction]) -> None:
        if not news:
            return
        last = news[-1]
        more = f" (and {len(news) - 1} more)" if len(news) > 1 else ""
        who = "You, elsewhere" if last.user == self._store.user else last.user
        did = {"change": "", "undo": "took back ", "redo": "did again "}[last.kind]
        self.say(f"{who}: {did}{last.label}{more}", "orange")

    def _settle(self, conflict: Conflict) -> None:
        def decided(chosen: Commitment | None) -> None:
            if chosen is None:
                self.say(f"{conflict.theirs.id}: theirs stays, your edit was dropped")
            else:
                self.save(conflict.theirs, chosen)

        self.app.push_screen(ConflictScreen(conflict, self.marks), decided)

    # Asking

    def ask(self, name: str, form: FormScreen, answered: Callable[[Answers], None]) -> None:
        """Open a form; without an answer say that nothing was written."""

        def closed(answers: Answers | None) -> None:
            if answers is None:
                self.say(f"{name}: nothing was written")
            else:
                answered(answers)

        self.app.push_screen(form, closed)


_SLOW_SECONDS = 0.2
"""Work that takes longer is said to be under way."""

"""The way to the store: work done in turn, in a thread, and what came of it shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from store.errors import EntenteError
from store.model.conflict import Conflict
from store.model.entities import Commitment, Register
from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from tui.background import Poller
from tui.board.layout import Showing
from tui.messages import Unreadable
from tui.preferences import Preferences

if TYPE_CHECKING:
    from store.errors import EntenteError
    from store.model.edits import Edit
    from store.model.entities import Commitment, Register
    from store.register.history import HistoryEntry
    from store.register.reader import ReportProgress

    Work = Callable[[], HistoryEntry]
    Done = Callable[[HistoryEntry], None]
    from store.register.history import HistoryEntry
    from store.user.drafts import Drafts
    from tui.forms.form import Answers, Form


class Outcome(NamedTuple):
    """What came of work on the store."""

    result: HistoryEntry | EntenteError
    register: Register
    news: list[HistoryEntry] | None
    """What other processes had changed until then."""


class AfterWork(NamedTuple):
    """What to do with the outcome of work on the store."""

    done: Done
    select: str
    travel: bool
    then: Callable[[], None]
    kept: str


class DraftSaving(NamedTuple):
    """What becomes of a form's draft: `then` forgets it once saved, `kept` says where it is."""

    then: Callable[[], None]
    kept: str


def nothing_more() -> None:
    """Do nothing after saving."""


_SLOW_SECONDS = 0.2
"""Work that takes longer is said to be under way."""

T = TypeVar("T")


class Keeping(Showing):
    """Has the store work in a thread of its own, one piece of work after the other.

    So a slow disk or another program's lock never holds up the keys.
    """

    def __init__(self, store: Store, view: Portfolio, preferences: Preferences) -> None:
        super().__init__(view, preferences)
        self._store = store
        self._turn = asyncio.Lock()
        self._watch = Poller(self._may_be_behind, self._follow)
        self.waiting = 0
        """How many pieces of work the store has not finished."""

    def on_mount(self) -> None:
        """Begin to watch what other processes save."""
        self._watch.start()

    def on_unmount(self) -> None:
        """Watch no more."""
        self._watch.stop()

    @property
    def read_only_reason(self) -> str | None:
        """Why the register cannot be changed, or None."""
        return self._store.read_only_reason

    @property
    def path_words(self) -> str:
        """Where the register is."""
        return str(self._store.path)

    def read_whole(self) -> bool:
        """Show the whole register, if only its first rows are shown so far.

        Return whether it is shown whole: one that cannot be read ends the program.
        """
        if not self.view.is_whole:
            try:
                self.show(self.view.with_register(self._store.register))
            except EntenteError as error:
                self.post_message(Unreadable(error))
        return self.view.is_whole

    def write(
        self,
        work: Work,
        done: Done,
        *,
        select: str = "",
        travel: bool = False,
        then: Callable[[], None] = nothing_more,
        kept: str = "",
    ) -> None:
        """Have the store do a piece of work after those before it, then show what came of it.

        `select` is the commitment to go to; a `travel` goes to the first one it touched.
        `then` is what follows once an edit that clashed is settled, and `kept` where the user
        finds what was written when it cannot be saved.
        """
        self._begin(work, AfterWork(done, select, travel, then, kept))

    def _begin(self, work: Work, plan: AfterWork) -> None:
        self.waiting += 1
        self.run_worker(self._write(work, plan), group="store")

    async def _write(self, work: Work, plan: AfterWork) -> None:
        slow = self.set_timer(_SLOW_SECONDS, self._say_saving)
        try:
            async with self._turn:
                outcome = await asyncio.to_thread(self._do, work)
            self._take(outcome, plan)
        finally:
            slow.stop()
            self.waiting -= 1
            if not self.waiting:
                self.header.state = self._rest_state

    def _take(self, outcome: Outcome, plan: AfterWork) -> None:
        result = outcome.result
        if not isinstance(result, EntenteError):
            touched = list(result.touched)
            first = plan.select or (touched[0] if plan.travel and touched else "")
            held = touched
            if len(touched) > 1 and not plan.travel:
                # Of several, those that were out of view stay there.
                matching, there = self.view.matching_ids, self.view.held
                held = [each for each in touched if each in matching or each in there]
            self._show_register(outcome.register, held)
            if first in self.view.by_id:
                self.selected = first
            plan.done(result)
            return
        if outcome.news is not None:
            self._show_register(outcome.register)
        if isinstance(result, Conflict):
            self._settle(result, plan)
        else:
            self.say_error(result, plan.kept)

    def _show_register(self, register: Register, touched: Iterable[str] = ()) -> None:
        """Show a newer state of the register; what was removed is selected no more."""
        newer = self.view.with_register(register).with_held(touched)
        if self.picked:
            self.picked = frozenset(each for each in self.picked if each in newer.by_id)
        self.show(newer)

    async def settle(self) -> None:
        """Wait until the store has done all it was given."""
        while self.waiting:
            await asyncio.sleep(0.01)

    def _do(self, work: Work) -> Outcome:
        news = None
        result: HistoryEntry | EntenteError
        try:
            news = self._store.refresh()
            result = work()
        except EntenteError as error:
            result = error
        changed = news is not None or not isinstance(result, EntenteError)
        return Outcome(result, self._store.register if changed else self.view.register, news)

    def _say_saving(self) -> None:
        self.header.state = "saving"

    @property
    def _rest_state(self) -> str:
        return "read-only" if self.read_only_reason else "saved"

    def _may_be_behind(self) -> bool:
        # On a network file system even a look may take long: it is left to the thread.
        try:
            return self.read_only_reason is not None or self._store.is_behind
        except EntenteError:
            return True  # following says what is wrong

    def _follow(self) -> None:
        self.run_worker(self.follow_others(), group="store")

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
            self._show_register(register)
            self._say_news(news)

    def _look(self) -> tuple[list[HistoryEntry] | None, Register]:
        news = self._store.refresh()
        return news, self._store.register if news is not None else self.view.register

    def _say_news(self, news: list[HistoryEntry]) -> None:
        if not news:
            return
        last = news[-1]
        more = f" (and {len(news) - 1} more)" if len(news) > 1 else ""
        who = "You, elsewhere" if last.user == self._store.user else last.user
        did = {"change": "", "undo": "took back ", "redo": "did again "}[last.kind]
        self.say(f"{who}: {did}{last.label}{more}", "orange")

    def _settle(self, conflict: Conflict, plan: AfterWork) -> None:
        from tui.dialogs.conflict import ConflictScreen

        theirs = conflict.theirs

        def decided(chosen: Commitment | None) -> None:
            if chosen is None:
                plan.then()
                self.say(f"{theirs.id}: theirs stays, your edit was dropped")
            else:
                self._begin(lambda: self._store.save(theirs, chosen), plan)

        self.app.push_screen(ConflictScreen(conflict, self.glyphs), decided)

    def work(
        self, title: str, job: Callable[[Store, ReportProgress], T], done: Callable[[T], None]
    ) -> None:
        """Have something done with the store that takes a while, under a bar that can stop it."""
        self.run_worker(self._work(title, job, done), group="store")

    async def _work(
        self, title: str, job: Callable[[Store, ReportProgress], T], done: Callable[[T], None]
    ) -> None:
        from tui.dialogs.progress import JobScreen

        def work(progress: ReportProgress) -> tuple[T, Register]:
            return job(self._store, progress), self._store.register

        async with self._turn:
            screen = JobScreen(title, work, self.glyphs)
            outcome = await self.app.push_screen_wait(screen)
        if outcome is None:
            self.say(f"{title}: stopped, nothing was changed", "orange")
        elif isinstance(outcome, EntenteError):
            self.say_error(outcome)
        else:
            result, register = outcome
            if register is not self.view.register:
                self.show(self.view.with_register(register))
            done(result)


AFTER_WRITING = " · saved · {undo} undo"


class Desk(Keeping):
    """Turns what commands want into one call on the store, or one question. Nobody else does.

    What came of it is shown later, when the store has done it.
    """

    def __init__(
        self, store: Store, view: Portfolio, preferences: Preferences, drafts: Drafts
    ) -> None:
        super().__init__(store, view, preferences)
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
        def done(transaction: HistoryEntry) -> None:
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

    def _say_written(self, transaction: HistoryEntry, after: str, did: str = "") -> None:
        self.say(f"{did}{transaction.label}{self.keymap.words(after)}", "green")

    def ask(self, form: Form, answered: Callable[[Answers, DraftSaving], None]) -> None:
        """Open a form; what is typed is a draft until it is saved."""
        from tui.dialogs.form import FormScreen

        screen = FormScreen(form, self.drafts, self.glyphs)
        saving = DraftSaving(
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

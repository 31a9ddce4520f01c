"""The way to the store: work done in turn, in a thread, and what came of it shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from store.errors import Conflict, EntenteError
from store.model import Commitment, Register
from store.portfolio import Portfolio
from store.store import Store
from tui.messages import Unreadable
from tui.screens.showing import Showing
from tui.screens.watch import Watch
from tui.screens.work import Outcome, Plan, nothing_more
from tui.setup import Setup

if TYPE_CHECKING:
    from store.history import Transaction
    from tui.jobs import Progress
    from tui.screens.work import Done, Work

_SLOW_SECONDS = 0.2
"""Work that takes longer is said to be under way."""

T = TypeVar("T")


class Keeping(Showing):
    """Has the store work in a thread of its own, one piece of work after the other.

    So a slow disk or another program's lock never holds up the keys.
    """

    def __init__(self, store: Store, view: Portfolio, setup: Setup) -> None:
        super().__init__(view, setup)
        self._store = store
        self._turn = asyncio.Lock()
        self._watch = Watch(self._may_be_behind, self._follow)
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
        self._begin(work, Plan(done, select, travel, then, kept))

    def _begin(self, work: Work, plan: Plan) -> None:
        self.waiting += 1
        self.run_worker(self._write(work, plan), group="store")

    async def _write(self, work: Work, plan: Plan) -> None:
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

    def _take(self, outcome: Outcome, plan: Plan) -> None:
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
        result: Transaction | EntenteError
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

    def _settle(self, conflict: Conflict, plan: Plan) -> None:
        from tui.screens.conflict import ConflictScreen

        theirs = conflict.theirs

        def decided(chosen: Commitment | None) -> None:
            if chosen is None:
                plan.then()
                self.say(f"{theirs.id}: theirs stays, your edit was dropped")
            else:
                self._begin(lambda: self._store.save(theirs, chosen), plan)

        self.app.push_screen(ConflictScreen(conflict, self.marks), decided)

    def work(
        self, title: str, job: Callable[[Store, Progress], T], done: Callable[[T], None]
    ) -> None:
        """Have something done with the store that takes a while, under a bar that can stop it."""
        self.run_worker(self._work(title, job, done), group="store")

    async def _work(
        self, title: str, job: Callable[[Store, Progress], T], done: Callable[[T], None]
    ) -> None:
        from tui.screens.job import JobScreen

        def work(progress: Progress) -> tuple[T, Register]:
            return job(self._store, progress), self._store.register

        async with self._turn:
            screen = JobScreen(title, work, self.marks)
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

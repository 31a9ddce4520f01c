"""The board's one way to the store: work done in turn, in a thread, and what came of it told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from store.errors import EntenteError, NoConnection, ReadOnly
from store.model.conflict import Conflict
from store.model.entities import Commitment, Register
from store.portfolio.portfolio import Portfolio
from store.register.store import Store
from tui.background import Poller
from tui.commands.keymap import Keymap

if TYPE_CHECKING:
    from store.model.address import RegisterPlace
    from store.model.edits import Edit
    from store.model.reshaping import RegisterEdit
    from store.register.history import HistoryEntry
    from store.register.past import PastDay
    from store.register.reader import ReportProgress

    Work = Callable[[], HistoryEntry]
    """Changes the register in the store's thread."""
    Done = Callable[[HistoryEntry], None]
    """Is called on the board once a change is on the disk."""

T = TypeVar("T")

AFTER_WRITING = " · saved · {undo} undo"
_SLOW_SECONDS = 0.2
"""Work that takes longer is said to be under way."""


class WorkOwner(Protocol):
    """What the worker tells of its work. The board's screen is one."""

    @property
    def selected_now(self) -> str:
        """The id of the commitment selected."""

    @property
    def view(self) -> Portfolio:
        """The portfolio that is shown."""

    def start_work(self, work: Coroutine[None, None, None], *, opens: bool = False) -> None:
        """Run work in the event loop; keys wait for a screen that it `opens` over the board."""

    def show(self, portfolio: Portfolio) -> None:
        """Show another portfolio."""

    def show_register(
        self, register: Register, touched: Iterable[str] = (), select: str = ""
    ) -> None:
        """Show a newer state of the register: what was touched stays in view."""

    def show_state(self, state: str) -> None:
        """Say what becomes of changes: `saving`, `saved` or `read-only`."""

    def say(self, words: str, style: str = "plain") -> None:
        """Show a message."""

    def say_error(self, error: EntenteError, kept: str = "") -> None:
        """Show what went wrong, and where what was written is kept."""

    def settle_conflict(
        self, conflict: Conflict, decided: Callable[[Commitment | None], None]
    ) -> None:
        """Put an edit that clashed to the user; None keeps the other one's."""

    async def run_job(
        self, title: str, work: Callable[[ReportProgress], T]
    ) -> T | EntenteError | None:
        """Run work under a bar; return what it gave, its error, or None when it was stopped."""


PAST = "read-only, the past"
"""What becomes of changes on a day that is gone: nothing."""


class Outcome(NamedTuple):
    """What came of work on the store."""

    result: HistoryEntry | EntenteError
    register: Register
    news: list[HistoryEntry] | None
    """What other processes had changed until then."""


def nothing_more() -> None:
    """Do nothing after saving."""


class AfterWork(NamedTuple):
    """What to do with the outcome of work on the store."""

    done: Done
    select: str = ""
    """The commitment to go to, unless the user has gone to another meanwhile."""
    start: str = ""
    """The commitment that was selected when it began."""
    travel: bool = False
    """Whether to go to the first commitment that was touched: for undo and redo."""
    then: Callable[[], None] = nothing_more
    """What follows once an edit that clashed is settled."""
    kept: str = ""
    """Where the user finds what was written when it cannot be saved."""


class StoreWorker:
    """Has the store work in a thread of its own, one piece of work after the other.

    So a slow disk or another program's lock never holds up the keys. Each of `change`, `add`,
    `save` and so on returns at once; when the store is done, the owner is told to show what came
    of it. Nothing else of the board calls the store.
    """

    def __init__(self, store: Store, owner: WorkOwner, keymap: Keymap) -> None:
        self._store = store
        self._owner = owner
        self._keymap = keymap
        self._turn = asyncio.Lock()
        self.is_cut_off = False
        """Whether the database that the register is kept in could not be reached last."""
        self._poller = Poller(self._may_be_behind, lambda: owner.start_work(self.follow_others()))
        self.waiting = 0
        """How many pieces of work the store has not finished."""
        self.user = store.user
        """Who signs the changes."""
        self.clock = store.clock
        """Tells the present moment, with which they are signed."""
        self.read_only_reason = store.read_only_reason
        """Why the register cannot be changed, or None."""
        self.past_day: date | None = None
        """The day that is gone and is looked at; None for the present."""

    @property
    def path(self) -> RegisterPlace:
        """Where the register is."""
        return self._store.place

    @property
    def register(self) -> Register:
        """The whole register, read now if it was not yet. Raises what reading raises."""
        return self._store.register

    def look_at(self, day: date | None) -> None:
        """Refuse every change while a day that is gone is looked at; None is the present."""
        self.past_day = day
        self._learn_reason()

    def _learn_reason(self) -> None:
        past = self.past
        self.read_only_reason = past.refusal if past else self._store.read_only_reason

    @property
    def past(self) -> PastDay | None:
        """Which past is shown, from the start or since somebody went there; None for none."""
        opened = self._store.past
        if self.past_day is None:
            return opened
        from store.register.past import PastDay

        return (opened or PastDay(self.past_day, asked_by=""))._replace(as_of=self.past_day)

    def as_looked_at(self, register: Register) -> Register:
        """Return a register as it stood on the day that is looked at."""
        if self.past_day is None:
            return register
        from store.register.past import as_it_stood

        return as_it_stood(register, self.past_day)

    @property
    def rest_state(self) -> str:
        """What becomes of changes while none is being saved."""
        if self.past:
            return PAST
        if self.is_cut_off:
            return "no connection"
        return "read-only" if self.read_only_reason else "saved"

    # Changes

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

        `then` follows once it is saved; `kept` is where the user finds what cannot be saved.
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

    def remove(self, ids: Iterable[str]) -> None:
        """Remove commitments."""
        chosen = tuple(ids)
        self._save(lambda: self._store.remove(chosen), "", AFTER_WRITING, nothing_more, "")

    def restructure(
        self,
        edit: RegisterEdit,
        label: str,
        *,
        select: str = "",
        then: Callable[[], None] = nothing_more,
        kept: str = "",
    ) -> None:
        """Apply an edit to the register as a whole as one change, and go to a commitment."""
        self._save(lambda: self._store.restructure(edit, label), select, AFTER_WRITING, then, kept)

    def save_view(self, name: str, query: str) -> None:
        """Keep a query under a name."""
        self._say_when_done(lambda: self._store.save_view(name, query))

    def remove_view(self, name: str) -> None:
        """Remove a saved view."""
        self._say_when_done(lambda: self._store.remove_view(name))

    def undo(self, *, then: Done = lambda _: None) -> None:
        """Take back the user's last change; `then` gets what was taken back."""
        self._travel(self._store.undo, "Took back ", " · saved · {redo} redo", then)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self._store.redo, "Did again ", AFTER_WRITING)

    def _save(
        self, work: Work, select: str, after: str, then: Callable[[], None], kept: str
    ) -> None:
        def done(entry: HistoryEntry) -> None:
            self._say_written(entry, after)
            then()

        self._begin(work, AfterWork(done, select, then=then, kept=kept))

    def _say_when_done(self, work: Work) -> None:
        self._begin(work, AfterWork(lambda done: self._say_written(done, " · {undo} undo")))

    def _travel(self, go: Work, did: str, after: str, then: Done = lambda _: None) -> None:
        def done(entry: HistoryEntry) -> None:
            self._say_written(entry, after, did)
            then(entry)

        self._begin(go, AfterWork(done, travel=True))

    def _say_written(self, entry: HistoryEntry, after: str, did: str = "") -> None:
        self._owner.say(f"{did}{entry.label}{self._keymap.words(after)}", "green")

    # One piece of work

    def _begin(self, work: Work, plan: AfterWork) -> None:
        if self.past_day is not None:
            hint = "step back to the present first"
            self._owner.say_error(ReadOnly(self.read_only_reason or "", hint=hint), plan.kept)
            return
        self.waiting += 1
        self._owner.start_work(self._write(work, plan._replace(start=self._owner.selected_now)))

    async def _write(self, work: Work, plan: AfterWork) -> None:
        loop = asyncio.get_running_loop()
        slow = loop.call_later(_SLOW_SECONDS, self._owner.show_state, "saving")
        try:
            async with self._turn:
                outcome = await asyncio.to_thread(self._do, work)
            self._take(outcome, plan)
        finally:
            slow.cancel()
            self.waiting -= 1
            if not self.waiting:
                self._owner.show_state(self.rest_state)

    def _do(self, work: Work) -> Outcome:
        news = None
        result: HistoryEntry | EntenteError
        try:
            news = self._store.refresh()
            result = work()
        except EntenteError as error:
            result = error
        self.is_cut_off = isinstance(result, NoConnection)
        self._learn_reason()
        changed = news is not None or not isinstance(result, EntenteError)
        return Outcome(result, self._store.register if changed else self._owner.view.register, news)

    def _take(self, outcome: Outcome, plan: AfterWork) -> None:
        owner, result = self._owner, outcome.result
        if not isinstance(result, EntenteError):
            touched = list(result.touched)
            first = plan.select or (touched[0] if plan.travel and touched else "")
            held = touched
            if len(touched) > 1 and not plan.travel:
                # Of several, those that were out of view stay there.
                matching, there = owner.view.matching_ids, owner.view.held
                held = [each for each in touched if each in matching or each in there]
            register = self.as_looked_at(outcome.register)
            owner.show_register(register, held, first if owner.selected_now == plan.start else "")
            plan.done(result)
            return
        if outcome.news is not None:
            owner.show_register(self.as_looked_at(outcome.register))
        if isinstance(result, Conflict):
            self._settle(result, plan)
        else:
            owner.say_error(result, plan.kept)

    def _settle(self, conflict: Conflict, plan: AfterWork) -> None:
        theirs = conflict.theirs

        def decided(chosen: Commitment | None) -> None:
            if chosen is None:
                plan.then()
                self._owner.say(f"{theirs.id}: theirs stays, your edit was dropped")
            else:
                self._begin(lambda: self._store.save(theirs, chosen), plan)

        self._owner.settle_conflict(conflict, decided)

    async def settle(self) -> None:
        """Wait until the store has done all it was given."""
        while self.waiting:
            await asyncio.sleep(0.01)

    # What is only read

    def look_up(
        self, read: Callable[[Store], T], done: Callable[[T], None], *, opens: bool = False
    ) -> None:
        """Have something read in the store's thread; `done` gets it, and may open a screen."""
        self._owner.start_work(self._look_up(read, done), opens=opens)

    async def _look_up(self, read: Callable[[Store], T], done: Callable[[T], None]) -> None:
        try:
            async with self._turn:
                found = await asyncio.to_thread(read, self._store)
        except EntenteError as error:
            self._owner.say_error(error)
        else:
            done(found)

    # Work that takes a while

    def work(
        self, title: str, job: Callable[[Store, ReportProgress], T], done: Callable[[T], None]
    ) -> None:
        """Have something done with the store that takes a while, under a bar that can stop it."""
        self._owner.start_work(self._work(title, job, done), opens=True)

    async def _work(
        self, title: str, job: Callable[[Store, ReportProgress], T], done: Callable[[T], None]
    ) -> None:
        def work(progress: ReportProgress) -> tuple[T, Register]:
            result = job(self._store, progress)
            self._learn_reason()
            return result, self.as_looked_at(self._store.register)

        owner = self._owner
        async with self._turn:
            outcome = await owner.run_job(title, work)
        if outcome is None:
            owner.say(f"{title}: stopped, nothing was changed", "orange")
        elif isinstance(outcome, EntenteError):
            owner.say_error(outcome)
        else:
            result, register = outcome
            if register is not owner.view.register:
                owner.show(owner.view.with_register(register))
            done(result)

    # What other processes change

    def start_polling(self) -> None:
        """Begin to look, in the running event loop, for what other processes save."""
        self._poller.start()

    def stop_polling(self) -> None:
        """Look no more."""
        self._poller.stop()

    def _may_be_behind(self) -> bool:
        # On a network file system even a look may take long: it is left to the thread.
        try:
            return self._store.is_behind
        except EntenteError:
            return True  # following says what is wrong

    async def follow_others(self) -> None:
        """Show what other processes saved, and say who changed what."""
        if self._turn.locked():
            return
        try:
            async with self._turn:
                news, register = await asyncio.to_thread(self._look)
        except EntenteError as error:
            self.is_cut_off = isinstance(error, NoConnection)
            self._owner.show_state(self.rest_state)
            self._owner.say_error(error)
            return
        if self.is_cut_off:
            self.is_cut_off = False
            self._owner.show_state(self.rest_state)
            self._owner.say("The connection is back", "green")
        if news is not None:
            self._owner.show_register(self.as_looked_at(register))
            if news:
                self._say_news(news)

    def _look(self) -> tuple[list[HistoryEntry] | None, Register]:
        news = self._store.refresh()
        self._learn_reason()
        return news, self._store.register if news is not None else self._owner.view.register

    def _say_news(self, news: list[HistoryEntry]) -> None:
        last = news[-1]
        more = f" (and {len(news) - 1} more)" if len(news) > 1 else ""
        who = "You, elsewhere" if last.user == self._store.user else last.user
        did = {"change": "", "undo": "took back ", "redo": "did again "}[last.kind]
        self._owner.say(f"{who}: {did}{last.label}{more}", "orange")

"""The one door to a register: read it, change it, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import BadValue, ChangeRefused, ReadOnly
from store.model.address import RegisterPlace, required_path
from store.model.dates import time_written
from store.model.derived import DEFAULT, Thresholds
from store.model.entities import Commitment, Register, View
from store.model.ids import require_slug
from store.register.migrations import SCHEMA, ReadUpToDate, bring_up_to_date
from store.register.reader import Reader, ReportProgress
from store.storage import Database, Touched
from store.storage.documents import Document

if TYPE_CHECKING:
    from store.model.edits import Edit
    from store.model.reshaping import RegisterEdit
    from store.portfolio.partial_portfolio import PartialPortfolio
    from store.portfolio.portfolio import Portfolio
    from store.query import Query, Vocabulary
    from store.register.changeset import ChangeSet
    from store.register.history import HistoryEntry
    from store.register.past import PastDay
    from store.register.replacement import Replacement
    from store.register.transaction import Transaction

LOCK_SECONDS = 5.0
"""How long to wait for another writer."""
_FIRST = 200
"""Commitments of a partial portfolio: more than any screen has lines."""

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present moment, for the time a change was saved."""
    return datetime.now(UTC)


class Store:
    """One open register.

    Every change is on disk, with its place in the history, before the call returns, and is
    made to the newest saved state: another process's change is never overwritten. `user`
    signs the changes, and `undo` takes back that user's own; `clock` gives the time they are
    signed with. What changes something returns its `HistoryEntry`, and raises `ReadOnly`,
    `Locked` after five seconds, or `CannotRead` for a disk that is full; then nothing was saved.

    >>> from store.model.entities import Commitment, Register
    >>> from store.model.edits import write_update
    >>> from store.model.status import Status
    >>> nine = lambda: datetime(2026, 11, 22, 9, tzinfo=UTC)
    >>> store = Store.create(Path("pledges.json"), Register("Pledges"), user="desk", clock=nine)
    >>> store.add(Commitment("p8i", "Six more P-8I aircraft")).label
    'p8i: added'
    >>> def stalled(commitment):
    ...     return write_update(commitment, date(2026, 11, 22), status=Status.STALLED)
    >>> store.change(["p8i"], stalled).label
    'p8i: not assessed → stalled'
    >>> [(entry.kind, entry.time) for entry in (store.undo(), *store.log("p8i")[1:2])]
    [('undo', '2026-11-22T09:00:00Z'), ('change', '2026-11-22T09:00:00Z')]
    >>> store.close()
    """

    def __init__(
        self,
        path: RegisterPlace,
        *,
        user: str,
        clock: Clock = utc_now,
        read_only: bool = False,
        past: PastDay | None = None,
    ) -> None:
        """Open an existing register, bringing an older layout up to date.

        `read_only` refuses every change, also that of the layout. So does a `past` day, on which
        the register shows only what had been promised, or known, by then.

        Raises `NoRegister`, `CannotRead`, `Damaged` or `Locked`.
        """
        self.place = path
        self.user = user
        self.clock = clock
        self.past = past
        self._db = Database(
            path, schema=SCHEMA, timeout=LOCK_SECONDS, read_only=read_only or past is not None
        )
        self._storage = self._db.storage
        older = self._storage.schema < SCHEMA and self.read_only_reason is None
        # What does not say what it is about is no register, and is left as it is.
        if older and self._storage.view.count("register") == 1:
            bring_up_to_date(self._storage)
        self._reader = self._new_reader()
        self._unreported: Touched = set()
        self.saved = ""
        """The label of the last change that was saved from here; empty before the first."""

    @classmethod
    def create(
        cls, path: RegisterPlace, register: Register, *, user: str, clock: Clock = utc_now
    ) -> Store:
        """Make a new register and open it. Raises what `appearing` raises."""
        from store.register.creation import appearing, lay_out

        with appearing(path) as made:
            lay_out(made, register)
        return cls(path, user=user, clock=clock)

    @classmethod
    @contextmanager
    def being_made(
        cls,
        path: RegisterPlace,
        register: Register,
        *,
        user: str,
        keep: bool = True,
        clock: Clock = utc_now,
    ) -> Iterator[Store]:
        """Make a new register that is there, with all that the block does, when it ends well.

        With `keep` false it never is. Raises what `appearing` raises.
        """
        from store.register.creation import appearing, lay_out

        with appearing(path, keep=keep) as made:
            lay_out(made, register)
            yield (store := cls(made, user=user, clock=clock))
            if keep:
                store.close(checkpoint=True)

    @property
    def path(self) -> Path:
        """The file of a register that is kept in one. Raises `BadValue` for one in a database."""
        return required_path(self.place)

    @property
    def read_only_reason(self) -> str | None:
        """Why the register cannot be changed, or None."""
        if self.past is not None:
            return self.past.refusal
        return self._storage.read_only_reason

    def _new_reader(self) -> Reader:
        is_older = self._storage.schema < SCHEMA
        storage = ReadUpToDate(self._storage) if is_older else self._storage
        if self.past is None:
            return Reader(self.place, storage)
        from store.register.past import PastReader

        return PastReader(self.place, storage, self.past)

    @property
    def register(self) -> Register:
        """The register as last read or saved."""
        return self._reader.register

    @property
    def size(self) -> int:
        """How many commitments there are, counted without reading them."""
        return self._reader.size

    def read(self, progress: ReportProgress) -> Register:
        """Read the whole register, and tell how far it is; `progress` may raise to stop."""
        return self._reader.read(progress)

    def partial(self, as_of: date, thresholds: Thresholds = DEFAULT) -> PartialPortfolio:
        """Return the first commitments, to be shown before the others are read."""
        from store.portfolio.partial_portfolio import PartialPortfolio

        register = self._reader.first(_FIRST)
        return PartialPortfolio(register, as_of, self.size, thresholds)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the register, to read queries with."""
        return self._reader.vocabulary

    @property
    def views(self) -> tuple[View, ...]:
        """The saved views, in the order they were saved."""
        return self._reader.about.views

    def view(self, query: Query, as_of: date, thresholds: Thresholds = DEFAULT) -> Portfolio:
        """Return the register through a query, reading only what can match it."""
        # What reads is loaded by who reads: a mark needs no query.
        from store.portfolio.portfolio import Portfolio
        from store.query import needles

        register = self._reader.candidates(needles(query))
        total = self._reader.size
        return Portfolio(register, as_of, query=query, total=total, thresholds=thresholds)

    def document(self, commitment_id: str) -> Document:
        """Return a commitment as it is kept, with the fields nobody knows. Raises `NotFound`."""
        return self._reader.document(self._reader.row(commitment_id)) or {}

    def commitment(self, commitment_id: str) -> Commitment:
        """Return a commitment as it is kept, on a past day with all that came later.

        Raises `NotFound`.
        """
        return self._reader.commitment(self._reader.row(commitment_id))

    def raw(self, commitment_id: str) -> bytes:
        """Return a commitment's JSON as it is kept, keys sorted. Raises `NotFound`."""
        return self._reader.raw(self._reader.row(commitment_id))

    def ids(self) -> frozenset[str]:
        """Return the ids of all commitments; each is found quickly from then on."""
        return frozenset(self._reader.commitment_rows())

    def former_ids(self) -> dict[str, str]:
        """Return the id that each commitment has today by every one it had before."""
        return self._reader.former_ids()

    @property
    def state(self) -> int:
        """A number that is another one after every change, whoever made it."""
        return self._storage.seq

    def documents(self) -> Iterator[Document]:
        """Yield every commitment as it is kept, in the register's order."""
        return (document for _, document in self._reader.documents("commitments"))

    def instrument_documents(self) -> Iterator[Document]:
        """Yield every instrument as it is kept, in the register's order."""
        return (document for _, document in self._reader.documents("instruments"))

    def head(self) -> Document:
        """Return what is kept of the register itself: title, dates, domains, views."""
        return self._reader.head()[1]

    @property
    def is_behind(self) -> bool:
        """Whether the files are not what was last read of them: two `stat` calls."""
        return self._storage.is_behind

    def refresh(self) -> list[HistoryEntry] | None:
        """Take in what other processes changed; return their transactions, oldest first.

        None when nothing changed. Costs two `stat` calls then.
        """
        self._take_in()
        if not self._unreported:
            return None
        numbers = sorted(number for table, number in self._unreported if table == "history")
        self._unreported = set()
        return [self._reader.history.entry(number) for number in numbers]

    def change(self, ids: Iterable[str], edit: Edit, *, label: str = "") -> HistoryEntry:
        """Apply one edit to commitments as they are now on disk, as one transaction.

        Without a label the transaction is named by what changed. Raises `NotFound`,
        `NothingToDo` when nothing changes, and whatever the edit raises; then nothing
        was saved.
        """
        with self._transaction() as transaction:
            pairs: dict[int, tuple[Commitment, Commitment]] = {}
            for commitment_id in ids:
                row = self._reader.row(commitment_id)
                before = self._reader.commitment(row)
                after = edit(before)
                if after != before:
                    pairs[row] = before, after
            return transaction.save_pairs(pairs, label)

    def add(self, commitment: Commitment) -> HistoryEntry:
        """Add a commitment. Raises `BadValue` as `check_new` does."""
        from store.register.transaction import add_commitment

        with self._transaction() as transaction:
            self.check_new(commitment.id)
            return add_commitment(transaction, commitment)

    def remove(self, ids: Iterable[str]) -> HistoryEntry:
        """Remove commitments; undo brings them back to their place. Their ids stay used.

        Raises `NotFound`, and then removes none; `NothingToDo` for no ids.
        """
        from store.register.transaction import remove_commitments

        with self._transaction() as transaction:
            return remove_commitments(transaction, ids)

    def check_new(self, commitment_id: str) -> None:
        """Raise `BadValue` for an id that is no slug or was ever used."""
        require_slug(commitment_id)
        if self._reader.was_used(commitment_id):
            raise BadValue(
                f"the id '{commitment_id}' is taken, now or in the past",
                hint="an id is never used twice; choose another",
            )

    def save(self, base: Commitment, edited: Commitment) -> HistoryEntry:
        """Save an edited commitment, if it still is what the edit started from.

        Raises `Conflict`, which holds both versions, when somebody saved it meanwhile, and
        what `change` raises.
        """
        from store.register.transaction import save_edited

        with self._transaction() as transaction:
            return save_edited(transaction, base, edited)

    def restructure(self, edit: RegisterEdit, label: str) -> HistoryEntry:
        """Apply an edit to the register as a whole, as it is now on disk, as one transaction.

        Only what differs is written. Saved views that got another query are told of in the
        label. Raises `BadValue` for an id that was ever used, `NothingToDo` when nothing changes,
        and whatever the edit raises.
        """
        from store.register.restructure import views_that_follow, write_restructured

        with self._transaction() as transaction:
            before = self._reader.register
            after = edit(before)
            write_restructured(transaction, before, after, self.check_new)
            return transaction.record_changes(f"{label}{views_that_follow(before, after)}")

    def write_all(
        self,
        changes: ChangeSet,
        label: str,
        *,
        progress: ReportProgress | None = None,
        state: int | None = None,
    ) -> HistoryEntry:
        """Write documents new and changed, and the register's own fields, as one transaction.

        What is the same already is left alone. A commitment that was removed comes back under
        its id. `progress` is told how many documents are done, of how many; whatever it raises
        leaves the register as it was. Raises `BadValue`, `NothingToDo` when nothing differs,
        and `ChangeRefused` when the register is not in the `state` that the changes were made for.
        """
        from store.register.transaction import write_changes

        with self._transaction() as transaction:
            self._require_state(state)
            write_changes(changes, transaction, progress)
            return transaction.record_changes(label)

    def replace_documents(
        self, documents: Replacement, label: str, *, state: int | None = None
    ) -> HistoryEntry:
        """Make documents say exactly this, as one transaction; what has no document is removed.

        Raises `BadValue` for what cannot be read, `NothingToDo` when all of it is so already, and
        `ChangeRefused` when the register is no longer in the `state` it was made for.
        """
        from store.register.replacement import write_replacement

        with self._transaction() as transaction:
            self._require_state(state)
            write_replacement(documents, transaction)
            return transaction.record_changes(label)

    def _require_state(self, state: int | None) -> None:
        if state is not None and state != self.state:
            raise ChangeRefused(
                "the register was changed by someone else meanwhile",
                hint="nothing was written; try again",
            )

    def save_view(self, name: str, query: str) -> HistoryEntry:
        """Keep a query under a name, in the place of the view that has it, in whatever case.

        Raises `BadValue` for no name, `BadQuery`, and `NothingToDo` when it is kept so already.
        """
        from store.register.transaction import save_view

        with self._transaction() as transaction:
            return save_view(transaction, name, query)

    def remove_view(self, name: str) -> HistoryEntry:
        """Remove a saved view. Raises `NotFound`."""
        from store.register.transaction import remove_view

        with self._transaction() as transaction:
            return remove_view(transaction, name)

    def undo(self) -> HistoryEntry:
        """Take back this user's newest change. Raises `NothingToDo` or `ChangeRefused`."""
        with self._transaction() as transaction:
            return transaction.travel("undo")

    def redo(self) -> HistoryEntry:
        """Do again what this user undid last. Raises `NothingToDo` or `ChangeRefused`."""
        with self._transaction() as transaction:
            return transaction.travel("redo")

    def log(
        self, commitment_id: str = "", since: date | None = None, until: date | None = None
    ) -> list[HistoryEntry]:
        """Return the transactions, newest first: all, those of a commitment, those between days.

        What was done to it under a former id counts too. Days are of UTC, as the times are; of a
        past day there is none that came after it.
        """
        names = self._reader.names_of(commitment_id) if commitment_id else frozenset()
        entries = self._reader.history.entries(names, since)
        last = until or (self.past.as_of if self.past is not None else None)
        if last is None:
            return list(entries)
        return [each for each in entries if each.time[:10] <= last.isoformat()]

    def close(self, *, checkpoint: bool = False) -> None:
        """Let go of the register, after a checkpoint when asked for one or the journal has grown.

        Raises `Locked`, `CannotRead` or `ReadOnly` when the checkpoint that was asked for cannot
        be made. Nothing is lost by that: all changes are in the journal.
        """
        self._storage.close(checkpoint=checkpoint or None)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        # What writes is loaded by who writes: most runs only read.
        from store.register.transaction import Transaction

        if self.past is not None:
            raise ReadOnly(
                f"nothing can be written into the past, {self.past.words}",
                hint=f"leave {self.past.asked_by} out; the date of an update says when something "
                "was seen",
            )

        with self._storage.transaction() as batch:
            # The lock is held: what others wrote until now is in, and nothing more comes.
            self._take_in()
            time = time_written(self.clock())
            transaction = Transaction(batch, self._reader, self.user, time)
            yield transaction
        self.saved = transaction.label
        self._reader.forget(transaction.written, transaction.edited)

    def _take_in(self) -> None:
        touched = self._storage.refresh()
        self._reader.forget(touched)
        self._unreported |= touched

"""The one door to a register: read it, change it, undo."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.errors import (
    BadValue,
    CannotRead,
    ChangeRefused,
    Conflict,
    Locked,
    NothingToDo,
    ReadOnly,
)
from store.model.derived import DEFAULT, Thresholds
from store.model.entities import SLUG as SLUG
from store.model.entities import Commitment, Register, View, require_slug
from store.portfolio.portfolio import Portfolio
from store.query import Query, Vocabulary
from store.register.codec import Document, RegisterHead, overlay, to_document
from store.register.migrations import SCHEMA, bring_up_to_date
from store.register.reader import Reader
from store.storage import Database, Touched

if TYPE_CHECKING:
    from store.portfolio.preview import PartialPortfolio
    from store.register.changeset import ChangeSet
    from store.register.history import HistoryEntry
    from store.register.transaction import Progress, Transaction

LOCK_SECONDS = 5.0
"""How long to wait for another writer."""
_FIRST = 200
"""Commitments of a glimpse: more than any screen has lines."""

Clock = Callable[[], datetime]
Edit = Callable[[Commitment], Commitment]


def utc_now() -> datetime:
    """Return the present moment, for the time a change was saved."""
    return datetime.now(UTC)


class Store:
    """One open register.

    Every change is on disk, with its place in the history, before the call returns, and is
    made to the newest saved state: another process's change is never overwritten. `user`
    signs the changes, and `undo` takes back that user's own.
    """

    def __init__(self, path: Path, *, user: str, clock: Clock = utc_now) -> None:
        """Open an existing register, bringing an older layout up to date.

        Raises `NoRegister`, `CannotRead`, `Damaged` or `Locked`.
        """
        self.path = path
        self.user = user
        self._clock = clock
        self._db = Database(path, schema=SCHEMA, timeout=LOCK_SECONDS)
        self._storage = self._db.storage
        self._reading = Reader(path, self._storage)
        if self._storage.schema < SCHEMA and self.read_only_reason is None:
            # Only what is understood as a whole is rewritten.
            _ = self._reading.register
            bring_up_to_date(self._storage)
            self._reading = Reader(path, self._storage)
        self._unreported: Touched = set()

    @classmethod
    def create(cls, path: Path, register: Register, *, user: str, clock: Clock = utc_now) -> Store:
        """Make a new register's file and open it. Raises `BadValue` when there is one already."""
        import tempfile  # only here: it takes a while

        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
            made = Path(folder) / path.name
            db = Database(made, schema=SCHEMA, create=True)
            with db.storage.transaction():
                db.table("register").insert(to_document(RegisterHead.of(register)))
                db.table("instruments").insert_multiple(map(to_document, register.instruments))
                db.table("commitments").insert_multiple(map(to_document, register.commitments))
            db.storage.close(fold=True)
            try:
                os.link(made, path)
            except FileExistsError as error:
                raise BadValue(f"{path} exists already", hint="choose another path") from error
        return cls(path, user=user, clock=clock)

    @property
    def read_only_reason(self) -> str | None:
        """Why the register cannot be changed, or None."""
        return self._storage.read_only_reason

    @property
    def register(self) -> Register:
        """The register as last read or saved."""
        return self._reading.register

    @property
    def size(self) -> int:
        """How many commitments there are, counted without reading them."""
        return self._reading.size

    def read(self, progress: Callable[[int, int], None]) -> Register:
        """Read the whole register, and tell how far it is; `progress` may raise to stop."""
        return self._reading.read(progress)

    def glimpse(self, as_of: date, thresholds: Thresholds = DEFAULT) -> PartialPortfolio:
        """Return the first commitments, to be shown before the others are read."""
        from store.portfolio.preview import PartialPortfolio

        register = self._reading.first(_FIRST)
        return PartialPortfolio(register, as_of, self.size, thresholds)

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the register, to read queries with."""
        return self._reading.vocabulary

    @property
    def views(self) -> tuple[View, ...]:
        """The saved views, in the order they were saved."""
        return self._reading.about.views

    def view(self, query: Query, as_of: date, thresholds: Thresholds = DEFAULT) -> Portfolio:
        """Return the register through a query, reading only what can match it."""
        from store.query.prefilter import needles

        register = self._reading.candidates(needles(query))
        total = self._reading.size
        return Portfolio(register, as_of, query=query, total=total, thresholds=thresholds)

    def document(self, commitment_id: str) -> Document:
        """Return a commitment as it is kept, with the fields nobody knows. Raises `NotFound`."""
        return self._reading.document(self._reading.row(commitment_id)) or {}

    def raw(self, commitment_id: str) -> bytes:
        """Return a commitment's JSON as it is kept, keys sorted. Raises `NotFound`."""
        return self._reading.raw(self._reading.row(commitment_id))

    def ids(self) -> frozenset[str]:
        """Return the ids of all commitments; each is found quickly from then on."""
        return frozenset(self._reading.commitment_rows())

    @property
    def state(self) -> int:
        """A number that is another one after every change, whoever made it."""
        return self._storage.seq

    def documents(self) -> Iterator[Document]:
        """Yield every commitment as it is kept, in the register's order."""
        return (document for _, document in self._reading.documents("commitments"))

    def instrument_documents(self) -> Iterator[Document]:
        """Yield every instrument as it is kept, in the register's order."""
        return (document for _, document in self._reading.documents("instruments"))

    def head(self) -> Document:
        """Return what is kept of the register itself: title, dates, domains, views."""
        return self._reading.head()[1]

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
        return [self._reading.past.transaction(number) for number in numbers]

    def change(self, ids: Iterable[str], edit: Edit, *, label: str = "") -> HistoryEntry:
        """Apply one edit to commitments as they are now on disk, as one transaction.

        Without a label the transaction is named by what changed. Raises `NotFound`,
        `NothingToDo` when nothing changes, and whatever the edit raises; then nothing
        was saved.
        """
        with self._transaction() as writing:
            pairs: dict[int, tuple[Commitment, Commitment]] = {}
            for commitment_id in ids:
                row = self._reading.row(commitment_id)
                before = self._reading.commitment(row)
                after = edit(before)
                if after != before:
                    pairs[row] = before, after
            return self._save_pairs(writing, pairs, label)

    def add(self, commitment: Commitment) -> HistoryEntry:
        """Add a commitment. Raises `BadValue` as `check_new` does."""
        from store.model.describe import describe_all

        with self._transaction() as writing:
            self.check_new(commitment.id)
            row = writing.new_row("commitments")
            document = to_document(replace(commitment, revision=1))
            writing.put("commitments", row, commitment.id, None, document)
            return writing.record(describe_all([(None, commitment)]))

    def remove(self, ids: Iterable[str]) -> HistoryEntry:
        """Remove commitments; undo brings them back to their place. Their ids stay used.

        Raises `NotFound`, and then removes none; `NothingToDo` for no ids.
        """
        from store.model.describe import describe_all

        with self._transaction() as writing:
            rows = {self._reading.row(each): each for each in ids}
            if not rows:
                raise NothingToDo("there is nothing to remove")
            label = describe_all([(self._reading.commitment(row), None) for row in rows])
            for row, name in rows.items():
                writing.put("commitments", row, name, self._reading.document(row), None)
            return writing.record(label)

    def check_new(self, commitment_id: str) -> None:
        """Raise `BadValue` for an id that is no slug or was ever used."""
        require_slug(commitment_id)
        if self._reading.was_used(commitment_id):
            raise BadValue(
                f"the id '{commitment_id}' is taken, now or in the past",
                hint="an id is never used twice; choose another",
            )

    def save(self, base: Commitment, edited: Commitment) -> HistoryEntry:
        """Save an edited commitment, if it still is what the edit started from.

        Raises `Conflict`, which holds both versions, when somebody saved it meanwhile, and
        what `change` raises.
        """
        with self._transaction() as writing:
            row = self._reading.row(base.id)
            theirs = self._reading.commitment(row)
            if theirs != base:
                last = self._reading.past.last_change("commitments", base.id)
                who = f" by {last.user} at {last.time} ({last.label})" if last else ""
                raise Conflict(base, edited, theirs, who)
            pairs = {row: (theirs, edited)} if edited != theirs else {}
            return self._save_pairs(writing, pairs, "")

    def write_all(
        self,
        changes: ChangeSet,
        label: str,
        *,
        progress: Progress | None = None,
        state: int | None = None,
    ) -> HistoryEntry:
        """Write documents new and changed, and the register's own fields, as one transaction.

        What is the same already is left alone. A commitment that was removed comes back under
        its id. `progress` is told how many documents are done, of how many; whatever it raises
        leaves the register as it was. Raises `BadValue`, `NothingToDo` when nothing differs,
        and `ChangeRefused` when the register is not in the `state` that the changes were made for.
        """
        from store.register.transaction import write

        with self._transaction() as writing:
            if state is not None and state != self.state:
                raise ChangeRefused(
                    "the register was changed by someone else meanwhile",
                    hint="nothing was written; try again",
                )
            write(changes, writing, progress)
            if not writing.changes_something:
                raise NothingToDo("nothing would change")
            return writing.record(label)

    def save_view(self, name: str, query: str) -> HistoryEntry:
        """Keep a query under a name, in the place of the view that has it, in whatever case.

        Raises `BadValue` for no name, `BadQuery`, and `NothingToDo` when it is kept so already.
        """
        from store.register.transaction import save

        with self._transaction() as writing:
            return save(writing, name, query)

    def remove_view(self, name: str) -> HistoryEntry:
        """Remove a saved view. Raises `NotFound`."""
        from store.register.transaction import remove

        with self._transaction() as writing:
            return remove(writing, name)

    def undo(self) -> HistoryEntry:
        """Take back this user's newest change. Raises `NothingToDo` or `ChangeRefused`."""
        with self._transaction() as writing:
            return writing.travel("undo")

    def redo(self) -> HistoryEntry:
        """Do again what this user undid last. Raises `NothingToDo` or `ChangeRefused`."""
        with self._transaction() as writing:
            return writing.travel("redo")

    def log(self, commitment_id: str = "") -> list[HistoryEntry]:
        """Return the transactions, newest first: all, or those of one commitment."""
        past = self._reading.past
        return [
            transaction
            for transaction in map(past.transaction, reversed(past.numbers))
            if not commitment_id or commitment_id in transaction.touched
        ]

    def close(self, *, fold: bool = False) -> None:
        """Let go of the register; fold its journal when asked to, or when it has grown.

        A register that cannot be folded now keeps its journal: nothing is lost.
        """
        with suppress(Locked, CannotRead, ReadOnly):
            self._storage.close(fold=fold or None)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        # What writes is loaded by who writes: most runs only read.
        from store.register.transaction import Signature, Transaction

        with self._storage.transaction() as draft:
            # The lock is held: what others wrote until now is in, and nothing more comes.
            self._take_in()
            time = self._clock().strftime("%Y-%m-%dT%H:%M:%SZ")
            writing = Transaction(draft, self._reading, Signature(self.user, time))
            yield writing
        self._reading.forget(writing.written)

    def _take_in(self) -> None:
        touched = self._storage.refresh()
        self._reading.forget(touched)
        self._unreported |= touched

    def _save_pairs(
        self, writing: Transaction, pairs: Mapping[int, tuple[Commitment, Commitment]], label: str
    ) -> HistoryEntry:
        if not pairs:
            raise NothingToDo("nothing would change")
        from store.model.describe import describe_all

        for row, (before, after) in pairs.items():
            old = self._reading.document(row) or {}
            counted = replace(after, revision=before.revision + 1)
            writing.put("commitments", row, before.id, old, overlay(old, counted))
        return writing.record(label or describe_all(pairs.values()))

"""The one door to a register: read it, change it, undo."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace

from store.codec import Document, overlay, to_document
from store.describe import describe_all
from store.disk import Database, Draft, Touched
from store.errors import BadValue, CannotRead, Conflict, Locked, NothingToDo, ReadOnly, Refused
from store.history import (
    Kind,
    Transaction,
    applies,
    apply,
    difference,
    last_to_redo,
    last_to_undo,
)
from store.migrations import SCHEMA, bring_up_to_date
from store.model import Commitment, Register
from store.portfolio import Portfolio
from store.query import Query, Vocabulary, needles
from store.reading import About, Reading

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
"""What an id looks like: short enough to be cited by people."""
LOCK_SECONDS = 5.0
"""How long to wait for another writer."""

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
        self._reading = Reading(path, self._storage)
        if self._storage.schema < SCHEMA and self.read_only_reason is None:
            # Only what is understood as a whole is rewritten.
            _ = self._reading.register
            bring_up_to_date(self._storage)
            self._reading = Reading(path, self._storage)
        self._unreported: Touched = set()

    @classmethod
    def create(cls, path: Path, register: Register, *, user: str, clock: Clock = utc_now) -> Store:
        """Make a new register's file and open it. Raises `BadValue` when there is one already."""
        import tempfile  # only here: it takes a while

        path.parent.mkdir(parents=True, exist_ok=True)
        about = About(register.title, register.start, register.end, register.domains)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
            made = Path(folder) / path.name
            db = Database(made, schema=SCHEMA, create=True)
            with db.storage.transaction():
                db.table("register").insert(to_document(about))
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
    def vocabulary(self) -> Vocabulary:
        """The words of the register, to read queries with."""
        return self._reading.vocabulary

    def view(self, query: Query, as_of: date) -> Portfolio:
        """Return the register through a query, reading only what can match it."""
        register = self._reading.candidates(needles(query))
        return Portfolio(register, as_of, query=query, total=self._reading.size)

    def document(self, commitment_id: str) -> Document:
        """Return a commitment as it is kept, with the fields nobody knows. Raises `NotFound`."""
        return self._reading.document(self._reading.row(commitment_id)) or {}

    def refresh(self) -> list[Transaction] | None:
        """Take in what other processes changed; return their transactions, oldest first.

        None when nothing changed. Costs two `stat` calls then.
        """
        self._take_in()
        if not self._unreported:
            return None
        numbers = sorted(number for table, number in self._unreported if table == "history")
        self._unreported = set()
        return [self._reading.transaction(number) for number in numbers]

    def change(self, ids: Iterable[str], edit: Edit, *, label: str = "") -> Transaction:
        """Apply one edit to commitments as they are now on disk, as one transaction.

        Without a label the transaction is named by what changed. Raises `NotFound`,
        `NothingToDo` when nothing changes, and whatever the edit raises; then nothing
        was saved.
        """
        with self._transaction() as draft:
            pairs: dict[int, tuple[Commitment, Commitment]] = {}
            for commitment_id in ids:
                row = self._reading.row(commitment_id)
                before = self._reading.commitment(row)
                after = edit(before)
                if after != before:
                    pairs[row] = before, after
            return self._save_pairs(draft, pairs, label)

    def add(self, commitment: Commitment) -> Transaction:
        """Add a commitment. Raises `BadValue` as `check_new` does."""
        with self._transaction() as draft:
            self.check_new(commitment.id)
            row = draft.highest("commitments") + 1
            document = to_document(replace(commitment, revision=1))
            label = describe_all([(None, commitment)])
            return self._write(draft, {row: (commitment.id, None, document)}, label)

    def check_new(self, commitment_id: str) -> None:
        """Raise `BadValue` for an id that is no slug or was ever used."""
        if not SLUG.fullmatch(commitment_id):
            raise BadValue(
                f"'{commitment_id}' cannot be an id",
                hint="use small letters, digits and hyphens, such as js25-p8i",
            )
        if self._reading.was_used(commitment_id):
            raise BadValue(
                f"the id '{commitment_id}' is taken, now or in the past",
                hint="an id is never used twice; choose another",
            )

    def save(self, base: Commitment, edited: Commitment) -> Transaction:
        """Save an edited commitment, if it still is at the revision the edit started from.

        Raises `Conflict`, which holds both versions, when somebody saved it meanwhile, and
        what `change` raises.
        """
        with self._transaction() as draft:
            row = self._reading.row(base.id)
            theirs = self._reading.commitment(row)
            if theirs.revision != base.revision:
                raise Conflict(base, edited, theirs, self._who_changed(base.id))
            pairs = {row: (theirs, edited)} if edited != theirs else {}
            return self._save_pairs(draft, pairs, "")

    def undo(self) -> Transaction:
        """Take back this user's newest change. Raises `NothingToDo` or `Refused`."""
        return self._travel("undo")

    def redo(self) -> Transaction:
        """Do again what this user undid last. Raises `NothingToDo` or `Refused`."""
        return self._travel("redo")

    def log(self, commitment_id: str = "") -> list[Transaction]:
        """Return the transactions, newest first: all, or those of one commitment."""
        return [
            transaction
            for transaction in map(self._reading.transaction, reversed(self._reading.history))
            if not commitment_id or commitment_id in transaction.touched
        ]

    def close(self, *, fold: bool = False) -> None:
        """Let go of the register; fold its journal when asked to, or when it has grown.

        A register that cannot be folded now keeps its journal: nothing is lost.
        """
        with suppress(Locked, CannotRead, ReadOnly):
            self._storage.close(fold=fold or None)

    @contextmanager
    def _transaction(self) -> Iterator[Draft]:
        with self._storage.transaction() as draft:
            # The lock is held: what others wrote until now is in, and nothing more comes.
            self._take_in()
            yield draft
            written = {(table, row) for table, rows in draft.put.items() for row in rows}
        self._reading.forget(written)

    def _take_in(self) -> None:
        touched = self._storage.refresh()
        self._reading.forget(touched)
        self._unreported |= touched

    def _save_pairs(
        self, draft: Draft, pairs: Mapping[int, tuple[Commitment, Commitment]], label: str
    ) -> Transaction:
        if not pairs:
            raise NothingToDo("nothing would change")
        changed: dict[int, tuple[str, Document | None, Document | None]] = {}
        for row, (before, after) in pairs.items():
            old = self._reading.document(row) or {}
            counted = replace(after, revision=before.revision + 1)
            changed[row] = before.id, old, overlay(old, counted)
        return self._write(draft, changed, label or describe_all(pairs.values()))

    def _travel(self, kind: Kind) -> Transaction:
        with self._transaction() as draft:
            find = last_to_undo if kind == "undo" else last_to_redo
            target = self._reading.transaction(find(self._reading.steps(), self.user))
            changed: dict[int, tuple[str, Document | None, Document | None]] = {}
            for commitment_id, done in target.touched.items():
                touch = done.turned() if kind == "undo" else done
                row = touch.row or self._reading.row(commitment_id)
                document = self._reading.document(row)
                if not applies(touch, document):
                    raise self._changed_since(commitment_id, target)
                changed[row] = commitment_id, document, _counted(apply(touch, document), document)
            return self._write(draft, changed, target.label, kind, target.number)

    def _write(
        self,
        draft: Draft,
        changed: Mapping[int, tuple[str, Document | None, Document | None]],
        label: str,
        kind: Kind = "change",
        of: int = 0,
    ) -> Transaction:
        transaction = Transaction(
            number=draft.highest("history") + 1,
            time=self._clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
            user=self.user,
            label=label,
            kind=kind,
            of=of,
            touched={
                name: difference(before, after, row)
                for row, (name, before, after) in changed.items()
            },
        )
        for row, (_, _, after) in changed.items():
            if after is None:
                draft.remove("commitments", row)
            else:
                draft.save("commitments", row, after)
        draft.save("history", transaction.number, to_document(transaction))
        return transaction

    def _who_changed(self, commitment_id: str) -> str:
        last = next(iter(self.log(commitment_id)), None)
        return f" by {last.user} at {last.time} ({last.label})" if last else ""

    def _changed_since(self, commitment_id: str, target: Transaction) -> Refused:
        who = self._who_changed(commitment_id)
        return Refused(
            f"“{target.label}” cannot be taken back: {commitment_id} was changed since{who}",
            hint=f"see `entente log {commitment_id}`",
        )


def _counted(document: Document | None, before: Document | None) -> Document | None:
    """Return a document with the revision after that of the version it takes the place of."""
    if document is None:
        return None
    last = (before or document).get("revision", 0)
    return document | {"revision": last + 1}

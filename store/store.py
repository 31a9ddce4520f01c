"""The one door to a register: read it, change it, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from tinydb import TinyDB
from tinydb.table import Document as Row
from tinydb.table import Table

from store.codec import Document, from_document, overlay, to_document
from store.dates import PartialDate
from store.describe import describe_all
from store.errors import BadValue, Damaged, NothingToDo, Refused, not_found
from store.history import (
    Kind,
    Transaction,
    difference,
    last_to_redo,
    last_to_undo,
    put_back,
    still_as_left,
)
from store.model import Commitment, Domain, Instrument, Register
from store.storage import WholeFileStorage

SCHEMA = 1

Clock = Callable[[], datetime]
Edit = Callable[[Commitment], Commitment]


class About(Struct, frozen=True):
    """What a register says of itself: the one document of its `register` table."""

    schema: int
    """Which layout the file has."""
    title: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    domains: tuple[Domain, ...] = ()


def utc_now() -> datetime:
    """Return the present moment, for the time a change was saved."""
    return datetime.now(UTC)


class Store:
    """One open register.

    Every change is saved, with its place in the history, before the call returns, and is
    made to the newest saved state: another process's change is never overwritten. `user`
    signs the changes, and `undo` takes back that user's own.
    """

    def __init__(self, path: Path, *, user: str, clock: Clock = utc_now) -> None:
        """Open an existing register. Raises `NoRegister`, `CannotRead` or `Damaged`."""
        self.path = path
        self.user = user
        self._clock = clock
        self._storage = WholeFileStorage(path)
        self._db = TinyDB(storage=lambda: self._storage)
        self._read()

    @classmethod
    def create(cls, path: Path, register: Register, *, user: str, clock: Clock = utc_now) -> Store:
        """Make a new register's file and open it. Raises `BadValue` when there is one already."""
        path.parent.mkdir(parents=True, exist_ok=True)
        storage = WholeFileStorage(path)
        db = TinyDB(storage=lambda: storage)
        about = About(SCHEMA, register.title, register.start, register.end, register.domains)
        with storage.transaction():
            if path.exists():
                raise BadValue(f"{path} exists already", hint="choose another path")
            _table(db, "register").insert(to_document(about))
            _table(db, "instruments").insert_multiple(map(to_document, register.instruments))
            _table(db, "commitments").insert_multiple(map(to_document, register.commitments))
        return cls(path, user=user, clock=clock)

    @property
    def register(self) -> Register:
        """The register as last read or saved."""
        return self._register

    def refresh(self) -> bool:
        """Read the file again if another process changed it; say whether it did."""
        if self._storage.version() == self._version:
            return False
        self._read()
        return True

    def change(self, ids: Iterable[str], edit: Edit, *, label: str = "") -> Transaction:
        """Apply one edit to commitments, as one transaction.

        Without a label the transaction is named by what changed. Raises `NotFound`,
        `NothingToDo` when nothing changes, and whatever the edit raises; then nothing
        was saved.
        """
        with self._storage.transaction():
            rows = self._commitment_rows()
            pairs: list[tuple[Commitment | None, Commitment | None]] = []
            changed: dict[str, Document | None] = {}
            for commitment_id in ids:
                row = _row(rows, commitment_id)
                before = self._commitment(row)
                after = edit(before)
                if after != before:
                    changed[commitment_id] = overlay(row, after)
                    pairs.append((before, after))
            if not changed:
                raise NothingToDo("nothing would change")
            transaction = self._save(rows, changed, label or describe_all(pairs))
        self._read()
        return transaction

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
            for transaction in reversed(self._history())
            if not commitment_id or commitment_id in transaction.touched
        ]

    def _travel(self, kind: Kind) -> Transaction:
        with self._storage.transaction():
            history = self._history()
            find = last_to_undo if kind == "undo" else last_to_redo
            target = find(history, self.user)
            rows = self._commitment_rows()
            changed: dict[str, Document | None] = {}
            for commitment_id, touch in target.touched.items():
                left, wanted = touch.after, touch.before
                if kind == "redo":
                    left, wanted = wanted, left
                row = rows.get(commitment_id)
                if not still_as_left(row, left, wanted or ()):
                    raise _changed_since(commitment_id, target, history)
                changed[commitment_id] = put_back(row, left, wanted)
            transaction = self._save(rows, changed, target.label, kind, target.number)
        self._read()
        return transaction

    def _save(
        self,
        rows: Mapping[str, Row],
        changed: Mapping[str, Document | None],
        label: str,
        kind: Kind = "change",
        of: int = 0,
    ) -> Transaction:
        commitments, history = _table(self._db, "commitments"), _table(self._db, "history")
        transaction = Transaction(
            number=max((row.doc_id for row in _rows(history)), default=0) + 1,
            time=self._clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
            user=self.user,
            label=label,
            kind=kind,
            of=of,
            touched={each: difference(rows.get(each), after) for each, after in changed.items()},
        )
        for commitment_id, after in changed.items():
            row = rows.get(commitment_id)
            if row is not None:
                commitments.remove(doc_ids=[row.doc_id])
            if after is not None:
                commitments.insert(Row(after, row.doc_id) if row is not None else after)
        history.insert(Row(to_document(transaction), transaction.number))
        return transaction

    def _read(self) -> None:
        self._version = self._storage.version()
        about = self._about()
        if about.schema != SCHEMA:
            raise Damaged(
                f"{self.path} has layout {about.schema}, this Entente reads {SCHEMA}",
                hint="upgrade Entente to open it; the file was left as it is",
            )
        self._register = Register(
            title=about.title,
            start=about.start,
            end=about.end,
            domains=about.domains,
            instruments=tuple(
                from_document(row, Instrument, f"{self.path}, instrument {row.doc_id}")
                for row in _rows(_table(self._db, "instruments"))
            ),
            commitments=tuple(map(self._commitment, _rows(_table(self._db, "commitments")))),
        )

    def _about(self) -> About:
        rows = _rows(_table(self._db, "register"))
        if len(rows) != 1:
            raise Damaged(
                f"{self.path} is not a register: it does not say what it is about",
                hint="the file was left as it is; open another with --register",
            )
        return from_document(rows[0], About, f"{self.path}, register")

    def _commitment_rows(self) -> dict[str, Row]:
        return {row["id"]: row for row in _rows(_table(self._db, "commitments"))}

    def _commitment(self, row: Row) -> Commitment:
        name = row.get("id", row.doc_id)
        return from_document(row, Commitment, f"{self.path}, commitment {name}")

    def _history(self) -> list[Transaction]:
        return [
            from_document(row, Transaction, f"{self.path}, history {row.doc_id}")
            for row in _rows(_table(self._db, "history"))
        ]


def _table(db: TinyDB, name: str) -> Table:
    # No query cache: it hands out documents that it shares between callers.
    return db.table(name, cache_size=0)


def _rows(table: Table) -> list[Row]:
    """Return a table's documents in the order they were added."""
    return sorted(table, key=lambda row: row.doc_id)


def _row(rows: Mapping[str, Row], commitment_id: str) -> Row:
    if commitment_id not in rows:
        raise not_found(commitment_id, rows)
    return rows[commitment_id]


def _changed_since(
    commitment_id: str, target: Transaction, history: Iterable[Transaction]
) -> Refused:
    later = [
        each for each in history if each.number > target.number and commitment_id in each.touched
    ]
    who = f" by {later[-1].user} at {later[-1].time} ({later[-1].label})" if later else ""
    return Refused(
        f"“{target.label}” cannot be taken back: {commitment_id} was changed since{who}",
        hint=f"see `entente log {commitment_id}`",
    )

"""One transaction in the making: the documents it puts and removes, and its place in history."""

from __future__ import annotations

from typing import NamedTuple

from store.codec import Document
from store.disk import Draft
from store.disk.documents import decode
from store.errors import Refused
from store.history import Kind, Place, Transaction, last_to_redo, last_to_undo
from store.reading import Reading
from store.touch import Touch, applies, apply, difference


class Signature(NamedTuple):
    """Who makes a change, and when."""

    user: str
    time: str


class Writing:
    """The changes of one transaction; `reading` sees them as they are made."""

    def __init__(self, draft: Draft, reading: Reading, signature: Signature) -> None:
        self.reading = reading
        self._draft = draft
        self._signature = signature
        self._touched: dict[str, dict[str, Touch]] = {"commitments": {}, "instruments": {}}
        self._head: Touch | None = None

    @property
    def written(self) -> set[tuple[str, int]]:
        """The table and row of every document put or removed so far."""
        return {(table, row) for table, rows in self._draft.put.items() for row in rows}

    @property
    def changes_something(self) -> bool:
        """Whether anything was put or removed."""
        return self._draft.changes_something

    def new_row(self, table: str) -> int:
        """Return the number for one more document of a table."""
        return self._draft.highest(table) + 1

    def put(
        self, table: str, row: int, name: str, before: Document | None, after: Document | None
    ) -> None:
        """Put a document, or remove it when there is none after. Raises `NotStorable`."""
        touch = difference(before, after, row)
        if table == "register":
            self._head = touch
        else:
            self._touched[table][name] = touch
        if after is None:
            self._draft.remove(table, row)
        else:
            self._draft.save(table, row, after)

    def add(self, row: int, name: str, raw: bytes) -> None:
        """Put a commitment that was not there, as the JSON that `encode` made of it."""
        self._touched["commitments"][name] = difference(None, decode(raw), row)
        self._draft.save_raw("commitments", row, raw)

    def record(self, label: str, kind: Kind = "change", of: int = 0) -> Transaction:
        """Write the transaction into the history, under its label."""
        transaction = Transaction(
            number=self.new_row("history"),
            time=self._signature.time,
            user=self._signature.user,
            label=label,
            kind=kind,
            of=of,
            touched=self._touched["commitments"],
            instruments=self._touched["instruments"],
            head=self._head,
        )
        self._draft.save_raw("history", transaction.number, transaction.encoded())
        return transaction

    def travel(self, kind: Kind) -> Transaction:
        """Undo or redo what the user did last. Raises `NothingToDo` and `Refused`."""
        reading, user = self.reading, self._signature.user
        find = last_to_undo if kind == "undo" else last_to_redo
        target = reading.past.transaction(find(reading.past.steps(), user))
        undone = reading.past.undo_of(target.number) if kind == "redo" else None
        gone = (
            {(table, name): touch.before for table, name, touch in undone.touches()}
            if undone
            else {}
        )
        for place in target.touches():
            table, name, done = place
            row = done.row or reading.row(name)
            document = reading.document(row, table)
            if kind == "undo":
                touch = done.known(document).turned()
            else:
                touch = done.known(gone.get((table, name)))
            if not applies(touch, document):
                raise self._changed_since(place, target)
            after = apply(touch, document)
            if table == "commitments":
                after = counted(after, document)
            self.put(table, row, name, document, after)
        return self.record(target.label, kind, target.number)

    def _changed_since(self, place: Place, target: Transaction) -> Refused:
        what = place.name or "the register itself"
        last = self.reading.past.last_change(place.table, place.name)
        who = f" by {last.user} at {last.time} ({last.label})" if last else ""
        return Refused(
            f"“{target.label}” cannot be taken back: {what} was changed since{who}",
            hint=f"see `entente log {place.name}`" if place.name else "see `entente log`",
        )


def counted(document: Document | None, before: Document | None) -> Document | None:
    """Return a document with the revision after that of the version it takes the place of."""
    if document is None:
        return None
    last = (before or document).get("revision", 0)
    return document | {"revision": last + 1}

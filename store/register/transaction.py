"""One transaction in the making: the documents it puts and removes, and its place in history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from store.errors import BadValue, ChangeRefused, NotFound, NothingToDo
from store.model.entities import require_slug
from store.query import parse_query
from store.register.changeset import ChangeSet
from store.register.codec import Document
from store.register.delta import Delta, applies, apply, difference
from store.register.history import DeltaPlace, HistoryEntry, HistoryKind, last_to_redo, last_to_undo
from store.register.reader import Reader
from store.storage import WriteBatch
from store.storage.documents import decode
from store.text import did_you_mean, shown


class Signature(NamedTuple):
    """Who makes a change, and when."""

    user: str
    time: str


class Transaction:
    """The changes of one transaction; `reading` sees them as they are made."""

    def __init__(self, draft: WriteBatch, reading: Reader, signature: Signature) -> None:
        self.reading = reading
        self._draft = draft
        self._signature = signature
        self._touched: dict[str, dict[str, Delta]] = {"commitments": {}, "instruments": {}}
        self._head: Delta | None = None

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

    def record(self, label: str, kind: HistoryKind = "change", of: int = 0) -> HistoryEntry:
        """Write the transaction into the history, under its label."""
        transaction = HistoryEntry(
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

    def travel(self, kind: HistoryKind) -> HistoryEntry:
        """Undo or redo what the user did last. Raises `NothingToDo` and `ChangeRefused`."""
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

    def _changed_since(self, place: DeltaPlace, target: HistoryEntry) -> ChangeRefused:
        what = place.name or "the register itself"
        last = self.reading.past.last_change(place.table, place.name)
        who = f" by {last.user} at {last.time} ({last.label})" if last else ""
        return ChangeRefused(
            f"“{target.label}” cannot be taken back: {what} was changed since{who}",
            hint=f"see `entente log {place.name}`" if place.name else "see `entente log`",
        )


def counted(document: Document | None, before: Document | None) -> Document | None:
    """Return a document with the revision after that of the version it takes the place of."""
    if document is None:
        return None
    last = (before or document).get("revision", 0)
    return document | {"revision": last + 1}


Progress = Callable[[int, int], None]
"""Is told how many documents are done, of how many; what it raises ends the writing."""


WriteStep = Callable[[], None]
RowNumbers = Mapping[tuple[str, str], int]


def write(changes: ChangeSet, writing: Transaction, progress: Progress | None) -> None:
    """Put everything that differs from what there is. Raises `BadValue`."""
    done, total = 0, len(changes)

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    # What is gone comes back to where it was, so that no older change can bring it back too.
    former = writing.reading.past.former_rows()
    _instruments(changes, writing, former, step)
    _commitments(changes, writing, former, step)
    _head(changes, writing, step)


def _commitments(
    changes: ChangeSet, writing: Transaction, former: RowNumbers, step: WriteStep
) -> None:
    rows = writing.reading.commitment_rows()
    for name in changes.commitment_ids:
        row = rows.get(name) or former.get(("commitments", name))
        if not row:
            require_slug(name)
            row = writing.new_row("commitments")
        before = writing.reading.document(row)
        if before is None:
            writing.add(row, name, changes.added(name))
        else:
            after = changes.commitment_over(name, before)
            if after != before:
                writing.put("commitments", row, name, before, counted(after, before))
        step()


def _instruments(
    changes: ChangeSet, writing: Transaction, former: RowNumbers, step: WriteStep
) -> None:
    rows = writing.reading.instrument_rows()
    for name in changes.instrument_ids:
        row = rows.get(name) or former.get(("instruments", name))
        row = row or writing.new_row("instruments")
        before = writing.reading.document(row, "instruments")
        after = changes.instrument_over(name, before)
        if after != before:
            writing.put("instruments", row, name, before, after)
        step()


def _head(changes: ChangeSet, writing: Transaction, step: WriteStep) -> None:
    if not changes.has_head:
        return
    row, before = writing.reading.head()
    after = changes.head_over(before)
    if after != before:
        writing.put("register", row, "", before, after)
    step()


def save(writing: Transaction, name: str, query: str) -> HistoryEntry:
    """Keep a query under a name. Raises `BadValue`, `BadQuery` and `NothingToDo`."""
    name, query = " ".join(name.split()), query.strip()
    if not name:
        raise BadValue("a view needs a name", hint="name it for what it shows: late at sea")
    parse_query(query, writing.reading.vocabulary)
    row, before = writing.reading.head()
    kept = list(before.get("views", []))
    place = _place(kept, name)
    view = {"name": name, "query": query}
    if place is None:
        kept.append(view)
    elif kept[place] | view == kept[place]:
        raise NothingToDo(f"the view “{name}” is kept so already")
    else:
        kept[place] = kept[place] | view
    writing.put("register", row, "", before, before | {"views": kept})
    return writing.record(f"view “{name}” {'saved' if place is None else 'changed'}")


def remove(writing: Transaction, name: str) -> HistoryEntry:
    """Remove a view. Raises `NotFound`."""
    row, before = writing.reading.head()
    kept = list(before.get("views", []))
    place = _place(kept, name)
    if place is None:
        names = [each["name"] for each in kept]
        hint = did_you_mean(name, names) if names else "no view was saved yet"
        raise NotFound(f"there is no view {shown(name)}", hint=hint)
    gone = kept.pop(place)
    rest = {key: item for key, item in before.items() if key != "views"}
    writing.put("register", row, "", before, rest | ({"views": kept} if kept else {}))
    return writing.record(f"view “{gone['name']}” removed")


def _place(kept: list[Document], name: str) -> int | None:
    wanted = " ".join(name.split()).casefold()
    found = (place for place, each in enumerate(kept) if each["name"].casefold() == wanted)
    return next(found, None)

"""One transaction in the making: the documents it puts and removes, and its place in history.

`Transaction` is what every change of a `Store` goes through, undo and redo among them. The
functions below it are the changes themselves: commitments added, edited and removed, what an import
brings, and the saved views.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Raw
from msgspec.structs import replace

from store.errors import BadValue, ChangeRefused, NotFound, NothingToDo
from store.model.conflict import Conflict, settled
from store.model.describe import describe_all
from store.model.entities import Commitment
from store.model.ids import require_slug, with_ids
from store.register.codec import fields_set, overlay_change, to_document
from store.register.delta import Delta, applies, apply, difference, digest
from store.register.history import (
    DeltaPlace,
    HistoryEntry,
    HistoryKind,
    HistoryStep,
    last_to_redo,
    last_to_undo,
)
from store.register.reader import Reader, ReportProgress
from store.register.undecoded import DeltasByName, RemovedDocument, counted_on, digest_of
from store.storage import WriteBatch
from store.storage.documents import (
    Document,
    decode,
    decode_fields,
    decode_value,
    encode_plain,
)
from store.text import did_you_mean, shown

if TYPE_CHECKING:
    from store.register.changeset import ChangeSet


class Transaction:
    """The changes of one transaction; `reader` sees them as they are made."""

    def __init__(self, batch: WriteBatch, reader: Reader, user: str, time: str) -> None:
        """Change a batch in the name of a user, at a time as `HistoryEntry` has it."""
        self.reader = reader
        self._batch = batch
        self.signature = user, time
        """Who makes the change, and when."""
        self._touched = {"commitments": DeltasByName(), "instruments": DeltasByName()}
        self._head: Delta | None = None
        self.label = ""
        """What the history calls it, once it is recorded."""
        self.edited: set[int] = set()
        """Rows of commitments that were changed and have the ids they had."""

    @property
    def written(self) -> set[tuple[str, int]]:
        """The table and row of every document put or removed so far."""
        return {(table, row) for table, rows in self._batch.put.items() for row in rows}

    @property
    def changes_something(self) -> bool:
        """Whether anything was put or removed."""
        return self._batch.changes_something

    def new_row(self, table: str) -> int:
        """Return the number for one more document of a table."""
        return self._batch.highest(table) + 1

    def put(
        self, table: str, row: int, name: str, before: Document | None, after: Document | None
    ) -> None:
        """Put a document, or remove it when there is none after. Raises `NotStorable`."""
        if after is None:
            self._batch.remove(table, row)
        else:
            self._batch.save(table, row, after)
        self._note(table, name, difference(before, after, row))

    def put_edited(self, row: int, before: Commitment, after: Commitment) -> None:
        """Put an edited commitment in the place of what it was read as, in a row.

        Raises `NotStorable` for a text that is no Unicode.
        """
        kept = decode_fields(self._batch.get("commitments", row) or b"{}")
        # Only what the edit set is decoded: the rest stays as it is written.
        names = [each for each in fields_set(before, after) if each in kept]
        old = {name: decode_value(kept.pop(name)) for name in names}
        new = overlay_change(old, before, after)
        self._batch.save_raw("commitments", row, encode_plain(kept | new))
        self._note("commitments", before.id, difference(old, new, row))
        if after.id == before.id:
            self.edited.add(row)

    def save_pairs(
        self, pairs: Mapping[int, tuple[Commitment, Commitment]], label: str = ""
    ) -> HistoryEntry:
        """Save edited commitments by their rows, each before and after. Raises `NothingToDo`.

        Without a label the transaction is named by what changed.
        """
        if not pairs:
            raise NothingToDo("nothing would change")
        for row, (before, after) in pairs.items():
            signed = with_ids(before, settled(before, after), *self.signature)
            self.put_edited(row, before, replace(signed, revision=before.revision + 1))
        return self.record(label or describe_all(pairs.values()))

    def _note(self, table: str, name: str, delta: Delta) -> None:
        if table == "register":
            self._head = delta
        else:
            self._touched[table].put(name, delta)

    def add(self, row: int, name: str, raw: bytes) -> None:
        """Put a commitment that was not there, as the JSON that `encode` made of it."""
        added = digest_of(raw) or digest(decode(raw))
        self._add("commitments", row, name, raw, added)

    def _add(self, table: str, row: int, name: str, raw: bytes, added: str) -> None:
        self._touched[table].put(name, Delta(row=row, added=added))
        self._batch.save_raw(table, row, raw)

    def record(self, label: str, kind: HistoryKind = "change", of: int = 0) -> HistoryEntry:
        """Write the transaction into the history, under its label."""
        self.label = label if kind == "change" else f"{kind} of “{label}”"
        user, time = self.signature
        entry = HistoryEntry(
            number=self.new_row("history"),
            time=time,
            user=user,
            label=label,
            kind=kind,
            of=of,
            touched=self._touched["commitments"],
            instruments=self._touched["instruments"],
            head=self._head,
        )
        self._batch.save_raw("history", entry.number, entry.encoded())
        return entry

    def record_changes(self, label: str) -> HistoryEntry:
        """Write the transaction into the history. Raises `NothingToDo` when it changes nothing."""
        if not self.changes_something:
            raise NothingToDo("nothing would change")
        return self.record(label)

    def travel(self, kind: HistoryKind) -> HistoryEntry:
        """Undo or redo what the user did last. Raises `NothingToDo` and `ChangeRefused`."""
        reader, (user, _) = self.reader, self.signature
        find = last_to_undo if kind == "undo" else last_to_redo
        target = find(reader.history.steps(), user)
        gone = reader.history.removed_by_undoing(target.number) if kind == "redo" else {}
        for place in reader.history.deltas(target.number):
            before = gone.get((place.table, place.name))
            if not (self._take_out(place) if kind == "undo" else self._bring_back(place, before)):
                self._travel_decoded(place, kind, target, before)
        return self.record(target.label, kind, target.number)

    def _take_out(self, place: DeltaPlace) -> bool:
        """Remove a document that was added and is as it was; tell whether its bytes say so."""
        table, name, done = place
        raw = self._batch.get(table, done.row)
        if not done.added or raw is None or digest_of(raw) != done.added:
            return False
        self._touched[table].written[name] = RemovedDocument(Raw(raw), done.row)
        self._batch.remove(table, done.row)
        return True

    def _bring_back(self, place: DeltaPlace, before: Raw | None) -> bool:
        """Put a document back that was added once; tell whether its bytes are enough for it."""
        table, name, done = place
        if not done.added or before is None or self._batch.get(table, done.row) is not None:
            return False
        raw = bytes(before)
        after = counted_on(raw)
        if table != "commitments" or after is None or digest_of(raw) != done.added:
            return False
        self._add(table, done.row, name, after, done.added)
        return True

    def _travel_decoded(
        self, place: DeltaPlace, kind: HistoryKind, target: HistoryStep, before: Raw | None
    ) -> None:
        table, name, done = place
        row = done.row or self.reader.row(name)
        document = self.reader.document(row, table)
        if kind == "undo":
            delta = done.known(document).turned()
        else:
            delta = done.known(None if before is None else decode(bytes(before)))
        if not applies(delta, document):
            raise self._changed_since(place, target)
        after = apply(delta, document)
        if table == "commitments":
            after = counted(after, document)
        self.put(table, row, name, document, after)

    def _changed_since(self, place: DeltaPlace, target: HistoryStep) -> ChangeRefused:
        what = place.name or "the register itself"
        last = self.reader.history.last_change(place.table, place.name)
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


def save_edited(transaction: Transaction, base: Commitment, edited: Commitment) -> HistoryEntry:
    """Save an edited commitment. Raises `Conflict` when it is not what the edit started from."""
    reader = transaction.reader
    theirs = reader.commitment(row := reader.row(base.id))
    if theirs != base:
        last = reader.history.last_change("commitments", base.id)
        who = f" by {last.user} at {last.time} ({last.label})" if last else ""
        raise Conflict(base, edited, theirs, who)
    return transaction.save_pairs({row: (theirs, edited)} if edited != theirs else {})


def add_commitment(transaction: Transaction, commitment: Commitment) -> HistoryEntry:
    """Put a commitment, whose id is known to be free, behind all others."""
    row = transaction.new_row("commitments")
    signed = with_ids(None, commitment, *transaction.signature)
    transaction.put(
        "commitments", row, commitment.id, None, to_document(replace(signed, revision=1))
    )
    return transaction.record(describe_all([(None, commitment)]))


def remove_commitments(transaction: Transaction, ids: Iterable[str]) -> HistoryEntry:
    """Remove commitments. Raises `NotFound`, and `NothingToDo` for no ids."""
    reader = transaction.reader
    rows = {reader.row(each): each for each in ids}
    if not rows:
        raise NothingToDo("there is nothing to remove")
    label = describe_all([(reader.commitment(row), None) for row in rows])
    for row, name in rows.items():
        transaction.put("commitments", row, name, reader.document(row), None)
    return transaction.record(label)


WriteStep = Callable[[], None]
RowNumbers = Mapping[tuple[str, str], int]


def write_changes(
    changes: ChangeSet, transaction: Transaction, progress: ReportProgress | None
) -> None:
    """Put everything that differs from what there is. Raises `BadValue`."""
    done, total = 0, len(changes)

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    # What is gone comes back to where it was, so that no older change can bring it back too.
    former = transaction.reader.history.former_rows()
    _instruments(changes, transaction, former, step)
    _commitments(changes, transaction, former, step)
    _head(changes, transaction, step)


def _commitments(
    changes: ChangeSet, transaction: Transaction, former: RowNumbers, step: WriteStep
) -> None:
    rows = transaction.reader.commitment_rows()
    for name in changes.commitment_ids:
        row = rows.get(name) or former.get(("commitments", name))
        if not row:
            require_slug(name)
            row = transaction.new_row("commitments")
        before = transaction.reader.document(row)
        if before is None:
            transaction.add(row, name, changes.added(name))
        else:
            after = changes.commitment_over(name, before)
            if after != before:
                transaction.put("commitments", row, name, before, counted(after, before))
        step()


def _instruments(
    changes: ChangeSet, transaction: Transaction, former: RowNumbers, step: WriteStep
) -> None:
    rows = transaction.reader.instrument_rows()
    for name in changes.instrument_ids:
        row = rows.get(name) or former.get(("instruments", name))
        row = row or transaction.new_row("instruments")
        before = transaction.reader.document(row, "instruments")
        after = changes.instrument_over(name, before)
        if after != before:
            transaction.put("instruments", row, name, before, after)
        step()


def _head(changes: ChangeSet, transaction: Transaction, step: WriteStep) -> None:
    if not changes.has_head:
        return
    row, before = transaction.reader.head()
    after = changes.head_over(before)
    if after != before:
        transaction.put("register", row, "", before, after)
    step()


def save_view(transaction: Transaction, name: str, query: str) -> HistoryEntry:
    """Keep a query under a name. Raises `BadValue`, `BadQuery` and `NothingToDo`."""
    from store.query import parse_query  # seldom: most changes have no query

    name, query = " ".join(name.split()), query.strip()
    if not name:
        raise BadValue("a view needs a name", hint="name it for what it shows: late at sea")
    parse_query(query, transaction.reader.vocabulary)
    row, before = transaction.reader.head()
    kept = list(before.get("views", []))
    place = _place(kept, name)
    view = {"name": name, "query": query}
    if place is None:
        kept.append(view)
    elif kept[place] | view == kept[place]:
        raise NothingToDo(f"the view “{name}” is kept so already")
    else:
        kept[place] = kept[place] | view
    transaction.put("register", row, "", before, before | {"views": kept})
    return transaction.record(f"view “{name}” {'saved' if place is None else 'changed'}")


def remove_view(transaction: Transaction, name: str) -> HistoryEntry:
    """Remove a view. Raises `NotFound`."""
    row, before = transaction.reader.head()
    kept = list(before.get("views", []))
    place = _place(kept, name)
    if place is None:
        names = [each["name"] for each in kept]
        hint = did_you_mean(name, names) if names else "no view was saved yet"
        raise NotFound(f"there is no view {shown(name)}", hint=hint)
    gone = kept.pop(place)
    rest = {key: item for key, item in before.items() if key != "views"}
    transaction.put("register", row, "", before, rest | ({"views": kept} if kept else {}))
    return transaction.record(f"view “{gone['name']}” removed")


def _place(kept: list[Document], name: str) -> int | None:
    wanted = " ".join(name.split()).casefold()
    found = (place for place, each in enumerate(kept) if each["name"].casefold() == wanted)
    return next(found, None)

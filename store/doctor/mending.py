"""What a repair does to documents, whether they are kept in a file or in rows of a database.

No document is dropped: what cannot be read as what it should be is kept in a table of its own.
"""

from __future__ import annotations

from store.doctor.contents import (
    SET_ASIDE,
    UnreadDocument,
    is_ours,
    item_twins,
    legible,
    read_contents,
    twins,
)
from store.doctor.findings import Finding, FindingPlace, Severity
from store.errors import Damaged
from store.model.entities import Domain
from store.register.codec import RegisterHead, from_document, to_document
from store.register.delta import ITEM_LISTS, Delta, difference
from store.register.history import HistoryEntry
from store.register.store import Clock
from store.storage.documents import Document, decode
from store.storage.tables import Tables, WriteBatch


class Mending:
    """The repairs of one transaction: what was done, and what it did to which commitment."""

    def __init__(self, batch: WriteBatch, title: str, older: Tables) -> None:
        """Take the transaction's changes, and a title for a register that has lost its own.

        `older` may have documents as they were before they were damaged.
        """
        self._batch = batch
        self._title = title
        self._older = older
        self._contents = read_contents(batch)
        self.deeds: list[Finding] = []
        self.touched: dict[str, Delta] = {}
        """By commitment id, for the history."""

    def mend(self) -> None:
        """Put right all that can be put right without asking a person."""
        unread = self._contents.unread
        about = self._what_it_was_about()
        former = _readable(self._older, unread)
        for each in unread:
            self._set_aside(each, former.get((each.table, each.row)))
        self._contents = read_contents(self._batch)
        if not self._contents.about and is_ours(self._batch):
            self._batch.save("register", self._batch.highest("register") + 1, about)
            self._did(FindingPlace("register"), f"it is now about “{about['title']}”")
        self._tell_instruments_apart()
        self._tell_commitments_apart({each.name for each in unread})
        self._declare_domains()

    def _what_it_was_about(self) -> Document:
        """Return what can be read of an unreadable document about the register."""
        about: Document = {"title": self._title}
        for unread in self._contents.unread:
            if unread.table == "register":
                old = legible(self._batch.get("register", unread.row) or b"") or {}
                return about | {key: item for key, item in old.items() if _fits(key, item)}
        return about

    def _set_aside(self, unread: UnreadDocument, former: bytes | None) -> None:
        table, row = unread.table, unread.row
        raw = self._batch.get(table, row) or b""
        document = legible(raw)
        kept: Document = {"table": table, "row": row, "name": unread.name, "why": unread.reason}
        # What is not even JSON is kept as text.
        kept["document"] = raw.decode(errors="backslashreplace") if document is None else document
        number = self._batch.highest(SET_ASIDE) + 1
        self._batch.save(SET_ASIDE, number, kept)
        what = f"kept as it is in the table `{SET_ASIDE}`, document {number}"
        if former is None:
            self._batch.remove(table, row)
        else:
            self._batch.save_raw(table, row, former)
            what += "; an earlier version took its place"
        if table == "commitments":
            after = None if former is None else decode(former)
            self._note_delta(unread.name, Delta(document, after, row=row))
        self._did(FindingPlace(table, unread.name), what)

    def _tell_instruments_apart(self) -> None:
        rows = self._contents.instruments
        taken = {each.id for each in rows.values()}
        for row, name in twins((row, each.id) for row, each in rows.items()).items():
            document = self._document("instruments", row)
            document["id"] = _fresh(name, taken)
            self._batch.save("instruments", row, document)
            self._renamed(FindingPlace("instruments", name, "id"), row, document["id"])

    def _tell_commitments_apart(self, gone: set[str]) -> None:
        rows = self._contents.commitments
        taken = {each.id for each in rows.values()}
        # An id is never used twice, also not that of a commitment that is gone.
        taken.update(name for each in self._contents.history.values() for name in each.touched)
        taken |= gone
        again = twins((row, each.id) for row, each in rows.items())
        for row, each in rows.items():
            items = item_twins(each)
            if row not in again and not items:
                continue
            before, after = (self._document("commitments", row) for _ in range(2))
            if row in again:
                after["id"] = _fresh(each.id, taken)
                self._renamed(FindingPlace("commitments", each.id, "id"), row, after["id"])
            self._tell_items_apart(after, items)
            after["revision"] = each.revision + 1
            self._batch.save("commitments", row, after)
            self._note_delta(after["id"], difference(before, after, row))

    def _tell_items_apart(self, document: Document, items: list[tuple[str, int, str]]) -> None:
        taken = {item["id"] for name in ITEM_LISTS for item in document.get(name, [])}
        for name, index, key in items:
            item = document[name][index]
            item["id"] = _fresh(key, taken)
            what = f"the later {key} has the id {item['id']} now"
            self._did(FindingPlace("commitments", document["id"], name), what)

    def _declare_domains(self) -> None:
        used = [name for each in self._contents.commitments.values() for name in each.domains]
        for row, raw in self._batch.items("register"):
            document = decode(raw)
            domains = document.setdefault("domains", [])
            declared = {each["id"] for each in domains}
            for name in dict.fromkeys(name for name in used if name not in declared):
                domains.append(to_document(Domain(name, name.capitalize())))
                self._did(FindingPlace("register", field="domains"), f"{name} is declared")
            if len(domains) > len(declared):
                self._batch.save("register", row, document)

    def _document(self, table: str, row: int) -> Document:
        return decode(self._batch.get(table, row) or b"{}")

    def _note_delta(self, name: str, delta: Delta) -> None:
        # Two documents may have had one id: neither must hide the other.
        self.touched[f"{name} ({delta.row})" if name in self.touched else name] = delta

    def _renamed(self, place: FindingPlace, row: int, fresh: str) -> None:
        self._did(place, f"document {row}, the later one, has the id {fresh} now")

    def _did(self, place: FindingPlace, what: str) -> None:
        self.deeds.append(Finding(Severity.MENDED, place, what))


def _readable(older: Tables, wanted: list[UnreadDocument]) -> dict[tuple[str, int], bytes]:
    """Return those documents, by table and row, that can be read in an earlier state."""
    found = {
        (each.table, each.row): raw
        for each in wanted
        if (raw := older.get(each.table, each.row)) is not None
    }
    tables = Tables({})
    for (table, row), raw in found.items():
        tables.apply((), {table: {row: raw}})
    for each in read_contents(tables).unread:
        del found[each.table, each.row]
    return found


def _fresh(name: str, taken: set[str]) -> str:
    """Return an id that is not taken yet, made of one that is, and take it."""
    name = name or "unnamed"
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    taken.add(f"{name}-{number}")
    return f"{name}-{number}"


def _fits(key: str, item: object) -> bool:
    """Tell whether one field of the document about a register can be read."""
    try:
        from_document({"title": "", key: item}, RegisterHead, key)
    except Damaged:
        return False
    return True


def write_history(batch: WriteBatch, mending: Mending, label: str, user: str, clock: Clock) -> None:
    """Write into the history what a repair has done, as one change of the batch."""
    # Signed so that nobody's undo takes it back: a register would be what it was before.
    entry = HistoryEntry(
        number=batch.highest("history") + 1,
        time=clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
        user=user,
        label=label,
        touched=mending.touched,
    )
    batch.save("history", entry.number, to_document(entry))


def label_of(deeds: list[Finding], *, anew: bool = False) -> str:
    """Return what the history calls a repair; `anew` says that all files were made anew."""
    said = ["the register was made anew"] if anew else []
    said += [f"{each.place}: {each.what}" for each in deeds]
    first = said[0] if said else "what was left over was cleared up"
    return f"doctor: {first}" + (f", and {len(said) - 1} more" if len(said) > 1 else "")

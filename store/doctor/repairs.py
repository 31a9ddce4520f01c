"""Mending a register: first a copy, then what needs no person, each step said.

`repair` is the call; `Mending` is what it does to the documents, in one transaction that the
history tells of.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple

from store.doctor.contents import (
    SET_ASIDE,
    UnreadDocument,
    is_ours,
    item_twins,
    legible,
    read_contents,
    twins,
)
from store.doctor.examination import examine
from store.doctor.findings import DoctorReport, Finding, FindingPlace, Severity
from store.doctor.recovery import RecoverySource, choose
from store.errors import CannotRead, Damaged, ReadOnly
from store.model.entities import Domain
from store.register.codec import RegisterHead, from_document, to_document
from store.register.delta import ITEM_LISTS, Delta, difference
from store.register.history import HistoryEntry
from store.register.migrations import SCHEMA, bring_up_to_date
from store.register.store import LOCK_SECONDS, Clock
from store.storage import JournaledStorage
from store.storage.documents import Document, decode
from store.storage.files import RegisterFiles, copy, reason_not_to_write, stamp_of, sync_folder
from store.storage.replay import load
from store.storage.salvage import rebuild
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


class Repaired(NamedTuple):
    """What a repair did, in order, and what it left to be found."""

    deeds: list[Finding]
    """Mended, lost, or believed with a warning; empty when there was nothing to mend."""
    report: DoctorReport

    @property
    def well(self) -> bool:
        """Whether nothing was lost and nothing is left for a person to look at."""
        return self.report.well and all(each.severity is Severity.MENDED for each in self.deeds)


def repair(path: str | os.PathLike[str], as_of: date, *, user: str, clock: Clock) -> Repaired:
    """Mend what can be mended without asking a person, after a copy of the files was made.

    Returns each thing done, and what an examination still finds. No document is dropped: what
    cannot be read as what it should be is kept in a table of its own. The history says what was
    done, signed with `user` and the time of `clock`. Raises what `examine` raises, and
    `ReadOnly`; nothing was changed then.

    >>> from datetime import UTC, datetime
    >>> from store.model.entities import Register
    >>> from store.register.store import Store
    >>> Store.create(Path("pledges.json"), Register("Pledges"), user="desk").close()
    >>> _ = Path("pledges.json.new").write_bytes(b"cut off")
    >>> nine = lambda: datetime(2026, 11, 22, 9, tzinfo=UTC)
    >>> done = repair("pledges.json", date(2026, 11, 22), user="desk", clock=nine)
    >>> [each.what for each in done.deeds]
    ['copied to pledges.json.before-repair-1, with the files beside it', 'it was cleared up']
    """
    files = RegisterFiles(path)
    before = examine(path, as_of)
    todo = [each for each in before.findings if each.by_repair]
    if not todo:
        return Repaired([], before)
    reason = reason_not_to_write(files)
    if reason is not None:
        raise ReadOnly(f"{files.snapshot} can only be read: {reason}")
    source = _source(files)
    deeds = _make_anew(files, source) if source else []
    deeds += _mend(files, source, todo, f"{user} (doctor)", clock)
    return Repaired(deeds, examine(path, as_of))


def _source(files: RegisterFiles) -> RecoverySource | None:
    """Return what a damaged register is to be made anew from; None for one that opens."""
    try:
        load(files)
    except Damaged:
        return choose(files)
    return None


def _make_anew(files: RegisterFiles, source: RecoverySource) -> list[Finding]:
    """Put a sound register in the place of one that cannot be opened; return what was done."""
    aside = rebuild(files.snapshot, source.salvage, timeout=LOCK_SECONDS)
    _copy_backup(files, RegisterFiles(aside))
    made = _did(files.snapshot, f"made anew from {source.how}")
    return [_copied(files, aside), made, *source.deeds]


def _mend(
    files: RegisterFiles,
    source: RecoverySource | None,
    todo: list[Finding],
    user: str,
    clock: Clock,
) -> list[Finding]:
    """Put documents and leftovers right in a register that can be opened."""
    storage = JournaledStorage(files.snapshot, schema=SCHEMA, timeout=LOCK_SECONDS)
    older = Tables({}) if source is None else source.older
    deeds = []
    if storage.schema < SCHEMA:
        kept = bring_up_to_date(storage)
        deeds += (
            [_did(files.snapshot, f"brought up to date; as it was: {kept.name}")] if kept else []
        )
    blemishes = [each for each in todo if each.severity is not Severity.ERROR]
    with storage.transaction() as batch:
        if source is None:
            deeds.append(_copied(files, _set_aside(files)))
        mending = Mending(batch, files.snapshot.stem, older)
        mending.mend()
        label = _label(mending.deeds, anew=source is not None)
        _write_history(batch, mending, label, user, clock)
    deeds += mending.deeds
    if blemishes:
        # The change above has cut off a torn line; the checkpoint clears up the rest.
        storage.checkpoint()
        deeds += map(_cleared_up, blemishes)
    return deeds


def _cleared_up(blemish: Finding) -> Finding:
    harmless = blemish.severity is Severity.HARMLESS
    what = "it was cleared up" if harmless else "a new backup was made"
    return blemish._replace(severity=Severity.MENDED, what=what, mend="", by_repair=False)


def _write_history(
    batch: WriteBatch, mending: Mending, label: str, user: str, clock: Clock
) -> None:
    # Signed so that nobody's undo takes it back: a register would be what it was before.
    entry = HistoryEntry(
        number=batch.highest("history") + 1,
        time=clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
        user=user,
        label=label,
        touched=mending.touched,
    )
    batch.save("history", entry.number, to_document(entry))


def _label(deeds: list[Finding], *, anew: bool) -> str:
    said = ["the register was made anew"] if anew else []
    said += [f"{each.place}: {each.what}" for each in deeds]
    first = said[0] if said else "what was left over was cleared up"
    return f"doctor: {first}" + (f", and {len(said) - 1} more" if len(said) > 1 else "")


def _set_aside(files: RegisterFiles) -> Path:
    """Copy a sound register's files beside it; return the copy, a register itself."""
    taken = (RegisterFiles(f"{files.snapshot}.before-repair-{number}") for number in count(1))
    aside = next(
        each for each in taken if stamp_of(each.snapshot) is stamp_of(each.journal) is None
    )
    _copy(((files.snapshot, aside.snapshot), (files.journal, aside.journal)))
    _copy_backup(files, aside)
    return aside.snapshot


def _copy_backup(files: RegisterFiles, aside: RegisterFiles) -> None:
    # A later checkpoint puts a new backup in the place of this one, which may have been the better.
    _copy(((files.backup, aside.backup), (files.backup_journal, aside.backup_journal)))


def _copy(pairs: Iterable[tuple[Path, Path]]) -> None:
    for source, target in pairs:
        try:
            if source.is_file():
                copy(source, target)
                sync_folder(target.parent)
        except OSError as error:
            raise CannotRead(f"{target} cannot be written: {error.strerror}") from error


def _copied(files: RegisterFiles, aside: Path) -> Finding:
    return _did(files.snapshot, f"copied to {aside.name}, with the files beside it")


def _did(file: Path, what: str) -> Finding:
    return Finding(Severity.MENDED, FindingPlace(file=file), what)

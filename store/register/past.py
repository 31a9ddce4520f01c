"""A register as it stood on a past day, or as it was known on one: only to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import is_
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from store.model.address import RegisterPlace
from store.model.entities import Commitment, Instrument, Milestone, Register, Source
from store.model.log import known_milestones, promised_on
from store.register.delta import applies, apply
from store.register.migrations import SCHEMA, migrate
from store.register.reader import Reader
from store.storage import JournaledStorage, TransactionalStorage
from store.storage.documents import Document, decode, encode
from store.storage.snapshot import Documents

if TYPE_CHECKING:
    from store.query import Needles


class PastDay(NamedTuple):
    """Which past is looked at."""

    as_of: date
    """What was the case at the end of this day."""
    known_on: date | None = None
    """What was written down by the end of this day, UTC; None for all that is now."""
    asked_by: str = "--as-of"
    """What asked for it, to be left out by who wants to write; empty for a day gone to since."""

    @property
    def words(self) -> str:
        """What the past is called."""
        known = f", as known on {self.known_on}" if self.known_on else ""
        return f"as of {self.as_of}{known}"

    @property
    def refusal(self) -> str:
        """Why nothing can be changed."""
        return f"this is the past, {self.words}: nothing can be written there"


def as_it_stood(register: Register, day: date) -> Register:
    """Return a register as it stood at the end of a day: what is later is not there.

    That is commitments and instruments of later days, later updates, milestones that came or
    were planned later, and later words that a milestone was met or a follow-up done. The same
    object is returned where nothing is later.
    """
    instruments = {each.id: each for each in register.instruments}
    there = [
        _cut(each, day)
        for each in register.commitments
        if (promised := promised_on(each, instruments.get(each.instrument))) is None
        or promised <= day
    ]
    named = {each.instrument for each in there}
    signed = [
        each
        for each in register.instruments
        if each.date is None or each.date.last <= day or each.id in named
    ]
    if len(signed) == len(register.instruments) and _are_same(there, register.commitments):
        return register
    return replace(register, commitments=tuple(there), instruments=tuple(signed))


def _cut(commitment: Commitment, day: date) -> Commitment:
    """Return a commitment without what was seen, planned, met or done after a day."""
    updates = [each for each in commitment.updates if each.date.last <= day]
    known = known_milestones(commitment, day)
    milestones = [_cut_milestone(each, day) for each in known if _was_planned(each, day)]
    tasks = [
        replace(each, done=None) if each.done is not None and each.done.last > day else each
        for each in commitment.follow_ups
    ]
    if (
        len(updates) == len(commitment.updates)
        and _are_same(milestones, commitment.milestones)
        and _are_same(tasks, commitment.follow_ups)
    ):
        return commitment
    return replace(
        commitment,
        updates=tuple(updates),
        milestones=tuple(milestones),
        follow_ups=tuple(tasks),
    )


def _was_planned(milestone: Milestone, day: date) -> bool:
    """Whether a milestone had a place by then; one never met has it from its source on."""
    return milestone.met is not None or not _is_later(milestone.source, day)


def _cut_milestone(milestone: Milestone, day: date) -> Milestone:
    """Return a milestone without later word that it was met."""
    if milestone.met is None or milestone.met.last <= day:
        return milestone
    source = None if _is_later(milestone.source, day) else milestone.source
    return replace(milestone, met=None, source=source)


def _is_later(source: Source | None, day: date) -> bool:
    return source is not None and source.date is not None and source.date.first > day


def _are_same(found: Sequence[object], before: Sequence[object]) -> bool:
    return len(found) == len(before) and all(map(is_, found, before))


def days_of_change(commitment: Commitment, instrument: Instrument | None) -> set[date]:
    """Return the days on which something happened to a commitment.

    It was promised, an update was seen, a milestone was met. That a date goes by is no event.

    >>> from store.model.dates import PartialDate
    >>> from store.model.entities import Update
    >>> seen = Update("u1", PartialDate.parse("2025-10"), "Signed in Kuala Lumpur")
    >>> sorted(days_of_change(Commitment("frame", "A framework", updates=(seen,)), None))
    [datetime.date(2025, 10, 31)]
    """
    days = {each.date.last for each in commitment.updates}
    days |= {each.met.last for each in commitment.milestones if each.met is not None}
    promised = promised_on(commitment, instrument)
    return days if promised is None else days | {promised}


class PastReader(Reader):
    """Reads what had been promised by a day, from what was known on a day.

    What is later than the day is not there: commitments of instruments signed afterwards, and,
    where it is asked what was known, everything that was written, undone or changed since.
    """

    def __init__(self, path: RegisterPlace, storage: TransactionalStorage, past: PastDay) -> None:
        """Take the register back to the day. Raises `Damaged` when it is about nothing."""
        known = storage if past.known_on is None else KnownStorage(path, storage, past.known_on)
        super().__init__(path, known)
        self._past = past

    @property
    def size(self) -> int:
        """How many commitments there were."""
        return len(self.register.commitments)

    def first(self, most: int) -> Register:
        """Return the register with only its first commitments. Raises `Damaged`."""
        register = self.register
        return replace(register, commitments=register.commitments[:most])

    def candidates(self, groups: Needles) -> Register:
        """Return the register: there is no way to tell from bytes what was promised when."""
        return self.register

    @property
    def register(self) -> Register:
        """The register as it stood. Raises `Damaged`."""
        if self._register is None:
            whole, known_on = super().register, self._past.known_on
            # What was in the register by the day itself is what was known: nothing in it is later.
            is_of_then = known_on is not None and known_on <= self._past.as_of and self.remembers
            self._register = whole if is_of_then else as_it_stood(whole, self._past.as_of)
        return self._register

    @property
    def remembers(self) -> bool:
        """Whether a change is known that was saved by the day something is to be known on.

        Before the first there is what the register began with: by its dates alone it can be told
        what of that could be known.
        """
        return self._past.known_on is None or self._storage.view.count("history") > 0

    def _read_commitments(self) -> tuple[Commitment, ...]:
        found = super()._read_commitments()
        known_on = self._past.known_on
        if known_on is None:
            return found
        return tuple(_written_by(each, known_on) for each in found)


def _written_by(commitment: Commitment, known_on: date) -> Commitment:
    """Return a commitment without the updates that were written after a day."""
    day = known_on.isoformat()
    updates = tuple(each for each in commitment.updates if each.written[:10] <= day)
    if len(updates) == len(commitment.updates):
        return commitment
    return replace(commitment, updates=updates)


class KnownView:
    """Documents by table and row, as a storage's view lends them. Never changes."""

    def __init__(self, tables: Documents) -> None:
        self._tables = tables

    def get(self, table: str, row: int) -> bytes | None:
        """Return a document's JSON; None when there is none."""
        return self._tables.get(table, {}).get(row)

    def items(self, table: str) -> list[tuple[int, bytes]]:
        """Return the rows and documents of a table."""
        return list(self._tables.get(table, {}).items())

    def count(self, table: str) -> int:
        """Return how many documents a table has."""
        return len(self._tables.get(table, {}))

    def find(self, table: str, part: bytes) -> list[int]:
        """Return the rows of the documents that contain some bytes."""
        return [row for row, raw in self.items(table) if part in raw]


class KnownStorage(JournaledStorage):
    """A storage whose view is that of an earlier day: every later change is taken back."""

    def __init__(self, path: RegisterPlace, storage: TransactionalStorage, known_on: date) -> None:
        # Nothing is opened anew: the view is all that a reader asks for.
        self._known = KnownView(_rolled_back(path, storage, known_on))

    @property
    def view(self) -> KnownView:  # type: ignore[override]  # a reader asks for no more
        """The documents as they were."""
        return self._known


def _rolled_back(path: RegisterPlace, storage: TransactionalStorage, known_on: date) -> Documents:
    from store.register.history import History

    view = storage.view
    documents: dict[str, dict[int, Document]] = {
        name: {row: decode(raw) for row, raw in view.items(name)}
        for name in ("register", "instruments", "commitments", "history")
    }
    if (storage.schema or 1) < SCHEMA:
        documents = migrate(documents, storage.schema or 1)
    history, day = History(path, storage), known_on.isoformat()
    for number in _later(documents["history"], day):
        for table, name, done in history.deltas(number):
            tables = documents[table]
            row = done.row or _row_of(tables, name)
            document = tables.get(row)
            before = done.known(document).turned()
            if not applies(before, document):
                continue  # a history that was cut or mended: what cannot be taken back stays
            after = apply(before, document)
            if after is None:
                tables.pop(row, None)
            else:
                tables[row] = _one_save_less(after) if document is not None else after
        del documents["history"][number]
    return {
        name: {row: encode(each) for row, each in rows.items()} for name, rows in documents.items()
    }


def _later(history: Mapping[int, Document], day: str) -> Iterator[int]:
    """Yield the changes that were saved after a day, the newest first."""
    numbers = sorted(history, reverse=True)
    yield from [each for each in numbers if str(history[each].get("time", ""))[:10] > day]


def _row_of(tables: Mapping[int, Document], name: str) -> int:
    return next((row for row, each in tables.items() if each.get("id") == name), 0)


def _one_save_less(document: Document) -> Document:
    revision = document.get("revision")
    return document | {"revision": revision - 1} if isinstance(revision, int) else document

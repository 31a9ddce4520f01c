"""The history of a register: every change with its label, time and user, to look up and undo.

`HistoryEntry` is one change; `History` reads them from the file; `last_to_undo` and `last_to_redo`
find the one that a user's undo or redo is about.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from typing import Literal, NamedTuple

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import astuple

from store.errors import NothingToDo, NotStorable
from store.model.address import RegisterPlace
from store.register.codec import decoder, from_json
from store.register.delta import Delta
from store.register.undecoded import DeltasByName
from store.storage import TransactionalStorage
from store.storage.documents import needle

HistoryKind = Literal["change", "undo", "redo"]

_ENCODER = msgspec.json.Encoder(order="sorted")
_ALWAYS = ("number", "time", "user", "label")


class HistoryStep(Struct, frozen=True):
    """What is needed of a transaction to find the one to undo, and to name it."""

    number: int
    user: str
    label: str = ""
    kind: HistoryKind = "change"
    of: int = 0


class HistoryEntry(Struct, frozen=True):
    """One change to a register, by one user, saved at one moment."""

    number: int
    time: str
    """When it was saved, UTC, ISO 8601 to the second."""
    user: str
    label: str
    """What was done, in words."""
    kind: HistoryKind = "change"
    of: int = 0
    """For an undo or redo: the number of the transaction it undid or did again."""
    touched: Mapping[str, Delta] = {}
    """By commitment id."""
    instruments: Mapping[str, Delta] = {}
    """By instrument id."""
    head: Delta | None = None
    """What it did to the register's own fields, its domains and its views."""

    def deltas(self) -> Iterator["DeltaPlace"]:
        """Yield every document it touched."""
        for name, delta in self.touched.items():
            yield DeltaPlace("commitments", name, delta)
        for name, delta in self.instruments.items():
            yield DeltaPlace("instruments", name, delta)
        if self.head is not None:
            yield DeltaPlace("register", "", self.head)

    def encoded(self) -> bytes:
        """Return its document's JSON, made without a copy of what may be a whole register.

        Raises `NotStorable`. What it touched has been through `encode` already.
        """
        kept = {
            # By its class: asking whether it is an instance of an abstract one takes long.
            name: item.written if item.__class__ is DeltasByName else item
            for name, item in zip(self.__struct_fields__, astuple(self), strict=True)
            if item or name in _ALWAYS
        }
        try:
            return _ENCODER.encode(kept)
        except ValueError as error:  # a text that is no Unicode
            raise NotStorable(f"a change cannot be written as JSON: {error}") from error


class DeltaPlace(NamedTuple):
    """A delta and the document it was done to."""

    table: str
    name: str
    """Its id; empty for the register's own document."""
    delta: Delta


def last_to_undo(steps: Iterable[HistoryStep], user: str) -> HistoryStep:
    """Return the user's newest change that still stands. Raises `NothingToDo`."""
    done, _ = _stacks(steps, user)
    if not done:
        raise NothingToDo("there is nothing to undo", hint="`entente log` lists every change")
    return done[-1]


def last_to_redo(steps: Iterable[HistoryStep], user: str) -> HistoryStep:
    """Return the change undone last, with no new one since. Raises `NothingToDo`."""
    _, undone = _stacks(steps, user)
    if not undone:
        raise NothingToDo("there is nothing to redo", hint="`entente log` lists every change")
    return undone[-1]


def _stacks(steps: Iterable[HistoryStep], user: str) -> tuple[list[HistoryStep], list[HistoryStep]]:
    done: list[HistoryStep] = []
    undone: list[HistoryStep] = []
    for step in steps:
        if step.user != user:
            continue
        if step.kind == "undo" and done:
            undone.append(done.pop())
        elif step.kind == "redo" and undone:
            done.append(undone.pop())
        elif step.kind == "change":
            done.append(step)
            undone.clear()
    return done, undone


class _Row(Struct, frozen=True):
    row: int = 0


class _Rows(Struct, frozen=True):
    """Which documents a transaction touched, read without what it did to them."""

    touched: dict[str, _Row] = {}
    instruments: dict[str, _Row] = {}


class _When(Struct, frozen=True):
    time: str = ""


_NOTHING = Raw(b"null")


class _Before(Struct, frozen=True):
    before: Raw = _NOTHING


class _Removed(Struct, frozen=True):
    """What a transaction took out, undecoded."""

    touched: dict[str, _Before] = {}
    instruments: dict[str, _Before] = {}


class _Deltas(Struct, frozen=True):
    """What a transaction did, of which the deltas are not decoded yet."""

    touched: dict[str, Raw] = {}
    instruments: dict[str, Raw] = {}
    head: Delta | None = None


_STEP, _ENTRY, _ROWS = decoder(HistoryStep), decoder(HistoryEntry), decoder(_Rows)
_WHEN = decoder(_When)
_REMOVED, _DELTAS, _DELTA = decoder(_Removed), decoder(_Deltas), decoder(Delta)


class History:
    """Who did what to a register, as its file tells. Everything raises `Damaged`."""

    def __init__(self, path: RegisterPlace, storage: TransactionalStorage) -> None:
        self._path = path
        self._storage = storage

    @property
    def numbers(self) -> list[int]:
        """The numbers of all transactions, oldest first."""
        return sorted(number for number, _ in self._storage.view.items("history"))

    def entry(self, number: int) -> HistoryEntry:
        """Return one transaction of the history. Raises `Damaged`."""
        raw = self._storage.view.get("history", number) or b"{}"
        return from_json(raw, _ENTRY, self._where(number))

    def entries(self, names: Set[str], since: date | None = None) -> Iterator[HistoryEntry]:
        """Yield the transactions, newest first: all, those of a commitment, those since a day.

        `names` are the ids that the commitment has and had; none means all.
        """
        named = [needle(each) for each in names]
        day = since.isoformat() if since else ""
        for number in reversed(self.numbers):
            raw = self._storage.view.get("history", number) or b"{}"
            if named and not any(each in raw for each in named):
                continue
            if day and from_json(raw, _WHEN, self._where(number)).time[:10] < day:
                continue
            entry = self.entry(number)
            if not names or not names.isdisjoint(entry.touched):
                yield entry

    def deltas(self, number: int) -> Iterator["DeltaPlace"]:
        """Yield what a transaction did to each document, decoded one by one."""
        raw = self._storage.view.get("history", number) or b"{}"
        found = from_json(raw, _DELTAS, self._where(number))
        for table, touched in (("commitments", found.touched), ("instruments", found.instruments)):
            for name, delta in touched.items():
                yield DeltaPlace(table, name, from_json(delta, _DELTA, self._where(number)))
        if found.head is not None:
            yield DeltaPlace("register", "", found.head)

    def removed_by_undoing(self, number: int) -> dict[tuple[str, str], Raw]:
        """Return the documents that the newest undo of a transaction took out, as JSON.

        By table and id; they stay parts of the history's own bytes.
        """
        undone = [each for each in self.steps() if each.kind == "undo" and each.of == number]
        if not undone:
            return {}
        row = undone[-1].number
        raw = self._storage.view.get("history", row) or b"{}"
        found = from_json(raw, _REMOVED, self._where(row))
        tables = {"commitments": found.touched, "instruments": found.instruments}
        return {
            (table, name): each.before
            for table, touched in tables.items()
            for name, each in touched.items()
            if each.before != _NOTHING
        }

    def last_change(self, table: str, name: str) -> HistoryEntry | None:
        """Return the newest transaction that touched a document."""
        for number in reversed(self.numbers):
            entry = self.entry(number)
            if any((each.table, each.name) == (table, name) for each in entry.deltas()):
                return entry
        return None

    def steps(self) -> list[HistoryStep]:
        """Return who did what, oldest first, without what it touched."""
        items = sorted(self._storage.view.items("history"))
        return [from_json(raw, _STEP, self._where(row)) for row, raw in items]

    def touched(self, commitment_id: str) -> bool:
        """Whether any transaction touched a commitment with this id."""
        named = self._storage.view.find("history", needle(commitment_id))
        return any(commitment_id in self._rows(number).touched for number in named)

    def former_rows(self) -> dict[tuple[str, str], int]:
        """Return the row of every commitment and instrument the history knows, by table and id.

        0 stands for a row that was not written down.
        """
        found: dict[tuple[str, str], int] = {}
        for touched in map(self._rows, self.numbers):
            found |= {("commitments", name): each.row for name, each in touched.touched.items()}
            found |= {("instruments", name): each.row for name, each in touched.instruments.items()}
        return found

    def _rows(self, number: int) -> _Rows:
        raw = self._storage.view.get("history", number) or b"{}"
        return from_json(raw, _ROWS, self._where(number))

    def _where(self, row: int) -> str:
        return f"{self._path}, history {row}"

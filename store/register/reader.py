"""The typed values of a register, decoded when they are first asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator
from functools import cached_property
from heapq import nsmallest
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import force_setattr

from store.errors import Damaged, NotFound, not_found
from store.model.address import RegisterPlace
from store.model.entities import Commitment, Instrument, Register
from store.register.codec import RegisterHead, decoder, from_json, quick_decoder
from store.storage import Touched, TransactionalStorage
from store.storage.documents import Document, decode, needle

if TYPE_CHECKING:
    from store.query import Needles, Vocabulary
    from store.register.history import History


ReportProgress = Callable[[int, int], None]
"""Called now and then with what is done and what there is to do in all, 0 while that is unknown.

It stops the work by raising; then nothing is written.
"""


class Named(Struct, frozen=True, gc=False):
    """The id of a commitment, read without the rest of it."""

    id: str


class FormerlyNamed(Struct, frozen=True, gc=False):
    """The ids of a commitment, read without the rest of it."""

    id: str
    former_ids: tuple[str, ...] = ()


_FORMERLY = b'"former_ids":'
_FEW = 1000
"""Changed commitments up to which the others need not be gone through."""
_WORD_EVERY = 1000
"""Commitments read before the reader is told how far it is."""
_ABOUT, _NAMED = decoder(RegisterHead), decoder(Named)
_FORMER = decoder(FormerlyNamed)
_COMMITMENT, _INSTRUMENT = decoder(Commitment), decoder(Instrument)
_COMMITMENT_AT_ONCE = quick_decoder(Commitment)


def _taken_out(items: list[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Yield items out of a list, each of which makes room for the value that is read from it."""
    items.reverse()
    while items:
        yield items.pop()


class _Later:
    """The commitments of a register, read when somebody goes through them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __iter__(self) -> Iterator[Commitment]:
        return iter(self._reader.register.commitments)


class Reader:
    """A register as typed values. What has not changed stays the same object."""

    def __init__(self, path: RegisterPlace, storage: TransactionalStorage) -> None:
        """Read what the register is about. Raises `Damaged` when it is about nothing."""
        self._path = path
        self._storage = storage
        self._commitments: dict[int, Commitment] = {}
        self._instruments: tuple[Instrument, ...] | None = None
        self._rows: dict[str, int] | None = None
        self._seen: dict[str, int] = {}
        self._parties: dict[tuple[str, ...], tuple[str, ...]] = {}
        """The one tuple that all commitments of the same parties have."""
        self._register: Register | None = None
        self._listed: tuple[Commitment, ...] = ()
        """The register's commitments when it was last asked for, and the rows they are in."""
        self._order: list[int] = []
        self._changed: set[int] = set()
        """Rows that may hold something else than what is listed."""
        self._about = self._read_about()

    @cached_property
    def history(self) -> History:
        """The history, loaded when somebody asks for it."""
        from store.register.history import History

        return History(self._path, self._storage)

    @property
    def register(self) -> Register:
        """The whole register. Raises `Damaged`, naming the document and the field."""
        if self._register is None:
            self._register = self._about.register(self.instruments, self._read_commitments())
        return self._register

    def first(self, most: int) -> Register:
        """Return the register with only its first commitments. Raises `Damaged`."""
        rows = nsmallest(most, (row for row, _ in self._storage.view.items("commitments")))
        return self._about.register(self.instruments, tuple(map(self.commitment, rows)))

    def read(self, progress: ReportProgress) -> Register:
        """Read the whole register, telling how many commitments are read of how many.

        Raises `Damaged`, and what `progress` raises to stop.
        """
        items = self._storage.view.items("commitments")
        for number in range(0, len(items), _WORD_EVERY):
            progress(number, len(items))
            self._decode(items[number : number + _WORD_EVERY])
        return self.register

    @property
    def about(self) -> RegisterHead:
        """What the register says of itself."""
        return self._about

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """The instruments, in the register's order. Raises `Damaged`."""
        if self._instruments is None:
            self._instruments = self._read_instruments()
        return self._instruments

    @property
    def size(self) -> int:
        """How many commitments there are."""
        return self._storage.view.count("commitments")

    @property
    def vocabulary(self) -> Vocabulary:
        """The register's words; commitments are read only when theirs are asked for."""
        from store.query import Vocabulary

        return Vocabulary(self._about.domains, _Later(self), self.instruments)

    def candidates(self, groups: Needles) -> Register:
        """Return the register with only those commitments that a query may match."""
        if not groups or self._register is not None:
            return self.register

        from store.query import may_match

        items = sorted(self._storage.view.items("commitments"))
        rows = [row for row, raw in items if may_match(raw, groups)]
        return self._about.register(self.instruments, tuple(map(self.commitment, rows)))

    def row(self, commitment_id: str) -> int:
        """Return the number of a commitment's document, by an id it has or had.

        Raises `NotFound`.
        """
        if commitment_id in self._seen:
            return self._seen[commitment_id]
        if not self._rows and not self._commitments and (row := self._find(commitment_id)):
            return row
        rows = self.commitment_rows()
        found = rows.get(commitment_id) or rows.get(self.former_ids().get(commitment_id, ""))
        if not found:
            raise not_found(commitment_id, rows)
        return found

    def former_ids(self) -> dict[str, str]:
        """Return the id that each commitment has today by every one it had before."""
        view = self._storage.view
        found = view.find("commitments", _FORMERLY)
        raws = ((row, view.get("commitments", row) or b"{}") for row in found)
        named = [from_json(raw, _FORMER, self._where("commitment", row)) for row, raw in raws]
        return {each: one.id for one in named for each in one.former_ids}

    def names_of(self, commitment_id: str) -> set[str]:
        """Return every id that a commitment has or had, by one of them."""
        former = self.former_ids()
        current = former.get(commitment_id, commitment_id)
        return {current, *(old for old, new in former.items() if new == current)}

    def commitment_rows(self) -> dict[str, int]:
        """Return the number of every commitment's document by its id."""
        if self._rows is None:
            self._rows = {
                self._id_of(row, raw): row for row, raw in self._storage.view.items("commitments")
            }
        return self._rows

    def instrument_rows(self) -> dict[str, int]:
        """Return the number of every instrument's document by its id."""
        rows = sorted(row for row, _ in self._storage.view.items("instruments"))
        return {each.id: row for each, row in zip(self.instruments, rows, strict=True)}

    def head(self) -> tuple[int, Document]:
        """Return the register's own document, with its row."""
        ((row, raw),) = self._storage.view.items("register")
        return row, decode(raw)

    def _find(self, commitment_id: str) -> int | None:
        """Return the only document that can have an id, without reading the others."""
        wanted = b'"id":' + needle(commitment_id)
        view = self._storage.view
        found = [
            row
            for row in view.find("commitments", wanted)
            if self._id_of(row, view.get("commitments", row) or b"{}") == commitment_id
        ]
        return found[0] if len(found) == 1 else None

    def was_used(self, commitment_id: str) -> bool:
        """Whether a commitment has this id, or ever had it."""
        try:
            self.row(commitment_id)
        except NotFound:
            return self.history.touched(commitment_id)
        return True

    def commitment(self, row: int) -> Commitment:
        """Return the commitment of a document. Raises `Damaged`."""
        if row not in self._commitments:
            self._decode([(row, self._storage.view.get("commitments", row) or b"{}")])
            self._seen[self._commitments[row].id] = row
        return self._commitments[row]

    def document(self, row: int, table: str = "commitments") -> Document | None:
        """Return a document with all its fields, for the caller alone."""
        raw = self._storage.view.get(table, row)
        return None if raw is None else decode(raw)

    def raw(self, row: int) -> bytes:
        """Return a commitment's JSON as it is kept."""
        return self._storage.view.get("commitments", row) or b"{}"

    def documents(self, table: str) -> Iterator[tuple[int, Document]]:
        """Yield a table's documents in the register's order, with their rows."""
        for row, raw in sorted(self._storage.view.items(table)):
            yield row, decode(raw)

    def forget(self, touched: Touched, edited: Container[int] = ()) -> None:
        """Read these documents anew when they are next asked for.

        The commitments in `edited` rows still have the ids they had.
        """
        for table, row in touched:
            if table == "commitments":
                known = self._commitments.pop(row, None)
                if known is not None:
                    self._seen.pop(known.id, None)
                self._register = None
                self._changed.add(row)
                if row not in edited and not self._still_at(row):
                    self._rows = None
            elif table == "instruments":
                self._register = self._instruments = None
            elif table == "register":
                self._register = None
                self._about = self._read_about()

    def _still_at(self, row: int) -> bool:
        """Whether the index of ids still holds for a document."""
        raw = self._storage.view.get("commitments", row)
        if self._rows is None or raw is None:
            return False
        return self._rows.get(self._id_of(row, raw)) == row

    def _id_of(self, row: int, raw: bytes) -> str:
        known = self._commitments.get(row)
        if known is not None:
            return known.id
        return from_json(raw, _NAMED, self._where("commitment", row)).id

    def _read_about(self) -> RegisterHead:
        items = self._storage.view.items("register")
        if len(items) != 1:
            raise Damaged(
                f"{self._path} is not a register: it does not say what it is about",
                hint="the file was left as it is; open another with --register",
            )
        return from_json(items[0][1], _ABOUT, f"{self._path}, register")

    def _read_instruments(self) -> tuple[Instrument, ...]:
        items = sorted(self._storage.view.items("instruments"))
        return tuple(
            from_json(raw, _INSTRUMENT, self._where("instrument", row)) for row, raw in items
        )

    def _read_commitments(self) -> tuple[Commitment, ...]:
        if self._order and len(self._changed) <= _FEW:
            self._order, self._listed = self._with_changes()
        else:
            items = sorted(self._storage.view.items("commitments"), key=itemgetter(0))
            self._order = [row for row, _ in items]
            self._decode(_taken_out(items))
            self._listed = tuple(map(self._commitments.__getitem__, self._order))
        self._changed.clear()
        return self._listed

    def _with_changes(self) -> tuple[list[int], tuple[Commitment, ...]]:
        """Return the rows and what is listed, with the changed rows read anew."""
        order, listed = list(self._order), list(self._listed)
        for row in sorted(self._changed):
            place = bisect_left(order, row)
            there = order[place : place + 1] == [row]
            exists = self._storage.view.get("commitments", row) is not None
            if exists and not there:
                order.insert(place, row)
            elif there and not exists:
                del order[place]
            listed[place : place + there] = [self.commitment(row)] if exists else []
        return order, tuple(listed)

    def _decode(self, items: Iterable[tuple[int, bytes]]) -> None:
        """Read those commitments that are not read yet. Raises `Damaged`."""
        # One loop, with all it needs at hand: a large register has a hundred thousand.
        known, decode_at_once = self._commitments, _COMMITMENT_AT_ONCE.decode
        shared = self._parties.setdefault
        for row, raw in items:
            if row in known:
                continue
            try:
                found = decode_at_once(raw)
            except ValueError:  # msgspec's errors are ValueErrors
                name = decode(raw).get("id", row)
                found = from_json(raw, _COMMITMENT, f"{self._path}, commitment {name}")
            # Nobody has seen the value yet; thousands of commitments have the same few parties.
            force_setattr(found, "parties", shared(found.parties, found.parties))
            known[row] = found

    def _where(self, kind: str, row: int) -> str:
        return f"{self._path}, {kind} {row}"

"""The history that a register keeps, read as far as somebody asks."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from store.codec import decoder, from_json
from store.disk import JournaledStorage
from store.history import Step, Transaction


class _Rows(Struct, frozen=True):
    """Which documents a transaction touched, read without what it did to them."""

    touched: dict[str, _Row] = {}
    instruments: dict[str, _Row] = {}


class _Row(Struct, frozen=True):
    row: int = 0


_STEP, _TRANSACTION, _ROWS = decoder(Step), decoder(Transaction), decoder(_Rows)


class Past:
    """Who did what to a register, as its file tells. Everything raises `Damaged`."""

    def __init__(self, path: Path, storage: JournaledStorage) -> None:
        self._path = path
        self._storage = storage

    @property
    def numbers(self) -> list[int]:
        """The numbers of all transactions, oldest first."""
        return sorted(number for number, _ in self._storage.view.items("history"))

    def transaction(self, number: int) -> Transaction:
        """Return one transaction of the history. Raises `Damaged`."""
        raw = self._storage.view.get("history", number) or b"{}"
        return from_json(raw, _TRANSACTION, self._where(number))

    def undo_of(self, number: int) -> Transaction | None:
        """Return the newest transaction that undid another."""
        undone = [each for each in self.steps() if each.kind == "undo" and each.of == number]
        return self.transaction(undone[-1].number) if undone else None

    def last_change(self, table: str, name: str) -> Transaction | None:
        """Return the newest transaction that touched a document."""
        for number in reversed(self.numbers):
            transaction = self.transaction(number)
            if any((each.table, each.name) == (table, name) for each in transaction.touches()):
                return transaction
        return None

    def steps(self) -> list[Step]:
        """Return who did what, oldest first, without what it touched."""
        items = sorted(self._storage.view.items("history"))
        return [from_json(raw, _STEP, self._where(row)) for row, raw in items]

    def touched(self, commitment_id: str) -> bool:
        """Whether any transaction touched a commitment with this id."""
        named = self._storage.view.find("history", msgspec.json.encode(commitment_id))
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

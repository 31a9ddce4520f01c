"""What an import did, or would do: counted, and each thing that was not taken named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from exchange.importers.records import UnreadCell
from store.text import counted


class RefusedRow(NamedTuple):
    """A row that was not taken, and why."""

    row: int
    reason: str
    id: str


class UnknownWord(NamedTuple):
    """A value that means nothing to us, and where it stands."""

    column: str
    written: str
    rows: tuple[int, ...]


class FieldChange(NamedTuple):
    """What a field of a commitment was, and what it is now."""

    row: int
    id: str
    field: str
    before: str
    """Empty where it said nothing."""
    after: str


@dataclass
class ImportReport:
    """One file's import."""

    file: str
    format: str
    encoding: str = ""
    """Of a text file; empty for any other."""
    rows: int = 0
    """How many were read."""
    new: int = 0
    """Commitments that the register had not."""
    changed: list[str] = field(default_factory=list)
    """Ids of the commitments that say something else now."""
    unchanged: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    duplicates: list[RefusedRow] = field(default_factory=list)
    """Rows whose id an earlier row has: those that differ are among the refused, too."""
    unread: list[UnreadCell] = field(default_factory=list)
    instruments: int = 0
    """New ones."""
    instruments_changed: int = 0
    """Known ones of which the file knows more."""
    domains: int = 0
    """New ones."""
    changes: list[FieldChange] = field(default_factory=list)
    """What is said otherwise of commitments that the register had, field by field."""
    remarks: list[str] = field(default_factory=list)
    """What else a reader should know, such as the sheets that were left."""

    @property
    def total(self) -> int:
        """How many commitments the file speaks of."""
        return self.new + len(self.changed) + self.unchanged

    @property
    def summary(self) -> str:
        """The counts in words, for a label or a line."""
        told = [
            f"{self.new} new",
            f"{len(self.changed)} changed",
            f"{self.unchanged} unchanged",
            f"{len(self.refused)} refused",
        ]
        told = [each for each in (*told, self.beside) if each and not each.startswith("0 ")]
        return ", ".join(told) or "nothing new"

    @property
    def beside(self) -> str:
        """What came beside the commitments, in words; empty when nothing did."""
        told = [
            counted(self.instruments, "new instrument"),
            counted(self.instruments_changed, "instrument filled in", "instruments filled in"),
            counted(self.domains, "new domain"),
        ]
        return ", ".join(each for each in told if not each.startswith("0 "))

    def refuse(self, row: int, reason: str, name: str, *, duplicate: bool = False) -> None:
        """Count a row that cannot be taken."""
        refused = RefusedRow(row, reason, name)
        self.refused.append(refused)
        if duplicate:
            self.duplicates.append(refused)

    def twice(self, row: int, reason: str, name: str) -> None:
        """Count a row that says again what an earlier one said."""
        self.duplicates.append(RefusedRow(row, reason, name))

    def words(self, kind: str) -> list[UnknownWord]:
        """Return the values of one kind that were not read, the most frequent first."""
        found: dict[tuple[str, str], list[int]] = {}
        for each in self.unread:
            if each.kind == kind:
                found.setdefault((each.column, each.written), []).append(each.row)
        counts = Counter({key: len(rows) for key, rows in found.items()})
        return [UnknownWord(*key, tuple(found[key])) for key, _ in counts.most_common()]

"""What a look at a register finds, and where."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple


class Severity(str, Enum):
    """How much a finding matters; the last two tell what a repair did."""

    ERROR = "error"
    """Something is wrong: it wants a repair or a person."""
    WARNING = "warning"
    """Nothing is broken, but somebody should look."""
    HARMLESS = "harmless"
    """The next change or checkpoint puts it right by itself."""
    MENDED = "mended"
    LOST = "lost"
    """It could not be read: only the copy of the damaged register still has it."""

    def __str__(self) -> str:
        return self.value


class FindingPlace(NamedTuple):
    """A line of a file, or else a field of a document."""

    table: str = ""
    id: str = ""
    """The document's own id, or its number in the table where it has none."""
    field: str = ""
    file: Path | None = None
    line: int = 0
    """Counted from 1; 0 means the file as a whole."""

    def __str__(self) -> str:
        if self.file is not None:
            return f"{self.file.name}, line {self.line}" if self.line else self.file.name
        document = f"{self.table} {self.id}" if self.id else self.table
        return f"{document}, {self.field}" if self.field else document


class Finding(NamedTuple):
    """Something that is not as it should be, or that a repair did about it."""

    severity: Severity
    place: FindingPlace
    what: str
    mend: str = ""
    """How it is put right, in words."""
    by_repair: bool = False
    """Whether a repair puts it right; otherwise it wants a person, or nobody."""
    editorial: bool = False
    """Whether it is about what was written, such as a status without a source: the files of the
    register are sound all the same."""


class ExaminedCounts(NamedTuple):
    """How much was looked at."""

    commitments: int = 0
    instruments: int = 0
    domains: int = 0
    changes: int = 0
    """Transactions in the history."""
    files: int = 0


class DoctorReport(NamedTuple):
    """All findings, those about files first."""

    findings: list[Finding]
    looked: ExaminedCounts

    @property
    def well(self) -> bool:
        """Whether nothing was found that is more than harmless."""
        return all(each.severity is Severity.HARMLESS for each in self.findings)

    @property
    def sound(self) -> bool:
        """Whether the files are sound: what is left is harmless, or a matter for an editor."""
        return all(each.severity is Severity.HARMLESS or each.editorial for each in self.findings)


class Repaired(NamedTuple):
    """What a repair did, in order, and what it left to be found."""

    deeds: list[Finding]
    """Mended, lost, or believed with a warning; empty when there was nothing to mend."""
    report: DoctorReport

    @property
    def well(self) -> bool:
        """Whether nothing was lost and nothing is left for a person to look at."""
        return self.report.well and self._mended

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, and the files are sound."""
        return self.report.sound and self._mended

    @property
    def _mended(self) -> bool:
        return all(each.severity is Severity.MENDED for each in self.deeds)

"""Finding out what is wrong with a register, also one that cannot be opened, and mending it.

`examine` looks and changes no byte; `repair` makes a copy and then mends what needs no person's
judgement. Both answer with a `DoctorReport` of `Finding`s. No document is ever dropped: one that
cannot be read as what it should be is kept in a table of its own, and what is lost is named.
"""

from store.doctor.examination import examine
from store.doctor.findings import DoctorReport, Finding, FindingPlace, Repaired, Severity
from store.doctor.repairs import repair

__all__ = ["DoctorReport", "Finding", "FindingPlace", "Repaired", "Severity", "examine", "repair"]

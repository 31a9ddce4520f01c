"""Looking a register over, also one that cannot be opened, and mending what can be mended."""

from store.doctor.examination import examine
from store.doctor.findings import DoctorReport, Finding, FindingPlace, Severity
from store.doctor.repairs import Repaired, repair

__all__ = ["DoctorReport", "Finding", "FindingPlace", "Repaired", "Severity", "examine", "repair"]

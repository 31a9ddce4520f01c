"""Looking a register over, also one that cannot be opened, and mending what can be mended."""

from store.doctor.examining import examine
from store.doctor.findings import Finding, Place, Report, Severity
from store.doctor.repairing import Repaired, repair

__all__ = ["Finding", "Place", "Repaired", "Report", "Severity", "examine", "repair"]

"""Looking a register over, also one that cannot be opened, and mending what can be mended."""

from store.doctor.examination import examine
from store.doctor.findings import Finding, Place, Report, Severity
from store.doctor.repairs import Repaired, repair

__all__ = ["Finding", "Place", "Repaired", "Report", "Severity", "examine", "repair"]

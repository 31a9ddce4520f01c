"""Lines: how fast a long sheet is imported, and the memory that takes."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import Limit, Workshop
from benchmarks.processes import entente, output_of, python
from benchmarks.registers import make_register
from benchmarks.rivals import PROGRAMS

COUNT = 100_000
_COLUMNS = ("id", "title", "summary", "lead", "domains", "start", "due", "status", "note")


class _Run(NamedTuple):
    """One import in a fresh process."""

    seconds: float
    peak: float
    """The most memory it held, in MB."""


def _sheet(path: Path) -> None:
    """Write a sheet of commitments as another tracker would have it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for each in make_register(COUNT)["commitments"]:
            last = each["updates"][-1]
            told = each | {
                "domains": "; ".join(each["domains"]),
                "status": last.get("status", ""),
                "note": last["note"],
            }
            writer.writerow([told.get(name, "") for name in _COLUMNS])


def _run(workshop: Workshop) -> _Run:
    folder = workshop.new_folder()
    _sheet(folder / "sheet.csv")
    command = entente("import", str(folder / "sheet.csv"), "--into", str(folder / "new.json"))
    begin = time.perf_counter()
    peak = output_of(python(str(PROGRAMS / "peak.py"), *command))
    return _Run(time.perf_counter() - begin, int(peak) / 1024)


def _speed(workshop: Workshop) -> float:
    return COUNT / _run(workshop).seconds


def _memory(workshop: Workshop) -> float:
    return _run(workshop).peak


CASES = (
    Limit(f"import of {COUNT:,} CSV rows", 3000, _speed, "rows/s", at_least=True),
    Limit(f"import of {COUNT:,} CSV rows: peak memory", 800, _memory, "MB"),
)

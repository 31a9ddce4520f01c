"""Lines: how fast a long sheet is imported, and the memory that takes."""

from __future__ import annotations

import csv
import os
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import Limit, Workshop
from benchmarks.processes import entente, environment
from benchmarks.registers import make_register

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
    with subprocess.Popen(
        command,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return _Run(seconds, usage.ru_maxrss / 1024)


def _speed(workshop: Workshop) -> float:
    return COUNT / _run(workshop).seconds


def _memory(workshop: Workshop) -> float:
    return _run(workshop).peak


CASES = (
    Limit(f"import of {COUNT:,} CSV rows", 3000, _speed, "rows/s", at_least=True),
    Limit(f"import of {COUNT:,} CSV rows: peak memory", 800, _memory, "MB"),
)

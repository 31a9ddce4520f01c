"""Measure, and print one table: `python -m benchmarks [--quick] [--only WORD]`."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks import (
    board,
    imports,
    journeys,
    keys,
    looking_back,
    openings,
    postgres,
    reviewing,
    scans,
    starts,
    statements,
    taskwarrior,
    updates,
)
from benchmarks.cases import Case, Limit, Skipped, Workshop
from benchmarks.table import Row, table_of

CASES = (
    *updates.CASES,
    *postgres.CASES,
    *openings.CASES,
    *scans.CASES,
    *taskwarrior.CASES,
    *starts.CASES,
    *imports.CASES,
    *statements.CASES,
    *journeys.CASES,
    *board.CASES,
    *keys.CASES,
    *reviewing.CASES,
    *looking_back.CASES,
)
"""Every line, in the order of the table."""

WIDTH_OF_A_PIPE = 160


def main() -> None:
    """Measure the lines asked for and print them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="repeat less often")
    parser.add_argument("--only", default="", metavar="WORD", help="the lines that have this word")
    parser.add_argument("--folder", help="where to make the registers: on the disk that counts")
    chosen = parser.parse_args()
    cases = [each for each in CASES if chosen.only.lower() in _words(each)]
    if not cases:
        parser.error(f"no line has '{chosen.only}'")
    screen = Console()
    if not screen.is_terminal:
        screen.width = WIDTH_OF_A_PIPE
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        rows = _measure(cases, Workshop(Path(folder), quick=chosen.quick))
    screen.print(table_of(rows))


def _words(case: Case | Limit) -> str:
    return f"{case.work} {case.against if isinstance(case, Case) else ''}".lower()


def _measure(cases: list[Case | Limit], workshop: Workshop) -> list[Row]:
    words = Console(stderr=True)
    rows = []
    with words.status("") as status:
        for number, case in enumerate(cases, start=1):
            status.update(f"{number} of {len(cases)}: {case.work}")
            try:
                rows.append(Row(case, case.measure(workshop)))
            except Skipped as reason:
                rows.append(Row(case, None, str(reason)))
            workshop.clear()
    return rows


if __name__ == "__main__":
    main()

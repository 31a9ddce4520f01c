"""The one table that is printed."""

from __future__ import annotations

from typing import NamedTuple

from rich.table import Table
from rich.text import Text

from benchmarks.cases import Case, Pair


class Row(NamedTuple):
    """A line as measured, or why it was not."""

    case: Case
    pair: Pair | None
    reason: str = ""

    @property
    def within(self) -> bool:
        """Whether it was measured and is within reach."""
        return self.pair is not None and self.pair.ratio <= self.case.reach


def table_of(rows: list[Row]) -> Table:
    """Return the lines: ours, what it is held against, their ratio and what is good enough."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Work", overflow="fold")
    table.add_column("Ours", justify="right", no_wrap=True)
    table.add_column("Held against", overflow="fold")
    table.add_column("Theirs", justify="right", no_wrap=True)
    table.add_column("Ratio", justify="right", no_wrap=True)
    table.add_column("Reach", justify="right", no_wrap=True)
    table.add_column("", no_wrap=False)
    for row in rows:
        case, pair = row.case, row.pair
        reach = Text(f"≤ {_times(case.reach)}")
        if pair is None:
            verdict = Text(f"skipped: {row.reason}", "dim")
            table.add_row(Text(case.work), "", Text(case.against), "", "", reach, verdict)
            continue
        table.add_row(
            Text(case.work),
            _amount(pair.ours, case.unit),
            Text(case.against),
            _amount(pair.theirs, case.unit),
            _times(pair.ratio),
            reach,
            Text("within", "green") if row.within else Text("OVER", "bold red"),
        )
    return table


def _amount(number: float, unit: str) -> str:
    digits = 3 if number < 1 else 2 if number < 10 else 1 if number < 100 else 0
    return f"{number:,.{digits}f} {unit}"


def _times(ratio: float) -> str:
    return f"1/{1 / ratio:,.0f}" if ratio < 0.02 else f"{ratio:.3g}x"

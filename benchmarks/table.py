"""The one table that is printed."""

from __future__ import annotations

from typing import NamedTuple

from rich.table import Table
from rich.text import Text

from benchmarks.cases import Case, Limit, Pair


class Row(NamedTuple):
    """A line as measured, or why it was not."""

    case: Case | Limit
    found: Pair | float | None
    reason: str = ""

    @property
    def within(self) -> bool:
        """Whether it was measured and is within reach."""
        match self.case, self.found:
            case Case(), Pair() as pair:
                return pair.ratio <= self.case.reach
            case Limit(at_least=True), float() as figure:
                return figure >= self.case.reach
            case Limit(), float() as figure:
                return figure <= self.case.reach
        return False


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
        verdict = Text("within", "green") if row.within else Text("OVER", "bold red")
        if row.found is None:
            verdict = Text(f"skipped: {row.reason}", "dim")
        table.add_row(Text(row.case.work), *_figures(row), verdict)
    return table


def _figures(row: Row) -> tuple[str | Text, ...]:
    case, found = row.case, row.found
    if isinstance(case, Limit):
        ours = _amount(found, case.unit) if isinstance(found, float) else ""
        sign = "≥" if case.at_least else "≤"
        return ours, "", "", "", Text(f"{sign} {case.reach:g} {case.unit}".strip())
    reach = Text(f"≤ {_times(case.reach)}")
    if not isinstance(found, Pair):
        return "", Text(case.against), "", "", reach
    ours, theirs = _amount(found.ours, case.unit), _amount(found.theirs, case.unit)
    return ours, Text(case.against), theirs, _times(found.ratio), reach


def _amount(number: float, unit: str) -> str:
    digits = (
        0
        if number.is_integer()
        else 3
        if number < 1
        else 2
        if number < 10
        else 1
        if number < 100
        else 0
    )
    return f"{number:,.{digits}f} {unit}"


def _times(ratio: float) -> str:
    return f"1/{1 / ratio:,.0f}" if ratio < 0.02 else f"{ratio:.3g}x"

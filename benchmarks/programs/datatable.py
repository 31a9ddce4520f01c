"""The same commitments in Textual's own DataTable; `--filter` puts an Input above it."""

from __future__ import annotations

import json
import sys
from typing import Any

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Input

FIRST_YEAR = 2014
"""Before which nothing in these registers begins."""


class TableApp(App[None]):
    """A table of commitments; what is typed above it filters by title."""

    def __init__(self, rows: list[tuple[str, ...]], *, with_filter: bool) -> None:
        super().__init__()
        self._rows = rows
        self._with_filter = with_filter

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        if self._with_filter:
            yield Input()
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        """Fill the table."""
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns("Status", "Done", "Due", "Title", "Timeline")
        table.add_rows(self._rows)
        if not self._with_filter:
            table.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows that hold what is typed."""
        table: DataTable[str] = self.query_one(DataTable)
        wanted = event.value.casefold()
        table.clear()
        table.add_rows(row for row in self._rows if wanted in row[3].casefold())


def _row(commitment: dict[str, Any]) -> tuple[str, ...]:
    """Return what the board shows of a commitment in its list and its timeline."""
    last = commitment["updates"][-1]
    start, due = int(commitment["start"]), int(commitment["due"][:4])
    bar = " " * (2 * (start - FIRST_YEAR)) + "━" * (2 * (due - start) + 1) + "◆"
    return last["status"], f"{last['progress']}%", commitment["due"], commitment["title"], bar


def main(path: str, with_filter: bool) -> None:
    """Run on the commitments of a register's file."""
    with open(path, encoding="utf-8") as file:
        commitments = json.load(file)["commitments"].values()
    TableApp([_row(each) for each in commitments], with_filter=with_filter).run()


if __name__ == "__main__":
    main(sys.argv[1], "--filter" in sys.argv)

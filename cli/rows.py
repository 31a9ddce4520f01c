"""A table whose cells fit already, written without measuring and wrapping each again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import set_cell_size
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

GAP = 2
"""The columns of the terminal between two of the table's."""


class Rows(Table):
    """A table of columns with a width each, and of texts in one style that are no wider."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the headings, the rule below them, and the rows."""
        heads = [Text(str(column.header), "bold") for column in self.columns]
        yield from self._line(console, heads)
        width = sum((column.width or 0) + GAP for column in self.columns) - GAP
        rule = self.box.head_row_horizontal if self.box else ""
        yield Segment(rule * width, console.get_style("dim"))
        yield Segment.line()
        for row in zip(*(column.cells for column in self.columns), strict=True):
            yield from self._line(console, [cell for cell in row if isinstance(cell, Text)])

    def _line(self, console: Console, cells: Sequence[Text]) -> Iterator[Segment]:
        left = 0
        for column, cell in zip(self.columns, cells, strict=True):
            room = column.width or 0
            spare = max(0, room - cell.cell_len)
            if column.justify == "right":
                left, spare = left + spare, 0
            if cell.plain:
                yield Segment(" " * left)
                yield Segment(
                    set_cell_size(cell.plain, min(room, cell.cell_len)), _style(console, cell)
                )
                left = 0
            left += spare + GAP
        yield Segment.line()


def _style(console: Console, cell: Text) -> Style | None:
    return console.get_style(cell.style) if cell.style else None

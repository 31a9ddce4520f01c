"""What a page on a terminal is made of: framed parts, headed ones where it is narrow, grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cli.look import Marks
from store.text import one_line


def framed(
    title: str, remark: str, content: RenderableType, marks: Marks, *, narrow: bool
) -> RenderableType:
    """Return a part of a page under its title; a narrow one spends no columns on a frame."""
    heading = Text.assemble((one_line(title), "bold"), (f"  {remark}" if remark else "", "dim"))
    if narrow:
        rule = Text(f"{marks.rest * 2} ", "dim")
        return Group(Text.assemble(rule, heading), Padding(content, (0, 0, 1, 0)))
    return Panel(
        content,
        title=heading,
        title_align="left",
        box=box.ROUNDED if marks.unicode else box.ASCII,
        border_style="dim",
        padding=(0, 1),
    )


def grid(rows: Iterable[Sequence[Text]]) -> Table:
    """Return rows in columns, the last one as wide as there is room; empty columns go."""
    listed = [list(row) for row in rows]
    last = len(listed[0]) - 1 if listed else 0
    said = [place for place in range(last) if any(row[place].plain for row in listed)]
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in said:
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for row in listed:
        table.add_row(*(row[place] for place in (*said, last)))
    return table


def side_by_side(left: RenderableType, right: RenderableType, width: int) -> Table:
    """Return two columns of a page."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=width // 2 - 1)
    table.add_column(width=width // 2 - 1)
    table.add_row(left, right)
    return table

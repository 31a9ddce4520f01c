"""What changed, on a terminal: under a heading for each kind, a row and its words each."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from cli.render.tables import console
from cli.terminal import STYLES
from store.model.glyphs import Glyphs
from store.register.change_rows import ChangeRow, headed
from store.text import one_line

_WIDEST = 140
_NARROW = 80
"""Below so many columns the words of a change stand under its commitment."""
_LONGEST_ID = 28


def print_changes(rows: list[ChangeRow], glyphs: Glyphs) -> None:
    """Print changes to stdout."""
    screen = console()
    width = min(screen.width, _WIDEST)
    for part in _parts(rows, glyphs, wide=width >= _NARROW):
        screen.print(part, width=width)


def _parts(rows: list[ChangeRow], glyphs: Glyphs, *, wide: bool) -> Iterator[RenderableType]:
    for place, (kind, found) in enumerate(headed(rows)):
        heading = Text.assemble(
            (kind.heading, f"bold {STYLES[kind.tone]}"), (f"  {len(found)}", "dim")
        )
        yield Padding(heading, (1 if place else 0, 0, 0, 0))
        yield _grid(found, glyphs) if wide else _list(found, glyphs)


def _grid(rows: list[ChangeRow], glyphs: Glyphs) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(style="dim", no_wrap=True, min_width=10)
    grid.add_column(no_wrap=True, overflow="ellipsis", max_width=_LONGEST_ID)
    grid.add_column(ratio=1, overflow="fold")
    for row in rows:
        grid.add_row(Text(_when(row, glyphs)), Text(one_line(row.id)), _words(row, glyphs))
    return grid


def _list(rows: list[ChangeRow], glyphs: Glyphs) -> Grid:
    grid = Grid.grid(expand=True)
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(Text.assemble((f"{_when(row, glyphs)} ", "dim"), one_line(row.id)))
        grid.add_row(Padding(_words(row, glyphs), (0, 0, 0, 2)))
    return grid


def _when(row: ChangeRow, glyphs: Glyphs) -> str:
    return row.when or glyphs.dash


def _words(row: ChangeRow, glyphs: Glyphs) -> Text:
    words = glyphs.words(one_line(row.words))
    by = f"  {one_line(row.by)}" if row.by else ""
    return Text.assemble(
        (one_line(row.title), ""), "\n", (words, STYLES[row.kind.tone]), (by, "dim")
    )

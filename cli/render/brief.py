"""A brief on a terminal: headings, tables that fit its width, numbers of notes in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from cli.render.tables import console, ruled
from cli.terminal import STYLES
from exchange.brief import Brief
from exchange.brief.model import Note
from exchange.brief.notes import told
from exchange.brief.page import (
    COLUMNS,
    BriefStyle,
    Page,
    PageDrawing,
    PageLine,
    PageTable,
    Say,
    clean,
)
from exchange.brief.wording import page_of
from store.model.glyphs import Glyphs
from store.model.status import Status
from store.portfolio.drawing import TextMeasure, status_mix
from store.text import one_line

_WIDEST = 120
_ROOMY = 100
"""From so many columns on, lists are tables; figures always are."""
_SHORT = 14
"""Cells of so many characters, such as dates and statuses, are not broken."""
_INDENT = (0, 0, 0, 2)
_BAR = 24
"""Cells of a bar of statuses in a scorecard."""


def print_brief(brief: Brief, style: BriefStyle, glyphs: Glyphs) -> None:
    """Print a brief to stdout."""
    screen = console()
    width = min(screen.width, _WIDEST)
    text = TextMeasure(cell_len, _fitted)
    page = page_of(brief, style._replace(columns=min(width, COLUMNS), text=text))
    for part in _parts(page, glyphs, wide=width >= _ROOMY):
        screen.print(part, width=width)


def _fitted(text: str, columns: int, ellipsis: str) -> str:
    line = one_line(text)
    if cell_len(line) > columns:
        line = set_cell_size(line, columns - len(ellipsis)).rstrip() + ellipsis
    return set_cell_size(line, columns)


def _parts(page: Page, glyphs: Glyphs, *, wide: bool) -> Iterator[RenderableType]:
    yield Text(one_line(page.title), "bold")
    yield _pairs([(Text(name), _line(line)) for name, line in page.about])
    yield from _heading("In short")
    yield _pairs([(Text(glyphs.dot), _line(line)) for line in page.short])
    for section in page.sections:
        yield from _heading(section.title)
        yield from map(_line, section.lines)
        for table in section.tables:
            yield Padding(_line((Say(table.caption, table.notes),)), (1, 0, 0, 0))
            if table.drawing:
                yield _drawn(table.drawing)
            elif table.numbers or wide:
                yield _grid(table, glyphs, mixed=wide)
            else:
                yield _list(table)
            if table.after:
                yield Text(one_line(table.after), "dim")
    yield from _heading("How to read this brief")
    yield _pairs([(Text(name), Text(one_line(meaning))) for name, meaning in page.reading])
    yield from _heading("Sources")
    yield _pairs([(Text(f"[{note.number}]"), _note(note)) for note in page.cited()])


def _note(note: Note) -> Text:
    title, who = told(note)
    url = one_line(note.url)
    return Text.assemble(title, (f". {who}", "dim"), (f"\n{url}" if url else "", "dim"))


def _heading(title: str) -> Iterator[RenderableType]:
    yield Padding(Text(one_line(title), "bold underline"), (1, 0, 0, 0))


def _pairs(rows: list[tuple[Text, Text]]) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for name, value in rows:
        grid.add_row(name, value)
    return grid


def _drawn(drawing: PageDrawing) -> Text:
    lines = (
        Text.assemble("  ", *((text, STYLES.get(tone, "")) for text, tone in line))
        for line in drawing.lines
    )
    text = Text("\n").join(lines)
    text.no_wrap = True
    return text


def _mix(statuses: Mapping[Status, int], glyphs: Glyphs) -> Text:
    parts = status_mix(list(statuses.items()), _BAR, glyphs)
    return Text.assemble(*((text, STYLES.get(tone, "")) for text, tone in parts))


def _grid(table: PageTable, glyphs: Glyphs, *, mixed: bool) -> Grid:
    """Return a table whose words wrap in their columns, and bars of statuses where it has them."""
    grid = Grid(
        box=ruled(glyphs),
        show_edge=False,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="dim",
        border_style="dim",
    )
    for place, name in enumerate(table.columns):
        number = table.numbers and place > 0
        short = (
            all(_length(row.cells[place - 1]) <= _SHORT for row in table.rows) if place else False
        )
        grid.add_column(
            name,
            justify="right" if number else "left",
            no_wrap=number or short,
            overflow="fold",
            ratio=None if table.numbers or short else 2 if place == 0 else 3,
        )
    bars = [_mix(each, glyphs) for each in table.mixes] if mixed else []
    if bars:
        grid.add_column("Statuses", no_wrap=True)
    for place, row in enumerate(table.rows):
        grid.add_row(_line(row.head), *map(_line, row.cells), *bars[place : place + 1])
    return grid


def _list(table: PageTable) -> RenderableType:
    """Return a table as a narrow terminal has room for: an item a row."""
    parts: list[RenderableType] = []
    for row in table.rows:
        parts.append(_line(row.head))
        cells = zip(table.columns[1:], map(_line, row.cells), strict=True)
        said = [Text.assemble((f"{name}: ", "dim"), cell) for name, cell in cells if cell.plain]
        parts.append(Padding(Text("; ").join(said), _INDENT))
    return Group(*parts)


def _line(line: PageLine) -> Text:
    text = Text()
    for said in line:
        style = (
            STYLES[said.tone]
            if said.tone
            else {"strong": "bold", "muted": "dim"}.get(said.look, "")
        )
        text.append(clean(said), style)
        if said.notes:
            text.append(f" [{', '.join(map(str, said.notes))}]", "dim")
    return text


def _length(line: PageLine) -> int:
    return sum(len(said.text) for said in line)

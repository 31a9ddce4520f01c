"""A brief as plain text of a letter's width, with columns that fit wide characters."""

from __future__ import annotations

from collections.abc import Iterator

from exchange.brief.cells import padded, width
from exchange.brief.model import Brief, Note
from exchange.brief.notes import told
from exchange.brief.page import (
    COLUMNS,
    PLAIN_STYLE,
    BriefStyle,
    Page,
    PageLine,
    PageTable,
    Say,
    clean,
)
from exchange.brief.wording import page_of
from store.text import one_line

_INDENT = "    "
_LEAST_NAME = 12


def to_text(brief: Brief, style: BriefStyle = PLAIN_STYLE) -> str:
    """Return the brief as text as wide as its style says, and of at most 78 columns.

    Only words that are longer stick out.
    """
    return "\n".join(_Letter(min(style.columns, COLUMNS)).lines(page_of(brief, style))) + "\n"


def line_text(line: PageLine) -> str:
    """Return a line with the numbers of its notes in brackets."""
    said = []
    for each in line:
        numbers = ", ".join(map(str, each.notes))
        said.append(f"{clean(each)} [{numbers}]" if numbers else clean(each))
    return "".join(said).strip()


def note_text(note: Note) -> str:
    """Return what a note says, with its address as it is written."""
    title, who = told(note)
    url = one_line(note.url)
    return f"{title}. {who}" + (f" {url}" if url else "")


def _heading(title: str) -> Iterator[str]:
    yield from ("", "", title, "-" * width(title), "")


class _Letter:
    """Writes lines of at most so many columns."""

    def __init__(self, columns: int) -> None:
        self._columns = columns

    def lines(self, page: Page) -> Iterator[str]:
        """Yield a page."""
        yield from self._wrapped(f"{page.title}: brief".upper())
        yield ""
        for name, line in page.about:
            yield from self._wrapped(line_text(line), f"{name}:".ljust(15), " " * 15)
        yield from _heading("In short")
        for line in page.short:
            yield from self._wrapped(line_text(line), "- ", "  ")
        for section in page.sections:
            yield from _heading(section.title)
            for line in section.lines:
                yield from self._wrapped(line_text(line))
            for table in section.tables:
                yield from self._captioned(table)
        yield from _heading("How to read this brief")
        for name, meaning in page.reading:
            yield from self._wrapped(f"{name}: {meaning}", "", _INDENT)
        yield from _heading("Sources")
        for note in page.cited():
            number = f"[{note.number}] "
            yield from self._wrapped(note_text(note), number, " " * len(number))

    def _captioned(self, table: PageTable) -> Iterator[str]:
        yield from ("", line_text((Say(table.caption, table.notes),)), "")
        if table.drawing:
            lines = ("".join(text for text, _ in line) for line in table.drawing.lines)
            yield from (f"  {line}".rstrip() for line in lines)
        else:
            yield from self._grid(table) if table.numbers else self._list(table)
        if table.after:
            yield from self._wrapped(table.after)

    def _list(self, table: PageTable) -> Iterator[str]:
        for row in table.rows:
            yield from self._wrapped(line_text(row.head), "  ", _INDENT)
            cells = zip(table.columns[1:], map(line_text, row.cells), strict=True)
            said = "; ".join(f"{name}: {cell}" for name, cell in cells if cell)
            yield from self._wrapped(said, _INDENT, _INDENT)

    def _grid(self, table: PageTable) -> Iterator[str]:
        rows = [[line_text(cell) for cell in (row.head, *row.cells)] for row in table.rows]
        every = [list(table.columns), *rows]
        widths = [max(map(width, column)) for column in zip(*every, strict=True)]
        # A name that leaves too little room for the figures stands on lines of its own above them.
        widths[0] = min(
            widths[0], max(_LEAST_NAME, self._columns - sum(widths[1:]) - 2 * len(widths))
        )
        for name, *figures in every:
            above = width(name) > widths[0]
            yield from self._wrapped(name, "  ", "  ") if above else ()
            cells = ["" if above else name, *figures]
            first, *rest = (padded(cell, room) for cell, room in zip(cells, widths, strict=True))
            aligned = [" " * (len(cell) - len(cell.rstrip())) + cell.rstrip() for cell in rest]
            yield f"  {first}  {'  '.join(aligned)}".rstrip()

    def _wrapped(self, text: str, first: str = "", rest: str = "") -> Iterator[str]:
        """Yield text in lines that are no wider, each after its indent."""
        line, used, empty = first, width(first), True
        for word in one_line(text).split(" "):
            room = width(word)
            if not empty and used + 1 + room > self._columns:
                yield line
                line, used, empty = rest, width(rest), True
            line += word if empty else f" {word}"
            used += room + (0 if empty else 1)
            empty = False
        yield line.rstrip()

"""A brief as Markdown with footnotes: made to be read raw, and to be rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exchange.brief.cells import padded, width
from exchange.brief.model import Brief, Note
from exchange.brief.notes import told
from exchange.brief.page import (
    PLAIN_STYLE,
    BriefStyle,
    Page,
    PageDrawing,
    PageLine,
    PageTable,
    Say,
    clean,
)
from exchange.brief.wording import page_of
from exchange.escaping import inert, plain, web_address
from store.text import one_line


def to_markdown(brief: Brief, style: BriefStyle = PLAIN_STYLE) -> str:
    """Return the brief as Markdown; nothing of the register's text acts as markup."""
    return "\n".join(_lines(page_of(brief, style))) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield f"# {plain(page.title)}: brief"
    yield ""
    for name, line in page.about:
        yield f"- **{name}**: {_line(line)}"
    yield from ("", "## In short", "")
    for line in page.short:
        yield f"- {_line(line)}"
    for section in page.sections:
        yield from ("", f"## {plain(section.title)}")
        for line in section.lines:
            yield from ("", _line(line))
        for table in section.tables:
            yield from ("", f"### {_line((Say(table.caption, table.notes),))}", "")
            if table.drawing:
                yield from _drawn(table.drawing)
            else:
                yield from _grid(table) if table.numbers else _list(table)
            if table.after:
                yield from ("", plain(table.after))
    yield from ("", "## How to read this brief", "")
    for name, meaning in page.reading:
        yield f"- **{name}**: {plain(meaning)}"
    yield from ("", "## Sources", "")
    for note in page.cited():
        yield _note(note)


def _drawn(drawing: PageDrawing) -> Iterator[str]:
    """Yield a block of code by its indent, which nothing inside of it can end."""
    for line in drawing.lines:
        yield f"    {''.join(text for text, _ in line)}".rstrip()


def _list(table: PageTable) -> Iterator[str]:
    for row in table.rows:
        yield f"- {_line(row.head)}"
        cells = zip(table.columns[1:], row.cells, strict=True)
        said = [f"{name}: {_line(cell)}" for name, cell in cells if any(each.text for each in cell)]
        yield f"  {'; '.join(said)}"


def _grid(table: PageTable) -> Iterator[str]:
    rows = [[_line(row.head), *map(_line, row.cells)] for row in table.rows]
    heads = [plain(name) for name in table.columns]
    widths = [max(map(width, column)) for column in zip(heads, *rows, strict=True)]
    yield _padded(heads, widths)
    marks = ["-" * widths[0], *("-" * (room - 1) + ":" for room in widths[1:])]
    yield _padded(marks, widths)
    for cells in rows:
        yield _padded(cells, widths)


def _padded(cells: Iterable[str], widths: list[int]) -> str:
    filled = (padded(cell, room) for cell, room in zip(cells, widths, strict=True))
    return f"| {' | '.join(filled)} |"


def _line(line: PageLine) -> str:
    return "".join(map(_say, line))


def _say(said: Say) -> str:
    text = inert(clean(said))
    if said.look == "strong" and text:
        text = f"**{text}**"
    return text + "".join(f"[^{number}]" for number in said.notes)


def _note(note: Note) -> str:
    title, who = told(note)
    said = f"[^{note.number}]: {plain(title)}. {inert(who)}"
    if not note.url.strip():
        return said
    link = web_address(note.url)
    return f"{said} <{link}>" if link else f"{said} Not linked: {inert(one_line(note.url))}"

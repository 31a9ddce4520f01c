"""A brief as one web page: complete in itself, for a screen, a phone, a reader and paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from exchange.brief.model import Brief, Note, Notes
from exchange.brief.notes import told
from exchange.brief.page import (
    PLAIN_STYLE,
    BriefStyle,
    Page,
    PageLine,
    PageRow,
    PageRows,
    PageSection,
    PageTable,
    Say,
    clean,
    naming,
)
from exchange.brief.picture_html import (
    MIX_HEAD,
    compliance_table,
    heard_table,
    mix_bar,
    patterns,
    status_chart,
    tree_table,
)
from exchange.brief.picture_page import MOST_COMPARED, MOST_HEARD
from exchange.brief.svg import LEGEND, LINES, axis, bar_drawing, sample, symbols
from exchange.brief.wording import page_of
from exchange.escaping import head, linked, shown
from store.model.status import Status


def to_html(brief: Brief, style: BriefStyle = PLAIN_STYLE) -> str:
    """Return the brief as HTML; nothing of the register's text acts as markup."""
    page = page_of(brief, style)
    return "".join(f"{line}\n" for line in _HtmlWriter(brief, page, style).lines())


_STYLE = Path(__file__).with_name("page.css")
_UNBROKEN = 14
"""A cell of so many characters, such as a date or a status, stays on one line."""


class _HtmlWriter:
    """Writes one page, and remembers where each note was cited first."""

    def __init__(self, brief: Brief, page: Page, style: BriefStyle) -> None:
        self._brief = brief
        self._page = page
        self._style = style
        self._rows = PageRows(style)
        self._cited: set[int] = set()

    @property
    def _drawn(self) -> bool:
        return bool(self._brief.timeline.bars.rows) and not self._style.short

    def lines(self) -> Iterator[str]:
        """Yield the page."""
        brief, page = self._brief, self._page
        title = f"{shown(page.title)}: brief"
        yield from head(f"{title}, {self._style.date(brief.as_of)}", _STYLE)
        yield '<body class="one-page">' if self._style.short else "<body>"
        yield '<a class="skip" href="#main">Skip to the brief</a>'
        yield symbols()
        yield from [] if self._style.short else [patterns()]
        yield from self._header()
        yield from self._contents()
        yield '<main id="main">'
        yield '<section id="short" aria-labelledby="short-h">'
        yield '<h2 id="short-h">In short</h2>'
        yield "<ul>"
        yield from (f"<li>{self._line(line)}</li>" for line in page.short)
        yield "</ul>"
        yield "</section>"
        for section in page.sections:
            yield from self._section(section)
        if self._drawn:
            yield from self._timeline()
        yield from self._reading()
        yield from self._sources()
        yield "</main>"
        yield "<footer>"
        day = self._style.date(brief.as_of)
        yield f"<p>Entente, brief as of {day}. Data {brief.hash[:12]}.</p>"
        yield "</footer>"
        yield "</body>"
        yield "</html>"

    def _header(self) -> Iterator[str]:
        yield "<header>"
        yield '<p class="kind">Brief</p>'
        yield f"<h1><bdi>{shown(self._page.title)}</bdi></h1>"
        yield '<dl class="about">'
        for name, line in self._page.about:
            yield f"<div><dt>{name}</dt><dd>{self._line(line)}</dd></div>"
        yield "</dl>"
        yield "</header>"

    def _contents(self) -> Iterator[str]:
        entries = [("short", "In short")]
        entries += [(section.id, section.title) for section in self._page.sections]
        entries += [("timeline", "Timeline")] if self._drawn else []
        entries += [("reading", "How to read this brief"), ("sources", "Sources")]
        yield '<nav aria-label="Contents">'
        yield "<ul>"
        yield from (f'<li><a href="#{key}">{shown(name)}</a></li>' for key, name in entries)
        yield "</ul>"
        yield "</nav>"

    def _section(self, section: PageSection) -> Iterator[str]:
        yield f'<section id="{section.id}" aria-labelledby="{section.id}-h">'
        yield f'<h2 id="{section.id}-h">{shown(section.title)}</h2>'
        for line in section.lines:
            yield f"<p>{self._line(line)}</p>"
        side = len(section.tables) > 1 and all(table.numbers for table in section.tables)
        yield from ['<div class="side">'] if side else []
        for table in section.tables:
            yield "<div>"
            yield from self._picture(table) if table.drawing else self._table(table)
            yield "</div>"
        yield from ["</div>"] if side else []
        yield "</section>"

    def _picture(self, table: PageTable) -> Iterator[str]:
        pictures, kind = self._brief.pictures, table.drawing.kind if table.drawing else ""
        if kind == "statuses":
            yield f'<h3 class="caption">{shown(table.caption)}</h3>'
            yield from status_chart(pictures, self._style)
        elif kind == "grid" and pictures.compliance:
            yield from compliance_table(pictures.compliance, MOST_COMPARED, table.caption)
        elif kind == "heard":
            rows = pictures.heard[:MOST_HEARD]
            yield from heard_table(rows, pictures, table.caption, self._style)
        else:
            yield from tree_table(pictures.instruments, table.caption, self._style)
        yield from self._below(table)

    def _table(self, table: PageTable) -> Iterator[str]:
        kind = "figures" if table.numbers else "list"
        wide = " many" if table.numbers and len(table.columns) > 3 else ""
        yield f'<table class="{kind}{wide}" role="table">'
        yield f"<caption>{shown(table.caption)}</caption>"
        yield '<thead role="rowgroup"><tr role="row">'
        for name in table.columns:
            yield f'<th scope="col" role="columnheader">{shown(name)}</th>'
        yield from [MIX_HEAD] if table.mixes else []
        yield "</tr></thead>"
        yield '<tbody role="rowgroup">'
        bars = [_mixed(each) for each in table.mixes] or [""] * len(table.rows)
        for row, bar in zip(table.rows, bars, strict=True):
            yield self._row(row, table.columns, bar)
        yield "</tbody>"
        yield "</table>"
        yield from self._below(table)

    def _below(self, table: PageTable) -> Iterator[str]:
        if table.notes:
            # Not in the caption: a table with roles may hold no links beside its cells.
            yield f'<p class="rests">Source{self._references(table.notes)}</p>'
        if table.after:
            yield f"<p>{shown(table.after)}</p>"

    def _row(self, row: PageRow, columns: tuple[str, ...], bar: str) -> str:
        # On a phone each cell stands on a line of its own, after the name of its column.
        cells = "".join(
            f'<td role="cell"{_class(cell)} data-name="{escape(name)}">'
            f"<span>{self._line(cell)}</span></td>"
            for name, cell in zip(columns[1:], row.cells, strict=True)
        )
        return f'<tr role="row">{self._heading(row.head)}{cells}{bar}</tr>'

    def _heading(self, line: PageLine) -> str:
        return f'<th scope="row" role="rowheader">{self._line(line)}</th>'

    def _timeline(self) -> Iterator[str]:
        timeline, as_of = self._brief.timeline, self._brief.as_of
        yield '<section id="timeline" aria-labelledby="timeline-h">'
        yield '<h2 id="timeline-h">Timeline</h2>'
        yield '<ul class="legend" aria-label="What the marks mean">'
        yield from (f"<li>{sample(key, line=True)} {name}</li>" for key, name in LINES)
        yield from (f"<li>{sample(key, line=False)} {name}</li>" for key, name in LEGEND)
        yield "</ul>"
        yield '<table class="timeline" role="table">'
        years = f"{timeline.first.year} to {timeline.last.year}"
        yield f"<caption>Commitments by domain and date, {years}</caption>"
        yield '<thead role="rowgroup"><tr role="row">'
        yield '<th scope="col" role="columnheader">Commitment</th>'
        yield f'<th scope="col" role="columnheader">{axis(timeline)}</th>'
        yield "</tr></thead>"
        yield '<tbody role="rowgroup">'
        for number, bar in enumerate(timeline.bars.rows, 1):
            notes = {*bar.notes, *bar.standing.notes}.union(*(mark.notes for mark in bar.marks))
            status = self._rows.status(bar.standing.status)._replace(notes=tuple(sorted(notes)))
            head = (*naming(bar.subject), Say(" "), status)
            yield f'<tr role="row">{self._heading(head)}'
            drawing = bar_drawing(bar, timeline, as_of, f"b{number}", self._style.date)
            yield f'<td role="cell">{drawing}</td></tr>'
        yield "</tbody>"
        yield "</table>"
        if left := timeline.bars.left_out:
            yield f"<p>{left:,} more are not drawn: those shown want attention most.</p>"
        yield "</section>"

    def _reading(self) -> Iterator[str]:
        yield '<section id="reading" aria-labelledby="reading-h">'
        yield '<h2 id="reading-h">How to read this brief</h2>'
        yield '<dl class="reading">'
        for name, meaning in self._page.reading:
            yield f"<dt>{shown(name)}</dt><dd>{shown(meaning)}</dd>"
        yield "</dl>"
        yield "</section>"

    def _sources(self) -> Iterator[str]:
        yield '<section id="sources" aria-labelledby="sources-h">'
        yield '<h2 id="sources-h">Sources</h2>'
        yield '<ol class="sources">'
        yield from (_note(note) for note in self._page.notes)
        yield "</ol>"
        yield "</section>"

    def _line(self, line: PageLine) -> str:
        return "".join(map(self._say, line))

    def _say(self, said: Say) -> str:
        text = escape(clean(said))
        kinds = [f"tone-{said.tone}"] if said.tone else []
        if said.look == "strong":
            text = f"<strong><bdi>{text}</bdi></strong>"
        elif kinds or said.look:
            text = f'<span class="{" ".join([*kinds, said.look]).strip()}">{text}</span>'
        return text + self._references(said.notes)

    def _references(self, notes: Notes) -> str:
        made = []
        for number in notes:
            first = f' id="r{number}"' if number not in self._cited else ""
            self._cited.add(number)
            made.append(f'<a{first} href="#n{number}" aria-label="source {number}">{number}</a>')
        return f"<sup>{', '.join(made)}</sup>" if made else ""


def _mixed(statuses: Mapping[Status, int]) -> str:
    """Return the last cell of a row of a scorecard: its numbers stand in the others."""
    return f'<td role="cell" class="mixed" data-name="Statuses">{mix_bar(statuses)}</td>'


def _class(cell: PageLine) -> str:
    length = sum(len(said.text) for said in cell)
    if not length:
        return ' class="empty"'
    return ' class="short"' if length <= _UNBROKEN else ""


def _note(note: Note) -> str:
    title, who = told(note)
    named = linked(title, note.url)
    return (
        f'<li id="n{note.number}" value="{note.number}">{named}. <bdi>{escape(who)}</bdi> '
        f'<a class="back" href="#r{note.number}" aria-label="back to where source {note.number} '
        'is cited first">back</a></li>'
    )

"""HTML: one page that needs nothing else, to read, print or send."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import BinaryIO

from exchange.escaping import head, linked, shown
from exchange.exporters.formats import ExportOptions, Written, reported
from exchange.exporters.selection import Selection, by_domain, described, scope
from store.model.entities import Source
from store.model.entry import Entry, cited, progress_words, warnings
from store.register.reader import ReportProgress
from store.text import counted, visible

_STYLE = Path(__file__).with_name("page.css")
_COLUMNS = ("Commitment", "Status", "Done", "Due", "By whom", "Sources")


def write_html(
    selection: Selection, out: BinaryIO, options: ExportOptions, progress: ReportProgress | None
) -> Written:
    """Write a table for each domain."""
    title = shown(selection.title)
    _put(
        out,
        *head(title, _STYLE),
        "<body>",
        f'<header><h1 dir="auto">{title}</h1>',
        f'<p class="scope">{shown(scope(selection))}</p></header>',
        "<main>",
    )
    groups = by_domain(selection)
    told = reported([entry for _, entries in groups for entry in entries], progress)
    for name, entries in groups:
        _put(out, *_table_head(name, len(entries)))
        # One after the other from the same iterator, so that progress is of the whole.
        for _ in entries:
            _put(out, *_row(next(told)))
        _put(out, "</tbody>", "</table>")
    for _ in told:
        pass
    _put(out, "</main>", "</body>", "</html>")
    return Written(len(selection.entries), "commitments")


def _put(out: BinaryIO, *lines: str) -> None:
    out.write("".join(f"{line}\n" for line in lines).encode())


def _table_head(name: str, count: int) -> Iterator[str]:
    # A narrow page shows rows as blocks, which would not be a table to a screen reader
    # without the roles.
    yield '<table role="table">'
    told = f"<bdi>{shown(name)}</bdi> <span>{counted(count, 'commitment')}</span>"
    yield f"<caption>{told}</caption>"
    heads = "".join(f'<th scope="col" role="columnheader">{each}</th>' for each in _COLUMNS)
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
    yield '<tbody role="rowgroup">'


def _row(entry: Entry) -> Iterator[str]:
    commitment, state = entry.commitment, entry.derived
    summary = escape(visible(commitment.summary.strip()))
    status = f"{state.status.glyph} {state.status.words}"
    warned = "".join(f'<span class="warn">{shown(each)}</span>' for each in warnings(entry))
    yield '<tr role="row">'
    yield (
        f'<th scope="row" role="rowheader"><bdi>{shown(commitment.title)}</bdi> '
        f'<span class="id">{shown(commitment.id)}</span>'
        + (f'<p dir="auto">{summary}</p>' if summary else "")
        + "</th>"
    )
    cells = (
        f'<div><span class="status tone-{state.status.tone}">{status}</span>{warned}</div>',
        progress_words(entry),
        str(state.due or ""),
        _bodies((commitment.lead,) if commitment.lead else commitment.parties),
        _sources(cited(entry)),
    )
    for name, cell in zip(_COLUMNS[1:], cells, strict=True):
        yield f'<td role="cell" data-label="{name}">{cell}</td>'
    yield "</tr>"


def _bodies(names: tuple[str, ...]) -> str:
    items = "".join(f"<li><bdi>{shown(each)}</bdi></li>" for each in names)
    return f"<ul>{items}</ul>" if items else ""


def _sources(sources: list[Source]) -> str:
    items = "".join(f"<li>{linked(described(each), each.url)}</li>" for each in sources)
    return f"<ul>{items}</ul>" if items else ""

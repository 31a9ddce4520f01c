"""HTML: one page that needs nothing else, to read, print or send."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files
from typing import BinaryIO

from store.entry import Entry
from store.exporting.formats import Options
from store.exporting.links import web_address
from store.exporting.listing import by_domain, described, done, scope, warnings
from store.exporting.selection import Selection
from store.exporting.standing import cited
from store.exporting.written import Progress, Written, plural, reported
from store.model import Source
from store.text import one_line, visible

# The page may load nothing and run nothing, whatever a text in it tries.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_COLUMNS = ("Commitment", "Status", "Done", "Due", "By whom", "Sources")


def write(
    selection: Selection, out: BinaryIO, options: Options, progress: Progress | None
) -> Written:
    """Write a table for each domain."""
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    title = _text(selection.title)
    _put(
        out,
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>\n{style}</style>",
        "</head>",
        "<body>",
        f'<header><h1 dir="auto">{title}</h1>',
        f'<p class="scope">{_text(scope(selection))}</p></header>',
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


def _text(text: str) -> str:
    return escape(one_line(text))


def _table_head(name: str, count: int) -> Iterator[str]:
    # A narrow page shows rows as blocks, which would not be a table to a screen reader
    # without the roles.
    yield '<table role="table">'
    counted = plural(count, "commitments")
    yield f"<caption><bdi>{_text(name)}</bdi> <span>{counted}</span></caption>"
    heads = "".join(f'<th scope="col" role="columnheader">{each}</th>' for each in _COLUMNS)
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
    yield '<tbody role="rowgroup">'


def _row(entry: Entry) -> Iterator[str]:
    commitment, state = entry.commitment, entry.derived
    summary = escape(visible(commitment.summary.strip()))
    status = f"{state.status.glyph} {state.status.words}"
    warned = "".join(f'<span class="warn">{_text(each)}</span>' for each in warnings(entry))
    yield '<tr role="row">'
    yield (
        f'<th scope="row" role="rowheader"><bdi>{_text(commitment.title)}</bdi> '
        f'<span class="id">{_text(commitment.id)}</span>'
        + (f'<p dir="auto">{summary}</p>' if summary else "")
        + "</th>"
    )
    cells = (
        f'<div><span class="status {state.status.tone}">{status}</span>{warned}</div>',
        done(entry),
        str(commitment.due or ""),
        _bodies((commitment.lead,) if commitment.lead else commitment.parties),
        _sources(cited(entry)),
    )
    for name, cell in zip(_COLUMNS[1:], cells, strict=True):
        yield f'<td role="cell" data-label="{name}">{cell}</td>'
    yield "</tr>"


def _bodies(names: tuple[str, ...]) -> str:
    items = "".join(f"<li><bdi>{_text(each)}</bdi></li>" for each in names)
    return f"<ul>{items}</ul>" if items else ""


def _sources(sources: list[Source]) -> str:
    items = "".join(f"<li>{_source(each)}</li>" for each in sources)
    return f"<ul>{items}</ul>" if items else ""


def _source(source: Source) -> str:
    told = f"<bdi>{_text(described(source))}</bdi>"
    if address := web_address(source.url):
        return f'<a href="{escape(address)}" rel="noopener noreferrer">{told}</a>'
    return told + (f" <bdi>{_text(source.url)}</bdi>" if source.url else "")

"""Markdown: a list by domain, with sources as footnotes."""

from __future__ import annotations

from typing import BinaryIO

from exchange.escaping import inert, plain, web_address
from exchange.exporters.formats import ExportOptions, Written, reported
from exchange.exporters.selection import Selection, by_domain, described, scope
from store.model.entities import Source
from store.model.entry import Entry, cited, progress_words, warnings
from store.register.reader import ReportProgress
from store.text import one_line


def write_markdown(
    selection: Selection, out: BinaryIO, options: ExportOptions, progress: ReportProgress | None
) -> Written:
    """Write a heading for each domain, a line for each commitment, then the footnotes."""
    _put(out, f"# {plain(selection.title)}", "", _escaped(f"{scope(selection)}."))
    groups = by_domain(selection)
    order = [entry for _, entries in groups for entry in entries]
    notes: dict[Source, int] = {}
    told = reported(order, progress)
    for name, entries in groups:
        _put(out, "", f"## {plain(name)}", "")
        # One after the other from the same iterator, so that progress is of the whole.
        for _ in entries:
            _put(out, _line(next(told), notes))
    for _ in told:
        pass
    _put(out, *([""] if notes else []), *(_footnote(*each) for each in notes.items()))
    return Written(len(order), "commitments")


def _escaped(text: str) -> str:
    # What only begins something at the start of a line cannot stand there in a list.
    return inert(one_line(text))


def _put(out: BinaryIO, *lines: str) -> None:
    out.write("".join(f"{line}\n" for line in lines).encode())


def _line(entry: Entry, notes: dict[Source, int]) -> str:
    commitment = entry.commitment
    due = f"due {entry.derived.due}" if entry.derived.due else ""
    told = [entry.derived.status.words, progress_words(entry), due, *warnings(entry)]
    marks = "".join(f"[^{notes.setdefault(source, len(notes) + 1)}]" for source in cited(entry))
    words = ", ".join(_escaped(each) for each in told if each)
    title = _escaped(commitment.title or commitment.id)
    return f"- **{title}** ({_escaped(entry.id)}): {words}{marks}"


def _footnote(source: Source, number: int) -> str:
    address = web_address(source.url)
    where = f" <{address}>" if address else f" {_escaped(source.url)}"
    return f"[^{number}]: {_escaped(described(source))}{where}".rstrip()

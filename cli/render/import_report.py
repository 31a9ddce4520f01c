"""What an import did, as JSON, as plain lines and as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cli.output import JsonItem
from cli.terminal import STYLES
from exchange.importers.report import FieldChange, ImportReport, RefusedRow, UnknownWord
from store.model.glyphs import Glyphs
from store.model.status import Tone
from store.text import one_line

if TYPE_CHECKING:
    from rich.console import RenderableType

KINDS = (
    ("status", "statuses not known, left not assessed"),
    ("date", "dates not read, kept as written"),
    ("value", "values not read, kept as written"),
    ("formula", "formulas without a result, kept as written"),
    ("error", "errors of the workbook, kept as written"),
    ("blank", "words that say there is none, kept as written"),
    ("left", "cells that no field is read from"),
)
_MOST = 10
"""How many rows of each kind a terminal is shown."""
_MOST_CHANGES = 30
_FEW = 5
_NOTHING = "(nothing)"
_LEAST_FILE = 12


def report_item(report: ImportReport) -> JsonItem:
    """Return a report as one item of the envelope."""
    return {
        "file": report.file,
        "format": report.format,
        "encoding": report.encoding or None,
        "rows": report.rows,
        "new": report.new,
        "changed": len(report.changed),
        "changed_ids": report.changed,
        "unchanged": report.unchanged,
        "refused": [each._asdict() for each in report.refused],
        "duplicates": [each._asdict() for each in report.duplicates],
        "unread": [each._asdict() for each in report.unread],
        "changes": [each._asdict() for each in report.changes],
        "instruments": report.instruments,
        "instruments_changed": report.instruments_changed,
        "domains": report.domains,
        "remarks": report.remarks,
    }


def report_lines(report: ImportReport) -> Iterator[tuple[str, ...]]:
    """Yield a report as plain lines: what is counted, then each thing that was not taken."""
    yield "file", report.file
    yield "format", report.format
    if report.encoding:
        yield "encoding", report.encoding
    yield "rows", str(report.rows)
    yield "new", str(report.new)
    yield "changed", str(len(report.changed))
    yield "unchanged", str(report.unchanged)
    yield "refused", str(len(report.refused))
    yield "instruments", str(report.instruments)
    yield "instruments changed", str(report.instruments_changed)
    yield "domains", str(report.domains)
    for each in report.refused:
        yield "refused row", _row(each.row), each.id, each.reason
    for each in report.duplicates:
        yield "duplicate id", _row(each.row), each.id, each.reason
    for kind, _ in KINDS:
        for word in report.words(kind):
            yield f"{kind} not read", word.column, word.written, _rows(word)
    for change in report.changes:
        yield "change", _row(change.row), change.id, f"{change.field}: {_change(change)}"
    for remark in report.remarks:
        yield "remark", remark


def report_text(reports: Sequence[ImportReport]) -> Iterator[str]:
    """Yield the lines of a file that holds reports whole: every cell by itself."""
    for report in reports:
        for parts in report_lines(report):
            if not parts[0].endswith(" not read"):
                yield "\t".join(map(one_line, parts))
        for cell in report.unread:
            parts = (f"{cell.kind} not read", _row(cell.row), cell.column, cell.written)
            yield "\t".join(map(one_line, parts))


def write_tables(reports: Sequence[ImportReport], glyphs: Glyphs) -> None:
    """Write reports to a terminal: one table of counts, then what was not taken."""
    from cli.render.tables import console

    out = console()
    out.print(_counts(reports, glyphs, out.width))
    for report in reports:
        for part in _details(report, glyphs, out.width):
            out.print(part, soft_wrap=True)


def _counts(reports: Sequence[ImportReport], glyphs: Glyphs, width: int) -> RenderableType:
    from rich.text import Text

    from cli.render.tables import GAP, empty_table, fit

    def number(count: int, tone: Tone = "plain") -> Text:
        return Text(f"{count:,}", STYLES[tone if count else "muted"])

    columns = {
        "Rows": [number(each.rows) for each in reports],
        "New": [number(each.new, "green") for each in reports],
        "Changed": [number(len(each.changed), "blue") for each in reports],
        "Unchanged": [number(each.unchanged) for each in reports],
        "Refused": [number(len(each.refused), "red") for each in reports],
    }
    widths = {
        name: max(len(name), *(len(cell) for cell in cells)) for name, cells in columns.items()
    }
    if sum(widths.values()) + GAP * len(widths) + _LEAST_FILE > width:
        # The others say it too.
        del columns["Unchanged"], widths["Unchanged"]
    formats = max(len("Format"), *(len(each.format) for each in reports))
    rest = width - sum(widths.values()) - GAP * len(widths)
    named = rest >= formats + GAP + _LEAST_FILE
    longest = max(len(one_line(each.file)) for each in reports)
    files = max(_LEAST_FILE, min(rest - (formats + GAP if named else 0), longest))
    table = empty_table(glyphs)
    table.add_column("File", width=files)
    if named:
        table.add_column("Format", width=formats)
    for name, cells in widths.items():
        table.add_column(name, width=cells, justify="right")
    for place, each in enumerate(reports):
        told = [Text(fit(each.file, files, glyphs)), *([Text(each.format)] if named else [])]
        table.add_row(*told, *(cells[place] for cells in columns.values()))
    return table


def _details(report: ImportReport, glyphs: Glyphs, width: int) -> Iterator[RenderableType]:
    from rich.text import Text

    from cli.render.tables import fit

    def listed(
        heading: str, lines: Sequence[str], total: int, *, whole: bool = False
    ) -> Iterator[RenderableType]:
        if not lines:
            return
        yield Text(f"\n{one_line(report.file)}: {glyphs.words(heading)}", "bold")
        for line in lines:
            shown = glyphs.words(one_line(line))
            yield Text(f"  {shown if whole else fit(shown, max(20, width - 2), glyphs)}")
        if total > len(lines):
            yield Text(
                glyphs.words(f"  … and {total - len(lines):,} more: --report PATH lists all"), "dim"
            )

    yield from listed("rows refused", _row_lines(report.refused), len(report.refused))
    yield from listed("ids twice", _row_lines(report.duplicates), len(report.duplicates))
    for kind, heading in KINDS:
        words = report.words(kind)
        lines = [_word(each) for each in words[:_MOST]]
        yield from listed(heading, lines, len(words))
    lines = [f"{each.id}: {each.field}: {_change(each)}" for each in report.changes[:_MOST_CHANGES]]
    yield from listed("changed here", lines, len(report.changes))
    told = [*filter(None, [report.beside]), *report.remarks]
    yield from listed("to know", told, len(told), whole=True)


def _row_lines(rows: Sequence[RefusedRow]) -> list[str]:
    return [f"{_row(each.row)} {each.reason}".strip() for each in rows[:_MOST]]


def _change(change: FieldChange) -> str:
    return f"{change.before or _NOTHING} → {change.after or _NOTHING}"


def _word(word: UnknownWord) -> str:
    return f"“{word.written}” in {word.column}: {_rows(word)}"


def _row(number: int) -> str:
    return f"row {number}" if number else ""


def _rows(word: UnknownWord) -> str:
    """Return the first rows a value stands in, and how many more there are."""
    shown = ", ".join(str(each) for each in word.rows[:_FEW])
    more = len(word.rows) - _FEW
    named = "row" if len(word.rows) == 1 else "rows"
    return f"{named} {shown}" + (f" and {more} more" if more > 0 else "")

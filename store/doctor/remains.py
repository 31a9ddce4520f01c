"""What is left of damaged files: bringing it in order, and saying what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from store.disk import journal
from store.disk.files import Files
from store.disk.journal import Record
from store.disk.salvage import Salvage
from store.disk.tables import Tables
from store.doctor.contents import NAMELESS, OURS, name_of
from store.doctor.findings import Finding, Place, Severity

LOOK = "a person must look it over"


def losses(found: Salvage) -> Iterator[Finding]:
    """Yield the lines that could not be read."""
    for each in found.lost:
        yield Finding(Severity.LOST, Place(file=each.file, line=each.line), each.what)


def believed(files: Files) -> Iterator[Finding]:
    """Yield the unsound lines of the journal that can be read all the same."""
    if not files.journal.is_file():
        return
    faults = {fault.line: fault.reason for fault in journal.faults(files.journal)}
    for line, record in journal.readable(files.journal):
        if line in faults and isinstance(record, Record):
            names = [f"{table} {row}" for table, row, _ in record.documents() if table != "history"]
            what = f"{faults[line]}; believed all the same in {', '.join(names) or 'what it says'}"
            place = Place(file=files.journal, line=line)
            yield Finding(Severity.WARNING, place, what, LOOK)


def gaps(found: Salvage) -> Iterator[Finding]:
    """Yield for each table the numbers that were given and that no document has."""
    for table in found.tables.names():
        rows = sorted(row for row, _ in found.tables.items(table) if row > 0)
        ends = [*rows, found.tables.highest(table) + 1]
        gaps = [(last + 1, row - 1) for last, row in zip([0, *rows], ends, strict=True)]
        gone = [
            f"{first} to {last}" if first < last else f"{first}"
            for first, last in gaps
            if first <= last
        ]
        if gone:
            what = f"no document has the number {', '.join(gone)}: removed earlier, or lost"
            yield Finding(Severity.LOST, Place(table), what)


def same_register(ours: Tables, theirs: Tables) -> bool:
    """Tell whether most commitments that two sets of tables number alike are the same."""
    pairs = [
        name_of(raw, row) == name_of(other, row)
        for row, raw in ours.items("commitments")
        if (other := theirs.get("commitments", row)) is not None
    ]
    return 2 * sum(pairs) >= len(pairs)


def name_by_first_line(found: Salvage) -> None:
    """Give tables whose names were damaged the names that the first line has at their places."""
    names, known = found.tables.names(), list(found.meta.highest)
    pairs = list(zip(names, known, strict=False))
    if all(name == wanted or name not in known for name, wanted in pairs):
        for name, wanted in pairs:
            if name not in OURS:  # else it is the first line that was damaged
                _rename(found.tables, name, wanted)


def name_by_backup(tables: Tables, backup: Tables) -> None:
    """Give tables whose names were lost the names that the backup has for a document of theirs."""
    for name in filter(NAMELESS.fullmatch, tables.names()):
        for wanted in backup.names():
            if not set(tables.items(name)).isdisjoint(backup.items(wanted)):
                _rename(tables, name, wanted)


def fill(tables: Tables, backup: Tables) -> Iterator[Finding]:
    """Put documents that only the backup has where they were; yield each."""
    for table in backup.names():
        for row, raw in backup.items(table):
            if tables.get(table, row) is None:
                tables.apply((), {table: {row: raw}})
                what = "it could not be read; the backup has it, perhaps older"
                yield Finding(Severity.MENDED, place_of(tables, table, row), what)


def kept_highest(found: Salvage) -> Salvage:
    """Return the same with the highest ids that the first line names: none is given twice."""
    tables = found.tables
    highest = {
        name: max(tables.highest(name), found.meta.highest.get(name, 0)) for name in tables.names()
    }
    documents = {name: dict(tables.items(name)) for name in tables.names()}
    return replace(found, tables=Tables(documents, highest))


def place_of(tables: Tables, table: str, row: int) -> Place:
    """Return where a document is, by its own id if it has one that can be read."""
    return Place(table, name_of(tables.get(table, row) or b"", row))


def _rename(tables: Tables, name: str, wanted: str) -> None:
    if name != wanted:
        rows: dict[int, bytes | None] = dict(tables.items(name))
        # What the journal has put under the right name is newer.
        rows |= tables.items(wanted)
        tables.apply([name], {wanted: rows})

"""Workbooks on their way in: which of their sheets are read, and which are left and named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import chain, islice

from exchange.importers.items import is_items
from exchange.importers.own_workbook import whole_workbook
from exchange.importers.readers.table import SourceTable, is_unnamed, plain_name
from exchange.importers.records import (
    FilePart,
    ImportedCommitment,
    ImportedPiece,
    RefusedCommitment,
    UnreadCell,
)
from exchange.importers.table_import import (
    ImportInput,
    TableImport,
    counted,
    is_exact,
    preset_for,
    with_surroundings,
)
from store.errors import BadFile, BadValue
from store.text import one_line

_SAMPLE = 200


def open_sheets(
    name: str, tables: Sequence[SourceTable], reading: TableImport, wanted: Sequence[str]
) -> ImportInput:
    """Read the sheets that were asked for, or the one most like a table of commitments.

    With it all others of its columns are read that the workbook shows. Raises `BadFile` for a
    workbook without a table, `BadValue` for a sheet that is not there.
    """
    if not tables:
        raise BadFile(f"{name} holds no table")
    if wanted:
        return _several(name, _named(name, tables, wanted), tables, reading)
    main, tables = _main(tables, reading)
    further = [each for each in tables if each is not main and is_items(each.columns)]
    if (
        reading.mapping is None
        and is_exact(main.columns)
        and not is_items(main.columns)
        and further
    ):
        found = counted("table", whole_workbook(main, further, reading.known))
        for each in (main, *further):
            with_surroundings(found, each)
        left = [each for each in tables if each is not main and each not in further]
        found.remarks.extend(_left(left))
        return found
    return _several(name, _alike(main, tables), tables, reading)


def sheets_to_choose(tables: Sequence[SourceTable], reading: TableImport) -> list[FilePart]:
    """Return what a workbook's tables can be read as, what `open_sheets` takes by itself first.

    Empty where there is nothing to choose: it holds one table, or is of a kind that is known.
    """
    if len(tables) < 2:
        return []
    main, tables = _main(tables, reading)
    plain = frozenset(map(plain_name, main.columns))
    if is_exact(main.columns) or preset_for(plain) is not None:
        return []
    alike = _alike(main, tables)
    several = [alike] if len(alike) > 1 else []
    rest = [each for each in tables if each is not main]
    single = [[each] for each in (main, *sorted(rest, key=lambda each: each.hidden))]
    return [
        FilePart(tuple(each.name for each in group), group[0].columns, True, 0, group[0].hidden)
        for group in (*several, *single)
    ]


def _alike(main: SourceTable, tables: Sequence[SourceTable]) -> list[SourceTable]:
    """Return the sheet of commitments with those of its columns that the workbook shows."""
    return [
        each
        for each in tables
        if each.name == main.name or (not each.hidden and _plain(each) == _plain(main))
    ]


def _named(name: str, tables: Sequence[SourceTable], wanted: Sequence[str]) -> list[SourceTable]:
    found: list[SourceTable] = []
    for pattern in wanted:
        matched = [each for each in tables if each.name == pattern] or [
            each for each in tables if fnmatchcase(plain_name(each.name), plain_name(pattern))
        ]
        if not matched:
            raise BadValue(
                f"{name} has no sheet '{pattern}' with a table",
                hint="its sheets: " + ", ".join(one_line(each.name) for each in tables),
            )
        found += [each for each in matched if each not in found]
    return found


def _main(
    tables: Sequence[SourceTable], reading: TableImport
) -> tuple[SourceTable, list[SourceTable]]:
    """Return the sheet of commitments, and all of them to go on with."""
    samples = [list(islice(each.rows, _SAMPLE)) for each in tables]
    whole = [
        each._replace(rows=chain(sample, each.rows))
        for each, sample in zip(tables, samples, strict=True)
    ]
    likely = [
        (not each.hidden, reading.likeness(each, [row for _, row in sample]))
        for each, sample in zip(whole, samples, strict=True)
    ]
    best = max(range(len(whole)), key=lambda place: (*likely[place], -place))
    return whole[best], whole


def _plain(table: SourceTable) -> tuple[str, ...]:
    return tuple(plain_name(each) for each in table.columns if not is_unnamed(each))


def _several(
    name: str,
    chosen: Sequence[SourceTable],
    tables: Sequence[SourceTable],
    reading: TableImport,
) -> ImportInput:
    """Read sheets one after the other; answers about one count for all of its columns."""
    opened = [_opened(name, each, reading) for each in chosen[:1]]
    found = ImportInput(opened[0].format, iter(()))
    found.remarks.extend(opened[0].remarks)
    found.left.extend(_cells_of(chosen[0], opened[0].left, chosen))
    opened += [_opened(name, each, reading) for each in chosen[1:]]

    def pieces() -> Iterator[ImportedPiece]:
        for each, part in zip(chosen, opened, strict=True):
            before = len(part.remarks)
            for piece in part.pieces:
                yield piece if len(chosen) == 1 else _of_sheet(piece, one_line(each.name))
                found.rows = sum(other.rows for other in opened)
            late = part.remarks[before:]
            found.remarks.extend(f"sheet “{one_line(each.name)}”: {remark}" for remark in late)
        found.rows = sum(other.rows for other in opened)

    found.pieces = pieces()
    for each, part in zip(chosen[1:], opened[1:], strict=True):
        said = [remark for remark in part.remarks if remark not in found.remarks]
        found.remarks.extend(f"sheet “{one_line(each.name)}”: {remark}" for remark in said)
        found.left.extend(_cells_of(each, part.left, chosen))
    left = [each for each in tables if all(each.name != one.name for one in chosen)]
    if left or len(chosen) > 1:
        names = ", ".join(_words(each) for each in chosen)
        words = f"read the sheet{'s' if len(chosen) > 1 else ''} {names}"
        found.remarks.insert(0, "; ".join([words, *_left(left)]))
    return found


def _opened(name: str, table: SourceTable, reading: TableImport) -> ImportInput:
    return reading.open(name, table)


def _of_sheet(piece: ImportedPiece, sheet: str) -> ImportedPiece:
    """Return a piece whose cells are named with their sheet, where several are read."""
    if isinstance(piece, RefusedCommitment):
        return piece._replace(reason=f"sheet “{sheet}”: {piece.reason}")
    if isinstance(piece, ImportedCommitment):
        unread = tuple(_named_with(sheet, piece.unread))
        return piece._replace(unread=unread, rows=((sheet, piece.row),))
    return piece


def _cells_of(
    table: SourceTable, cells: Sequence[UnreadCell], chosen: Sequence[SourceTable]
) -> Iterable[UnreadCell]:
    return cells if len(chosen) == 1 else _named_with(one_line(table.name), cells)


def _named_with(sheet: str, cells: Iterable[UnreadCell]) -> Iterator[UnreadCell]:
    return (each._replace(column=f"{sheet}!{each.column}") for each in cells)


def _left(tables: Iterable[SourceTable]) -> Iterator[str]:
    names = [_words(each) for each in tables]
    if names:
        yield f"left {', '.join(names)}"


def _words(table: SourceTable) -> str:
    return f"“{one_line(table.name)}”" + (" (hidden)" if table.hidden else "")

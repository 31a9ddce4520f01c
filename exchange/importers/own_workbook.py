"""The workbook that Entente writes: its sheets of items win over what the first one sums up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exchange.importers.columns.fitting import fitted
from exchange.importers.columns.mapping import ColumnMapping
from exchange.importers.columns.sheet_fields import NAMES
from exchange.importers.items import HEADINGS_AGAIN, items, list_of
from exchange.importers.mapped_row import MappedRow
from exchange.importers.readers.table import SourceTable, says_headings
from exchange.importers.records import (
    ImportedCommitment,
    ImportedPiece,
    KnownIds,
    RefusedCommitment,
    UnreadCell,
)
from store.storage.documents import Document
from store.text import one_line


def whole_workbook(
    main: SourceTable, further: Iterable[SourceTable], known: KnownIds
) -> Iterator[ImportedPiece]:
    """Read the sheets of items first: they win over what the main sheet sums up."""
    gathered: dict[str, dict[str, list[Document]]] = {}
    left: dict[str, list[UnreadCell]] = {}
    rows: dict[str, list[tuple[str, int]]] = {}
    logged = False
    for table in further:
        name = list_of(table.columns)
        logged = logged or name == "updates"
        for each in items(table):
            if isinstance(each, RefusedCommitment):
                yield each._replace(reason=f"sheet “{table.name}”: {each.reason}")
            else:
                gathered.setdefault(each.commitment, {}).setdefault(name, []).append(each.item)
                left.setdefault(each.commitment, []).extend(each.left)
                rows.setdefault(each.commitment, []).append((one_line(table.name), each.row))
    mapping = ColumnMapping({name: name for name in NAMES if name in main.columns}, own=True)
    fit = fitted(mapping, main, ())
    for number, row in main.rows:
        if says_headings(row):
            yield RefusedCommitment(number, HEADINGS_AGAIN)
            continue
        piece = MappedRow(number, row, fit, known).read()
        if isinstance(piece, ImportedCommitment):
            brought = gathered.pop(piece.id, {})
            unread = (*piece.unread, *left.pop(piece.id, ()))
            piece = piece._replace(fields=piece.fields | brought, unread=unread)
            piece = piece._replace(assessments=()) if logged else piece
        yield piece
    for commitment_id, brought in gathered.items():
        unread = tuple(left.pop(commitment_id, ()))
        told = tuple(rows[commitment_id])
        yield ImportedCommitment(
            told[0][1], commitment_id, dict(brought), unread=unread, foreign=False, rows=told
        )

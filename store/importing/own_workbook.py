"""The workbook that Entente writes: commitments on one sheet, what belongs to them on others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from store.codec import Document
from store.importing.batch import Brought, Piece, Refused
from store.importing.fields import NAMES
from store.importing.items import items, list_of
from store.importing.known import Known
from store.importing.mapping import Columns
from store.importing.rows import MappedRow
from store.importing.table import Table


def whole_workbook(main: Table, further: Iterable[Table], known: Known) -> Iterator[Piece]:
    """Read the sheets of items first: they win over what the main sheet sums up."""
    gathered: dict[str, dict[str, list[Document]]] = {}
    logged = False
    for table in further:
        name = list_of(table.columns)
        logged = logged or name == "updates"
        for each in items(table):
            if isinstance(each, Refused):
                yield each._replace(reason=f"sheet “{table.name}”: {each.reason}")
            else:
                _, commitment_id, item = each
                gathered.setdefault(commitment_id, {}).setdefault(name, []).append(item)
    columns = Columns({name: name for name in NAMES if name in main.columns}, own=True)
    for number, row in main.rows:
        piece = MappedRow(number, row, columns, known).read()
        if isinstance(piece, Brought):
            brought = gathered.pop(piece.id, {})
            piece = piece._replace(fields=piece.fields | brought)
            piece = piece._replace(assessments=()) if logged else piece
        yield piece
    for commitment_id, brought in gathered.items():
        yield Brought(0, commitment_id, dict(brought), foreign=False)

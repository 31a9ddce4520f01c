"""The further sheets that Entente writes: milestones, follow-ups and updates of commitments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exchange.escaping import listed_in, unguarded
from exchange.importers.readers.table import SourceTable, TableRow, says_headings
from exchange.importers.records import ImportedCommitment, RefusedCommitment, UnreadCell
from store.errors import BadValue
from store.model.dates import PartialDate
from store.model.entities import Source
from store.storage.documents import Document
from store.text import one_line

HEADINGS_AGAIN = "it says the headings again"
OWNER = "commitment"
"""The column of such a sheet that names whose item a row is."""
ITEM_COLUMNS = {
    "milestones": (OWNER, "id", "title", "date", "met"),
    "follow_ups": (OWNER, "id", "title", "owner", "due", "done"),
    "updates": (OWNER, "id", "date", "note", "status", "progress"),
}
_LATER_COLUMNS = {
    "milestones": ("kind",),
    "follow_ups": (),
    "updates": ("by", "written", "corrects", "weighs", "searched", "due", "confidence", "confirms"),
}
"""What sheets of earlier versions do not have."""
_SEVERAL = ("weighs", "searched")
_SOURCE = "source_"
_SOURCE_COLUMNS = frozenset(_SOURCE + name for name in ("official", *Source.__struct_fields__))
_YES = frozenset(("yes", "true", "1"))


def list_of(columns: Sequence[str]) -> str:
    """Return which list of a commitment a sheet holds; empty for any other sheet."""
    there = frozenset(columns)
    return next((name for name, each in ITEM_COLUMNS.items() if there.issuperset(each)), "")


def is_items(columns: Sequence[str]) -> bool:
    """Whether a sheet holds milestones, follow-ups or updates."""
    return bool(list_of(columns))


class SheetItem(NamedTuple):
    """One row of a sheet of items."""

    row: int
    commitment: str
    """The id of the commitment it belongs to."""
    item: Document
    left: tuple[UnreadCell, ...]
    """Cells that an item has no field for."""


def items(table: SourceTable) -> Iterator[SheetItem | RefusedCommitment]:
    """Yield the item of every row, with the commitment it belongs to."""
    name = list_of(table.columns)
    met: dict[tuple[str, str], int] = {}
    for number, row in table.rows:
        if says_headings(row):
            yield RefusedCommitment(number, HEADINGS_AGAIN)
            continue
        item_id = row["id"]
        before = met.setdefault((row[OWNER], item_id), number) if item_id else number
        if before != number:
            reason = f"row {before} has the id '{item_id}' of {row[OWNER]} already"
            yield RefusedCommitment(number, reason, row[OWNER])
            continue
        try:
            left = tuple(
                UnreadCell(number, column, text, "left")
                for column, text in row.items()
                if text
                and column not in ITEM_COLUMNS[name]
                and column not in _LATER_COLUMNS[name]
                and column not in _SOURCE_COLUMNS
            )
            yield SheetItem(number, row[OWNER], _item(name, row), left)
        except BadValue as error:
            yield RefusedCommitment(number, error.message, row[OWNER])


def imported_items(table: SourceTable) -> Iterator[ImportedCommitment | RefusedCommitment]:
    """Yield what a sheet of items alone brings: each row an item of a commitment there is."""
    name = list_of(table.columns)
    gathered: dict[str, list[Document]] = {}
    rows: dict[str, list[int]] = {}
    left: dict[str, list[UnreadCell]] = {}
    for each in items(table):
        if isinstance(each, RefusedCommitment):
            yield each
            continue
        rows.setdefault(each.commitment, []).append(each.row)
        gathered.setdefault(each.commitment, []).append(each.item)
        left.setdefault(each.commitment, []).extend(each.left)
    for commitment_id, found in gathered.items():
        yield ImportedCommitment(
            rows[commitment_id][0],
            commitment_id,
            {name: found},
            rows=tuple((one_line(table.name), row) for row in rows[commitment_id]),
            unread=tuple(left[commitment_id]),
            foreign=False,
        )


def _item(name: str, row: TableRow) -> Document:
    item: Document = {}
    for column in (*ITEM_COLUMNS[name][1:], *_LATER_COLUMNS[name]):
        text = unguarded(row.get(column, ""))
        if not text:
            continue
        if column in ("date", "met", "due", "done"):
            text = PartialDate.parse(text).text
        if column in _SEVERAL:
            item[column] = listed_in(text)
        else:
            item[column] = _number(text) if column == "progress" else text
    source = _source(row)
    return item | ({"source": source} if source else {})


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise BadValue(f"'{text[:40]}' is no percentage")
    return int(text)


def _source(row: TableRow) -> Document:
    told = {
        column.removeprefix(_SOURCE): unguarded(text)
        for column, text in row.items()
        if column in _SOURCE_COLUMNS and text
    }
    official = told.pop("official", "").casefold() in _YES
    if not told:
        return {}
    source: Document = {"title": ""} | told
    return source | ({"kind": "official"} if official else {})

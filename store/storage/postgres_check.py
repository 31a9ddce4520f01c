"""Whether the rows of a register in PostgreSQL agree with each other.

The changes, one after the other from the first, have to come to what the documents say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import psycopg

from store.storage.journal import JournalRecord
from store.storage.postgres import PostgresStorage, read_documents
from store.storage.postgres_tables import SCHEMA_NAME
from store.storage.tables import Tables

CHANGE = "change"
"""The table that has one row a transaction."""
_RECORD = msgspec.json.Decoder(JournalRecord)


class RowFault(NamedTuple):
    """A row that contradicts the others."""

    table: str
    """`change`, or the table of a document."""
    number: int
    what: str


class CheckedRows(NamedTuple):
    """A register as its rows have it at one moment."""

    tables: Tables
    """What its documents say."""
    told: Tables
    """What its changes come to, as far as they can be read."""
    layout: int
    faults: list[RowFault]


def check_rows(storage: PostgresStorage) -> CheckedRows:
    """Read all rows of a register, and hold the changes against the documents.

    Changes nothing. Raises `CannotRead` where the server cannot be asked.
    """
    with storage.at_one_moment() as connection:
        name = storage.address.name
        row = connection.execute(
            f"SELECT seq, layout, highest FROM {SCHEMA_NAME}.register WHERE name = %s", (name,)
        ).fetchone()
        assert row is not None, "it was there when the storage was opened"
        seq, layout, highest = row
        tables = read_documents(connection, name, highest)
        replayed = Tables({})
        faults = list(_replay(connection, name, int(seq), replayed))
        if not faults:
            faults = list(_differences(replayed, tables))
    return CheckedRows(tables, replayed, int(layout), faults)


def _replay(
    connection: psycopg.Connection[Any], name: str, seq: int, tables: Tables
) -> Iterator[RowFault]:
    """Apply every change in turn; yield those that are missing or cannot be read."""
    last = 0
    # Row by row: together the changes are many times as large as what they come to.
    with connection.cursor(name="entente_changes") as rows:
        rows.execute(
            f"SELECT seq, record FROM {SCHEMA_NAME}.change WHERE register = %s ORDER BY seq",
            (name,),
        )
        for number, written in rows:
            for missing in range(last + 1, number):
                yield RowFault(CHANGE, missing, "it is missing")
            last = number
            try:
                record = _RECORD.decode(written)
            except (ValueError, msgspec.DecodeError) as error:
                yield RowFault(CHANGE, number, f"it cannot be read: {error}")
                continue
            if record.seq != number:
                yield RowFault(CHANGE, number, f"it says to be change {record.seq}")
            record.apply_to(tables)
    for missing in range(last + 1, seq + 1):
        yield RowFault(CHANGE, missing, "it is missing")
    if last > seq:
        yield RowFault(CHANGE, last, f"the register's own row counts {seq} changes")


def _differences(replayed: Tables, tables: Tables) -> Iterator[RowFault]:
    for table, number in sorted(replayed.difference(tables)):
        told, kept = (each.get(table, number) for each in (replayed, tables))
        if kept is None:
            what = "the changes have it, and its row is missing"
        elif told is None:
            what = "it has a row, and no change has written it"
        else:
            what = "its row says something else than the changes"
        yield RowFault(table, number, what)

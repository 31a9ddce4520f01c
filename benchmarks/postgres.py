"""Lines: a register in PostgreSQL, against the same rows by bare SQL, and against a file.

The server is one of the lines' own, in a temporary folder, reached through its socket.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count as count_from
from uuid import uuid4

import psycopg

from benchmarks.cases import Case, Pair, Skipped, Workshop
from benchmarks.scans import QUERY
from benchmarks.timing import nothing, take_turns
from benchmarks.updates import AS_OF, USER, door, entry_of, marked, spread
from store.model.address import DatabaseAddress, RegisterPlace, database_address
from store.model.dates import DATES_READ
from store.query import EMPTY_QUERY, parse_query
from store.register.copying import copy_register
from store.register.store import Store
from tests.postgres import Server, programs, started, why_none

ROUNDS = 200
OPENINGS = 9
LOOKS = 25


@contextmanager
def _server() -> Iterator[Server]:
    binaries = programs()
    if why_none() or binaries is None:
        raise Skipped(why_none())
    with started(binaries, lasting=True) as server:
        yield server


def _filled(server: Server, workshop: Workshop, count: int, name: str) -> DatabaseAddress:
    """Return a register in the database with as many commitments, the same as in the file."""
    address = database_address(server.address(name))
    assert address is not None
    copy_register(workshop.register(count), address)
    with psycopg.connect(address.database, autocommit=True) as connection:
        # As it is after a while: nothing that was just loaded is still to be written.
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
    return address


def _mark_by_sql(
    connection: psycopg.Connection[tuple[object, ...]], name: str, count: int, number: int
) -> None:
    """Mark one commitment by SQL alone: the rows that ours writes, in one transaction."""
    row = spread(number, count)
    whose = (name, "commitments", row)
    (seq,) = _one(
        connection.execute("SELECT seq FROM entente.register WHERE name = %s FOR UPDATE", (name,))
    )
    (text,) = _one(
        connection.execute(
            "SELECT document FROM entente.document"
            " WHERE register = %s AND kind = %s AND number = %s",
            whose,
        )
    )
    document = marked(number, json.loads(str(text)))
    entry = entry_of(number, f"c{row}", row, document)
    after, history = json.dumps(document), json.dumps(entry)
    record = json.dumps({"commitments": {row: document}, "history": {number: entry}})
    connection.execute(
        "INSERT INTO entente.change VALUES (%s, %s, %s, %s)",
        (name, int(str(seq)) + 1, uuid4(), record),
    )
    connection.execute(
        "UPDATE entente.document SET document = %s"
        " WHERE register = %s AND kind = %s AND number = %s",
        (after, *whose),
    )
    connection.execute(
        "INSERT INTO entente.document VALUES (%s, 'history', %s, %s)", (name, number, history)
    )
    connection.execute("UPDATE entente.register SET seq = seq + 1 WHERE name = %s", (name,))
    connection.commit()


def _one(cursor: psycopg.Cursor[tuple[object, ...]]) -> tuple[object, ...]:
    row = cursor.fetchone()
    assert row is not None
    return row


def _mark(count: int, workshop: Workshop) -> Pair:
    with _server() as server:
        mine, other = (_filled(server, workshop, count, name) for name in ("ours", "theirs"))
        with door(mine, count) as ours, psycopg.connect(other.database) as connection:
            numbers = count_from(1)

            def theirs(_: int) -> None:
                _mark_by_sql(connection, other.name, count, next(numbers))

            return take_turns(workshop.rounds(ROUNDS), ours, theirs, before=nothing)


def _flat(many: int, few: int, workshop: Workshop) -> Pair:
    with _server() as server:
        large, small = (_filled(server, workshop, count, f"of-{count}") for count in (many, few))
        with door(large, many) as ours, door(small, few) as theirs:
            return take_turns(workshop.rounds(ROUNDS), ours, theirs, before=nothing)


def _open(place: RegisterPlace, _: int) -> None:
    # A fresh process has met no date before.
    DATES_READ.clear()
    with closing(Store(place, user=USER)) as store:
        assert store.register.commitments


def _opened(count: int, workshop: Workshop) -> Pair:
    with _server() as server:
        address = _filled(server, workshop, count, "ours")
        ours, theirs = partial(_open, address), partial(_open, workshop.register(count))
        return take_turns(workshop.rounds(OPENINGS), ours, theirs)


def _looked(words: str, count: int, workshop: Workshop) -> Pair:
    """Measure what a command does with an open register: a list of what the words find."""
    with _server() as server:
        places: list[RegisterPlace] = [
            _filled(server, workshop, count, "ours"),
            workshop.register(count),
        ]
        stores = [Store(place, user=USER) for place in places]

        def look(store: Store, _: int) -> list[str]:
            query = parse_query(words, store.vocabulary) if words else EMPTY_QUERY
            return [entry.id for entry in store.view(query, AS_OF).entries]

        ours, theirs = (partial(look, store) for store in stores)
        if ours(0) != theirs(0):
            raise ValueError(f"the database and the file find different things for {words!r}")
        pair = take_turns(workshop.rounds(LOOKS), ours, theirs)
        for store in stores:
            store.close()
        return pair


_SQL = "bare SQL, the same rows"

CASES = (
    *(
        Case(f"PostgreSQL, {count:,}: mark, with history", _SQL, 2, partial(_mark, count))
        for count in (1_000, 10_000, 100_000)
    ),
    Case(
        "PostgreSQL flat: mark at 100,000",
        "the same at 1,000",
        1.25,
        partial(_flat, 100_000, 1_000),
    ),
    Case(
        "PostgreSQL, open, 10,000: every commitment typed",
        "the same in a file",
        2,
        partial(_opened, 10_000),
    ),
    Case(
        "PostgreSQL, list all of 10,000, once open",
        "the same in a file",
        1.1,
        partial(_looked, "", 10_000),
    ),
    Case(
        "PostgreSQL, filter 10,000 by three terms, once open",
        "the same in a file",
        1.1,
        partial(_looked, QUERY, 10_000),
    ),
)

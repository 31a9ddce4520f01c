"""Lines: one durable update, by the bare disk layer and by the store's own door."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from functools import partial
from itertools import count as count_from
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from benchmarks import sqlite
from benchmarks.cases import Case, Pair, Workshop
from benchmarks.timing import nothing, take_turns
from store.model.address import RegisterPlace
from store.model.edits import write_update
from store.register.migrations import SCHEMA
from store.register.store import Store
from store.storage import Database

ROUNDS = 200
STOCK_ROUNDS = 7
SEVERAL = 25
"""Updates of ours for each of stock TinyDB's, which takes so much longer."""
AS_OF = date(2026, 6, 30)
USER = "benchmark"
WRITTEN = "2026-06-30T12:00:00Z"

Update = Callable[[int], object]
Opened = Callable[[Path, int], AbstractContextManager[Update]]
"""What opens a register of so many commitments, ready to be updated."""


def _bare_against_sqlite(count: int, workshop: Workshop) -> Pair:
    register = workshop.copy(workshop.register(count))
    database = workshop.copy(workshop.database(count))
    with _bare(register, count) as ours, closing(sqlite.open_at(database)) as db:

        def theirs(number: int) -> None:
            sqlite.update(db, spread(number, count), {"priority": f"p{number}"})

        return take_turns(workshop.rounds(ROUNDS), ours, theirs, before=nothing)


def _door_against_sqlite(count: int, workshop: Workshop) -> Pair:
    register = workshop.copy(workshop.register(count))
    database = workshop.copy(workshop.database(count))
    with door(register, count) as ours, closing(sqlite.open_at(database)) as db:
        theirs = partial(_change_in_sqlite, db, count)
        return take_turns(workshop.rounds(ROUNDS), ours, theirs, before=nothing)


def _against_stock(opened: Opened, count: int, workshop: Workshop) -> Pair:
    mine, other = (workshop.copy(workshop.register(count)) for _ in range(2))
    with opened(mine, count) as ours, TinyDB(other) as db:
        table = db.table("commitments")

        def several_of_ours(number: int) -> None:
            for each in range(number * SEVERAL, (number + 1) * SEVERAL):
                ours(each)

        def theirs(number: int) -> None:
            table.update({"priority": f"p{number}"}, doc_ids=[spread(number, count)])

        pair = take_turns(workshop.rounds(STOCK_ROUNDS), several_of_ours, theirs)
        return Pair(pair.ours / SEVERAL, pair.theirs)


def _flat(opened: Opened, many: int, few: int, workshop: Workshop) -> Pair:
    large, small = (workshop.copy(workshop.register(count)) for count in (many, few))
    with opened(large, many) as ours, opened(small, few) as theirs:
        return take_turns(workshop.rounds(ROUNDS), ours, theirs, before=nothing)


@contextmanager
def _bare(path: Path, count: int) -> Iterator[Update]:
    """Open a register as a plain TinyDB of ours; yield an update of one document."""
    with Database(path, schema=SCHEMA) as db:
        table = db.table("commitments")

        def update(number: int) -> None:
            table.update({"priority": f"p{number}"}, doc_ids=[spread(number, count)])

        yield update


@contextmanager
def door(place: RegisterPlace, count: int) -> Iterator[Update]:
    """Open a register as the board does; yield a mark of one commitment."""
    store = Store(place, user=USER)
    # The board has read the whole register long before anybody marks anything.
    _ = store.register

    def update(number: int) -> None:
        progress = number % 101
        store.change(
            [f"c{spread(number, count)}"],
            lambda commitment: write_update(commitment, AS_OF, progress=progress),
        )

    yield update
    store.close()


def _change_in_sqlite(db: sqlite3.Connection, count: int, number: int) -> None:
    """Mark one commitment, with the same update and the same history as ours."""
    commitment_id = f"c{spread(number, count)}"
    sqlite.change(
        db, commitment_id, partial(marked, number), partial(entry_of, number, commitment_id)
    )


def marked(number: int, document: dict[str, Any]) -> dict[str, Any]:
    """Return a commitment with the update that a mark writes."""
    taken = {each["id"] for each in document["updates"]}
    free = next(f"u{n}" for n in count_from(1) if f"u{n}" not in taken)
    update = {"id": free, "date": AS_OF.isoformat(), "progress": number % 101}
    update |= {"by": USER, "written": WRITTEN}
    document["updates"].append(update)
    document["revision"] = document.get("revision", 0) + 1
    return document


def entry_of(number: int, commitment_id: str, row: int, document: dict[str, Any]) -> dict[str, Any]:
    """Return what the history keeps of that mark."""
    update = document["updates"][-1]
    item = {"at": len(document["updates"]) - 1, "after": update}
    delta = {"before": {}, "after": {}, "items": {"updates": {update["id"]: item}}, "row": row}
    return {
        "number": number,
        "time": WRITTEN,
        "user": USER,
        "label": f"{commitment_id} {update['progress']}%",
        "touched": {commitment_id: delta},
    }


def spread(number: int, count: int) -> int:
    """Return the document for a round: all over the register, hardly one twice."""
    return 1 + number * max(count // (ROUNDS + 1), 1) % count


_SIZES = (1_000, 10_000, 100_000)
_SQLITE = "SQLite, WAL, FULL"

CASES = (
    *(
        Case(
            f"durable update, {count:,}: mark, with history",
            f"{_SQLITE}, with history",
            1.3,
            partial(_door_against_sqlite, count),
        )
        for count in _SIZES
    ),
    *(
        Case(f"durable update, {count:,}: bare", _SQLITE, 1.5, partial(_bare_against_sqlite, count))
        for count in _SIZES
    ),
    Case(
        "durable update flat: mark at 100,000",
        "the same at 1,000",
        1.25,
        partial(_flat, door, 100_000, 1_000),
    ),
    Case(
        "durable update flat: bare at 100,000",
        "the same at 1,000",
        1.25,
        partial(_flat, _bare, 100_000, 1_000),
    ),
    Case(
        "durable update, 10,000: mark, with history",
        "stock TinyDB, no history",
        1 / 500,
        partial(_against_stock, door, 10_000),
    ),
    Case(
        "durable update, 10,000: bare",
        "stock TinyDB",
        1 / 500,
        partial(_against_stock, _bare, 10_000),
    ),
)

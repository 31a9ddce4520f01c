"""What keeping a register costs, held against SQLite and stock TinyDB in the same run.

Every line is a median and a ratio of medians. The contestants take turns, so that a slow
moment of the machine hits all of them. Run it as `python -m benchmarks.bench_store`.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from tinydb import TinyDB

from benchmarks.registers import make_register
from store.disk import Database

UPDATES = 200
STOCK_UPDATES = 5
OPENINGS = 7

Register = dict[str, list[dict[str, Any]]]


class Line(NamedTuple):
    """One line of the report."""

    work: str
    held_against: str
    ours: float
    theirs: float
    unit: str
    reach: float
    """The ratio that is good enough."""

    def __str__(self) -> str:
        ratio = self.ours / self.theirs
        verdict = "" if ratio <= self.reach else "  OVER"
        return (
            f"{self.work:34} {self.ours:9.3f} {self.unit}   {self.held_against:22} "
            f"{self.theirs:9.3f} {self.unit}   {ratio:8.4f}x  reach {self.reach:.4g}x{verdict}"
        )


def timed(work: Callable[[], object]) -> float:
    """Return how long something takes, in milliseconds."""
    begin = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begin)


def take_turns(rounds: int, *contestants: Callable[[int], object]) -> list[float]:
    """Return each contestant's median, in milliseconds; each gets the number of the round."""
    taken: list[list[float]] = [[] for _ in contestants]
    for number in range(rounds):
        for contestant, times in zip(contestants, taken, strict=True):
            times.append(timed(partial(contestant, number)))
    return [median(times) for times in taken]


def make_ours(path: Path, register: Register) -> None:
    """Write a register as ours, folded."""
    with Database(path, create=True) as db:
        with db.storage.transaction():
            for table, documents in register.items():
                db.table(table).insert_multiple(documents)
        db.storage.fold()


def make_stock(path: Path, register: Register) -> None:
    """Write the same register as stock TinyDB would."""
    tables = {
        table: {str(number): document for number, document in enumerate(documents, start=1)}
        for table, documents in register.items()
    }
    path.write_text(json.dumps(tables))


def make_sqlite(path: Path, register: Register) -> None:
    """Write the same commitments into SQLite, one row each."""
    with closing(sqlite_at(path)) as db, db:
        db.execute("create table commitments (id integer primary key, document json)")
        db.executemany(
            "insert into commitments (document) values (?)",
            ((json.dumps(document),) for document in register["commitments"]),
        )


def sqlite_at(path: Path) -> sqlite3.Connection:
    """Open SQLite as safely as ours: write-ahead log, synced at every commit."""
    db = sqlite3.connect(path)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    return db


def sqlite_update(db: sqlite3.Connection, doc_id: int, priority: str) -> None:
    """Read, change and write one document, as an update does."""
    with db:
        (text,) = db.execute("select document from commitments where id=?", (doc_id,)).fetchone()
        document = json.loads(text)
        document["priority"] = priority
        db.execute("update commitments set document=? where id=?", (json.dumps(document), doc_id))


def updates(folder: Path, count: int, register: Register) -> Iterable[Line]:
    """Measure one durable update."""
    make_ours(folder / "ours.json", register)
    make_sqlite(folder / "sqlite.db", register)
    db = Database(folder / "ours.json")
    table = db.table("commitments")
    with closing(sqlite_at(folder / "sqlite.db")) as sqlite:
        step = max(count // UPDATES, 1)

        def ours(number: int) -> None:
            table.update({"priority": f"p{number}"}, doc_ids=[1 + number * step % count])

        def theirs(number: int) -> None:
            sqlite_update(sqlite, 1 + number * step % count, f"p{number}")

        mine, other = take_turns(UPDATES, ours, theirs)
    yield Line(f"durable update, {count:,}", "SQLite, WAL, FULL", mine, other, "ms", 1.5)
    if count == 10_000:
        make_stock(folder / "stock.json", register)
        with TinyDB(folder / "stock.json") as stock:
            stock_table = stock.table("commitments")
            mine, other = take_turns(
                STOCK_UPDATES,
                ours,
                lambda number: stock_table.update({"priority": "p"}, doc_ids=[number + 1]),
            )
        yield Line("durable update, 10,000", "stock TinyDB", mine, other, "ms", 1 / 500)


def openings(folder: Path, count: int, register: Register) -> Iterable[Line]:
    """Measure opening a register until its first document can be had."""
    make_ours(folder / "ours.json", register)
    make_stock(folder / "stock.json", register)

    def ours(_: int) -> None:
        with Database(folder / "ours.json") as db:
            assert db.table("commitments").get(doc_id=count)

    def theirs(_: int) -> None:
        with TinyDB(folder / "ours.json") as db:
            assert db.table("commitments").get(doc_id=count)

    mine, other = take_turns(OPENINGS, ours, theirs)
    yield Line(f"open, {count:,}", "stock TinyDB, same file", mine, other, "ms", 0.5)
    if count == 10_000:
        yield from memories(folder / "ours.json", count)


def memories(path: Path, count: int) -> Iterable[Line]:
    """Measure what an open register takes in a fresh process.

    Stock TinyDB keeps nothing and reads the whole file at every call; so what it takes is
    its peak, or what its documents take when they are kept at hand, as ours always are.
    """
    for what, of, kept in (("peak", "VmHWM", "no"), ("all at hand", "VmRSS", "yes")):
        mine, other = (memory(kind, path, count, of, kept) for kind in ("ours", "stock"))
        yield Line(f"memory after open, {count:,}: {what}", "stock TinyDB", mine, other, "MB", 1)


_OPEN_AND_TELL = """
import sys
from pathlib import Path
from tinydb import TinyDB
from store.disk import Database

def told():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(sys.argv[4]))

before = told()
db = (Database if sys.argv[1] == "ours" else TinyDB)(sys.argv[2])
table = db.table("commitments")
document = table.get(doc_id=int(sys.argv[3]))
if sys.argv[1] == "stock" and sys.argv[5] == "yes":
    documents = table.all()
print(told() - before)
"""


def memory(kind: str, path: Path, count: int, of: str, kept: str) -> float:
    """Return what a fresh process needs for an open register, in MB: the median of some."""
    command = [sys.executable, "-c", _OPEN_AND_TELL, kind, str(path), str(count), of, kept]
    told = [int(subprocess.check_output(command)) for _ in range(OPENINGS)]
    return median(told) / 1024


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", help="where to make the registers: on the disk that counts")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    chosen = parser.parse_args()
    for count in chosen.sizes:
        register = make_register(count)
        for measure in (updates, openings):
            if measure is openings and count < 10_000:
                continue
            with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
                for line in measure(Path(folder), count, register):
                    print(line, flush=True)


if __name__ == "__main__":
    main()

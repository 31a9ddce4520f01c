"""Lines: opening a register, and the memory it takes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from tinydb import TinyDB
from tinydb.table import Document

from benchmarks.cases import Case, Pair, Skipped, Workshop
from benchmarks.processes import output_of, python
from benchmarks.timing import take_turns
from store.model.dates import DATES_READ
from store.model.entities import Register
from store.register.store import Store
from store.storage import Database

ROUNDS = 9
ROUNDS_AT_100_000 = 5


def _bare(path: Path) -> None:
    """Open as a plain TinyDB of ours and read one document."""
    with Database(path) as db:
        assert db.table("commitments").get(doc_id=1)


def _typed(path: Path) -> Register:
    """Open as the board does, every commitment decoded and checked."""
    store = Store(path, user="benchmark")
    register = store.register
    store.close()
    return register


def _stock(path: Path) -> None:
    """Open and read one document, which takes reading the whole file; none is handed out."""
    with TinyDB(path) as db:
        assert db.table("commitments").get(doc_id=1)


def _stock_all(path: Path) -> list[Document]:
    """Open and hand out every document, with no check of any."""
    with TinyDB(path) as db:
        return list(db.table("commitments"))


def _opened(
    ours: Callable[[Path], object],
    theirs: Callable[[Path], object],
    count: int,
    workshop: Workshop,
) -> Pair:
    path = workshop.register(count)
    rounds = workshop.rounds(ROUNDS if count < 100_000 else ROUNDS_AT_100_000)
    return take_turns(
        rounds, lambda _: ours(path), lambda _: theirs(path), before=_as_in_a_fresh_process
    )


def _as_in_a_fresh_process() -> None:
    """Forget the dates that were read: a fresh process has met none before."""
    DATES_READ.clear()
    gc.collect()


_GROWTH = """
import sys
from pathlib import Path
from tinydb import TinyDB
from store.storage import Database
from store.register.store import Store

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

before = peak()
path = Path(sys.argv[1])
"""
_BODIES = {
    "bare": "db = Database(path); first = db.table('commitments').get(doc_id=1)",
    "typed": "store = Store(path, user='benchmark'); register = store.register",
    "stock": "db = TinyDB(path); first = db.table('commitments').get(doc_id=1)",
}


def _memory(ours: str, count: int, workshop: Workshop) -> Pair:
    """Measure how far a fresh process grows at its peak, in MB, with both imported before."""
    if not Path("/proc/self/status").exists():
        raise Skipped("only Linux tells a process its peak")
    path = workshop.register(count)
    taken: dict[str, list[float]] = {ours: [], "stock": []}
    for _ in range(workshop.rounds(ROUNDS)):
        for kind, grown in taken.items():
            script = f"{_GROWTH}{_BODIES[kind]}\nprint(peak() - before)"
            grown.append(int(output_of(python("-c", script, str(path)))) / 1024)
    return Pair(median(taken[ours]), median(taken["stock"]))


_SIZES = (10_000, 100_000)

CASES = (
    *(
        Case(
            f"open, {count:,}: every commitment typed",
            f"stock TinyDB, {rival}",
            0.5,
            partial(_opened, _typed, theirs, count),
        )
        for count in _SIZES
        for rival, theirs in (("same file", _stock), ("all documents", _stock_all))
    ),
    *(
        Case(
            f"open, {count:,}: bare, to the first document",
            "stock TinyDB, same file",
            0.5,
            partial(_opened, _bare, _stock, count),
        )
        for count in _SIZES
    ),
    Case(
        "memory after open, 10,000: every commitment typed",
        "stock TinyDB, same file",
        1,
        partial(_memory, "typed", 10_000),
        "MB",
    ),
    Case(
        "memory after open, 10,000: bare",
        "stock TinyDB, same file",
        1,
        partial(_memory, "bare", 10_000),
        "MB",
    ),
)

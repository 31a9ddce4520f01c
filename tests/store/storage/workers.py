"""Processes that use a register while somebody else kills, fights or follows them.

`python -m tests.store.storage.workers JOB PATH [ARGUMENT…]`. A job writes a line to standard output
for each step it was told is done.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store.storage import Database

DOCUMENTS = 300
PADDING = "x" * 1500


def make_counted(path: Path) -> None:
    """Make a register whose every transaction counts one further, in two tables at once."""
    with Database(path, create=True) as db, db.storage.transaction():
        for _ in range(DOCUMENTS):
            db.table("commitments").insert({"n": 0, "text": PADDING})
        db.table("history").insert({"n": 0, "of": 0})


def counted(db: Database) -> int:
    """Return how far a register has counted; it must not contradict itself."""
    history: list[dict[str, Any]] = [dict(entry) for entry in db.table("history")]
    assert [entry["n"] for entry in history] == list(range(len(history)))
    last: dict[int, int] = {entry["of"]: entry["n"] for entry in history}
    found = {document.doc_id: document["n"] for document in db.table("commitments")}
    assert found == {doc_id: last.get(doc_id, 0) for doc_id in range(1, DOCUMENTS + 1)}
    return len(history) - 1


def count_on(db: Database, chance: random.Random) -> int:
    """Count one further in one transaction and return the count."""
    with db.storage.transaction():
        n = len(db.table("history"))
        doc_id = chance.randint(1, DOCUMENTS)
        db.table("commitments").update({"n": n}, doc_ids=[doc_id])
        db.table("history").insert({"n": n, "of": doc_id})
    return n


def say(word: str) -> None:
    """Tell the parent, at once."""
    os.write(1, word.encode() + b"\n")


def counting(path: Path, seed: str) -> None:
    """Count until killed: `7` is a change, `checkpoint` begins one, `checkpointed` ends it."""
    chance = random.Random(int(seed))
    db = Database(path)
    say("ready")
    while True:
        for _ in range(chance.randint(1, 8)):
            say(str(count_on(db, chance)))
        say("checkpoint")
        db.storage.checkpoint()
        say("checkpointed")


def one_step(path: Path, step: str) -> None:
    """Do one step when told to, and say so."""
    db = Database(path)
    chance = random.Random(1)
    say("ready")
    sys.stdin.readline()
    if step == "update":
        count_on(db, chance)
    else:
        db.storage.checkpoint()
    say("done")


def fighting(path: Path, updates: str, inserts: str) -> None:
    """Add one to a shared number, and insert documents, as often as told."""
    db = Database(path, timeout=60.0)
    name = str(os.getpid())
    say("ready")
    sys.stdin.readline()

    def add_one(document: Any) -> None:
        document["n"] += 1

    for step in range(int(updates)):
        db.table("shared").update(add_one, doc_ids=[1])
        if step < int(inserts):
            say(str(db.table("added").insert({"by": name, "step": step})))
        if step % 97 == 96:
            db.storage.checkpoint()


def following(path: Path) -> None:
    """Follow a register by refreshing, until it has the document that says it is over."""
    db = Database(path)
    say("ready")
    steps = 0
    seen = {document.doc_id for document in db.table("added")}
    while not db.table("over"):
        before = db.storage.seq
        touched = db.storage.refresh()
        assert (db.storage.seq != before) == bool(touched)
        steps += bool(touched)
        seen |= {doc_id for table, doc_id in touched if table == "added"}
    say(str(steps))
    say(str(len(seen)))
    say(str(db.table("shared").all()[0]["n"]))


JOBS: dict[str, Callable[..., None]] = {
    "counting": counting,
    "one-step": one_step,
    "fighting": fighting,
    "following": following,
}

if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])

"""A writing process killed at random moments loses nothing it has acknowledged."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from store.storage import Database
from store.storage.salvage import check
from tests.store.storage.processes import LONG, hear, rest, start
from tests.store.storage.workers import counted, make_counted

KILLS = 1000 if LONG else 40
AMID_CHECKPOINTS = KILLS // 4
"""Kills aimed at a checkpoint: sent within its usual length of its beginning."""


@pytest.mark.parametrize("seed", [20250206])
def test_no_acknowledged_change_is_lost(path: Path, seed: int) -> None:
    make_counted(path)
    chance = random.Random(seed)
    acknowledged = checkpoints = 0
    for kill in range(KILLS):
        process = start("counting", path, str(chance.randrange(1 << 30)))
        aimed = checkpoints < AMID_CHECKPOINTS * (kill + 1) / KILLS
        heard: list[str] = []
        if aimed:
            while not heard or heard[-1] != "checkpoint":
                heard.append(hear(process))
                assert heard[-1], "the worker ended by itself"
            time.sleep(chance.uniform(0, 0.004))
        else:
            time.sleep(chance.uniform(0, 0.03))
        process.kill()
        heard += rest(process)
        checkpoints += bool(heard) and heard[-1] == "checkpoint"
        acknowledged = max([acknowledged, *(int(word) for word in heard if word.isdigit())])

        db = Database(path)  # as a reader finds it
        assert acknowledged <= counted(db) <= acknowledged + 1
        assert [finding for finding in check(path) if not finding.harmless] == []
        with db.storage.transaction():  # as the next writer leaves it
            assert acknowledged <= counted(db) <= acknowledged + 1
        acknowledged = counted(db)
    print(f"{KILLS} kills, {checkpoints} of them while checkpointing; counted to {acknowledged}")
    assert checkpoints >= AMID_CHECKPOINTS // 2


def test_two_writers_killed_one_after_the_other(path: Path) -> None:
    make_counted(path)
    chance = random.Random(20351231)
    acknowledged = 0
    for _ in range(KILLS // 5):
        writers = [start("counting", path, str(chance.randrange(1 << 30))) for _ in range(2)]
        heard: list[str] = []
        for writer in writers:
            time.sleep(chance.uniform(0, 0.02))
            writer.kill()
            heard += rest(writer)
        acknowledged = max([acknowledged, *(int(word) for word in heard if word.isdigit())])
        # Each may have been killed between writing a change and telling of it.
        assert acknowledged <= counted(Database(path)) <= acknowledged + 2
        assert [finding for finding in check(path) if not finding.harmless] == []
        acknowledged = counted(Database(path))
    print(f"{KILLS // 5} times two writers killed; counted to {acknowledged}")
    assert acknowledged > KILLS // 5

"""Real processes on one register: nothing acknowledged is lost, and an open board follows."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from store.model.entities import Register
from store.register.store import Store
from tests.conftest import open_store
from tests.tui.screen import opened

ROOT = Path(__file__).parents[3]


def _start(path: Path, user: str, count: int) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.register.worker", str(path), user, str(count)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    return process


def _go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def _notes(register: Register) -> list[str]:
    return [update.note for each in register.commitments for update in each.updates]


@pytest.mark.parametrize("seed", range(8))
def test_a_killed_writer_loses_nothing_it_had_acknowledged(small_store: Store, seed: int) -> None:
    process = _start(small_store.path, "ana", 100_000)
    _go(process)
    assert process.stdout is not None
    wanted = random.Random(seed).randint(1, 120)
    said = [process.stdout.readline().strip() for _ in range(wanted)]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().split()
    process.wait()
    store = open_store(small_store.path)
    notes = _notes(store.register)
    for number in said:
        assert notes.count(f"ana {number}") == 1
    assert len(store.log()) in (len(said), len(said) + 1)
    store.undo()


async def test_two_programs_write_and_the_open_board_follows(small_store: Store) -> None:
    async with opened(small_store) as board:
        programs = [_start(small_store.path, user, 100) for user in ("ben", "cleo")]
        for program in programs:
            _go(program)
        while any(program.poll() is None for program in programs):
            await board.wait(0.1)
        await board.wait(0.7)
        shown = _notes(board.app.board.view.register)
        for user in ("ben", "cleo"):
            for number in range(100):
                assert shown.count(f"{user} {number}") == 1
        assert "ben" in board.message or "cleo" in board.message
        assert len(small_store.log()) == 200
        for program in programs:
            program.communicate()

"""A kill at every system call that an update or a checkpoint makes on files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from store.storage import Database
from store.storage.salvage import check
from tests.store.storage.processes import go, rest, start
from tests.store.storage.workers import counted, make_counted

_CALLS = """
openat write pread64 pwrite64 lseek ftruncate fdatasync fsync flock close link linkat rename
renameat renameat2 unlink unlinkat chmod fchmod fchmodat newfstatat fstat
"""

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace, which sends the kills, is not installed"
)


def killed_at(path: Path, step: str, call: str, when: int) -> bool:
    """Kill a worker at its nth call of a kind; False when it makes fewer and gets done."""
    process = start("one-step", path, step)
    inject = f"inject={call}:signal=KILL:when={when}"
    tracer = subprocess.Popen(
        ["strace", "-p", str(process.pid), "-o", "/dev/null", "-e", f"trace={call}", "-e", inject],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert tracer.stderr is not None
    answer = tracer.stderr.readline()
    if "attached" not in answer:
        process.kill()
        rest(process)
        tracer.wait()
        pytest.skip(f"strace cannot trace here: {answer.strip()}")
    go(process)
    done = rest(process) == ["done"]
    tracer.communicate()
    return not done


@pytest.mark.parametrize("step", ["update", "first update", "checkpoint"])
def test_every_call(tmp_path: Path, step: str) -> None:
    original = tmp_path / "original" / "register.json"
    original.parent.mkdir()
    make_counted(original)
    db = Database(original)
    db.storage.checkpoint()
    if step != "first update":
        for doc_id in (1, 2):
            with db.storage.transaction():
                n = db.table("history").insert({"n": doc_id, "of": doc_id}) - 1
                db.table("commitments").update({"n": n}, doc_ids=[doc_id])
    before = counted(db)

    positions = 0
    for call in _CALLS.split():
        when = 1
        while True:
            folder = tmp_path / f"{call}-{when}"
            shutil.copytree(original.parent, folder)
            path = folder / original.name
            killed = killed_at(path, step.split()[-1], call, when)
            after = Database(path)
            expected = before + (step != "checkpoint")
            assert counted(after) in ({before, expected} if killed else {expected})
            assert [finding for finding in check(path) if not finding.harmless] == []
            reached = counted(after)
            with after.storage.transaction() as batch:
                batch.save("extra", 1, {"fine": True})
            after.storage.checkpoint()
            assert counted(Database(path)) == reached
            shutil.rmtree(folder)
            if not killed:
                break
            positions += 1
            when += 1
    print(f"{step}: killed at {positions} system calls")
    assert positions >= 10

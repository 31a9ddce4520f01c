"""Starting the workers and listening to them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

LONG = "ENTENTE_LONG" in os.environ
"""Whether the loops run at full length, which takes minutes."""


def start(job: str, path: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a worker; it is ready when this returns."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.storage.workers", job, str(path), *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    assert process.stdout is not None
    assert hear(process) == "ready"
    return process


def hear(process: subprocess.Popen[bytes]) -> str:
    """Return the next line a worker says; empty when it has gone."""
    assert process.stdout is not None
    return process.stdout.readline().decode().strip()


def go(process: subprocess.Popen[bytes]) -> None:
    """Tell a waiting worker to begin."""
    assert process.stdin is not None
    process.stdin.write(b"\n")


def rest(process: subprocess.Popen[bytes]) -> list[str]:
    """Return all that a worker still says, and wait for its end."""
    said, _ = process.communicate()
    return said.decode().split()

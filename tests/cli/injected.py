"""Commands in processes of their own, whose system calls fail or kill where a test wants it.

`python -m tests.cli.injected ARGUMENT…`, once for each scratch command that loads what is
needed; then each line on standard input is a command, as JSON. A child is forked for it, stops
until it may go on, and its end is told: exit code, or minus the signal.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace, which makes calls fail, is not installed"
)


class Fault(NamedTuple):
    """What is to happen at the nth system call of a kind."""

    call: str
    effect: str
    """As strace says it: `error=ENOSPC`, `signal=KILL` or `signal=TERM`."""
    when: int


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    """The exit code; negative for a signal."""
    happened: bool
    """Whether the fault came: the command may make fewer calls of the kind."""
    said: str
    """What the command wrote to stderr."""


class Commands:
    """Runs commands one after the other, each with one fault."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self._process = process
        self._said = folder / "said"
        self._traced = folder / "traced"

    def run(self, arguments: Sequence[str], fault: Fault) -> Ended:
        """Run a command, with its fault."""
        pid = int(self._ask([str(self._said), *arguments]))
        inject = f"inject={fault.call}:{fault.effect}:when={fault.when}"
        trace = ["-e", f"trace={fault.call}", "-e", inject]
        tracer = subprocess.Popen(
            ["strace", "-f", "-p", str(pid), "-o", str(self._traced), *trace],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert tracer.stderr is not None
        answer = tracer.stderr.readline()
        os.kill(pid, signal.SIGCONT)
        code = int(self._hear())
        tracer.communicate()
        if "attached" not in answer:
            pytest.skip(f"strace cannot trace here: {answer.strip()}")
        told = self._traced.read_text()
        happened = code == -signal.SIGKILL or "(INJECTED)" in told or "--- SIGTERM" in told
        return Ended(code, happened, self._said.read_text())

    def _ask(self, words: Sequence[str]) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words).encode() + b"\n")
        return self._hear()

    def _hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().strip()


@contextmanager
def commands(folder: Path, *warmers: Sequence[str]) -> Iterator[Commands]:
    """Start the process that commands are forked from, once it has run some to warm up."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.injected", *map(json.dumps, warmers)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    assert process.stdin is not None
    try:
        found = Commands(process, folder)
        assert found._hear() == "ready"
        yield found
    finally:
        process.stdin.close()
        process.wait()


def _fork(said: str, arguments: Sequence[str]) -> None:
    child = os.fork()
    if child == 0:
        _listen(said)
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(_run(arguments))
    os.waitpid(child, os.WUNTRACED)
    _tell(str(child))
    _tell(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])))


def _listen(said: str) -> None:
    """Send what a command says to a file, and what it prints nowhere."""
    stream = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    sys.stderr = os.fdopen(stream, "w")
    sys.stdout = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def _run(arguments: Sequence[str]) -> int:
    from cli.main import heed_signals, run

    heed_signals()
    try:
        return run(arguments, TODAY)
    except SystemExit as stop:
        return int(str(stop.code))
    finally:
        sys.stderr.flush()


def _tell(word: str) -> None:
    os.write(1, word.encode() + b"\n")


if __name__ == "__main__":
    _listen(os.devnull)
    for warmer in sys.argv[1:]:
        _run(json.loads(warmer))
    _tell("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        _fork(asked[0], asked[1:])

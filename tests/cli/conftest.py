"""Running the command in this process, in another one, and on a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cli.main import run
from store.model.entities import Register
from store.register.store import Store
from tests.registers import HOSTILE_REGISTER, SMALL_REGISTER

TODAY = date(2026, 11, 22)
AS_OF = ("--as-of", TODAY.isoformat())
_PROGRAM = (
    "import datetime, cli.main; "
    f"today = classmethod(lambda _: datetime.date({TODAY.year}, {TODAY.month}, {TODAY.day})); "
    "cli.main.date = type('Day', (datetime.date,), {'today': today}); cli.main.main()"
)
COMMAND = (sys.executable, "-c", _PROGRAM)
"""The command in a process of its own, on a day that stands still."""


class Result(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.json["items"]
        return items

    @property
    def error(self) -> dict[str, str]:
        error: dict[str, str] = json.loads(self.err)["error"]
        return error


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def home(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own files are kept, for a command that writes to a terminal as to a pipe."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    return own_home


def make(path: Path, register: Register) -> Path:
    """Make a register's file."""
    Store.create(path, register, user="ana", clock=lambda: datetime(2026, 11, 1, tzinfo=UTC))
    return path


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The register of four commitments, as the one to open."""
    path = make(tmp_path / "small.json", SMALL_REGISTER)
    monkeypatch.setenv("ENTENTE_REGISTER", str(path))
    return path


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The register whose every text tries to break out, as the one to open."""
    path = make(tmp_path / "hostile.json", HOSTILE_REGISTER)
    monkeypatch.setenv("ENTENTE_REGISTER", str(path))
    return path


@pytest.fixture
def entente(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process, on a day that stands still, with its output piped."""

    def call(*args: str, today: date = TODAY) -> Result:
        code = run(args, today)
        out, err = capsys.readouterr()
        return Result(code, out, err)

    return call


@pytest.fixture
def process() -> Run:
    """Run the command in a process of its own, with its output piped."""

    def call(*args: str, **environment: str) -> Result:
        done = subprocess.run(
            [*COMMAND, *args],
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return call

"""Fresh processes: as a user's shell would start them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.cases import Skipped

PROJECT = Path(__file__).resolve().parent.parent


def python(*arguments: str) -> list[str]:
    """Return the command that runs this interpreter."""
    return [sys.executable, *arguments]


def entente(*arguments: str) -> list[str]:
    """Return the command that runs `entente` by its console script. Raises `Skipped`."""
    script = Path(sys.executable).with_name("entente")
    if not script.exists():
        raise Skipped("the console script is not installed beside this interpreter")
    return [str(script), *arguments]


def output_of(command: Sequence[str], extra: Mapping[str, str] | None = None) -> str:
    """Run a command and return what it wrote to its pipe; a command that fails is an error."""
    done = subprocess.run(
        command,
        env=environment() | dict(extra or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def environment() -> dict[str, str]:
    """Return this environment, with this checkout measured and compiled modules kept."""
    left_out = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "ENTENTE_REGISTER")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"PYTHONPATH": str(PROJECT)}


def own_home(folder: Path) -> dict[str, str]:
    """Return variables that keep a program away from the user's own files and settings."""
    kinds = ("CONFIG", "DATA", "STATE", "CACHE")
    return {"HOME": str(folder), **{f"XDG_{each}_HOME": str(folder) for each in kinds}}

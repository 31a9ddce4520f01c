"""What a line of the table is, and what it is given to measure with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp
from typing import NamedTuple

from benchmarks import sqlite
from benchmarks.registers import make_register, write_register


class Skipped(Exception):
    """A line that cannot be measured here, and why."""


class Pair(NamedTuple):
    """The medians of ours and of what it is held against, taken in turns."""

    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times theirs ours is: less is better."""
        return self.ours / self.theirs


class Case(NamedTuple):
    """One line of the table."""

    work: str
    against: str
    reach: float
    """The ratio that is good enough."""
    measure: Callable[[Workshop], Pair]
    unit: str = "ms"


class Limit(NamedTuple):
    """A line with a figure of ours alone, and how large (or small) it may be."""

    work: str
    reach: float
    measure: Callable[[Workshop], float]
    unit: str
    at_least: bool = False


class Workshop:
    """Registers to measure on, each made once and kept in files, and how often to repeat."""

    def __init__(self, folder: Path, *, quick: bool = False) -> None:
        self._folder = folder
        self._scratch = folder / "scratch"
        self._quick = quick

    def rounds(self, usual: int) -> int:
        """Return how often to repeat what is usually repeated so many times."""
        return max(3, usual // 5) if self._quick else usual

    def register(self, count: int) -> Path:
        """Return a register to read: as many commitments as asked for, no journal."""
        return self._made(count) / "register.json"

    def database(self, count: int) -> Path:
        """Return an SQLite database to read, with the same commitments as the register."""
        return self._made(count) / "register.db"

    def copy(self, path: Path) -> Path:
        """Return a copy to change."""
        return Path(copyfile(path, self.new_folder() / path.name))

    def new_folder(self) -> Path:
        """Return an empty folder, there until the line is measured."""
        self._scratch.mkdir(exist_ok=True)
        return Path(mkdtemp(dir=self._scratch))

    def clear(self) -> None:
        """Remove the copies and new folders."""
        rmtree(self._scratch, ignore_errors=True)

    def _made(self, count: int) -> Path:
        folder = self._folder / str(count)
        if not folder.exists():
            folder.mkdir()
            register = make_register(count)
            write_register(folder / "register.json", register)
            sqlite.make(folder / "register.db", register["commitments"])
        return folder

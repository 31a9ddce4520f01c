"""Other people's terminal programs, measured where they are installed.

`ENTENTE_RIVALS` may name folders to look for them in, besides the PATH: programs that need
other versions of the same libraries live in virtual environments of their own.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks import sqlite
from benchmarks.cases import Skipped, Workshop
from benchmarks.processes import own_home, python
from benchmarks.registers import make_register

PROGRAMS = Path(__file__).with_name("programs")


class Program(NamedTuple):
    """What to run, and the text that shows when it is ready."""

    command: list[str]
    ready: str
    variables: dict[str, str] = {}  # noqa: RUF012  # never changed
    rows_keys: str = ""
    """Keys, a character each, that bring its rows to the screen; none where they are there."""
    rows: str = ""
    """The text that shows when those are there."""
    settles: float = 0.0
    """Seconds until nothing moves on it any more, such as a notice that goes by itself."""


Rival = Callable[[Workshop, int], Program]
"""Prepares a program on a register of so many commitments. Raises `Skipped`."""


def empty(workshop: Workshop, count: int) -> Program:
    """Return the empty Textual app."""
    return Program(python(str(PROGRAMS / "empty.py")), "Ready")


def datatable(workshop: Workshop, count: int) -> Program:
    """Return Textual's DataTable with the same rows."""
    return Program(python(str(PROGRAMS / "datatable.py"), str(workshop.register(count))), "Status")


def input_over_datatable(workshop: Workshop, count: int) -> Program:
    """Return an Input that filters a DataTable."""
    program = datatable(workshop, count)
    return Program([*program.command, "--filter"], program.ready)


def posting(workshop: Workshop, count: int) -> Program:
    """Return posting on its own sample of nothing."""
    home = workshop.new_folder()
    return Program([_found("posting"), "--collection", str(home)], "Collection", own_home(home))


def harlequin(workshop: Workshop, count: int) -> Program:
    """Return harlequin on an SQLite database with the same commitments."""
    path = workshop.new_folder() / "register.db"
    sqlite.make(path, make_register(count)["commitments"])
    command = [_found("harlequin"), "--adapter", "sqlite", str(path)]
    return Program(command, "Query Editor", own_home(path.parent))


def harlequin_rows(workshop: Workshop, count: int) -> Program:
    """Return harlequin with the rows of the same commitments in its grid."""
    program = harlequin(workshop, count)
    with sqlite3.connect(program.command[-1]) as db:
        columns = ", ".join(f"document ->> '{name}' as {name}" for name in ("id", "due", "title"))
        db.execute(f"create view listed as select {columns} from commitments")
    db.close()
    return program._replace(
        rows_keys="select * from listed\n", rows=f"{count:,} Records", settles=7.0
    )


def kanban(workshop: Workshop, count: int) -> Program:
    """Return kanban-tui on its demonstration board."""
    return Program([_found("ktui"), "demo"], "Doing", own_home(workshop.new_folder()))


def visidata(workshop: Workshop, count: int) -> Program:
    """Return visidata on the same commitments as lines of text."""
    path = workshop.new_folder() / "commitments.tsv"
    rows = ["id\tdue\ttitle"]
    rows += [
        f"{each['id']}\t{each['due']}\t{each['title']}"
        for each in make_register(count)["commitments"]
    ]
    path.write_text("\n".join(rows) + "\n")
    return Program([_found("vd"), str(path)], "c1", own_home(path.parent))


def _found(name: str) -> str:
    folders = [os.environ.get("ENTENTE_RIVALS", ""), os.environ.get("PATH", "")]
    path = shutil.which(name, path=os.pathsep.join(filter(None, folders)))
    if path is None:
        raise Skipped(f"{name} is not installed")
    return path

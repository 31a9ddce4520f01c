"""Importing files: one call for the command line and for the board."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from store.errors import BadValue, NothingToDo
from store.history import Transaction
from store.importing.formats import require_format
from store.importing.known import Known
from store.importing.mapping import Columns
from store.importing.merge import Merge
from store.importing.opening import Ask, Opener, nobody
from store.importing.report import Report
from store.importing.texts import Progress, quiet
from store.model import Register
from store.store import Clock, Store, utc_now


@dataclass(frozen=True)
class Request:
    """What is to be imported, and how."""

    as_of: date
    format: str = ""
    """The format to take the file for; empty to tell by content."""
    columns: Columns | None = None
    """How the columns of a sheet are mapped."""
    dry_run: bool = False
    ask: Ask = nobody
    progress: Progress = quiet
    """Told how much is read, then how much is written; raises to stop, and nothing is changed."""
    fresh: bool = field(default=False, kw_only=True)
    """Whether the register was made for this import, and takes its title from it."""


def import_file(store: Store, path: Path, request: Request) -> tuple[Report, Transaction | None]:
    """Bring what a file says into a register, as one transaction; None when nothing changed.

    Raises `BadFile`, `BadValue`, `Refused` when the register is changed meanwhile, and what
    `Store.write_all` raises; then the register is as it was.
    """
    require_format(request.format)
    opener = Opener(Known.of(store), request.format, request.columns, request.ask, request.progress)
    with ExitStack() as held:
        source = opener.open(path, held)
        report = Report(path.name, source.format, encoding=source.encoding)
        merge = Merge(store, source.format, request.as_of, report, fresh=request.fresh)
        for piece in source.pieces:
            merge.take(piece)
        report.rows = source.rows
        report.remarks.extend(source.remarks)
    if request.dry_run or not len(merge.changes):
        return report, None
    label = f"import of {path.name}: {report.summary}"
    try:
        done = store.write_all(merge.changes, label, progress=request.progress, state=merge.state)
    except NothingToDo:
        return report, None
    return report, done


@contextmanager
def new_register(path: Path, title: str, user: str, clock: Clock = utc_now) -> Iterator[Store]:
    """Make a register that appears at a path when the block ends, and not when it fails.

    Raises `BadValue` when there is one by then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        made = Path(folder) / path.name
        store = Store.create(made, Register(title=title), user=user, clock=clock)
        yield store
        store.close(fold=True)
        try:
            os.link(made, path)
        except FileExistsError as error:
            raise BadValue(f"{path} exists already", hint="choose another path") from error

"""The backup, when it is what a damaged snapshot was made of.

It is believed only when folding it gives the very snapshot that was damaged. The checksums
say so; the time of a file, or how much it holds, says nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from store.disk import journal, snapshot
from store.disk.files import Files, copy
from store.disk.journal import BadLine
from store.disk.replay import State, load
from store.disk.salvage import Salvage, salvage
from store.disk.snapshot import Meta, Snapshot
from store.disk.tables import Tables
from store.doctor.findings import Finding, Severity
from store.doctor.remains import place_of
from store.errors import EntenteError


def from_backup(files: Files, found: Salvage, sound: Snapshot | None) -> Salvage | None:
    """Return the backup with the journal's changes, if it is what the snapshot was made of."""
    header = _header(files)
    if sound is not None and header in ("", sound.meta.checksum):
        return None  # only the journal is damaged, and the backup knows nothing of it
    try:
        state = load(Files(files.backup))
    except EntenteError:
        return None  # it is no better
    with tempfile.TemporaryDirectory() as folder:
        made = Files(Path(folder) / files.snapshot.name)
        checksum = snapshot.write(made.snapshot, state.tables, _folded(state))
        if not _is_what_was_folded(state, checksum, header, found, sound):
            return None
        if files.journal.is_file():
            copy(files.journal, made.journal)
        again = salvage(made.snapshot)
    lost = [each._replace(file=files.journal) for each in again.lost]
    return replace(again, lost=lost, marks=found.marks)


def disagreements(found: Salvage, whole: Tables) -> Iterator[Finding]:
    """Yield each document that the backup has and the damaged file has not so, or at all."""
    for table, row in sorted(found.tables.difference(whole)):
        raw = whole.get(table, row)
        place = place_of(found.tables if raw is None else whole, table, row)
        if raw is None:
            yield Finding(Severity.MENDED, place, "left out: only the damaged file has it")
        elif found.tables.get(table, row) is None:
            yield Finding(Severity.MENDED, place, "it could not be read; the backup has it")
        else:
            what = "as the backup has it; the damaged file says otherwise"
            yield Finding(Severity.MENDED, place, what)


def _header(files: Files) -> str:
    """Return the checksum of the snapshot that the journal names; empty when it names none."""
    try:
        return journal.read_header(next(journal.read(files.journal))).snapshot
    except (FileNotFoundError, StopIteration, BadLine):
        return ""


def _folded(state: State) -> Meta:
    return Meta(
        folded=state.position.checksum,
        generation=state.meta.generation + 1,
        highest={name: state.tables.highest(name) for name in state.tables.names()},
        schema=state.schema,
        seq=state.seq,
    )


def _is_what_was_folded(
    state: State, checksum: str, header: str, found: Salvage, sound: Snapshot | None
) -> bool:
    if checksum == header:
        return True
    if sound is not None:
        return False
    if checksum == found.meta.checksum or state.position.checksum == found.meta.folded != "":
        return True
    # Nothing is left that names the snapshot: then whatever can be read must agree.
    if header or found.meta.generation:
        return False
    every = {(row, raw) for name in state.tables.names() for row, raw in state.tables.items(name)}
    return all(every.issuperset(found.tables.items(name)) for name in found.tables.names())

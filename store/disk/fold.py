"""Putting a new snapshot in the present one's place, so that one of the two is always there."""

from __future__ import annotations

import os
from contextlib import suppress

import msgspec

from store.disk import snapshot
from store.disk.files import Files, copy, create_like, remove, sync_folder
from store.disk.snapshot import Meta
from store.disk.tables import View


def fold(files: Files, tables: View, meta: Meta) -> Meta:
    """Write a snapshot of tables that the journal led to; both before it become the backup.

    Return its description with its checksum. Needs the lock. Raises `OSError`; before the
    last step but one nothing has changed then, after it the journal counts as folded.
    """
    fresh = write(files, tables, meta)
    try:
        if files.snapshot.exists():
            _keep_snapshot(files)
        os.replace(files.fresh, files.snapshot)
    except OSError:
        with suppress(OSError):
            remove(files.fresh)
        raise
    sync_folder(files.snapshot.parent)
    # From here on the journal is one whose changes the snapshot has: readers ignore it.
    _keep_journal(files)
    return fresh


def write(files: Files, tables: View, meta: Meta) -> Meta:
    """Write and sync a snapshot under its temporary name. Raises `OSError`, leaving nothing."""
    remove(files.fresh)
    try:
        if files.snapshot.exists():
            create_like(files.fresh, files.snapshot)
        checksum = snapshot.write(files.fresh, tables, meta)
    except OSError:
        with suppress(OSError):
            remove(files.fresh)
        raise
    return msgspec.structs.replace(meta, checksum=checksum)


def _keep_snapshot(files: Files) -> None:
    """Give the present snapshot a second name, so that it outlives its replacement.

    Raises `OSError`. The old backup goes only when the new one is there.
    """
    spare = files.backup.with_name(files.backup.name + ".new")
    remove(spare)
    try:
        os.link(files.snapshot, spare)
    except OSError:  # a file system without hard links
        copy(files.snapshot, spare)
    os.replace(spare, files.backup)
    remove(spare)  # still there when both names already meant the same file


def _keep_journal(files: Files) -> None:
    """Move a folded journal to the backup, which with it says as much as the new snapshot.

    Raises `OSError`.
    """
    try:
        os.replace(files.journal, files.backup_journal)
    except FileNotFoundError:
        remove(files.backup_journal)

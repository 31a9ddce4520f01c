"""Looking a register over without changing it: every finding, not only the first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.disk import journal, snapshot
from store.disk.documents import decode
from store.disk.files import Files, open_to_read
from store.disk.replay import load
from store.disk.snapshot import BadSnapshot
from store.errors import CannotRead, EntenteError


class Finding(NamedTuple):
    """Something that is not as it should be."""

    file: Path
    line: int
    """Counted from 1; 0 means the file as a whole."""
    what: str
    harmless: bool = False
    """True for what the next change or fold puts right by itself."""


def check(path: str | os.PathLike[str]) -> list[Finding]:
    """Return what is wrong with a register's files; nothing, when all is well.

    A damaged or missing file is a finding, not an error.
    """
    files = Files(path)
    findings = [*_check_snapshot(files.snapshot), *_check_journal(files.journal)]
    if not findings:
        try:
            load(files)
        except EntenteError as error:  # two sound files that do not belong together
            findings.append(Finding(files.journal, 0, error.message))
    if files.backup.exists():
        findings += _check_snapshot(files.backup)
    return findings + list(_leftovers(files))


def _check_snapshot(path: Path) -> Iterator[Finding]:
    try:
        found = snapshot.read(path)
    except FileNotFoundError:
        yield Finding(path, 0, "it does not exist")
        return
    except CannotRead as error:
        yield Finding(path, 0, error.message)
        return
    except BadSnapshot as bad:
        yield Finding(path, bad.line, bad.reason)
        yield from (Finding(path, line, "it is not JSON") for line in _more_bad_lines(path, bad))
        return
    for table, documents in found.documents.items():
        for doc_id, raw in documents.items():
            try:
                decode(raw)
            except (ValueError, msgspec.DecodeError) as error:
                yield Finding(path, 0, f"{table} {doc_id}: {error}")


def _more_bad_lines(path: Path, bad: BadSnapshot) -> Iterator[int]:
    with open(open_to_read(path), "rb") as file:
        if bad.line and snapshot.is_sealed(file):
            yield from (line for line in snapshot.bad_lines(file) if line != bad.line)


def _check_journal(path: Path) -> Iterator[Finding]:
    try:
        yield from (Finding(path, bad.line, bad.reason) for bad in journal.faults(path))
    except FileNotFoundError:
        return
    except CannotRead as error:
        yield Finding(path, 0, error.message)


def _leftovers(files: Files) -> Iterator[Finding]:
    if files.fresh.exists():
        yield Finding(files.fresh, 0, "a snapshot that was never finished", harmless=True)
    if files.journal.is_file() and not files.journal.read_bytes().endswith(b"\n"):
        yield Finding(files.journal, 0, "its last line was never finished", harmless=True)

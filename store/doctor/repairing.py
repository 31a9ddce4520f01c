"""Mending a register: first a copy, then what needs no person, each step said."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple

from store.codec import to_document
from store.disk import Draft, JournaledStorage
from store.disk.files import Files, copy, mark_of, sync_folder
from store.disk.replay import load
from store.disk.salvage import rebuild
from store.disk.tables import Tables
from store.disk.trust import reason_not_to_write
from store.doctor.examining import examine
from store.doctor.findings import Finding, Place, Report, Severity
from store.doctor.mending import Mending
from store.doctor.sources import Source, choose
from store.errors import CannotRead, Damaged, ReadOnly
from store.history import Transaction
from store.migrations import SCHEMA, bring_up_to_date
from store.store import LOCK_SECONDS, Clock


class Repaired(NamedTuple):
    """What a repair did, in order, and what it left to be found."""

    deeds: list[Finding]
    """Mended, lost, or believed with a warning; empty when there was nothing to mend."""
    report: Report

    @property
    def well(self) -> bool:
        """Whether nothing was lost and nothing is left for a person to look at."""
        return self.report.well and all(each.severity is Severity.MENDED for each in self.deeds)


def repair(path: str | os.PathLike[str], as_of: date, *, user: str, clock: Clock) -> Repaired:
    """Mend what can be mended without asking a person, after a copy of the files was made.

    No document is dropped: what cannot be read as what it should be is kept in a table of its
    own. The history says what was done. Raises what `examine` raises, and `ReadOnly`.
    """
    files = Files(path)
    before = examine(path, as_of)
    todo = [each for each in before.findings if each.by_repair]
    if not todo:
        return Repaired([], before)
    reason = reason_not_to_write(files)
    if reason is not None:
        raise ReadOnly(f"{files.snapshot} can only be read: {reason}")
    source = _source(files)
    deeds = _make_anew(files, source) if source else []
    deeds += _mend(files, source, todo, f"{user} (doctor)", clock)
    return Repaired(deeds, examine(path, as_of))


def _source(files: Files) -> Source | None:
    """Return what a damaged register is to be made anew from; None for one that opens."""
    try:
        load(files)
    except Damaged:
        return choose(files)
    return None


def _make_anew(files: Files, source: Source) -> list[Finding]:
    """Put a sound register in the place of one that cannot be opened; return what was done."""
    aside = rebuild(files.snapshot, source.salvage, timeout=LOCK_SECONDS)
    _copy_backup(files, Files(aside))
    made = _did(files.snapshot, f"made anew from {source.how}")
    return [_copied(files, aside), made, *source.deeds]


def _mend(
    files: Files, source: Source | None, todo: list[Finding], user: str, clock: Clock
) -> list[Finding]:
    """Put documents and leftovers right in a register that can be opened."""
    storage = JournaledStorage(files.snapshot, schema=SCHEMA, timeout=LOCK_SECONDS)
    older = Tables({}) if source is None else source.older
    deeds = []
    if storage.schema < SCHEMA:
        kept = bring_up_to_date(storage)
        deeds += (
            [_did(files.snapshot, f"brought up to date; as it was: {kept.name}")] if kept else []
        )
    blemishes = [each for each in todo if each.severity is not Severity.ERROR]
    with storage.transaction() as draft:
        if source is None:
            deeds.append(_copied(files, _set_aside(files)))
        mending = Mending(draft, files.snapshot.stem, older)
        mending.mend()
        label = _label(mending.deeds, anew=source is not None)
        _write_history(draft, mending, label, user, clock)
    deeds += mending.deeds
    if blemishes:
        # The change above has cut off a torn line; folding clears up the rest.
        storage.fold()
        deeds += map(_cleared_up, blemishes)
    return deeds


def _cleared_up(blemish: Finding) -> Finding:
    harmless = blemish.severity is Severity.HARMLESS
    what = "it was cleared up" if harmless else "a new backup was made"
    return blemish._replace(severity=Severity.MENDED, what=what, mend="", by_repair=False)


def _write_history(draft: Draft, mending: Mending, label: str, user: str, clock: Clock) -> None:
    # Signed so that nobody's undo takes it back: a register would be what it was before.
    transaction = Transaction(
        number=draft.highest("history") + 1,
        time=clock().strftime("%Y-%m-%dT%H:%M:%SZ"),
        user=user,
        label=label,
        touched=mending.touched,
    )
    draft.save("history", transaction.number, to_document(transaction))


def _label(deeds: list[Finding], *, anew: bool) -> str:
    said = ["the register was made anew"] if anew else []
    said += [f"{each.place}: {each.what}" for each in deeds]
    first = said[0] if said else "what was left over was cleared up"
    return f"doctor: {first}" + (f", and {len(said) - 1} more" if len(said) > 1 else "")


def _set_aside(files: Files) -> Path:
    """Copy a sound register's files beside it; return the copy, a register itself."""
    taken = (Files(f"{files.snapshot}.before-repair-{number}") for number in count(1))
    aside = next(each for each in taken if mark_of(each.snapshot) is mark_of(each.journal) is None)
    _copy(((files.snapshot, aside.snapshot), (files.journal, aside.journal)))
    _copy_backup(files, aside)
    return aside.snapshot


def _copy_backup(files: Files, aside: Files) -> None:
    # A later fold puts a new backup in the place of this one, which may have been the better.
    _copy(((files.backup, aside.backup), (files.backup_journal, aside.backup_journal)))


def _copy(pairs: Iterable[tuple[Path, Path]]) -> None:
    for source, target in pairs:
        try:
            if source.is_file():
                copy(source, target)
                sync_folder(target.parent)
        except OSError as error:
            raise CannotRead(f"{target} cannot be written: {error.strerror}") from error


def _copied(files: Files, aside: Path) -> Finding:
    return _did(files.snapshot, f"copied to {aside.name}, with the files beside it")


def _did(file: Path, what: str) -> Finding:
    return Finding(Severity.MENDED, Place(file=file), what)

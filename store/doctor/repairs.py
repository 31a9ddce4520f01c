"""Mending a register: first a copy, then what needs no person, each step said."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from itertools import count
from pathlib import Path

from store.doctor.examination import examine
from store.doctor.findings import Finding, FindingPlace, Repaired, Severity
from store.doctor.mending import Mending, label_of, write_history
from store.doctor.recovery import RecoverySource, choose
from store.errors import CannotRead, Damaged, ReadOnly
from store.model.address import DatabaseAddress
from store.register.migrations import SCHEMA, bring_up_to_date
from store.register.store import LOCK_SECONDS, Clock
from store.storage import JournaledStorage
from store.storage.files import RegisterFiles, copy, reason_not_to_write, stamp_of, sync_folder
from store.storage.replay import load
from store.storage.salvage import rebuild
from store.storage.tables import Tables


def repair(
    path: str | os.PathLike[str] | DatabaseAddress, as_of: date, *, user: str, clock: Clock
) -> Repaired:
    """Mend what can be mended without asking a person, after a copy of the files was made.

    Returns each thing done, and what an examination still finds. No document is dropped: what
    cannot be read as what it should be is kept in a table of its own. The history says what was
    done, signed with `user` and the time of `clock`. Raises what `examine` raises, and
    `ReadOnly`; nothing was changed then.

    >>> from datetime import UTC, datetime
    >>> from store.model.entities import Register
    >>> from store.register.store import Store
    >>> Store.create(Path("pledges.json"), Register("Pledges"), user="desk").close()
    >>> _ = Path("pledges.json.new").write_bytes(b"cut off")
    >>> nine = lambda: datetime(2026, 11, 22, 9, tzinfo=UTC)
    >>> done = repair("pledges.json", date(2026, 11, 22), user="desk", clock=nine)
    >>> [each.what for each in done.deeds]
    ['copied to pledges.json.before-repair-1, with the files beside it', 'it was cleared up']
    """
    if isinstance(path, DatabaseAddress):
        from store.doctor.database import repair_database

        return repair_database(path, as_of, user=user, clock=clock)
    files = RegisterFiles(path)
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


def _source(files: RegisterFiles) -> RecoverySource | None:
    """Return what a damaged register is to be made anew from; None for one that opens."""
    try:
        load(files)
    except Damaged:
        return choose(files)
    return None


def _make_anew(files: RegisterFiles, source: RecoverySource) -> list[Finding]:
    """Put a sound register in the place of one that cannot be opened; return what was done."""
    aside = rebuild(files.snapshot, source.salvage, timeout=LOCK_SECONDS)
    _copy_backup(files, RegisterFiles(aside))
    made = _did(files.snapshot, f"made anew from {source.how}")
    return [_copied(files, aside), made, *source.deeds]


def _mend(
    files: RegisterFiles,
    source: RecoverySource | None,
    todo: list[Finding],
    user: str,
    clock: Clock,
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
    with storage.transaction() as batch:
        if source is None:
            deeds.append(_copied(files, _set_aside(files)))
        mending = Mending(batch, files.snapshot.stem, older)
        mending.mend()
        label = label_of(mending.deeds, anew=source is not None)
        write_history(batch, mending, label, user, clock)
    deeds += mending.deeds
    if blemishes:
        # The change above has cut off a torn line; the checkpoint clears up the rest.
        storage.checkpoint()
        deeds += map(_cleared_up, blemishes)
    return deeds


def _cleared_up(blemish: Finding) -> Finding:
    harmless = blemish.severity is Severity.HARMLESS
    what = "it was cleared up" if harmless else "a new backup was made"
    return blemish._replace(severity=Severity.MENDED, what=what, mend="", by_repair=False)


def _set_aside(files: RegisterFiles) -> Path:
    """Copy a sound register's files beside it; return the copy, a register itself."""
    taken = (RegisterFiles(f"{files.snapshot}.before-repair-{number}") for number in count(1))
    aside = next(
        each for each in taken if stamp_of(each.snapshot) is stamp_of(each.journal) is None
    )
    _copy(((files.snapshot, aside.snapshot), (files.journal, aside.journal)))
    _copy_backup(files, aside)
    return aside.snapshot


def _copy_backup(files: RegisterFiles, aside: RegisterFiles) -> None:
    # A later checkpoint puts a new backup in the place of this one, which may have been the better.
    _copy(((files.backup, aside.backup), (files.backup_journal, aside.backup_journal)))


def _copy(pairs: Iterable[tuple[Path, Path]]) -> None:
    for source, target in pairs:
        try:
            if source.is_file():
                copy(source, target)
                sync_folder(target.parent)
        except OSError as error:
            raise CannotRead(f"{target} cannot be written: {error.strerror}") from error


def _copied(files: RegisterFiles, aside: Path) -> Finding:
    return _did(files.snapshot, f"copied to {aside.name}, with the files beside it")


def _did(file: Path, what: str) -> Finding:
    return Finding(Severity.MENDED, FindingPlace(file=file), what)

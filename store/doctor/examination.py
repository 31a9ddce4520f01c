"""Looking a register over without changing a byte, whether it can be opened or not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from store.doctor.contents import Contents, check_contents, counted_in, read_contents
from store.doctor.findings import DoctorReport, ExaminedCounts, Finding, FindingPlace, Severity
from store.doctor.recovery import choose
from store.errors import Damaged, EntenteError, Newer, NoRegister
from store.model.address import DatabaseAddress
from store.register.creation import unfinished
from store.register.kept_copies import KeptCopies
from store.register.migrations import SCHEMA
from store.storage.files import RegisterFiles, stamp_of
from store.storage.replay import load
from store.storage.salvage import SalvageFinding as Fault
from store.storage.salvage import check


def examine(path: str | os.PathLike[str] | DatabaseAddress, as_of: date) -> DoctorReport:
    """Return all that is wrong with a register's files or rows and with what they say, on a day.

    Changes no byte. Of files that cannot be opened, the documents are looked at that a repair
    would keep. Raises `NoRegister`, `CannotRead`, `Locked`, and `Newer` for a layout not known
    here; damage is no error, but a finding.

    >>> from store.model.entities import Commitment, Register
    >>> from store.register.store import Store
    >>> register = Register("Pledges", commitments=(Commitment("p8i", "P-8I", domains=("air",)),))
    >>> Store.create(Path("pledges.json"), register, user="desk").close()
    >>> [finding] = examine("pledges.json", date(2026, 11, 22)).findings
    >>> f"{finding.severity}: {finding.place}: {finding.what}"
    "error: commitments p8i, domains: the domain 'air' is not declared"
    """
    if isinstance(path, DatabaseAddress):
        from store.doctor.database import examine_database

        return examine_database(path, as_of)
    files = RegisterFiles(path)
    left = unfinished(files.snapshot)
    every = (files.snapshot, files.journal, files.backup, files.backup_journal)
    looked = ExaminedCounts(files=sum(stamp_of(each) is not None for each in every))
    try:
        state = load(files)
    except NoRegister as error:
        hint = f"the making of one was cut off: remove {left[0]}" if left else error.hint
        raise NoRegister(error.message, hint=hint) from error
    except Damaged as refusal:
        source = choose(files)
        findings = list(_damages(files, refusal, "" if source.hopeless else source.how))
        if source.hopeless:
            return DoctorReport(findings + _unfinished(left), looked)
        tables, schema = source.salvage.tables, source.salvage.meta.schema
    else:
        findings = list(_blemishes(files, check(files.snapshot)))
        tables, schema = state.tables, state.schema
    if schema > SCHEMA:
        raise Newer(
            f"{files.snapshot} is from a newer version (schema {schema}; this one knows {SCHEMA})",
            hint="nothing was changed; look it over with the version that wrote it",
        )
    findings += _unfinished(left)
    contents = read_contents(tables, schema)
    findings += check_contents(tables, contents, as_of)
    findings += _copies(files.snapshot, contents)
    return DoctorReport(findings, counted_in(tables, contents, looked.files))


def _copies(register: Path, contents: Contents) -> Iterator[Finding]:
    """Yield the kept copies of sources that are missing or changed."""
    found = KeptCopies(register).problems(
        contents.commitments.values(), contents.instruments.values()
    )
    for each in found:
        place = FindingPlace("commitments", each.commitment, f"{each.of}s {each.update}")
        mend = "a person can keep it again: entente keep FILE --for ID --update UPDATE"
        if each.of == "milestone":
            mend = f"a person can put the file back into {KeptCopies(register).folder.name}"
        elif each.of == "instrument":
            place = FindingPlace("instruments", each.update, "source")
            mend = "a person can read the statement again, on the board or with entente capture"
        what = f"the copy of its source is {each.what}: {each.copy[:12]}…"
        yield Finding(Severity.WARNING, place, what, mend)


def _unfinished(folders: list[Path]) -> list[Finding]:
    what = "a register that was being made when the program was stopped"
    return [
        Finding(Severity.WARNING, FindingPlace(file=each), what, "remove this folder")
        for each in folders
    ]


def _damages(files: RegisterFiles, refusal: Damaged, how: str) -> Iterator[Finding]:
    """Yield why a register cannot be opened, line by line, and what else is wrong beside it."""
    faults = check(files.snapshot)
    found = [each for each in faults if _is_damage(each, files)]
    if not found:  # it was another moment
        found = [Fault(files.snapshot, 0, refusal.message)]
    mend = f"--repair: it is made anew from {how}" if how else "a person must say what it is"
    for each in found:
        place = FindingPlace(file=each.file, line=each.line)
        yield Finding(Severity.ERROR, place, _reason(each), mend, by_repair=bool(how))
    spoilt = {each.file for each in found}
    for other in _blemishes(files, [each for each in faults if each.file not in spoilt]):
        # Nothing is cleared up around a file that is left alone.
        yield other if how else other._replace(mend="", by_repair=False)


def _blemishes(files: RegisterFiles, faults: list[Fault]) -> Iterator[Finding]:
    """Yield what is wrong with files that the register can do without."""
    for each in faults:
        place = FindingPlace(file=each.file, line=each.line)
        if each.harmless:
            mend = "--repair: it is cleared up, as by the next change or checkpoint"
            yield Finding(Severity.HARMLESS, place, each.what, mend, each.file.is_file())
        elif not _is_damage(each, files):
            yield _bad_backup(place, each.what)
    if files.backup.is_file() and all(each.file != files.backup for each in faults):
        try:
            load(RegisterFiles(files.backup))
        except EntenteError as error:
            yield _bad_backup(FindingPlace(file=files.backup_journal), error.message)


def _is_damage(fault: Fault, files: RegisterFiles) -> bool:
    return not fault.harmless and fault.file in (files.snapshot, files.journal)


def _bad_backup(place: FindingPlace, what: str) -> Finding:
    what = f"the backup is of no use: {what}"
    if place.file is None or not place.file.is_file():
        return Finding(Severity.WARNING, place, what, "a person must see what it is")
    return Finding(Severity.WARNING, place, what, "--repair: a new one is made", by_repair=True)


def _reason(fault: Fault) -> str:
    """Return what is wrong without the place, where the message begins with it."""
    if not fault.what.startswith(f"{fault.file}"):
        return fault.what
    return fault.what.removeprefix(f"{fault.file}").partition(": ")[2]

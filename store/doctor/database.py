"""Looking over and mending a register in PostgreSQL: the same rules, on rows instead of files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.doctor.contents import check_contents, counted_in, name_of, read_contents
from store.doctor.findings import DoctorReport, Finding, FindingPlace, Repaired, Severity
from store.doctor.mending import Mending, label_of, write_history
from store.errors import Newer, ReadOnly
from store.model.address import DatabaseAddress
from store.register.copying import copy_register
from store.register.migrations import SCHEMA, bring_up_to_date
from store.register.opening import is_register_at
from store.register.store import LOCK_SECONDS, Clock
from store.storage.tinydb import storage_at

if TYPE_CHECKING:
    from store.storage.postgres import PostgresStorage
    from store.storage.postgres_check import CheckedRows


def examine_database(address: DatabaseAddress, as_of: date) -> DoctorReport:
    """Return all that is wrong with a register's rows and with what they say, on a day.

    Changes nothing, and needs no right but to read. Raises `NoRegister`, `CannotRead`,
    `ReadOnly` for who may not even read it, and `Newer`.
    """
    storage = _opened(address, read_only=True)
    if storage.schema > SCHEMA:
        raise Newer(
            f"{address} is from a newer version (schema {storage.schema}; this one knows {SCHEMA})",
            hint="nothing was changed; look it over with the version that wrote it",
        )
    # Only now: it needs the driver.
    from store.storage.postgres_check import check_rows

    checked = check_rows(storage)
    storage.close()
    contents = read_contents(checked.tables, checked.layout)
    findings = [*_contradictions(checked), *check_contents(checked.tables, contents, as_of)]
    return DoctorReport(findings, counted_in(checked.tables, contents))


def repair_database(address: DatabaseAddress, as_of: date, *, user: str, clock: Clock) -> Repaired:
    """Mend what can be mended without asking a person, after a copy was made in the database.

    The copy is another register there, with all of the history. Which of two rows is right that
    contradict each other, only a person knows: they are left. Raises what `examine_database`
    raises, `ReadOnly` and `Locked`; nothing was changed then.
    """
    before = examine_database(address, as_of)
    if not any(each.by_repair for each in before.findings):
        return Repaired([], before)
    storage = _opened(address, read_only=False)
    if storage.read_only_reason is not None:
        raise ReadOnly(f"{address} can only be read: {storage.read_only_reason}")
    if storage.schema < SCHEMA:
        bring_up_to_date(storage)
    from store.storage.postgres_check import check_rows

    # Where a row cannot be read, what the changes say of it may well be.
    told = check_rows(storage).told
    with storage.transaction() as batch:
        # Nobody writes meanwhile: the copy is what the repair begins with.
        deeds = [_copied(address)]
        mending = Mending(batch, address.name, told)
        mending.mend()
        write_history(batch, mending, label_of(mending.deeds), f"{user} (doctor)", clock)
    storage.close()
    return Repaired(deeds + mending.deeds, examine_database(address, as_of))


def _opened(address: DatabaseAddress, *, read_only: bool) -> PostgresStorage:
    storage = storage_at(address, schema=SCHEMA, timeout=LOCK_SECONDS, read_only=read_only)
    from store.storage.postgres import PostgresStorage

    assert isinstance(storage, PostgresStorage)
    return storage


def _contradictions(checked: CheckedRows) -> Iterator[Finding]:
    mend = "a person must say which is right: `entente copy` makes a register of the documents"
    for table, number, what in checked.faults:
        raw = checked.tables.get(table, number)
        name = str(number) if raw is None else name_of(raw, number)
        yield Finding(Severity.ERROR, FindingPlace(table, name), what, mend)


def _copied(address: DatabaseAddress) -> Finding:
    """Copy a register beside itself, under the first name that is free; return what was done."""
    copies = (replace(address, name=f"{address.name}.before-repair-{n}") for n in count(1))
    target = next(each for each in copies if not is_register_at(each))
    copy_register(address, target)
    what = f"copied to register={target.name} in the same database, with all of its history"
    return Finding(Severity.MENDED, FindingPlace(address.name), what)

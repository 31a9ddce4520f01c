"""A register moved whole to another place, its history included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import BadValue
from store.model.address import DatabaseAddress, RegisterPlace
from store.model.entities import Register
from store.register.creation import appearing
from store.register.kept_copies import KeptCopies, named_files
from store.register.migrations import SCHEMA
from store.register.store import LOCK_SECONDS, Store
from store.storage import Database, TransactionalStorage


def copy_register(source: RegisterPlace, target: RegisterPlace) -> int:
    """Copy every document of a register to a new place; return how many commitments it has.

    From a file into a database, the other way, or between two of a kind. The source is only
    read. Raises `BadValue` when something is at the target, `NoRegister`, and what reading and
    writing raise; then there is nothing at the target.
    """
    read = Database(source, schema=SCHEMA, timeout=LOCK_SECONDS, read_only=True).storage
    if read.schema > SCHEMA:
        raise BadValue(f"{source} is from a newer version", hint="update Entente on this machine")
    with appearing(target) as made:
        _fill(made, read)
    read.close(checkpoint=False)
    return read.view.count("commitments")


def copy_kept(source: RegisterPlace, target: RegisterPlace) -> int:
    """Copy the kept copies of sources from beside one register to beside another; count them.

    None where either is in a database, and none whose bytes are not those it was kept with.
    Raises `CannotRead` and `CannotWrite`; the register itself is there by then.
    """
    if isinstance(source, DatabaseAddress) or isinstance(target, DatabaseAddress):
        return 0
    found, kept = named_files(KeptCopies(source).folder), KeptCopies(target)
    return sum(kept.take(file, name) for name, file in found.items())


def _fill(target: RegisterPlace, read: TransactionalStorage) -> None:
    storage = Database(target, schema=read.schema or 1, create=True).storage
    with storage.transaction() as batch:
        if storage.seq:
            raise BadValue(f"{target} exists already", hint="choose another place or name")
        for table in read.view.names():
            batch.add_table(table)
            # A number that was used before is never used again, also not in the copy.
            highest = read.view.highest(table)
            if highest:
                batch.save_raw(table, highest, b"{}")
                batch.remove(table, highest)
            for number, raw in read.view.items(table):
                batch.save_raw(table, number, raw)
    storage.close(checkpoint=True)


@contextmanager
def being_made_at(
    place: RegisterPlace, register: Register, *, user: str, keep: bool = True
) -> Iterator[Store]:
    """Make a new register that is there, with all that the block does, when it ends well.

    One for a database is made in a file of which nothing is left, and then copied: so it too is
    there whole, or not at all. With `keep` false it never is. Raises what `Store.being_made` and
    `copy_register` raise.
    """
    if not isinstance(place, DatabaseAddress):
        with Store.being_made(place, register, user=user, keep=keep) as store:
            yield store
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = Path(folder) / "register.json"
        with Store.being_made(file, register, user=user) as store:
            yield store
        if keep:
            copy_register(file, place)

"""Which storage a register has: in a file of its own, or in a database."""

from __future__ import annotations

import os
from typing import Any

from store.errors import CannotRead
from store.model.address import DatabaseAddress
from store.storage.storage import JournaledStorage
from store.storage.transactional import TransactionalStorage


class NoDriver(CannotRead):
    """The library that talks to the database is not installed."""

    code = "no-driver"


def storage_at(
    place: str | os.PathLike[str] | DatabaseAddress, **options: Any
) -> TransactionalStorage:
    """Open the storage of a register, with the options that both kinds take.

    Raises `NoDriver` for a database without psycopg, and what the storage raises.
    """
    if not isinstance(place, DatabaseAddress):
        return JournaledStorage(place, **options)
    try:
        from store.storage.postgres import PostgresStorage
    except ImportError as error:
        raise NoDriver(
            "a register in PostgreSQL needs psycopg, which is not installed",
            hint="install Entente with it: pipx install 'entente[postgres]'",
        ) from error
    return PostgresStorage(place, **options)

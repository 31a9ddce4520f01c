"""A register in PostgreSQL: the same tables and transactions, written to rows instead of lines.

Everything is read into memory once; from then on only the changes of others are. A change is one
row in `change`, together with the rows of the documents it touches, in one transaction of the
database, which holds the register's own row meanwhile: so writers come one after the other.
"""

from __future__ import annotations

import logging
import re
import select
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from shlex import quote
from typing import Any
from uuid import uuid4

import msgspec
import psycopg
from psycopg import errors as pg

from store.errors import CannotRead, Damaged, Locked, Newer, NoConnection, NoRegister, ReadOnly
from store.model.address import DatabaseAddress
from store.storage.journal import JournalRecord
from store.storage.postgres_tables import CHANNEL, NAMES, SCHEMA_NAME, TABLES
from store.storage.tables import Tables, Touched, WriteBatch
from store.storage.transactional import TransactionalStorage

CONNECT_SECONDS = 5
_PATIENCE = 5.0
"""Seconds to look for what became of a change whose acknowledgement was lost."""
_REST = 2.0
"""Seconds before a lost connection is tried again, when nobody asks for it."""
_WHERE = re.compile(
    r"^connection (failed|is bad): (connection to server [^:]*? failed: )?(FATAL: +)?"
)
_RECORD = msgspec.json.Decoder(JournalRecord)

# What it warns of is raised as well, and is told in words that name the register.
logging.getLogger("psycopg").addHandler(logging.NullHandler())


class PostgresStorage(TransactionalStorage):
    """One register of a database."""

    def __init__(
        self,
        address: DatabaseAddress,
        *,
        schema: int = 1,
        create: bool = False,
        timeout: float = 5.0,
        read_only: bool = False,
    ) -> None:
        """Open a register; with `create` one that is not there begins with its first transaction.

        `schema` is the newest layout the caller understands and what a new register gets;
        `timeout` is how many seconds to wait for another writer; `read_only` refuses to change
        it. Raises `NoRegister`, `Damaged`, `CannotRead`.
        """
        super().__init__()
        self.address = address
        self._known_schema = schema
        self._timeout = timeout
        self._read_only = read_only
        self._connection: psycopg.Connection[Any] | None = None
        self._listener: psycopg.Connection[Any] | None = None
        self._lost = ""
        """Why there is no connection."""
        self._try_again = 0.0
        self._is_new = False
        self._is_laid_out = False
        """Whether the database has the tables of registers."""
        self._seq = 0
        self._schema = schema
        self._role = ""
        self._may_write = True
        self._state = Tables({})
        with self._named():
            self._load(create)

    # What it holds

    @property
    def _tables(self) -> Tables:
        return self._state

    @property
    def seq(self) -> int:
        """How many transactions the register has seen: another number, another state."""
        return self._seq

    @property
    def schema(self) -> int:
        """The register's own schema number."""
        return self._schema

    @property
    def read_only_reason(self) -> str | None:
        """Why the register must not be changed, or None."""
        if self._schema > self._known_schema:
            return (
                f"it is from a newer version (schema {self._schema}; "
                f"this one knows {self._known_schema})"
            )
        if self._read_only:
            return "it was opened to be looked at"
        return None if self._may_write else f"the role {self._role} may only read it"

    @property
    def is_behind(self) -> bool:
        """Whether others have told of a change, or cannot because the connection is lost.

        Looks at what has arrived and asks the server nothing.
        """
        if self._listener is None:
            return time.monotonic() >= self._try_again
        return bool(select.select([self._listener.fileno()], [], [], 0)[0])

    def checkpoint(self) -> bool:
        """Do nothing: the database keeps documents and changes side by side."""
        return False

    def close(self, checkpoint: bool | None = None) -> None:
        """Let go of the connections."""
        self._drop()

    @contextmanager
    def at_one_moment(self) -> Iterator[psycopg.Connection[Any]]:
        """Give a connection that sees all rows as they are now, to be read and not changed."""
        with self._named():
            connection = self._connected()
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield connection
            finally:
                with suppress(psycopg.Error):
                    connection.rollback()

    # How

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._require_writable()
        with self._named():
            connection = self._begin()
            try:
                self._take(connection)
                self._require_writable()
                yield
            finally:
                with suppress(psycopg.Error):
                    connection.rollback()

    def _begin(self) -> psycopg.Connection[Any]:
        """Begin a transaction that holds the register's row; connect anew where need be."""
        for last in (False, True):
            connection = self._connected()
            try:
                connection.execute(f"SET LOCAL lock_timeout = {int(self._timeout * 1000)}")
                if self._is_new:
                    if not self._is_laid_out:
                        # Asked for by who may make them alone, though they be there.
                        connection.execute(TABLES)
                    connection.execute(
                        f"INSERT INTO {SCHEMA_NAME}.register VALUES (%s, 0, %s, '{{}}')"
                        " ON CONFLICT DO NOTHING",
                        (self.address.name, self._known_schema),
                    )
                connection.execute(
                    f"SELECT seq FROM {SCHEMA_NAME}.register WHERE name = %s FOR UPDATE",
                    (self.address.name,),
                )
            except psycopg.OperationalError:
                if last or not connection.closed:
                    raise
                self._drop()
            else:
                return connection
        raise AssertionError("the second try returns or raises")

    def _commit(self, batch: WriteBatch) -> None:
        # Only the connection that holds the register's row may write.
        connection = self._connection
        assert connection is not None
        record = JournalRecord.of(batch, self._seq + 1)
        written = msgspec.json.encode(record).decode()
        token = uuid4()
        with self._named():
            try:
                self._write(connection, batch, record, written, token)
                connection.commit()
            except psycopg.OperationalError as error:
                if not connection.closed:
                    raise
                # Whether it was saved is known only to the server: it is asked, not told again.
                self._drop()
                if not self._is_saved(token):
                    raise CannotRead(
                        f"{self.address}: the connection was lost before the change was saved",
                        hint="nothing was written; try again",
                    ) from error
        self._is_new = False
        self._apply(written)

    def _write(
        self,
        connection: psycopg.Connection[Any],
        batch: WriteBatch,
        record: JournalRecord,
        written: str,
        token: object,
    ) -> None:
        name, where = self.address.name, SCHEMA_NAME
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {where}.change VALUES (%s, %s, %s, %s)",
                (name, record.seq, token, written),
            )
            for table in record.drop:
                cursor.execute(
                    f"DELETE FROM {where}.document WHERE register = %s AND kind = %s", (name, table)
                )
            gone = [(name, t, number) for t, number, raw in record.documents() if raw is None]
            if gone:
                cursor.executemany(
                    f"DELETE FROM {where}.document"
                    " WHERE register = %s AND kind = %s AND number = %s",
                    gone,
                )
            kept = [
                (name, table, number, raw.decode())
                for table, number, raw in record.documents()
                if raw is not None
            ]
            if kept:
                cursor.executemany(
                    f"INSERT INTO {where}.document VALUES (%s, %s, %s, %s)"
                    " ON CONFLICT (register, kind, number)"
                    " DO UPDATE SET document = excluded.document",
                    kept,
                )
            highest = msgspec.json.encode({each: batch.highest(each) for each in batch.names()})
            layout = self._schema if batch.schema is None else batch.schema
            cursor.execute(
                f"UPDATE {where}.register SET seq = %s, layout = %s, highest = %s WHERE name = %s",
                (record.seq, layout, highest.decode(), name),
            )
            cursor.execute("SELECT pg_notify(%s, %s)", (CHANNEL, f"{record.seq} {name}"))

    def _is_saved(self, token: object) -> bool:
        """Ask what became of a change, once its transaction is over either way."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                connection = self._connected()
                name = self.address.name
                # A transaction that is still open holds this row until it is over.
                connection.execute(
                    f"SELECT seq FROM {SCHEMA_NAME}.register WHERE name = %s FOR UPDATE", (name,)
                )
                found = connection.execute(
                    f"SELECT 1 FROM {SCHEMA_NAME}.change WHERE register = %s AND token = %s",
                    (name, token),
                ).fetchone()
                connection.rollback()
            except (psycopg.OperationalError, CannotRead) as error:
                self._drop()
                if time.monotonic() > deadline:
                    raise CannotRead(
                        f"{self.address}: the connection was lost while a change was saved",
                        hint="whether it was saved shows as soon as the server can be reached;"
                        " look before you write it again",
                    ) from error
                time.sleep(0.1)
            else:
                return found is not None

    def _catch_up(self) -> None:
        with self._named():
            if self._listener is None:
                self._listen()
            with suppress(psycopg.OperationalError):
                for _ in self._listener.notifies(timeout=0) if self._listener else ():
                    pass
            try:
                connection = self._connected()
                self._take(connection)
            except psycopg.OperationalError:
                self._drop()
                connection = self._connected()
                self._take(connection)
            connection.rollback()

    def _take(self, connection: psycopg.Connection[Any]) -> None:
        """Take in what others have written. Raises `Damaged` where something is missing."""
        rows = connection.execute(
            f"SELECT seq, record FROM {SCHEMA_NAME}.change"
            " WHERE register = %s AND seq > %s ORDER BY seq",
            (self.address.name, self._seq),
        ).fetchall()
        for seq, written in rows:
            if seq != self._seq + 1:
                raise Damaged(f"{self.address}: change {self._seq + 1} is missing")
            self._unreported |= self._apply(written)

    def _apply(self, written: str) -> Touched:
        """Take over one change as it was written: memory says nothing else than the database."""
        record = _RECORD.decode(written)
        touched = record.apply_to(self._state)
        self._seq = record.seq
        self._schema = self._schema if record.schema is None else record.schema
        return touched

    def _load(self, create: bool) -> None:
        connection = self._connected()
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        row = connection.execute(
            "SELECT current_user, to_regclass(%s) IS NOT NULL", (f"{SCHEMA_NAME}.register",)
        ).fetchone()
        assert row is not None
        self._role, self._is_laid_out = str(row[0]), bool(row[1])
        found: Sequence[Any] | None = None
        if self._is_laid_out:
            self._may_write = self._granted(connection, "UPDATE") and self._granted(
                connection, "INSERT"
            )
            found = connection.execute(
                f"SELECT seq, layout, highest FROM {SCHEMA_NAME}.register WHERE name = %s",
                (self.address.name,),
            ).fetchone()
        if found is None:
            connection.rollback()
            if not create:
                raise NoRegister(
                    f"there is no register at {self.address}",
                    hint=f"bring one there: entente copy FILE {quote(str(self.address))}",
                )
            self._is_new = True
            return
        self._seq, self._schema = int(found[0]), int(found[1])
        self._state = read_documents(connection, self.address.name, found[2])
        connection.rollback()

    def _granted(self, connection: psycopg.Connection[Any], right: str) -> bool:
        checks = [f"has_table_privilege('{SCHEMA_NAME}.{each}', '{right}')" for each in NAMES]
        row = connection.execute(f"SELECT {' AND '.join(checks)}").fetchone()
        return bool(row and row[0])

    def _require_writable(self) -> None:
        reason = self.read_only_reason
        if reason is not None:
            kind = Newer if self._schema > self._known_schema else ReadOnly
            raise kind(f"{self.address} can only be read: {reason}")

    # The connection

    def _connected(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed or self._connection.broken:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(
            self.address.database,
            connect_timeout=CONNECT_SECONDS,
            application_name="entente",
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
        )

    def _listen(self) -> None:
        listener = self._connect()
        listener.autocommit = True
        listener.execute(f"LISTEN {CHANNEL}")
        self._listener = listener

    def _drop(self) -> None:
        """Let go of both connections; the next call makes new ones."""
        for each in (self._connection, self._listener):
            if each is not None:
                with suppress(psycopg.Error):
                    each.close()
        self._connection = self._listener = None
        self._try_again = time.monotonic() + _REST

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Turn what the server says inside the block into an error that names the register."""
        try:
            yield
        except pg.LockNotAvailable as error:
            self._give_up()
            raise Locked(
                f"{self.address}: somebody else has been writing for {self._timeout:g} seconds",
                hint="try again in a moment",
            ) from error
        except pg.InsufficientPrivilege as error:
            self._give_up()
            raise ReadOnly(
                f"{self.address}: {_said(error)}",
                hint="ask its owner; `entente grants` prints what is to be run there",
            ) from error
        except psycopg.OperationalError as error:
            self._drop()
            raise NoConnection(
                f"there is no connection to {self.address}: {_said(error)}",
                hint=_hint(_said(error)),
            ) from error
        except psycopg.Error as error:
            self._give_up()
            raise CannotRead(f"{self.address}: {_said(error)}") from error

    def _give_up(self) -> None:
        """End a transaction that the server has refused to go on with."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.rollback()


def read_documents(connection: psycopg.Connection[Any], name: str, highest: str) -> Tables:
    """Return the documents of a register; `highest` is what its own row says of their numbers."""
    numbers = msgspec.json.decode(highest, type=dict[str, int])
    documents: dict[str, dict[int, bytes]] = {table: {} for table in numbers}
    rows = connection.execute(
        f"SELECT kind, number, document FROM {SCHEMA_NAME}.document"
        " WHERE register = %s ORDER BY kind, number",
        (name,),
    )
    for kind, number, document in rows:
        documents.setdefault(kind, {})[number] = document.encode()
    return Tables(documents, numbers)


def _said(error: psycopg.Error) -> str:
    """Return what the server or libpq said, in one line; it never says a password."""
    lines = [each.strip() for each in str(error).splitlines() if each.strip()]
    # The address says where already.
    return _WHERE.sub("", lines[0], count=1) if lines else "the connection was lost"


def _hint(said: str) -> str:
    if "password" in said:
        return "put the password into ~/.pgpass, or name its file in PGPASSFILE"
    if "does not exist" in said:
        return "ask whoever runs the database to make it"
    return "mind the address, and see whether the server runs: what was saved there is kept"

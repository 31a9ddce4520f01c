"""What a register looks like in PostgreSQL, and who may do what with it."""

from __future__ import annotations

from collections.abc import Iterable

SCHEMA_NAME = "entente"
CHANNEL = "entente_changed"
"""On which a commit tells the others; with the register's name and its number."""

TABLES = f"""
CREATE SCHEMA IF NOT EXISTS {SCHEMA_NAME};
CREATE TABLE IF NOT EXISTS {SCHEMA_NAME}.register (
    name text PRIMARY KEY,
    seq bigint NOT NULL,
    layout integer NOT NULL,
    highest text NOT NULL
);
CREATE TABLE IF NOT EXISTS {SCHEMA_NAME}.change (
    register text NOT NULL REFERENCES {SCHEMA_NAME}.register (name),
    seq bigint NOT NULL,
    token uuid NOT NULL,
    record text NOT NULL,
    PRIMARY KEY (register, seq)
);
CREATE TABLE IF NOT EXISTS {SCHEMA_NAME}.document (
    register text NOT NULL REFERENCES {SCHEMA_NAME}.register (name),
    kind text NOT NULL,
    number bigint NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (register, kind, number)
);
"""
"""`change` has one row a transaction, `document` one a document, `register` one a register."""

NAMES = ("register", "change", "document")


def grants(readers: Iterable[str], writers: Iterable[str]) -> list[str]:
    """Return the SQL that lets roles read, or read and write, every register of a database.

    >>> grants(["guest"], [])[1]
    'GRANT SELECT ON entente.register, entente.change, entente.document TO "guest";'
    """
    tables = ", ".join(f"{SCHEMA_NAME}.{each}" for each in NAMES)
    lines = []
    for role, may in [
        *((each, "SELECT") for each in readers),
        *((each, "SELECT, INSERT, UPDATE, DELETE") for each in writers),
    ]:
        quoted = '"' + role.replace('"', '""') + '"'
        lines.append(f"GRANT USAGE ON SCHEMA {SCHEMA_NAME} TO {quoted};")
        lines.append(f"GRANT {may} ON {tables} TO {quoted};")
    return lines

"""Where a register is kept: in a file, or under a name in a database."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from store.errors import BadValue

SCHEMES = ("postgresql", "postgres")
SECRETS = frozenset(("password", "sslpassword", "oauth_client_secret"))
"""What libpq takes in an address and nobody else may read."""
USUAL_NAME = "main"


class DatabaseAddress(Struct, frozen=True):
    """A register in PostgreSQL. It never holds a password: libpq finds that by itself."""

    database: str
    """The database, as libpq reads it."""
    name: str = USUAL_NAME
    """Which of the registers in it."""

    def __str__(self) -> str:
        if self.name == USUAL_NAME:
            return self.database
        from urllib.parse import quote

        joint = "&" if "?" in self.database else "?"
        return f"{self.database}{joint}register={quote(self.name)}"


RegisterPlace = Path | DatabaseAddress


def database_address(text: str) -> DatabaseAddress | None:
    """Return the database that a text names; None for anything else, such as a path.

    Raises `BadValue` for an address with a password in it: the process list shows those.

    >>> str(database_address("postgresql:///pledges?register=quad"))
    'postgresql:///pledges?register=quad'
    >>> database_address("pledges.json") is None
    True
    """
    scheme, mark, _ = text.partition("://")
    if not mark or scheme.casefold() not in SCHEMES:
        return None
    # Only for who names a database: it takes a while.
    from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

    try:
        parts = urlsplit(text)
        given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
        has_password = parts.password is not None
    except ValueError as error:
        raise BadValue("the address of the database cannot be read", hint=_HOW) from error
    if has_password or any(key in SECRETS for key, _ in given):
        raise BadValue(
            "an address must hold no password: everybody on this machine could read it",
            hint="put it into ~/.pgpass, PGPASSFILE, or a service file of libpq",
        )
    names = [value for key, value in given if key == "register"]
    if len(names) > 1 or not all(each.strip() for each in names):
        raise BadValue("the address names no register, or several", hint=_HOW)
    rest = urlencode([(key, value) for key, value in given if key != "register"])
    database = urlunsplit((parts.scheme, parts.netloc, parts.path, rest, ""))
    if not parts.netloc:
        # `urlunsplit` leaves out the slashes before an empty host.
        database = f"{parts.scheme}://{parts.path}" + (f"?{rest}" if rest else "")
    return DatabaseAddress(database, *names)


def required_path(place: RegisterPlace) -> Path:
    """Return the file of a register that is kept in one; raises `BadValue` for a database.

    >>> required_path(Path("pledges.json")).name
    'pledges.json'
    """
    if isinstance(place, DatabaseAddress):
        from shlex import quote

        raise BadValue(
            f"this needs a register in a file, and {place} is a database",
            hint=f"make one of it: entente copy {quote(str(place))} FILE",
        )
    return place


def whole_name(place: RegisterPlace) -> str:
    """Return one name for a register, from wherever it is asked for."""
    return str(place) if isinstance(place, DatabaseAddress) else os.path.realpath(place)


_HOW = "write it as postgresql://HOST/DATABASE?register=NAME"

"""What can go wrong with a register, each with a way out.

Every error carries a `code` (a word a script can test), a `message` that names the
thing and the place, a `hint` that says what to do next, and the `exit_code` of the
command line's table.
"""

from __future__ import annotations

from collections.abc import Iterable


class EntenteError(Exception):
    """Base of every error a user can meet."""

    code = "failed"
    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadValue(EntenteError, ValueError):
    """A date, status, percentage or other value that cannot be read."""

    code = "bad-value"
    exit_code = 2


class BadQuery(EntenteError):
    """A query that cannot be read; `start` and `end` mark the faulty part."""

    code = "bad-query"
    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", start: int = 0, end: int = 0) -> None:
        super().__init__(message, hint=hint)
        self.start = start
        self.end = end


class NotFound(EntenteError):
    """An id that names nothing in this register."""

    code = "not-found"
    exit_code = 3


class NoRegister(EntenteError):
    """The register's file does not exist."""

    code = "no-register"


class CannotRead(EntenteError):
    """The register's file cannot be read or written: no permission, a full disk, a folder."""

    code = "cannot-read"


class NoConnection(CannotRead):
    """The database that a register is kept in cannot be reached."""

    code = "no-connection"


class Exists(EntenteError):
    """Something is already where a file was to be written."""

    code = "exists"


class CannotWrite(EntenteError):
    """A file cannot be written there: no permission, a full disk, no such folder."""

    code = "cannot-write"


class Damaged(EntenteError):
    """The file is not a sound register, or is from a newer Entente. It was left as it is."""

    code = "damaged"
    exit_code = 4


class Locked(EntenteError):
    """Another process holds the register."""

    code = "locked"
    exit_code = 5


class BadFile(EntenteError):
    """A file that cannot be imported; the register was left as it was."""

    code = "bad-file"


class NothingToDo(EntenteError):
    """There is nothing to undo, redo or change."""

    code = "nothing-to-do"


class ChangeRefused(EntenteError):
    """A change that would overwrite somebody's later one."""

    code = "conflict"
    exit_code = 5


def not_found(commitment_id: str, known: Iterable[str]) -> NotFound:
    """Return the error for an id that no commitment has, with the nearest that one has."""
    from difflib import get_close_matches

    ids = list(known)
    begun = [each for each in ids if commitment_id and each.startswith(commitment_id)]
    near = begun[:3] or get_close_matches(commitment_id, ids, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`entente list` shows every id"
    return NotFound(f"no commitment has the id '{commitment_id}'", hint=hint)


class ReadOnly(EntenteError):
    """The register can be read but must not be changed; the message says why."""

    code = "read-only"


class Newer(ReadOnly):
    """The register is from a newer Entente: it can be read, and must not be changed."""

    code = "newer"
    exit_code = 4


class NotStorable(BadValue, TypeError):
    """A document JSON cannot say: nothing was changed. A TypeError too, as TinyDB raises."""

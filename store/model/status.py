"""The eight statuses a commitment can have, how each is shown, and read from a word."""

from __future__ import annotations

import re
from enum import Enum
from typing import Literal, NamedTuple

from store.errors import BadValue

Tone = Literal["muted", "plain", "blue", "purple", "green", "yellow", "red"]


class _Look(NamedTuple):
    glyph: str
    ascii: str
    code: str
    tone: Tone
    key: str
    settled: bool = False


class Status(str, Enum):
    """What the latest assessing update says of a commitment. There are no others."""

    NOT_ASSESSED = "not-assessed"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    STALLED = "stalled"
    KEPT = "kept"
    PARTLY_KEPT = "partly-kept"
    NOT_KEPT = "not-kept"
    WITHDRAWN = "withdrawn"

    __hash__ = str.__hash__
    """The usual hash of an enumeration takes a call; statuses are looked up all the time."""

    @property
    def glyph(self) -> str:
        """One cell, readable without colour."""
        return _LOOKS[self].glyph

    @property
    def ascii(self) -> str:
        """The glyph of terminals that have ASCII only."""
        return _LOOKS[self].ascii

    @property
    def code(self) -> str:
        """Three or four capitals for a narrow column."""
        return _LOOKS[self].code

    @property
    def tone(self) -> Tone:
        """The name of its colour; the interface chooses the shade."""
        return _LOOKS[self].tone

    @property
    def key(self) -> str:
        """The letter that sets it in the board's marking strip."""
        return _LOOKS[self].key

    @property
    def settled(self) -> bool:
        """Whether the matter is closed: kept, partly kept, not kept or withdrawn."""
        return self in _SETTLED

    @property
    def words(self) -> str:
        """The status as it reads in a sentence."""
        return self.replace("-", " ")

    def __str__(self) -> str:
        return self.value


_LOOKS = {
    Status.NOT_ASSESSED: _Look("?", "?", "N/A", "muted", "a"),
    Status.NOT_STARTED: _Look("◌", "o", "NSTA", "plain", "n"),
    Status.IN_PROGRESS: _Look("▸", ">", "PROG", "blue", "i"),
    Status.STALLED: _Look("=", "=", "STAL", "purple", "s"),
    Status.KEPT: _Look("✓", "v", "KEPT", "green", "k", True),
    Status.PARTLY_KEPT: _Look("~", "~", "PART", "yellow", "p", True),
    Status.NOT_KEPT: _Look("✗", "x", "NOTK", "red", "x", True),
    Status.WITHDRAWN: _Look("-", "-", "WDRN", "muted", "w", True),
}


_SETTLED = frozenset(status for status, look in _LOOKS.items() if look.settled)


def read_status(text: str) -> Status:
    """Read a status by its name, its beginning, its code or its key. Raises `BadValue`."""
    wanted = text.strip().casefold().replace(" ", "-").replace("_", "-")
    for status in Status:
        if wanted in (status.value, status.code.casefold(), status.key):
            return status
    begun = [status for status in Status if wanted and status.value.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    raise BadValue(
        f"'{text}' is not a status",
        hint="one of " + ", ".join(status.value for status in Status),
    )


class StatusMeaning(NamedTuple):
    """What a word for a status says in ours."""

    status: Status
    progress: int | None = None
    """Percent done, where it says so much."""


_DASHES = re.compile(r"[‐‑‒–—―−]")
_BETWEEN_WORDS = re.compile(r"(?<=\w)[\s_-]+(?=\w)")


def folded_word(text: str) -> str:
    """Return a word as words are compared: dashes, spaces and case do not matter.

    >>> folded_word("Closed -- Not  implemented") == folded_word("closed–not implemented")
    True
    """
    dashed = _DASHES.sub("-", " ".join(text.split()).casefold())
    return _BETWEEN_WORDS.sub(" ", dashed).removesuffix(".0")


_BY_WORD = {folded_word(each.value): each for each in Status}


def is_status_word(text: str) -> bool:
    """Whether a text is one of the eight, without a percentage."""
    return folded_word(text) in _BY_WORD


def read_meaning(text: str) -> StatusMeaning | None:
    """Return a status of ours, with a percentage behind it if there is one; None for none.

    >>> read_meaning("in progress 50%").progress
    50
    """
    name, _, percent = text.strip().rpartition(" ")
    number = percent.removesuffix("%")
    if not (name and percent.endswith("%") and number.isascii() and number.isdecimal()):
        name, number = text, ""
    status = _BY_WORD.get(folded_word(name))
    if status is None or (number and (len(number) > 3 or int(number) > 100)):
        return None
    return StatusMeaning(status, int(number) if number else None)

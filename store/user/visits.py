"""When a person last had a register's board open, and last made a brief of it.

Kept per person, not in the register: what is new to one reader is old to another.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path

from store.model.address import RegisterPlace, whole_name
from store.user.remembered import remember, remembered

_VISITS, _BRIEF = "visits", "brief"
_MOST = 2
"""Days kept: that of the present visit, and that of the one before."""


class Visits:
    """The days on which one person was at one register; kept in a file, or nowhere without one.

    >>> from datetime import date
    >>> visits = Visits(Path("state", "visits.json"), Path("pledges.json"))
    >>> visits.keep_visit(date(2026, 11, 20)), visits.keep_visit(date(2026, 11, 22))
    (True, True)
    >>> visits.last_visit(date(2026, 11, 22))
    datetime.date(2026, 11, 20)
    """

    def __init__(self, path: Path | None, register: RegisterPlace) -> None:
        self._path = path
        self._register = whole_name(register).encode("utf-8", "backslashreplace").decode()

    def last_visit(self, today: date) -> date | None:
        """Return the last day before today on which the board was open; None when none is known.

        Who was there only today is told today.
        """
        days = sorted(_days(self._kept().get(_VISITS)))
        earlier = [day for day in days if day < today]
        return earlier[-1] if earlier else next(iter(days), None)

    def last_brief(self) -> date | None:
        """Return the day of the last brief; None when none is known."""
        return next(iter(_days([self._kept().get(_BRIEF)])), None)

    def keep_visit(self, day: date) -> bool:
        """Remember that the board was open on a day; return whether that was possible."""
        days = sorted({*_days(self._kept().get(_VISITS)), day})[-_MOST:]
        return self._keep(_VISITS, [each.isoformat() for each in days])

    def keep_brief(self, day: date) -> bool:
        """Remember that a brief was made on a day; return whether that was possible."""
        return self._keep(_BRIEF, day.isoformat())

    def _kept(self) -> dict[str, object]:
        kept = remembered(self._path).get(self._register) if self._path else None
        return kept if isinstance(kept, dict) else {}

    def _keep(self, name: str, value: object) -> bool:
        if self._path is None:
            return False
        return remember(self._path, **{self._register: self._kept() | {name: value}})


def _days(written: object) -> Iterable[date]:
    for each in written if isinstance(written, list) else ():
        with suppress(TypeError, ValueError):
            yield date.fromisoformat(each)

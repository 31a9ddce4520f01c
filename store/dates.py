"""Dates exactly as exact as their source: a year, a quarter, a month, a day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from store.errors import BadValue

Precision = Literal["year", "quarter", "month", "day"]

_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)
_HOW = "write a year (2035), a quarter (2026-Q3), a month (2025-12) or a day (2025-12-31)"


class PartialDate:
    """A calendar period written the ISO 8601 way, with quarters as `2026-Q3`.

    `text` is kept as it was written; `first` and `last` are the first and last day
    it covers. Two dates are equal when they are written alike; sorting goes by the
    last day, as every deadline does. Immutable by convention, and shared: use
    `PartialDate.parse`, which hands out one object for one text.
    """

    __slots__ = ("first", "last", "precision", "text")

    text: str
    first: date
    last: date
    precision: Precision

    def __init__(self, text: str) -> None:
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise BadValue(f"'{text}' is not a date", hint=_HOW)
        year, quarter, month, day = match.groups()
        try:
            if day:
                self.first = self.last = date(int(year), int(month), int(day))
                self.precision = "day"
            elif month:
                self.first, self.last = _months(int(year), int(month), 1)
                self.precision = "month"
            elif quarter:
                self.first, self.last = _months(int(year), 3 * int(quarter) - 2, 3)
                self.precision = "quarter"
            else:
                self.first, self.last = _months(int(year), 1, 12)
                self.precision = "year"
        except ValueError as error:
            raise BadValue(f"'{text}' is not in the calendar", hint=_HOW) from error
        self.text = text

    @staticmethod
    @lru_cache(maxsize=65536)
    def parse(text: str) -> PartialDate:
        """Read a date as written. Raises `BadValue` for anything else."""
        return PartialDate(text)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return the partial date that is exactly one day."""
        return cls.parse(day.isoformat())

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __lt__(self, other: PartialDate) -> bool:
        return (self.last, self.text) < (other.last, other.text)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    return date(year, month, 1), last_of_month(year, month + count - 1)


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month; `calendar` knows it too, but takes long to import."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def read_day(text: str) -> date:
    """Read one exact day, for an as-of date. Raises `BadValue`."""
    found = PartialDate.parse(text)
    if found.precision != "day":
        raise BadValue(f"'{text}' is not one day", hint="write it as 2025-12-31")
    return found.first

"""Dates exactly as exact as their source, read from what people write and spelled for them.

`PartialDate` is a year, a quarter, a month or a day. `read_date` also takes relative dates such as
`+30d` and `eoy`, and `written` spells a date in the style the user chose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import ClassVar, Literal

from store.errors import BadValue
from store.text import did_you_mean, shown

Precision = Literal["year", "quarter", "month", "day"]

_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)
_HOW = "write a year (2035), a quarter (2026-Q3), a month (2025-12) or a day (2025-12-31)"


class PartialDate:
    """A calendar period written the ISO 8601 way, with quarters as `2026-Q3`.

    `text` is kept as it was written; `first` and `last` are the first and last day
    it covers. Two dates are equal when they are written alike; sorting goes by the
    last day, as every deadline does. Immutable by convention, and shared: use
    `PartialDate.parse`, which hands out one object for one text.

    >>> PartialDate.parse("2026-Q3").last
    datetime.date(2026, 9, 30)
    >>> sorted(map(PartialDate.parse, ["2027", "2026-12", "2026"]))
    [PartialDate('2026'), PartialDate('2026-12'), PartialDate('2027')]
    """

    __class_getitem__: ClassVar[Callable[[str], PartialDate]]
    """`parse` for those who read thousands: `operator.getitem` calls it without a Python frame."""

    __slots__ = ("first", "last", "precision", "text")

    text: str
    first: date
    last: date
    precision: Precision

    def __init__(self, text: str) -> None:
        # Most are whole days, and thousands are read at the start: the short way for those.
        if len(text) == 10 and text[4] == text[7] == "-":
            try:
                self.first = self.last = date.fromisoformat(text)
            except ValueError:
                pass  # said below, in our words
            else:
                self.precision, self.text = "day", text
                return
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
    def parse(text: str) -> PartialDate:
        """Return the date of a text such as `2035` or `2025-12`. Else raises `BadValue`."""
        return DATES_READ[text]

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


class _DatesRead(dict[str, PartialDate]):
    """The date of every text that was asked for; raises `BadValue` for one that is no date."""

    def __missing__(self, text: str) -> PartialDate:
        found = PartialDate(text)
        if len(self) >= _MOST_READ:
            self.clear()
        self[text] = found
        return found


_MOST_READ = 65_536
DATES_READ = _DatesRead()
"""Asked like a dictionary. A large register has ten dates a commitment, most of them met before."""
PartialDate.__class_getitem__ = DATES_READ.__getitem__


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    return date(year, month, 1), last_of_month(year, month + count - 1)


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month; `calendar` knows it too, but takes long to import."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def time_written(moment: datetime) -> str:
    """Return a moment as `Update.written` and the history have it, such as `2026-11-22T09:30:00Z`.

    >>> from datetime import UTC, datetime
    >>> time_written(datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
    '2026-11-22T09:30:00Z'
    """
    return f"{moment.isoformat(timespec='seconds')[:19]}Z"


def read_day(text: str) -> date:
    """Read one exact day, for an as-of date. Raises `BadValue`."""
    found = PartialDate.parse(text)
    if found.precision != "day":
        raise BadValue(f"'{text}' is not one day", hint="write it as 2025-12-31")
    return found.first


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

WIDTHS = {"iso": 10, "day-month": 11, "month-day": 12}
"""Each style, and how many characters its longest date has."""


def written(when: PartialDate, style: str) -> str:
    """Return a date in a style: `2025-12-31`, `31 Dec 2025` or `Dec 31, 2025`; `2035` stays so."""
    if style == "iso" or when.precision == "year":
        return when.text
    year, month = when.first.year, _MONTHS[when.first.month - 1]
    if when.precision == "quarter":
        return f"Q{(when.first.month + 2) // 3} {year}"
    if when.precision == "month":
        return f"{month} {year}"
    day = when.first.day
    return f"{day} {month} {year}" if style == "day-month" else f"{month} {day}, {year}"


def longest_written(dates: Iterable[PartialDate | None], style: str) -> int:
    """Return how many characters the longest of some dates takes in a style; 0 without any."""
    most, longest = WIDTHS[style], 0
    for when in dates:
        if when is not None:
            longest = max(longest, len(written(when, style)))
            if longest >= most:
                break
    return longest


_OFFSET = re.compile(r"([+-])(\d{1,6})([dwmqy])", re.ASCII)
_HOW_RELATIVE = "write 2035, 2026-Q3, 2025-12, 2025-12-31, +30d, -2w, +3m, +1y, or "


def read_date(text: str, as_of: date) -> PartialDate:
    """Read a partial date, or one relative to the as-of date, in any case.

    Relative ones are exact days: the named days of `NAMED_DAYS`, and a signed number of
    d(ays), w(eeks), m(onths), q(uarters) or y(ears). Where the month reached is too
    short, its last day is meant. Raises `BadValue`.
    """
    written = spell_date(text)
    try:
        return PartialDate.of(_day(written, as_of))
    except KeyError:
        return PartialDate.parse(written)
    except (OverflowError, ValueError) as error:
        raise BadValue(
            f"{shown(text)} is outside the calendar", hint="dates go from the year 1 to 9999"
        ) from error


def read_past_date(text: str, as_of: date) -> PartialDate:
    """Read a date as `read_date` does, of something that has happened by the as-of date.

    Raises `BadValue` too for a period that is not over by then: nothing of it is known yet.
    """
    when = read_date(text, as_of)
    if when.last > as_of:
        raise BadValue(f"{when} is not over yet", hint=f"give a day that is, such as {as_of}")
    return when


def spell_date(text: str) -> str:
    """Return a date the way it is written here, without saying which day a relative one is.

    Raises `BadValue` for what `read_date` could not read on any day.
    """
    written = text.strip().lower()
    if written in NAMED_DAYS or _OFFSET.fullmatch(written):
        return written
    try:
        return PartialDate.parse(written.upper()).text
    except BadValue as error:
        message = error.message.replace(f"'{written.upper()}'", shown(text))
        if written[:1].isdigit():
            raise BadValue(message, hint=error.hint) from error
        hint = did_you_mean(written, NAMED_DAYS, named=_HOW_RELATIVE + "one of")
        raise BadValue(message, hint=hint) from error


def is_relative(written: str) -> bool:
    """Whether a date, as `spell_date` returns it, depends on the as-of date."""
    return not written[0].isdigit()


def _day(written: str, as_of: date) -> date:
    offset = _OFFSET.fullmatch(written)
    if not offset:
        return NAMED_DAYS[written](as_of)
    count = int(offset[1] + offset[2])
    match offset[3]:
        case "d":
            return as_of + timedelta(days=count)
        case "w":
            return as_of + timedelta(weeks=count)
        case "m":
            return _months_on(as_of, count)
        case "q":
            return _months_on(as_of, 3 * count)
        case _:
            return _months_on(as_of, 12 * count)


def _months_on(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def _week_start(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week_end(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def _month(day: date) -> PartialDate:
    return PartialDate.parse(f"{day.year:04}-{day.month:02}")


def _quarter(day: date) -> PartialDate:
    return PartialDate.parse(f"{day.year:04}-Q{(day.month + 2) // 3}")


def _year(day: date) -> PartialDate:
    return PartialDate.parse(f"{day.year:04}")


NAMED_DAYS: Mapping[str, Callable[[date], date]] = MappingProxyType(
    {
        "today": lambda day: day,
        "tomorrow": lambda day: day + timedelta(days=1),
        "yesterday": lambda day: day - timedelta(days=1),
        "sow": _week_start,
        "eow": _week_end,
        "som": lambda day: _month(day).first,
        "eom": lambda day: _month(day).last,
        "soq": lambda day: _quarter(day).first,
        "eoq": lambda day: _quarter(day).last,
        "soy": lambda day: _year(day).first,
        "eoy": lambda day: _year(day).last,
    }
)
"""Each named day as a function of the as-of date; weeks run from Monday to Sunday."""

"""Dates as people write them: `2026-Q3`, but also `today`, `+30d`, `eoy`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from store.dates import PartialDate, last_of_month
from store.errors import BadValue
from store.query.nearest import did_you_mean, shown

_OFFSET = re.compile(r"([+-])(\d{1,6})([dwmqy])", re.ASCII)
_HOW = "write 2035, 2026-Q3, 2025-12, 2025-12-31, +30d, -2w, +3m, +1y, or "


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
        hint = did_you_mean(written, NAMED_DAYS, named=_HOW + "one of")
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

"""Days of other calendars as days of ours: the Buddhist, Minguo and Persian years, Japan's eras."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, get_args

Calendar = Literal["gregorian", "buddhist", "minguo", "persian"]
"""Whose years a file counts: ours, Thailand's, Taiwan's or Iran's."""
CALENDARS: tuple[Calendar, ...] = get_args(Calendar)

_YEARS_AHEAD = {"gregorian": 0, "buddhist": 543, "minguo": -1911}
"""How far a calendar's years are ahead of ours, where its days and months are ours."""
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_NAMED_YEAR = re.compile(
    r"(?P<buddhist>พ\.?\s?ศ\.?|b\.\s?e\.|be)\s?(?P<be>\d{4})|"
    r"(?P<minguo>民[國国])\s?(?P<roc>\d{1,3})\s?年|"
    rf"(?P<era>{'|'.join(_ERAS)})\s?(?P<jp>\d{{1,2}}|元)\s?年"
)

_LEAP_PLACES = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
"""Which years of a cycle of 33 are longer by a day; this holds from 1244 to 1472."""
_PERSIAN_FROM, _PERSIAN_TO = 1244, 1472
_NOWRUZ_1404 = date(2025, 3, 21)


def year_in_ours(year: int, calendar: Calendar) -> int | None:
    """Return the year of ours that a calendar's year is; None where it begins on another day."""
    ahead = _YEARS_AHEAD.get(calendar)
    return None if ahead is None else year - ahead


def day_in_ours(year: int, month: int, day: int, calendar: Calendar) -> date | None:
    """Return the day of ours that a day of a calendar is; None for one that it does not have."""
    try:
        if calendar == "persian":
            return _persian_day(year, month, day)
        ours = year_in_ours(year, calendar)
        return None if ours is None else date(ours, month, day)
    except (ValueError, OverflowError):
        return None


def with_named_years(text: str) -> str:
    """Return a text with each year that names its own calendar, such as `พ.ศ. 2569`, as ours."""
    return _NAMED_YEAR.sub(_year_named, text)


def _year_named(match: re.Match[str]) -> str:
    if match["be"]:
        return str(int(match["be"]) - 543)
    if match["roc"]:
        return f"{int(match['roc']) + 1911}年"
    number = 1 if match["jp"] == "元" else int(match["jp"])
    return f"{_ERAS[match['era']] + number}年"


def _persian_day(year: int, month: int, day: int) -> date | None:
    if not (_PERSIAN_FROM <= year <= _PERSIAN_TO and 1 <= month <= 12):
        return None
    longest = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not 1 <= day <= longest:
        return None
    first, last = sorted((1404, year))
    between = sum(366 if _is_leap(each) else 365 for each in range(first, last))
    nowruz = _NOWRUZ_1404 + timedelta(days=between if year > 1404 else -between)
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return nowruz + timedelta(days=before + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_PLACES

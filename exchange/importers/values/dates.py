"""Dates as people write them, read where they can mean one thing only."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Literal, NamedTuple
from unicodedata import digit, normalize

from exchange.importers.values.calendars import (
    Calendar,
    day_in_ours,
    with_named_years,
    year_in_ours,
)
from exchange.importers.values.month_names import (
    WEEKDAYS,
    joined_names,
    month_numbers,
    persian_months,
)
from store.errors import BadValue
from store.model.dates import PartialDate
from store.text import fold

Order = Literal["month-first", "day-first", ""]
"""What `1/2/2024` means: 2 January, 1 February, or that cannot be told."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A year outside of these is more likely of another calendar, or mistyped."""


class DateStyle(NamedTuple):
    """What a column, or the mapping, says of how its dates are written."""

    order: Order = ""
    calendar: Calendar = "gregorian"
    fiscal: bool = False
    """Whether `2011-12` may be the year 2011 to 2012, as other cells of the column are."""


UNSAID = DateStyle()

_NO_END = re.compile(
    r"(permanent|continuous|on[ -]?going)( activity)?|no end date|indefinite|open[ -]ended"
)
_LONGEST = 80
_HIDDEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u2060"))
_DASHES = str.maketrans("‐‑‒–—−／．", "------/.")

_CLOCK = re.compile(
    r"(?P<day>.*?\d)(?:t|,? )\s*"
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|(?:utc|gmt)?\s*[+-]\d{2}:?\d{2}|utc|gmt)?"
    r"(?:\s*\([^()]*\))?"
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds, or thousandths, since 1970: from 2001 to 2033."""

_YEAR_FIRST = re.compile(r"(\d{4})([/.-])\s?(\d{1,2})\2\s?(\d{1,2})\.?")
_YEAR_MONTH = re.compile(r"(\d{4})[/-](\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{4})")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTS = re.compile(r"(\d{1,2})([/.-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})\.?")
_EAST = re.compile(r"(\d{4}) ?[年년](?: ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?)?")
_EAST_QUARTER = re.compile(r"(\d{4}) ?[年년] ?第? ?([1-4一二三四]) ?(?:季度|季|四半期|분기)")
_VIETNAM = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}),?(?: nam)? (\d{4})")
_QUARTER = re.compile(r"(?:quarter|q|qtr|t) ?([1-4]|i{1,3}|iv)[ ,/-]*(?:of )?(\d{4})")
_QUARTER_AFTER = re.compile(
    r"([1-4]|i{1,3}|iv|[a-z]+|\d[a-z]{2}|\d[.o°]) ?"
    r"(?:quarter|q|quartal|trimestre|kwartal|kvartal|kwartaal|кв\.?|квартал)"
    r"[ ,/-]*(?:of |de |del )?(\d{4})(?: ?г\.?)?"
)
_YEAR_QUARTER = re.compile(r"(\d{4})[ ,/-]*(?:quarter|q|qtr) ?([1-4])")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 20000, 80000
"""Excel's day numbers from 1954 to 2119: outside of these a number is no likely date."""
_SERIAL_ZERO = date(1899, 12, 30)
_QUARTERS = {
    **dict.fromkeys(("1", "i", "first", "1st", "1.", "1o", "1°", "一"), 1),
    **dict.fromkeys(("2", "ii", "second", "2nd", "2.", "2o", "2°", "二"), 2),
    **dict.fromkeys(("3", "iii", "third", "3rd", "3.", "3o", "3°", "三"), 3),
    **dict.fromkeys(("4", "iv", "fourth", "4th", "4.", "4o", "4°", "四"), 4),
}
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|e|o|a|°|-го|-е)?")
_YEAR_WORD = re.compile(r"(\d{4})(?:年)?")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"\d{2}")
_BETWEEN_WORDS = re.compile(r"[\s,/.-]+")
_FILLING = frozenset(("of", "the", "de", "del", "den", "г", "года", "р", "року", "год", "année"))
_NEXT_CENTURY = 70
"""A year of two digits from here on may as well be of the last century."""


def has_no_end(text: str) -> bool:
    """Whether a due date says in words that there is none, as of a standing duty."""
    return _NO_END.fullmatch(" ".join(text.split()).casefold()) is not None


def read_date(text: str, style: DateStyle | Order = UNSAID) -> PartialDate | None:
    """Return a date that is written in one of the usual ways; None for any other.

    `style` says how days and months in numbers follow each other, and whose years they are.
    Without it `1/2/2024` is not read, for it can mean two days; `12/31/2020` can mean one only.
    A moment with a time zone is the day it shows in the local one. Years outside of 1900 to
    2200 are not read.

    >>> read_date("15. März 2026")
    PartialDate('2026-03-15')
    >>> read_date("1/2/2024") is None
    True
    >>> read_date("1/2/2024", "day-first")
    PartialDate('2024-02-01')
    """
    if len(text) > _LONGEST:
        return None
    style = DateStyle(style) if isinstance(style, str) else style
    if ":" not in text and not text.isdecimal():
        return _read_day(text, style)
    # What day a moment is depends on the time zone, so it is never remembered.
    written = plain_date_text(text)
    if ":" in written and (match := _CLOCK.fullmatch(written)):
        return _moment(match, style)
    if _SECONDS.fullmatch(written):
        return PartialDate.of(_since_1970(int(written)))
    return _read(written, style)


def own_date(text: str) -> PartialDate | None:
    """Return a date as Entente writes it; None for any other text."""
    try:
        return PartialDate.parse(text)
    except BadValue:
        return None


def is_whole_date(text: str, read: PartialDate) -> bool:
    """Whether a date is all that a text says: no time of day, no zone."""
    if text == read.text:
        return True
    plain = plain_date_text(text)
    if ":" not in plain:
        has_clock = plain.isdecimal() and len(plain) >= 10
        part = _SERIAL.fullmatch(plain)
        return not has_clock and not (part and plain[len(part[1]) :].strip(".0"))
    clock = plain.rpartition(" ")[2].rpartition("t")[2]
    return clock.strip("0:.") == "" and plain.startswith(read.text)


def is_of_other_years(text: str, style: DateStyle) -> bool:
    """Whether a date, as `plain_date_text` has it, names a year that is none of ours."""
    match = _YEAR.search(text)
    if match is None or not int(match[1]):
        return False
    year = _our_year(int(match[1]), style)
    return year is not None and not FIRST_YEAR <= year <= LAST_YEAR


def plain_date_text(text: str) -> str:
    """Return a date's text as it is compared: digits, dashes and spaces of one kind, small."""
    text = normalize("NFKC", text.translate(_HIDDEN)) if not text.isascii() else text
    text = " ".join(text.split()).casefold()
    if text.isascii():
        return text
    text = "".join(str(digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    return with_named_years(text.translate(_DASHES))


@lru_cache(maxsize=8192)
def _read_day(text: str, style: DateStyle) -> PartialDate | None:
    written = plain_date_text(text)
    match = _CLOCK.fullmatch(written) if ":" in written else None
    if match is not None and match["zone"]:
        return None
    return _moment(match, style) if match else _read(written, style)


@lru_cache(maxsize=8192)
def _read(written: str, style: DateStyle) -> PartialDate | None:
    try:
        found = _spelled(_without_weekday(written), style)
        parsed = PartialDate.parse(found) if found else None
    except (BadValue, OverflowError):
        return None
    if parsed is None or not FIRST_YEAR <= parsed.first.year <= LAST_YEAR:
        return None
    return parsed


def _without_weekday(written: str) -> str:
    first, _, rest = written.partition(" ")
    return rest if fold(first.rstrip(".,")) in WEEKDAYS and rest else written


def _moment(match: re.Match[str], style: DateStyle) -> PartialDate | None:
    """Return the day of a time of day: as written, or the local one where it names a zone."""
    found = _read(match["day"].rstrip(","), style)
    if found is None or found.precision != "day":
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].startswith("p") else 0)
    if hour > 23 or minute > 59:
        return found if (hour, minute) == (24, 0) and not match["zone"] else None
    if not match["zone"]:
        return found
    try:
        zone = _zone(match["zone"])
        moment = datetime(
            found.first.year, found.first.month, found.first.day, hour, minute, tzinfo=zone
        )
        return PartialDate.of(moment.astimezone().date())
    except (ValueError, OverflowError, OSError):
        return None


def _zone(written: str) -> timezone:
    match = _OFFSET.search(written)
    if match is None:
        return UTC
    ahead = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-ahead if match[1] == "-" else ahead)


def _since_1970(number: int) -> date:
    seconds = number // 1000 if number >= 10**12 else number
    return datetime.fromtimestamp(seconds, UTC).astimezone().date()


def _spelled(written: str, style: DateStyle) -> str:
    """Return a date in the ISO way; empty when it is written in no way known here."""
    if found := _in_numbers(written, style):
        return found
    if found := _quarter(fold(written), style):
        return found
    return _in_words(written, style)


def _in_numbers(written: str, style: DateStyle) -> str:
    if match := _YEAR_FIRST.fullmatch(written):
        return _day(match[1], match[3], match[4], style)
    if match := _YEAR_MONTH.fullmatch(written):
        following = (int(match[1]) + 1) % 100
        # Beside 2012-13 and 2013-14, 2011-12 is no December.
        is_span = style.fiscal and int(match[2]) == following
        return "" if is_span else _month(match[1], match[2], style)
    if match := _MONTH_YEAR.fullmatch(written):
        return _month(match[2], match[1], style)
    if match := _PARTS.fullmatch(written):
        return _from_parts(match, style)
    if match := _EAST_QUARTER.fullmatch(written):
        return _with_year(match[1], f"-Q{_QUARTERS[match[2]]}", style)
    if match := _EAST.fullmatch(written):
        if match[3]:
            return _day(match[1], match[2], match[3], style)
        return _month(match[1], match[2], style) if match[2] else _with_year(match[1], "", style)
    if match := _VIETNAM.fullmatch(fold(written)):
        return _day(match[3], match[2], match[1], style)
    if match := _TOGETHER.fullmatch(written):
        return _day(match[1], match[2], match[3], style)
    if match := _SERIAL.fullmatch(written):
        return _from_serial(int(match[1]))
    # A program that takes years for numbers writes 2031 as 2031.0.
    year = written.removesuffix(".0")
    return _with_year(year, "", style) if _YEAR_WORD.fullmatch(year) else ""


def _quarter(written: str, style: DateStyle) -> str:
    if match := _QUARTER.fullmatch(written):
        return _with_year(match[2], f"-Q{_QUARTERS[match[1]]}", style)
    if (match := _QUARTER_AFTER.fullmatch(written)) and match[1] in _QUARTERS:
        return _with_year(match[2], f"-Q{_QUARTERS[match[1]]}", style)
    if match := _YEAR_QUARTER.fullmatch(written):
        return _with_year(match[1], f"-Q{match[2]}", style)
    return ""


def _in_words(written: str, style: DateStyle) -> str:
    """Read a month's name with its year, and its day if there is one, in any usual order."""
    text = fold(written)
    for spelled, name in joined_names():
        if spelled in text:
            text = text.replace(spelled, f" {name} ", 1)
            break
    months = persian_months() if style.calendar == "persian" else month_numbers()
    words = [each for each in _BETWEEN_WORDS.split(text) if each and each not in _FILLING]
    named = [place for place, each in enumerate(words) if each in months]
    if len(named) != 1 or not 2 <= len(words) <= 3:
        return ""
    month = months[words[named[0]]]
    rest = words[: named[0]] + words[named[0] + 1 :]
    years = [each for each in rest if _YEAR_WORD.fullmatch(each)]
    days = [match[1] for each in rest if (match := _DAY_WORD.fullmatch(each))]
    if len(rest) == 1 and years:
        return _month(years[0], month, style)
    if len(rest) == 2 and len(years) == 1 and len(days) == 1:
        return _day(years[0], month, days[0], style)
    # With two digits the year is last: 31-Dec-26.
    if len(rest) == 2 and named[0] == 1 and len(days) == 2 and _SHORT_YEAR.fullmatch(rest[1]):
        year = _century(rest[1])
        return _day(year, month, days[0], style) if year else ""
    return ""


def _from_parts(match: re.Match[str], style: DateStyle) -> str:
    first, second, year = int(match[1]), int(match[3]), match[4]
    if len(year) == 2:
        year = _century(year) if style.order else ""
        if not year:
            return ""
    if match[2] == "." or first > 12:
        # With points the day is first wherever that is written at all.
        return _day(year, second, first, style)
    if second > 12 or first == second or style.order == "month-first":
        return _day(year, first, second, style)
    return _day(year, second, first, style) if style.order else ""


def _century(year: str) -> str:
    return f"20{year}" if int(year) < _NEXT_CENTURY else ""


def _from_serial(number: int) -> str:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return ""
    return (_SERIAL_ZERO + timedelta(days=number)).isoformat()


def _day(year: str, month: str | int, day: str | int, style: DateStyle) -> str:
    found = day_in_ours(int(year), int(month), int(day), style.calendar)
    return found.isoformat() if found else ""


def _month(year: str, month: str | int, style: DateStyle) -> str:
    return _with_year(year, f"-{int(month):02}", style)


def _with_year(year: str, rest: str, style: DateStyle) -> str:
    ours = _our_year(int(year.removesuffix("年")), style)
    return "" if ours is None else f"{ours:04}{rest}"


def _our_year(year: int, style: DateStyle) -> int | None:
    return year if style.calendar == "gregorian" else year_in_ours(year, style.calendar)

"""Texts of foreign files on their way into a register: cleaned, cut, made into ids and dates."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Literal
from unicodedata import normalize
from urllib.parse import urlsplit

from store.errors import BadValue
from store.model.dates import PartialDate
from store.text import fold

MISSING = frozenset(("", "na", "n/a", "nd", "nr", "null", "none", "nan", "#n/a"))
"""How trackers write that there is nothing to say."""
HEADLINE = 120
"""The most characters of a title that is made from a longer text."""

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SENTENCE = re.compile(r"(?<=[.!?;:])\s")
_IS_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 60
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "oe"})


def clean(text: str) -> str:
    r"""Return a cell's text: entities and literal `\u2019` escapes resolved, edges trimmed."""
    if "&" in text:
        text = html.unescape(text)
    if "\\u" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        # Two escapes may stand for one character; one alone stands for none.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.strip().strip("\ufeff\u200b").strip()


def present(text: str) -> str:
    """Return a cell's text, empty where it only says that nothing is known."""
    return "" if text.casefold() in MISSING else text


def headline(text: str) -> tuple[str, str]:
    """Return a title and, when the text is longer than a title can be, the text as summary."""
    line = " ".join(text.split())
    if len(line) <= HEADLINE:
        return line, ""
    first = _SENTENCE.split(line, maxsplit=1)[0].rstrip(";:")
    if len(first) > HEADLINE:
        first = line[: HEADLINE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return first, text


def slug(text: str) -> str:
    """Return text as an id: small letters, digits and hyphens; empty when nothing is left.

    A text too long for an id ends in a short sum of it, so that two stay two. So does one
    in a script that has no small letters.
    """
    if len(text) <= _LONGEST_SLUG and _IS_SLUG.fullmatch(text):
        return text
    plain = normalize("NFKD", fold(text).translate(_LETTERS))
    made = _NOT_SLUG.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
    if len(made) > _LONGEST_SLUG:
        return f"{made[:_LONGEST_SLUG].rsplit('-', 1)[0]}-{short_sum(text)}"
    if not made and any(char.isalnum() for char in text):
        return short_sum(text)
    return made


def short_sum(text: str) -> str:
    """Return eight characters that stand for a text."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def split(text: str, separators: str = ";|\n") -> tuple[str, ...]:
    """Return the parts of a text that lists several things, each once."""
    parts = re.split(f"[{re.escape(separators)}]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def host(url: str) -> str:
    """Return the site of an address; the address itself when it has none."""
    try:
        found = urlsplit(url).hostname or ""
    except ValueError:
        found = ""
    return found.removeprefix("www.") or url


Order = Literal["month-first", "day-first", ""]
"""What `1/2/2024` means: 2 January, 1 February, or that cannot be told."""

_MONTHS = {
    **dict.fromkeys(("january", "jan"), 1),
    **dict.fromkeys(("february", "feb"), 2),
    **dict.fromkeys(("march", "mar"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    "may": 5,
    **dict.fromkeys(("june", "jun"), 6),
    **dict.fromkeys(("july", "jul"), 7),
    **dict.fromkeys(("august", "aug"), 8),
    **dict.fromkeys(("september", "sep", "sept"), 9),
    **dict.fromkeys(("october", "oct"), 10),
    **dict.fromkeys(("november", "nov"), 11),
    **dict.fromkeys(("december", "dec"), 12),
}
_QUARTERS = {
    **dict.fromkeys(("1", "i", "first", "1st"), 1),
    **dict.fromkeys(("2", "ii", "second", "2nd"), 2),
    **dict.fromkeys(("3", "iii", "third", "3rd"), 3),
    **dict.fromkeys(("4", "iv", "fourth", "4th"), 4),
}
_NO_END = re.compile(
    r"(permanent|continuous|on[ -]?going)( activity)?|no end date|indefinite|open[ -]ended"
)

_ISO_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?"
)
_PARTS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})")
_MONTH = re.compile(r"([a-z]+)\.?,? (\d{4})")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? ?(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]+)\.?,?[ -](\d{4})")
_QUARTER = re.compile(r"(?:quarter|q) ?([1-4]|i{1,3}|iv),?(?: of)? ?(\d{4})")
_QUARTER_AFTER = re.compile(
    r"([1-4]|i{1,3}|iv|[a-z]+|\d[a-z]{2}) ?(?:quarter|q),?(?: of)? ?(\d{4})"
)
_YEAR_QUARTER = re.compile(r"(\d{4})[ ,-]*(?:quarter|q) ?([1-4])")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL = 20000, 80000
"""Excel's day numbers from 1954 to 2119: outside of these a number is no likely date."""
_SERIAL_ZERO = date(1899, 12, 30)


def has_no_end(text: str) -> bool:
    """Whether a due date says in words that there is none, as of a standing duty."""
    return _NO_END.fullmatch(" ".join(text.split()).casefold()) is not None


@lru_cache(maxsize=4096)
def read_date(text: str, order: Order = "") -> PartialDate | None:
    """Return a date that is written in one of the usual ways; None for any other.

    `order` says how days and months in numbers follow each other. Without it `1/2/2024`
    is not read, for it can mean two days; `12/31/2020` can mean one only.
    """
    written = " ".join(text.split()).casefold()
    try:
        return PartialDate.parse(_spelled(written, order) or written.upper())
    except (BadValue, OverflowError):
        return None


def _spelled(written: str, order: Order) -> str:
    """Return a date in the ISO way; empty when it is written in no way known here."""
    if match := _ISO_MOMENT.fullmatch(written.upper()):
        return match[1]
    if match := _YEAR_FIRST.fullmatch(written):
        return _day(match[1], match[3], match[4])
    if match := _PARTS.fullmatch(written):
        return _from_parts(match, order)
    if (match := _MONTH_DAY.fullmatch(written)) and match[1] in _MONTHS:
        return _day(match[3], _MONTHS[match[1]], match[2])
    if (match := _DAY_MONTH.fullmatch(written)) and match[2] in _MONTHS:
        return _day(match[3], _MONTHS[match[2]], match[1])
    if (match := _MONTH.fullmatch(written)) and match[1] in _MONTHS:
        return f"{match[2]}-{_MONTHS[match[1]]:02}"
    if match := _QUARTER.fullmatch(written):
        return f"{match[2]}-Q{_QUARTERS[match[1]]}"
    if (match := _QUARTER_AFTER.fullmatch(written)) and match[1] in _QUARTERS:
        return f"{match[2]}-Q{_QUARTERS[match[1]]}"
    if match := _YEAR_QUARTER.fullmatch(written):
        return f"{match[1]}-Q{match[2]}"
    if match := _SERIAL.fullmatch(written):
        return _from_serial(int(match[1]))
    return ""


def _from_parts(match: re.Match[str], order: Order) -> str:
    first, second, year = int(match[1]), int(match[3]), match[4]
    if len(year) == 2:
        if not order:
            return ""
        year = f"20{year}"
    if match[2] == "." or first > 12:
        # With points the day is first wherever that is written at all.
        return _day(year, second, first)
    if second > 12 or first == second or order == "month-first":
        return _day(year, first, second)
    return _day(year, second, first) if order else ""


def _from_serial(number: int) -> str:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return ""
    return (_SERIAL_ZERO + timedelta(days=number)).isoformat()


def _day(year: str, month: str | int, day: str | int) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"

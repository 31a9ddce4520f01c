"""What the words of dates mean: each form of a date read as a partial date, or as words only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from statements.dates.calendar import add_months, before, end_of_range, month_text
from statements.dates.vocabulary import DateVocabulary
from store.errors import BadValue
from store.model.dates import PartialDate


class FoundDate(NamedTuple):
    """What a form makes of its words."""

    date: PartialDate | None
    relation: str
    note: str = ""


DateReading = Callable[[re.Match[str], DateVocabulary, PartialDate | None], FoundDate | None]
"""Reads a match, with the words of the language and when the document was issued."""

_NAMED = re.compile(r"\bthe\s+(?:[A-Z]|\d)")
_CAPITAL = re.compile(r"\s+[A-Z]")


def _relation(match: re.Match[str]) -> str:
    groups = match.groupdict()
    for name in ("past", "before", "start", "deadline"):
        if groups.get(name):
            return {"past": "since", "start": "from"}.get(name, "by")
    return "by" if groups.get("ended") else "in"


def _made(match: re.Match[str], text: str) -> FoundDate | None:
    """Return a date as written, moved to the period before it where the words say "before"."""
    if _NAMED.search(match[0]) and _CAPITAL.match(match.string, match.end()):
        return None  # "the July 2022 Symposium" names a thing
    try:
        date = PartialDate.parse(text)
    except BadValue:
        return FoundDate(None, _relation(match), "no day of the calendar")
    groups = match.groupdict()
    # Before the end of a period is within it.
    if groups.get("before") and not groups.get("ended"):
        earlier = before(date)
        if earlier is not None:
            return FoundDate(earlier, "by", f"before {date.text}: the period that ends there")
    if groups.get("part"):
        return FoundDate(
            date, _relation(match), f"“{groups['part'].strip()}” is more than a date can say"
        )
    return FoundDate(date, _relation(match))


def _number_of_month(match: re.Match[str], words: DateVocabulary) -> int:
    return words.month(match["month"].lower().rstrip("."))


def day_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a day."""
    groups = match.groupdict()
    month = int(groups["number"]) if groups.get("number") else _number_of_month(match, words)
    return _made(match, f"{match['year']}-{month:02}-{int(match['day']):02}")


def days_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read several days in one month."""
    made = _made(match, f"{match['year']}-{_number_of_month(match, words):02}")
    return made._replace(note="several days: the month is kept") if made and made.date else made


def slashed_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a day written in figures, where day and month can be told apart."""
    first, second = int(match["day"]), int(match["number"])
    if (first <= 12) == (second <= 12) and first != second:
        return FoundDate(None, _relation(match), "day and month cannot be told apart")
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return _made(match, f"{match['year']}-{month:02}-{day:02}")


def month_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a month."""
    return _made(match, f"{match['year']}-{_number_of_month(match, words):02}")


def quarter_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a quarter."""
    groups = match.groupdict()
    number = groups.get("quarter") or words.ordinals[groups["ordinal"].lower()]
    return _made(match, f"{match['year']}-Q{number}")


def season_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a season, which no partial date can say."""
    made = _made(match, match["year"])
    return made._replace(note="a season is no month: the year is kept") if made else None


_NOT_AFTER = frozenset(["is", "has", "was", "as", "its", "this", "various", "across", "towards"])


def year_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a year, unless it counts or names something."""
    following = (match["next"] or "").strip()
    plural = following.islower() and following.endswith("s") and following not in _NOT_AFTER
    named = following[:1].isupper() and match["point"] is not None and not match["ended"]
    return None if plural or named else _made(match, match["year"])


def range_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read years from one to another."""
    last = end_of_range(match["first"], match["last"])
    if last is None:
        return None
    return FoundDate(PartialDate.parse(last), "over", f"from {match['first']}")


def this_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read this year, next month, the end of the year."""
    groups = match.groupdict()
    unit = (groups.get("unit") or "year").lower()
    which = (groups.get("which") or "this").lower()
    if said is None:
        return FoundDate(None, "in", "when the document was issued is not known")
    if unit != "year" and said.precision == "year":
        return FoundDate(None, "in", "the month of the document is not known")
    step = {"next": 1, "last": -1}.get(which, 0)
    first = said.first
    if unit == "year":
        text = f"{first.year + step:04}"
    elif unit == "month":
        text = month_text(*add_months(first.year, first.month, step))
    else:
        year, month = add_months(first.year, first.month, 3 * step)
        text = f"{year:04}-Q{(month + 2) // 3}"
    made = _made(match, text)
    if made is None or made.date is None:
        return None
    relation = "since" if which == "last" or groups.get("later") == "earlier" else made.relation
    return made._replace(relation=relation, note=f"of the document of {said.text}")


def _counted(count: str, words: DateVocabulary) -> int:
    return int(count) if count.isdigit() else words.numbers.get(count.lower(), 1)


def within_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a deadline counted from the document or from an event."""
    anchor = (match["anchor"] or "").lower()
    if anchor and not words.is_said(anchor):
        return FoundDate(None, "event", "counted from an event, not from a date")
    return _later(match, words, said, "by")


def over_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a period counted from the document."""
    return _later(match, words, said, "over")


def _later(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None, relation: str
) -> FoundDate | None:
    unit = words.units[match["unit"].lower()]
    count = _counted(match["count"] or "1", words)
    if said is None:
        return FoundDate(None, relation, "when the document was issued is not known")
    note = f"counted from the document of {said.text}"
    first = said.first
    text = ""
    if unit == "year":
        text = f"{first.year + count:04}"
    elif unit in ("month", "quarter") and said.precision in ("month", "day"):
        months = count * (3 if unit == "quarter" else 1)
        text = month_text(*add_months(first.year, first.month, months))
    elif unit in ("day", "week") and said.precision == "day":
        ahead = timedelta(days=count * (7 if unit == "week" else 1))
        last = first + min(ahead, date.max - first)
        text = month_text(last.year, last.month) if unit == "week" else last.isoformat()
    try:
        return FoundDate(PartialDate.parse(text), relation, note)
    except BadValue:
        return FoundDate(None, relation, "no date can say it")


def words_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read what names no year."""
    return FoundDate(None, _relation(match), "no year is named")


def event_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a meeting or another event."""
    return FoundDate(None, "event", "an event, not a date")


def vague_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read a time without a date."""
    return FoundDate(None, "vague", "no date")


def every_reading(
    match: re.Match[str], words: DateVocabulary, said: PartialDate | None
) -> FoundDate | None:
    """Read what comes again and again."""
    return FoundDate(None, "every", "again and again")

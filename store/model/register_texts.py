"""A register's settings and its instruments as texts, for options and forms, and back.

`SETTINGS` and `INSTRUMENT_FIELDS` say which fields there are; `set_about` and `read_instrument`
read the answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from store.errors import BadValue
from store.model.dates import PartialDate, read_date
from store.model.entities import Instrument, Register, Source
from store.text import shown

MOST_DAYS = 3_650


class AboutField(NamedTuple):
    """A field that is set from a text: its name, how it is called, and what to write."""

    name: str
    label: str
    help: str


INSTRUMENT_FIELDS = (
    AboutField("title", "Title", "as it is headed"),
    AboutField("kind", "Kind", "agreement, joint statement, communique, contract"),
    AboutField("date", "Date", "when it was signed or took place: 2025-02-13"),
    AboutField("start", "In force from", "such as 2025, 2026-Q3, 2025-12-31"),
    AboutField("end", "In force until", "empty: no end"),
    AboutField("supersedes", "Supersedes", "the id of the instrument it took the place of"),
    AboutField("source-title", "Source", "where its text is: a headline"),
    AboutField("source-publisher", "Publisher", "who published that"),
    AboutField("source-date", "Published", "when"),
    AboutField("source-url", "Address", "https://…"),
)
SETTINGS = (
    AboutField("title", "Title", "what the register is about"),
    AboutField("start", "Timeline from", "such as 2025; empty: as the commitments need it"),
    AboutField("end", "Timeline until", "such as 2035; empty: as the commitments need it"),
    AboutField("stale-days", "Stale after", "days without news; empty: as you configured"),
    AboutField("stale-days-near-due", "Stale near due", "days without news; empty: as configured"),
    AboutField("due-soon-days", "Due soon", "days ahead of the date; empty: as you configured"),
    AboutField("official-bodies", "Official sites", "such as gov.in, state.gov"),
    AboutField("second-reader", "Second reader", "yes: what is settled waits to be confirmed"),
)
"""What a register says of itself, apart from its lists."""


def read_instrument(base: Instrument, answers: Mapping[str, str], as_of: date) -> Instrument:
    """Return an instrument with what is answered, by the names of `INSTRUMENT_FIELDS`.

    Raises `BadValue` for a date that cannot be read and a source without a title.
    """
    values: dict[str, Any] = {}
    source: dict[str, Any] = {}
    for name, text in answers.items():
        part = name.removeprefix("source-")
        known = values if part == name else source
        known[part] = _date(text, as_of) if part in ("date", "start", "end") else text.strip()
    if source:
        told = replace(base.source or Source(""), **source)
        if not told.title and any((told.publisher, told.date, told.url)):
            raise BadValue("a source needs a title", hint="give its headline")
        values["source"] = told if told.title else None
    return replace(base, **values)


def instrument_text(instrument: Instrument, name: str) -> str:
    """Return a field of an instrument as the text that `read_instrument` understands."""
    part = name.removeprefix("source-")
    held: Instrument | Source | None = instrument if part == name else instrument.source
    return "" if held is None else str(getattr(held, part) or "")


def set_about(register: Register, answers: Mapping[str, str], as_of: date) -> Register:
    """Set what a register says of itself from texts, by the names of `SETTINGS`.

    Raises `BadValue` for no title, a range that ends before it starts and days out of range.
    """
    values: dict[str, Any] = {}
    for name, text in answers.items():
        values[name.replace("-", "_")] = _setting(name, text.strip(), as_of)
    after = replace(register, **values)
    if after.start and after.end and after.end.last < after.start.first:
        raise BadValue(f"end {after.end} is before start {after.start}", hint="change one of them")
    return after


def setting_text(register: Register, name: str) -> str:
    """Return a setting as the text that `set_about` understands."""
    value = getattr(register, name.replace("-", "_"))
    if isinstance(value, bool):
        return "yes" if value else ""
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _setting(name: str, text: str, as_of: date) -> object:
    if name == "title":
        if not text:
            raise BadValue("a register needs a title", hint="say what it is about")
        return text
    if name in ("start", "end"):
        return _date(text, as_of)
    if name == "official-bodies":
        return tuple(dict.fromkeys(filter(None, (each.strip() for each in text.split(",")))))
    if name == "second-reader":
        if text.casefold() not in ("", "yes", "no"):
            raise BadValue(f"{shown(text)} is neither yes nor no", hint="empty means no too")
        return text.casefold() == "yes"
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:6]) <= MOST_DAYS:
        raise BadValue(
            f"{shown(text)} is no number of days", hint=f"give a number from 1 to {MOST_DAYS}"
        )
    return int(text)


def _date(text: str, as_of: date) -> PartialDate | None:
    return read_date(text.strip(), as_of) if text.strip() else None

"""The checks and meanings that lines of forms share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from store.errors import BadValue
from store.model.dates import PartialDate, read_date, read_past_date
from store.model.entities import SourceKind
from store.model.status import Status, read_status
from tui.forms.form import Check, FormField, FormMessage

DATE_EXAMPLE = "2026, 2026-Q3, 2026-11, 2026-11-23, +30d, eoy"


def checked(read: Callable[[str], object], *, also_empty: bool = False) -> Check:
    """Return the check that a text can be read; an empty one passes unless it counts too."""

    def check(text: str) -> str:
        try:
            if text or also_empty:
                read(text.strip())
        except BadValue as error:
            return f"{error.message}: {error.hint}" if error.hint else error.message
        return ""

    return check


def needed(wrong: str) -> Check:
    """Return the check that there is a text."""
    return lambda text: "" if text.strip() else wrong


def date_field(
    id: str,  # noqa: A002  # as the field calls it
    label: str,
    as_of: date,
    *,
    value: PartialDate | None = None,
    example: str = DATE_EXAMPLE,
    past: bool = False,
) -> FormField:
    """Return a line for a date, perhaps for one that must be over on the as-of date."""
    return FormField(
        id,
        label,
        value=str(value or ""),
        example=example,
        check=_past(as_of) if past else checked(lambda text: read_date(text, as_of)),
        meaning=day_meant(as_of),
    )


def date_of(text: str, as_of: date) -> PartialDate | None:
    """Return the date of a checked answer; None of an empty one."""
    return read_date(text, as_of) if text else None


def day_meant(as_of: date) -> Check:
    """Return what says which day a relative date comes to."""

    def meaning(text: str) -> str:
        try:
            when = str(read_date(text, as_of)) if text.strip() else ""
        except BadValue:
            return ""
        return "" if when == text.strip().upper() else when

    return meaning


def status_field(value: str) -> FormField:
    """Return the line for a status, which a letter names too."""
    return FormField(
        "status",
        "Status",
        value=value,
        example="kept, stalled, in-progress …; empty: no change",
        check=checked(read_status),
        meaning=_status_meant,
        words=_status_words,
    )


def kind_field(value: SourceKind) -> FormField:
    """Return the line that says whose word a source is."""
    return FormField(
        "kind",
        "Whose word",
        value="" if value is SourceKind.UNKNOWN else value.value,
        example="official: a party of itself; independent: others; empty: unknown",
        check=checked(read_kind),
        meaning=_kind_meant,
        words=lambda: [FormMessage(each.value) for each in SourceKind],
    )


def read_kind(text: str) -> SourceKind:
    """Read whose word a source is, by its name or the beginning. Raises `BadValue`."""
    word = text.strip().casefold()
    if not word:
        return SourceKind.UNKNOWN
    begun = [each for each in SourceKind if each.value.startswith(word)]
    if len(begun) == 1:
        return begun[0]
    names = ", ".join(each.value for each in SourceKind)
    raise BadValue(f"'{text}' is no kind of source", hint=f"one of {names}")


def _kind_meant(text: str) -> str:
    try:
        kind = read_kind(text) if text.strip() else None
    except BadValue:
        return ""
    return kind.value if kind and kind.value != text.strip().casefold() else ""


def percent_field(value: str = "") -> FormField:
    """Return the line for percent done."""
    return FormField(
        "progress",
        "Percent done",
        value=value,
        example="60; empty: no change",
        check=checked(read_percent),
    )


def read_percent(text: str) -> int:
    """Read a percentage. Raises `BadValue`."""
    digits = text.removesuffix("%").strip()
    if not digits.isascii() or not digits.isdecimal() or int(digits[:4]) > 100:
        raise BadValue(f"'{text}' is not a percentage", hint="give 0 to 100")
    return int(digits)


def _status_meant(text: str) -> str:
    try:
        status = read_status(text) if text.strip() else None
    except BadValue:
        return ""
    return status.value if status and status.value != text.strip().casefold() else ""


def _status_words() -> Sequence[FormMessage]:
    return [FormMessage(status.value) for status in Status]


def _past(as_of: date) -> Check:
    return checked(lambda text: read_past_date(text, as_of))

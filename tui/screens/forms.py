"""The forms of the board: which fields they ask for, and what their answers mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from store.dates import PartialDate
from store.editing import EDIT_FIELDS, EditField, edited
from store.entry import Entry
from store.errors import BadValue
from store.ids import SLUG
from store.marking import add_follow_up, write_update
from store.model import Commitment, Register, Source
from store.query import read_date
from store.status import read_status
from tui.screens.form import Answers, Check, Field


def update_fields(entry: Entry, as_of: date) -> list[Field]:
    """Return the fields of an update; a provisional status is offered again, to be sourced."""
    state = entry.derived
    status = state.status.value if state.provisional else ""
    return [
        Field("note", "What was seen", example="one or two sentences"),
        Field("source", "Source", example="headline of the page or document"),
        Field("publisher", "Publisher", example="who published it"),
        Field("url", "Address", example="https://…"),
        Field(
            "published",
            "Published",
            example="2026, 2026-Q3, 2026-11, 2026-11-23",
            check=_date(as_of),
        ),
        Field("official", "Official", example="a party speaking of itself", yes_no=True),
        Field("seen", "Seen on", value=str(as_of), check=_past_date(as_of)),
        Field(
            "status",
            "Status",
            value=status,
            example="kept, stalled, in-progress …; empty: no change",
            check=_status,
        ),
        Field("progress", "Percent done", example="60; empty: no change", check=_percent),
    ]


def written_update(answers: Answers, as_of: date) -> Callable[[Commitment], Commitment]:
    """Return the edit that an update's answers ask for."""
    source = _source(answers, as_of)
    return lambda commitment: write_update(
        commitment,
        as_of,
        note=answers["note"],
        source=source,
        status=read_status(answers["status"]) if answers["status"] else None,
        progress=_read_percent(answers["progress"]) if answers["progress"] else None,
        seen=read_date(answers["seen"], as_of) if answers["seen"] else None,
    )


def add_fields(register: Register, as_of: date, domains: tuple[str, ...]) -> list[Field]:
    """Return the fields of a new commitment, in the domains that are chosen."""
    blank = Commitment("", "", domains=domains)
    return [
        Field("id", "Id", example="js25-p8i: what people cite it by", check=_slug),
        *_fields_of(blank, register, as_of),
    ]


def added_commitment(answers: Answers, register: Register, as_of: date) -> Commitment:
    """Return the commitment that the answers describe. Raises `BadValue`."""
    return edited(Commitment(answers["id"], ""), answers, register, as_of)


def edit_fields(entry: Entry, register: Register, as_of: date) -> list[Field]:
    """Return the fields of a commitment that can be edited."""
    return _fields_of(entry.commitment, register, as_of)


def _fields_of(commitment: Commitment, register: Register, as_of: date) -> list[Field]:
    return [
        Field(
            field.name,
            field.label,
            value=field.show(commitment),
            example=field.help,
            check=_edited(field, register, as_of),
        )
        for field in EDIT_FIELDS
    ]


def follow_up_fields(as_of: date) -> list[Field]:
    """Return the fields of a follow-up."""
    return [
        Field(
            "title", "To do", example="what is to be done", check=_needed("say what is to be done")
        ),
        Field("owner", "Owner", example="who does it"),
        Field("due", "Due", example="2026-12-01, +30d, eoy; empty: undated", check=_date(as_of)),
    ]


def written_follow_up(answers: Answers, as_of: date) -> Callable[[Commitment], Commitment]:
    """Return the edit that a follow-up's answers ask for."""
    due = read_date(answers["due"], as_of) if answers["due"] else None
    return lambda commitment: add_follow_up(
        commitment, answers["title"], owner=answers["owner"], due=due
    )


def _source(answers: Answers, as_of: date) -> Source | None:
    if not any(answers[each] for each in ("source", "publisher", "url")):
        return None
    return Source(
        title=answers["source"] or answers["publisher"] or answers["url"],
        publisher=answers["publisher"],
        date=read_date(answers["published"], as_of) if answers["published"] else None,
        url=answers["url"],
        official=bool(answers["official"]),
    )


def _read_percent(text: str) -> int:
    digits = text.removesuffix("%").strip()
    if not digits.isascii() or not digits.isdecimal() or int(digits[:4]) > 100:
        raise BadValue(f"'{text}' is not a percentage", hint="give 0 to 100")
    return int(digits)


def _checked(read: Callable[[str], object], *, also_empty: bool = False) -> Check:
    def check(text: str) -> str:
        try:
            if text or also_empty:
                read(text.strip())
        except BadValue as error:
            return f"{error.message}: {error.hint}" if error.hint else error.message
        return ""

    return check


def _slug(text: str) -> str:
    return "" if SLUG.fullmatch(text) else "use small letters, digits and hyphens, such as js25-p8i"


_status = _checked(read_status)
_percent = _checked(_read_percent)


def _edited(field: EditField, register: Register, as_of: date) -> Check:
    return _checked(lambda text: field.read(text, register, as_of), also_empty=True)


def _date(as_of: date) -> Check:
    return _checked(lambda text: read_date(text, as_of))


def _past_date(as_of: date) -> Check:
    def read(text: str) -> PartialDate:
        when = read_date(text, as_of)
        if when.last > as_of:
            raise BadValue(
                f"{when} is not over yet", hint=f"give the day it was seen, such as {as_of}"
            )
        return when

    return _checked(read)


def _needed(wrong: str) -> Check:
    return lambda text: "" if text.strip() else wrong

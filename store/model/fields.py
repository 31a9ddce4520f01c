"""The fields of a commitment that people edit, as text and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from msgspec.structs import replace

from store.errors import BadValue
from store.model.dates import read_date
from store.model.entities import Commitment, Measure, Priority, Register

ReadAnswer = Callable[[str, Register, date], Any]


class EditField(NamedTuple):
    """One field: how it is called, shown as text, and read back."""

    name: str
    label: str
    help: str
    read: ReadAnswer
    """Raises `BadValue`."""

    def show(self, commitment: Commitment) -> str:
        """Return the field's value as the text that `read` understands."""
        value = getattr(commitment, self.name)
        if value is None or value is Measure.UNSAID:
            return ""
        return ", ".join(value) if isinstance(value, tuple) else str(value)


def edited(
    commitment: Commitment, answers: Mapping[str, str], register: Register, as_of: date
) -> Commitment:
    """Return a commitment with the fields answered instead; others stay. Raises `BadValue`."""
    values = {
        field.name: field.read(answers[field.name].strip(), register, as_of)
        for field in EDIT_FIELDS
        if field.name in answers and answers[field.name].strip() != field.show(commitment)
    }
    start = values.get("start", commitment.start)
    due = values.get("due", commitment.due)
    # A horizon that is wrong in the file already keeps nobody from editing the title.
    if values.keys() & {"start", "due"} and start and due and due.last < start.first:
        raise BadValue(f"due {due} is before start {start}", hint="change one of the two")
    return replace(commitment, **values)


def _text(text: str, register: Register, as_of: date) -> str:
    return text


def _title(text: str, register: Register, as_of: date) -> str:
    if not text:
        raise BadValue("a commitment needs a title", hint="say what was promised")
    return text


def _list(text: str, register: Register, as_of: date) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def _domains(text: str, register: Register, as_of: date) -> tuple[str, ...]:
    ids = {each.id: each.id for each in register.domains}
    ids |= {each.name.casefold(): each.id for each in register.domains}
    found = []
    for word in _list(text, register, as_of):
        if word.casefold() not in ids:
            raise _unknown("domain", word, [each.id for each in register.domains])
        found.append(ids[word.casefold()])
    return tuple(dict.fromkeys(found))


def _instrument(text: str, register: Register, as_of: date) -> str:
    ids = [each.id for each in register.instruments]
    if text and text not in ids:
        raise _unknown("instrument", text, ids)
    return text


def _date(text: str, register: Register, as_of: date) -> object:
    return read_date(text, as_of) if text else None


def _priority(text: str, register: Register, as_of: date) -> Priority:
    names = [each.value for each in Priority]
    if text.casefold() not in names:
        raise _unknown("priority", text, names)
    return Priority(text.casefold())


def _measure(text: str, register: Register, as_of: date) -> Measure:
    names = [each.value for each in Measure]
    if text and text.casefold() not in names:
        raise _unknown("measure", text, names)
    return Measure(text.casefold()) if text else Measure.UNSAID


def _unknown(kind: str, word: str, known: list[str]) -> BadValue:
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
    place = " in this register" if kind in ("domain", "instrument") else ""
    return BadValue(f"there is no {kind} '{word}'{place}", hint=hint)


EDIT_FIELDS = (
    EditField("title", "Title", "what was promised", _title),
    EditField("summary", "Summary", "a few sentences", _text),
    EditField("instrument", "Made in", "the id of an instrument", _instrument),
    EditField("clause", "Clause", "where in it", _text),
    EditField("parties", "Parties", "such as India, United States", _list),
    EditField("lead", "Lead", "the body responsible", _text),
    EditField(
        "domains", "Domains", "such as maritime, air; the first is the primary one", _domains
    ),
    EditField("start", "Start", "such as 2025, 2026-Q3, 2025-12, 2025-12-31", _date),
    EditField("due", "Due", "as first promised, such as 2026, +90d, eoy; empty: no end", _date),
    EditField("priority", "Priority", "high, normal or low", _priority),
    EditField("tags", "Tags", "such as co-production, draft", _list),
    EditField("measure", "Measure", "delivery, duty or aim; empty: unsaid", _measure),
)

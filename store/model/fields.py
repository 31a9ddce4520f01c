"""The fields of a commitment that people edit, as text and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
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


_FEW = 60
"""Words that a hint lists; more would be read by nobody."""


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


LISTS = ("parties", "domains", "tags")
"""The fields of several words, which one can be added to or removed from."""


class AlikeEdit(NamedTuple):
    """What to do to many commitments alike."""

    answers: Mapping[str, str] = {}
    """Texts by the names of fields; an empty one clears its field."""
    added: Mapping[str, str] = {}
    """Words to add, with commas between, by the names of `LISTS`."""
    removed: Mapping[str, str] = {}
    """Words to remove, likewise."""


class FieldEdit(NamedTuple):
    """What an edit does to one field of a commitment, as texts."""

    commitment_id: str
    name: str
    before: str
    after: str


def edited_alike(
    commitment: Commitment, edit: AlikeEdit, register: Register, as_of: date
) -> Commitment:
    """Return a commitment with fields set, and words added to its lists or removed.

    Raises `BadValue`, also for a title: no two commitments promise the same.

    >>> edit = AlikeEdit({"lead": "Ministry of Defence"}, added={"tags": "draft"})
    >>> changed = edited_alike(Commitment("p8i", "P-8I"), edit, Register("x"), date(2026, 11, 22))
    >>> changed.lead, changed.tags
    ('Ministry of Defence', ('draft',))
    """
    if "title" in edit.answers:
        raise BadValue("many commitments cannot have one title", hint="edit each by itself")
    changed = edited(commitment, edit.answers, register, as_of)
    read = {field.name: field.read for field in EDIT_FIELDS}
    for name, text in edit.added.items():
        words = (*_words_of(changed, name), *read[name](text, register, as_of))
        changed = _with_words(changed, name, tuple(dict.fromkeys(words)))
    for name, text in edit.removed.items():
        gone = {each.casefold() for each in _list(text, register, as_of)}
        if name == "domains":
            gone |= {each.id for each in register.domains if each.name.casefold() in gone}
        words = tuple(each for each in _words_of(changed, name) if each.casefold() not in gone)
        changed = _with_words(changed, name, words)
    return changed


def field_changes(before: Commitment, after: Commitment) -> list[FieldEdit]:
    """Return which fields an edit changes, and from what to what."""
    return [
        FieldEdit(before.id, field.name, field.show(before), field.show(after))
        for field in EDIT_FIELDS
        if field.show(before) != field.show(after)
    ]


def _words_of(commitment: Commitment, name: str) -> tuple[str, ...]:
    if name == "parties":
        return commitment.parties
    return commitment.domains if name == "domains" else commitment.tags


def _with_words(commitment: Commitment, name: str, words: tuple[str, ...]) -> Commitment:
    if name == "parties":
        return replace(commitment, parties=words)
    if name == "domains":
        return replace(commitment, domains=words)
    return replace(commitment, tags=words)


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


def _continues(text: str, register: Register, as_of: date) -> tuple[str, ...]:
    ids = [each.id for each in register.commitments]
    found = _list(text, register, as_of)
    for word in found:
        if word not in ids:
            raise _unknown("commitment", word, ids)
    return found


def _unknown(kind: str, word: str, known: list[str]) -> BadValue:
    from difflib import get_close_matches  # only for words that are not known

    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    few = f"one of {', '.join(known)}" if len(known) <= _FEW else "see `entente list`"
    hint = f"did you mean {near[0]}?" if near else few
    place = " in this register" if kind in ("domain", "instrument", "commitment") else ""
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
    EditField("continues", "Continues", "ids of the earlier commitments it carries on", _continues),
)

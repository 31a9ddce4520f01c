"""The forms for a new commitment and for what one says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from store.errors import BadValue
from store.model.entities import Commitment, Priority, Register
from store.model.entry import Entry
from store.model.fields import EDIT_FIELDS, EditField, edited
from store.model.ids import require_slug
from store.query import Vocabulary
from tui.forms.checks import checked, day_meant
from tui.forms.form import Answers, Form, FormField, FormMessage, no_words, nothing
from tui.forms.new_names import OFFERED, NewNames

_DATES = ("start", "due")
_OF_THE_STATEMENT = ("instrument",)
"""What the statement that is read says of its commitments by itself."""
_LONG = ("summary",)
_LISTS = ("parties", "domains", "tags", "continues")


def add_form(names: NewNames, as_of: date, domains: tuple[str, ...]) -> Form:
    """Return the form of a new commitment, in the domains that are chosen.

    Domains and instruments that are typed and not there are offered to be made.
    """
    register = names.register
    taken = frozenset(each.id for each in register.commitments)

    def read_id(text: str) -> None:
        if not text:
            raise BadValue("it needs an id", hint="such as js25-p8i")
        require_slug(text)
        if text in taken:
            raise BadValue(f"the id '{text}' is taken", hint="choose another")

    first = FormField(
        "id",
        "Id",
        example="js25-p8i: what people cite it by",
        check=checked(read_id, also_empty=True),
    )
    blank = Commitment("", "", domains=domains)
    fields = (first, *_fields_of(blank, register, as_of, names))
    return Form(
        "add",
        "",
        "New commitment",
        "New commitment",
        fields,
        _whole(lambda answers: added_commitment(answers, names.register, as_of)),
    )


def added_commitment(answers: Answers, register: Register, as_of: date) -> Commitment:
    """Return the commitment that the answers describe. Raises `BadValue`."""
    return edited(Commitment(answers["id"], ""), answers, register, as_of)


def edit_form(entry: Entry, names: NewNames, as_of: date) -> Form:
    """Return the form of what can be edited of a commitment, with offers as in `add_form`."""
    fields = tuple(_fields_of(entry.commitment, names.register, as_of, names))
    form = Form("edit", entry.id, f"Edit {entry.id}", f"Edit of {entry.id}", fields)
    check = _whole(lambda answers: edited_commitment(form, answers, entry, names.register, as_of))
    return replace(form, check=check)


def passage_form(commitment: Commitment, passage_id: str, register: Register, as_of: date) -> Form:
    """Return the form of a commitment that a passage of a statement would become."""
    fields = [
        each for each in _fields_of(commitment, register, as_of) if each.id not in _OF_THE_STATEMENT
    ]
    form = Form("passage", passage_id, "Take as this commitment", "Passage", tuple(fields))
    check = _whole(lambda answers: edited(commitment, form.changed(answers), register, as_of))
    return replace(form, check=check)


def edited_commitment(
    form: Form, answers: Answers, entry: Entry, register: Register, as_of: date
) -> Commitment:
    """Return the commitment with what was changed in its form. Raises `BadValue`."""
    return edited(entry.commitment, form.changed(answers), register, as_of)


def _whole(read: Callable[[Answers], object]) -> Callable[[Answers], str]:
    def check(answers: Answers) -> str:
        try:
            read(answers)
        except BadValue as error:
            return f"{error.message}: {error.hint}" if error.hint else error.message
        return ""

    return check


def _fields_of(
    commitment: Commitment, register: Register, as_of: date, names: NewNames | None = None
) -> list[FormField]:
    words = words_of(register, Vocabulary.of(register))
    fields = [
        FormField(
            field.name,
            field.label,
            value=field.show(commitment),
            example=field.help,
            check=_read_by(field, names or NewNames(register), as_of),
            meaning=day_meant(as_of) if field.name in _DATES else nothing,
            words=words.get(field.name, no_words),
            many=field.name in _LISTS,
            long=field.name in _LONG,
        )
        for field in EDIT_FIELDS
    ]
    if names is None:
        return fields
    return [_offering(each, names) if each.id in OFFERED else each for each in fields]


def _offering(field: FormField, names: NewNames) -> FormField:
    return replace(
        field,
        offer=lambda text: names.offer(field.id, text),
        accept=lambda text: names.accept(field.id, text),
        remark=lambda text: names.remark(field.id, text),
    )


def _read_by(field: EditField, names: NewNames, as_of: date) -> Callable[[str], str]:
    return checked(lambda text: field.read(text, names.register, as_of), also_empty=True)


def words_of(
    register: Register, vocabulary: Vocabulary
) -> Mapping[str, Callable[[], Sequence[FormMessage]]]:
    """Return by field what its line can be completed to, from what the register has."""
    return {
        "instrument": lambda: [FormMessage(each.id, each.title) for each in register.instruments],
        "parties": lambda: [FormMessage(each) for each in vocabulary.parties],
        "lead": lambda: [FormMessage(each) for each in vocabulary.leads],
        "domains": lambda: [FormMessage(each.id, each.name) for each in register.domains],
        "continues": lambda: [FormMessage(each.id, each.title) for each in register.commitments],
        "priority": lambda: [FormMessage(each.value) for each in Priority],
        "tags": lambda: [FormMessage(each) for each in vocabulary.tags],
    }

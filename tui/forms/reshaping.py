"""The forms that duplicate and split a commitment, change its id, and edit many alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from store.model.entities import Commitment, Register
from store.model.entry import Entry
from store.model.fields import EDIT_FIELDS, AlikeEdit, edited_alike
from store.model.reshaping import RegisterEdit, change_id, duplicate, split
from store.query import Vocabulary
from store.text import counted
from tui.forms.checks import day_meant
from tui.forms.commitment import words_of
from tui.forms.form import Answers, Form, FormField, FormMessage, no_words, nothing
from tui.forms.register import wrong_with

CLEARS = "-"
"""What clears a field of many commitments: an empty line leaves it as it is."""
_ADDED, _REMOVED = "add-", "remove-"
_LISTS = {"parties": "parties", "domains": "domains", "tags": "tags"}
_DATES = ("start", "due")


def duplicate_form(commitment: Commitment, register: Register) -> Form:
    """Return the form of a commitment's duplicate."""
    fields = (
        FormField("id", "New id", example=f"{commitment.id}-2: what people cite it by"),
        FormField("title", "Title", value=commitment.title),
    )
    return _form(
        "duplicate",
        commitment,
        f"Duplicate of {commitment.id}: what was promised, not what happened since",
        fields,
        lambda answers: duplicate_edit(answers, commitment)(register),
    )


def duplicate_edit(answers: Answers, commitment: Commitment) -> RegisterEdit:
    """Return the edit that the answers of `duplicate_form` ask for."""
    return lambda register: duplicate(register, commitment.id, answers["id"], answers["title"])


def split_form(commitment: Commitment, register: Register) -> Form:
    """Return the form of a commitment that is split off another."""
    items = [
        *(FormMessage(each.id, f"milestone {each.title}") for each in commitment.milestones),
        *(FormMessage(each.id, f"follow-up {each.title}") for each in commitment.follow_ups),
        *(FormMessage(each.id, f"update {each.date} {each.note}") for each in commitment.updates),
    ]
    names = {each.text: each.name for each in items}

    def said(text: str) -> str:
        typed = [each.strip() for each in text.split(",") if each.strip()]
        return "; ".join(f"{each} {names[each]}" for each in typed or names if each in names)

    fields = (
        FormField("id", "New id", example=f"{commitment.id}-2: what people cite it by"),
        FormField("title", "Title", example="the part that is promised here"),
        FormField(
            "items",
            "Goes over",
            example="ids of milestones, follow-ups and updates; updates are copied",
            words=lambda: items,
            remark=said,
            many=True,
        ),
    )
    return _form(
        "split",
        commitment,
        f"Split off {commitment.id}",
        fields,
        lambda answers: split_edit(answers, commitment)(register),
    )


def split_edit(answers: Answers, commitment: Commitment) -> RegisterEdit:
    """Return the edit that the answers of `split_form` ask for."""
    items = [each.strip() for each in answers["items"].split(",") if each.strip()]
    return lambda register: split(register, commitment.id, answers["id"], answers["title"], items)


def id_form(commitment: Commitment, register: Register) -> Form:
    """Return the form of another id for a commitment."""
    fields = (FormField("id", "Id", value=commitment.id, example="what people cite it by"),)
    return _form(
        "change-id",
        commitment,
        f"Id of {commitment.id}: it is found by this one too",
        fields,
        lambda answers: id_edit(answers, commitment)(register),
    )


def id_edit(answers: Answers, commitment: Commitment) -> RegisterEdit:
    """Return the edit that the answer of `id_form` asks for."""
    return lambda register: change_id(register, commitment.id, answers["id"])


def alike_form(entries: Sequence[Entry], register: Register, as_of: date) -> Form:
    """Return the form that edits many commitments alike; an empty line changes nothing."""
    known = words_of(register, Vocabulary.of(register))
    fields: list[FormField] = []
    for field in EDIT_FIELDS:
        if field.name in ("title", "summary", "continues"):
            continue  # no two promise the same
        words = known.get(field.name, no_words)
        if field.name in _LISTS:
            for verb, to in ((_ADDED, "added to those of all"), (_REMOVED, "taken from all")):
                label = f"{verb.rstrip('-').capitalize()} {_LISTS[field.name]}"
                name = f"{verb}{field.name}"
                fields.append(FormField(name, label, example=to, words=words, many=True))
            continue
        meaning = day_meant(as_of) if field.name in _DATES else nothing
        fields.append(
            FormField(
                field.name,
                field.label,
                example=field.help.partition("; empty")[0],
                meaning=meaning,
                words=words,
            )
        )

    def check(answers: Answers) -> str:
        edit = alike_edit(answers)
        if not any(edit):
            return "nothing is set: fill in what is to be the same in all of them"
        return wrong_with(
            lambda: [edited_alike(each.commitment, edit, register, as_of) for each in entries]
        )

    name = f"Edit {counted(len(entries), 'commitment')} alike"
    title = f"{name}: an empty line changes nothing, {CLEARS} clears"
    return Form("alike", "", title, name, tuple(fields), check)


def alike_edit(answers: Answers) -> AlikeEdit:
    """Return the edit that the answers of `alike_form` ask for."""
    told = {name: text for name, text in answers.items() if text}
    added = {name: told[f"{_ADDED}{name}"] for name in _LISTS if f"{_ADDED}{name}" in told}
    removed = {name: told[f"{_REMOVED}{name}"] for name in _LISTS if f"{_REMOVED}{name}" in told}
    plain = {
        name: "" if text == CLEARS else text
        for name, text in told.items()
        if not name.startswith((_ADDED, _REMOVED))
    }
    return AlikeEdit(plain, added, removed)


def _form(
    kind: str,
    commitment: Commitment,
    title: str,
    fields: tuple[FormField, ...],
    edit: Callable[[Answers], object],
) -> Form:
    def check(answers: Answers) -> str:
        return wrong_with(lambda: edit(answers))

    return Form(kind, commitment.id, title, title.partition(":")[0], fields, check)

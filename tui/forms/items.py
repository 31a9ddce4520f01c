"""The forms for milestones and follow-ups, new ones and those under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from store.errors import BadValue, ChangeRefused
from store.model.edits import (
    Edit,
    add_follow_up,
    add_milestone,
    edit_follow_up,
    edit_milestone,
    find_follow_up,
    find_milestone,
)
from store.model.entities import Commitment, FollowUp, Milestone, MilestoneKind, Register
from store.model.entry import Entry
from store.query import Vocabulary
from tui.forms.checks import checked, date_field, date_of, needed
from tui.forms.form import Answers, Form, FormField, FormMessage, all_well
from tui.forms.update import draft_of, no_bare_address, source_fields, source_of


def milestone_form(entries: Sequence[Entry], as_of: date, item_id: str = "") -> Form:
    """Return the form of a milestone that some get, or of the one with this id.

    Raises `NotFound`.
    """
    there = find_milestone(entries[0].commitment, item_id) if item_id else Milestone("", "")
    fields = (
        FormField(
            "title",
            "Milestone",
            value=there.title,
            example="the step, such as First aircraft delivered",
            check=needed("say what the step is"),
        ),
        date_field("date", "Planned for", as_of, value=there.date),
        date_field(
            "met", "Met on", as_of, value=there.met, past=True, example="empty: not confirmed yet"
        ),
        *source_fields(there.source, as_of),
        FormField(
            "what",
            "Counts as",
            value="" if there.kind is MilestoneKind.STEP else there.kind.value,
            example="step, or event: an occasion that counts for nothing; empty: step",
            check=checked(_read_what),
            words=lambda: [FormMessage(each.value) for each in MilestoneKind],
        ),
    )

    def check(answers: Answers) -> str:
        return no_bare_address(answers, there.source)

    return _form("milestone", entries, item_id, fields, check)


def written_milestone(answers: Answers, as_of: date, base: Milestone | None) -> Edit:
    """Return the edit that a milestone's answers ask for; without a base it is a new one."""
    when, met = date_of(answers["date"], as_of), date_of(answers["met"], as_of)
    source = source_of(answers, as_of, base.source if base else None)
    kind = _read_what(answers["what"])
    if base is None:
        return lambda each: add_milestone(
            each, answers["title"], date=when, met=met, source=source, kind=kind
        )
    known = base
    changes = _changes(
        known, {"title": answers["title"], "date": when, "met": met, "source": source, "kind": kind}
    )

    def edit(commitment: Commitment) -> Commitment:
        _refuse_clash(known, find_milestone(commitment, known.id), changes)
        return edit_milestone(commitment, known.id, **changes)

    return edit


def _read_what(text: str) -> MilestoneKind:
    word = text.strip().casefold() or MilestoneKind.STEP.value
    names = [each.value for each in MilestoneKind]
    if word not in names:
        raise BadValue(f"'{text}' is no kind of milestone", hint=f"one of {', '.join(names)}")
    return MilestoneKind(word)


def follow_up_form(
    entries: Sequence[Entry], register: Register, as_of: date, item_id: str = ""
) -> Form:
    """Return the form of a follow-up that some get, or of the one with this id.

    Raises `NotFound`.
    """
    there = find_follow_up(entries[0].commitment, item_id) if item_id else FollowUp("", "")
    vocabulary = Vocabulary.of(register)
    fields: tuple[FormField, ...] = (
        FormField(
            "title",
            "To do",
            value=there.title,
            example="what is to be done",
            check=needed("say what is to be done"),
        ),
        FormField(
            "owner",
            "Owner",
            value=there.owner,
            example="who does it",
            words=lambda: [FormMessage(each) for each in vocabulary.owners],
        ),
        date_field(
            "due", "Due", as_of, value=there.due, example="2026-12-01, +30d, eoy; empty: undated"
        ),
    )
    if item_id:
        done = date_field(
            "done", "Done on", as_of, value=there.done, past=True, example="empty: still open"
        )
        fields = (*fields, done)
    return _form("follow-up", entries, item_id, fields)


def written_follow_up(answers: Answers, as_of: date, base: FollowUp | None) -> Edit:
    """Return the edit that a follow-up's answers ask for; without a base it is a new one."""
    due = date_of(answers["due"], as_of)
    if base is None:
        return lambda each: add_follow_up(each, answers["title"], owner=answers["owner"], due=due)
    known = base
    changes = _changes(
        known,
        {
            "title": answers["title"],
            "owner": answers["owner"],
            "due": due,
            "done": date_of(answers["done"], as_of),
        },
    )

    def edit(commitment: Commitment) -> Commitment:
        _refuse_clash(known, find_follow_up(commitment, known.id), changes)
        return edit_follow_up(commitment, known.id, **changes)

    return edit


def _form(
    kind: str,
    entries: Sequence[Entry],
    item_id: str,
    fields: tuple[FormField, ...],
    check: Callable[[Answers], str] = all_well,
) -> Form:
    doing, ids = "Edit" if item_id else "New", [entry.id for entry in entries]
    one = len(ids) == 1
    title = f"{doing} {kind}: {entries[0].commitment.title if one else f'{len(ids):,} selected'}"
    name = f"{kind.capitalize()} of {ids[0] if one else f'{len(ids):,} commitments'}"
    return Form(kind, f"{draft_of(ids)} {item_id}".strip(), title, name, fields, check)


def _changes(base: Milestone | FollowUp, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(base, name) != value}


def _refuse_clash(
    base: Milestone | FollowUp, now: Milestone | FollowUp, changes: Mapping[str, object]
) -> None:
    """Raise `ChangeRefused` when somebody else has changed what is to be changed."""
    for name, value in changes.items():
        saved = getattr(now, name)
        if saved not in (getattr(base, name), value):
            words = saved.title if hasattr(saved, "publisher") else saved
            raise ChangeRefused(
                f"somebody changed the {name} meanwhile, to “{words or 'nothing'}”",
                hint="nothing was saved",
            )

"""Editing many commitments alike: what is set, shown field by field before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import click

from cli import candidates
from cli.confirming import MANY, confirm
from cli.context import Session
from cli.errors import BadUsage
from cli.fields import undo_words
from cli.output import write_changed, write_items, write_lines
from store.errors import NothingToDo
from store.model.fields import (
    EDIT_FIELDS,
    LISTS,
    AlikeEdit,
    FieldEdit,
    edited_alike,
    field_changes,
)
from store.text import counted, did_you_mean

_ONE = {"tags": "tag", "parties": "party", "domains": "domain"}


class BulkEditOptions(NamedTuple):
    """What was given on the command line for many commitments."""

    edit: AlikeEdit
    dry_run: bool
    yes: bool

    @property
    def is_meant(self) -> bool:
        """Whether any of its options was given: then the words are a query."""
        return bool(any(self.edit) or self.dry_run or self.yes)


def bulk_edit_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options to edit many commitments at once."""
    function = click.option("--yes", is_flag=True, help="Do not ask before many.")(function)
    function = click.option(
        "--dry-run", is_flag=True, help="Say field by field what would change, and save nothing."
    )(function)
    for name in LISTS:
        for verb, to in (("remove", "from"), ("add", "to")):
            function = click.option(
                f"--{verb}-{_ONE[name]}",
                metavar="WORD",
                multiple=True,
                shell_complete=candidates.values_of(name),
                help=f"{verb.capitalize()} a word {to} the {name} of all.",
            )(function)
    return click.option(
        "--set",
        "settings",
        metavar="FIELD=TEXT",
        multiple=True,
        help="Set a field of all that QUERY finds; an empty text clears it.",
    )(function)


def read_bulk_edit(given: dict[str, Any]) -> BulkEditOptions:
    """Take the options out of what a command was given. Raises `BadUsage` for a wrong field."""
    answers: dict[str, str] = {}
    names = [each.name for each in EDIT_FIELDS]
    for setting in given.pop("settings"):
        name, equals, text = setting.partition("=")
        name = name.strip()
        if not equals:
            raise BadUsage(f"--set '{setting}' is no FIELD=TEXT", hint="such as --set lead=MoD")
        if name not in names:
            raise BadUsage(f"there is no field '{name}'", hint=did_you_mean(name, names))
        answers[name] = text
    words = {"add": dict[str, str](), "remove": dict[str, str]()}
    for verb, chosen in words.items():
        for name in LISTS:
            if found := given.pop(f"{verb}_{_ONE[name]}"):
                chosen[name] = ",".join(found)
    edit = AlikeEdit(answers, words["add"], words["remove"])
    return BulkEditOptions(edit, given.pop("dry_run"), given.pop("yes"))


def edit_many(session: Session, words: Sequence[str], options: BulkEditOptions) -> None:
    """Edit what ids or a query find, after saying what changes; one undo takes all of it back.

    Asks before more than `MANY`. Raises `BadUsage`, `NothingToDo` and `BadValue`.
    """
    if not any(options.edit):
        raise BadUsage("there is nothing to set", hint="such as --set lead=MoD or --add-tag draft")
    if not words:
        raise BadUsage("edit needs ids or a query", hint="such as edit domain:air --set lead=MoD")
    register, as_of = session.store.register, session.as_of
    found = _found(session, words)
    befores = [session.entry(each).commitment for each in found]
    pairs = [(each, edited_alike(each, options.edit, register, as_of)) for each in befores]
    changes = {before.id: field_changes(before, after) for before, after in pairs}
    touched = [name for name, each in changes.items() if each]
    every = [change for each in changes.values() for change in each]
    if options.dry_run:
        _tell(session, every)
        session.say(f"{_of(touched, found)} would change; nothing was saved")
        return
    if not touched:
        raise NothingToDo(f"nothing would change in {counted(len(found), 'commitment')}")
    if len(touched) > MANY:
        lines = [_line(session, each) for each in every]
        confirm("edit", lines, f"Change {_of(touched, found)}?", yes=options.yes)
    change = session.store.change(
        touched, lambda each: edited_alike(each, options.edit, register, as_of)
    )
    if not session.json:
        _tell(session, every)
    session.say(f"{change.label}{undo_words(pairs)}")
    write_changed(session, touched)


def _found(session: Session, words: Sequence[str]) -> list[str]:
    """Return the ids meant: those named, when every word is one, else what the query finds."""
    known = session.store.ids() | session.store.former_ids().keys()
    if all(each in known for each in words):
        return list(dict.fromkeys(map(session.current_id, words)))
    return [entry.id for entry in session.portfolio(tuple(words)).matching]


def _of(touched: Sequence[str], found: Sequence[str]) -> str:
    told = counted(len(touched), "commitment")
    return told if len(touched) == len(found) else f"{told} of {len(found)} found"


def _tell(session: Session, changes: Sequence[FieldEdit]) -> None:
    if session.json:
        write_items(session, [each._asdict() for each in changes])
    elif session.styled:
        write_lines((_line(session, each),) for each in changes)
    else:
        write_lines(changes)


def _line(session: Session, change: FieldEdit) -> str:
    words = f"{change.before or 'nothing'} → {change.after or 'nothing'}"
    return session.glyphs.words(f"{change.commitment_id}  {change.name}: {words}")

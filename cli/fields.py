"""The fields of a commitment on a command line: as options, as a text file, in an editor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from cli import candidates
from cli.context import Session
from cli.errors import BadUsage
from cli.terminal import is_terminal
from store.bounded import read_bounded_text
from store.errors import BadValue, CannotRead, EntenteError, NothingToDo
from store.model.dates import PartialDate
from store.model.edits import moves_due
from store.model.entities import Commitment
from store.model.fields import EDIT_FIELDS, edited
from store.model.log import due_on
from store.text import one_line


def field_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for every field, and one for all of them in a file."""
    from_file = click.option(
        "--from",
        "from_file",
        metavar="FILE",
        shell_complete=candidates.files,
        help="Read the fields from a text as the editor shows it; - is stdin.",
    )
    function = from_file(function)
    for field in reversed(EDIT_FIELDS):
        meaning = f"{field.label}: {field.help}."
        option = click.option(
            f"--{field.name}",
            metavar="TEXT",
            help=meaning,
            shell_complete=candidates.values_of(field.name),
        )
        function = option(function)
    return function


def undo_words(changes: Sequence[tuple[Commitment, Commitment]]) -> str:
    """Return how an edit is taken back, and how a due date is moved that it has corrected.

    `changes` are commitments before and after.
    """
    undo = " · `entente undo` takes it back"
    moved = [after for before, after in changes if moves_due(before, after)]
    if not moved:
        return undo
    ids = moved[0].id if len(moved) == 1 else "ID…"
    mark = f"`entente mark {ids} --due {moved[0].due}`"
    told = f"{undo} · this corrects the due date: if it was moved, undo this, and {mark} says so"
    held = [due for each in moved if (due := due_on(each, date.max)) != each.due]
    if not held:
        return told
    are = "is" if len(held) == 1 else "are"
    which = "it is" if len(moved) == 1 else f"{len(held)} of them {are}"
    return f"{told} · {which} still due {_either(held)}, since an update moved the first date"


def _either(dates: Sequence[PartialDate | None]) -> str:
    """Return a date that all are, or that they are as before."""
    return str(dates[0]) if len(set(dates)) == 1 else "as before"


@contextmanager
def answered(
    session: Session, base: Commitment, texts: dict[str, str | None], from_file: str | None
) -> Iterator[Commitment]:
    """Lend the commitment that the user asks for, to be saved inside.

    It comes from the options, from a file, or on a terminal from the editor, whose text is
    kept when it cannot be read or saved. Raises `BadUsage` and `BadValue`.
    """
    answers = {name: text for name, text in texts.items() if text is not None}
    if answers and from_file:
        raise BadUsage("--from and options for fields do not go together", hint="use one of them")
    if answers:
        yield edited(base, answers, session.store.register, session.as_of)
    elif from_file:
        yield _from_file(session, base, from_file)
    elif is_terminal(sys.stdin) and is_terminal(sys.stdout):
        with _from_editor(session, base) as changed:
            yield changed
    else:
        raise BadUsage(
            "there is no field to set, and no terminal to open an editor on",
            hint="such as --title 'What was promised' --due 2027",
        )


@contextmanager
def _from_editor(session: Session, base: Commitment) -> Iterator[Commitment]:
    from store.model.text_form import from_text, to_text, with_problems
    from store.user.editor import rewrite_draft, run_editor, write_draft

    register = session.store.register
    path = write_draft(base.id, to_text(base, register))
    edit = f"edit {base.id} --revision {base.revision}" if base.title else f"add {base.id}"
    while True:
        text = run_editor(path)
        changed, problems = from_text(text, base, register, session.as_of)
        if not problems:
            break
        rewrite_draft(path, with_problems(text, problems))
        for each in problems:
            click.echo(one_line(str(each)), err=True)
        if not click.confirm("Open the editor again?", default=True, err=True):
            raise BadValue(
                "nothing was saved", hint=f"`entente {edit} --from {path}` reads the text again"
            )
    try:
        yield changed
    except NothingToDo:
        _remove(path)
        raise
    except EntenteError as error:
        error.add_note(f"the text is kept in {path}")
        raise
    _remove(path)


def _remove(path: Path) -> None:
    # The text is saved, or says nothing new: one that stays behind is no failure.
    with suppress(OSError):
        path.unlink()


def _from_file(session: Session, base: Commitment, name: str) -> Commitment:
    from store.model.text_form import from_text

    try:
        stdin = name == "-"
        text = read_bounded_text(0 if stdin else name)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise CannotRead(f"{name}: {reason}", hint="give a text that the editor wrote") from error
    changed, problems = from_text(text, base, session.store.register, session.as_of)
    if problems:
        counted = f"{len(problems)} line{'' if len(problems) == 1 else 's'}"
        failed = BadValue(f"{name}: {counted} could not be read", hint="nothing was saved")
        for each in problems:
            failed.add_note(one_line(str(each)))
        raise failed
    return changed

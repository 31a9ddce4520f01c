"""`entente edit`: change what a commitment says of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from msgspec.structs import replace

from cli.context import Session, pass_session
from cli.errors import BadUsage
from cli.group import SharedOptions
from cli.output import say, write_changed
from store.editing import EDIT_FIELDS, edited
from store.errors import Conflict
from store.merging import clashes


def _field_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for field in reversed(EDIT_FIELDS):
        option = click.option(f"--{field.name}", metavar="TEXT", help=f"{field.help}.")
        function = option(function)
    return function


@click.command(
    "edit",
    cls=SharedOptions,
    epilog="""\b
Examples:
  entente edit js25-p8i --title 'Six more P-8I aircraft' --priority high
  entente edit js25-p8i --due 2027-Q1 --domains maritime,air
  entente edit js25-p8i --due '' --revision 4

An empty text clears a field. Status and progress are set by `mark`.
""",
)
@click.argument("commitment_id", metavar="ID")
@_field_options
@click.option("--revision", type=int, help="Refuse when it is no longer at this revision.")
@pass_session
def command(
    session: Session, /, commitment_id: str, revision: int | None, **texts: str | None
) -> None:
    """Change title, summary, parties, domains, dates, priority or tags."""
    answers = {name: text for name, text in texts.items() if text is not None}
    if not answers:
        raise BadUsage("edit needs a field to change", hint="such as --title or --due")
    base = session.entry(commitment_id).commitment
    mine = edited(base, answers, session.store.register, session.as_of)
    if revision is not None:
        base = replace(base, revision=revision)
    try:
        transaction = session.store.save(base, mine)
    except Conflict as conflict:
        for field in clashes(conflict):
            conflict.add_note(f"{field.name}, saved: {field.show(conflict.theirs)}")
            conflict.add_note(f"{field.name}, yours: {field.show(conflict.mine)}")
        raise
    say(session, f"{transaction.label} · `entente undo` takes it back")
    write_changed(session, [commitment_id])

"""`entente add`: a commitment that is not in the register yet."""

from __future__ import annotations

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.fields import answered, field_options
from cli.output import write_changed
from store.model.entities import Commitment


@click.command(
    "add",
    cls=SharedOptions,
    exits=(5,),
    epilog="""\b
Examples:
  entente add p8i-spares --title 'Spares for the P-8I' --domains maritime,air --due 2027-Q1
  entente add p8i-spares

Without a field it opens a text in VISUAL or EDITOR, on a terminal. An id is of small letters,
digits and hyphens, and is never used twice. A date that is not known is left out.
""",
)
@click.argument("commitment_id", metavar="ID")
@field_options
@pass_session
def command(
    session: Session, /, commitment_id: str, from_file: str | None, **texts: str | None
) -> None:
    """Add a commitment to the register.

    It is not assessed until `mark` says how it stands.
    """
    session.store.check_new(commitment_id)
    with answered(session, Commitment(commitment_id, ""), texts, from_file) as new:
        if not new.title:
            raise BadUsage("add needs --title", hint="say what was promised")
        change = session.store.add(new)
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [commitment_id])

"""`entente change-id`: another id for a commitment, which is found by the old one too."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_changed
from store.model.reshaping import change_id


@click.command(
    "change-id",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente change-id p8i js25-p8i

The old id stays with the commitment: it is found by it wherever an id is asked for, also in
files that are imported later, and no other commitment can have it.
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@click.argument("new_id", metavar="NEW")
@pass_session
def command(session: Session, commitment_id: str, new_id: str) -> None:
    """Give a commitment another id."""
    change = session.store.restructure(
        lambda register: change_id(register, commitment_id, new_id),
        f"{session.current_id(commitment_id)}: id changed to {new_id}",
    )
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [new_id])

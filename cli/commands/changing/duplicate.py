"""`entente duplicate`: a second commitment that promises the same."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_changed
from store.model.reshaping import duplicate


@click.command(
    "duplicate",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente duplicate port-visits port-visits-2027
  entente duplicate port-visits port-visits-2027 --title 'Port visits in 2027'

What was promised is copied, with the milestones as they were planned. What happened since is
not: the copy has no updates and no follow-ups, and is not assessed.
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@click.argument("new_id", metavar="NEW")
@click.option("--title", default="", metavar="TEXT", help="What the copy promises.")
@pass_session
def command(session: Session, commitment_id: str, new_id: str, title: str) -> None:
    """Add a commitment that promises the same as another one."""
    change = session.store.restructure(
        lambda register: duplicate(register, commitment_id, new_id, title),
        f"{new_id}: duplicate of {session.current_id(commitment_id)} added",
    )
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [new_id])

"""`entente redo`: do again what was taken back last."""

from __future__ import annotations

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_changed


@click.command(
    "redo",
    cls=SharedOptions,
    exits=(5,),
    epilog="""\b
Examples:
  entente redo
""",
)
@pass_session
def command(session: Session) -> None:
    """Do again what you took back last."""
    change = session.store.redo()
    session.say(f"done again: {change.label} · `entente undo` takes it back")
    write_changed(session, change.touched)

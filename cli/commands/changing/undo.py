"""`entente undo`: take back your newest change."""

from __future__ import annotations

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_changed


@click.command(
    "undo",
    cls=SharedOptions,
    exits=(5,),
    epilog="""\b
Examples:
  entente undo
  entente undo --json
""",
)
@pass_session
def command(session: Session) -> None:
    """Take back your newest change, made here or on the board.

    Nobody's later change is lost: one that was built upon is refused.
    """
    change = session.store.undo()
    session.say(f"taken back: {change.label} · `entente redo` does it again")
    write_changed(session, change.touched)

"""`entente done`: tick a milestone or a follow-up."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_changed
from store.model.edits import tick


@click.command(
    "done",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente done js25-p8i m2
  entente done js25-p8i f1
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@click.argument("item", shell_complete=candidates.items)
@pass_session
def command(session: Session, commitment_id: str, item: str) -> None:
    """Tick a milestone or a follow-up.

    Ticking again opens it. ITEM is its id, as `entente show ID` gives it.
    """
    change = session.store.change(
        [commitment_id], lambda commitment: tick(commitment, item, session.as_of)
    )
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [commitment_id])

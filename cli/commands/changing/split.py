"""`entente split`: two commitments where one was written down."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_changed
from store.model.reshaping import split


@click.command(
    "split",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente split patrols patrols-west --title 'Patrols in the western ocean'
  entente split patrols patrols-west --title 'Patrols in the west' --item m2 --item f1 --item u3

Milestones and follow-ups that are named go over to the new commitment; updates are copied, for
a log is never rewritten. Parties, dates, domains and so on both have.
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@click.argument("new_id", metavar="NEW")
@click.option("--title", required=True, metavar="TEXT", help="What the new one promises.")
@click.option(
    "--item",
    "items",
    multiple=True,
    metavar="ITEM",
    help="A milestone, follow-up or update of it, by its id or the beginning.",
)
@pass_session
def command(
    session: Session, commitment_id: str, new_id: str, title: str, items: tuple[str, ...]
) -> None:
    """Split a commitment in two.

    The new one promises a part of what the first one did.
    """
    change = session.store.restructure(
        lambda register: split(register, commitment_id, new_id, title, items),
        f"{new_id}: split off {session.current_id(commitment_id)}",
    )
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [commitment_id, new_id])

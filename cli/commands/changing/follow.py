"""`entente follow`: note something to do about a commitment."""

from __future__ import annotations

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.output import write_changed
from store.model.edits import add_follow_up


@click.command(
    "follow",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente follow js25-p8i 'Ask for the contract date' --due +30d --owner mira
  entente follow js25-p8i 'Get the 2027 work plan' --due 2027-Q1
""",
)
@click.argument("commitment_id", metavar="ID", shell_complete=candidates.ids)
@click.argument("title", nargs=-1, required=True)
@click.option("--due", metavar="DATE", help="2026-12-31, 2026-12, 2026-Q4, +30d, eoy.")
@click.option(
    "--owner",
    metavar="NAME",
    default="",
    help="Who does it.",
    shell_complete=candidates.values_of("owner"),
)
@pass_session
def command(
    session: Session, commitment_id: str, title: tuple[str, ...], due: str | None, owner: str
) -> None:
    """Add a follow-up to a commitment."""
    day = session.read_date(due)
    change = session.store.change(
        [commitment_id],
        lambda commitment: add_follow_up(commitment, " ".join(title), owner=owner, due=day),
    )
    session.say(f"{change.label} · `entente undo` takes it back")
    write_changed(session, [commitment_id])

"""`entente remove`: take commitments out of the register."""

from __future__ import annotations

import sys

import click

from cli import candidates
from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import commitment_item, write_items
from cli.terminal import is_terminal
from store.errors import NothingToDo
from store.text import one_line


@click.command(
    "remove",
    cls=SharedOptions,
    exits=(3, 5),
    epilog="""\b
Examples:
  entente remove js25-p8i
  entente remove js25-p8i roadmap-2023 --yes

All of them are removed together, or none. What was promised and given up is not removed but
marked `withdrawn`. An id is never used again.
""",
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=candidates.ids)
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_session
def command(session: Session, ids: tuple[str, ...], yes: bool) -> None:
    """Remove commitments, with all that is known of them.

    Asks first; `undo` brings them back.
    """
    entries = [session.entry(each) for each in dict.fromkeys(ids)]
    if not yes:
        if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
            raise BadUsage("remove asks first, and there is no terminal", hint="add --yes")
        for entry in entries:
            click.echo(one_line(f"{entry.id}  {entry.commitment.title}"), err=True)
        counted = "this commitment" if len(entries) == 1 else f"these {len(entries)} commitments"
        if not click.confirm(f"Remove {counted}?", err=True):
            raise NothingToDo("nothing was removed")
    items = [commitment_item(session, entry) for entry in entries] if session.json else []
    change = session.store.remove([entry.id for entry in entries])
    session.say(f"{change.label} · `entente undo` takes it back")
    if session.json:
        write_items(session, items)

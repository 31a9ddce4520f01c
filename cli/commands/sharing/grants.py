"""`entente grants`: the SQL that lets roles of a database use the registers in it."""

from __future__ import annotations

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_items


@click.command(
    "grants",
    cls=SharedOptions,
    epilog="""\b
Examples:
  entente grants --reader guest --writer ana --writer ben | psql -h db.office pledges

Connects to nothing: run what it prints as the owner of the database. Whoever may only read has
a board that says so and changes nothing.
""",
)
@click.option("--reader", "readers", multiple=True, metavar="ROLE", help="May look at all of it.")
@click.option("--writer", "writers", multiple=True, metavar="ROLE", help="May change it too.")
@pass_session
def command(session: Session, readers: tuple[str, ...], writers: tuple[str, ...]) -> None:
    """Print the SQL that lets roles read or write.

    For registers in PostgreSQL, where roles are the database's own.
    """
    from store.storage.postgres_tables import grants

    if not readers and not writers:
        raise BadUsage("grants needs a role", hint="such as --reader guest or --writer ana")
    lines = grants(readers, writers)
    if session.json:
        write_items(session, [{"sql": each} for each in lines])
    else:
        print("\n".join(lines))

"""`entente copy`: a register moved whole to a file or a database."""

from __future__ import annotations

from pathlib import Path

import click

from cli.command_classes import SharedOptions, pass_session
from cli.context import Session
from cli.errors import BadUsage
from cli.output import write_items
from store.register.kept_copies import KeptCopies, named_files
from store.text import counted
from store.user.paths import chosen_register


@click.command(
    "copy",
    cls=SharedOptions,
    exits=(5,),
    epilog="""\b
Examples:
  entente copy register.json postgresql://db.office/pledges
  entente copy postgresql://db.office/pledges backup.json
  entente copy old.json 'postgresql://db.office/pledges?register=quad'

Passwords are found by libpq: in ~/.pgpass, PGPASSFILE or a service file, never in an address.
""",
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@pass_session
def command(session: Session, source: str, target: str) -> None:
    """Copy a register whole, its history included.

    FROM and TO are files or addresses of PostgreSQL. FROM is only read, and nothing may be at
    TO yet: it is there whole afterwards, or not at all. Kept copies of sources go along from
    file to file.
    """
    from store.register.copying import copy_kept, copy_register

    places = [chosen_register(each) for each in (source, target)]
    if places[0] is None or places[1] is None:
        raise BadUsage("copy needs two places", hint="such as `entente copy a.json b.json`")
    count = copy_register(places[0], places[1])
    kept, left = copy_kept(places[0], places[1]), 0
    if isinstance(places[0], Path):
        folder = KeptCopies(places[0]).folder
        left = len(named_files(folder)) - kept
    if session.json:
        told = {"from": str(places[0]), "to": str(places[1]), "commitments": count}
        write_items(session, [told | {"copies": kept, "left": left}])
        return
    beside = f" and {counted(kept, 'kept copy', 'kept copies')} of sources" if kept else ""
    session.say(
        f"{counted(count, 'commitment')} copied to {places[1]}, with all of the history{beside}"
    )
    if left:
        why = "changed since kept; see `entente keep --check`"
        if not isinstance(places[1], Path):
            why = "a database holds none"
        session.say(f"left in {folder}: {counted(left, 'kept copy', 'kept copies')}, {why}")
